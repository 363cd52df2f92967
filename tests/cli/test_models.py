from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from mirror.cli import models
from mirror.config import models_root
from mirror.inference.manifest import MODELS
from tests import known_transfer as known


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped models, to be spoilt."""
    root = tmp_path / "models"
    shutil.copytree(models_root(), root, ignore=shutil.ignore_patterns("convert"))
    monkeypatch.setattr(models, "models_root", lambda: root)
    return root


def _run() -> int:
    parser = argparse.ArgumentParser()
    models.configure(parser)
    return models.run(parser.parse_args([]))


def test_lists_every_shipped_model_with_its_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run() == 0
    out = capsys.readouterr().out
    for name in MODELS:
        assert f"{name}: " in out
        for path in (models_root() / name).glob("*.onnx"):
            assert path.name in out


def test_an_altered_file_is_named_and_the_others_are_listed(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered = copy / "face_landmarks" / "cpu.onnx"
    altered.write_bytes(altered.read_bytes()[:-1])
    assert _run() == 1
    said = capsys.readouterr()
    assert str(altered) in said.err
    assert "cpu.onnx" not in said.out
    assert "prelu.onnx" in said.out


def test_a_model_that_may_be_missing_is_no_fault(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(copy / "transfer", ignore_errors=True)
    assert _run() == 0
    assert "transfer: not installed" in capsys.readouterr().out


def test_every_graph_of_a_model_is_listed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(copy / "transfer", ignore_errors=True)
    shutil.copytree(known.ROOT / "transfer", copy / "transfer")
    assert _run() == 0
    out = capsys.readouterr().out
    assert "encoder.onnx  fp32" in out
    assert "generator.onnx  fp32" in out
    (copy / "transfer" / "encoder.onnx").write_bytes(b"")
    assert _run() == 1
    assert "encoder.onnx is damaged" in capsys.readouterr().err


def test_a_missing_manifest_is_named_and_the_others_are_listed(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "face_detector" / "model.toml").unlink()
    assert _run() == 1
    said = capsys.readouterr()
    assert str(copy / "face_detector" / "model.toml") in said.err
    assert "face_landmarks: " in said.out
