"""How a photo becomes a look: dropped, opened or pasted, read, shown, kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from mirror.ui.jobs import Jobs
from mirror.ui.photo_intake import Photo, photo_file
from mirror.ui.photo_looks import PhotoLook, PhotoLooks
from mirror.ui.photo_reader import Extraction, PhotoReader, Reading, Sighting

if TYPE_CHECKING:
    from mirror.pipeline.saved_looks import SavedLooks
    from mirror.ui.window import Window

_FILTER = "Pictures (*.jpg *.jpeg *.png *.webp *.avif *.tif *.tiff *.bmp *.gif);;All files (*)"


class PhotoFlow(QObject):
    """Wires the window, what reads photos and what keeps their looks.

    Args:
        window: Where photos come in and looks are shown.
        build_extraction: Makes what reads photos.
        open_saved: Finds the saved looks; None where nothing may be kept.
        parent: Owns it.
    """

    put_on = Signal(object, object)
    """A `PhotoLook`, and its `TransferredLook` to wear."""

    removed = Signal(object)
    """A `PhotoLook` that is gone."""

    changed = Signal()
    """Something about the looks has changed that is shown."""

    def __init__(
        self,
        window: Window,
        build_extraction: Callable[[], Extraction],
        open_saved: Callable[[], SavedLooks] | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._renewed: PhotoLook | None = None
        # One thread: what reads photos serves one at a time, and a look is saved before it is
        # renamed.
        self._jobs = Jobs(self, threads=1, awaited=True)
        self.reader = PhotoReader(build_extraction, self._jobs, self)
        self.looks = PhotoLooks(open_saved, self._jobs, self)

        window.photo_given.connect(self.read)
        window.photo_wanted.connect(self.open_photo)
        window.faces.chosen.connect(self.reader.choose)
        window.faces.given_up.connect(self.reader.cancel)
        self.reader.choice_wanted.connect(self._offer)
        self.reader.done.connect(self._done)
        self.reader.refused.connect(window.notice.tell)
        self.looks.changed.connect(self.changed)
        self.looks.ready.connect(self.put_on)
        self.looks.outdated.connect(self._renew)
        self.looks.removed.connect(self.removed)
        self.looks.told.connect(window.notice.tell)
        panel = window.panel
        panel.looks.save_wanted.connect(self.looks.save)
        panel.worn.save_wanted.connect(self.looks.save)
        panel.looks.renamed.connect(self.looks.rename)
        panel.looks.delete_wanted.connect(self._delete)
        panel.worn.menu_wanted.connect(panel.looks.open_menu)

    def read(self, photo: Photo) -> None:
        """Reads a photo, in place of the one that is being read."""
        self._renewed = None
        self._read(photo)

    def open_photo(self) -> None:
        """Has the person choose the file of a photo."""
        file = self._choose("Open a photo")
        if file is not None:
            self.read(photo_file(file))

    def close(self) -> None:
        """Ends the thread and frees the models; may be repeated."""
        self.reader.cancel()
        self._jobs.close()
        self.reader.close()

    def _read(self, photo: Photo) -> None:
        self._window.faces.close_offer()
        self._window.notice.tell(f"Reading “{photo.title}”…", until_hushed=True)
        self.reader.read(photo)

    def _offer(self, sighting: Sighting) -> None:
        self._window.notice.hush()
        self._window.faces.offer(sighting)

    def _done(self, reading: Reading) -> None:
        self._window.faces.close_offer()
        if reading.warning is None:
            self._window.notice.hush()
        else:
            self._window.notice.tell(reading.warning)
        renewed, self._renewed = self._renewed, None
        if renewed is not None:
            self.looks.renew(renewed.key, reading.look)
        else:
            self.put_on.emit(self.looks.add(reading.look), reading.look)

    def _renew(self, look: PhotoLook) -> None:
        self._window.notice.tell(
            f"“{look.title}” was read by another version of the transfer network; open its photo "
            "again to wear it."
        )
        file = self._choose(f"Open the photo of “{look.title}” again")
        if file is not None:
            self._renewed = look
            self._read(photo_file(file))

    def _delete(self, key: int) -> None:
        look = self.looks[key]
        if look.saved_as is None or self._is_sure(look):
            self.looks.delete(key)

    def _is_sure(self, look: PhotoLook) -> bool:
        question = QMessageBox(self._window)
        question.setText(f"Delete “{look.title}”?")
        question.setInformativeText("Its photo is not kept, so it could not be made again here.")
        delete = question.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton("Keep it", QMessageBox.ButtonRole.RejectRole))
        question.exec()
        return question.clickedButton() is delete

    def _choose(self, caption: str) -> Path | None:
        file, _ = QFileDialog.getOpenFileName(self._window, caption, "", _FILTER)
        return Path(file) if file else None
