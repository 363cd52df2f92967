"""How the window looks: colours, sizes and motion of `assets/theme/theme.toml`, put on Qt.

Widgets that paint themselves ask `colours()` and `sizes()` when they paint, so that another theme
needs no new window.
"""

from __future__ import annotations

import tomllib
from enum import Enum
from functools import cache
from string import Template
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from mirror.config import assets_root

Colour = Annotated[str, Meta(pattern=r"^#([0-9a-f]{2})?[0-9a-f]{6}$")]
Pixels = Annotated[int, Meta(ge=1, le=400)]
Milliseconds = Annotated[int, Meta(ge=0, le=2000)]

TEXT_SCALES = (1.0, 2.0)
"""The least and the most that text is enlarged."""

_LATIN, _HAN = ("Roboto-Regular", "Roboto-Medium", "Roboto-Bold"), "DroidSansFallback"
_TEXT_SIZES = ("small_px", "text_px", "lead_px", "title_px", "display_px")


class Scheme(Enum):
    """Which colours are worn."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Colours(Struct, frozen=True, forbid_unknown_fields=True):
    """The colours of one scheme, #rrggbb or #aarrggbb; the file says what each is for."""

    ground: Colour
    surface: Colour
    raised: Colour
    hover: Colour
    line: Colour
    edge: Colour
    ink: Colour
    quiet_ink: Colour
    accent: Colour
    accent_pressed: Colour
    accent_wash: Colour
    on_accent: Colour
    good: Colour
    bad: Colour
    veil: Colour
    on_veil: Colour


class Sizes(Struct, frozen=True, forbid_unknown_fields=True):
    """Spaces, radii, type and the least that is touched, in logical pixels."""

    space_xs: Pixels
    space_s: Pixels
    space_m: Pixels
    space_l: Pixels
    space_xl: Pixels
    radius_s: Pixels
    radius: Pixels
    touch: Pixels
    icon_px: Pixels
    card_px: Pixels
    small_px: Pixels
    text_px: Pixels
    lead_px: Pixels
    title_px: Pixels
    display_px: Pixels

    def with_text(self, scale: float) -> Sizes:
        """The same with larger text.

        Args:
            scale: Within `TEXT_SCALES`.
        """
        least, most = TEXT_SCALES
        if not least <= scale <= most:
            raise ValueError(f"text is enlarged {least} to {most} times, not {scale}")
        larger = {name: round(scale * getattr(self, name)) for name in _TEXT_SIZES}
        return msgspec.structs.replace(self, **larger)


class Motion(Struct, frozen=True, forbid_unknown_fields=True):
    """How long things take to move, in ms; 0 where nothing moves."""

    quick_ms: Milliseconds
    calm_ms: Milliseconds


class Theme(Struct, frozen=True):
    """All of it.

    Attributes:
        colours: Of one scheme.
        sizes: Of one kind of place.
        motion: Its times.
    """

    colours: Colours
    sizes: Sizes
    motion: Motion


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    light: Colours
    dark: Colours
    sizes: Sizes
    kiosk: dict[str, Pixels]
    motion: Motion


def make_theme(
    scheme: Scheme = Scheme.LIGHT,
    *,
    kiosk: bool = False,
    text_scale: float = 1.0,
    still: bool = False,
) -> Theme:
    """Makes a theme from the file.

    Args:
        scheme: LIGHT or DARK; SYSTEM asks Qt, and needs its application.
        kiosk: For a screen that is stood before, not sat before.
        text_scale: Within `TEXT_SCALES`.
        still: Nothing moves.
    """
    file = _read()
    if scheme is Scheme.SYSTEM:
        dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        scheme = Scheme.DARK if dark else Scheme.LIGHT
    sizes = msgspec.structs.replace(file.sizes, **file.kiosk) if kiosk else file.sizes
    return Theme(
        colours=file.dark if scheme is Scheme.DARK else file.light,
        sizes=sizes.with_text(text_scale),
        motion=Motion(0, 0) if still else file.motion,
    )


def worn() -> Theme:
    """The theme that the application wears."""
    return _worn[-1]


def colours() -> Colours:
    """Those of the theme that the application wears."""
    return worn().colours


def sizes() -> Sizes:
    """Those of the theme that the application wears."""
    return worn().sizes


def motion() -> Motion:
    """That of the theme that the application wears."""
    return worn().motion


def style_sheet(theme: Theme) -> str:
    """What Qt's own widgets wear."""
    inner = {
        "touch_inner": theme.sizes.touch - 2,  # inside of a border of one pixel
        "touch_focused": theme.sizes.touch - 4,
        "pad_focused": theme.sizes.space_m - 1,
        "pill": theme.sizes.touch // 2,
        "toolbar_radius": theme.sizes.touch // 2 + 4,
    }
    sheet = (assets_root() / "theme" / "theme.qss").read_text("utf-8")
    values = msgspec.structs.asdict(theme.colours) | msgspec.structs.asdict(theme.sizes)
    return Template(sheet).substitute(values | inner)


def dress(app: QApplication, theme: Theme) -> None:
    """Puts a theme on the application and on all its windows; main thread."""
    _worn[:] = [theme]
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(theme.colours))
    font = QFont()
    font.setFamilies([*families(), "sans-serif"])
    font.setPixelSize(theme.sizes.text_px)
    app.setFont(font)
    app.setStyleSheet(style_sheet(theme))


def _palette(shown: Colours) -> QPalette:
    palette = QPalette(QColor(shown.surface), QColor(shown.ground))
    role = QPalette.ColorRole
    for of, name in (
        (role.WindowText, shown.ink),
        (role.Text, shown.ink),
        (role.ButtonText, shown.ink),
        (role.Base, shown.surface),
        (role.PlaceholderText, shown.quiet_ink),
        (role.Highlight, shown.accent),
        (role.HighlightedText, shown.on_accent),
        (role.Accent, shown.accent),
        (role.ToolTipBase, shown.raised),
        (role.ToolTipText, shown.ink),
    ):
        palette.setColor(of, QColor(name))
    return palette


@cache
def _read() -> _File:
    text = (assets_root() / "theme" / "theme.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _File)


@cache
def families() -> tuple[str, ...]:
    """The families of the fonts that come along, so that it looks the same everywhere.

    Needs Qt's application.
    """
    found: list[str] = []
    for name in (*_LATIN, _HAN):
        number = QFontDatabase.addApplicationFont(str(assets_root() / "fonts" / f"{name}.ttf"))
        found += [
            family
            for family in QFontDatabase.applicationFontFamilies(number)
            if family not in found
        ]
    return tuple(found)


_worn = [make_theme()]
