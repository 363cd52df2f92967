"""The fixtures that look for leaks can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

LEAKS = {
    "timer": """
        from PySide6.QtCore import QTimer
        kept = []
        def test_it(qtbot):
            timer = QTimer()
            timer.start(100_000)
            kept.append(timer)
    """,
    "thread": """
        import threading
        kept = threading.Event()
        def test_it(qtbot):
            threading.Thread(target=kept.wait, args=(2,)).start()
    """,
}


@pytest.mark.parametrize("kind", LEAKS)
def test_what_leaks_is_found(
    kind: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makeini("[pytest]\nqt_api = pyside6\n")
    pytester.makeconftest(
        "from tests.conftest import no_thread_left\nfrom tests.ui.conftest import no_timer_left\n"
    )
    pytester.makepyfile(test_leak=LEAKS[kind])
    outcome = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    outcome.assert_outcomes(passed=1, errors=1)
