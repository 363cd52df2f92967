from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mirror.errors import LookError
from mirror.makeup.look import Look, find_look
from mirror.makeup.products import FacePaint, Lipstick
from mirror.pipeline.wardrobe import Outfit, Wardrobe

FAIR = np.array([0.5, 0.33, 0.26], np.float32)


def test_a_look_is_painted_once() -> None:
    wardrobe = Wardrobe()
    look = find_look("classic-red")
    assert wardrobe.fetch(look, FAIR) is wardrobe.fetch(find_look("classic-red"), FAIR)


def test_a_tone_a_hair_darker_shares_the_painting_and_another_does_not() -> None:
    wardrobe = Wardrobe()
    look = find_look("classic-red")  # its foundation takes the person's own tone
    first = wardrobe.fetch(look, FAIR)
    assert wardrobe.fetch(look, FAIR * np.float32(1.002)) is first
    assert wardrobe.fetch(look, FAIR * np.float32(0.5)) is not first


def test_a_tone_that_settles_does_not_paint_with_every_frame() -> None:
    wardrobe = Wardrobe()
    look = find_look("classic-red")
    outfits = {id(wardrobe.fetch(look, FAIR * np.float32(1 + 0.2 * 0.8**k))) for k in range(20)}
    assert len(outfits) <= 3


def test_only_the_latest_outfits_are_kept() -> None:
    wardrobe = Wardrobe(capacity=2)
    names = ["classic-red", "soft-rose", "berry-matte"]
    outfits = [wardrobe.fetch(find_look(name), FAIR) for name in names]
    assert wardrobe.fetch(find_look("berry-matte"), FAIR) is outfits[2]
    assert wardrobe.fetch(find_look("soft-rose"), FAIR) is outfits[1]
    assert wardrobe.fetch(find_look("classic-red"), FAIR) is not outfits[0]


def test_a_painter_paints_beside_the_frames_and_keeps_only_what_is_still_wanted() -> None:
    with ThreadPoolExecutor(1) as painter:
        held = threading.Event()
        painter.submit(held.wait)
        wardrobe = Wardrobe(painter=painter)
        red, rose = find_look("classic-red"), find_look("soft-rose")
        assert wardrobe.fetch(red, FAIR) is None
        assert wardrobe.fetch(rose, FAIR) is None, "the one before is not painted any more"
        held.set()
        outfit = wait_for(wardrobe, rose)
        assert wardrobe.fetch(rose, FAIR) is outfit
        alone = Wardrobe().fetch(rose, FAIR)
        assert alone is not None
        assert np.array_equal(outfit.texture.level(256), alone.texture.level(256))
        assert len(outfit.drawings) == len(alone.drawings)


def test_looks_that_are_wanted_together_are_all_painted() -> None:
    with ThreadPoolExecutor(1) as painter:
        wardrobe = Wardrobe(painter=painter)
        looks = [find_look(name) for name in ("classic-red", "soft-rose", "berry-matte")]
        wardrobe.want((*looks, None))
        worn: list[Outfit | None] = []
        for _ in range(1000):  # each waits a little
            worn = [wardrobe.fetch(look, FAIR) for look in looks]
            if None not in worn:
                break
        assert None not in worn
        assert len({id(one) for one in worn}) == 3


def test_two_tones_that_are_painted_beside_the_frames_both_come() -> None:
    with ThreadPoolExecutor(1) as painter:
        wardrobe = Wardrobe(painter=painter)
        look = find_look("classic-red")
        pair: list[Outfit | None] = [None]
        while None in pair:
            pair = [wardrobe.fetch(look, FAIR * np.float32(share)) for share in (1, 0.4)]
        assert pair[0] is not pair[1]


def test_of_two_tones_the_later_one_may_be_done_first() -> None:
    class Waiting(ThreadPoolExecutor):
        """Paints one at once, and never the first."""

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            done: Future[Any] = Future()
            if args[1] is not FAIR:
                done.set_result(fn(*args))
            return done

    with Waiting(1) as painter:
        wardrobe = Wardrobe(painter=painter)
        look = find_look("classic-red")  # its foundation takes the person's own tone
        assert wardrobe.fetch(look, FAIR) is None
        assert wardrobe.fetch(look, FAIR * np.float32(0.4)) is not None


def test_what_cannot_be_painted_is_told_as_long_as_it_is_worn(tmp_path: Path) -> None:
    broken = Look("broken", "Broken", (FacePaint(picture=str(tmp_path / "none.png")),))
    with ThreadPoolExecutor(1) as painter:
        wardrobe = Wardrobe(painter=painter)
        for _ in range(3):
            with pytest.raises(LookError):
                wait_for(wardrobe, broken)
        assert wait_for(wardrobe, find_look("classic-red")).drawings


def test_closing_ends_the_painter() -> None:
    painter = ThreadPoolExecutor(1)
    Wardrobe(painter=painter).close()
    with pytest.raises(RuntimeError):
        painter.submit(print)
    Wardrobe().close()


def wait_for(wardrobe: Wardrobe, look: Look) -> Outfit:
    """What is painted in the end."""
    while True:
        outfit = wardrobe.fetch(look, FAIR)  # waits a little itself
        if outfit is not None:
            return outfit


def test_what_was_painted_for_a_skin_is_forgotten_and_nothing_else() -> None:
    wardrobe = Wardrobe()
    lips = Look(name="lips", title="Lips", products=(Lipstick(shades=("#a01030",)),))
    kept, follows = wardrobe.fetch(lips, FAIR), wardrobe.fetch(find_look("classic-red"), FAIR)
    wardrobe.forget()
    assert wardrobe.fetch(lips, FAIR) is kept
    assert wardrobe.fetch(find_look("classic-red"), FAIR) is not follows
