from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from mirror.config import assets_root
from mirror.ui import theme
from mirror.ui.theme import Scheme, Theme, make_theme

SCHEMES = (Scheme.LIGHT, Scheme.DARK)


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


def over(veil: str, ground: str) -> str:
    """A colour that lets through what is below it."""
    above, below = QColor(veil), QColor(ground)
    share = above.alphaF()
    return QColor(
        *(
            round(share * a + (1 - share) * b)
            for a, b in zip(above.getRgb()[:3], below.getRgb()[:3], strict=True)  # type: ignore[index]
        )
    ).name()


@pytest.fixture
def redressed(qapp: QApplication) -> Iterator[QApplication]:
    before = theme.worn()
    yield qapp
    theme.dress(qapp, before)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "ground", 7.0),
        ("ink", "surface", 7.0),
        ("ink", "raised", 7.0),
        ("ink", "hover", 7.0),
        ("ink", "accent_wash", 7.0),
        ("ink", "line", 4.5),  # the tab under the pointer
        ("quiet_ink", "ground", 4.5),
        ("quiet_ink", "surface", 4.5),
        ("quiet_ink", "line", 4.5),  # the tabs that are not chosen
        ("quiet_ink", "accent_wash", 4.5),  # the maker of the product that is worn
        ("accent_pressed", "ground", 4.5),
        ("accent_pressed", "accent_wash", 4.5),
        ("on_accent", "accent", 4.5),
        ("on_accent", "accent_pressed", 4.5),
        ("ground", "ink", 4.5),  # the chip that is chosen
        ("good", "surface", 4.5),
        ("bad", "surface", 4.5),
        ("accent", "ground", 3.0),  # lines and rings
        ("accent", "surface", 3.0),
        ("accent", "line", 3.0),  # the filled part of a slider
        ("edge", "ground", 3.0),
        ("edge", "surface", 3.0),
    ],
)
def test_everything_can_be_read(scheme: Scheme, text: str, ground: str, least: float) -> None:
    colours = make_theme(scheme).colours
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("picture", ["#ffffff", "#808080", "#000000"])
def test_what_lies_on_the_veil_can_be_read_over_any_picture(scheme: Scheme, picture: str) -> None:
    colours = make_theme(scheme).colours
    assert contrast(colours.on_veil, over(colours.veil, picture)) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert over("#80ffffff", "#000000") == "#808080"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kiosk", [True, False])
def test_the_style_sheet_has_no_place_left_open(scheme: Scheme, kiosk: bool) -> None:
    sheet = theme.style_sheet(make_theme(scheme, kiosk=kiosk))
    without_comments = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert "$" not in without_comments
    assert make_theme(scheme).colours.accent in sheet


def test_every_colour_has_its_use() -> None:
    sheet = (assets_root() / "theme" / "theme.qss").read_text("utf-8")
    code = "".join(
        path.read_text("utf-8") for path in (assets_root().parent / "mirror" / "ui").rglob("*.py")
    )
    names = msgspec.structs.asdict(make_theme().colours)
    used = [name for name in names if f"${name}" in sheet or f".{name}" in code]
    assert set(names) - set(used) <= {"good", "bad"}


def test_at_a_desk_and_in_a_shop_everything_is_large_enough_for_a_finger() -> None:
    assert make_theme().sizes.touch >= 44
    assert make_theme(kiosk=True).sizes.touch >= 64
    assert make_theme(kiosk=True).sizes.text_px > make_theme().sizes.text_px


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_text_is_enlarged_and_nothing_else(scale: float) -> None:
    usual, larger = make_theme().sizes, make_theme(text_scale=scale).sizes
    for name, value in msgspec.structs.asdict(usual).items():
        grown = getattr(larger, name)
        is_text = name.endswith("_px") and name not in ("icon_px", "card_px")
        assert grown == (round(scale * value) if is_text else value), name


@pytest.mark.parametrize("scale", [0.9, 2.1, -1.0])
def test_text_beyond_the_range_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="enlarged"):
        make_theme(text_scale=scale)


def test_who_wants_less_motion_gets_none() -> None:
    assert make_theme().motion.quick_ms > 0
    still = make_theme(still=True).motion
    assert (still.quick_ms, still.calm_ms) == (0, 0)


def test_light_and_dark_differ_and_the_system_has_one_of_them(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    light, dark = (make_theme(scheme) for scheme in SCHEMES)
    assert luminance(light.colours.ground) > 0.5 > luminance(dark.colours.ground)

    class Hints:
        shown = Qt.ColorScheme.Dark

        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
            return self.shown

    monkeypatch.setattr("mirror.ui.theme.QApplication.styleHints", Hints)
    assert make_theme(Scheme.SYSTEM) == dark
    monkeypatch.setattr(Hints, "shown", Qt.ColorScheme.Unknown)
    assert make_theme(Scheme.SYSTEM) == light


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_application_wears_it(redressed: QApplication, scheme: Scheme) -> None:
    wanted = make_theme(scheme, text_scale=1.5)
    theme.dress(redressed, wanted)
    assert theme.worn() == wanted
    assert (theme.colours(), theme.sizes(), theme.motion()) == (
        wanted.colours,
        wanted.sizes,
        wanted.motion,
    )
    assert redressed.styleSheet() == theme.style_sheet(wanted)
    assert redressed.font().pixelSize() == wanted.sizes.text_px
    ink = redressed.palette().color(QPalette.ColorRole.WindowText)
    assert ink == QColor(wanted.colours.ink)


def test_its_letters_come_along(redressed: QApplication) -> None:
    theme.dress(redressed, make_theme())
    families = redressed.font().families()
    assert families[0] == "Roboto"
    assert "Droid Sans Fallback" in families
    assert redressed.font().weight() == QFont.Weight.Normal


@pytest.mark.parametrize(
    ("of", "name", "value"),
    [("colours", "ink", "red"), ("sizes", "touch", 0), ("motion", "quick_ms", -1)],
)
def test_what_is_no_value_is_refused(of: str, name: str, value: object) -> None:
    worn = msgspec.to_builtins(make_theme())
    worn[of][name] = value
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(worn, Theme)
