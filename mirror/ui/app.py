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
from mirror.ui.source_choice import SourceEntry
from mirror.ui.thumbnails import ThumbnailStore, make_thumbnails
from mirror.ui.window import Window

if TYPE_CHECKING:
    from mirror.capture.source import Source
    from mirror.core.types import Pixels
    from mirror.makeup.look import Look


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is made from.

    Attributes:
        make_source: Makes the source of a `--source`; None chooses one.
        list_sources: The sources to choose from; may take a while.
        build_processor: Makes the mirror's processor, warmed.
        build_still_processor: Makes the processor that paints the thumbnails.
        read_face: The picture with a face on which the thumbnails are painted.
        looks: The looks to choose from; None is the bare face.
        cache: The folder for what can be made again.
    """

    make_source: Callable[[str | None], Source]
    list_sources: Callable[[], list[SourceEntry]]
    build_processor: Callable[[], FrameProcessor]
    build_still_processor: Callable[[], FrameProcessor]
    read_face: Callable[[], Pixels]
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
        look: What to wear to begin with.
    """

    milestone = Signal(str)
    """What has just been reached on the way to the first picture: window, picture, makeup."""

    ended = Signal()
    """The window is closed, all threads have ended and the camera is free."""

    def __init__(self, parts: Parts, *, spec: str | None = None, look: Look | None = None) -> None:
        super().__init__()
        self._parts = parts
        self._spec = spec
        self._controls = Controls(look=look)
        self._reached: dict[str, int] = {}
        self._thumbnails_asked = False
        self._first_source_made = False
        self.refused: SourceError | None = None
        """Why the source to begin with does not exist at all; the window was then closed."""

        self.bridge = Bridge(self)
        self.engine = Engine(parts.build_processor, self.bridge.wake)
        self.jobs = Jobs(self)
        self.window = Window(parts.looks)

        window, panel = self.window, self.window.panel
        self.bridge.news.connect(self._show_news)
        window.viewport.painted.connect(self._painted)
        window.look_chosen.connect(lambda look: self._change(look=look))
        window.strength_changed.connect(lambda strength: self._change(strength=strength))
        window.compare_held.connect(lambda held: self._change(compare=held))
        window.closed.connect(self.close)
        panel.source.chosen.connect(self._use)
        panel.source.file_wanted.connect(self._choose_file)
        panel.source.about_to_open.connect(self._list_sources)
        panel.looks.wear(look)

    def start(self) -> None:
        """Starts the engine and shows the window; once."""
        self.window.show()
        self.window.panel.looks.take_focus()
        self._reach("window")
        self.engine.publish(self._controls)
        self.engine.use(self._make_first_source)
        self.engine.start()
        self._list_sources()

    def close(self) -> None:
        """Ends all threads and frees the camera; may be repeated."""
        self.jobs.stopping.set()
        self.engine.close()
        self.jobs.close()
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
        if not self._thumbnails_asked and (rendered.stages_ms or self.engine.status.worker.error):
            # Only now: before that, they would keep the first picture waiting.
            self._thumbnails_asked = True
            self.jobs.run(self._make_thumbnails, lambda _: None)

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
