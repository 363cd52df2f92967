"""Asks the catalogue, on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mirror.catalogue.query import LARGEST_PAGE, Query
from mirror.catalogue.shelf import ShelfProduct, together
from mirror.errors import CatalogueError
from mirror.ui.jobs import Jobs

if TYPE_CHECKING:
    from mirror.catalogue.item import Item
    from mirror.catalogue.store import Catalogue


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        query: What was asked.
        products: On this page; the shades of one may go on on the next.
        total: How many items there are on all pages.
    """

    query: Query
    products: tuple[ShelfProduct, ...]
    total: int

    @property
    def following(self) -> Query | None:
        """What asks for the next page; None after the last one."""
        offset = self.query.offset + self.query.limit
        return replace(self.query, offset=offset) if offset < self.total else None


class Counter(QObject):
    """The one place in the window that knows the catalogue.

    Args:
        open_catalogue: Opens it; called on a thread of its own, on which it is used and closed.
        parent: Owns it.
    """

    answered = Signal(object)
    """The `Answer` to the latest question; what was asked before is not answered any more."""

    found = Signal(object, object)
    """A `ShelfProduct`, and the one `Item` of it whose code was scanned."""

    unknown = Signal(str)
    """A code that was scanned and is in no catalogue."""

    failed = Signal(str)
    """A sentence on why the catalogue cannot be read."""

    def __init__(
        self, open_catalogue: Callable[[], Catalogue], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open = open_catalogue
        self._catalogue: Catalogue | None = None
        self._jobs = Jobs(self, threads=1, awaited=True)
        self._asked: Query | None = None

    def prepare(self) -> None:
        """Opens the catalogue before it is asked for the first time."""

        def work() -> CatalogueError | None:
            try:
                self._opened()
            except CatalogueError as error:
                return error
            return None

        self._jobs.run(work, self._tell)

    def _tell(self, error: CatalogueError | None) -> None:
        if error is not None:
            self.failed.emit(str(error))

    def ask(self, query: Query) -> None:
        """Asks, in the place of what was asked before."""
        self._asked = query

        def work() -> Answer | CatalogueError | None:
            if self._asked != query:
                return None  # something else is wanted by now
            try:
                page = self._opened().search(query)
            except CatalogueError as error:
                return error
            return Answer(query, together(one.item for one in page.found), page.total)

        def done(answer: Answer | CatalogueError | None) -> None:
            if isinstance(answer, CatalogueError):
                self.failed.emit(str(answer))
            elif answer is not None and self._asked == query:
                self.answered.emit(answer)

        self._jobs.run(work, done)

    def scan(self, code: str) -> None:
        """Looks up a code; `found` or `unknown` answers."""

        def work() -> tuple[ShelfProduct, Item] | CatalogueError | None:
            try:
                catalogue = self._opened()
                item = catalogue.by_barcode(code)
                return None if item is None else (_whole(catalogue, item), item)
            except CatalogueError as error:
                return error

        def done(answer: tuple[ShelfProduct, Item] | CatalogueError | None) -> None:
            if isinstance(answer, CatalogueError):
                self.failed.emit(str(answer))
            elif answer is None:
                self.unknown.emit(code)
            else:
                self.found.emit(*answer)

        self._jobs.run(work, done)

    def close(self) -> None:
        """Closes the catalogue and ends the thread; may be repeated."""
        if not self._jobs.stopping.is_set():
            self._jobs.run(self._shut, lambda _: None)
        self._jobs.close(finish=True)

    def _opened(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = self._open()
        return self._catalogue

    def _shut(self) -> None:
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None


def _whole(catalogue: Catalogue, item: Item) -> ShelfProduct:
    """The product that an item is a shade of, with the others."""
    query = Query(
        text=item.name,
        kinds=(item.kind,),
        brands=(item.brand,) if item.brand else (),
        order="name",
        limit=LARGEST_PAGE,
    )
    same = together(one.item for one in catalogue.search(query).found)
    found = (product for product in same if product.place_of(item.sku) is not None)
    return next(found, ShelfProduct((item,)))
