from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from mirror.core.film import Film, identity
from mirror.core.types import Pixels
from mirror.evaluation.transfer import triplets
from mirror.evaluation.transfer.triplets import BESIDE, MADE_UP, PSNR, SIMILARITY
from mirror.evaluation.transfer.wearing import as_truth
from mirror.makeup.shapes import lips
from mirror.training.painted import PaintedLook
from tests.heads import heads


def look(kind: str = "strong") -> PaintedLook:
    """Opaque red lips."""
    density = lips.whole(256)[..., np.newaxis]
    transmittance = np.ones((256, 256, 4), np.float32) - density * [0.9, 0.9, 0.9, 0]
    emission = density * np.array([0.4, 0.02, 0.05, 0])
    film = Film(transmittance.astype(np.float32), emission.astype(np.float32))
    return PaintedLook("look", kind, film, (), identity(256))


def figures(worn: Pixels | None, kind: str = "strong") -> dict[tuple[str, ...], float]:
    """What is measured on a photo for a picture; None is the truth itself."""
    source, other = (replace(head, kind="photo", known=None) for head in heads())
    truth = as_truth(source, look(kind))
    shown = truth.pixels if worn is None else worn
    triplet = triplets._Triplet(look(kind), source, other.seen, truth, shown)
    found = defaultdict(list)
    for sample in triplets._compared(triplet):
        found[sample.measure, sample.way, sample.part].append(sample.value)
    assert all(len(values) == 1 for values in found.values())
    return {key: values[0] for key, values in found.items()}


def test_the_truth_itself_is_exact() -> None:
    found = figures(None)
    assert found[PSNR, "mirror", "face"] == 99
    assert found[SIMILARITY, "mirror", "face"] == pytest.approx(1)
    assert found[MADE_UP, "mirror", "face"] == 0
    assert found[MADE_UP, "mirror", "lips"] == 0
    assert found[BESIDE, "mirror", "face"] == 0


def test_a_mirror_that_does_nothing_is_as_bad_as_nothing() -> None:
    found = figures(heads()[0].seen.pixels)
    for key in ((PSNR, "face"), (MADE_UP, "face"), (MADE_UP, "lips"), (SIMILARITY, "face")):
        assert found[key[0], "mirror", key[1]] == found[key[0], "nothing", key[1]]
    assert found[MADE_UP, "nothing", "lips"] > 10
    assert found[PSNR, "nothing", "face"] < 34
    assert found[BESIDE, "nothing", "face"] < 0.2


def test_colour_beside_the_makeup_is_found() -> None:
    source = replace(heads()[0], known=None)
    spilt = as_truth(source, look()).pixels.copy()
    spilt[source.seen.face, 2] = np.clip(spilt[source.seen.face, 2].astype(int) + 25, 0, 255)
    assert figures(spilt)[BESIDE, "mirror", "face"] > 2


def test_face_paint_is_a_family_of_its_own() -> None:
    parts = {part for _, _, part in figures(None, "stage")}
    assert parts == {"face", "art"}
    assert {part for _, _, part in figures(None)} == {"face", "strong", "lips"}


def test_paint_all_over_the_face_leaves_nothing_beside_it() -> None:
    source, other = (replace(head, kind="photo", known=None) for head in heads())
    paint = np.tile(np.array([0.02, 0.5, 0.02, 0], np.float32), (256, 256, 1))
    film = Film(np.zeros_like(paint), paint)
    green = PaintedLook("green", "stage", film, (), identity(256))
    triplet = triplets._Triplet(
        green, source, other.seen, as_truth(source, green), source.seen.pixels
    )
    found = {(one.measure, one.way): one.value for one in triplets._compared(triplet)}
    assert (BESIDE, "mirror") not in found
    assert found[MADE_UP, "mirror"] > 20


def test_a_look_that_does_not_show_is_left_out() -> None:
    source, other = (replace(head, kind="photo", known=None) for head in heads())
    bare = PaintedLook("bare", "soft", identity(256), (), identity(256))
    truth = as_truth(source, bare)
    triplet = triplets._Triplet(bare, source, other.seen, truth, truth.pixels)
    assert list(triplets._compared(triplet)) == []


def test_a_rendered_head_has_two_truths() -> None:
    source, other = heads()
    truth = as_truth(source, look())
    triplet = triplets._Triplet(look(), source, other.seen, truth, truth.as_placed)
    samples = list(triplets._compared(triplet))
    found = {(one.kind, one.way): one.value for one in samples if one.measure == PSNR}
    assert found["rendered, as placed", "mirror"] == 99
    assert found["rendered", "mirror"] < 60
