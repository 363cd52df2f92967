"""The shop's catalogue, which the staff may have read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mirror.ui import words
from mirror.ui.products.counter import Counter

if TYPE_CHECKING:
    from mirror.catalogue.store import Catalogue
    from mirror.ui.products.products_page import ProductsPage
    from mirror.ui.stage.overlays import Notice


class ShopCounter(QObject):
    """Serves the page of products from the catalogue.

    Args:
        open_catalogue: Opens it; None has no counter.
        page: Where products are chosen.
        notice: Where visitors are told what went wrong.
        parent: Owns it.
    """

    found = Signal(object, object)
    """A `ShelfProduct`, and the one `Item` of it whose code was scanned."""

    def __init__(
        self,
        open_catalogue: Callable[[], Catalogue] | None,
        page: ProductsPage,
        notice: Notice,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._open, self._page, self._notice = open_catalogue, page, notice
        self._counter: Counter | None = None

    def open(self) -> None:
        """Opens the catalogue, or opens it anew."""
        self.close()
        if self._open is None:
            return
        self._counter = counter = Counter(self._open, self)
        self._page.asked.connect(counter.ask)
        counter.answered.connect(self._page.show_answer)
        counter.failed.connect(lambda said: self._notice.tell(words.sentence(said)))
        counter.found.connect(self.found)
        counter.unknown.connect(self._tell_unknown)
        counter.prepare()

    def scan(self, code: str) -> None:
        """Looks up a code."""
        if self._counter is not None:
            self._counter.scan(code)

    def close(self) -> None:
        """Closes the catalogue and ends its thread; may be repeated."""
        counter, self._counter = self._counter, None
        if counter is not None:
            counter.close()
            counter.deleteLater()

    def _tell_unknown(self, code: str) -> None:
        sentence = self.tr("The code {code} is in no catalogue of this mirror.")
        self._notice.tell(sentence.format(code=code))
