"""Labels with barcodes, as they lie before a camera."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp

from mirror.catalogue.barcode import Symbology
from mirror.core.types import Pixels

EAN = "4006381333931"
KINDS = {
    EAN: (zxingcpp.BarcodeFormat.EAN13, Symbology.EAN_13, EAN),
    "96385074": (zxingcpp.BarcodeFormat.EAN8, Symbology.EAN_8, "0000096385074"),
    "036000291452": (zxingcpp.BarcodeFormat.UPCA, Symbology.UPC_A, "0036000291452"),
    "01234565": (zxingcpp.BarcodeFormat.UPCE, Symbology.UPC_E, "0012345000065"),
    "https://id.gs1.org/01/09506000134352/10/A?17=290101": (
        zxingcpp.BarcodeFormat.QRCode,
        Symbology.QR,
        "9506000134352",
    ),
}
LINEAR = [text for text, (_, kind, _) in KINDS.items() if kind is not Symbology.QR]
QR = next(text for text, (_, kind, _) in KINDS.items() if kind is Symbology.QR)


def label(text: str, module_px: int = 4) -> Pixels:
    """A code as it is printed, with its quiet zone: HxW uint8."""
    code = zxingcpp.create_barcode(text, KINDS[text][0])
    return np.array(zxingcpp.write_barcode_to_image(code, scale=module_px), np.uint8)


def scene(
    *labels: Pixels,
    module_px: float = 2.5,
    angle: float = 0.0,
    tilt: float = 0.0,
    blur_px: float = 0.5,
    noise: float = 4.0,
    shade: float = 0.0,
    size: tuple[int, int] = (1280, 720),
) -> Pixels:
    """Labels side by side on a mottled ground, as a camera sees them: HxWx3 uint8.

    Args:
        labels: Drawn with modules of 4 px.
        module_px: The size of a module in the picture.
        angle: Degrees by which a label is turned.
        tilt: How much larger its one side is than its other.
        blur_px: Sigma of the blur.
        noise: Standard deviation of the noise, in code values.
        shade: The share of the light that is missing at the right edge.
        size: Width and height.
    """
    rng = np.random.default_rng(3)
    width, height = size
    coarse = rng.integers(60, 200, (height // 40, width // 40)).astype(np.float32)
    picture = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    turn = np.deg2rad(angle)
    axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    for place, printed in enumerate(labels):
        rows, columns = printed.shape
        box = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (columns, rows) * module_px / 8
        corners = box @ axes * (1 + tilt * box[:, :1] / np.abs(box).max())
        corners += (width * (place + 0.5) / len(labels), height / 2)
        flat = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
        # Drawn twice as large and then averaged, as a sensor's pixels do.
        to_scene = cv2.getPerspectiveTransform(flat, (2 * corners).astype(np.float32))
        double = (2 * width, 2 * height)
        seen = [
            cv2.resize(
                cv2.warpPerspective(it, to_scene, double), size, interpolation=cv2.INTER_AREA
            )
            for it in (printed, np.full_like(printed, 255))
        ]
        share = seen[1].astype(np.float32) / 255
        picture = picture * (1 - share) + (seen[0].astype(np.float32) * 0.8 + 20) * share
    picture = cv2.GaussianBlur(picture, (0, 0), blur_px)
    picture = picture * np.linspace(1, 1 - shade, width, dtype=np.float32)
    coloured = picture[:, :, None] * np.array([0.9, 1.0, 0.97], np.float32)
    coloured = coloured + rng.normal(0, noise, coloured.shape)
    return np.clip(coloured, 0, 255).astype(np.uint8)
