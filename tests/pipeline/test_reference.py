from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirror.core.legibility import Legibility
from mirror.errors import PhotoError
from mirror.pipeline.reference import PORTRAIT_PX, Flaw, candidates, judge
from tests.faces import face_of, flat_picture, noise_picture, posed

GOOD = Legibility(face_px=400.0, in_frame=1.0, far_side=0.85, brightness=0.25)

# What is measured, and the flaw that it shows: warned of, or refused.
WARNED = {
    Flaw.SMALL: replace(GOOD, face_px=120.0),
    Flaw.CUT_OFF: replace(GOOD, in_frame=0.8),
    Flaw.TURNED: replace(GOOD, far_side=0.3),
    Flaw.DARK: replace(GOOD, brightness=0.005),
    Flaw.BLOWN_OUT: replace(GOOD, blown=0.3),
    Flaw.BLURRED: replace(GOOD, sharpness=0.43),
    Flaw.EYES_COVERED: replace(GOOD, eye_whites=0.2, under_eyes=0.2),
    Flaw.MOUTH_COVERED: replace(GOOD, lip_contrast=2.0, lower_shift=20.0),
    Flaw.DRAWN: replace(GOOD, flatness=0.8),
}
REFUSED = {
    Flaw.SMALL: replace(GOOD, face_px=50.0),
    Flaw.CUT_OFF: replace(GOOD, in_frame=0.3),
    Flaw.TURNED: replace(GOOD, far_side=0.05),
    Flaw.DARK: replace(GOOD, brightness=0.001),
    Flaw.BLOWN_OUT: replace(GOOD, blown=0.7),
    Flaw.COLOURLESS: replace(GOOD, colours=0.2),
    Flaw.BLURRED: replace(GOOD, sharpness=0.35, coarse_sharpness=0.38),
}


def test_a_good_photo_has_no_fault() -> None:
    assert judge(GOOD) == ()


@pytest.mark.parametrize("flaw", WARNED)
def test_a_soft_fault_warns(flaw: Flaw) -> None:
    (fault,) = judge(WARNED[flaw])
    assert (fault.flaw, fault.refuses) == (flaw, False)


@pytest.mark.parametrize("flaw", REFUSED)
def test_a_hard_fault_refuses(flaw: Flaw) -> None:
    (fault,) = judge(REFUSED[flaw])
    assert (fault.flaw, fault.refuses) == (flaw, True)


def test_every_flaw_is_shown_and_every_fault_is_one_sentence() -> None:
    assert WARNED.keys() | REFUSED.keys() == set(Flaw)
    sentences = [judge(seen)[0].sentence for seen in (*WARNED.values(), *REFUSED.values())]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") and sentence.count(". ") == 0 for sentence in sentences)


def test_a_small_face_is_told_how_many_pixels_it_takes() -> None:
    assert "only 120 pixels high; from 140 on" in judge(WARNED[Flaw.SMALL])[0].sentence
    assert "only 50 pixels high, and it takes 60" in judge(REFUSED[Flaw.SMALL])[0].sentence


def test_what_refuses_comes_first() -> None:
    both = judge(replace(GOOD, far_side=0.3, colours=0.2))
    assert [fault.flaw for fault in both] == [Flaw.COLOURLESS, Flaw.TURNED]


@pytest.mark.parametrize(
    ("seen", "flaw"),
    [
        (replace(GOOD, brightness=0.005, colours=0.5), Flaw.DARK),
        (replace(GOOD, face_px=100.0, sharpness=0.4), Flaw.SMALL),
        (replace(GOOD, eye_whites=0.1, under_eyes=0.1, sharpness=0.2), Flaw.EYES_COVERED),
    ],
)
def test_a_fault_that_follows_from_another_is_not_told_as_well(
    seen: Legibility, flaw: Flaw
) -> None:
    assert [fault.flaw for fault in judge(seen)] == [flaw]


@pytest.mark.parametrize(
    "seen",
    [
        replace(GOOD, eye_whites=0.2),  # eyes in the shade of the brow
        replace(GOOD, under_eyes=0.1),  # smoked below the lids
        replace(GOOD, lip_contrast=2.0),  # nude lips
        replace(GOOD, lower_shift=15.0),  # a beard
    ],
)
def test_one_sign_of_a_cover_is_not_enough(seen: Legibility) -> None:
    assert judge(seen) == ()


def test_a_photo_without_a_face_is_refused() -> None:
    with pytest.raises(PhotoError, match="No face was found"):
        candidates(noise_picture(), ())


def test_the_largest_face_comes_first() -> None:
    small, large = posed(face_px=150.0, centre=(90.0, 160.0)), posed(width=700, face_px=250.0)
    found = candidates(noise_picture(700, 320), (face_of(small, 0), face_of(large, 1)))
    assert [candidate.face.track_id for candidate in found] == [1, 0]


def test_a_refusal_and_a_warning_are_told_apart() -> None:
    (dark,) = candidates(flat_picture((1, 1, 1)), (face_of(posed()),))
    assert dark.refusal is not None
    assert "too dark" in dark.refusal
    noise = noise_picture(900, 900)
    (good,) = candidates(noise, (face_of(posed(width=900, height=900, face_px=500.0)),))
    assert good.refusal is None
    (small,) = candidates(noise, (face_of(posed(face_px=110.0)),))
    assert small.refusal is None
    assert small.warning is not None
    assert "110 pixels" in small.warning


@pytest.mark.parametrize("face_px", [40.0, 220.0, 900.0])
def test_the_portrait_is_the_square_around_the_face(face_px: float) -> None:
    pixels = np.zeros((1200, 1200, 3), np.uint8)
    points = posed(width=1200, height=1200, face_px=face_px)
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    (left, top), (right, bottom) = low.astype(int), high.astype(int)
    pixels[top:bottom, left:right] = 200
    (candidate,) = candidates(pixels, (face_of(points),))
    assert candidate.portrait.shape == (PORTRAIT_PX, PORTRAIT_PX, 3)
    bright = candidate.portrait[..., 0] > 100
    rows, columns = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    assert len(rows) == pytest.approx(PORTRAIT_PX / 1.3, abs=4)
    assert rows.mean() == pytest.approx((PORTRAIT_PX - 1) / 2, abs=4)
    assert columns.mean() == pytest.approx((PORTRAIT_PX - 1) / 2, abs=4)


def test_beyond_the_photo_the_portrait_is_black() -> None:
    bright = flat_picture((200, 200, 200))
    (candidate,) = candidates(bright, (face_of(posed(centre=(10.0, 160.0))),))
    assert not candidate.portrait[:, :60].any()
    assert candidate.portrait[:, 110:].min() > 150
