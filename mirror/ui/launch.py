"""Runs the window as an application."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer

from mirror.ui.app import FirstWorn, MirrorApp, Parts
from mirror.ui.application import make_application

_PULSE_MS = 200


def launch(
    parts: Parts,
    *,
    spec: str | None,
    begin_with: FirstWorn,
    when_worn: Callable[[Mapping[str, int]], None] | None = None,
) -> int:
    """Shows the window until it is closed; once in a process, on its main thread.

    Args:
        parts: What the window is made from.
        spec: The source to begin with; None chooses one.
        begin_with: What to wear first; a look joins those to choose from if it is none of them.
        when_worn: Called with when each milestone was reached, as soon as the first picture with
            makeup has been painted; the window is then closed.

    Returns:
        The exit code.

    Raises:
        SourceError: The source to begin with does not exist.
    """
    app = make_application()
    look = begin_with.look
    if look is not None and look not in parts.looks:
        parts = parts.with_look(look)
    mirror = MirrorApp(parts, spec=spec, begin_with=begin_with)
    # Queued, so that even a window that is closed before the event loop runs ends it.
    mirror.ended.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    if when_worn is not None:

        def reach(milestone: str) -> None:
            if milestone == "makeup":
                when_worn(mirror.reached_ns)
                mirror.window.close()

        mirror.milestone.connect(reach)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: mirror.window.close())
    # Python runs its signal handlers between its own instructions, and Qt's loop has none while no
    # picture comes in.
    pulse = QTimer()
    pulse.timeout.connect(lambda: None)
    pulse.start(_PULSE_MS)
    mirror.start()
    code = app.exec()
    pulse.stop()
    if mirror.refused is not None:
        raise mirror.refused
    return code
