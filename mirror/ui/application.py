"""The process's Qt application."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from mirror.ui import theme
from mirror.ui.icons import icon_path


def make_application() -> QApplication:
    """The one Qt application of the process, with the mirror's name and theme. Main thread only.

    Raises:
        TypeError: The process has a Qt application without windows already.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("the process has a Qt application without windows already")
    app.setApplicationName("Mirror")
    app.setApplicationDisplayName("Mirror")
    theme.apply(app, icon_path("chevron-down").as_posix())
    return app
