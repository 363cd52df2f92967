"""How a photo becomes a look: dropped, opened or pasted, read, shown, kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from mirror.ui.jobs import Jobs
from mirror.ui.looks.photo_intake import Photo, photo_file
from mirror.ui.looks.photo_looks import PhotoLook, PhotoLooks
from mirror.ui.looks.photo_reader import Extraction, PhotoReader, Reading, Sighting
from mirror.ui.panel import Page

if TYPE_CHECKING:
    from mirror.pipeline.saved_looks import SavedLooks
    from mirror.ui.window import Window

_PICTURES = "*.jpg *.jpeg *.png *.webp *.avif *.tif *.tiff *.bmp *.gif"


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
        window.stage.faces.chosen.connect(self.reader.choose)
        window.stage.faces.given_up.connect(self.reader.cancel)
        self.reader.choice_wanted.connect(self._offer)
        self.reader.done.connect(self._done)
        self.reader.refused.connect(window.notice.tell)
        self.looks.changed.connect(self.changed)
        self.looks.ready.connect(self.put_on)
        self.looks.outdated.connect(self._renew)
        self.looks.removed.connect(self.removed)
        self.looks.told.connect(window.notice.tell)
        panel, row = window.panel.looks.panel, window.panel.wearing.photo
        panel.save_wanted.connect(self.looks.save)
        row.save_wanted.connect(self.looks.save)
        panel.renamed.connect(self.looks.rename)
        panel.delete_wanted.connect(self._delete)
        row.menu_wanted.connect(panel.open_menu)
        panel.edit_begun.connect(lambda: window.panel.show_page(Page.LOOKS))

    def read(self, photo: Photo) -> None:
        """Reads a photo, in place of the one that is being read."""
        self._renewed = None
        self._read(photo)

    def open_photo(self) -> None:
        """Has the person choose the file of a photo."""
        file = self._choose(self.tr("Open a photo"))
        if file is not None:
            self.read(photo_file(file))

    def close(self) -> None:
        """Ends the thread and frees the models; may be repeated."""
        self.reader.cancel()
        self._jobs.close()
        self.reader.close()

    def _read(self, photo: Photo) -> None:
        self._window.stage.faces.close_offer()
        reading = self.tr("Reading “{title}”…").format(title=photo.title)
        self._window.notice.tell(reading, until_hushed=True)
        self.reader.read(photo)

    def _offer(self, sighting: Sighting) -> None:
        self._window.notice.hush()
        self._window.stage.faces.offer(sighting)

    def _done(self, reading: Reading) -> None:
        self._window.stage.faces.close_offer()
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
        outdated = self.tr(
            "“{title}” was read by another version of the transfer network; open its photo again to "
            "wear it."
        )
        self._window.notice.tell(outdated.format(title=look.title))
        file = self._choose(self.tr("Open the photo of “{title}” again").format(title=look.title))
        if file is not None:
            self._renewed = look
            self._read(photo_file(file))

    def _delete(self, key: int) -> None:
        look = self.looks[key]
        if look.saved_as is None or self._is_sure(look):
            self.looks.delete(key)

    def _is_sure(self, look: PhotoLook) -> bool:
        question = QMessageBox(self._window)
        question.setText(self.tr("Delete “{title}”?").format(title=look.title))
        question.setInformativeText(
            self.tr("Its photo is not kept, so it could not be made again here.")
        )
        role = QMessageBox.ButtonRole
        delete = question.addButton(self.tr("Delete"), role.DestructiveRole)
        question.setDefaultButton(question.addButton(self.tr("Keep it"), role.RejectRole))
        question.exec()
        return question.clickedButton() is delete

    def _choose(self, caption: str) -> Path | None:
        # Apart from the text around them: in it, the translation tools do not see them.
        pictures, files = self.tr("Pictures"), self.tr("All files")
        kinds = f"{pictures} ({_PICTURES});;{files} (*)"
        file, _ = QFileDialog.getOpenFileName(self._window, caption, "", kinds)
        return Path(file) if file else None
