"""Widgets that say everything anew when the language changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame


class TranslatedFrame(QFrame):
    """A frame whose words and icons follow language and theme."""

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows language and theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
