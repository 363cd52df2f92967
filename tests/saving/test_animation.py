from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path
from typing import get_args

import av
import av.error
import numpy as np
import pytest
from PIL import Image

from mirror.core.types import Pixels
from mirror.errors import OutputError
from mirror.saving import animation
from mirror.saving.animation import LONGEST_SIDE, AnimationKind, AnimationSink
from tests.media import quarters

KINDS: tuple[AnimationKind, ...] = get_args(AnimationKind)
MS = 1_000_000
NEVER = threading.Event()


def ignore(_: float) -> None:
    """Takes what is told about progress."""


def record(path: Path, kind: AnimationKind, times_ms: list[int], *frames: Pixels) -> Path:
    sink = AnimationSink(path, kind)
    for index, time_ms in enumerate(times_ms):
        sink.write(frames[index % len(frames)], time_ms * MS)
    found = sink.finish(NEVER, ignore)
    assert found is not None
    return found


def durations_ms(path: Path) -> list[int]:
    found = []
    with Image.open(path) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            image.load()
            found.append(int(image.info["duration"]))
    return found


def frame_of(path: Path, index: int) -> Pixels:
    with Image.open(path) as image:
        image.seek(index)
        return np.asarray(image.convert("RGB"))[..., ::-1]


@pytest.mark.parametrize("kind", KINDS)
def test_frames_are_thinned_and_keep_their_times(tmp_path: Path, kind: AnimationKind) -> None:
    frames = [np.full((48, 64, 3), 50 + 2 * index, np.uint8) for index in range(100)]
    path = record(tmp_path / f"out.{kind}", kind, list(range(0, 2000, 20)), *frames)
    found = durations_ms(path)
    assert len(found) == 25
    assert found == [80] * 25
    with Image.open(path) as image:
        assert image.info["loop"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_uneven_times_are_kept(tmp_path: Path, kind: AnimationKind) -> None:
    frames = [np.full((48, 64, 3), value, np.uint8) for value in (10, 60, 110, 160, 210)]
    path = record(tmp_path / f"out.{kind}", kind, [0, 100, 500, 580, 600, 1200], *frames)
    # 600 comes too soon after 580.
    assert durations_ms(path)[:4] == [100, 400, 80, 620]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("size", "expected"),
    [((1280, 720), (480, 270)), ((721, 1280), (270, 480)), ((65, 33), (64, 32)), ((1, 1), (1, 1))],
)
def test_large_frames_are_scaled_down(
    tmp_path: Path, kind: AnimationKind, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    path = record(tmp_path / f"out.{kind}", kind, [0, 100], quarters(*size))
    with Image.open(path) as image:
        assert image.size == expected
        assert max(image.size) <= LONGEST_SIDE


@pytest.mark.parametrize("kind", KINDS)
def test_colours_are_kept(tmp_path: Path, kind: AnimationKind) -> None:
    y, x = np.mgrid[0:120, 0:160]
    waves = [120 + 40 * np.sin((x + 20 * k) / 40) * np.cos(y / 50 + k) for k in range(3)]
    skin = np.stack(waves, axis=2).astype(np.uint8)
    path = record(tmp_path / f"out.{kind}", kind, [0, 100, 200], skin, skin[:, ::-1].copy())
    for index, expected in enumerate([skin, skin[:, ::-1], skin]):
        difference = frame_of(path, index).astype(float) - expected
        assert np.abs(difference).mean() < 4
        assert np.abs(difference.mean(axis=(0, 1))).max() < 1


@pytest.mark.parametrize("kind", KINDS)
def test_one_frame_is_an_animation(tmp_path: Path, kind: AnimationKind) -> None:
    path = record(tmp_path / f"out.{kind}", kind, [0], quarters())
    assert np.abs(frame_of(path, 0).astype(int) - quarters()).mean() < 4


@pytest.mark.parametrize("kind", KINDS)
def test_progress_goes_up_to_one(tmp_path: Path, kind: AnimationKind) -> None:
    sink = AnimationSink(tmp_path / f"out.{kind}", kind)
    for index in range(4):
        sink.write(quarters(), index * 100 * MS)
    told: list[float] = []
    sink.finish(NEVER, told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_stopped_leaves_nothing(tmp_path: Path, kind: AnimationKind) -> None:
    sink = AnimationSink(tmp_path / f"out.{kind}", kind)
    for index in range(4):
        sink.write(quarters(), index * 100 * MS)
    stopping = threading.Event()

    def stop(_: float) -> None:
        stopping.set()

    assert sink.finish(stopping, stop) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_an_older_animation_stays(tmp_path: Path, kind: AnimationKind) -> None:
    paths = [record(tmp_path / f"out.{kind}", kind, [0], quarters()) for _ in range(2)]
    assert [path.stem for path in paths] == ["out", "out 2"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, kind: AnimationKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = av.open

    def full(path: str, *args: str, **options: object) -> object:
        """The device that is always full, where the file would be."""
        Path(path).touch()
        return real("/dev/full", *args, **options)  # type: ignore[call-overload]

    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    monkeypatch.setattr(av, "open", full)
    sink = AnimationSink(tmp_path / f"out.{kind}", kind)
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)
    sink.write(noise, 0)
    with pytest.raises(OutputError, match="the disk is full; free some space"):
        sink.finish(NEVER, ignore)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["finish", "stop", "discard"])
def test_no_frame_is_held_after_the_end(
    tmp_path: Path, kind: AnimationKind, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[weakref.ref[Pixels]] = []

    def watched(pixels: Pixels, longest: int) -> Pixels:
        small = pixels[: longest // 2].copy()
        held.append(weakref.ref(small))
        return small

    monkeypatch.setattr(animation, "shrink", watched)
    sink = AnimationSink(tmp_path / f"out.{kind}", kind)
    for index in range(3):
        sink.write(quarters(), index * 100 * MS)
    stopping = threading.Event()
    if how == "discard":
        sink.discard()
    else:
        sink.finish(stopping, ignore if how == "finish" else lambda _: stopping.set())
    gc.collect()
    assert [frame() for frame in held] == [None] * 3


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    sink = AnimationSink(tmp_path / "gone" / "out.gif", "gif")
    sink.write(quarters(), 0)
    with pytest.raises(OutputError, match=r"There is no folder .*gone; create it first"):
        sink.finish(NEVER, ignore)
