"""The built-in demo: looping clips of rendered, fictional people, so that no camera is needed."""

from __future__ import annotations

from dataclasses import dataclass

from mirror.capture.clip import ClipSource
from mirror.config import assets_root


@dataclass(frozen=True, slots=True)
class Demo:
    """One demo clip.

    Attributes:
        key: What `--source` calls it.
        name: For people.
        file: Its name in `assets/demo/`.
    """

    key: str
    name: str
    file: str


DEMOS = (
    Demo("demo", "built-in demo", "demo_face.mp4"),
    Demo("demo-2", "built-in demo 2", "demo_face_2.mp4"),
)


def demo_source(
    demo: Demo = DEMOS[0],
    *,
    realtime: bool = True,
    loop: bool = True,
    size: tuple[int, int] | None = None,
) -> ClipSource:
    """The demo as a source; the arguments are those of `ClipSource`."""
    path = assets_root() / "demo" / demo.file
    return ClipSource(path, name=demo.name, realtime=realtime, loop=loop, size=size)
