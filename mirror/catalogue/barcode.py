"""Reads the barcodes of products in camera pictures.

zxing-cpp decodes. It looks along rows and columns only, and not at what is blurred, so that every
few pictures a thorough pass helps it: the stripes of a barcode are where gradients agree on one
direction (the structure tensor's coherence; Bigun and Granlund, ICCV 1987), and are turned upright,
enlarged and sharpened for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from mirror.catalogue.gtin import gtin13
from mirror.core.types import Pixels

Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


class Symbology(Enum):
    """The kinds of barcode that are read."""

    EAN_13 = "EAN-13"
    EAN_8 = "EAN-8"
    UPC_A = "UPC-A"
    UPC_E = "UPC-E"
    QR = "QR"


@dataclass(frozen=True, slots=True)
class Barcode:
    """One barcode in one picture.

    Attributes:
        text: What the code says, as it is printed below it; a QR code's whole text, which anybody
            may have written.
        symbology: Its kind.
        quad_px: Its corners x, y in pixels of the picture: top left, top right, bottom right,
            bottom left as the code is read. A 1-D code's may be no more than the strip that was
            read.
        gtin13: The product's number, or None where a QR code names none, as one with a plain SKU.
    """

    text: str
    symbology: Symbology
    quad_px: Quad
    gtin13: str | None


_LINK_GTIN = re.compile(r"/01/(\d{8}|\d{12,14})(?:/|$)")
_ELEMENT_GTIN = re.compile(r"\(01\)(\d{14})(?!\d)")


def _gtin_of_qr(text: str) -> str | None:
    """The GTIN in a GS1 Digital Link, in element strings, or of 12 to 14 plain digits.

    Eight plain digits are rather a store's own number: every tenth one would pass the check.
    """
    link = _LINK_GTIN.search(_path(text)) or _ELEMENT_GTIN.match(text)
    if link is not None:
        found = link.group(1)
        # Padded, as a GTIN-8 here is no UPC-E.
        return gtin13(found.zfill(13))
    return gtin13(text) if len(text) > 8 else None


def _path(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return parts.path if parts.scheme in ("http", "https") else ""


_LINEAR = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
        zxingcpp.BarcodeFormat.UPCA,
        zxingcpp.BarcodeFormat.UPCE,
    ]
)
_ALL = zxingcpp.BarcodeFormats([*_LINEAR, zxingcpp.BarcodeFormat.QRCode])

# A larger picture is scaled down to this width or height for the cheap pass, and a smaller one up
# to no more than this for the thorough one.
_CHEAP_SIDE, _THOROUGH_SIDE = 1920, 2560


class BarcodeReader:
    """Reads pictures of one camera; for one thread.

    Measured on one core at 1280x720: the cheap pass takes 3 to 8 ms, a thorough one 20 to 30 ms.

    Args:
        thorough_every: Which pictures get the thorough pass when the cheap one found nothing.
    """

    def __init__(self, thorough_every: int = 5) -> None:
        self._every = thorough_every
        self._fruitless = 0

    def read(self, pixels: Pixels, *, thorough: bool = False) -> tuple[Barcode, ...]:
        """The barcodes in a picture, each once; their check digits hold.

        Args:
            pixels: HxWx3 uint8 BGR; mirrored ones are read as well.
            thorough: Spare no effort on this one, as for a still photo.
        """
        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
        found = _cheap(grey)
        if found:
            self._fruitless = 0
            return found
        self._fruitless += 1
        if thorough:
            return _striped(grey) or _enlarged(grey)
        turn, rest = divmod(self._fruitless, self._every)
        if rest:
            return ()
        # Stripes are turned, tiny codes and QR codes are enlarged: in turns, as each takes its time.
        return _enlarged(grey) if turn % 2 == 0 else _striped(grey)


def _cheap(grey: Pixels) -> tuple[Barcode, ...]:
    scale = min(1.0, _CHEAP_SIDE / max(grey.shape))
    return _decoded(_scaled(grey, scale), _placed(scale), try_rotate=True)


def _enlarged(grey: Pixels) -> tuple[Barcode, ...]:
    scale = max(1.0, min(2.0, _THOROUGH_SIDE / max(grey.shape)))
    return _decoded(_sharpened(_scaled(grey, scale)), _placed(scale), try_rotate=True)


def _striped(grey: Pixels) -> tuple[Barcode, ...]:
    found: dict[tuple[Symbology, str], Barcode] = {}
    for to_picture, size in _stripes(grey):
        upright = cv2.warpAffine(
            grey,
            to_picture,
            size,
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        strip = _sharpened(np.asarray(upright, np.uint8))
        for code in _decoded(strip, to_picture, formats=_LINEAR):
            found.setdefault((code.symbology, code.text), code)
    return tuple(found.values())


# The side of the window over which gradients are compared, in pixels of a picture 640 wide; how
# much they agree (1: fully) and how strong they are (squared grey levels) where stripes may be.
_WINDOW, _COHERENCE, _ENERGY = 13, 0.75, 40.0
_FEWEST, _MOST_STRIPES = 250, 3
_STRIP_SCALE, _STRIP_HEIGHT = 2.0, 160


def _stripes(grey: Pixels) -> Iterator[tuple[NDArray[np.float64], tuple[int, int]]]:
    """Where parallel bars lie, largest first.

    Yields:
        The map from an upright enlarged strip to the picture, 2x3; the strip's width and height.
    """
    scale = min(1.0, 640 / max(grey.shape))
    small = _scaled(grey, scale)
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=0.25)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=0.25)
    window = (_WINDOW, _WINDOW)
    xx, yy = cv2.boxFilter(across * across, -1, window), cv2.boxFilter(down * down, -1, window)
    difference, twice = xx - yy, 2 * cv2.boxFilter(across * down, -1, window)
    energy = xx + yy
    aligned = (cv2.magnitude(difference, twice) > _COHERENCE * energy) & (energy > _ENERGY)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(aligned.astype(np.uint8), connectivity=4)
    areas = stats[1:, cv2.CC_STAT_AREA]
    for label in np.argsort(-areas)[:_MOST_STRIPES] + 1:
        x, y, width, height, area = stats[label]
        if area < _FEWEST:
            return
        box = np.s_[y : y + height, x : x + width]
        inside = labels[box] == label
        angle = np.arctan2(twice[box][inside].sum(), difference[box][inside].sum()) / 2
        rows, columns = np.nonzero(inside)
        points = (np.stack([columns + x, rows + y], axis=1) + 0.5) / scale
        strip = _strip(points, float(angle))
        if strip is not None:
            yield strip


def _strip(
    points: NDArray[np.float64], angle: float
) -> tuple[NDArray[np.float64], tuple[int, int]] | None:
    """The upright rectangle around bars that are crossed in the direction `angle`."""
    along = np.array([np.cos(angle), np.sin(angle)])
    aside = np.array([-along[1], along[0]])
    start, end = np.percentile(points @ along, (1, 99))
    low, high = np.percentile(points @ aside, (5, 95))
    quiet = 0.15 * (end - start) + 10
    width = round((end - start + 2 * quiet) * _STRIP_SCALE)
    tall = min(high - low, _STRIP_HEIGHT)
    height = round(tall * _STRIP_SCALE)
    if height < 8 or not 60 <= width <= 2 * _THOROUGH_SIDE:
        return None
    origin = along * (start - quiet) + aside * ((low + high - tall) / 2)
    to_picture = np.column_stack([along / _STRIP_SCALE, aside / _STRIP_SCALE, origin])
    return to_picture, (width, height)


def _scaled(grey: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return grey
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=method), np.uint8)


def _placed(scale: float) -> NDArray[np.float64]:
    return np.array([[1 / scale, 0, 0], [0, 1 / scale, 0]])


def _sharpened(enlarged: Pixels) -> Pixels:
    """Unsharp mask for a picture enlarged twice: undoes about a pixel of defocus."""
    blurred = cv2.GaussianBlur(enlarged, (0, 0), 3)
    return np.asarray(cv2.addWeighted(enlarged, 3, blurred, -2, 0), np.uint8)


def _decoded(
    grey: Pixels,
    to_picture: NDArray[np.float64],
    *,
    formats: zxingcpp.BarcodeFormats = _ALL,
    try_rotate: bool = False,
) -> tuple[Barcode, ...]:
    codes = zxingcpp.read_barcodes(
        grey, formats=formats, try_rotate=try_rotate, try_downscale=False, try_invert=False
    )
    found: dict[tuple[Symbology, str], Barcode] = {}
    for code in codes:
        barcode = _barcode(code, to_picture)
        if barcode is not None:
            # A slanting one may be read along rows and along columns.
            found.setdefault((barcode.symbology, barcode.text), barcode)
    return tuple(found.values())


def _barcode(code: zxingcpp.Barcode, to_picture: NDArray[np.float64]) -> Barcode | None:
    """Names what zxing-cpp found; None where the check digit does not hold."""
    place = code.position
    ends = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    moved = [to_picture @ (end.x, end.y, 1.0) for end in ends]
    first, second, third, fourth = ((float(x), float(y)) for x, y in moved)
    quad = (first, second, third, fourth)
    if code.format == zxingcpp.BarcodeFormat.QRCode:
        return Barcode(code.text, Symbology.QR, quad, _gtin_of_qr(code.text))
    # zxing-cpp gives an EAN-13 for a UPC-A, which is the same symbol, and a UPC-E in full.
    number = gtin13(code.text.zfill(13))
    if number is None:
        return None
    if code.format == zxingcpp.BarcodeFormat.UPCE:
        extra = code.extra
        printed = str(extra["UPCE"]) if isinstance(extra, dict) else number[1:]
        return Barcode(printed, Symbology.UPC_E, quad, number)
    if code.format == zxingcpp.BarcodeFormat.EAN8:
        return Barcode(number[5:], Symbology.EAN_8, quad, number)
    if number[0] == "0":
        return Barcode(number[1:], Symbology.UPC_A, quad, number)
    return Barcode(number, Symbology.EAN_13, quad, number)
