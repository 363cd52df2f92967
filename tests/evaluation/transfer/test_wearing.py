from __future__ import annotations

import numpy as np
import pytest

from mirror.core.colour import decode
from mirror.core.composite import FilmTexture, composite
from mirror.core.film import Film, identity
from mirror.evaluation.transfer import wearing
from mirror.makeup.liner import liner_strokes
from mirror.makeup.products import Eyeliner
from mirror.training.painted import PaintedLook
from tests.heads import heads

REFLECTANCE = np.array([0.5, 0.1, 0.1], np.float32)


def flat(through: float, added: np.ndarray = REFLECTANCE) -> Film:
    transmittance = np.full((256, 256, 4), through, np.float32)
    emission = np.zeros((256, 256, 4), np.float32)
    emission[..., :3] = added
    return Film(transmittance, emission)


def look(film: Film, *, liner: bool = False) -> PaintedLook:
    strokes = tuple(liner_strokes(Eyeliner(shade="#000000"))) if liner else ()
    return PaintedLook("look", "strong", film, strokes, identity(256))


def test_no_makeup_changes_nothing() -> None:
    head = heads()[0]
    truth = wearing.as_truth(head, look(identity(256)))
    assert np.array_equal(truth.pixels, head.seen.pixels)
    assert np.array_equal(truth.as_placed, head.seen.pixels)


def test_opaque_paint_returns_its_share_of_the_known_light() -> None:
    head = heads()[0]
    known = head.known
    assert known is not None
    made = decode(wearing.reshaded(head.seen.pixels, known, flat(0.0), known.uv))
    bare = decode(head.seen.pixels)
    where = (known.coverage > 0.995) & np.isfinite(known.uv[..., 0]) & head.seen.face
    # The specular part of the picture stays: what is not albedo times light.
    expected = known.light * REFLECTANCE + bare - known.light * known.albedo
    off = np.abs(made - np.clip(expected, 0, 1))[where]
    assert off.max() < 0.01
    assert np.abs(made - bare)[where].mean() > 0.05


def test_paint_stays_off_what_is_no_skin() -> None:
    head = heads()[0]
    known = head.known
    assert known is not None
    truth = wearing.as_truth(head, look(flat(0.0)))
    bare_of_skin = (known.coverage == 0) | ~np.isfinite(known.uv[..., 0])
    assert np.array_equal(truth.pixels[bare_of_skin], head.seen.pixels[bare_of_skin])


def test_landmarks_make_the_difference_between_the_two_truths() -> None:
    head = heads()[0]
    film = identity(256)
    half = Film(film.transmittance.copy(), film.emission.copy())
    stripes = np.array(half.transmittance)
    stripes[:, ::16, :3] = 0.2
    truth = wearing.as_truth(head, look(Film(stripes, np.array(half.emission))))
    changed = (truth.pixels != truth.as_placed).any(axis=2)
    assert changed.any()


def test_a_photo_is_painted_as_the_mirror_paints() -> None:
    from dataclasses import replace

    photo = replace(heads()[0], known=None)
    film = flat(0.6, REFLECTANCE / 4)
    expected = photo.seen.pixels.copy()
    composite(photo.seen.pixels, expected, photo.seen.raster, FilmTexture(film), photo.seen.light)
    truth = wearing.as_truth(photo, look(film))
    assert np.array_equal(truth.pixels, expected)
    lined = wearing.as_truth(photo, look(film, liner=True)).pixels
    eyes = photo.seen.points_px[[33, 133, 159], :2]
    low, high = eyes.min(axis=0).astype(int) - 6, eyes.max(axis=0).astype(int) + 6
    assert (
        lined[low[1] : high[1], low[0] : high[0]].mean()
        < expected[low[1] : high[1], low[0] : high[0]].mean()
    )


def test_mascara_is_on_the_reference_alone() -> None:
    from dataclasses import replace

    photo = replace(heads()[0], known=None)
    lashes = flat(0.1, np.zeros(3, np.float32))
    worn = PaintedLook("look", "soft", identity(256), (), lashes)
    assert np.array_equal(wearing.as_truth(photo, worn).pixels, photo.seen.pixels)
    reference = wearing.as_reference(photo, worn)
    assert reference[photo.seen.face].mean() == pytest.approx(
        photo.seen.pixels[photo.seen.face].mean() * 0.35, rel=0.5
    )
