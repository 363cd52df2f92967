from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("skimage")
pytest.importorskip("torch")

from mirror.core.colour import LUMINANCE, decode, encode
from mirror.evaluation.local_light import USUAL_ALBEDO, known_light, read_light
from mirror.evaluation.transfer.measures import Mask
from mirror.evaluation.transfer.parts import CHEEKS, LIDS, LIPS, SKIN
from mirror.evaluation.transfer.seen import Seen
from mirror.makeup.shapes import eyes
from tests.heads import heads


def place_of(seen: Seen, part: str) -> Mask:
    """Where a shade is measured: the lid up to its fold, and none of what lies around it."""
    if part == LIDS:
        lid = eyes.eyeshadow("lid", 1, 256)[0]
        return np.asarray(seen.face & (seen.spread(lid) > 0.9))
    return seen.parts[part]


def darkened(seen: Seen, where: Mask, light: float) -> Seen:
    linear = decode(seen.pixels)
    linear[where] *= np.float32(light)
    return replace(seen, pixels=encode(linear))


@pytest.mark.parametrize("part", [LIDS, CHEEKS, LIPS])
def test_the_light_on_a_place_is_near_the_known_one(part: str) -> None:
    stops = []
    for subject in heads(4):
        known = subject.known
        assert known is not None
        shown = (known.coverage > 0.99) & (known.albedo.max(axis=2) > 0)
        where = place_of(subject.seen, part) & shown
        place, skin = (known_light(known, w) for w in (where, subject.seen.parts[SKIN] & shown))
        true = float((place @ LUMINANCE) / (skin @ LUMINANCE))
        stops.append(np.log2(read_light(subject.seen, where, part) / true))
    assert np.median(np.abs(stops)) < 0.4


@pytest.mark.parametrize("part", [LIDS, LIPS])
def test_how_strong_the_light_is_altogether_changes_nothing(part: str) -> None:
    seen = heads(1)[0].seen
    everywhere = np.ones(seen.pixels.shape[:2], bool)
    where = place_of(seen, part)
    # Neither is as bright as to be blown out.
    bright, dim = (darkened(seen, everywhere, light) for light in (0.6, 0.3))
    assert read_light(dim, where, part) == pytest.approx(read_light(bright, where, part), rel=0.03)


def test_a_shadow_on_a_lid_is_seen_and_its_own_dark_skin_is_not() -> None:
    seen = heads(1)[0].seen
    where = place_of(seen, LIDS)
    light = read_light(seen, where, LIDS)
    assert read_light(darkened(seen, where, 0.5), where, LIDS) == pytest.approx(light / 2, rel=0.06)
    as_dark_as_usual = read_light(seen, where, "face") * USUAL_ALBEDO["face"] / USUAL_ALBEDO[LIDS]
    assert light == pytest.approx(as_dark_as_usual)


def test_the_colour_of_lips_is_not_taken_for_light() -> None:
    seen = heads(1)[0].seen
    where = place_of(seen, LIPS)
    painted = darkened(seen, where, 0.3)
    assert read_light(painted, where, LIPS) == pytest.approx(
        read_light(seen, where, LIPS), rel=0.02
    )
