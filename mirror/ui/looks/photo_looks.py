"""The looks from photos: those of this session, and those that are saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from mirror.errors import MirrorError
from mirror.ui.jobs import Jobs

if TYPE_CHECKING:
    from mirror.core.types import Pixels
    from mirror.makeup.transferred import TransferredLook
    from mirror.pipeline.saved_looks import SavedLooks

T = TypeVar("T")

LONGEST_TITLE = 60
_MOST_UNSAVED, _MOST_CODES = 12, 16  # a code takes about 3 MB


@dataclass(frozen=True, slots=True, eq=False)
class PhotoLook:
    """What is shown of a photo's look.

    Attributes:
        key: Its number in this session.
        title: What the person reads.
        thumbnail: HxWx3 uint8 BGR.
        saved_as: Its name among the saved looks; None while it is not saved.
        outdated: Another transfer network has read it, so that it cannot be worn.
    """

    key: int
    title: str
    thumbnail: Pixels
    saved_as: str | None = None
    outdated: bool = False


class PhotoLooks(QObject):
    """Keeps the looks from photos; nothing is on disk before it is saved.

    Of those that are not saved the latest twelve are kept.

    Args:
        open_saved: Finds the saved looks, on a thread of its own; None where nothing may be kept.
        jobs: With one thread, so that what is done to a look is done in order.
        parent: Owns it.
    """

    changed = Signal()
    """Another look is there, or one has changed, or is gone."""

    ready = Signal(object, object)
    """A `PhotoLook` that was asked for, and its `TransferredLook`."""

    outdated = Signal(object)
    """A `PhotoLook` that was asked for and can only be worn when its photo is read again."""

    removed = Signal(object)
    """A `PhotoLook` that is gone."""

    told = Signal(str)
    """A sentence for the person."""

    def __init__(
        self,
        open_saved: Callable[[], SavedLooks] | None,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_saved = open_saved
        self._jobs = jobs
        self._saved: SavedLooks | None = None
        self._looks: dict[int, PhotoLook] = {}
        self._codes: dict[int, TransferredLook] = {}
        self._saving: set[int] = set()
        self._next_key = 0

    @property
    def can_save(self) -> bool:
        """Whether anything may be kept."""
        return self._open_saved is not None

    @property
    def looks(self) -> tuple[PhotoLook, ...]:
        """The latest first."""
        return tuple(reversed(self._looks.values()))

    def __getitem__(self, key: int) -> PhotoLook:
        return self._looks[key]

    def start(self) -> None:
        """Lists what is saved."""
        if self._open_saved is None:
            return

        def work() -> list[PhotoLook]:
            saved = self._storage()
            return [
                PhotoLook(0, label.title, label.thumbnail, label.name, saved.is_outdated(label))
                for label in saved.labels()
            ]

        def done(found: list[PhotoLook]) -> None:
            session, self._looks = self._looks, {}
            known = {look.saved_as for look in session.values()}
            for look in reversed(found):
                if look.saved_as not in known:
                    self._put(replace(look, key=self._new_key()))
            self._looks |= session
            self.changed.emit()

        self._do(work, done)

    def add(self, code: TransferredLook, saved_as: str | None = None) -> PhotoLook:
        """Takes in a look.

        Args:
            code: As it has just been read, or loaded.
            saved_as: Its name, if it is one of the saved looks.
        """
        taken = {look.title for look in self._looks.values()}
        title, number = code.title, 1
        while title in taken:
            number += 1
            title = f"{code.title} {number}"
        look = PhotoLook(self._new_key(), title, code.thumbnail, saved_as)
        self._put(look)
        self._remember(look.key, code)
        self._forget_the_oldest()
        self.changed.emit()
        return look

    def renew(self, key: int, code: TransferredLook) -> None:
        """Gives an outdated look what has just been read off its photo; it is then `ready`."""
        look = self._looks[key]
        name = look.saved_as
        if name is None:
            raise ValueError("only a saved look is outdated")

        def done(_: object) -> None:
            self._remember(key, code)
            self._put(replace(look, thumbnail=code.thumbnail, outdated=False))
            self.changed.emit()
            self.ready.emit(self._looks[key], code)

        self._do(lambda: self._storage().replace(name, code), done)

    def fetch(self, key: int) -> None:
        """Has a look handed over to be worn: `ready` or `outdated` follows."""
        look = self._looks[key]
        if look.outdated:
            self.outdated.emit(look)
        elif key in self._codes:
            self.ready.emit(look, self._codes[key])
        elif look.saved_as is not None:
            name = look.saved_as

            def done(code: TransferredLook) -> None:
                if key in self._looks:
                    self._remember(key, code)
                    self.ready.emit(self._looks[key], code)

            self._do(lambda: self._storage().load(name), done)

    def save(self, key: int) -> None:
        """Saves a look."""
        look = self._looks[key]
        if look.saved_as is not None or key in self._saving or not self.can_save:
            return
        self._saving.add(key)
        code = replace(self._codes[key], title=look.title)

        def done(name: str) -> None:
            if key in self._looks:
                self._put(replace(self._looks[key], saved_as=name))
                self.changed.emit()
                saved = self.tr("“{title}” is saved, and will be here next time.")
                self.told.emit(saved.format(title=look.title))

        self._do(lambda: self._storage().save(code).name, done, lambda: self._saving.discard(key))

    def rename(self, key: int, title: str) -> None:
        """Gives a look another title; an empty one changes nothing."""
        look = self._looks[key]
        title = "".join(letter for letter in title if letter.isprintable()).strip()[:LONGEST_TITLE]
        if not title or title == look.title:
            return
        name = look.saved_as
        if name is None:
            self._put(replace(look, title=title))
            self.changed.emit()
            return

        def done(renamed: str) -> None:
            if key in self._looks:
                self._put(replace(self._looks[key], title=title, saved_as=renamed))
                self.changed.emit()

        self._do(lambda: self._storage().rename(name, title).name, done)

    def delete(self, key: int) -> None:
        """Forgets a look, and deletes it where it is saved."""
        name = self._looks[key].saved_as

        def done(_: object) -> None:
            look = self._looks.pop(key, None)
            self._codes.pop(key, None)
            if look is not None:
                self.changed.emit()
                self.removed.emit(look)

        if name is None:
            done(None)
        else:
            self._do(lambda: self._storage().delete(name), done)

    def _storage(self) -> SavedLooks:
        """On the job's thread."""
        if self._saved is None:
            if self._open_saved is None:
                raise ValueError("nothing may be kept here")
            self._saved = self._open_saved()
        return self._saved

    def _do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        finally_do: Callable[[], None] = lambda: None,
    ) -> None:
        """Works on the job's thread; the rest is done on the main thread."""

        def guarded() -> Callable[[], None]:
            try:
                result = work()
            except MirrorError as error:
                sentence = str(error)
                return lambda: self.told.emit(sentence)
            return lambda: done(result)

        def tell(outcome: Callable[[], None]) -> None:
            finally_do()
            outcome()

        self._jobs.run(guarded, tell)

    def _remember(self, key: int, code: TransferredLook) -> None:
        """Keeps a code at hand; of the saved ones, which can be loaded again, the latest only."""
        self._codes[key] = code
        for old in list(self._codes):
            if len(self._codes) > _MOST_CODES and self._looks[old].saved_as is not None:
                del self._codes[old]

    def _forget_the_oldest(self) -> None:
        """Lets go of looks that nobody has saved, so that a mirror may run for months."""
        unsaved = [look for look in self._looks.values() if look.saved_as is None]
        for look in unsaved[:-_MOST_UNSAVED]:
            self.delete(look.key)

    def _put(self, look: PhotoLook) -> None:
        self._looks[look.key] = look

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1
