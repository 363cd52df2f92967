from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from mirror.core.types import Frame
from mirror.kiosk.forgetting import Buffers, Forgotten, Held, Outcome, forget


class Basket:
    name = "basket"

    def __init__(self, *things: str, broken: bool = False, stuck: bool = False) -> None:
        self.things, self.broken, self.stuck = list(things), broken, stuck

    def wipe(self) -> None:
        if self.broken:
            raise RuntimeError("no")
        if not self.stuck:
            self.things.clear()

    def left(self) -> Sequence[str]:
        return self.things


def test_all_is_forgotten() -> None:
    baskets = [Basket("a", "b"), Basket("c")]
    forgotten = forget(baskets)
    assert forgotten.clean
    assert not any(basket.things for basket in baskets)
    assert str(forgotten) == "basket: nothing left\nbasket: nothing left"
    assert forget([]).clean


def test_one_that_fails_does_not_keep_the_others_from_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    last = Basket("c")
    forgotten = forget([Basket(broken=True), last])
    assert not forgotten.clean, "not clean, though it says that nothing is left"
    assert forgotten.outcomes[0].left == ("RuntimeError: no",)
    assert last.things == []
    assert "could not be wiped" in caplog.text


def test_what_is_left_is_told() -> None:
    forgotten = forget([Basket("a", stuck=True)])
    assert forgotten == Forgotten((Outcome("basket", ("a",)),))
    assert not forgotten.clean
    assert str(forgotten) == "basket: a"


def test_what_is_held_elsewhere() -> None:
    held = ["a"]
    assert forget([Held("hand-off", held.clear, lambda: bool(held))]).clean
    held.append("b")
    assert forget([Held("hand-off", lambda: None, lambda: bool(held))]).outcomes[0].left == (
        "hand-off",
    )


def test_pictures_are_overwritten_where_they_are() -> None:
    buffers = Buffers()
    own = np.full((4, 4), 7, np.float32)
    frame = Frame(np.full((4, 4, 3), 200, np.uint8), 0, 0)
    whole = np.full((8, 8), 9, np.uint8)
    part = whole[2:6]
    part.flags.writeable = False
    text = bytearray(b"picture")
    for one in (own, frame.pixels, part, text):
        buffers.add(one)
    assert len(buffers.left()) == 4
    assert forget([buffers]).clean
    assert not own.any()
    assert not frame.pixels.any()
    assert text == bytes(7)
    assert whole[:2].all(), "the rest is somebody else's"
    assert not whole[2:6].any()


def test_memory_of_somebody_else_s_is_told_as_left() -> None:
    buffers = Buffers()
    foreign = np.frombuffer(b"picture", np.uint8)
    buffers.add(foreign)
    assert forget([buffers]).outcomes[0].left == ("7 bytes",)


def test_what_is_gone_is_not_kept_alive() -> None:
    buffers = Buffers()
    for _ in range(100):
        buffers.add(np.ones(10))
    assert len(buffers._arrays) <= 1
    assert forget([buffers]).clean
