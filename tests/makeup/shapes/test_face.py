from __future__ import annotations

from typing import get_args, get_type_hints

import numpy as np
import pytest

from mirror.makeup.products import Blush
from mirror.makeup.shapes import face
from tests.makeup.shapes.places import at

SIZE = 256
BLUSHES: tuple[str, ...] = get_args(get_type_hints(Blush)["placement"])
LOWER_LIP, CHIN, NOSE, FOREHEAD, CHEEK = 16, 199, 195, 151, 50


@pytest.mark.parametrize("name", BLUSHES)
def test_blush_lies_on_the_cheek_and_not_on_the_lips(name: str) -> None:
    mask = face.blush(name, SIZE)
    assert at(mask, CHEEK) > 0.3
    assert at(mask, LOWER_LIP) == 0


def test_placements_of_blush_differ() -> None:
    assert at(face.blush("sunkissed", SIZE), NOSE) > 0.2
    assert at(face.blush("apples", SIZE), NOSE) < 0.05
    assert at(face.blush("draped", SIZE), 34) > at(face.blush("apples", SIZE), 34)


@pytest.mark.parametrize("name", BLUSHES)
def test_shades_of_a_blush_follow_each_other_outwards(name: str) -> None:
    parts = face.blushes(name, 3, SIZE)
    columns = np.arange(SIZE // 2)
    middles = [float(np.average(columns, weights=m[:, : SIZE // 2].sum(axis=0))) for m in parts]
    assert middles[0] > middles[1] > middles[2]
    whole = face.blush(name, SIZE)
    assert np.abs(sum(parts) - whole).max() < 0.02, "together they are the whole"


def test_concealer_lies_below_the_eye_and_not_on_it() -> None:
    under = face.concealer("under-eye", SIZE)
    assert at(under, 230) > 0.8
    assert at(under, 27) < 0.05
    assert at(under, CHIN) == 0
    assert at(face.concealer("centre", SIZE), FOREHEAD) > 0.5
    assert at(face.concealer("lifted", SIZE), 111) > at(under, 111) + 0.3


def test_contour_goes_where_the_face_recedes() -> None:
    cheeks = face.contour("cheeks", SIZE)
    assert at(cheeks, 147) > 0.7
    assert at(cheeks, 117) < 0.1, "not on the cheekbone"
    assert at(face.contour("nose", SIZE), 188) > 0.7
    assert at(face.contour("nose", SIZE), 197) < 0.15, "beside the bridge"
    assert at(face.contour("jaw", SIZE), 135, 169) > 0.4
    full = face.contour("full", SIZE)
    for name in ("cheeks", "jaw", "nose", "forehead"):
        assert (full >= face.contour(name, SIZE) - 1e-6).all()


def test_a_highlight_is_small_and_above_the_contour() -> None:
    light = face.highlighter("cheekbones", SIZE)
    assert at(light, 116, 117, 123) > 0.5
    assert at(light, 147) < 0.1
    assert at(face.highlighter("nose", SIZE), 197) > 0.7
    assert at(face.highlighter("cupids-bow", SIZE), LOWER_LIP) == 0
    assert (face.highlighter("full", SIZE) > 0.5).mean() < 0.1


def test_powder_of_the_t_zone_leaves_the_cheeks() -> None:
    zone = face.powder("t-zone", SIZE)
    assert at(zone, FOREHEAD) > 0.7
    assert at(zone, CHEEK) < 0.15
    assert at(face.powder("all", SIZE), CHEEK) > 0.9


def test_more_freckles_are_more_and_larger_ones_larger() -> None:
    few, many = (face.freckles("cheeks", amount, 0.4, 1, SIZE) for amount in (0.2, 0.9))
    assert many.sum() > 2.5 * few.sum()
    assert (many >= few - 1e-6).all(), "the same spots, and more"
    assert (
        face.freckles("cheeks", 0.5, 1.0, 1, SIZE).sum()
        > 1.8 * face.freckles("cheeks", 0.5, 0.0, 1, SIZE).sum()
    )
    assert not np.array_equal(few, face.freckles("cheeks", 0.2, 0.4, 2, SIZE))


def test_no_freckle_on_the_lips() -> None:
    assert at(face.freckles("all", 1.0, 1.0, 1, SIZE), LOWER_LIP) == 0
