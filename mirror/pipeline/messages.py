"""What goes into the engine and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mirror.makeup.transferred import ZoneStrengths

if TYPE_CHECKING:
    from mirror.core.types import Face, Frame, Pixels
    from mirror.makeup.look import Look
    from mirror.makeup.transferred import TransferredLook


@dataclass(frozen=True, slots=True)
class Controls:
    """What the person has chosen; read once per frame.

    Attributes:
        look: The products to wear, or None.
        strength: 0..1 for all that is worn.
        revision: Counts up with every change; `Rendered` says which one it shows.
        transferred: The look of a photo to wear, below the products, or None.
        zones: How much of the transferred look is worn where.
        visit: Another number has everything forgotten that was remembered of faces.
        beside: Other looks to show on the same frame, for comparison; None is the bare face.
        alone: The track id of the one face that wears anything; None dresses all. A face that is gone
            is alone no longer.
        frozen: A frame that is shown in the place of all that come; None follows the source.
    """

    look: Look | None = None
    strength: float = 1.0
    revision: int = 0
    transferred: TransferredLook | None = None
    zones: ZoneStrengths = field(default_factory=ZoneStrengths)
    beside: tuple[Look | None, ...] = ()
    alone: int | None = None
    frozen: Frame | None = None
    visit: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """One finished picture.

    Attributes:
        frame: The frame it was made from.
        pixels: HxWx3 uint8 BGR of the frame's size, read-only; the frame's own pixels where
            nothing was painted.
        faces: The faces that were found, in the order of their track ids.
        controls_revision: The `Controls.revision` it shows; that of an earlier picture where the look
            is still being painted.
        stages_ms: Wall time of each stage, in ms, in the order in which they ran.
        ready_ns: `time.perf_counter_ns()` when the picture was ready to paint.
        notice: A sentence for the person, or None.
        beside: The same frame with each of `Controls.beside`, as `pixels`.
    """

    frame: Frame
    pixels: Pixels
    faces: tuple[Face, ...]
    controls_revision: int
    stages_ms: Mapping[str, float] = field(default_factory=dict)
    ready_ns: int = 0
    notice: str | None = None
    beside: tuple[Pixels, ...] = ()


class FrameProcessor(Protocol):
    """What the engine runs on its worker thread; `pipeline.processor.Processor` is the real one."""

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders one frame. Raises whatever went wrong; the engine decides what to do."""
        ...

    @property
    def providers(self) -> Mapping[str, str]:
        """The execution provider that each model really got, by the model's name."""
        ...

    def close(self) -> None:
        """Frees the sessions. The processor is not used again."""
        ...


@runtime_checkable
class KeepsLastFilm(Protocol):
    """What a processor may offer for a frame on which `process` has just failed."""

    def process_with_last_film(self, frame: Frame, controls: Controls) -> Rendered:
        """Renders the frame with the film of the last one that succeeded, and nothing new.

        Raises whatever went wrong; the frame is then shown plain.
        """
        ...
