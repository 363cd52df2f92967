"""Runs the window, or a kiosk, as an application."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from mirror.ui.app import FirstWorn, MirrorApp, Parts
from mirror.ui.application import make_application
from mirror.ui.languages import LANGUAGES
from mirror.ui.preference_store import PreferenceStore
from mirror.ui.preferences import Preferences

if TYPE_CHECKING:
    from mirror.kiosk.settings import KioskSettings
    from mirror.ui.kiosk.kiosk_app import KioskPlaces

_PULSE_MS = 200


def launch(
    parts: Parts,
    *,
    spec: str | None,
    begin_with: FirstWorn,
    preferences: Path | None = None,
    when_worn: Callable[[Mapping[str, int]], None] | None = None,
) -> int:
    """Shows the window until it is closed; once in a process, on its main thread.

    Args:
        parts: What the window is made from.
        spec: The source to begin with; None chooses one.
        preferences: The file of what the person has set; None keeps nothing.
        begin_with: What to wear first; a look joins those to choose from if it is none of them.
        when_worn: Called with when each milestone was reached, as soon as the first picture with
            makeup has been painted; the window is then closed.

    Returns:
        The exit code.

    Raises:
        SourceError: The source to begin with does not exist.
    """
    store = PreferenceStore(preferences)
    app = make_application(store.loaded)
    look = begin_with.look
    if look is not None and look not in parts.looks:
        parts = parts.with_look(look)
    mirror = MirrorApp(parts, spec=spec, begin_with=begin_with, store=store)
    # Queued, so that even a window that is closed before the event loop runs ends it.
    mirror.ended.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    if when_worn is not None:

        def reach(milestone: str) -> None:
            if milestone == "makeup":
                when_worn(mirror.reached_ns)
                mirror.window.close()

        mirror.milestone.connect(reach)
    code = _run(app, mirror.window.close, mirror.start)
    if mirror.refused is not None:
        raise mirror.refused
    return code


def launch_kiosk(
    parts: Parts,
    settings: KioskSettings,
    places: KioskPlaces,
    *,
    spec: str | None,
    full_screen: bool = True,
) -> int:
    """Runs a kiosk until the staff, or the system, end it; once in a process, on its main thread.

    Args:
        parts: What a mirror is made from.
        settings: What the shop has decided.
        places: Where the kiosk's own files lie.
        spec: The camera; None chooses one.
        full_screen: Whether it fills the screen.

    Returns:
        The exit code; `RESTART` asks to be started again.
    """
    from mirror.ui.kiosk.kiosk_app import KioskApp

    app = make_application(Preferences(language=_language(settings)), kiosk=True)
    kiosk = KioskApp(parts, settings, places, spec=spec)
    kiosk.ended.connect(app.exit, Qt.ConnectionType.QueuedConnection)
    return _run(app, kiosk.close, lambda: kiosk.start(full_screen=full_screen))


def _language(settings: KioskSettings) -> str:
    """The window's name of the language that a shop has set; empty is the system's."""
    wanted = settings.language
    if wanted is None:
        return ""
    found = (key for key in LANGUAGES if key.partition("_")[0] == wanted.partition("-")[0])
    return next(found, "")


def _run(app: QApplication, close: Callable[[], object], start: Callable[[], None]) -> int:
    """Runs the event loop; the system's signals close what it shows."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: close())
    # Python runs its signal handlers between its own instructions, and Qt's loop has none while no
    # picture comes in.
    pulse = QTimer()
    pulse.timeout.connect(lambda: None)
    pulse.start(_PULSE_MS)
    start()
    code = app.exec()
    pulse.stop()
    return code
