"""What of a drop or a paste is a photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QMimeData, QMimeDatabase, QUrl
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter, QPixmap

from mirror.errors import PhotoError

if TYPE_CHECKING:
    from mirror.core.types import Pixels

_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that is to be read.

    Attributes:
        title: What its look is called, unless the person says otherwise.
        load: Reads it, HxWx3 uint8 BGR, on any thread; raises a `MirrorError`.
    """

    title: str
    load: Callable[[], Pixels]


def holds_photo(data: QMimeData) -> bool:
    """Whether a drop or a paste seems to hold a photo; looks into no file."""
    return any(map(_seems_picture, data.urls())) or data.hasImage()


def photo_in(data: QMimeData) -> Photo:
    """The photo of a drop or a paste; of several files the first.

    Raises:
        PhotoError: There is none.
    """
    files = [url for url in data.urls() if url.isLocalFile()]
    pictures = [url for url in files if _seems_picture(url)]
    if pictures:
        return photo_file(Path(pictures[0].toLocalFile()))
    if data.hasImage():
        held = data.imageData()
        image = held.toImage() if isinstance(held, QPixmap) else QImage(held)
        if not image.isNull():
            return Photo(
                QCoreApplication.translate("Photo", "Pasted photo"), lambda: to_pixels(image)
            )
    if files:
        raise PhotoError(
            f"{Path(files[0].toLocalFile()).name} is no photo; use a picture file, such as a JPEG."
        )
    if data.hasUrls():
        raise PhotoError(
            "Nothing is fetched from the internet; save the picture first, or copy it and paste it "
            "here."
        )
    raise PhotoError("There is no picture to paste; copy one first.")


def photo_file(path: Path) -> Photo:
    """A photo in a file."""

    def load() -> Pixels:
        from mirror.capture.picture_file import load_picture

        return load_picture(path).on_white()

    return Photo(_title(path), load)


def to_pixels(image: QImage) -> Pixels:
    """A Qt image as HxWx3 uint8 BGR in sRGB, on white where it is transparent; for any thread.

    Raises:
        PhotoError: It is too large.
    """
    from mirror.capture.picture_file import MAX_PICTURE_PIXELS

    if image.width() * image.height() > MAX_PICTURE_PIXELS:
        megapixels = MAX_PICTURE_PIXELS // 1_000_000
        raise PhotoError(f"The picture is too large; scale it down to {megapixels} megapixels.")
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    if image.hasAlphaChannel():
        white = QImage(image.size(), QImage.Format.Format_RGB32)
        white.fill(QColor("white"))
        with QPainter(white) as painter:
            painter.drawImage(0, 0, image)
        image = white
    packed = image.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(packed.constBits(), np.uint8).reshape(packed.height(), -1)
    return rows[:, : 3 * packed.width()].reshape(packed.height(), packed.width(), 3).copy()


def _seems_picture(url: QUrl) -> bool:
    if not url.isLocalFile():
        return False
    by_name = QMimeDatabase.MatchMode.MatchExtension
    return QMimeDatabase().mimeTypeForFile(url.toLocalFile(), by_name).name().startswith("image/")


def _title(path: Path) -> str:
    words = " ".join(path.stem.replace("_", " ").replace("-", " ").split())
    plain = "".join(letter for letter in words if letter.isprintable())[:_LONGEST_TITLE].strip()
    return plain[:1].upper() + plain[1:] or QCoreApplication.translate("Photo", "Photo")
