"""The counter: choose a product, and go through its shades."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from mirror.catalogue.query import LARGEST_PAGE, Query
from mirror.catalogue.shelf import ShelfProduct, shade_title
from mirror.ui import theme
from mirror.ui.line import Line
from mirror.ui.price import item_price
from mirror.ui.products.product_list import ProductList
from mirror.ui.products.shade_carousel import ShadeCarousel
from mirror.ui.search_row import SearchRow
from mirror.ui.translated import TranslatedFrame

if TYPE_CHECKING:
    from mirror.catalogue.item import Item
    from mirror.ui.products.counter import Answer

CATEGORIES = {
    "lips": ("lipstick", "lip-liner"),
    "eyes": ("eyeshadow", "eyeliner", "mascara", "false-lashes", "contact-lenses"),
    "brows": ("brows",),
    "face": ("foundation", "concealer", "powder"),
    "cheeks": ("blush", "bronzer", "contour", "highlighter"),
    "more": ("freckles", "teeth-whitening", "skin-smoothing"),
}
"""The kinds that lie together on the counter."""

_PAUSE_MS = 150  # in typing, before it is searched


class ProductsPage(TranslatedFrame):
    """Categories, a list of products, and the shades of the one that is worn."""

    asked = Signal(object)
    """The `Query` for the products to show."""

    item_chosen = Signal(object)
    """The `Item` to wear."""

    released = Signal()
    """The finger was lifted from the shades: a gesture has ended."""

    def __init__(self) -> None:
        super().__init__()
        self._product: ShelfProduct | None = None
        self._following: Query | None = None
        self._asked_before = False
        self.search = SearchRow()
        self.list = ProductList()
        self.shades = ShadeCarousel()
        self._empty = QLabel()
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._shade = Line("sectionTitle")
        self._price = QLabel()
        self._tray = self._make_tray()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().space_s)
        layout.addWidget(self.search)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._tray)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.search.field.textChanged.connect(lambda _: self._pause.start())
        self.search.chips.chosen.connect(lambda _: self._ask())
        self.list.chosen.connect(self._choose_product)
        self.list.end_reached.connect(self._ask_for_more)
        self.shades.valueChanged.connect(self._choose_shade)
        self.shades.released.connect(self.released)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.search.set_placeholder(self.tr("Search products"))
        self.list.setAccessibleName(self.tr("Products"))
        self.shades.setAccessibleName(self.tr("Shades"))
        self._empty.setText(self.tr("Nothing on the counter is called that."))
        names = {
            "lips": self.tr("Lips"),
            "eyes": self.tr("Eyes"),
            "brows": self.tr("Brows"),
            "face": self.tr("Face"),
            "cheeks": self.tr("Cheeks"),
            "more": self.tr("More"),
        }
        titles = [button.text() for button in self.search.chips.buttons.values()]
        if titles != list(names.values()):
            self.search.chips.set_chips(list(names.items()))
        if self._product is not None:
            self._show_shade(self._product.items[self.shades.value()])

    def open(self) -> None:
        """Asks for the first products, when the page is first seen."""
        if not self._asked_before:
            self._ask()

    def show_answer(self, answer: Answer) -> None:
        """Shows what was found, or adds the next page to it."""
        if answer.query.offset == 0:
            self.list.products.set_products(answer.products)
            self.list.scrollToTop()
        else:
            self.list.products.append(answer.products)
        self._following = answer.following
        self._stack.setCurrentIndex(0 if answer.total else 1)
        self.list.mark(self._product)

    def show_product(self, product: ShelfProduct | None, item: Item | None = None) -> None:
        """Shows which product is worn, in which shade; None if none is."""
        self._product = product
        self.list.mark(product)
        self._tray.setVisible(product is not None)
        if product is not None:
            at = 0 if item is None else product.place_of(item.sku) or 0
            shades = [(one.shade, shade_title(one)) for one in product.items]
            self.shades.set_shades(shades, at)
            self._show_shade(product.items[at])

    def reset(self) -> None:
        """Shows everything as at the first time."""
        self.show_product(None)
        self.search.reset()
        self.list.scrollToTop()

    def show_worn(self, skus: Collection[str]) -> None:
        """Shows the shade of the product that is worn, of all stock numbers that are."""
        if self._product is None:
            return
        items = self._product.items
        at = next((at for at, item in enumerate(items) if item.sku in skus), None)
        self.list.mark(None if at is None else self._product)
        self._tray.setVisible(at is not None)
        if at is not None and at != self.shades.value():
            self.show_product(self._product, items[at])

    def stop(self) -> None:
        """Keeps no clock any longer."""
        self._pause.stop()

    def _ask(self) -> None:
        self._pause.stop()
        self._asked_before = True
        text = self.search.text
        # Words are looked for everywhere: who types “rose” does not mean one category.
        kinds = () if text else CATEGORIES[self.search.chips.current or "lips"]
        self._following = None
        self.asked.emit(Query(text=text, kinds=kinds, order="name", limit=LARGEST_PAGE))

    def _ask_for_more(self) -> None:
        following, self._following = self._following, None
        if following is not None:
            self.asked.emit(following)

    def _choose_product(self, product: ShelfProduct) -> None:
        again = self._product is not None and product.first.sku == self._product.first.sku
        at = self.shades.value() if again else len(product.items) // 2
        item = product.items[at]
        self.show_product(product, item)
        self.item_chosen.emit(item)

    def _choose_shade(self, at: int) -> None:
        if self._product is not None:
            item = self._product.items[at]
            self._show_shade(item)
            self.item_chosen.emit(item)

    def _show_shade(self, item: Item) -> None:
        self._shade.setText(shade_title(item) or item.name)
        price = item_price(item)
        sold_out = item.stock == 0
        self._price.setText(self.tr("sold out") if sold_out else price)

    def _make_tray(self) -> QWidget:
        sizes = theme.sizes()
        tray = QWidget()
        named = QHBoxLayout()
        named.addWidget(self._shade, 1)
        named.addWidget(self._price)
        layout = QVBoxLayout(tray)
        layout.setContentsMargins(0, sizes.space_xs, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.shades)
        layout.addLayout(named)
        tray.hide()
        return tray
