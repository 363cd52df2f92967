"""Keeps what a person has set, on disk."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mirror.errors import SettingsError
from mirror.settings_file import load_settings, save_settings
from mirror.ui.jobs import Jobs
from mirror.ui.preferences import Preferences

_log = logging.getLogger(__name__)


class PreferenceStore(QObject):
    """One file of preferences, written on a thread of its own.

    Args:
        path: The file; None keeps nothing.
        parent: Owns it.
    """

    told = Signal(str)
    """A sentence on why nothing can be kept."""

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._jobs = Jobs(self, threads=1)
        self.loaded = Preferences()
        """What was set last; the defaults where that cannot be told."""
        self.notice: str | None = None
        """What was wrong with the file, or None."""
        if path is not None:
            self._load(path)

    def _load(self, path: Path) -> None:
        try:
            read = load_settings(path, Preferences)
        except SettingsError as error:
            self._path, self.notice = None, str(error)
        else:
            self.loaded, self.notice = read.settings, read.notice

    def keep(self, preferences: Preferences) -> None:
        """Writes these, in the place of those before."""
        path = self._path
        if path is None:
            return

        def work() -> str | None:
            try:
                save_settings(path, preferences)
            except SettingsError as error:
                _log.warning("%s", error)
                return str(error)
            return None

        def done(refused: str | None) -> None:
            if refused is not None:
                self._path = None
                self.told.emit(refused)

        self._jobs.run(work, done)

    def close(self) -> None:
        """Writes what is to be written, and ends the thread; may be repeated."""
        self._jobs.close(finish=True)
