"""How soon another shade is seen: what dragging a colour feels like, for every kind of product."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirror.capture.loop import LoopSource, read_loop
from mirror.cli.measure import LOOP_BYTES, WARM_UP
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
    Mascara,
    Powder,
)
from mirror.pipeline.engine import Engine
from mirror.pipeline.messages import Controls, FrameProcessor
from mirror.pipeline.worker import WorkerState

if TYPE_CHECKING:
    from mirror.capture.source import Source

_SHADES = 24
_LATE_S = 30.0

_SHADED: Sequence[Callable[[str], AnyProduct]] = (
    lambda shade: Lipstick(shades=(shade,)),
    lambda shade: LipLiner(shade=shade),
    lambda shade: Eyeshadow(shades=(shade,)),
    lambda shade: Eyeliner(shade=shade, wing=0.2),
    lambda shade: Mascara(shade=shade),
    lambda shade: FalseLashes(shade=shade),
    lambda shade: ContactLenses(shade=shade),
    lambda shade: Brows(shade=shade),
    lambda shade: Foundation(shade=shade),
    lambda shade: Concealer(shade=shade),
    lambda shade: Powder(shade=shade),
    lambda shade: Contour(shade=shade),
    lambda shade: Bronzer(shade=shade),
    lambda shade: Highlighter(shade=shade),
    lambda shade: Blush(shades=(shade,)),
    lambda shade: Freckles(shade=shade),
    # What takes longest to lay out.
    lambda shade: Eyeshadow(
        shades=(shade, "#c9a287", "#4a2f2a", "#f0dcc8", "#e8c8a0"), template="cut-crease", finish="glitter"
    ),
    lambda shade: Brows(shade=shade, arch=0.5, thickness=1.3),
)  # fmt: skip


def every_kind() -> dict[str, Callable[[str], Look]]:
    """A look in any shade, by what is worn: each kind of product that has a shade, by itself."""
    made: dict[str, Callable[[str], Look]] = {}
    for product in _SHADED:
        name = _kind(product("#808080"))
        made[name if name not in made else f"{name}, laid out anew"] = _alone(product)
    return made


def within(look: Look) -> Callable[[str], Look]:
    """A look of which the first product that has one shade changes it."""
    at = next(i for i, product in enumerate(look.products) if isinstance(product, Lipstick))

    def shaded(shade: str) -> Look:
        products = list(look.products)
        products[at] = Lipstick(shades=(shade,))
        return Look(look.name, look.title, tuple(products))

    return shaded


def _alone(product: Callable[[str], AnyProduct]) -> Callable[[str], Look]:
    return lambda shade: Look("shade", "Shade", (product(shade),))


def _kind(product: AnyProduct) -> str:
    return str(product.__struct_config__.tag)


@dataclass(frozen=True, slots=True)
class ShadeTimes:
    """From publishing another shade to the first picture with it, in ms.

    Attributes:
        first: For the first shade, with which the product is put on.
        stall: The longest time between two pictures until then.
        median: Of the shades after it.
        p95: Of the shades after it.
    """

    first: float
    stall: float
    median: float
    p95: float


class _Watch:
    """Waits for the first picture that shows the latest controls."""

    def __init__(self) -> None:
        self.engine: Engine | None = None
        self._seen = threading.Condition()
        self._revision, self._ready_ns, self._pictures, self._failed = -1, 0, 0, False
        self._last_ns = self._stall_ns = 0

    def news(self) -> None:
        """What the engine calls."""
        if self.engine is None:
            return
        failed = self.engine.status.worker.state is WorkerState.FAILED
        rendered = self.engine.take()
        with self._seen:
            self._failed |= failed
            if rendered is not None and rendered.faces:
                self._pictures += 1
                self._stall_ns = max(self._stall_ns, rendered.ready_ns - self._last_ns)
                self._last_ns = rendered.ready_ns
                if rendered.controls_revision > self._revision:
                    self._revision, self._ready_ns = rendered.controls_revision, rendered.ready_ns
            self._seen.notify_all()

    def wait(self, revision: int, pictures: int = 1) -> int:
        """When the first picture of a revision was ready, after so many more pictures."""
        with self._seen:
            wanted = self._pictures + pictures
            self._stall_ns = 0

            def done() -> bool:
                return self._failed or (self._revision >= revision and self._pictures >= wanted)

            came = self._seen.wait_for(done, _LATE_S)
        error = None if self.engine is None else self.engine.status.worker.error
        if error is not None:
            raise error
        if not came:
            raise EngineError("No face with makeup came; run “mirror doctor”.")
        return self._ready_ns

    @property
    def stall_ms(self) -> float:
        """The longest time between two pictures in the last wait."""
        return self._stall_ns / 1e6


def time_shades(
    looks: Mapping[str, Callable[[str], Look]],
    source: Source,
    size: tuple[int, int],
    build: Callable[[], FrameProcessor],
    shades: int = _SHADES,
) -> dict[str, ShadeTimes]:
    """Changes shades while the engine runs on a loop of the source's first pictures.

    Args:
        looks: What is worn, in any shade.
        source: Not opened yet.
        size: Width and height of the pictures.
        build: Makes the processor.
        shades: How many of each, at least two.

    Raises:
        SourceError: The source delivers nothing.
        EngineError: No face was found.
        MirrorError: The processor cannot be built.
    """
    watch = _Watch()
    watch.engine = engine = Engine(build, watch.news)
    rng = np.random.default_rng(0)
    revision = 0
    taken: dict[str, ShadeTimes] = {}
    with engine:
        pictures = read_loop(source, size, LOOP_BYTES)
        if not pictures:
            raise SourceError(f"{source.name} delivers no picture; choose another source.")
        engine.use(lambda: LoopSource(pictures, source.name))
        watch.wait(0, WARM_UP)
        for name, shaded in looks.items():
            times: list[float] = []
            stall = 0.0
            for _ in range(shades):
                revision += 1
                shade = "#{:02x}{:02x}{:02x}".format(*rng.integers(0, 256, 3).tolist())
                published_ns = time.perf_counter_ns()
                engine.publish(Controls(look=shaded(shade), revision=revision))
                times.append((watch.wait(revision) - published_ns) / 1e6)
                stall = stall or watch.stall_ms
            median, p95 = np.percentile(times[1:], (50, 95))
            taken[name] = ShadeTimes(times[0], stall, float(median), float(p95))
    return taken


def report(taken: Mapping[str, ShadeTimes]) -> dict[str, object]:
    """The figures as they are written to a file."""
    return {
        name: {
            "p50_ms": round(one.median, 2), "p95_ms": round(one.p95, 2),
            "first_ms": round(one.first, 2), "stall_ms": round(one.stall, 2),
        }
        for name, one in taken.items()
    }  # fmt: skip


def table(taken: Mapping[str, ShadeTimes]) -> str:
    """The figures for people."""
    lines = [f"{'ms until another shade is seen':<34}{'p50':>8}{'p95':>8}{'first':>8}{'stall':>8}"]
    lines += [
        f"{name:<34}{one.median:>8.1f}{one.p95:>8.1f}{one.first:>8.1f}{one.stall:>8.1f}"
        for name, one in taken.items()
    ]
    return "\n".join(lines)
