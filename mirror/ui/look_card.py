"""One look to choose: its thumbnail with its title below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from mirror.ui import theme
from mirror.ui.photo_looks import LONGEST_TITLE, PhotoLook
from mirror.ui.pictures import to_image

if TYPE_CHECKING:
    from mirror.core.types import Pixels
    from mirror.makeup.look import Look

_TITLE_PX = 28
_EDITOR_PX = 30
_OUTDATED_OPACITY = 0.35
_RING_PX = 3
_PLUS_PX = 12  # half of its length


class Card(QAbstractButton):
    """A square with a title below.

    Args:
        title: What it is called.
        parent: The widget that it is part of.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnail: QImage | None = None
        self._scaled: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_title(title)

    @property
    def has_thumbnail(self) -> bool:
        """Whether its picture has arrived."""
        return self._thumbnail is not None

    def set_title(self, title: str) -> None:
        """Gives it another title."""
        self.setText(title)
        self.setAccessibleName(title)

    def set_thumbnail(self, pixels: Pixels) -> None:
        """Shows the middle of a picture, HxWx3 uint8 BGR."""
        self._thumbnail = to_image(pixels)
        self._scaled = None
        self.update()

    def set_width(self, width: int) -> None:
        """Makes the card so wide; its height follows."""
        self.setFixedSize(QSize(width, self.height_at(width)))

    @staticmethod
    def height_at(width: int) -> int:
        """The height of a card of that width, in pixels."""
        return width + _TITLE_PX

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the square, the title, and the rings."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inset = _RING_PX + 2
            side = self.width() - 2 * inset
            square = QRectF(inset, inset, side, side)
            self._paint_square(painter, square)
            self._paint_rings(painter, square)
            worn = self.isChecked()
            painter.setPen(QColor(theme.ACCENT_PRESSED if worn else theme.INK))
            font = self.font()
            font.setPixelSize(theme.SMALL_PX)
            font.setBold(worn)
            painter.setFont(font)
            below = QRectF(0, square.bottom() + 4, self.width(), _TITLE_PX - 4)
            title = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, title)

    def _paint_square(self, painter: QPainter, square: QRectF) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(square, theme.RADIUS, theme.RADIUS)
        thumbnail = self._scaled_to(round(square.width() * self.devicePixelRatioF()))
        if thumbnail is None:
            painter.fillPath(clip, QColor(theme.LINE))
            return
        painter.save()
        painter.setClipPath(clip)
        painter.drawImage(square, thumbnail)
        painter.restore()

    def _paint_rings(self, painter: QPainter, square: QRectF) -> None:
        around = square.adjusted(-2.5, -2.5, 2.5, 2.5)
        if self.isChecked():
            painter.setPen(QPen(QColor(theme.ACCENT), _RING_PX))
        elif self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(theme.EDGE), 1.5))
        else:
            return
        painter.drawRoundedRect(around, theme.RADIUS + 2, theme.RADIUS + 2)
        if self.isChecked() and self.hasFocus():
            painter.setPen(QPen(QColor(theme.SURFACE), 2))
            inside = square.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inside, theme.RADIUS - 1, theme.RADIUS - 1)

    def _scaled_to(self, side_px: int) -> QImage | None:
        if self._thumbnail is None:
            return None
        if self._scaled is None or self._scaled.width() != side_px:
            width, height = self._thumbnail.width(), self._thumbnail.height()
            side = min(width, height)
            middle = self._thumbnail.copy((width - side) // 2, (height - side) // 2, side, side)
            self._scaled = middle.scaled(
                side_px,
                side_px,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._scaled


class LookCard(Card):
    """A look of products; checked while it is worn.

    Args:
        look: What it puts on; None is the bare face.
        parent: The widget that it is part of.
    """

    def __init__(self, look: Look | None, parent: QWidget | None = None) -> None:
        super().__init__(look.title if look is not None else "No makeup", parent)
        self.look = look
        self.setCheckable(True)
        if look is not None and look.tags:
            self.setAccessibleDescription(", ".join(look.tags))


class PhotoCard(Card):
    """The look of a photo; checked while it is worn.

    Args:
        photo: What it shows.
        parent: The widget that it is part of.
    """

    renamed = Signal(str)
    """The title that the person has given it."""

    delete_wanted = Signal()
    """The key for that was pressed."""

    menu_wanted = Signal(QPoint)
    """What can be done with it is wanted, at that place of the screen."""

    def __init__(self, photo: PhotoLook, parent: QWidget | None = None) -> None:
        super().__init__(photo.title, parent)
        self.photo = photo
        self._editor: QLineEdit | None = None
        self.setCheckable(True)
        self.set_photo(photo)

    def set_photo(self, photo: PhotoLook) -> None:
        """Shows what has become of the look."""
        if photo.thumbnail is not self.photo.thumbnail or not self.has_thumbnail:
            self.set_thumbnail(photo.thumbnail)
        self.photo = photo
        self.set_title(photo.title)
        self.setAccessibleDescription(
            "Outdated: open its photo again." if photo.outdated else "From a photo."
        )
        self.update()

    def edit_title(self) -> None:
        """Has the person write another title, in the place of the one before."""
        if self._editor is not None:
            return
        editor = QLineEdit(self.text(), self)
        editor.setObjectName("titleEditor")
        editor.setAccessibleName("Name of the look")
        editor.setMaxLength(LONGEST_TITLE)
        editor.setGeometry(0, self.height() - _EDITOR_PX, self.width(), _EDITOR_PX)
        editor.selectAll()
        editor.returnPressed.connect(lambda: self.end_edit(keep=True))
        editor.editingFinished.connect(lambda: self.end_edit(keep=True))
        self._editor = editor
        editor.show()
        editor.setFocus()

    def end_edit(self, *, keep: bool) -> None:
        """Ends the writing, and takes over the new title or not."""
        editor, self._editor = self._editor, None
        if editor is None:
            return
        if editor.hasFocus():
            self.setFocus()
        editor.hide()
        editor.deleteLater()
        if keep:
            self.renamed.emit(editor.text())

    @property
    def is_edited(self) -> bool:
        """Whether the title is being written."""
        return self._editor is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Deletes and renames at the keys for that."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_title()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Asks for the menu."""
        self.menu_wanted.emit(event.globalPos())

    def _paint_square(self, painter: QPainter, square: QRectF) -> None:
        if self.photo.outdated:
            painter.setOpacity(_OUTDATED_OPACITY)
        super()._paint_square(painter, square)
        painter.setOpacity(1.0)


class PhotoTile(Card):
    """Opens a photo; stands among the cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("From a photo…", parent)
        self.setAccessibleName("From a photo")
        self.setAccessibleDescription("Opens a photo, and puts on the makeup in it.")

    def _paint_square(self, painter: QPainter, square: QRectF) -> None:
        inside = square.adjusted(1, 1, -1, -1)
        pressed = self.isDown()
        painter.setBrush(QColor(theme.ACCENT_WASH if pressed else theme.SURFACE))
        edge = QPen(QColor(theme.ACCENT), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.drawRoundedRect(inside, theme.RADIUS, theme.RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        plus = QPen(QColor(theme.ACCENT), 2.5)
        plus.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(plus)
        middle = square.center()
        painter.drawLine(middle - QPoint(_PLUS_PX, 0), middle + QPoint(_PLUS_PX, 0))
        painter.drawLine(middle - QPoint(0, _PLUS_PX), middle + QPoint(0, _PLUS_PX))
