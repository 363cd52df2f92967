from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.ui.translated import TranslatedFrame


class Told(TranslatedFrame):
    times = 0

    def retranslate(self) -> None:
        self.times += 1


@pytest.mark.parametrize("kind", [QEvent.Type.LanguageChange, QEvent.Type.PaletteChange])
def test_it_says_everything_anew_with_language_and_theme(qtbot: QtBot, kind: QEvent.Type) -> None:
    frame = Told()
    qtbot.addWidget(frame)
    before = frame.times
    QApplication.sendEvent(frame, QEvent(kind))
    QApplication.sendEvent(frame, QEvent(QEvent.Type.EnabledChange))
    assert frame.times == before + 1


def test_one_that_says_nothing_is_a_mistake() -> None:
    with pytest.raises(NotImplementedError):
        TranslatedFrame.retranslate(TranslatedFrame.__new__(TranslatedFrame))
