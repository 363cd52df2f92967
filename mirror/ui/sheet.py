"""A sheet that lies over something, in its middle."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mirror.ui.translated import TranslatedFrame


class Sheet(TranslatedFrame):
    """Comes up in the middle of what it lies over, and goes away again.

    Args:
        around: What it lies over.
    """

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setObjectName("sheet")
        self._around = around
        self.hide()

    def come_up(self) -> None:
        """Shows itself above all else there."""
        self.settle()
        self.show()
        self.raise_()

    def settle(self) -> None:
        """Finds its place again after what it lies over has changed its size."""
        self.adjustSize()
        self.move(self._around.rect().center() - self.rect().center())
