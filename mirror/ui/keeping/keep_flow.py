"""Pictures, cards, clips and calls: what the person asks for, and what became of it.

What writes them is loaded when it is first asked for: it would keep the window waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from mirror.errors import MirrorError, OutputError
from mirror.saving.album import Album
from mirror.saving.traces import Traces
from mirror.ui import theme, words
from mirror.ui.jobs import Jobs
from mirror.ui.pictures import to_pixels
from mirror.ui.swatches import shades_of

if TYPE_CHECKING:
    from mirror.dressing.outfit import Outfit
    from mirror.pipeline.messages import Rendered
    from mirror.saving.recorder import Recorder, Recording, Sink
    from mirror.saving.virtual_camera import VirtualCamera
    from mirror.ui.keeping.card_products import CardProduct
    from mirror.ui.keeping.cards import CardShape, CardStyle
    from mirror.ui.stage.stage import Stage

CLIP_S, ANIMATION_S = 60.0, 4.0
"""How long a video may become, and how long an animation is."""


class KeepFlow(QObject):
    """Keeps what is seen; every picture goes by this, and is held only while something is made of it.

    Args:
        folder: Of this person's pictures.
        traces: Where it is noted what is being written.
        parent: Owns it.
    """

    told = Signal(str)
    """A sentence for the person."""

    saved = Signal(object)
    """The `Path` of a file that is kept."""

    counted = Signal(int)
    """Seconds until the picture is taken; 0 when it is."""

    recorded = Signal(object)
    """The `Progress` of the recording; None when there is none any more."""

    on_air = Signal(bool)
    """Whether other programs are shown the picture."""

    _progressed = Signal(object)
    _ended = Signal()
    _camera_ended = Signal(object)

    def __init__(self, folder: Path, traces: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._traces = Traces(traces)
        self._album = Album(folder, self._traces)
        self._jobs = Jobs(self, threads=1, awaited=True)
        self._recorder: Recorder | None = None
        self._camera: VirtualCamera | None = None
        self._rendered: Rendered | None = None
        self._outfit: Outfit | None = None
        self._mirrored = True
        self._left_s = 0
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._count)
        self._progressed.connect(self.recorded)
        self._ended.connect(self._finish_recording)
        self._camera_ended.connect(self._camera_gone)

    def serve(self, stage: Stage) -> None:
        """Does what the bar over the picture says, and says there what became of it."""
        bar = stage.toolbar
        bar.picture_wanted.connect(self.take_picture)
        bar.record_wanted.connect(self.record)
        bar.animation_wanted.connect(self.animate)
        bar.card_wanted.connect(self.make_card)
        bar.call_wanted.connect(self.call)
        bar.folder_wanted.connect(self.open_folder)
        self.told.connect(stage.notice.tell)
        self.counted.connect(stage.count.show_left)
        self.recorded.connect(stage.show_recording)
        self.on_air.connect(bar.show_on_air)

    def start(self) -> None:
        """Takes away what a mirror that broke off left half-written."""
        self._jobs.run(self._traces.clean, lambda _: None)

    def show_picture(self, rendered: Rendered, *, mirrored: bool) -> None:
        """Takes in what is seen now."""
        self._rendered, self._mirrored = rendered, mirrored
        if self._recorder is not None:
            self._recorder.add(rendered.pixels, rendered.frame.captured_ns, mirrored=mirrored)
        if self._camera is not None:
            self._camera.send(rendered.pixels, mirrored=False)

    def show_outfit(self, outfit: Outfit) -> None:
        """Takes in what is worn now."""
        self._outfit = outfit

    def forget(self) -> None:
        """Holds no picture any longer, and throws away what is being recorded."""
        self._rendered = None
        self._call_off()
        if self._recorder is not None:
            self._recorder.cancel()

    def take_picture(self, after_s: int = 0) -> None:
        """Keeps the picture, now or after a countdown; asked again during one, calls it off."""
        if self._countdown.isActive():
            self._call_off()
        elif after_s > 0:
            self._left_s = after_s
            self.counted.emit(after_s)
            self._countdown.start()
        else:
            self._take()

    def make_card(self, shape: CardShape | None = None) -> None:
        """Keeps a card of before and after with all that is worn; upright unless told otherwise."""
        from mirror.saving.snapshot import as_seen, save_snapshot
        from mirror.ui.keeping.cards import Card, CardShape, draw_card, face_box

        chosen = shape or CardShape.PORTRAIT
        rendered, mirrored, outfit = self._rendered, self._mirrored, self._outfit
        if rendered is None or outfit is None:
            self._tell_nothing()
            return
        title, products = self._look_title(), self._card_products(outfit)
        style = self._card_style()
        subtitle = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)

        def draw() -> Path:
            frame = rendered.frame
            face = None
            if rendered.faces:
                face = face_box(rendered.faces[0], frame.width, mirrored=mirrored)
            before = as_seen(frame.pixels, mirrored=mirrored)
            after = as_seen(rendered.pixels, mirrored=mirrored)
            card = Card(title, before, after, products, subtitle, face)
            pixels = to_pixels(draw_card(card, chosen, style))
            return save_snapshot(self._album, pixels, mirrored=False, look=title)

        self._keep(draw)

    def record(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Begins or ends a video."""
        if not on:
            if self._recorder is not None:
                self._recorder.stop()
        elif self._recorder is None:
            from mirror.saving.clip import ClipSink

            self._begin(ClipSink, ".mp4", CLIP_S)
        elif not self._recorder.recording:
            self._tell_busy()

    def animate(self) -> None:
        """Records the next seconds as an animated picture."""
        if self._recorder is not None:
            self._tell_busy()
        else:
            from mirror.saving.animation import AnimationSink

            self._begin(lambda path: AnimationSink(path, "webp"), ".webp", ANIMATION_S)

    def call(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Shows the picture to other programs, as a camera, or no longer."""
        if on and self._camera is None:
            from mirror.saving.virtual_camera import VirtualCamera

            self._camera = VirtualCamera(self._camera_ended.emit)
        elif not on and self._camera is not None:
            camera, self._camera = self._camera, None
            camera.close()
        self.on_air.emit(self._camera is not None)

    def open_folder(self) -> None:
        """Shows the folder of pictures."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._album.folder)))

    def close(self) -> None:
        """Completes what is being recorded, and ends all threads; may be repeated."""
        self._call_off()
        self.call(on=False)
        if self._recorder is not None:
            self._recorder.stop()
            self._recorder_answer(self._recorder)
            self._recorder = None
        self._rendered = None
        self._jobs.close(finish=True)
        self._traces.close()

    def _begin(self, make_sink: Callable[[Path], Sink], suffix: str, longest_s: float) -> None:
        from mirror.saving.recorder import Progress, Recorder

        try:
            sink = make_sink(self._album.target(suffix, look=self._look_title()))
        except OutputError as error:
            self.told.emit(words.sentence(str(error)))
            self.recorded.emit(None)
            return
        self._recorder = Recorder(
            sink,
            longest_s=longest_s,
            on_progress=self._progressed.emit,
            on_end=self._ended.emit,
        )
        self.recorded.emit(Progress(0.0, longest_s, 0))

    def _finish_recording(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return
        kept = self._recorder_answer(recorder)
        self.recorded.emit(None)
        if isinstance(kept, str):
            self.told.emit(kept)
        elif kept is not None:
            self._tell_saved(kept.path)
            if kept.notice is not None:
                self.told.emit(words.sentence(kept.notice))

    def _recorder_answer(self, recorder: Recorder) -> Recording | str | None:
        """What has been kept; a sentence on why nothing was, or None for what was thrown away."""
        try:
            return recorder.wait()
        except OutputError as error:
            return words.sentence(str(error))
        except Exception:  # noqa: BLE001 - the recorder has logged it, and the mirror goes on
            return self.tr("The recording failed.")

    def _call_off(self) -> None:
        if self._countdown.isActive():
            self._countdown.stop()
            self.counted.emit(0)

    def _count(self) -> None:
        self._left_s -= 1
        self.counted.emit(self._left_s)
        if self._left_s == 0:
            self._countdown.stop()
            self._take()

    def _take(self) -> None:
        rendered, mirrored, title = self._rendered, self._mirrored, self._look_title()
        if rendered is None:
            self._tell_nothing()
            return
        from mirror.saving.snapshot import save_snapshot

        pixels = rendered.pixels
        self._keep(lambda: save_snapshot(self._album, pixels, mirrored=mirrored, look=title))

    def _keep(self, work: Callable[[], Path]) -> None:
        def kept() -> Path | MirrorError:
            try:
                return work()
            except MirrorError as error:
                return error

        def done(answer: Path | MirrorError) -> None:
            if isinstance(answer, MirrorError):
                self.told.emit(words.sentence(str(answer)))
            else:
                self._tell_saved(answer)

        self._jobs.run(kept, done)

    def _tell_saved(self, path: Path) -> None:
        self.told.emit(
            self.tr("Saved: {name} in {folder}").format(name=path.name, folder=path.parent.name)
        )
        self.saved.emit(path)

    def _tell_nothing(self) -> None:
        self.told.emit(self.tr("There is no picture yet."))

    def _tell_busy(self) -> None:
        self.told.emit(self.tr("The last recording is still being saved."))

    def _camera_gone(self, error: OutputError | None) -> None:
        if error is None:
            return  # it was closed here, and another one may be open by now
        self.call(on=False)
        self.told.emit(words.sentence(str(error)))

    def _look_title(self) -> str:
        outfit = self._outfit
        if outfit is None or outfit.bare:
            return self.tr("No makeup")
        if outfit.base is not None:
            return words.look_title(outfit.base)
        if outfit.transferred is not None:
            return outfit.transferred.title
        return self.tr("My look")

    def _card_products(self, outfit: Outfit) -> tuple[CardProduct, ...]:
        from mirror.ui.keeping.card_products import CardProduct, sold_as

        return tuple(
            sold_as(piece.item)
            if piece.item is not None
            else CardProduct(words.kind(piece.kind), shades_of(piece.product))
            for piece in outfit.pieces
            if piece.shown
        )

    def _card_style(self) -> CardStyle:
        from mirror.ui.keeping.cards import CardStyle, CardWords

        said = CardWords(
            before=self.tr("Before"),
            after=self.tr("After"),
            total=self.tr("Total"),
            total_with_more=self.tr("Total, with {count} more"),
            more=self.tr("and {count} more"),
        )
        return CardStyle(words=said, families=theme.families(), locale=QLocale())
