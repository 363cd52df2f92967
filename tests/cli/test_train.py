"""The shortest training goes through everything in a process of its own: stopped, gone on with, exported."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mirror import cli
from mirror.inference.manifest import load_manifest

pytest.importorskip("torch", reason="training is not installed")

ROOT = Path(__file__).parents[2]
SMOKE = ROOT / "tests" / "data" / "smoke.toml"
_ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}


def _mirror(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "mirror", *map(str, arguments)]


def _start(folder: Path, *more: object) -> subprocess.Popen[str]:
    command = _mirror("train", SMOKE, "--run", folder, "--threads", 1, *more)
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=_ENVIRONMENT,
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A run that was stopped and went on, and what it told."""
    folder = tmp_path_factory.mktemp("smoke") / "run"
    told = []
    number = signal.SIGTERM if sys.platform == "win32" else signal.SIGINT
    with _start(folder, "--cache", folder / "faces") as first:
        assert first.stderr is not None
        for line in first.stderr:
            told.append(line)
            if line.startswith("smoke, stage 1"):
                first.send_signal(number)
                break
        told += first.communicate()[1].splitlines(keepends=True)
    assert first.returncode == (1 if sys.platform == "win32" else 130), "".join(told)
    with _start(folder, "--cache", folder / "faces") as second:
        out, err = second.communicate()
    assert second.returncode == 0, err
    return folder, [*told, out, err]


@pytest.mark.skipif(sys.platform == "win32", reason="signals come otherwise there")
def test_ctrl_c_keeps_what_was_learnt_and_the_same_command_goes_on(
    trained: tuple[Path, list[str]],
) -> None:
    folder, told = trained
    said = "".join(told)
    stopped = re.search(r"Stopped after step (\d+) of 30; the same command goes on", said)
    assert stopped is not None, said
    assert f"smoke: from step {stopped[1]} of 30" in said
    sittings = json.loads((folder / "record.json").read_text())
    assert [s["first_step"] for s in sittings] == [0, int(stopped[1])]
    assert sum(s["steps"] for s in sittings) == 30


def test_a_training_tells_little_where_nobody_watches(trained: tuple[Path, list[str]]) -> None:
    folder, told = trained
    out, err = told[-2:]
    assert out.count("psnr") == 2
    assert "\r" not in err
    assert f"mirror export --run {folder}" in err
    assert len(err.splitlines()) < 40
    assert {"checkpoint.pt", "recipe.toml", "record.json", "log", "sheets", "faces"} == {
        path.name for path in folder.iterdir()
    }


def test_a_training_at_its_end_has_nothing_to_do(
    trained: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = trained
    faces = folder / "faces"
    assert cli.main(["train", str(SMOKE), "--run", str(folder), "--cache", str(faces)]) == 0
    assert "from step 30 of 30" in capsys.readouterr().err


def test_it_is_exported_and_dresses_a_face(
    trained: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mirror.inference.transfer import FilmGenerator, LookEncoder
    from mirror.training.checkpoint import read_weights
    from mirror.training.run import Nets
    from mirror.training.samples import samples

    folder, _ = trained
    commit = "0123456789abcdef0123456789abcdef01234567"
    to = tmp_path / "transfer"
    assert cli.main(["export", "--run", str(folder), "--to", str(to), "--commit", commit]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows[:4]] == [
        "encoder.onnx", "encoder-fp16.onnx", "generator.onnx", "generator-fp16.onnx",
    ]  # fmt: skip
    assert all(re.search(r"off by \d\.\de-\d\d at most, ", row) for row in rows[:4])
    manifest = load_manifest(tmp_path, "transfer")
    assert manifest.training is not None
    assert manifest.training.commit == commit
    Nets.restored(64, read_weights(to / "weights.pt"))  # another training can begin with them
    encoder, generator = LookEncoder(tmp_path), FilmGenerator(tmp_path)
    reference, live = samples(encoder.size)[0]
    code = encoder.encode(reference.picture, reference.visibility, reference.skin)
    generator.wear(code.pigment, code.features)
    import numpy as np

    film, _ = generator.generate(
        live.picture, live.visibility, live.shading, np.ones(4, np.float32)
    )
    assert film.shape == (64, 64, 8)
    assert np.isfinite(film).all()
    encoder.close()
    generator.close()


def test_another_recipe_or_a_missing_one_is_told(
    trained: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = trained
    other = tmp_path / "other.toml"
    other.write_text(SMOKE.read_text().replace("seed = 1", "seed = 2"))
    assert cli.main(["train", str(other), "--run", str(folder)]) == 1
    assert "holds the run of another recipe" in capsys.readouterr().err
    assert cli.main(["train", str(tmp_path / "gone.toml"), "--run", str(tmp_path / "r")]) == 1
    assert "gone.toml cannot be read" in capsys.readouterr().err
    other.write_text(f'start = "gone.pt"\n{SMOKE.read_text()}')
    assert cli.main(["train", str(other), "--run", str(tmp_path / "r")]) == 1
    assert f"{tmp_path / 'gone.pt'}, which the recipe starts from" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def test_without_pytorch_one_sentence_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "torch" else find(name)
    )
    for command in (["train", str(SMOKE)], ["export"]):
        assert cli.main([*command, "--run", str(tmp_path)]) == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "start.py --train" in said


@pytest.mark.parametrize("threads", ["0", "two", "-1"])
def test_threads_are_a_whole_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], threads: str
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["train", str(SMOKE), "--run", str(tmp_path), "--threads", threads])
    assert "whole number above 0" in capsys.readouterr().err
