from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from mirror.ui.jobs import Jobs
from tests.fakes import PATIENCE_S


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def test_work_runs_beside_the_main_thread_and_its_result_comes_back_to_it(
    qtbot: QtBot, jobs: Jobs
) -> None:
    results: list[tuple[bool, bool]] = []
    jobs.run(QThread.isMainThread, lambda there: results.append((there, QThread.isMainThread())))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(False, True)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux does this for a thread")
def test_work_steps_back_behind_the_mirror(qtbot: QtBot, jobs: Jobs) -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    found: list[int] = []
    jobs.run(niceness, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0] >= 15
    assert niceness() < 15


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux does this for a thread")
def test_work_that_the_person_waits_for_does_not(qtbot: QtBot) -> None:
    jobs = Jobs(threads=1, awaited=True)
    found: list[int] = []
    jobs.run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), found.append)
    qtbot.waitUntil(lambda: bool(found))
    jobs.close()
    assert found[0] == os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_on_one_thread_work_is_done_in_order(qtbot: QtBot) -> None:
    jobs = Jobs(threads=1, awaited=True)
    done: list[int] = []
    for number in range(20):
        jobs.run(lambda number=number: number, done.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 20)
    jobs.close()
    assert done == list(range(20))


def test_work_that_fails_is_logged_and_has_no_result(
    qtbot: QtBot, jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> int:
        raise OSError("no such camera")

    results: list[int] = []
    jobs.run(fail, results.append)
    qtbot.waitUntil(lambda: "failed" in caplog.text)
    QCoreApplication.processEvents()
    assert results == []


def test_closing_waits_for_the_work_in_hand_and_drops_the_rest(qtbot: QtBot, jobs: Jobs) -> None:
    begun: list[str] = []
    both = threading.Barrier(3)
    results: list[None] = []

    def work() -> None:
        begun.append("work")
        both.wait(PATIENCE_S)
        assert jobs.stopping.wait(PATIENCE_S)

    for _ in range(5):
        jobs.run(work, results.append)
    both.wait(PATIENCE_S)  # two of them run
    jobs.close()
    QCoreApplication.processEvents()
    assert begun == ["work", "work"]
    assert results == []
    jobs.run(work, results.append)
    assert begun == ["work", "work"]
