"""The whole machine, wired in one place."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from mirror.dressing.history import History
from mirror.dressing.outfit import Outfit
from mirror.errors import SourceError
from mirror.pipeline.engine import Engine
from mirror.pipeline.guidance import Guide
from mirror.pipeline.messages import Controls, FrameProcessor, Rendered
from mirror.ui import words
from mirror.ui.application import heed
from mirror.ui.bridge import Bridge
from mirror.ui.dresser import Dresser
from mirror.ui.jobs import Jobs
from mirror.ui.keeping.keep_flow import KeepFlow
from mirror.ui.looks.photo_flow import PhotoFlow
from mirror.ui.looks.photo_intake import photo_file
from mirror.ui.looks.photo_reader import Extraction
from mirror.ui.looks.thumbnail_flow import ThumbnailFlow
from mirror.ui.looks.thumbnails import ThumbnailStore
from mirror.ui.preference_store import PreferenceStore
from mirror.ui.preferences import Preferences
from mirror.ui.products.counter import Counter
from mirror.ui.products.scans import Scans
from mirror.ui.source_choice import SourceEntry
from mirror.ui.stage.four_up import FourUp
from mirror.ui.wearing.hand_over import HandOver
from mirror.ui.window import Window

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.catalogue.store import Catalogue
    from mirror.core.types import Face, Pixels
    from mirror.makeup.look import Look
    from mirror.makeup.transferred import TransferredLook
    from mirror.pipeline.saved_looks import SavedLooks

_MOST_RECENT = 12


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
        album: The folder of pictures that the person keeps.
        traces: The folder in which it is noted what is being written.
        open_catalogue: Opens the shop's catalogue; None has no counter.
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
    album: Path
    traces: Path
    open_catalogue: Callable[[], Catalogue] | None = None

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
        store: Keeps what the person has set; None keeps nothing.
    """

    milestone = Signal(str)
    """What has just been reached on the way to the first picture: window, picture, makeup."""

    ended = Signal()
    """The window is closed, all threads have ended and the camera is free."""

    def __init__(
        self,
        parts: Parts,
        *,
        spec: str | None = None,
        begin_with: FirstWorn | None = None,
        store: PreferenceStore | None = None,
    ) -> None:
        super().__init__()
        self._store = store or PreferenceStore(None, self)
        self.preferences = self._store.loaded
        self._parts = parts
        self._spec = spec
        self._first = begin_with or FirstWorn()
        self._controls = Controls()
        self._guide = Guide()
        self._reached: dict[str, int] = {}
        self._at_work = False
        self._first_source_made = False
        self.refused: SourceError | None = None
        """Why the source to begin with does not exist at all; the window was then closed."""

        self.bridge = Bridge(self)
        self.engine = Engine(parts.build_processor, self.bridge.wake)
        self.jobs = Jobs(self)
        counter = parts.open_catalogue is not None
        self.window = Window(parts.looks, self.preferences, counter=counter)
        self.window.stage.viewport.set_mirrored(mirrored=self.preferences.mirrored)
        self.photos = PhotoFlow(self.window, parts.build_extraction, parts.open_saved, self)
        self.counter = None if parts.open_catalogue is None else Counter(parts.open_catalogue, self)
        self.scans: Scans | None = None
        self.keeping = KeepFlow(parts.album, parts.traces, self)
        self.thumbnails = ThumbnailFlow(
            self.window.panel.looks.panel,
            parts.looks,
            ThumbnailStore(parts.cache / "thumbnails"),
            parts.read_face,
            parts.build_still_processor,
            self.jobs,
        )
        self.hand_over = HandOver(self.window, self.jobs, self)
        self.four = FourUp(self.window.stage, parts.looks, self)
        self.dresser = Dresser(History(Outfit().with_look(self._first.look)), self)
        self._connect()
        worn, taken = self.dresser.history.worn, self._first.transferred
        if taken is not None:
            worn = replace(worn, transferred=taken)
            self.dresser.know(self.photos.looks.add(taken, self._first.saved_as), taken)
        self.dresser.begin(worn)

    def start(self) -> None:
        """Starts the engine and shows the window; once."""
        self.window.show()
        self.window.panel.looks.panel.take_focus()
        self._reach("window")
        if self._store.notice is not None:
            self.window.notice.tell(words.sentence(self._store.notice))
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
        self._store.close()
        self.keeping.close()
        if self.scans is not None:
            self.scans.close()
        if self.counter is not None:
            self.counter.close()
        self.ended.emit()

    @property
    def controls(self) -> Controls:
        """What the person has chosen."""
        return self._controls

    @property
    def reached_ns(self) -> Mapping[str, int]:
        """When each milestone was reached, as `time.perf_counter_ns()`."""
        return dict(self._reached)

    def _connect(self) -> None:
        window, panel, photos, dresser = self.window, self.window.panel, self.photos, self.dresser
        self.bridge.news.connect(self._show_news)
        window.stage.viewport.painted.connect(self._painted)
        window.stage.freeze_wanted.connect(self._freeze)
        window.stage.viewport.face_touched.connect(self._dress_alone)
        self.four.beside_changed.connect(lambda looks: self._change(beside=looks))
        self.four.look_chosen.connect(dresser.wear_look)
        window.closed.connect(self.close)
        dresser.changed.connect(self._wear)
        dresser.serve(panel)
        panel.looks.panel.photo_chosen.connect(self._choose_photo)
        panel.looks.panel.favourite_wanted.connect(self._keep_favourite)
        panel.looks.panel.chosen.connect(self._keep_recent)
        photos.put_on.connect(dresser.wear_photo)
        photos.removed.connect(dresser.photo_removed)
        photos.changed.connect(self._show_photos)
        panel.settings.source.chosen.connect(self._use)
        panel.settings.source.file_wanted.connect(self._choose_file)
        panel.settings.source.about_to_open.connect(self._list_sources)
        panel.settings.changed.connect(self._prefer)
        self._store.told.connect(lambda said: window.notice.tell(words.sentence(said)))
        if self.counter is not None:
            panel.products.asked.connect(self.counter.ask)
            self.counter.answered.connect(panel.products.show_answer)
            self.counter.failed.connect(window.notice.tell)
            self.counter.found.connect(dresser.wear_scanned)
            self.counter.unknown.connect(self._tell_unknown)
            self.scans = Scans(self)
            self.scans.found.connect(self.counter.scan)
            self.scans.pressed.connect(window.press)
        self.keeping.serve(window.stage)
        self._connect_handing_over()
        panel.looks.set_kept(self.preferences.favourites, self.preferences.recent)
        self._show_photos()

    def _connect_handing_over(self) -> None:
        wearing, hand_over = self.window.panel.wearing, self.hand_over
        wearing.look_wanted.connect(lambda: hand_over.give_look(self.dresser.history.worn))
        wearing.chart_wanted.connect(self._print_chart)
        hand_over.told.connect(self.window.notice.tell)

    def _print_chart(self) -> None:
        rendered = self.window.stage.viewport.rendered
        worn, mirrored = self.dresser.history.worn, self.preferences.mirrored
        self.hand_over.print_chart(worn, rendered, mirrored=mirrored)

    def _change(self, **changes: object) -> None:
        revision = self._controls.revision + 1
        self._controls = replace(self._controls, revision=revision, **changes)  # type: ignore[arg-type]
        self.engine.publish(self._controls)

    def _wear(self, outfit: Outfit) -> None:
        self._change(
            look=outfit.look(),
            transferred=outfit.transferred,
            zones=outfit.zones,
            strength=outfit.strength,
        )
        self.keeping.show_outfit(outfit)
        self.four.show_outfit(outfit)
        self._show_worn()

    def _freeze(self, frozen: bool) -> None:  # noqa: FBT001 - a slot
        shown = self.window.stage.viewport.rendered
        self._change(frozen=shown.frame if frozen and shown is not None else None)

    def _dress_alone(self, face: Face | None) -> None:
        """Dresses the one of several faces that was tapped; tapped again, or beside it, all."""
        several = len(self.window.stage.viewport.faces) > 1
        alone = None if face is None or not several else face.track_id
        if alone != self._controls.alone or alone is not None:
            self._change(alone=None if alone == self._controls.alone else alone)

    def _choose_photo(self, key: int) -> None:
        self._show_worn()  # it is not worn before it is there
        self.photos.looks.fetch(key)

    def _show_photos(self) -> None:
        looks = self.photos.looks
        self.window.panel.looks.panel.set_photos(looks.looks, can_save=looks.can_save)
        self.dresser.photos_changed(looks.looks)
        self._show_worn()

    def _show_worn(self) -> None:
        dresser, can_save = self.dresser, self.photos.looks.can_save
        self.window.room.show_worn(dresser.history, dresser.photo, can_save=can_save)

    def _tell_unknown(self, code: str) -> None:
        sentence = self.tr("The code {code} is in no catalogue of this mirror.")
        self.window.notice.tell(sentence.format(code=code))

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self._store.keep(preferences)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            heed(app, preferences)
        self.window.stage.viewport.set_mirrored(mirrored=preferences.mirrored)
        self.window.panel.looks.set_kept(preferences.favourites, preferences.recent)

    def _keep_favourite(self, look: Look, favourite: bool) -> None:  # noqa: FBT001 - a slot
        others = tuple(name for name in self.preferences.favourites if name != look.name)
        kept = (look.name, *others) if favourite else others
        self._prefer(self.preferences.with_(favourites=kept))

    def _keep_recent(self, look: Look | None) -> None:
        if look is not None:
            others = (name for name in self.preferences.recent if name != look.name)
            self._prefer(self.preferences.with_(recent=(look.name, *others)[:_MOST_RECENT]))

    def _show_news(self) -> None:
        rendered = self.engine.take()
        status = self.engine.status
        if rendered is not None:
            self.window.show_picture(rendered)
            self.keeping.show_picture(rendered, mirrored=self.preferences.mirrored)
            if self.scans is not None:
                self.scans.offer(rendered.frame)
            self.window.show_notice(rendered.notice or self._guidance(rendered))
        elif status.notice:
            self.window.show_notice(status.notice)
        if status.feed is not None:
            self.window.panel.settings.source.set_shown(status.feed.name)

    def _guidance(self, rendered: Rendered) -> str | None:
        """What would help the person to be seen better; None while no face is looked for."""
        if not rendered.stages_ms:
            return None
        hint = self._guide.observe(rendered)
        self.thumbnails.observe(rendered, well=hint is None)
        return None if hint is None else words.hint(hint)

    def _painted(self, rendered: Rendered) -> None:
        self._reach("picture")
        if rendered.stages_ms:
            self._reach("makeup")
        if not self._at_work and (rendered.stages_ms or self.engine.status.worker.error):
            self._at_work = True
            self._begin_the_rest()

    def _begin_the_rest(self) -> None:
        """Begins what would keep the first picture waiting."""
        if self.jobs.stopping.is_set():
            return  # whoever waited for the makeup has closed the window at once
        self.photos.looks.start()
        self.keeping.start()
        if self.counter is not None and self.scans is not None:
            self.counter.prepare()
            self.scans.start()
        self.thumbnails.start()
        self.jobs.run(lambda: self.photos.reader.prepare(self._parts.read_face), lambda _: None)

    def _reach(self, milestone: str) -> None:
        if milestone not in self._reached:
            self._reached[milestone] = time.perf_counter_ns()
            self.milestone.emit(milestone)

    def _list_sources(self) -> None:
        self.jobs.run(self._parts.list_sources, self.window.panel.settings.source.set_entries)

    def _use(self, spec: str | None) -> None:
        self._guide.forget()
        self.thumbnails.forget()
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
        file, _ = QFileDialog.getOpenFileName(self.window, self.tr("Open a video or picture"))
        if file:
            entry = SourceEntry(file, Path(file).name, Path(file).name)
            self.window.panel.settings.source.add_file(entry)
            self._use(file)
