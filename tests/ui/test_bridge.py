from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from mirror.ui.bridge import Bridge


def test_many_wake_ups_are_one_piece_of_news_on_the_main_thread(qtbot: QtBot) -> None:
    bridge = Bridge()
    threads: list[bool] = []
    bridge.news.connect(lambda: threads.append(QThread.isMainThread()))

    def wake_often() -> None:
        for _ in range(1000):
            bridge.wake()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(wake_often).result()
    assert not threads
    qtbot.waitUntil(lambda: bool(threads))
    QCoreApplication.processEvents()
    assert threads == [True]


def test_a_wake_up_during_news_is_news_again(qtbot: QtBot) -> None:
    bridge = Bridge()
    times: list[int] = []

    def take() -> None:
        times.append(1)
        if len(times) == 1:
            bridge.wake()

    bridge.news.connect(take)
    bridge.wake()
    qtbot.waitUntil(lambda: len(times) == 2)
