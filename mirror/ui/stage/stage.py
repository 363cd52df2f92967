"""The picture with all that lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mirror.pipeline.messages import Rendered
from mirror.pipeline.stats import PictureStats
from mirror.ui.stage.comparison import Comparison
from mirror.ui.stage.drop_veil import DropVeil
from mirror.ui.stage.face_choice import FaceChoice
from mirror.ui.stage.overlays import Count, Figures, Notice, Recorded
from mirror.ui.stage.toolbar import Toolbar
from mirror.ui.stage.viewport import Viewport

if TYPE_CHECKING:
    from mirror.saving.recorder import Progress

_FIGURES_EVERY_MS = 250
_MOST_CROP = 0.5  # a face in the middle loses nothing, and comes out larger


class Stage(QWidget):
    """Viewport, toolbar, notice, figures, and the choice of a face.

    Args:
        kiosk: Whether it stands in a shop.
    """

    freeze_wanted = Signal(bool)
    """Whether the picture is to stand still."""

    comparison_chosen = Signal(object)
    """The `Comparison` that is shown while nothing is held."""

    def __init__(self, *, kiosk: bool = False) -> None:
        super().__init__()
        self.viewport = Viewport(max_crop=_MOST_CROP)
        self.toolbar = Toolbar(self.viewport, kiosk=kiosk)
        self.notice = Notice(self.viewport, above=self.toolbar)
        self.figures = Figures(self.viewport)
        self.count = Count(self.viewport)
        self.recorded = Recorded(self.viewport)
        self.faces = FaceChoice(self.viewport)
        self.veil = DropVeil(self.viewport)
        self.stats = PictureStats()
        self._chosen = Comparison.MADE_UP
        self._zoom_step = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.viewport)
        self._figures_timer = QTimer(self)
        self._figures_timer.setInterval(_FIGURES_EVERY_MS)
        self._figures_timer.timeout.connect(self._show_figures)
        for overlay in (
            self.toolbar,
            self.notice,
            self.count,
            self.recorded,
            self.faces,
            self.veil,
        ):
            self.viewport.resized.connect(overlay.settle)
        self.toolbar.compare_held.connect(self.hold)
        self.toolbar.comparison_chosen.connect(self._choose)
        self.toolbar.freeze_wanted.connect(self.freeze_wanted)
        steps = (self.toolbar.lips_wanted, self.toolbar.eyes_wanted, self.toolbar.whole_wanted)
        for step, wanted in enumerate(steps):
            wanted.connect(lambda step=step: self._look(step))

    def show_picture(self, rendered: Rendered) -> None:
        """Shows a picture."""
        last = self.viewport.rendered
        if last is not None and rendered.frame.pixels.shape != last.frame.pixels.shape:
            self.stats.clear()
        self.stats.add(rendered)
        self.viewport.show_picture(rendered)

    def hold(self, held: bool) -> None:  # noqa: FBT001 - a slot
        """Shows the bare face for as long as something is held, and then what was chosen."""
        self.toolbar.hold.setDown(held)
        self.viewport.compare(Comparison.BARE if held else self._chosen)

    def zoom_on(self) -> None:
        """Goes from everything to the lips, to the eyes, and back to everything."""
        self._look((self._zoom_step + 1) % 3 if self._zoomed else 0)

    @property
    def _zoomed(self) -> bool:
        return self.viewport.zoom.level > 1.0

    def show_figures(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Shows frame rate and times, or no longer."""
        self.figures.setVisible(on)
        if on:
            self._show_figures()
            self._figures_timer.start()
        else:
            self._figures_timer.stop()

    def show_recording(self, progress: Progress | None) -> None:
        """Shows how far a recording is; None is none."""
        self.recorded.show_progress(progress)
        recording = progress is not None and progress.completed is None
        self.toolbar.show_recording(recording=recording)

    def forget(self) -> None:
        """Keeps no picture, and compares and zooms as at the first time."""
        self.viewport.forget()
        self.stats.clear()
        self.notice.forget()
        self.hold(False)
        for way, button in self.toolbar.ways.items():
            if button.isChecked():
                self.toolbar.toggle(way)

    def stop(self) -> None:
        """Keeps no clock any longer."""
        self._figures_timer.stop()
        self.notice.stop()

    def _look(self, step: int) -> None:
        steps = (self.viewport.look_at_lips, self.viewport.look_at_eyes, self.viewport.reset_zoom)
        self._zoom_step = step
        steps[step]()

    def _choose(self, comparison: Comparison) -> None:
        self._chosen = comparison
        if not self.toolbar.hold.isDown():
            self.viewport.compare(comparison)
        self.comparison_chosen.emit(comparison)

    def _show_figures(self) -> None:
        shown = self.viewport.rendered
        if shown is not None:
            size = (shown.frame.width, shown.frame.height)
            self.figures.show_timings(self.stats.timings(), size, self.viewport.paint_ms)
