from __future__ import annotations

from collections.abc import Callable

import pytest

from mirror.capture.first_that_delivers import FirstThatDelivers
from mirror.core.types import Frame
from mirror.errors import SourceError
from tests.media import flat


class FakeSource:
    """A source that opens, or does not."""

    live = True
    fps: float | None = 30.0

    def __init__(self, name: str, trouble: str | None = None, notice: str | None = None) -> None:
        self.name = name
        self.notice = notice
        self.trouble = trouble
        self.calls: list[str] = []
        self.on_open: Callable[[], None] | None = None

    def open(self) -> None:
        self.calls.append("open")
        if self.on_open is not None:
            self.on_open()
        if self.trouble is not None:
            raise SourceError(self.trouble)

    def read(self) -> Frame | None:
        self.calls.append("read")
        return Frame(flat((1, 2, 3)), 0, 0)

    def close(self) -> None:
        self.calls.append("close")


def test_the_first_that_opens_is_taken() -> None:
    busy, good, spare = (
        FakeSource("a", "a is busy."),
        FakeSource("b", notice="dark"),
        FakeSource("c"),
    )
    demo = FakeSource("demo")
    source = FirstThatDelivers([busy, good, spare], demo)
    source.open()
    assert source.read() is not None
    assert (source.name, source.notice, source.live, source.fps) == ("b", "dark", True, 30.0)
    source.close()
    assert good.calls == ["open", "read", "close"]
    assert not spare.calls + demo.calls


def test_without_any_the_fallback_is_taken_and_said() -> None:
    source = FirstThatDelivers([], FakeSource("built-in demo"))
    source.open()
    assert source.name == "built-in demo"
    assert source.notice == "There is no camera; plug one in. This is the built-in demo."


def test_when_all_fail_the_first_reason_is_told() -> None:
    sources = [FakeSource("a", "a is busy."), FakeSource("b", "b delivers nothing.")]
    source = FirstThatDelivers(sources, FakeSource("built-in demo"))
    source.open()
    assert source.notice == "a is busy. This is the built-in demo."


def test_a_fallback_that_fails_is_an_error() -> None:
    source = FirstThatDelivers([], FakeSource("built-in demo", "The demo is gone."))
    with pytest.raises(SourceError, match="The demo is gone"):
        source.open()


def test_close_while_it_opens_goes_no_further() -> None:
    first, second, demo = FakeSource("a", "a is busy."), FakeSource("b"), FakeSource("demo")
    source = FirstThatDelivers([first, second], demo)
    first.on_open = source.close
    source.open()
    assert source.read() is None
    assert first.calls == ["open", "close"]
    assert not second.calls + demo.calls
