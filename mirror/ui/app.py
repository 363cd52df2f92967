"""The whole machine, wired in one place."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from mirror.errors import SourceError
from mirror.pipeline.engine import Engine
from mirror.pipeline.messages import Controls, FrameProcessor, Rendered
from mirror.ui.bridge import Bridge
from mirror.ui.jobs import Jobs
from mirror.ui.photo_flow import PhotoFlow
from mirror.ui.photo_intake import photo_file
from mirror.ui.photo_looks import PhotoLook
from mirror.ui.photo_reader import Extraction
from mirror.ui.source_choice import SourceEntry
from mirror.ui.thumbnails import ThumbnailStore, make_thumbnails
from mirror.ui.window import Window

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.core.types import Pixels
    from mirror.makeup.look import Look
    from mirror.makeup.transferred import TransferredLook
    from mirror.pipeline.saved_looks import SavedLooks


@dataclass(frozen=True, slots=True)
class FirstWorn:
    """What to wear to begin with.

    Attributes:
        look: Products, or None.
        transferred: The look of a photo, or None.
        saved_as: Its name, if it is one of the saved looks.
        photo: A photo to read and wear, or None.
    """

    look: Look | None = None
    transferred: TransferredLook | None = None
    saved_as: str | None = None
    photo: Path | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is made from.

    Attributes:
        make_source: Makes the source of a `--source`; None chooses one.
        list_sources: The sources to choose from; may take a while.
        build_processor: Makes the mirror's processor, warmed.
        build_still_processor: Makes the processor that paints the thumbnails.
        read_face: The picture with a face on which the thumbnails are painted.
        build_extraction: Makes what reads photos.
        open_saved: Finds the looks of photos that this person has saved; None keeps none.
        looks: The looks to choose from; None is the bare face.
        cache: The folder for what can be made again.
    """

    make_source: Callable[[str | None], Source]
    list_sources: Callable[[], list[SourceEntry]]
    build_processor: Callable[[], FrameProcessor]
    build_still_processor: Callable[[], FrameProcessor]
    read_face: Callable[[], Pixels]
    build_extraction: Callable[[], Extraction]
    open_saved: Callable[[], SavedLooks] | None
    looks: tuple[Look | None, ...]
    cache: Path

    def with_look(self, look: Look) -> Parts:
        """The same with one more look, right after the bare face."""
        bare, *others = self.looks
        return replace(self, looks=(bare, look, *others))


class MirrorApp(QObject):
    """Engine, jobs and window; `start` shows the window, closing it ends the rest.

    Args:
        parts: What it is made from.
        spec: The source to begin with; None chooses one.
        begin_with: What to wear first.
    """

    milestone = Signal(str)
    """What has just been reached on the way to the first picture: window, picture, makeup."""

    ended = Signal()
    """The window is closed, all threads have ended and the camera is free."""

    def __init__(
        self, parts: Parts, *, spec: str | None = None, begin_with: FirstWorn | None = None
    ) -> None:
        super().__init__()
        self._parts = parts
        self._spec = spec
        self._first = begin_with or FirstWorn()
        self._controls = Controls(look=self._first.look)
        self._photo: PhotoLook | None = None
        self._reached: dict[str, int] = {}
        self._at_work = False
        self._first_source_made = False
        self.refused: SourceError | None = None
        """Why the source to begin with does not exist at all; the window was then closed."""

        self.bridge = Bridge(self)
        self.engine = Engine(parts.build_processor, self.bridge.wake)
        self.jobs = Jobs(self)
        self.window = Window(parts.looks)
        self.photos = PhotoFlow(self.window, parts.build_extraction, parts.open_saved, self)

        window, panel, photos = self.window, self.window.panel, self.photos
        self.bridge.news.connect(self._show_news)
        window.viewport.painted.connect(self._painted)
        window.look_chosen.connect(self._wear_products)
        panel.worn.products_off.connect(lambda: self._change(look=None))
        panel.worn.photo_off.connect(self._take_photo_off)
        panel.worn.zones_changed.connect(lambda zones: self._change(zones=zones))
        panel.looks.photo_chosen.connect(self._choose_photo)
        photos.put_on.connect(self._wear_photo)
        photos.removed.connect(self._photo_removed)
        photos.changed.connect(self._show_photos)
        window.strength_changed.connect(lambda strength: self._change(strength=strength))
        window.compare_held.connect(lambda held: self._change(compare=held))
        window.closed.connect(self.close)
        panel.source.chosen.connect(self._use)
        panel.source.file_wanted.connect(self._choose_file)
        panel.source.about_to_open.connect(self._list_sources)
        if self._first.transferred is not None:
            taken = self._first.transferred
            self._wear_photo(photos.looks.add(taken, self._first.saved_as), taken)
        self._show_photos()

    def start(self) -> None:
        """Starts the engine and shows the window; once."""
        self.window.show()
        self.window.panel.looks.take_focus()
        self._reach("window")
        self.engine.publish(self._controls)
        self.engine.use(self._make_first_source)
        self.engine.start()
        self._list_sources()
        if self._first.photo is not None:
            self.photos.read(photo_file(self._first.photo))

    def close(self) -> None:
        """Ends all threads and frees the camera; may be repeated."""
        self.jobs.stopping.set()
        self.engine.close()
        self.jobs.close()
        self.photos.close()
        self.ended.emit()

    @property
    def controls(self) -> Controls:
        """What the person has chosen."""
        return self._controls

    @property
    def reached_ns(self) -> Mapping[str, int]:
        """When each milestone was reached, as `time.perf_counter_ns()`."""
        return dict(self._reached)

    def _change(self, **changes: object) -> None:
        revision = self._controls.revision + 1
        self._controls = replace(self._controls, revision=revision, **changes)  # type: ignore[arg-type]
        self.engine.publish(self._controls)
        if not {"look", "transferred"}.isdisjoint(changes):
            self._show_worn()

    def _wear_products(self, look: Look | None) -> None:
        """Puts products on top of a photo's look; the bare face wears neither."""
        if look is None:
            self._photo = None
            self._change(look=None, transferred=None)
        else:
            self._change(look=look)

    def _wear_photo(self, photo: PhotoLook, code: TransferredLook) -> None:
        """Puts a photo's look on the bare face, so that all of it is seen."""
        self._photo = photo
        self._change(look=None, transferred=code)

    def _take_photo_off(self) -> None:
        self._photo = None
        self._change(transferred=None)

    def _choose_photo(self, key: int) -> None:
        self._show_worn()  # it is not worn before it is there
        self.photos.looks.fetch(key)

    def _photo_removed(self, photo: PhotoLook) -> None:
        if self._photo is not None and self._photo.key == photo.key:
            self._take_photo_off()

    def _show_photos(self) -> None:
        looks = self.photos.looks
        self.window.panel.looks.set_photos(looks.looks, can_save=looks.can_save)
        if self._photo is not None:
            worn = self._photo
            self._photo = next((at for at in looks.looks if at.key == worn.key), worn)
        self._show_worn()

    def _show_worn(self) -> None:
        can_save = self.photos.looks.can_save
        self.window.show_worn(self._controls.look, self._photo, can_save=can_save)

    def _show_news(self) -> None:
        rendered = self.engine.take()
        status = self.engine.status
        if rendered is not None:
            self.window.show_picture(rendered)
            self.window.show_notice(rendered.notice)
        elif status.notice:
            self.window.show_notice(status.notice)
        if status.feed is not None:
            self.window.panel.source.set_shown(status.feed.name)

    def _painted(self, rendered: Rendered) -> None:
        self._reach("picture")
        if rendered.stages_ms:
            self._reach("makeup")
        if not self._at_work and (rendered.stages_ms or self.engine.status.worker.error):
            self._at_work = True
            self._begin_the_rest()

    def _begin_the_rest(self) -> None:
        """Begins what would keep the first picture waiting."""
        self.photos.looks.start()
        self.jobs.run(self._make_thumbnails, lambda _: None)
        self.jobs.run(lambda: self.photos.reader.prepare(self._parts.read_face), lambda _: None)

    def _reach(self, milestone: str) -> None:
        if milestone not in self._reached:
            self._reached[milestone] = time.perf_counter_ns()
            self.milestone.emit(milestone)

    def _make_thumbnails(self) -> None:
        def deliver(look: Look | None, pixels: Pixels) -> None:
            self.jobs.post(lambda: self.window.panel.looks.set_thumbnail(look, pixels))

        make_thumbnails(
            self._parts.looks,
            ThumbnailStore(self._parts.cache / "thumbnails"),
            self._parts.read_face,
            self._parts.build_still_processor,
            deliver,
            self.jobs.stopping,
        )

    def _list_sources(self) -> None:
        self.jobs.run(self._parts.list_sources, self.window.panel.source.set_entries)

    def _use(self, spec: str | None) -> None:
        self.engine.use(lambda: self._parts.make_source(spec))

    def _make_first_source(self) -> Source:
        """On the capture thread: importing what reads sources would keep the window waiting."""
        try:
            source = self._parts.make_source(self._spec)
        except SourceError as error:
            if self._spec is not None and not self._first_source_made:
                refused = error
                self.jobs.post(lambda: self._refuse(refused))
            raise
        self._first_source_made = True
        return source

    def _refuse(self, error: SourceError) -> None:
        self.refused = error
        self.window.close()

    def _choose_file(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self.window, "Open a video or picture")
        if file:
            self.window.panel.source.add_file(SourceEntry(file, Path(file).name, Path(file).name))
            self._use(file)
