from __future__ import annotations

import importlib
import importlib.metadata
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mirror.capture.cameras import CameraInfo, CameraMode
from mirror.cli import checks
from mirror.cli.checks import (
    CHECKS,
    check_cameras,
    check_disk,
    check_looks,
    check_models,
    check_packages,
    check_program,
    check_screen,
)
from mirror.config import models_root
from tests import known_transfer as known


@pytest.mark.parametrize("name", ["program", "packages", "models", "looks", "screen", "disk"])
def test_a_sound_machine_has_no_problem(name: str) -> None:
    command = [sys.executable, "-m", "mirror.cli.checks", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    finding = json.loads(done.stdout.splitlines()[-1])
    assert finding["facts"]
    assert finding["problems"] == []


def test_the_program_says_where_it_runs() -> None:
    facts = check_program().facts
    assert sys.executable in str(facts["python"])
    assert Path(str(facts["folder"])).is_dir()


def test_a_package_that_is_not_installed_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "av":
            raise importlib.metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(importlib.metadata, "version", version)
    finding = check_packages()
    assert finding.problems == ["The package av is not installed; install the mirror again."]
    assert finding.facts["numpy"] == "1.0"


def test_a_library_that_does_not_load_is_a_problem_of_its_package_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(name: str) -> None:
        if name == "cv2":
            raise ImportError("libGL.so.1: cannot open shared object file\nand more")

    monkeypatch.setattr(importlib, "import_module", load)
    finding = check_packages()
    (problem,) = finding.problems
    assert "opencv-python-headless cannot be loaded (libGL.so.1: cannot open" in problem
    assert "and more" not in problem
    assert "opencv-python-headless" in finding.facts, "its version is told all the same"


def test_each_model_says_what_it_runs_on() -> None:
    finding = check_models()
    assert finding.problems == []
    for facts in finding.facts.values():
        assert isinstance(facts, dict)
        assert facts["runs on"].endswith("ExecutionProvider, fp32")
        assert facts["verified"]


def test_an_altered_model_is_a_problem_and_the_other_one_is_still_told(tmp_path: Path) -> None:
    root = tmp_path / "models"
    shutil.copytree(models_root(), root, ignore=shutil.ignore_patterns("convert"))
    model = root / "face_detector" / "model.onnx"
    content = bytearray(model.read_bytes())
    content[1000] ^= 1
    model.write_bytes(content)
    finding = check_models(root)
    (problem,) = finding.problems
    assert str(model) in problem
    assert "face_landmarks" in finding.facts
    assert "face_detector" not in finding.facts


def test_missing_models_are_problems(tmp_path: Path) -> None:
    finding = check_models(tmp_path)
    assert len(finding.problems) == 2
    assert finding.facts == {}
    assert any("No look can be taken from a photo." in note for note in finding.notes)


def test_each_graph_of_the_transfer_network_is_run(tmp_path: Path) -> None:
    facts = check_models(known.models(tmp_path)).facts["transfer"]
    assert isinstance(facts, dict)
    assert facts["verified"] == ["encoder.onnx", "generator.onnx"]
    assert facts["runs on"].endswith("ExecutionProvider, fp32")


def test_missing_looks_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mirror.makeup.look.shipped_looks", dict)
    assert len(check_looks().problems) == 1


def test_a_broken_look_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    look = tmp_path / "broken.toml"
    look.write_text("name = 1")
    monkeypatch.setattr("mirror.makeup.look.shipped_looks", lambda: {"broken": look})
    (problem,) = check_looks().problems
    assert str(look) in problem


def test_cameras_tell_their_modes_and_their_trouble() -> None:
    good = CameraInfo(0, "Webcam (0)", (CameraMode(1280, 720, 30.0, "MJPG"),), None)
    busy = CameraInfo(2, "Capture (2)", (), "Capture (2) is busy.")
    finding = check_cameras(lambda: [good, busy])
    assert finding.facts == {"Webcam (0)": ["1280x720, 30 fps, MJPG"], "Capture (2)": []}
    assert finding.notes == ["Capture (2) is busy."]
    assert finding.problems == ()


def test_no_camera_is_no_problem() -> None:
    finding = check_cameras(list)
    assert finding.problems == ()
    assert "demo" in finding.notes[0]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_no_display_is_a_problem_before_qt_ends_the_process() -> None:
    finding = check_screen({"DISPLAY": ""})
    assert "desktop session" in finding.problems[0]
    assert finding.facts == {}


def test_little_space_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_disk().problems == ()
    monkeypatch.setattr(checks, "_LITTLE_SPACE", 1e18)
    assert "make some room" in check_disk().notes[0]


def test_every_check_is_listed() -> None:
    found = {name.removeprefix("check_") for name in vars(checks) if name.startswith("check_")}
    assert set(CHECKS) == found
