"""What every source of frames looks like to the rest of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mirror.core.types import Frame


class Source(Protocol):
    """Something that delivers frames: `open`, then `read` until it returns None, then `close`.

    One thread opens and reads; `close` and the properties are for any thread at any time. A source
    is opened once; for another run, make another one.
    """

    @property
    def name(self) -> str:
        """For people: “HD Webcam (0)”, “clip.mp4”, “built-in demo”; final once `open` is done."""
        ...

    @property
    def live(self) -> bool:
        """True: drop what is late, as with a camera. False: every frame counts."""
        ...

    @property
    def fps(self) -> float | None:
        """Frames a second that the source says it delivers; None before `open` or if unknown."""
        ...

    @property
    def notice(self) -> str | None:
        """A sentence for the person about the source as it is now (black, lost, fallen back)."""
        ...

    def open(self) -> None:
        """Gets the source ready; may take seconds.

        Raises:
            SourceError: It cannot deliver.
        """
        ...

    def read(self) -> Frame | None:
        """Waits for the next frame, at the source's own pace where it keeps one.

        Returns:
            The frame; None at the end and after `close`.

        Raises:
            SourceError: The source broke and will not come back.
        """
        ...

    def close(self) -> None:
        """Frees the device or file and ends a `read` under way within a second; may be repeated."""
        ...
