from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from mirror.core.types import Face
from mirror.evaluation import covering as module
from mirror.evaluation.covering import BESIDE, COVERS, HAIRS, LOST, Sample, behind, summary, worn
from mirror.evaluation.transfer.covers import pasted
from mirror.evaluation.transfer.subjects import Subject
from tests.heads import FOLDER, heads
from tests.pipeline.finders import KnownFinder


def shares(found: list[Sample]) -> dict[str, float]:
    return {sample.measure: sample.share for sample in found}


def thing(subject: Subject, colour: tuple[int, int, int]) -> dict[str, float]:
    """What is measured behind a block of a colour (R, G, B) on the left half of the face."""
    mask = np.zeros((256, 256), np.float32)
    mask[60:200, :128] = 1
    block = np.empty((256, 256, 3), np.uint8)
    block[:] = colour
    covered, share = pasted(subject.seen, mask, block)
    face = Face(subject.seen.points_px.copy(), 1.0, 0)
    return shares(list(behind(KnownFinder(), subject, covered, share, face)))


def test_a_thing_that_is_seen_wears_nothing_and_the_rest_everything() -> None:
    subject = heads()[0]
    # In the light of this head, white returns enough green for the known network.
    bright = thing(subject, (255, 255, 255))
    dark = thing(subject, (40, 30, 30))
    assert dark[COVERS] == 1
    assert bright[COVERS] < dark[COVERS]
    assert bright[BESIDE] < 0.1


def test_on_a_free_face_all_is_worn_by_who_finds_nothing() -> None:
    finder = KnownFinder()
    finder.find = lambda picture, visibility: np.ones_like(visibility)  # type: ignore[method-assign]
    found = shares(list(module.on_a_free_face(finder, heads()[0])))
    parts = {name for name in found if name.startswith(LOST)}
    assert {name.split()[2].strip(",") for name in parts} == {"lips", "lids", "brows", "skin"}
    assert all(found[name] == 0 for name in parts)


def test_what_is_taken_for_a_cover_is_lost() -> None:
    finder = KnownFinder()
    finder.find = lambda picture, visibility: np.zeros_like(visibility)  # type: ignore[method-assign]
    found = shares(list(module.on_a_free_face(finder, heads()[0])))
    assert all(share == 1 for name, share in found.items() if name.startswith(LOST))
    assert found.get(HAIRS, 0.0) == 0


def test_what_is_not_seen_is_not_measured() -> None:
    subject = heads()[0]
    far = subject.seen.points_px + np.float32(9000)
    assert np.isnan(worn(KnownFinder(), subject.seen.pixels, far)).all()


def test_the_summary_names_the_worst_and_every_tone() -> None:
    samples = [
        Sample(COVERS, "light", "a", 0.1),
        Sample(COVERS, "light", "b", 0.3),
        Sample(COVERS, "dark", "c", 0.8),
    ]
    told = summary(samples)[COVERS]
    assert told == {
        "pictures": 3,
        "mean": 0.4,
        "median": 0.3,
        "worst": {"picture": "c", "share": 0.8},
        "by tone": {"dark": 0.8, "light": 0.2},
    }


def test_the_command_measures_with_the_model_that_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FOLDER, tmp_path / "heads")
    monkeypatch.setattr(module, "head_rows", lambda folder, _: rows(folder))
    out = tmp_path / "out.json"
    arguments = ["covering", str(tmp_path), "--split", "val", "--json", str(out)]
    monkeypatch.setattr(sys, "argv", arguments)
    module.main()
    told = json.loads(out.read_text("utf-8"))
    assert told == json.loads(capsys.readouterr().out)
    assert told[f"{LOST} lips, rendered heads"]["mean"] < 0.2


def rows(folder: Path) -> list[dict[str, object]]:
    """Of the heads' index, one."""
    return [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()][
        :1
    ]
