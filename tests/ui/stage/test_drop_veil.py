from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.stage.drop_veil import DropVeil


def test_it_covers_the_view_and_says_what_letting_go_would_do(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    veil = DropVeil(view)
    assert veil.isHidden()
    veil.lower_over(welcome=True)
    assert veil.geometry() == view.rect()
    assert "makeup in this photo" in veil.sentence == veil.accessibleName()
    welcome = _colours(veil)
    veil.lower_over(welcome=False)
    assert veil.sentence == veil.accessibleName() == "This is no photo"
    refused = _colours(veil)
    assert (theme.colours().accent in welcome, theme.colours().accent in refused) == (True, False)
    view.resize(700, 400)
    veil.settle()
    assert veil.geometry() == view.rect()


def _colours(veil: DropVeil) -> set[str]:
    image = veil.grab().toImage()
    middle = image.height() // 2
    return {QColor(image.pixelColor(x, middle)).name() for x in range(image.width())}
