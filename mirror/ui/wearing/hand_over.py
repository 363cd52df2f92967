"""What is worn as something to hand over: a look in one file, or a face chart on paper.

What writes them is loaded when it is first asked for: it would keep the window waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mirror.errors import MirrorError
from mirror.ui import words
from mirror.ui.jobs import Jobs

if TYPE_CHECKING:
    from mirror.dressing.outfit import Outfit
    from mirror.pipeline.messages import Rendered

_THUMBNAIL_FACE_PX = 300


class HandOver(QObject):
    """Asks where to, and writes it.

    Args:
        window: Over which is asked.
        jobs: What takes long runs there.
        parent: Owns it.
    """

    told = Signal(str)
    """A sentence for the person."""

    def __init__(self, window: QWidget, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._jobs = jobs

    def give_look(self, outfit: Outfit) -> None:
        """Writes the products that are worn, with their pictures, into one file."""
        from mirror.pipeline.look_archive import SUFFIX
        from mirror.pipeline.shared_look import SharedLook, write_shared_look

        look = outfit.look()
        if look is None:
            self.told.emit(self.tr("You wear no products."))
            return
        path = self._ask(self.tr("Give this look away"), SUFFIX, self.tr("Looks"))
        if path is None:
            return
        look = msgspec.structs.replace(look, title=path.stem[:120])
        names = tuple(
            piece.title or words.kind(piece.kind) for piece in outfit.pieces if piece.shown
        )

        def work() -> None:
            from mirror.ui.chart.painted_face import on_white, painted_face

            thumbnail = on_white(painted_face(look, None, _THUMBNAIL_FACE_PX))
            write_shared_look(path, SharedLook(look, names, thumbnail))

        self._do(work, path)

    def print_chart(self, outfit: Outfit, rendered: Rendered | None, *, mirrored: bool) -> None:
        """Writes a face chart of what is worn, with before and after where there is a face.

        Args:
            outfit: What is worn.
            rendered: What is seen.
            mirrored: Whether it is seen as in a mirror.
        """
        path = self._ask(self.tr("Face chart"), ".pdf", "PDF")
        if path is None:
            return
        from mirror.artist.client import worn_as
        from mirror.saving.snapshot import as_seen
        from mirror.ui.chart.face_chart import FaceChart, write_face_chart
        from mirror.ui.looks.thumbnail_flow import around_face

        before = after = None
        if rendered is not None and rendered.faces:
            face = rendered.faces[0]
            before, after = (
                as_seen(around_face(pixels, face), mirrored=mirrored)
                for pixels in (rendered.frame.pixels, rendered.pixels)
            )
        title = words.look_title(outfit.base) if outfit.base is not None else self.tr("My look")
        today = datetime.now().astimezone().date()
        chart = FaceChart(worn_as(outfit), title, today, before=before, after=after)
        try:
            write_face_chart(path, chart)
        except MirrorError as error:
            self.told.emit(words.sentence(str(error)))
        else:
            self._tell_written(path)

    def _ask(self, caption: str, suffix: str, kinds: str) -> Path | None:
        file, _ = QFileDialog.getSaveFileName(
            self._window, caption, f"{caption}{suffix}", f"{kinds} (*{suffix})"
        )
        if not file:
            return None
        path = Path(file)
        return path if path.suffix == suffix else path.with_name(path.name + suffix)

    def _do(self, work: Callable[[], None], path: Path) -> None:
        def tried() -> MirrorError | None:
            try:
                work()
            except MirrorError as error:
                return error
            return None

        def done(error: MirrorError | None) -> None:
            if error is None:
                self._tell_written(path)
            else:
                self.told.emit(words.sentence(str(error)))

        self._jobs.run(tried, done)

    def _tell_written(self, path: Path) -> None:
        said = self.tr("Saved: {name} in {folder}")
        self.told.emit(said.format(name=path.name, folder=path.parent.name))
