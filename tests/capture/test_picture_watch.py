from __future__ import annotations

import numpy as np

from mirror.capture.picture_watch import PictureWatch, Sight
from mirror.core.types import Frame, Pixels

FINE = Sight(repeated=False, frozen=False, black=False)


def frame(pixels: Pixels, time_s: float) -> Frame:
    return Frame(pixels.copy(), 0, int(time_s * 1e9))


def grey(level: int) -> Pixels:
    return np.full((48, 64, 3), level, np.uint8)


def test_pictures_that_differ_are_fine() -> None:
    watch = PictureWatch(3.0, 1.0)
    assert [watch.look(frame(grey(90 + i), i)) for i in range(9)] == [FINE] * 9


def test_a_picture_that_stays_is_frozen_after_its_time() -> None:
    watch = PictureWatch(3.0, 1.0)
    sights = [watch.look(frame(grey(90), time_s)) for time_s in range(5)]
    assert [sight.repeated for sight in sights] == [False, True, True, True, True]
    assert [sight.frozen for sight in sights] == [False, False, False, True, True]


def test_one_value_in_one_pixel_is_a_difference() -> None:
    watch = PictureWatch(0.0, 1.0)
    other = grey(90)
    other[13, 27, 1] += 1
    assert not watch.look(frame(grey(90), 0)).repeated
    assert not watch.look(frame(other, 1)).repeated
    assert watch.look(frame(other, 2)).frozen


def test_another_size_is_a_difference() -> None:
    watch = PictureWatch(0.0, 1.0)
    watch.look(frame(grey(90), 0))
    assert not watch.look(frame(np.full((24, 32, 3), 90, np.uint8), 1)).repeated


def test_after_opening_again_the_time_starts_over_but_the_picture_is_remembered() -> None:
    watch = PictureWatch(3.0, 1.0)
    for time_s in range(5):
        watch.look(frame(grey(90), time_s))
    watch.begin_anew()
    again = watch.look(frame(grey(90), 5))
    assert (again.repeated, again.frozen) == (True, False)
    assert watch.look(frame(grey(90), 8)).frozen


def test_black_is_said_after_its_time_and_taken_back_at_once() -> None:
    watch = PictureWatch(99.0, 1.0)
    rng = np.random.default_rng(0)
    dark = [rng.integers(0, 8, (48, 64, 3), np.uint8) for _ in range(3)]
    sights = [watch.look(frame(pixels, i * 0.6)) for i, pixels in enumerate(dark)]
    assert [sight.black for sight in sights] == [False, False, True]
    assert not watch.look(frame(grey(12), 1.9)).black
    assert not watch.look(frame(grey(1), 2.0)).black
