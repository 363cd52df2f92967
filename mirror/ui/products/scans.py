"""Barcodes that are held before the camera, or scanned with a reader that types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from mirror.ui.products.scanner_filter import ScannerFilter

if TYPE_CHECKING:
    from mirror.catalogue.barcode import Barcode
    from mirror.catalogue.barcode_watch import BarcodeWatch
    from mirror.core.types import Frame


class Scans(QObject):
    """Tells of every code once, wherever it came from.

    Args:
        parent: Owns it.
    """

    found = Signal(str)
    """A GTIN, 13 digits; on the main thread."""

    pressed = Signal(str)
    """A digit that a person pressed where nothing is written."""

    _seen = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watch: BarcodeWatch | None = None
        self.keys = ScannerFilter(self)
        self.keys.scanned.connect(self.found)
        self.keys.pressed.connect(self.pressed)
        self._seen.connect(self.found, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Starts to look at the frames that are offered."""
        from mirror.catalogue.barcode_watch import BarcodeWatch  # loads what reads pictures

        self._watch = BarcodeWatch(self._read)
        self._watch.start()

    def offer(self, frame: Frame) -> None:
        """Looks for barcodes in a frame, when there is time; never blocks."""
        if self._watch is not None:
            self._watch.offer(frame)

    def close(self) -> None:
        """Ends the thread and watches no keys any longer; may be repeated."""
        self.keys.stop()
        if self._watch is not None:
            self._watch.close()

    def _read(self, code: Barcode) -> None:
        """On the watch's thread."""
        if code.gtin13 is not None:
            self._seen.emit(code.gtin13)
