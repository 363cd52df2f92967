from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from mirror.cli import main
from tests.known_transfer import ROOT


def needs_the_extra() -> None:
    for module in ("torch", "onnx", "skimage"):
        pytest.importorskip(module)


def test_a_section_is_measured_and_its_target_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_the_extra()
    command = ["evaluate", "--models", str(ROOT), "--quick", "--only", "cost", "-o", str(tmp_path)]
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert "met   Parameters: 0 (at most 1e+06)" in out
    assert "not measured" in out
    assert str(tmp_path / "report.md") in err
    assert (tmp_path / "evaluation.json").exists()


def test_an_unknown_section_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    needs_the_extra()
    assert main(["evaluate", "--only", "bare,colour", "-o", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "There is no section colour" in said
    assert "bare, covers" in said


def test_without_the_extra_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "skimage" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    assert main(["evaluate", "-o", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "skimage" in said
    assert "--train" in said
    assert list(tmp_path.iterdir()) == []
