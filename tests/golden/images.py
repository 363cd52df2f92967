"""Comparing a picture with a golden one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from mirror.core.types import Pixels


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two pictures are apart, in codes: the worst pixel and the mean."""

    maximum: int
    mean: float


def difference(actual: Pixels, expected: Pixels) -> Difference:
    """Absolute difference first, then its maximum: a signed maximum lets black pass for grey.

    Raises:
        ValueError: The pictures differ in size.
    """
    if actual.shape != expected.shape:
        raise ValueError(f"a picture of {actual.shape} is compared with one of {expected.shape}")
    apart = np.abs(actual.astype(int) - expected.astype(int))
    return Difference(int(apart.max()), float(apart.mean()))


def check(actual: Pixels, golden: Path, folder: Path, *, maximum: int, mean: float) -> None:
    """Fails when a picture is further from its golden one than allowed, and shows all three.

    With MIRROR_RECORD_GOLDENS=1 in the environment the golden picture is written instead.
    """
    if os.environ.get("MIRROR_RECORD_GOLDENS") == "1":
        cv2.imwrite(str(golden), actual)
    expected = cv2.imread(str(golden))
    if expected is None:
        raise AssertionError(f"{golden} is missing")
    found = difference(actual, np.asarray(expected, np.uint8))
    if found.maximum <= maximum and found.mean <= mean:
        return
    apart = np.clip(np.abs(actual.astype(int) - expected) * 8, 0, 255).astype(np.uint8)
    shown = folder / f"{golden.stem}-actual-expected-difference.png"
    cv2.imwrite(str(shown), np.hstack([actual, np.asarray(expected, np.uint8), apart]))
    raise AssertionError(f"{golden.name} is off by {found}; see {shown}")
