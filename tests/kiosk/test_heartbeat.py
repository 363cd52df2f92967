from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mirror.kiosk.heartbeat import Heartbeat, Notifier, interval_s

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="systemd is of Linux")


@pytest.fixture(params=["path", "abstract"])
def manager(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Notifier, socket.socket]]:
    """The end of the line where systemd listens."""
    if request.param == "abstract" and sys.platform != "linux":
        pytest.skip("abstract names are of Linux")
    named = str(tmp_path / "notify") if request.param == "path" else f"@{tmp_path.name}-mirror"
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.bind(f"\0{named[1:]}" if named.startswith("@") else named)
        listening.settimeout(10)
        yield Notifier({"NOTIFY_SOCKET": named}), listening


def test_what_systemd_is_told(manager: tuple[Notifier, socket.socket]) -> None:
    notifier, line = manager
    notifier.ready()
    notifier.alive()
    notifier.status("two\nlines 人")
    notifier.stopping()
    told = [line.recv(1000).decode() for _ in range(4)]
    assert told == ["READY=1", "WATCHDOG=1", "STATUS=two lines 人", "STOPPING=1"]


def test_elsewhere_nothing_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Notifier({}).ready()
    assert caplog.text == ""
    Notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready()
    assert "could not be told" in caplog.text


def test_how_often() -> None:
    assert interval_s({}) is None
    assert interval_s({"WATCHDOG_USEC": "10000000"}) == 5.0
    assert interval_s({"WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "7"}, pid=7) == 5.0
    assert interval_s({"WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "7"}, pid=8) is None
    cage = {"WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "7", "WAYLAND_DISPLAY": "wayland-0"}
    assert interval_s(cage, pid=8) == 5.0
    assert interval_s({"WATCHDOG_USEC": "soon"}) is None


def test_it_beats_only_while_all_parts_do(
    manager: tuple[Notifier, socket.socket], caplog: pytest.LogCaptureFixture
) -> None:
    notifier, line = manager
    heart = Heartbeat(notifier, ("window", "engine"), patience_s=3.0, now_s=100.0)
    assert heart.tell(103.0)
    assert line.recv(100) == b"WATCHDOG=1"
    heart.beat("window", 104.0)
    assert heart.silent(104.0) == ["engine"]
    assert not heart.tell(104.0)
    assert "engine" in caplog.text
    heart.beat("engine", 104.5)
    assert heart.tell(105.0)
    heart.rest("engine")
    heart.beat("window", 1000.0)
    assert heart.tell(1001.0), "who rests is not missed"
    heart.beat("engine", 1001.0)
    heart.beat("window", 1005.0)
    assert not heart.tell(1005.0), "and is when it is awake again"
    line.settimeout(0)
    assert [line.recv(100) for _ in range(2)] == [b"WATCHDOG=1"] * 2
    with pytest.raises(BlockingIOError):
        line.recv(100)


def test_parts_are_known(tmp_path: Path) -> None:
    heart = Heartbeat(Notifier({}), ("window",), 3.0, 0.0)
    with pytest.raises(KeyError):
        heart.beat("engin", 1.0)
    with pytest.raises(KeyError):
        heart.rest("engin")
