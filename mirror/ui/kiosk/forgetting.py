"""All that the screens of a kiosk hold of a visitor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirror.kiosk.forgetting import Held, Wiper
from mirror.kiosk.session_folder import remove_stale

if TYPE_CHECKING:
    from mirror.pipeline.engine import Engine
    from mirror.ui.dresser import Dresser
    from mirror.ui.kiosk.give_along import GiveAlong
    from mirror.ui.kiosk.kiosk_window import KioskWindow
    from mirror.ui.looks.thumbnail_flow import ThumbnailFlow


def wipers(
    window: KioskWindow,
    dresser: Dresser,
    thumbnails: ThumbnailFlow,
    engine: Engine,
    giving: GiveAlong,
) -> Sequence[Wiper]:
    """What is to be forgotten after a visit, besides the files and buffers of it."""
    history = dresser.history
    viewports = (window.stage.viewport, window.attract.viewport)
    return [
        Held(
            "pictures on the screen",
            window.forget,
            lambda: any(one.rendered is not None for one in viewports),
        ),
        Held(
            "what was worn",
            dresser.forget,
            lambda: history.can_undo or history.can_redo or not history.worn.bare,
        ),
        Held("thumbnails", thumbnails.forget, lambda: thumbnails.own),
        Held("a picture that nobody has taken", engine.take, lambda: False),
        Held("folders of a mirror that broke off", remove_stale, lambda: False),
        Held("the picture to take along", giving.withdraw, lambda: giving.holds),
    ]
