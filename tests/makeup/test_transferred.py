from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mirror.makeup.transferred import TransferredLook, ZoneStrengths


def look(size: int = 32) -> TransferredLook:
    return TransferredLook(
        name="photo",
        title="Photo",
        pigment=np.zeros((9, size, size), np.float32),
        features=np.zeros((16, size // 4, size // 4), np.float32),
        liner=np.zeros((2, 8), np.float32),
        complexion=np.full(3, 0.4, np.float32),
        thumbnail=np.zeros((4, 5, 3), np.uint8),
    )


def test_its_arrays_are_read_only() -> None:
    worn = look()
    assert worn.size == 32
    for array in (worn.pigment, worn.features, worn.liner, worn.complexion, worn.thumbnail):
        assert not array.flags.writeable


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pigment": np.zeros((9, 40, 40), np.float32)}, "multiple of 16"),
        ({"pigment": np.zeros((8, 32, 32), np.float32)}, "pigment"),
        ({"pigment": np.zeros((9, 32, 32), np.float64)}, "pigment"),
        ({"features": np.zeros((16, 32, 32), np.float32)}, "features"),
        ({"liner": np.zeros((2, 7), np.float32)}, "liner"),
        ({"complexion": np.zeros((1, 3), np.float32)}, "complexion"),
        ({"complexion": np.full(3, np.nan, np.float32)}, "complexion has numbers"),
        ({"thumbnail": np.zeros((4, 5), np.uint8)}, "thumbnail"),
    ],
)
def test_other_arrays_are_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(look(), **changed)


def test_equal_is_only_the_very_same() -> None:
    worn = look()
    assert worn == worn
    assert worn != look()


def test_a_zone_takes_a_share() -> None:
    assert ZoneStrengths() == ZoneStrengths(lips=1, eyes=1, cheeks=1, skin=0, rest=1)
    for share in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="skin"):
            ZoneStrengths(skin=share)
