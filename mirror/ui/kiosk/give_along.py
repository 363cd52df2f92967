"""Gives visitors their picture along, where the shop allows it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import cv2
from PySide6.QtCore import QObject, Signal

from mirror.errors import KioskError
from mirror.kiosk.hand_off import Ended, HandOff
from mirror.kiosk.lan import lan_address
from mirror.kiosk.qr import qr_modules
from mirror.saving.snapshot import as_seen

if TYPE_CHECKING:
    from mirror.kiosk.settings import KioskSettings
    from mirror.pipeline.messages import Rendered
    from mirror.ui.kiosk.take_along import TakeAlong

_log = logging.getLogger(__name__)


class GiveAlong(QObject):
    """Puts a picture where a phone can fetch it, and shows the way there.

    Args:
        settings: What the shop has decided.
        sheet: Where the way is shown.
        parent: Owns it.
    """

    _fetched = Signal()

    def __init__(self, settings: KioskSettings, sheet: TakeAlong, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._sheet = settings, sheet
        self.server: HandOff | None = None
        """None while nothing can be given along."""
        self.why_not: str | None = None
        """Why nothing can be, although the shop wants it; a sentence for the staff."""
        self._fetched.connect(sheet.hide)
        sheet.closed.connect(self.withdraw)

    def start(self) -> None:
        """Begins to listen, if the shop wants it."""
        if not self._settings.hand_off:
            return
        try:
            server = HandOff(
                lan_address(),
                self._settings.hand_off_port,
                lasts_s=self._settings.hand_off_s,
                on_end=self._end,
            )
            server.start()
        except KioskError as error:
            _log.warning("%s", error)
            self.why_not = str(error)
        else:
            self.server = server

    @property
    def holds(self) -> bool:
        """Whether a picture is there to be fetched."""
        return self.server is not None and self.server.holds

    def offer(self, rendered: Rendered | None) -> None:
        """Offers a picture as it is seen in the mirror; one that was offered before is withdrawn."""
        if rendered is None or self.server is None:
            return
        seen = as_seen(rendered.pixels, mirrored=True)
        picture = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()
        self._sheet.open(qr_modules(self.server.offer(picture)))

    def withdraw(self) -> None:
        """Takes back what is offered."""
        if self.server is not None:
            self.server.withdraw()

    def close(self) -> None:
        """Ends the server; may be repeated."""
        if self.server is not None:
            self.server.close()

    def _end(self, why: Ended) -> None:
        """On the server's thread. What was withdrawn may have made room for the next picture."""
        if why is not Ended.WITHDRAWN:
            self._fetched.emit()
