"""Reads and writes single pictures, whatever they are stored as."""

from __future__ import annotations

import io
import logging
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from mirror.capture.whole_file import WholeFile, output_error
from mirror.errors import OutputError, SourceError

if TYPE_CHECKING:
    from mirror.core.types import Pixels

_log = logging.getLogger(__name__)

MAX_PICTURE_PIXELS = 100_000_000
"""The largest picture that is read: 300 MB as BGR."""
MAX_PICTURE_SIDE = 32_766
"""OpenCV's maps address no more."""

_WRITERS: dict[str, tuple[str, dict[str, object]]] = {
    ".jpg": ("JPEG", {"quality": 95, "subsampling": "4:4:4"}),
    ".jpeg": ("JPEG", {"quality": 95, "subsampling": "4:4:4"}),
    ".png": ("PNG", {}),
    ".webp": ("WEBP", {"quality": 95, "method": 4}),
    ".tif": ("TIFF", {"compression": "tiff_lzw"}),
    ".tiff": ("TIFF", {"compression": "tiff_lzw"}),
    ".bmp": ("BMP", {}),
}
PICTURE_SUFFIXES_WRITTEN = tuple(_WRITERS)
"""The formats that can be written, by the ending of the file's name, in lower case."""
PICTURE_SUFFIXES = (*_WRITERS, ".gif", ".avif", ".jp2", ".ppm", ".pgm", ".tga")
"""File names with these endings are taken for pictures, in lower case."""
# What Pillow's decoders raise on damaged files.
_DECODING_ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)
_WITHOUT_ALPHA = ("JPEG", "BMP")
_ORIENTATION = 0x0112
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture and what belongs to it in its file.

    Attributes:
        pixels: HxWx3 uint8, BGR, sRGB, upright, contiguous; under transparency as stored.
        alpha: HxW uint8, 255 is opaque; None where all is.
        exif: The EXIF block without the orientation, which `pixels` already follow; may be empty.
        profiled: Whether the file named its colour profile; then a saved one names sRGB.
    """

    pixels: Pixels
    alpha: Pixels | None = None
    exif: bytes = b""
    profiled: bool = False

    def on_white(self) -> Pixels:
        """HxWx3 uint8 BGR: the picture laid on white where it is transparent."""
        if self.alpha is None:
            return self.pixels
        share = self.alpha[:, :, None].astype(np.uint16)
        mixed = self.pixels * share + np.uint16(255) * (255 - share)
        return ((mixed + 127) // 255).astype(np.uint8)


def load_picture(path: Path) -> Picture:
    """Reads a picture: upright, in sRGB, 8 bits a channel, whatever it is stored as.

    CMYK, grey, palette, 16-bit and transparent pictures are converted, and an embedded colour
    profile is followed. Of an animation the first picture is taken.

    Raises:
        SourceError: The file is missing, no picture, damaged, or too large.
    """
    try:
        # The limit below replaces Pillow's warning.
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            image: Image.Image = Image.open(path)
    except FileNotFoundError as error:
        raise SourceError(f"There is no picture {path}; check the path.") from error
    except IsADirectoryError as error:
        raise SourceError(f"{path} is a folder, not a picture; name a file in it.") from error
    except PermissionError as error:
        raise SourceError(
            f"The picture {path} may not be read; change its permissions or copy it."
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(path, "far too large") from error
    except (UnidentifiedImageError, *_DECODING_ERRORS) as error:
        raise _unreadable(path) from error
    with image:
        width, height = image.size
        if width * height > MAX_PICTURE_PIXELS or max(width, height) > MAX_PICTURE_SIDE:
            raise _too_large(path, f"{width}x{height}, and that is too large")
        try:
            image.load()
            return _convert(image)
        except _DECODING_ERRORS as error:
            raise SourceError(
                f"The picture {path} is damaged or of a rare kind; copy it again from where it "
                "came from, or convert it to JPEG or PNG."
            ) from error


def save_picture(path: Path, picture: Picture, *, keep_older: bool = False) -> Path:
    """Writes a picture, whole or not at all; the suffix decides the format.

    Args:
        path: Where to.
        picture: What; its EXIF block, where it has one, is all that goes with the pixels.
        keep_older: Whether a file of that name stays, and the picture gets a number.

    Returns:
        Where it is.

    Raises:
        OutputError: The suffix is of no known format, or the file cannot be written.
    """
    kind = _WRITERS.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(_WRITERS)
        raise OutputError(f"{path} cannot be written as a picture; end its name in one of {known}.")
    name, options = kind
    file = WholeFile(path, keep_older=keep_older)
    encoded = io.BytesIO()
    _to_image(picture, with_alpha=name not in _WITHOUT_ALPHA).save(
        encoded, name, **options, **_metadata(picture)
    )
    try:
        file.part.write_bytes(encoded.getbuffer())
        file.commit()
    except OSError as error:
        file.discard()
        raise output_error(path, error) from error
    return file.path


def _unreadable(path: Path) -> SourceError:
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        head = b""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return SourceError(
            f"{path} is an HEIC picture, as phones take them, which cannot be read here; export "
            "it as JPEG."
        )
    return SourceError(f"{path} is no picture that can be read; convert it to JPEG or PNG.")


def _too_large(path: Path, how: str) -> SourceError:
    megapixels = MAX_PICTURE_PIXELS // 1_000_000
    return SourceError(f"The picture {path} is {how}; scale it down to {megapixels} megapixels.")


def _convert(image: Image.Image) -> Picture:
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    exif = image.getexif()
    exif.pop(_ORIENTATION, None)
    if image.mode.startswith("I;16"):
        wide = np.asarray(image).astype(np.uint32)
        image = Image.fromarray(((wide + 128) // 257).astype(np.uint8))
    elif image.mode in ("I", "F"):
        raise ValueError(f"pixels of type {image.mode} have no agreed white")
    alpha = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = np.array(image.getchannel("A"))
        image = image.convert("RGB")
    elif image.mode in ("1", "P", "PA"):
        image = image.convert("RGB")
    image = _to_srgb(image, profile)
    rgb = np.asarray(image)
    return Picture(
        pixels=np.ascontiguousarray(rgb[:, :, ::-1]),
        alpha=None if alpha is None or alpha.min() == 255 else alpha,
        exif=exif.tobytes() if len(exif) else b"",
        profiled=profile is not None,
    )


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Follows the embedded profile; a broken or mismatched one is passed over, as browsers do."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError) as error:
            _log.info("the colour profile is passed over: %s", error)
    return image.convert("RGB")


def _to_image(picture: Picture, *, with_alpha: bool) -> Image.Image:
    if picture.alpha is None or not with_alpha:
        return Image.fromarray(np.ascontiguousarray(picture.on_white()[:, :, ::-1]))
    return Image.fromarray(np.dstack([picture.pixels[:, :, ::-1], picture.alpha]))


def _metadata(picture: Picture) -> dict[str, object]:
    metadata: dict[str, object] = {}
    if picture.exif:
        metadata["exif"] = picture.exif
    if picture.profiled:
        metadata["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return metadata
