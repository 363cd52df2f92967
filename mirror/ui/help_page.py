"""The keys, one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mirror.ui import theme
from mirror.ui.shortcuts import SHORTCUTS
from mirror.ui.translated import TranslatedFrame


class HelpPage(TranslatedFrame):
    """What each key does."""

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.sizes().space_s, 0)
        grid.setHorizontalSpacing(theme.sizes().space_m)
        grid.setColumnStretch(1, 1)
        self._rows = []
        for at, shortcut in enumerate(SHORTCUTS):
            keys, says = QLabel(), QLabel()
            keys.setObjectName("key")
            keys.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
            says.setWordWrap(True)
            grid.addWidget(keys, at, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(says, at, 1)
            self._rows.append((shortcut, keys, says))
        grid.setRowStretch(len(SHORTCUTS), 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        for shortcut, keys, says in self._rows:
            keys.setText(shortcut.written.replace(" / ", "\n"))
            says.setText(shortcut.sentence)
