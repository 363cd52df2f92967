from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer


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
