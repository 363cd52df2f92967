from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QTimer


def running_timers() -> list[QTimer]:
    # By type: isinstance asks the lazy objects of other libraries, and some of them warn.
    timers = [found for found in gc.get_objects() if issubclass(type(found), QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


@pytest.fixture(autouse=True)
def no_timer_left(qtbot: object) -> Iterator[None]:
    """Fails a test that leaves a timer running."""
    before = running_timers()
    yield
    assert [timer for timer in running_timers() if timer not in before] == []
