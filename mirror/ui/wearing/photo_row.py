"""The look of a photo that is worn, and how much of it where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mirror.makeup.transferred import ZoneStrengths
from mirror.ui import theme
from mirror.ui.icons import IconButton
from mirror.ui.line import Line
from mirror.ui.pictures import to_image
from mirror.ui.strength_slider import ZoneSlider
from mirror.ui.translated import TranslatedFrame

if TYPE_CHECKING:
    from mirror.ui.looks.photo_looks import PhotoLook

_THUMBNAIL_PX = 44
_COLUMNS = 2
ZONES = ("lips", "eyes", "cheeks", "rest", "skin")
"""The zones of `ZoneStrengths` in the order of the sliders."""


class PhotoRow(TranslatedFrame):
    """The photo's look with a slider for each zone."""

    zones_changed = Signal(object)
    """The `ZoneStrengths` that the sliders say."""

    released = Signal()
    """A slider was let go of."""

    taken_off = Signal()
    """The photo's look is to be taken off."""

    save_wanted = Signal(int)
    """The key of the photo's look to save."""

    menu_wanted = Signal(int, QPoint)
    """What else can be done with the photo's look of that key is wanted, at a place of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._key = -1
        self._picture = _Round()
        self.title = Line("sectionTitle")
        self.save = IconButton("save", "quietButton")
        self.more = IconButton("more", "quietButton")
        self.take_off = IconButton("take-off", "quietButton")
        self.sliders = {zone: ZoneSlider() for zone in ZONES}
        self._lay_out()
        for slider in self.sliders.values():
            slider.valueChanged.connect(lambda _: self.zones_changed.emit(self.zones))
            slider.sliderReleased.connect(self.released)
        self.show_zones(ZoneStrengths())
        self.take_off.clicked.connect(self.taken_off)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._key))
        self.more.clicked.connect(self._ask_for_menu)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.save.describe(self.tr("Save this look"))
        self.more.describe(self.tr("More"), self.tr("Rename or delete"))
        self.take_off.describe(self.tr("Take off the photo's look"), self.tr("Take off"))
        for zone, title, description in (
            ("lips", self.tr("Lips"), ""),
            ("eyes", self.tr("Eyes"), ""),
            ("cheeks", self.tr("Cheeks"), ""),
            ("rest", self.tr("Other"), self.tr("Forehead, nose, chin and jaw.")),
            (
                "skin",
                self.tr("Complexion"),
                self.tr("The skin of the photo, as a foundation."),
            ),
        ):
            self.sliders[zone].set_title(title, description)

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

    def show_photo(self, photo: PhotoLook | None, *, can_save: bool) -> None:
        """Shows the photo's look that is worn.

        Args:
            photo: None hides the row.
            can_save: Whether saving is offered.
        """
        if photo is not None:
            self._key = photo.key
            self._picture.show_image(to_image(photo.thumbnail))
            self.title.setText(photo.title)
            self.save.setVisible(can_save and photo.saved_as is None)
        self.setVisible(photo is not None)

    def _lay_out(self) -> None:
        sizes = theme.sizes()
        header = QHBoxLayout()
        header.setSpacing(0)
        header.addWidget(self._picture)
        header.addSpacing(sizes.space_s)
        header.addWidget(self.title, 1)
        for button in (self.save, self.more, self.take_off):
            header.addWidget(button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.space_m)
        grid.setVerticalSpacing(2)
        for at, slider in enumerate(self.sliders.values()):
            wide = _COLUMNS if at == len(self.sliders) - 1 else 1
            grid.addWidget(slider, at // _COLUMNS, at % _COLUMNS, 1, wide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.space_m, sizes.space_xs, sizes.space_s, sizes.space_s)
        layout.setSpacing(2)
        layout.addLayout(header)
        layout.addLayout(grid)

    def _ask_for_menu(self) -> None:
        below = self.more.mapToGlobal(QPoint(0, self.more.height()))
        self.menu_wanted.emit(self._key, below)


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
            painter.fillPath(circle, QColor(theme.colours().line))
            painter.setClipPath(circle)
            painter.drawImage(QRectF(self.rect()), self._image, middle)
