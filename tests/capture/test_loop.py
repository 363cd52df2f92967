from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from mirror.capture.loop import LoopSource, read_loop
from mirror.errors import SourceError
from tests.fakes import FakeSource, frame, picture


def test_it_plays_forwards_and_backwards_without_end() -> None:
    pictures = [picture(value) for value in (1, 2, 3, 4)]
    source = LoopSource(pictures, "loop")
    source.open()
    read = [source.read() for _ in range(9)]
    frames = [got for got in read if got is not None]
    assert [int(got.pixels[0, 0, 0]) for got in frames] == [1, 2, 3, 4, 3, 2, 1, 2, 3]
    assert [got.seq for got in frames] == list(range(9))
    assert all(later.captured_ns > got.captured_ns for got, later in pairwise(frames))
    assert frames[0].pixels is pictures[0]


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_pictures_are_a_loop_too(count: int) -> None:
    source = LoopSource([picture(value) for value in range(count)], "loop")
    values = [int(got.pixels[0, 0, 0]) for _ in range(5) if (got := source.read()) is not None]
    assert values == [at % count for at in range(5)]


def test_it_ends_when_it_is_closed() -> None:
    source = LoopSource([picture()], "loop")
    assert source.read() is not None
    source.close()
    assert source.read() is None
    assert (source.live, source.fps, source.notice, source.name) == (False, None, None, "loop")


def test_what_is_read_has_the_size_and_fits_into_the_memory() -> None:
    source = FakeSource()
    for value in range(20):
        source.feed.put(frame(value))
    pictures = read_loop(source, (40, 30), most_bytes=5 * 40 * 30 * 3 + 7)
    assert [got.shape for got in pictures] == [(30, 40, 3)] * 5
    assert [int(np.median(got)) for got in pictures] == list(range(5))
    assert source.closed.is_set()


def test_a_short_source_gives_what_it_has_and_a_broken_one_its_error() -> None:
    short = FakeSource()
    short.feed.put(frame(1))
    short.feed.put(None)
    assert len(read_loop(short, (16, 12), most_bytes=1_000_000)) == 1
    broken = FakeSource(opening=SourceError("No such clip."))
    with pytest.raises(SourceError, match="No such clip"):
        read_loop(broken, (16, 12), most_bytes=1_000_000)
    assert broken.closed.is_set()
