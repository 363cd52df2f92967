from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.ui import theme
from mirror.ui.app import FirstWorn, MirrorApp
from mirror.ui.window import Window
from tests.mirrors import RED, Stage
from tests.windows import LOOKS


def running_timers() -> list[QTimer]:
    # By type: isinstance asks the lazy objects of other libraries, and some of them warn.
    timers = [found for found in gc.get_objects() if issubclass(type(found), QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


_running: list[QTimer] = []


@pytest.fixture(autouse=True)
def no_timer_left(qtbot: object) -> Iterator[None]:
    """Fails a test that leaves a timer running."""
    # The windows of the test before are gone only now; each new theme would dress them, too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    before = list(_running)  # looking through all objects takes long: once a test is enough
    yield
    _running[:] = running_timers()
    assert [timer for timer in _running if timer not in before] == []


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
def mirror(qtbot: QtBot, stage: Stage) -> Iterator[MirrorApp]:
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    mirror.start()
    yield mirror
    mirror.close()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Window:
    theme.dress(qapp, theme.make_theme())
    window = Window(LOOKS)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
