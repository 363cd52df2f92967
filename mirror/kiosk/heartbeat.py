"""Tells systemd that the mirror is alive, and lets it start the mirror again when it is not.

The protocol is a datagram to the socket that `NOTIFY_SOCKET` names (sd_notify(3)). Anywhere else than under
systemd nothing is sent.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Collection, Mapping

_log = logging.getLogger(__name__)


class Notifier:
    """Sends states to the service manager; any thread may use it.

    Args:
        environment: As `os.environ`.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        if self._address.startswith("@"):  # Linux's abstract names
            self._address = f"\0{self._address[1:]}"

    def ready(self) -> None:
        """The window is up."""
        self._send("READY=1")

    def alive(self) -> None:
        """Holds the watchdog off for its time."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """The program ends because it was told to."""
        self._send("STOPPING=1")

    def status(self, sentence: str) -> None:
        """What `systemctl status` shows."""
        self._send(f"STATUS={' '.join(sentence.split())}")

    def _send(self, state: str) -> None:
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.connect(self._address)
                line.sendall(state.encode())
        except OSError as error:
            _log.warning("systemd could not be told %s: %s", state, error)


def interval_s(environment: Mapping[str, str] = os.environ, pid: int | None = None) -> float | None:
    """How often the watchdog wants to hear of us, or None: half of its time (sd_watchdog_enabled(3))."""
    try:
        patience_us = int(environment.get("WATCHDOG_USEC", "0"))
        meant = int(environment.get("WATCHDOG_PID", "0"))
    except ValueError:
        return None
    # Under a compositor the time is meant for that, and for us who tell in its place.
    mine = meant in (0, os.getpid() if pid is None else pid) or "WAYLAND_DISPLAY" in environment
    return patience_us / 2e6 if patience_us > 0 and mine else None


class Heartbeat:
    """One heart of several parts: it beats only while each of them does. For one thread.

    A window that still answers must not hide an engine that hangs, nor the other way round.

    Args:
        notifier: Where to.
        parts: The parts, all awake.
        patience_s: How long a part may be silent: for longer, and nothing is sent any more.
        now_s: Seconds of a clock that cannot be set.
    """

    def __init__(
        self, notifier: Notifier, parts: Collection[str], patience_s: float, now_s: float
    ) -> None:
        self._notifier = notifier
        self._patience_s = patience_s
        self._heard_s: dict[str, float | None] = dict.fromkeys(parts, now_s)

    def beat(self, part: str, now_s: float) -> None:
        """A part has done something: painted, or delivered a picture. Wakes it, too."""
        if part not in self._heard_s:
            raise KeyError(part)
        self._heard_s[part] = now_s

    def rest(self, part: str) -> None:
        """A part has nothing to do until it beats again, as the engine in the attract loop."""
        if part not in self._heard_s:
            raise KeyError(part)
        self._heard_s[part] = None

    def silent(self, now_s: float) -> list[str]:
        """The parts that should have been heard of."""
        return [
            part
            for part, heard_s in self._heard_s.items()
            if heard_s is not None and now_s - heard_s > self._patience_s
        ]

    def tell(self, now_s: float) -> bool:
        """Holds the watchdog off, if all parts are alive; to be called every `interval_s`."""
        silent = self.silent(now_s)
        if silent:
            _log.error("no sign of life of: %s", ", ".join(silent))
            return False
        self._notifier.alive()
        return True
