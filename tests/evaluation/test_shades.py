from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

pytest.importorskip("skimage")
pytest.importorskip("torch")

from mirror.config import models_root
from mirror.core.types import Floats, Frame
from mirror.evaluation.shades import (
    EVEN,
    READ,
    RELIT,
    SHADE,
    TEXTURE,
    TOLD,
    _difference,
    _fine,
    measure,
)
from mirror.evaluation.transfer.figures import Choice, Sample
from mirror.evaluation.transfer.subjects import KnownHead
from mirror.inference.tracker import FaceTracker
from mirror.pipeline.messages import Controls, Rendered
from mirror.pipeline.processor import Processor
from tests.heads import heads


def linear(*values: float) -> Floats:
    return np.array(values, np.float32)


def test_equal_colours_are_no_difference_and_a_stop_is_one() -> None:
    red = linear(0.4, 0.05, 0.06)
    assert _difference(red, red) == pytest.approx(0, abs=1e-6)
    assert 8 < _difference(red, np.asarray(red / 2, np.float32)) < 25


def test_fine_detail_is_relative_to_brightness() -> None:
    noise = np.random.default_rng(0).normal(0, 8, (80, 80))
    pixels = np.clip(120 + noise, 0, 255).astype(np.uint8)[..., np.newaxis].repeat(3, 2)
    whole = np.ones((80, 80), bool)
    smooth = np.asarray(cv2.GaussianBlur(pixels, (0, 0), 2), np.uint8)
    assert _fine(smooth, whole) < 0.4 * _fine(pixels, whole)


class Swapped(Processor):
    """A mirror that takes red for blue."""

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        rendered = super().process(frame, controls)
        return replace(rendered, pixels=np.ascontiguousarray(rendered.pixels[..., ::-1]))


def test_a_mirror_of_wrong_colours_is_found_out() -> None:
    subjects = heads(2)
    assert all(isinstance(one.known, KnownHead) for one in subjects)
    tracker = FaceTracker(models_root())
    try:
        sound = measure(Processor(tracker, still=True), subjects)
        wrong = measure(Swapped(tracker, still=True), subjects)
    finally:
        tracker.close()

    def median(samples: list[Sample], measured: str) -> float:
        own = Choice(measured, "rendered").of(samples)
        assert own
        return float(np.median([sample.value for sample in own]))

    assert median(wrong, RELIT) < median(sound, RELIT)
    assert median(wrong, SHADE) > 2 * median(sound, SHADE)
    assert 0.8 < median(sound, TEXTURE) < 1.1
    assert 0 < median(sound, READ) < 0.5
    told = Choice(RELIT, "rendered", TOLD).of(sound)
    assert np.median([s.value for s in told]) > median(sound, RELIT)


def test_a_photo_is_measured_in_the_light_that_is_read_off_it() -> None:
    known = heads(1)[0]
    photo = replace(known, kind="photo", known=None)
    tracker = FaceTracker(models_root())
    try:
        samples = measure(Processor(tracker, still=True), [photo])
    finally:
        tracker.close()
    own, even = (Choice(SHADE, "photo", way).of(samples) for way in ("mirror", EVEN))
    assert len(own) == len(even) > 0
    assert any(a.value != b.value for a, b in zip(own, even, strict=True))
    assert not Choice(READ).of(samples)
