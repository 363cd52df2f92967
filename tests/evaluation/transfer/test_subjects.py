from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from mirror.core.types import Face, Pixels
from mirror.evaluation.transfer import subjects
from mirror.evaluation.transfer.measures import lab
from tests.faces import face_of, posed
from tests.heads import FOLDER, heads


def test_rendered_uv_is_the_mirrors_own() -> None:
    for head in heads():
        assert head.known is not None
        places = head.seen.places
        truth = head.known.uv[places.rows, places.columns]
        off = np.abs(truth - np.stack([places.u, places.v], axis=1))
        # MediaPipe's landmarks and the rendered ones differ by some percent of the face.
        assert np.nanmedian(off) < 0.02
        assert np.nanpercentile(off, 90) < 0.06


def test_labels_are_taken_without_their_borders() -> None:
    head = heads()[0]
    assert head.known is not None
    eyes = head.known.inside(subjects.EYES)
    assert 0 < eyes.sum() < (head.known.labels == subjects.EYES).sum()
    assert (head.known.labels[eyes] == subjects.EYES).all()


def test_heads_have_the_tone_of_their_albedo() -> None:
    tones = {head.tone for head in heads(8)}
    assert len(tones) > 1
    for head in heads():
        assert head.kind == "rendered"
        assert head.person == f"rendered-{40000 + int(head.name)}"


def test_the_angle_is_that_of_the_formula() -> None:
    colour: Pixels = np.array([120, 150, 190], np.uint8)
    lightness, _, b = lab(colour)
    found = subjects.typology_angle(colour)
    assert np.tan(np.radians(found)) == pytest.approx((lightness - 50) / b)
    assert found > subjects.typology_angle(np.asarray(colour // 2, np.uint8))


def test_photos_are_what_their_index_says(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "rgb" / "0062.jpg", tmp_path / "a.jpg")
    shutil.copy(FOLDER / "rgb" / "0092.jpg", tmp_path / "b.jpg")
    row = {"file": "a.jpg", "identity": "p", "sex": "female", "expression": "smiling"}
    rows = [{**row, "ita_deg": "12"}, {**row, "ita_deg": "", "file": "b.jpg"}]
    pixels: dict[int, Pixels] = {}

    def find(picture: Pixels) -> Face | None:
        pixels[len(pixels)] = picture
        return face_of(posed(width=224, height=224, face_px=150))

    found = subjects.load_photos(tmp_path, rows, find)
    assert [one.name for one in found] == ["a", "b"]
    assert (found[0].tone, found[0].sex, found[0].person) == ("tan", "female", "p")
    assert found[1].angle_deg != 12
    assert found[0].known is None
    assert np.array_equal(found[0].seen.pixels, pixels[0])
    sample = found[0].sample("error", 2.0, "picture", part="lips", way="nothing")
    assert (sample.kind, sample.tone, sample.part, sample.way) == (
        "photo",
        "tan",
        "lips",
        "nothing",
    )


def test_a_picture_without_a_face_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(FOLDER / "rgb" / "0062.jpg", tmp_path / "a.jpg")
    assert subjects.load_photos(tmp_path, [{"file": "a.jpg"}], lambda _: None) == []
    assert "no face in a.jpg" in capsys.readouterr().err


def test_tones_take_turns_and_nobody_is_left_out() -> None:
    one = heads()[0]
    people = [replace(one, name=str(at), tone="dark" if at < 2 else "light") for at in range(8)]
    drawn = list(islice(subjects.in_turn(people, np.random.default_rng(0)), 16))
    assert {person.tone for person in drawn[:2]} == {"dark", "light"}
    assert {person.tone for person in drawn[2:4]} == {"dark", "light"}
    for half in (drawn[:8], drawn[8:]):
        assert sorted(person.name for person in half) == [str(at) for at in range(8)]
