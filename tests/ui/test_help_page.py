from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mirror.ui.help_page import HelpPage
from mirror.ui.shortcuts import SHORTCUTS


def test_every_key_is_listed_with_what_it_does(qtbot: QtBot) -> None:
    page = HelpPage()
    qtbot.addWidget(page)
    page.resize(330, 900)
    page.show()
    texts = [label.text() for label in page.findChildren(QLabel)]
    for shortcut in SHORTCUTS:
        assert shortcut.written.replace(" / ", "\n") in texts
        assert shortcut.sentence in texts
    assert len(texts) == 2 * len(SHORTCUTS)


def test_a_key_stands_beside_its_sentence(qtbot: QtBot) -> None:
    page = HelpPage()
    qtbot.addWidget(page)
    page.resize(330, 900)
    page.show()
    qtbot.waitExposed(page)
    for shortcut, keys, says in page._rows:
        assert says.x() > keys.geometry().right(), shortcut.action
        assert abs(keys.geometry().center().y() - says.geometry().center().y()) <= 2
        assert says.geometry().right() <= page.width()
