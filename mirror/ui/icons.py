"""The window's icons, and buttons that show nothing else."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton

from mirror.config import assets_root
from mirror.ui import theme

_SCALES = (1, 2, 3)  # pixels a logical pixel


def icon_path(name: str) -> Path:
    """The file of an icon."""
    return assets_root() / "icons" / f"{name}.svg"


@lru_cache(maxsize=512)
def icon(name: str, colour: str, side_px: int) -> QIcon:
    """An icon in one colour; main thread.

    Args:
        name: Of its file.
        colour: #rrggbb, for what the file draws in `currentColor`.
        side_px: Logical pixels.
    """
    drawing = icon_path(name).read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QIcon()
    for scale in _SCALES:
        image = QImage(QSize(side_px, side_px) * scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            renderer.render(painter)
        image.setDevicePixelRatio(scale)
        made.addPixmap(QPixmap.fromImage(image))
    return made


class IconButton(QPushButton):
    """A button that shows an icon, in the colours of the theme.

    Args:
        icon_name: Of its file.
        style: Its name in the style sheet: `iconButton`, `quietButton` without a frame, or `tool`
            over the picture.
    """

    def __init__(self, icon_name: str, style: str = "iconButton") -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setObjectName(style)
        side = theme.sizes().icon_px
        self.setIconSize(QSize(side, side))
        self.toggled.connect(lambda _: self._paint_icon())
        self._paint_icon()

    def set_icon(self, icon_name: str) -> None:
        """Shows another icon."""
        self._icon_name = icon_name
        self._paint_icon()

    def describe(self, name: str, tip: str | None = None) -> None:
        """Says what it is called where it is not seen, and what it says under the pointer."""
        self.setAccessibleName(name)
        self.setToolTip(name if tip is None else tip)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Takes the colours of another theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._paint_icon()

    def _paint_icon(self) -> None:
        worn = theme.colours()
        if self.objectName() == "tool":
            colour = "#2b2428" if self.isChecked() else worn.on_veil
        elif not self.isEnabled():
            colour = worn.edge
        else:
            colour = worn.accent_pressed if self.isChecked() else worn.ink
        self.setIcon(icon(self._icon_name, colour, theme.sizes().icon_px))
