from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirror.core.colour import decode, encode
from mirror.core.types import Pixels
from mirror.evaluation.transfer.references import (
    AS_PIGMENT,
    BESIDE_SKIN,
    Colours,
    _difference,
    neutral_colours,
)
from mirror.evaluation.transfer.seen import Seen, look_at
from tests.faces import face_of
from tests.heads import heads


def again(pixels: Pixels) -> Seen:
    """The first head's face in another picture of it."""
    seen = look_at(pixels, face_of(heads()[0].seen.points_px))
    assert seen is not None
    return seen


def colours(pixels: Pixels) -> Colours:
    return neutral_colours(pixels, again(pixels))


BARE = heads()[0].seen.pixels


def test_another_light_changes_no_neutral_colour() -> None:
    lit = encode(decode(BARE) * np.array([0.75, 0.62, 0.5], np.float32))
    one, other = colours(BARE), colours(lit)
    for part in ("lips", "lids", "cheeks"):
        key = BESIDE_SKIN, part
        assert _difference(one[key], other[key]) < 1
        assert _difference(encode(decode(BARE).mean((0, 1))), encode(decode(lit).mean((0, 1)))) > 5


def test_lipstick_is_a_difference_by_both() -> None:
    seen = heads()[0].seen
    lips = seen.parts["lips"][..., np.newaxis]
    painted = np.where(lips, np.array([60, 20, 150], np.uint8), BARE).astype(np.uint8)
    one, other = (neutral_colours(pixels, seen) for pixels in (BARE, painted))
    for measured in (BESIDE_SKIN, AS_PIGMENT):
        assert _difference(one[measured, "lips"], other[measured, "lips"]) > 10
        assert _difference(one[measured, "cheeks"], other[measured, "cheeks"]) == 0


def test_a_pigment_is_the_reflectance_that_was_painted() -> None:
    head = heads()[0]
    assert head.known is not None
    shade = np.array([0.35, 0.04, 0.06], np.float32)
    seen = head.seen
    light = seen.spread(np.ascontiguousarray(seen.light.texture[..., :3]))
    lips = seen.parts["lips"][..., np.newaxis]
    painted = np.where(lips, encode(light * shade), BARE)
    found = neutral_colours(painted, seen)[AS_PIGMENT, "lips"]
    assert decode(found) == pytest.approx(shade, abs=0.02)


def test_a_part_that_is_not_seen_has_no_colour() -> None:
    head = heads()[0]
    hidden = replace(head.seen)
    for part in ("lips", "lids"):
        hidden.parts[part] = np.zeros(BARE.shape[:2], np.bool_)
    assert {part for _, part in neutral_colours(BARE, hidden)} == {"cheeks"}
