from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QApplication

from mirror.ui import theme
from mirror.ui.application import make_application


def test_the_application_is_themed_and_made_once(qapp: QApplication) -> None:
    app = make_application()
    assert app is qapp
    assert make_application() is app
    assert app.applicationName() == "Mirror"
    assert theme.colours().accent in app.styleSheet()


def test_an_application_without_windows_is_refused() -> None:
    code = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from mirror.ui.application import make_application\n"
        "app = QCoreApplication([])\n"
        "make_application()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "TypeError: the process has a Qt application without windows" in done.stderr
