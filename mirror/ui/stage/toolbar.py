"""What is done with the picture: a row of buttons that floats over its lower edge."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QMenu, QWidget

from mirror.ui import theme
from mirror.ui.icons import IconButton
from mirror.ui.stage.comparison import Comparison
from mirror.ui.translated import TranslatedFrame

COUNTDOWN_S = 3
_WAYS = {
    Comparison.SPLIT: "split",
    Comparison.SIDE_BY_SIDE: "side-by-side",
    Comparison.FOUR: "four-up",
}


class Toolbar(TranslatedFrame):
    """Compare, freeze and look nearer.

    Args:
        view: What it floats over.
        kiosk: Whether it stands in a shop, where nothing is kept on the machine.
    """

    compare_held = Signal(bool)
    """True while the bare face is to be shown."""

    comparison_chosen = Signal(object)
    """The `Comparison` to show while nothing is held."""

    freeze_wanted = Signal(bool)
    """Whether the picture is to stand still."""

    lips_wanted = Signal()
    """Zoom to the lips."""

    eyes_wanted = Signal()
    """Zoom to the eyes."""

    whole_wanted = Signal()
    """Show all of the picture."""

    picture_wanted = Signal(int)
    """Keep the picture, after so many seconds."""

    record_wanted = Signal(bool)
    """Whether a video is to be recorded."""

    animation_wanted = Signal()
    """Keep the next seconds as an animated picture."""

    card_wanted = Signal()
    """Keep a card of before and after."""

    call_wanted = Signal(bool)
    """Whether other programs are shown the picture as a camera."""

    folder_wanted = Signal()
    """Show what was kept."""

    def __init__(self, view: QWidget, *, kiosk: bool = False) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("toolbar")
        self.hold = IconButton("compare", "tool")
        self.ways = {way: IconButton(icon, "tool") for way, icon in _WAYS.items()}
        self.freeze = IconButton("freeze", "tool")
        self.nearer = IconButton("zoom", "tool")
        self.picture = IconButton("camera", "tool")
        self.record = IconButton("record", "tool")
        self.more = IconButton("more", "tool")
        self._on_air = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        looking = (self.hold, *self.ways.values(), self.freeze, self.nearer)
        keeping = (self.picture, self.record, self.more)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setSpacing(theme.sizes().space_m)
        self._rows.setContentsMargins(4, 4, 4, 4)
        for buttons in (looking, keeping):
            row = QHBoxLayout()
            row.setSpacing(2)
            for button in buttons:
                row.addWidget(button)
            self._rows.addLayout(row)
        for button in (self.freeze, self.record, self.more):
            button.setVisible(not kiosk)
        for way, button in self.ways.items():
            button.setCheckable(True)
            button.clicked.connect(lambda on, way=way: self._choose(way if on else None))
        self.freeze.setCheckable(True)
        self.hold.pressed.connect(lambda: self.compare_held.emit(True))
        self.hold.released.connect(lambda: self.compare_held.emit(False))
        self.freeze.toggled.connect(self.freeze_wanted)
        self.nearer.clicked.connect(self._open_zoom)
        self.picture.clicked.connect(lambda: self.picture_wanted.emit(0))
        self.record.setCheckable(True)
        self.record.clicked.connect(self.record_wanted)
        self.more.clicked.connect(self._open_more)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.hold.describe(
            self.tr("Hold to compare"),
            self.tr("See your bare face for as long as you hold this (space bar)"),
        )
        split, side = self.ways[Comparison.SPLIT], self.ways[Comparison.SIDE_BY_SIDE]
        split.describe(self.tr("Split view"), self.tr("Before and after, with a line to drag (B)"))
        side.describe(self.tr("Side by side"), self.tr("Before and after side by side (N)"))
        four = self.ways[Comparison.FOUR]
        four.describe(self.tr("Four looks"), self.tr("Four looks at once; tap one to wear it (M)"))
        self.freeze.describe(self.tr("Freeze"), self.tr("Hold the picture still (P)"))
        self.picture.describe(self.tr("Take a picture"), self.tr("Take a picture (S)"))
        self.record.describe(self.tr("Record a video"), self.tr("Record a video (V)"))
        self.more.describe(self.tr("More to keep"))
        self.nearer.describe(self.tr("Zoom"), self.tr("Look nearer: lips, eyes, everything (Z)"))

    def toggle(self, way: Comparison) -> None:
        """Shows that way of comparing, or goes back to the made-up face alone."""
        self.ways[way].click()

    def show_recording(self, *, recording: bool) -> None:
        """Shows whether a video is being recorded."""
        self.record.setChecked(recording)

    def show_on_air(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Remembers whether other programs are shown the picture."""
        self._on_air = on

    def settle(self) -> None:
        """Finds its place again after the view has changed its size; in two rows if it has to."""
        self._lay(QBoxLayout.Direction.LeftToRight, theme.sizes().space_m)
        if self.sizeHint().width() > self._view.width():
            self._lay(QBoxLayout.Direction.TopToBottom, 2)
        self.adjustSize()
        x = (self._view.width() - self.width()) // 2
        self.move(x, self._view.height() - self.height() - theme.sizes().space_m)

    def _lay(self, direction: QBoxLayout.Direction, spacing: int) -> None:
        self._rows.setDirection(direction)
        self._rows.setSpacing(spacing)

    def _choose(self, chosen: Comparison | None) -> None:
        for way, button in self.ways.items():
            button.setChecked(way is chosen)
        self.comparison_chosen.emit(chosen or Comparison.MADE_UP)

    def _open_zoom(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Lips")).triggered.connect(self.lips_wanted)
        menu.addAction(self.tr("Eyes")).triggered.connect(self.eyes_wanted)
        menu.addAction(self.tr("Everything")).triggered.connect(self.whole_wanted)
        self._pop_up(menu, self.nearer)

    def _open_more(self) -> None:
        menu = QMenu(self)
        later = menu.addAction(self.tr("Picture in {seconds} seconds").format(seconds=COUNTDOWN_S))
        later.triggered.connect(lambda: self.picture_wanted.emit(COUNTDOWN_S))
        menu.addAction(self.tr("Before-and-after card")).triggered.connect(self.card_wanted)
        menu.addAction(self.tr("Animated picture")).triggered.connect(self.animation_wanted)
        menu.addSeparator()
        call = menu.addAction(self.tr("Camera for video calls"))
        call.setCheckable(True)
        call.setChecked(self._on_air)
        call.toggled.connect(self.call_wanted)
        menu.addAction(self.tr("Show what was kept")).triggered.connect(self.folder_wanted)
        self._pop_up(menu, self.more)

    @staticmethod
    def _pop_up(menu: QMenu, button: IconButton) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        height = menu.sizeHint().height()
        menu.popup(button.mapToGlobal(QPoint(0, -height - theme.sizes().space_s)))
