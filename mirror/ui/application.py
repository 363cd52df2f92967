"""The process's Qt application."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from mirror.ui import theme
from mirror.ui.languages import speak
from mirror.ui.preferences import Preferences


def make_application(
    preferences: Preferences | None = None, *, kiosk: bool = False
) -> QApplication:
    """The one Qt application of the process, with the mirror's name. Main thread only.

    Args:
        preferences: How it looks, and what it speaks.
        kiosk: Whether it is for a screen that is stood before.

    Raises:
        TypeError: The process has a Qt application without windows already.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the process has a Qt application without windows already")
    app.setApplicationName("Mirror")
    app.setApplicationDisplayName("Mirror")
    heed(app, preferences or Preferences(), kiosk=kiosk)
    return app


def heed(app: QApplication, preferences: Preferences, *, kiosk: bool = False) -> None:
    """Has all windows look and speak as it is preferred."""
    wanted = theme.make_theme(
        preferences.scheme,
        kiosk=kiosk,
        text_scale=preferences.text_scale,
        still=preferences.still,
    )
    if wanted != theme.worn() or not app.styleSheet():
        theme.dress(app, wanted)
    speak(app, preferences.language)
