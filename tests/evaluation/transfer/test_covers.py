from __future__ import annotations

import numpy as np
import pytest

from mirror.evaluation.transfer import covers
from tests import known_transfer
from tests.heads import heads


def test_the_strength_of_a_film_is_what_it_changes_most() -> None:
    film = np.zeros((2, 2, 8), np.float32)
    film[..., :4] = 1
    assert covers.strength(film).max() == 0
    film[0, 0, 1] = 0.3
    film[1, 1, 5] = 0.2
    film[0, 1, 3] = 0.0  # a finish is no pigment
    assert covers.strength(film) == pytest.approx(np.array([[0.7, 0], [0, 0.2]]))


def test_a_pigment_that_is_worn_whole_has_its_films_strength() -> None:
    look = known_transfer.look()
    cover, shade, tint = look.pigment[0], look.pigment[1:4], look.pigment[4:7]
    film = np.concatenate(
        [
            (1 - cover) * (1 - tint),
            np.ones_like(cover)[None],
            cover * shade,
            np.zeros_like(cover)[None],
        ]
    )
    found = covers.pigment_strength(look)
    assert found == pytest.approx(covers.strength(np.moveaxis(film, 0, 2)), abs=1e-5)
    assert 0.3 < found.mean() < 1


def test_a_thing_lies_where_its_mask_says() -> None:
    seen = heads()[0].seen
    mask = np.zeros((256, 256), np.float32)
    mask[140:160, 60:90] = 1  # on the cheek
    colour = np.zeros((256, 256, 3), np.uint8)
    colour[..., 2] = 255  # blue, as R, G, B
    pixels, share = covers.pasted(seen, mask, colour)
    inside, outside = share > 0.99, share == 0
    assert inside.sum() > 20
    assert np.array_equal(pixels[outside], seen.pixels[outside])
    blue, green, red = pixels[inside].mean(axis=0)
    assert blue > 60
    assert green < 10
    assert red < 10
    back = covers.unwrapped(pixels, share, seen.points_px, 256)
    assert np.nanmean(back[143:157, 64:86]) > 0.97
    assert np.nanmean(np.delete(back, slice(130, 170), axis=0)) < 0.01


def test_nothing_is_unwrapped_where_no_face_is() -> None:
    pixels = np.zeros((50, 50, 3), np.uint8)
    far = np.full((478, 3), 900, np.float32)
    found = covers.unwrapped(pixels, np.ones((50, 50), np.float32), far, 64)
    assert np.isnan(found).all()
