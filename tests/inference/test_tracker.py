from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror.config import models_root
from mirror.core.timing import StageClock
from mirror.core.types import Face, Frame, Pixels
from mirror.errors import ModelError
from mirror.inference.region import region_of_landmarks
from mirror.inference.search import search_regions
from mirror.inference.tracker import FaceTracker, _Candidate
from tests.inference.faces import SIZE, demo_clip, demo_face, place, stream

ONE, OTHER = demo_face("demo_face")[0], demo_face("demo_face_2")[0]
EMPTY = place([])


@pytest.fixture
def tracker() -> Iterator[FaceTracker]:
    tracker = FaceTracker(models_root(), max_faces=4)
    yield tracker
    tracker.close()


@pytest.fixture
def single() -> Iterator[FaceTracker]:
    tracker = FaceTracker(models_root(), smoothing=False)
    yield tracker
    tracker.close()


def run(tracker: FaceTracker, pictures: list[Pixels]) -> list[tuple[Face, ...]]:
    clock = StageClock()
    return [tracker.update(frame, clock) for frame in stream(pictures)]


def ids(faces: tuple[Face, ...]) -> list[int]:
    return [face.track_id for face in faces]


def middle(face: Face) -> tuple[float, float]:
    x, y = face.landmarks_px[:, :2].mean(axis=0)
    return float(x), float(y)


def height(face: Face) -> float:
    return float(np.linalg.norm(face.landmarks_px[10, :2] - face.landmarks_px[152, :2]))


def test_follows_the_demo_as_one_face_on_its_exact_landmarks(single: FaceTracker) -> None:
    frames, exact = demo_clip()
    found = run(single, list(frames))
    assert [ids(faces) for faces in found] == [[0]] * len(frames)
    for faces, points in zip(found, exact, strict=True):
        apart = np.linalg.norm(faces[0].landmarks_px[:468, :2] - points, axis=1)
        assert apart.mean() < 0.04 * np.linalg.norm(points[33] - points[263])
        assert faces[0].confidence > 0.9
        assert not faces[0].landmarks_px.flags.writeable


def test_only_the_landmark_model_runs_while_all_faces_are_followed(single: FaceTracker) -> None:
    clock = StageClock()
    first, second = stream([ONE, ONE])
    single.update(first, clock)
    assert set(clock.take()) == {"landmarks", "detect", "smooth"}
    single.update(second, clock)
    assert list(clock.take()) == ["landmarks", "smooth"]


def test_two_faces_keep_their_ids_while_they_pass_each_other(tracker: FaceTracker) -> None:
    pictures = [
        place([(ONE, 220, (560 + 2 * i, 240)), (OTHER, 220, (720 - 2 * i, 480))]) for i in range(90)
    ]
    found = run(tracker, pictures)
    assert sorted(ids(found[0])) == [0, 1]
    assert all(ids(faces) == [0, 1] for faces in found)
    start, end = ([middle(face)[0] for face in found[i]] for i in (0, -1))
    assert [abs(a - b) for a, b in zip(start, end, strict=True)] == pytest.approx(
        [178, 178], abs=12
    )
    assert (start[0] < start[1]) == (end[0] > end[1]), "they have passed each other"


def test_a_second_face_that_enters_is_found_soon(tracker: FaceTracker) -> None:
    alone = place([(ONE, 260, (340, 360))])
    both = place([(ONE, 260, (340, 360)), (OTHER, 260, (940, 360))])
    found = run(tracker, [alone] * 3 + [both] * 16)
    assert ids(found[2]) == [0]
    assert ids(found[-1]) == [0, 1]


def test_an_id_is_never_used_twice(tracker: FaceTracker) -> None:
    here, there = place([(ONE, 260, (340, 360))]), place([(ONE, 260, (940, 360))])
    found = run(tracker, [here, EMPTY, there, EMPTY, here])
    assert [ids(faces) for faces in found] == [[0], [], [1], [], [2]]
    tracker.reset()
    assert ids(run(tracker, [here])[0]) == [3]
    (still,) = tracker.find(stream([here])[0])
    assert still.track_id == 4


def test_no_more_faces_than_asked_for(single: FaceTracker) -> None:
    both = place([(ONE, 260, (340, 360)), (OTHER, 260, (940, 360))])
    assert [len(faces) for faces in run(single, [both] * 5)] == [1] * 5
    assert len(single.find(stream([both])[0])) == 1


def test_one_face_is_never_followed_twice(tracker: FaceTracker) -> None:
    found = run(tracker, [place([(ONE, 400, (640 + i, 360))]) for i in range(40)])
    assert all(ids(faces) == [0] for faces in found)


def test_a_lost_face_is_found_again(single: FaceTracker) -> None:
    here, there = place([(ONE, 300, (330, 360))]), place([(ONE, 300, (950, 360))])
    found = run(single, [here, here, there, there])
    assert [ids(faces) for faces in found] == [[0], [0], [1], [1]]
    assert middle(found[2][0])[0] == pytest.approx(950, abs=30)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("at", [(0.5, 0.5), (0.1, 0.2), (0.88, 0.85)])
def test_a_face_of_60_px_is_found_anywhere(
    single: FaceTracker, size: tuple[int, int], at: tuple[float, float]
) -> None:
    spot = (at[0] * size[0], at[1] * size[1])
    small = place([(OTHER, 60, spot)], size)
    (still,) = single.find(stream([small])[0])
    assert middle(still) == pytest.approx(spot, abs=15)
    assert height(still) == pytest.approx(60, rel=0.12)
    frames = len(search_regions(*size)) // 2 + 1
    found = run(single, [small] * frames)
    assert len(found[-1]) == 1
    assert middle(found[-1][0]) == pytest.approx(spot, abs=15)


def test_a_face_that_fills_the_frame(single: FaceTracker) -> None:
    full = place([(ONE, 640, (640, 360))])
    (face,) = run(single, [full] * 3)[-1]
    assert height(face) == pytest.approx(640, rel=0.08)


@pytest.mark.parametrize("spot", [(40, 360), (1240, 360), (640, 30), (640, 690)])
def test_a_face_partly_outside_is_followed_out_of_the_frame(
    single: FaceTracker, spot: tuple[float, float]
) -> None:
    """It slides to the edge until a third or more of it is gone."""
    path = np.linspace((640, 360), spot, 40)
    found = run(single, [place([(ONE, 300, (float(x), float(y)))]) for x, y in path])
    assert all(ids(faces) == [0] for faces in found)
    assert middle(found[-1][0]) == pytest.approx(spot, abs=60)


def test_find_leaves_what_is_followed_alone(tracker: FaceTracker) -> None:
    here, there = place([(ONE, 260, (340, 360))]), place([(OTHER, 260, (940, 360))])
    first, second = stream([here, here])
    clock = StageClock()
    before = tracker.update(first, clock)
    assert middle(tracker.find(Frame(there, 0, 0))[0])[0] == pytest.approx(940, abs=30)
    after = tracker.update(second, clock)
    assert ids(before) == ids(after) == [0]


def test_find_sees_large_and_small_faces(tracker: FaceTracker) -> None:
    group = place([(ONE, 330, (330, 330)), (OTHER, 64, (900, 200)), (OTHER, 120, (1000, 560))])
    found = tracker.find(stream([group])[0])
    assert sorted(round(height(face) / 10) * 10 for face in found) == pytest.approx(
        [60, 120, 330], abs=25
    )


@pytest.mark.parametrize("height_px", [150, 250, 400, 600])
def test_find_sees_no_face_within_a_face(tracker: FaceTracker, height_px: int) -> None:
    assert len(tracker.find(stream([place([(OTHER, height_px, (640, 380))])])[0])) == 1


def test_a_second_face_needs_proof(tracker: FaceTracker) -> None:
    """The landmark model believes that a nose and its surroundings are a face; the detector, looking closely, does not."""
    pixels = place([(ONE, 400, (640, 360))])
    (face,) = tracker.find(stream([pixels])[0])
    region = region_of_landmarks(face.landmarks_px, 1.5)
    assert tracker._is_proven(pixels, region)
    nose = region.scaled(0.5)
    assert tracker._landmarks.locate(pixels, nose).is_face
    assert not tracker._is_proven(pixels, nose)
    unproven = _Candidate(nose, at_first_sight=False)
    assert tracker._look(pixels, unproven, [], looks=1) is None


def test_find_settles(tracker: FaceTracker) -> None:
    """A second look from where the first found the face hardly changes anything."""
    (frame,) = stream([ONE])
    (still,) = tracker.find(frame)
    (settled,) = [tracker.update(frame, StageClock()) for _ in range(6)][-1]
    apart = np.linalg.norm(still.landmarks_px[:, :2] - settled.landmarks_px[:, :2], axis=1)
    assert apart.mean() < 0.01 * np.linalg.norm(still.landmarks_px[33] - still.landmarks_px[263])


@pytest.mark.parametrize("shade", [0, 110, 255])
def test_nobody(tracker: FaceTracker, shade: int) -> None:
    blank = np.full((SIZE[1], SIZE[0], 3), shade, np.uint8)
    assert run(tracker, [blank] * 3) == [()] * 3
    assert tracker.find(stream([blank])[0]) == ()


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (64, 48)])
def test_tiny_frames_do_no_harm(tracker: FaceTracker, size: tuple[int, int]) -> None:
    blank = np.full((size[1], size[0], 3), 90, np.uint8)
    assert run(tracker, [blank] * 2) == [(), ()]
    assert tracker.find(stream([blank])[0]) == ()


def test_another_frame_size_starts_anew(single: FaceTracker) -> None:
    large = place([(ONE, 300, (640, 360))])
    small = np.ascontiguousarray(large[::2, ::2])
    found = run(single, [large, large, small, small])
    assert [ids(faces) for faces in found] == [[0], [0], [1], [1]]
    assert middle(found[-1][0]) == pytest.approx((320, 180), abs=20)


def test_smoothing_steadies_a_still_face() -> None:
    random = np.random.default_rng(0)
    still = place([(ONE, 288, (640, 360))])
    noisy = [
        np.clip(still + random.normal(0, 4, still.shape), 0, 255).astype(np.uint8)
        for _ in range(40)
    ]

    def trembling(*, smoothing: bool) -> float:
        found = run(
            FaceTracker(models_root(), smoothing=smoothing), [picture.copy() for picture in noisy]
        )
        points = np.array([faces[0].landmarks_px[:, :2] for faces in found[10:]])
        return float(np.sqrt(((points - points.mean(axis=0)) ** 2).mean()))

    smoothed = trembling(smoothing=True)
    assert smoothed < 0.15
    assert smoothed < 0.5 * trembling(smoothing=False)


def test_says_which_providers_run(single: FaceTracker) -> None:
    assert set(single.providers) == {"face_detector", "face_landmarks"}
    assert all(provider.endswith("ExecutionProvider") for provider in single.providers.values())
    on_gpu = "CUDAExecutionProvider" in single.providers.values()
    assert (single.why_no_gpu is None) == on_gpu


@pytest.mark.parametrize("count", [0, 5, -1])
def test_an_impossible_number_of_faces(count: int) -> None:
    with pytest.raises(ValueError, match="max_faces"):
        FaceTracker(models_root(), max_faces=count)


def test_missing_models_are_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not installed"):
        FaceTracker(tmp_path)
