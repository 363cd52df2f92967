"""From what a person asks for to a source: the one list of the kinds of sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.capture.camera import CameraSource
from mirror.capture.cameras import CameraConfig, Cameras
from mirror.capture.clip import ClipSource
from mirror.capture.demo import DEMOS, demo_source
from mirror.capture.first_that_delivers import FirstThatDelivers
from mirror.capture.picture_file import PICTURE_SUFFIXES
from mirror.capture.pictures import PictureSource, pictures_in
from mirror.errors import SourceError

if TYPE_CHECKING:
    from mirror.capture.source import Source

SOURCE_HELP = (
    "a camera by number or name, a video, a picture, a folder of pictures, or "
    + " or ".join(demo.key for demo in DEMOS)
)
"""What `--source` takes, for its help text."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a source is to deliver.

    Attributes:
        size: Width and height in pixels: asked of a camera, scaled and cut to from anything else;
            None asks a camera for 1280x720 and leaves the rest as it is.
        realtime: Stored pictures keep their own rate, and late ones may be dropped. False
            delivers every one as fast as it is read. Cameras are always real time.
        loop: What is stored starts over at its end.
        cameras: The cameras of the machine.
    """

    size: tuple[int, int] | None
    realtime: bool
    loop: bool
    cameras: Cameras


def make_source(
    spec: str | None,
    *,
    size: tuple[int, int] | None = None,
    realtime: bool = True,
    loop: bool = True,
    cameras: Cameras | None = None,
) -> Source:
    """Makes the source that a person asks for, not opened yet.

    Args:
        spec: See `SOURCE_HELP`; None is the first camera that delivers, else the demo.
        size: See `Delivery`, as the further arguments.
        realtime: False for work that must not miss a frame.
        loop: Whether what is stored starts over.
        cameras: The cameras of the machine; for tests.

    Raises:
        SourceError: There is nothing of that name.
    """
    delivery = Delivery(size, realtime, loop, cameras or Cameras())
    if spec is None:
        return _first_camera(delivery)
    for kind in SOURCE_KINDS if spec else ():
        source = kind(spec, delivery)
        if source is not None:
            return source
    names = ", ".join(map(delivery.cameras.label, delivery.cameras.names()))
    raise SourceError(
        f"There is no file and no camera “{spec}”; cameras here: {names or 'none'}; "
        f"built in: {', '.join(demo.key for demo in DEMOS)}."
    )


def _demo(spec: str, delivery: Delivery) -> Source | None:
    demo = next((demo for demo in DEMOS if demo.key == spec), None)
    if demo is None:
        return None
    return demo_source(demo, realtime=delivery.realtime, loop=delivery.loop, size=delivery.size)


def _numbered_camera(spec: str, delivery: Delivery) -> Source | None:
    if not (spec.isascii() and spec.isdecimal()):
        return None
    return _camera(int(spec), delivery)


def _file(spec: str, delivery: Delivery) -> Source | None:
    path = Path(spec).expanduser()
    size, realtime, loop = delivery.size, delivery.realtime, delivery.loop
    if path.is_dir():
        found, name = pictures_in(path), f"{path.name}/"
        return PictureSource(found, name=name, size=size, realtime=realtime, loop=loop)
    if not path.exists():
        return None
    if is_picture(path):
        return PictureSource([path], name=path.name, size=size, realtime=realtime, loop=loop)
    return ClipSource(path, size=size, realtime=realtime, loop=loop)


def _named_camera(spec: str, delivery: Delivery) -> Source | None:
    index = delivery.cameras.find(spec)
    return None if index is None else _camera(index, delivery)


SOURCE_KINDS: tuple[Callable[[str, Delivery], Source | None], ...] = (
    _demo,
    _numbered_camera,
    _file,
    _named_camera,
)
"""Each makes a source from what was asked for, or returns None if that is not of its kind."""


def is_picture(path: Path) -> bool:
    """Whether a file is taken for a picture, rather than a video, by its name."""
    return path.suffix.lower() in PICTURE_SUFFIXES


def _camera(index: int, delivery: Delivery) -> Source:
    config = CameraConfig(index) if delivery.size is None else CameraConfig(index, delivery.size)
    return CameraSource(config, cameras=delivery.cameras)


def _first_camera(delivery: Delivery) -> Source:
    cameras = [_camera(index, delivery) for index in delivery.cameras.candidates()]
    fallback = demo_source(realtime=delivery.realtime, loop=delivery.loop, size=delivery.size)
    return FirstThatDelivers(cameras, fallback)
