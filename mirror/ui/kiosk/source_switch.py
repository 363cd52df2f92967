"""Goes from the model to the camera and back, and tells their pictures apart."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.pipeline.engine import Engine
    from mirror.pipeline.messages import Rendered

_MODEL = "demo"


class Sitter(Enum):
    """Who is in the pictures."""

    MODEL = "model"
    VISITOR = "visitor"


class SourceSwitch:
    """Has the engine show the rendered model, or whoever is before the camera.

    When the source changes, pictures of the one before are still on their way. They are known by
    their time: a source is made only after the one before it was closed.

    Args:
        engine: Shows the sources.
        make_source: Makes the source of a `--source`; None chooses one.
        camera: The `--source` of the camera.
    """

    def __init__(
        self, engine: Engine, make_source: Callable[[str | None], Source], camera: str | None
    ) -> None:
        self._engine = engine
        self._make_source = make_source
        self._specs = {Sitter.MODEL: _MODEL, Sitter.VISITOR: camera}
        self._made: tuple[Sitter | None, int] = (None, 0)

    def use(self, sitter: Sitter) -> None:
        """Goes over to a source; for any thread."""

        def make() -> Source:
            self._made = sitter, time.perf_counter_ns()
            return self._make_source(self._specs[sitter])

        self._engine.use(make)

    def shows(self, sitter: Sitter, rendered: Rendered) -> bool:
        """Whether a picture is of the source that is in use now, and that is this one."""
        made, since_ns = self._made
        return made is sitter and rendered.frame.captured_ns >= since_ns
