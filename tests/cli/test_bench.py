from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mirror.cli import main, measure
from mirror.pipeline import extraction, processor
from tests import known_transfer as known
from tests.inference.faces import demo_face

KEYS = {
    "fps",
    "frame_ms",
    "stages_ms",
    "latency_ms",
    "dropped",
    "providers",
    "rss_mb",
    "first_frame_s",
    "frames",
    "size",
}


def test_the_real_pipeline_is_measured_on_the_demo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "figures.json"
    arguments = ["bench", "--frames", "5", "--size", "640x360", "--json", str(written)]
    assert main(arguments) == 0
    report = json.loads(written.read_text())
    assert report.keys() >= KEYS
    assert report["frames"] == 5
    assert report["size"] == [640, 360]
    assert report["dropped"] == 0
    assert {"landmarks", "composite"} <= report["stages_ms"].keys()
    assert set(report["providers"]) >= {"face_detector", "face_landmarks"}
    assert "generator" not in report
    assert report["fps"] > 0
    assert report["machine"]["cpu"]
    printed = capsys.readouterr().out
    assert "5 pictures of 640x360" in printed
    assert "landmarks" in printed


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of the demo's face."""
    pixels, _ = demo_face()
    path = tmp_path / "photo.png"
    Image.fromarray(np.ascontiguousarray(pixels[..., ::-1])).save(path)
    return path


def test_the_look_of_a_photo_is_measured(
    tmp_path: Path,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = known.models(tmp_path / "models")
    for module in (processor, extraction, measure):
        monkeypatch.setattr(module, "models_root", lambda: root)
    written = tmp_path / "figures.json"
    arguments = ["--frames", "5", "--size", "640x360", "--reference", str(photo)]
    assert main(["bench", *arguments, "--json", str(written)]) == 0
    report = json.loads(written.read_text())
    assert (report["look"], report["reference"]) == (None, str(photo))
    assert {"generate", "stack", "composite"} <= report["stages_ms"].keys()
    assert set(report["providers"]) == {"face_detector", "face_landmarks", "transfer"}
    generator = report["generator"]
    assert generator["provider"].endswith("ExecutionProvider")
    assert (generator["precision"], generator["threads"]) == ("fp32", 1)
    assert generator["median_ms"] > 0
    assert "fp32 on" in capsys.readouterr().out


def test_a_photo_without_a_face_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = known.models(tmp_path / "models")
    monkeypatch.setattr(extraction, "models_root", lambda: root)
    path = tmp_path / "grey.png"
    Image.new("RGB", (320, 240), "grey").save(path)
    assert main(["bench", "--frames", "1", "--reference", str(path)]) == 1
    assert f"No face was found in {path}" in capsys.readouterr().err


def test_where_the_network_is_missing_no_photo_is_read(
    tmp_path: Path,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(extraction, "models_root", lambda: tmp_path)
    assert main(["bench", "--frames", "1", "--reference", str(photo)]) == 1
    assert "The model transfer is not installed" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--frames", "0"],
        ["--frames", "many"],
        ["--seconds", "0"],
        ["--seconds", "nan"],
        ["--size", "large"],
        ["--threads", "0"],
        ["--frames", "5", "--seconds", "5"],
    ],
)
def test_a_wrong_command_line_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", *arguments])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--look", "nonsense"], "There is no look named “nonsense”"),
        (["--source", "nonsense"], "There is no file and no camera “nonsense”"),
    ],
)
def test_what_does_not_exist_is_named(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "--frames", "1", *arguments]) == 1
    assert sentence in capsys.readouterr().err


def test_where_the_figures_cannot_be_written_it_says_so_before_it_measures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "--json", str(tmp_path / "missing" / "figures.json")]) == 1
    told = capsys.readouterr()
    assert "There is no folder" in told.err
    assert told.out == ""


def test_the_help_says_what_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["bench", "--help"])
    told = capsys.readouterr().out
    assert all(key in told for key in KEYS - {"frames", "size"})
