from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from mirror.core.timing import StageClock
from mirror.core.types import Face, Frame
from mirror.errors import ModelError
from mirror.makeup.look import find_look
from mirror.pipeline.messages import Controls, KeepsLastFilm
from mirror.pipeline.processor import Processor
from tests.faces import face_of, frame_of, noise_picture, posed


class FixedTracker:
    """Finds the same faces in every frame."""

    def __init__(self, *faces: Face) -> None:
        self.faces = faces
        self.closed = False

    @property
    def providers(self) -> Mapping[str, str]:
        return {"face_landmarks": "test"}

    def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
        with clock.stage("landmarks"):
            return self.faces

    def find(self, frame: Frame) -> tuple[Face, ...]:
        return self.faces[:1]

    def close(self) -> None:
        self.closed = True


LOOK = find_look("plum-evening")
FRAME = frame_of(noise_picture())


def test_the_look_is_worn() -> None:
    processor = Processor(FixedTracker(face_of(posed())))
    rendered = processor.process(FRAME, Controls(look=LOOK, revision=7))
    assert rendered.controls_revision == 7
    assert rendered.frame is FRAME
    assert len(rendered.faces) == 1
    changed = (rendered.pixels != FRAME.pixels).any(axis=2)
    assert 0.05 < changed.mean() < 0.6
    assert not rendered.pixels.flags.writeable
    assert list(rendered.stages_ms) == [
        "landmarks",
        "raster",
        "shade",
        "paint",
        "copy",
        "composite",
    ]


@pytest.mark.parametrize(
    "controls",
    [Controls(), Controls(look=LOOK, compare=True), Controls(look=LOOK, strength=0.0)],
    ids=["no look", "compare", "no strength"],
)
def test_the_bare_face_is_the_frame_itself(controls: Controls) -> None:
    processor = Processor(FixedTracker(face_of(posed())))
    assert processor.process(FRAME, controls).pixels is FRAME.pixels


def test_nobody_there_is_the_frame_itself() -> None:
    for tracker in (FixedTracker(), FixedTracker(face_of(posed(centre=(-900, 0))))):
        assert Processor(tracker).process(FRAME, Controls(look=LOOK)).pixels is FRAME.pixels


def test_every_face_wears_the_look() -> None:
    pixels = noise_picture(640, 320)
    two = [posed(width=640, centre=(x, 160.0)) for x in (160.0, 480.0)]
    tracker = FixedTracker(face_of(two[0], 0), face_of(two[1], 1))
    out = Processor(tracker).process(frame_of(pixels), Controls(look=LOOK)).pixels
    changed = (out != pixels).any(axis=2)
    assert changed[:, :320].mean() > 0.05
    assert changed[:, 320:].mean() > 0.05


def test_more_strength_is_more_change() -> None:
    processor = Processor(FixedTracker(face_of(posed())))
    means = [
        np.abs(processor.process(FRAME, Controls(look=LOOK, strength=s)).pixels.astype(int)
               - FRAME.pixels).mean()
        for s in (0.25, 0.5, 1.0)
    ]  # fmt: skip
    assert means[0] < means[1] < means[2]


def test_the_frame_is_never_written_to() -> None:
    before = FRAME.pixels.copy()
    Processor(FixedTracker(face_of(posed()))).process(FRAME, Controls(look=LOOK))
    assert np.array_equal(FRAME.pixels, before)


def test_stills_are_searched_anew() -> None:
    tracker = FixedTracker(face_of(posed(), 0), face_of(posed(), 1))
    rendered = Processor(tracker, still=True).process(FRAME, Controls())
    assert len(rendered.faces) == 1, "find, not update"


def test_closing_frees_the_tracker() -> None:
    tracker = FixedTracker()
    processor = Processor(tracker)
    assert processor.providers == {"face_landmarks": "test"}
    processor.close()
    assert tracker.closed


def test_a_face_that_left_is_forgotten() -> None:
    tracker = FixedTracker(face_of(posed(), 3))
    processor = Processor(tracker)
    processor.process(FRAME, Controls(look=LOOK))
    tracker.faces = (face_of(posed(), 4),)
    processor.process(FRAME, Controls(look=LOOK))
    assert set(processor._tones) == {4}


class FailingTracker(FixedTracker):
    """Finds the face once, then fails."""

    def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
        if frame.seq:
            raise ModelError("the model is gone")
        return super().update(frame, clock)


def test_a_failed_frame_wears_the_last_film() -> None:
    processor = Processor(FailingTracker(face_of(posed())))
    controls = Controls(look=LOOK)
    first = processor.process(FRAME, controls)
    following = frame_of(noise_picture(), 1)
    with pytest.raises(ModelError):
        processor.process(following, controls)
    rescued = processor.process_with_last_film(following, controls)
    assert rescued.frame is following
    assert np.array_equal(rescued.pixels, first.pixels), "the picture below is the same"
    bare = processor.process_with_last_film(following, Controls(look=LOOK, compare=True))
    assert bare.pixels is following.pixels


def test_without_a_last_film_a_failed_frame_is_plain() -> None:
    rescued = Processor(FixedTracker()).process_with_last_film(FRAME, Controls(look=LOOK))
    assert rescued.pixels is FRAME.pixels
    assert isinstance(Processor(FixedTracker()), KeepsLastFilm)
