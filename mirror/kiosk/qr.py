"""QR codes, as pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

QUIET_ZONE = 4
"""Width of the white border in modules, as ISO/IEC 18004 wants it."""


def qr_modules(text: str) -> NDArray[np.bool_]:
    """The QR code of a text, of error correction level M or better.

    Returns:
        NxN, True where it is dark, with the quiet zone around.

    Raises:
        ValueError: The text is too long for a QR code.
    """
    import segno

    code = segno.make_qr(text, error="m")
    return np.array([list(row) for row in code.matrix_iter(border=QUIET_ZONE)], bool)
