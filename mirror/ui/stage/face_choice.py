"""Which of a photo's faces is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mirror.ui import theme, words
from mirror.ui.icons import IconButton
from mirror.ui.pictures import to_image
from mirror.ui.translated import TranslatedFrame

if TYPE_CHECKING:
    from mirror.pipeline.reference import Candidate
    from mirror.ui.looks.photo_reader import Sighting

_LARGEST_PX, _SMALLEST_PX = 136, 72


class FaceChoice(TranslatedFrame):
    """The faces side by side over the picture; one click takes one.

    Args:
        view: What it lies over.
    """

    chosen = Signal(object, object)
    """The `Sighting` and the `Candidate` that is meant."""

    given_up = Signal()
    """None of them is meant."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("faceChoice")
        self._view = view
        self._sighting: Sighting | None = None
        self.faces: list[QPushButton] = []
        self._title = title = QLabel()
        title.setObjectName("sectionTitle")
        self.cancel = IconButton("take-off", "quietButton")
        self.cancel.clicked.connect(self.give_up)
        header = QHBoxLayout()
        header.addWidget(title, 1)
        header.addWidget(self.cancel)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.sizes().space_s)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(
            theme.sizes().space_l,
            theme.sizes().space_s,
            theme.sizes().space_s,
            theme.sizes().space_l,
        )
        layout.setSpacing(theme.sizes().space_s)
        layout.addLayout(header)
        layout.addLayout(self._row)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.setAccessibleName(self.tr("Whose makeup?"))
        self._title.setText(self.tr("Whose makeup?"))
        self.cancel.describe(self.tr("Cancel"), self.tr("Cancel (Esc)"))
        faces = self._sighting.faces if self._sighting is not None else ()
        name = self.tr("Face {number} of {count}")
        for number, (button, face) in enumerate(zip(self.faces, faces, strict=True), 1):
            button.setAccessibleName(name.format(number=number, count=len(faces)))
            button.setAccessibleDescription(words.sentence(face.refusal or face.warning or ""))
            button.setToolTip(words.sentence(face.refusal or ""))

    def offer(self, sighting: Sighting) -> None:
        """Shows the faces of a photo, and gives the keyboard to the first."""
        self.close_offer()
        self._sighting = sighting
        for face in sighting.faces:
            button = QPushButton()
            button.setObjectName("face")
            button.setIcon(_icon(face))
            button.clicked.connect(lambda _=False, face=face: self._choose(face))
            self._row.addWidget(button)
            self.faces.append(button)
        self._row.addStretch(1)
        self.retranslate()
        self.settle()
        self.show()
        self.raise_()
        self.faces[0].setFocus()

    def close_offer(self) -> None:
        """Goes away."""
        self.hide()
        self._sighting = None
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.faces = []

    def give_up(self) -> None:
        """Goes away without a choice."""
        self.close_offer()
        self.given_up.emit()

    def settle(self) -> None:
        """Finds its size and place again after the view has changed."""
        room = self._view.width() - 4 * theme.sizes().space_l
        each = room // max(len(self.faces), 1) - theme.sizes().space_s
        side = min(max(each, _SMALLEST_PX), _LARGEST_PX)
        for button in self.faces:
            button.setFixedSize(QSize(side, side))
            button.setIconSize(QSize(side - 10, side - 10))
        self._layout.activate()
        self.adjustSize()
        self.move(
            (self._view.width() - self.width()) // 2, (self._view.height() - self.height()) // 2
        )

    def _choose(self, face: Candidate) -> None:
        sighting = self._sighting
        if sighting is not None:
            if face.refusal is None:
                self.close_offer()
            self.chosen.emit(sighting, face)


def _icon(face: Candidate) -> QIcon:
    picture = QPixmap.fromImage(to_image(face.portrait))
    icon = QIcon(picture)
    if face.refusal is not None:
        faded = QPixmap(picture.size())
        faded.fill(Qt.GlobalColor.transparent)
        with QPainter(faded) as painter:
            painter.setOpacity(0.35)
            painter.drawPixmap(0, 0, picture)
        icon = QIcon(faded)
    return icon
