"""What products cost in each frame: fifteen on the skin beside one, and what is drawn anew each time.

Told in the processor's time on one core, which no other program on the machine makes longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirror.capture.loop import LoopSource, read_loop
from mirror.cli.measure import LOOP_BYTES
from mirror.errors import EngineError, SourceError
from mirror.makeup.look import Look
from mirror.makeup.products import (
    AnyProduct,
    Blush,
    Bronzer,
    Brows,
    Concealer,
    ContactLenses,
    Contour,
    Eyeliner,
    Eyeshadow,
    FalseLashes,
    Foundation,
    Freckles,
    Highlighter,
    LipLiner,
    Lipstick,
    Powder,
)
from mirror.pipeline.messages import Controls, FrameProcessor

if TYPE_CHECKING:
    from mirror.capture.source import Source

# Looks take turns, a few frames each, so that a machine which is busy for a while slows all of them;
# the first frames of a turn, in which the look is painted, do not count.
_TURN, _UNCOUNTED, _ROUNDS = 13, 3, 20
# As in the window.
_COVERS_EVERY = 2

_ONE = (Foundation(shade="#c69076"),)
_FIFTEEN: tuple[AnyProduct, ...] = (
    *_ONE,
    Concealer(shade="#d8a78c"),
    Contour(shade="#7d5646"),
    Bronzer(shade="#a5694a"),
    Powder(shade="#d9b49c"),
    Blush(shades=("#c8706e",)),
    Highlighter(shade="#f1d6be"),
    Freckles(shade="#8c5a40"),
    Eyeshadow(shades=("#b98d78",), template="wash"),
    Eyeshadow(shades=("#6f4a3d",), template="crease"),
    Eyeshadow(shades=("#3c2823",), template="outer"),
    Eyeshadow(shades=("#e8cdb6",), template="inner"),
    Eyeshadow(shades=("#8a5f50",), template="lower"),
    LipLiner(shade="#8c3f3c"),
    Lipstick(shades=("#a63a3c",)),
)
_DRAWN: Mapping[str, tuple[AnyProduct, ...]] = {
    "brows": (Brows(shade="#4a3428", style="hairs"),),
    "lashes": (FalseLashes(),),
    "liner": (Eyeliner(shade="#0c0a0a", wing=0.25, lower=0.5),),
    "flakes": (Eyeshadow(shades=("#b98d78",), finish="glitter"),),
    "lenses": (ContactLenses(shade="#3f6f8f"),),
}
_FLAKELESS = Eyeshadow(shades=("#b98d78",))

ONE, FIFTEEN, ALL_DRAWN = "one product", "fifteen products", "all five"
OVER = "one, covers painted over"


@dataclass(frozen=True, slots=True)
class ProductTimes:
    """Means but for the slowest tenth, in ms of one core a frame.

    Attributes:
        frames: All of a frame, by what is worn.
        drawn: What each drawing adds, and all of them together.
    """

    frames: Mapping[str, float]
    drawn: Mapping[str, float]

    @property
    def ratio(self) -> float:
        """What a frame with fifteen products takes, over one with one."""
        return self.frames[FIFTEEN] / self.frames[ONE]

    def report(self) -> dict[str, object]:
        """The figures as they are written to a file."""
        return {
            "frame_ms": {name: round(ms, 3) for name, ms in self.frames.items()},
            "drawn_ms": {name: round(ms, 3) for name, ms in self.drawn.items()},
            "fifteen_over_one": round(self.ratio, 4),
        }

    def table(self) -> str:
        """The figures for people."""
        lines = [f"{'ms of one core a frame':<28}{'mean':>8}"]
        lines += [f"{name:<28}{ms:>8.2f}" for name, ms in self.frames.items()]
        lines += [f"{'drawn: ' + name:<28}{ms:>+8.2f}" for name, ms in self.drawn.items()]
        return "\n".join([*lines, f"fifteen over one: {self.ratio:.3f}"])


def _usual(times: list[float]) -> list[float]:
    """Without the slowest tenth; a median would not see what only every second frame does."""
    return sorted(times)[: max(len(times) * 9 // 10, 1)]


def _looks() -> dict[str, Look]:
    everything = tuple(product for products in _DRAWN.values() for product in products)
    worn: dict[str, tuple[AnyProduct, ...]] = {
        ONE: _ONE,
        OVER: _ONE,
        FIFTEEN: _FIFTEEN,
        # Flakes lie on a shadow, whose film is none of their cost.
        "with a shadow": (*_ONE, _FLAKELESS),
        **{name: (*_ONE, *products) for name, products in _DRAWN.items()},
        ALL_DRAWN: (*_ONE, *everything),
    }
    return {name: Look("bench", name, products) for name, products in worn.items()}


def time_products(
    source: Source,
    size: tuple[int, int],
    build: Callable[[int], FrameProcessor],
    rounds: int = _ROUNDS,
) -> ProductTimes:
    """Wears the looks in turn on a loop of the source's first pictures.

    Args:
        source: Not opened yet.
        size: Width and height of the pictures.
        build: Makes a processor, which paints at once, and looks for what lies before faces with
            every so many frames, or never (0).
        rounds: How many turns each look has.

    Raises:
        SourceError: The source delivers nothing.
        EngineError: There is no face in the pictures.
    """
    looks = _looks()
    taken: dict[str, list[float]] = {name: [] for name in looks}
    pictures = read_loop(source, size, LOOP_BYTES)
    if not pictures:
        raise SourceError(f"{source.name} delivers no picture; choose another source.")
    processors = {every: build(every) for every in (_COVERS_EVERY, 0)}
    try:
        for _ in range(rounds):
            for name, look in looks.items():
                processor = processors[0 if name == OVER else _COVERS_EVERY]
                # Each look sees the same frames.
                loop = LoopSource(pictures, source.name)
                for turn in range(_TURN):
                    frame = loop.read()
                    if frame is None:
                        break
                    before_ns = time.thread_time_ns()
                    rendered = processor.process(frame, Controls(look=look))
                    if turn >= _UNCOUNTED and rendered.faces:
                        taken[name].append((time.thread_time_ns() - before_ns) / 1e6)
    finally:
        for processor in processors.values():
            processor.close()
    if not all(taken.values()):
        raise EngineError("There is no face in the pictures; choose another source.")
    mean = {name: float(np.mean(_usual(times))) for name, times in taken.items()}
    base = dict.fromkeys(_DRAWN, mean[ONE]) | {"flakes": mean["with a shadow"]}
    drawn = {name: mean[name] - base[name] for name in _DRAWN}
    drawn[ALL_DRAWN] = mean[ALL_DRAWN] - mean["with a shadow"]
    return ProductTimes({name: mean[name] for name in (ONE, OVER, FIFTEEN, ALL_DRAWN)}, drawn)
