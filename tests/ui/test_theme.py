from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from mirror.ui import theme


def luminance(name: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    colour = QColor(name)
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        (theme.INK, theme.GROUND, 7.0),
        (theme.INK, theme.SURFACE, 7.0),
        (theme.INK, theme.ACCENT_WASH, 7.0),
        (theme.QUIET_INK, theme.GROUND, 4.5),
        (theme.ACCENT_PRESSED, theme.GROUND, 4.5),
        (theme.ACCENT_PRESSED, theme.ACCENT_WASH, 4.5),
        (theme.SURFACE, theme.ACCENT, 4.5),
        (theme.ACCENT, theme.GROUND, 3.0),  # lines and rings
        (theme.EDGE, theme.GROUND, 3.0),
    ],
)
def test_everything_can_be_read(text: str, ground: str, least: float) -> None:
    assert contrast(text, ground) >= least


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_style_sheet_has_no_place_left_open() -> None:
    assert "$" not in theme.style_sheet("chevron.svg")
