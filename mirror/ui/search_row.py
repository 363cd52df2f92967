"""A row that narrows a list: by chips, or by words in their place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget

from mirror.ui import theme
from mirror.ui.chips import Chips
from mirror.ui.icons import IconButton
from mirror.ui.translated import TranslatedFrame


class SearchRow(TranslatedFrame):
    """A glass that opens a field for words; chips while it is closed."""

    changed = Signal()
    """The chosen chip, or the words, are others."""

    def __init__(self) -> None:
        super().__init__()
        self.glass = IconButton("search", "iconButton")
        self.glass.setCheckable(True)
        self.field = _Field()
        self.chips = Chips()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chips)
        self._stack.addWidget(self.field)
        self._stack.setFixedHeight(theme.sizes().touch + 2)
        self._placeholder = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes().space_s)
        row.addWidget(self.glass)
        row.addWidget(self._stack, 1)
        self.glass.toggled.connect(self._toggled)
        self.field.textChanged.connect(lambda _: self.changed.emit())
        self.field.given_up.connect(lambda: self.glass.setChecked(False))
        self.chips.chosen.connect(lambda _: self.changed.emit())
        self.retranslate()

    @property
    def text(self) -> str:
        """The words that are looked for; empty while the field is closed."""
        return self.field.text().strip() if self.glass.isChecked() else ""

    @property
    def chip(self) -> str | None:
        """The key of the chip that is chosen; None while words are looked for."""
        return None if self.text else self.chips.current

    def set_placeholder(self, text: str) -> None:
        """Says what is looked for."""
        self._placeholder = text
        self.field.setPlaceholderText(text)
        self.field.setAccessibleName(text)
        self.glass.describe(text)

    def open(self) -> None:
        """Opens the field, with the keyboard in it."""
        self.glass.setChecked(True)
        self.field.setFocus()
        self.field.selectAll()

    def reset(self) -> None:
        """Looks for nothing, and chooses the first chip."""
        self.glass.setChecked(False)
        self.field.setText("")  # which also has no way back to what was typed
        first = next(iter(self.chips.buttons), None)
        if first is not None and self.chips.current != first:
            self.chips.choose(first)

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.set_placeholder(self._placeholder)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self._stack.setCurrentIndex(1 if on else 0)
        if on:
            self.field.setFocus()
        elif self.field.text():
            self.field.clear()


class _Field(QLineEdit):
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        """Takes the key that closes it before it is a shortcut of the window."""
        asked = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if asked and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
