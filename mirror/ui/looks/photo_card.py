"""Looks from photos, among the cards, and the way to open another photo."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from mirror.ui import theme
from mirror.ui.looks.card import Card, title_px
from mirror.ui.looks.photo_looks import LONGEST_TITLE, PhotoLook

_OUTDATED_OPACITY = 0.35
_PLUS_PX = 12  # half of its length


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
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.setAccessibleDescription(
            self.tr("Outdated: open its photo again.")
            if self.photo.outdated
            else self.tr("From a photo.")
        )

    def edit_title(self) -> None:
        """Has the person write another title, in the place of the one before."""
        if self._editor is not None:
            return
        editor = QLineEdit(self.text(), self)
        editor.setObjectName("titleEditor")
        editor.setAccessibleName(self.tr("Name of the look"))
        editor.setMaxLength(LONGEST_TITLE)
        height = title_px() + 2
        editor.setGeometry(0, self.height() - height, self.width(), height)
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

    def paint_square(self, painter: QPainter, square: QRectF) -> None:
        """Paints one that cannot be worn paler."""
        if self.photo.outdated:
            painter.setOpacity(_OUTDATED_OPACITY)
        super().paint_square(painter, square)
        painter.setOpacity(1.0)


class PhotoTile(Card):
    """Opens a photo; stands among the cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.set_title(self.tr("From a photo…"))
        self.setAccessibleName(self.tr("From a photo"))
        self.setAccessibleDescription(self.tr("Opens a photo, and puts on the makeup in it."))

    def paint_square(self, painter: QPainter, square: QRectF) -> None:
        """Paints the plus."""
        colours, radius = theme.colours(), theme.sizes().radius
        inside = square.adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(colours.accent_wash if self.isDown() else colours.surface))
        painter.setPen(QPen(QColor(colours.accent), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(inside, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        plus = QPen(QColor(colours.accent), 2.5)
        plus.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(plus)
        middle = square.center()
        painter.drawLine(middle - QPoint(_PLUS_PX, 0), middle + QPoint(_PLUS_PX, 0))
        painter.drawLine(middle - QPoint(0, _PLUS_PX), middle + QPoint(0, _PLUS_PX))
