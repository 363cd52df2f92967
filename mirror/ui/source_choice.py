"""Which camera, demo or file the mirror shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from mirror.ui import words
from mirror.ui.choice import Choice


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source to choose.

    Attributes:
        spec: What `--source` would call it.
        name: The name that the opened source will have.
        title: What the list calls it.
    """

    spec: str
    name: str
    title: str


class SourceChoice(Choice):
    """The sources that there are, and a way to open a file; its keys are their `spec`."""

    file_wanted = Signal()
    """The person wants to choose a file."""

    about_to_open = Signal()
    """The list is about to be looked at; it may be brought up to date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[SourceEntry] = []
        self._file: SourceEntry | None = None
        self._names: list[str] = []
        self._shown = ""
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.setAccessibleName(self.tr("Camera or clip"))
        self.setPlaceholderText(self.tr("Choose a source"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def set_entries(self, entries: Sequence[SourceEntry]) -> None:
        """Lists these sources, and keeps the one that is shown."""
        if list(entries) != self._entries:
            self._entries = list(entries)
            self._fill()

    def set_shown(self, name: str) -> None:
        """Marks the source of that name as the one that is shown."""
        if name and name != self._shown:
            self._shown = name
            self._fill()

    def add_file(self, entry: SourceEntry) -> None:
        """Lists a file that was chosen, in the place of the one before."""
        self._file = entry
        self._fill()

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Opens the list."""
        self.about_to_open.emit()
        super().showPopup()

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            listed = [*self._entries, *([self._file] if self._file else [])]
            for entry in listed:
                self.addItem(words.sentence(entry.title), entry.spec)
            if self._shown and self._shown not in [entry.name for entry in listed]:
                listed.insert(0, SourceEntry("", self._shown, self._shown))
                self.insertItem(0, words.sentence(self._shown), None)
            self.insertSeparator(self.count())
            self.addItem(self.tr("Open a file…"), None)
            self._names = [entry.name for entry in listed]
            self._mark_shown()

    def _mark_shown(self) -> None:
        self.setCurrentIndex(self._names.index(self._shown) if self._shown in self._names else -1)

    def _activated(self, index: int) -> None:
        spec = self.itemData(index)
        if isinstance(spec, str):
            self.chosen.emit(spec)
        elif index == self.count() - 1:
            self._mark_shown()
            self.file_wanted.emit()
