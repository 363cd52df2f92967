from __future__ import annotations

import numpy as np

from mirror.makeup.look import find_look
from mirror.pipeline.wardrobe import Wardrobe

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
