from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.icons import IconButton, icon, icon_path
from mirror.ui.theme import Scheme, make_theme

ICON_PX = 22
NAMES = sorted(path.stem for path in icon_path("figures").parent.glob("*.svg"))


@pytest.fixture
def redressed(qapp: QApplication) -> Iterator[QApplication]:
    before = theme.worn()
    yield qapp
    theme.dress(qapp, before)


def drawn(of: QIcon, side: int = ICON_PX) -> np.ndarray:
    """HxWx4 uint8 BGRA."""
    image = of.pixmap(QSize(side, side), 1.0).toImage()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows.copy()


def colour_of(of: QIcon) -> str:
    """The colour of what is drawn in full."""
    pixels = drawn(of)
    blue, green, red, _ = pixels[pixels[..., 3] == 255].mean(axis=0)
    return QColor(round(red), round(green), round(blue)).name()


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_that_is_asked_for(qapp: QApplication, name: str) -> None:
    alpha = drawn(icon(name, "#c03050", ICON_PX))[..., 3]
    assert 10 < (alpha > 100).sum() < 0.75 * ICON_PX**2
    assert not alpha[[0, -1]].any(), "nothing is cut"
    assert colour_of(icon(name, "#c03050", ICON_PX)) == "#c03050"
    assert "currentColor" in icon_path(name).read_text("utf-8")


def test_it_is_fine_on_fine_screens(qapp: QApplication) -> None:
    sharp = icon("zoom", "#000000", ICON_PX).pixmap(QSize(ICON_PX, ICON_PX), 2.0)
    assert sharp.width() == 2 * ICON_PX
    assert sharp.devicePixelRatio() == 2.0


def test_an_icon_that_is_not_there_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000", ICON_PX)


def test_a_button_has_a_name_and_a_tip(qtbot: QtBot) -> None:
    button = IconButton("save", "quietButton")
    qtbot.addWidget(button)
    button.describe("Save", "Save this look (S)")
    assert (button.accessibleName(), button.toolTip()) == ("Save", "Save this look (S)")
    assert button.objectName() == "quietButton"
    button.describe("Save")
    assert button.toolTip() == "Save"


def test_a_button_takes_the_colours_of_the_theme(qtbot: QtBot, redressed: QApplication) -> None:
    button = IconButton("save")
    qtbot.addWidget(button)
    button.setCheckable(True)
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.dress(redressed, make_theme(scheme))
        colours = theme.colours()
        assert colour_of(button.icon()) == colours.ink
        button.setChecked(True)
        assert colour_of(button.icon()) == colours.accent_pressed
        button.setChecked(False)
        button.setEnabled(False)
        assert colour_of(button.icon()) == colours.edge
        button.setEnabled(True)
        assert colour_of(button.icon()) == colours.ink


def test_a_tool_is_light_on_its_veil_and_dark_while_it_is_on(qtbot: QtBot) -> None:
    tool = IconButton("freeze", "tool")
    qtbot.addWidget(tool)
    tool.setCheckable(True)
    assert colour_of(tool.icon()) == theme.colours().on_veil
    tool.setChecked(True)
    assert QColor(colour_of(tool.icon())).lightness() < 60


def test_a_button_shows_another_icon(qtbot: QtBot) -> None:
    button = IconButton("compare")
    qtbot.addWidget(button)
    before = drawn(button.icon())
    button.set_icon("hide")
    assert (drawn(button.icon()) != before).any()
