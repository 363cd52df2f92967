"""The languages of the window, and going from one to another while it is open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from mirror.config import assets_root

LANGUAGES: Mapping[str, str] = {"en": "English", "zh_CN": "简体中文"}
"""Each one's key, which names its file, and what it calls itself."""

SOURCE = "en"
"""The one that the program is written in, and that needs no file."""

_installed: list[QTranslator] = []


def system_language() -> str:
    """The first of the system's languages that there is."""
    for name in QLocale.system().uiLanguages():
        wanted = QLocale(name)
        for key in LANGUAGES:
            if QLocale(key).language() == wanted.language():
                return key
    return SOURCE


def speak(app: QApplication, key: str) -> None:
    """Has the whole window speak a language; widgets are told and say everything anew.

    Args:
        app: The application.
        key: Of `LANGUAGES`; empty takes the system's.

    Raises:
        FileNotFoundError: The translation is not there.
    """
    key = key or system_language()
    translators = [] if key == SOURCE else _load(key, app)
    for translator in _installed:
        app.removeTranslator(translator)
    system = QLocale.system()
    # The system's own way of writing numbers, where it speaks that language at all.
    own = system.language() == QLocale(key).language()
    QLocale.setDefault(system if own else QLocale(key))
    for translator in translators:
        app.installTranslator(translator)
    _installed[:] = translators


def _load(key: str, app: QApplication) -> list[QTranslator]:
    found = []
    ours = assets_root() / "translations"
    qts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder, needed in (
        (f"qtbase_{key}", qts, False),
        (f"mirror_{key}", str(ours), True),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            found.append(translator)
        elif needed:
            raise FileNotFoundError(ours / f"{name}.qm")
    return found
