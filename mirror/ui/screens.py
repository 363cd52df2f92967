"""What Qt says about the screens. May be asked once in a process that shows no window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen.

    Attributes:
        name: As the system calls it.
        width: In physical pixels.
        height: In physical pixels.
        scale: Physical pixels a logical one.
        refresh_hz: Pictures a second.
    """

    name: str
    width: int
    height: int
    scale: float
    refresh_hz: float


def probe_screens() -> tuple[str, tuple[Screen, ...]]:
    """The name of Qt's platform plug-in, and the screens, the primary one first.

    Call it on the main thread. Where there is no display, Qt does not raise but ends the process.
    """
    app = QGuiApplication.instance() or QGuiApplication([])
    if not isinstance(app, QGuiApplication):
        raise TypeError("the process has a Qt application without screens already")
    primary = app.primaryScreen()
    found = sorted(app.screens(), key=lambda screen: screen != primary)
    return app.platformName(), tuple(
        Screen(
            name=screen.name(),
            width=round(screen.size().width() * screen.devicePixelRatio()),
            height=round(screen.size().height() * screen.devicePixelRatio()),
            scale=screen.devicePixelRatio(),
            refresh_hz=screen.refreshRate(),
        )
        for screen in found
    )
