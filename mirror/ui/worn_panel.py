"""What is worn while it is the look of a photo: with what on top, and how much of it where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from mirror.makeup.transferred import ZoneStrengths
from mirror.ui import theme
from mirror.ui.icons import icon_button
from mirror.ui.pictures import to_image
from mirror.ui.strength_slider import ZoneSlider

if TYPE_CHECKING:
    from mirror.makeup.look import Look
    from mirror.ui.photo_looks import PhotoLook

_THUMBNAIL_PX = 36
_COLUMNS = 2
# What the zones of `ZoneStrengths` are called, in the order of the sliders.
_ZONES = {
    "lips": ("Lips", ""),
    "eyes": ("Eyes", ""),
    "cheeks": ("Cheeks", ""),
    "rest": ("Other", "Forehead, nose, chin and jaw."),
    "skin": ("Complexion", "The skin of the photo, as a foundation."),
}


class WornPanel(QFrame):
    """The photo's look with its sliders, and the products on top of it; each goes with a click."""

    zones_changed = Signal(object)
    """The `ZoneStrengths` that the sliders say."""

    photo_off = Signal()
    """The photo's look is to be taken off."""

    products_off = Signal()
    """The products are to be taken off."""

    save_wanted = Signal(int)
    """The key of the photo's look to save."""

    menu_wanted = Signal(int, QPoint)
    """What else can be done with the photo's look of that key is wanted, at a place of the screen."""

    adjusting = Signal(bool)
    """Whether the sliders stand where there is no room for anything else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("worn")
        self._key = -1
        self._can_save = False
        self._compact = False
        self._picture = _Round()
        self._title = _Line("wornTitle")
        self._products = _Line("wornProducts")
        self.adjust = icon_button("adjust", "Adjust", "How much is worn where", quiet=True)
        self.adjust.setCheckable(True)
        self.save = icon_button("save", "Save this look", "Save this look", quiet=True)
        self.more = icon_button("more", "More", "Rename or delete", quiet=True)
        self.take_photo_off = icon_button("take-off", "", "", quiet=True)
        self.take_products_off = icon_button("take-off", "", "", quiet=True)
        self.sliders = {zone: ZoneSlider(title) for zone, (title, _) in _ZONES.items()}
        self._products_row = QWidget()
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._zones = QWidget()
        self._grid = QGridLayout(self._zones)
        self._lay_out()
        self._connect()
        self.set_portrait(portrait=False)
        self.hide()

    @property
    def zones(self) -> ZoneStrengths:
        """What the sliders say."""
        return ZoneStrengths(**{zone: at.value() / 100 for zone, at in self.sliders.items()})

    def show_zones(self, zones: ZoneStrengths) -> None:
        """Puts the sliders to these strengths."""
        for zone, slider in self.sliders.items():
            with QSignalBlocker(slider):
                slider.setValue(round(100 * getattr(zones, zone)))
            slider.update()

    def show_worn(self, photo: PhotoLook | None, look: Look | None, *, can_save: bool) -> None:
        """Shows what is worn.

        Args:
            photo: The photo's look; None hides the panel.
            look: The products on top of it, or None.
            can_save: Whether saving is offered.
        """
        if photo is not None:
            self._key = photo.key
            self._picture.show_image(to_image(photo.thumbnail))
            self._title.setText(photo.title)
            self._can_save = can_save and photo.saved_as is None
            _name(self.take_photo_off, f"Take off {photo.title}")
        if look is not None:
            self._products.setText(f"with {look.title} on top")
            _name(self.take_products_off, f"Take off {look.title}")
        self._products_row.setVisible(look is not None)
        self.setVisible(photo is not None)
        if photo is None:
            self.adjust.setChecked(False)
        self._arrange()

    def set_portrait(self, *, portrait: bool) -> None:
        """Arranges itself for a place below the picture, or beside it."""
        across = QBoxLayout.Direction.LeftToRight
        self._rows.setDirection(across if portrait else QBoxLayout.Direction.TopToBottom)
        for at, slider in enumerate(self.sliders.values()):
            last = at == len(self.sliders) - 1
            if portrait:
                self._grid.addWidget(slider, 0, at)
            else:
                wide = _COLUMNS if last else 1
                self._grid.addWidget(slider, at // _COLUMNS, at % _COLUMNS, 1, wide)

    def set_compact(self, *, compact: bool) -> None:
        """Keeps the sliders behind a button, where there is little height."""
        self._compact = compact
        self.adjust.setChecked(False)
        self._arrange()

    def _arrange(self) -> None:
        self.adjust.setVisible(self._compact)
        self.save.setVisible(self._can_save and not self._compact)
        self._zones.setVisible(not self._compact or self.adjust.isChecked())

    def _lay_out(self) -> None:
        photo = QHBoxLayout()
        photo.setSpacing(0)
        photo.addWidget(self._picture)
        photo.addSpacing(theme.SPACE_S)
        photo.addWidget(self._title, 1)
        for button in (self.adjust, self.save, self.more, self.take_photo_off):
            photo.addWidget(button)
        products = QHBoxLayout(self._products_row)
        products.setContentsMargins(0, 0, 0, 0)
        products.addWidget(self._products, 1)
        products.addWidget(self.take_products_off)
        self._rows.setSpacing(0)
        self._rows.addLayout(photo, 1)
        self._rows.addWidget(self._products_row, 1)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(2)
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        layout.setContentsMargins(theme.SPACE_M, 4, 4, theme.SPACE_S)
        layout.setSpacing(2)
        layout.addLayout(self._rows)
        self._grid.setContentsMargins(0, 0, theme.SPACE_S, 0)
        layout.addWidget(self._zones)

    def _connect(self) -> None:
        for zone, slider in self.sliders.items():
            _, description = _ZONES[zone]
            slider.setToolTip(description)
            slider.setAccessibleDescription(description)
            slider.valueChanged.connect(lambda _: self.zones_changed.emit(self.zones))
        self.show_zones(ZoneStrengths())
        self.take_photo_off.clicked.connect(self.photo_off)
        self.take_products_off.clicked.connect(self.products_off)
        self.adjust.toggled.connect(lambda _: self._arrange())
        self.adjust.toggled.connect(self.adjusting)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._key))
        self.more.clicked.connect(self._ask_for_menu)

    def _ask_for_menu(self) -> None:
        below = self.more.mapToGlobal(QPoint(0, self.more.height()))
        self.menu_wanted.emit(self._key, below)


class _Line(QLabel):
    """One line of text that gives way where there is little room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(theme.TOUCH)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints as much of the text as fits."""
        elided = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        with QPainter(self) as painter:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, elided)


class _Round(QWidget):
    """A small round picture."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFixedSize(_THUMBNAIL_PX, _THUMBNAIL_PX)

    def show_image(self, image: QImage) -> None:
        """Shows the middle of an image."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Its only size."""
        return QSize(_THUMBNAIL_PX, _THUMBNAIL_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Paints the picture in its circle."""
        width, height = self._image.width(), self._image.height()
        side = min(width, height)
        middle = QRectF((width - side) / 2, (height - side) / 2, side, side)
        circle = QPainterPath()
        circle.addEllipse(QRectF(self.rect()))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillPath(circle, QColor(theme.LINE))
            painter.setClipPath(circle)
            painter.drawImage(QRectF(self.rect()), self._image, middle)


def _name(button: QWidget, name: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip("Take off")
