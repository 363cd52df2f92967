from __future__ import annotations

import numpy as np
import pytest

from mirror.core.colour import (
    DECODE,
    ENCODE,
    ENCODE_STEPS,
    decode,
    encode,
    hex_to_linear,
    to_linear,
    to_srgb,
)


def test_every_code_survives_decoding_and_encoding() -> None:
    codes = np.arange(256, dtype=np.uint8)
    picture = np.stack([codes, codes[::-1], codes], axis=-1)
    assert np.array_equal(encode(decode(picture)), picture)


def test_known_values_of_the_standard() -> None:
    # IEC 61966-2-1: 0.5 encoded is 0.2140 linear; the straight part ends at 0.04045.
    assert to_linear(0.5) == pytest.approx(0.21404, abs=1e-5)
    assert to_linear(0.04045) == pytest.approx(0.04045 / 12.92)
    assert to_srgb(to_linear([0.0, 0.02, 0.3, 1.0])) == pytest.approx([0.0, 0.02, 0.3, 1.0])


def test_the_encoding_table_errs_by_less_than_a_code() -> None:
    linear = np.linspace(0, 1, 200_001)
    exact = to_srgb(linear) * 255
    steps = (linear * (ENCODE_STEPS - 1) + 0.5).astype(int)
    assert np.abs(ENCODE[steps] - exact).max() < 1.0
    # A table of a tenth of the size would not do.
    coarse = np.rint(to_srgb(np.arange(800) / 799) * 255)
    assert np.abs(coarse[(linear * 799 + 0.5).astype(int)] - exact).max() > 1.0


def test_channels_are_swapped_between_pixels_and_light() -> None:
    assert decode(np.array([[[0, 0, 255]]], np.uint8)).tolist() == [[[1.0, 0.0, 0.0]]]
    assert encode(np.array([[[1.0, 0.0, 0.0]]], np.float32)).tolist() == [[[0, 0, 255]]]


def test_light_out_of_range_is_clipped() -> None:
    assert encode(np.array([[-0.5, 0.0, 7.0]], np.float32)).tolist() == [[255, 0, 0]]


def test_hex_is_red_green_blue() -> None:
    assert hex_to_linear("#ff0080") == pytest.approx([1.0, 0.0, DECODE[128]])
