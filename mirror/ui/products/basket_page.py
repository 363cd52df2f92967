"""The list to show to the staff, or to take along on paper."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mirror.catalogue.item import Item
from mirror.catalogue.shelf import shade_title
from mirror.dressing.basket import Basket
from mirror.ui import theme
from mirror.ui.icons import IconButton
from mirror.ui.line import Line
from mirror.ui.price import item_price, total_text
from mirror.ui.swatches import Swatches
from mirror.ui.translated import TranslatedFrame


class BasketPage(TranslatedFrame):
    """A row for each item, and what it comes to."""

    removed = Signal(object)
    """The `Item` that is not wanted any more."""

    def __init__(self) -> None:
        super().__init__()
        self._basket = Basket()
        self.rows: list[_Row] = []
        self._hint, self._total, self._sum = QLabel(), QLabel(), QLabel()
        self._hint.setObjectName("quiet")
        self._hint.setWordWrap(True)
        self._total.setObjectName("lead")
        self._sum.setObjectName("lead")
        self.print = QPushButton()
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, theme.sizes().space_s, 0)
        self._rows.setSpacing(theme.sizes().space_s)
        self._rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        total = QHBoxLayout()
        total.addWidget(self._total, 1)
        total.addWidget(self._sum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().space_s)
        layout.addWidget(self._hint)
        layout.addWidget(scroll, 1)
        layout.addLayout(total)
        layout.addWidget(self.print)
        self.print.clicked.connect(self._print)
        self.show_basket(self._basket)

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        empty = self.tr("Nothing is in it yet. Put products in it under Wearing.")
        full = self.tr("Show this list to the staff.")
        self._hint.setText(full if self._basket.items else empty)
        self._total.setText(self.tr("Total"))
        self._sum.setText(total_text(self._basket.prices, QLocale()))
        for row in self.rows:
            row.retranslate()
        self.print.setText(self.tr("Print"))

    def show_basket(self, basket: Basket) -> None:
        """Shows what is in it."""
        self._basket = basket
        for row in self.rows:
            self._rows.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self.rows = [_Row(item) for item in basket.items]
        for at, row in enumerate(self.rows):
            row.removed.connect(self.removed)
            self._rows.insertWidget(at, row)
        for label in (self._total, self._sum):
            label.setVisible(bool(basket.prices))
        self.print.setVisible(bool(basket.items) and _has_printer())
        self.retranslate()

    def document(self) -> QTextDocument:
        """The list as it is printed."""
        document = QTextDocument()
        lines = [
            " · ".join(part for part in _lines(item) if part) + f"\t{item_price(item)}"
            for item in self._basket.items
        ]
        total = total_text(self._basket.prices, QLocale())
        if total:
            lines += ["", f"{self.tr('Total')}\t{total}"]
        document.setPlainText("\n".join(lines))
        return document

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        self.document().print_(QPrinter(QPrinterInfo.defaultPrinter()))


class _Row(QFrame):
    removed = Signal(object)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.setObjectName("card")
        self._item = item
        sizes = theme.sizes()
        swatch = Swatches()
        swatch.show_shades((item.shade,))
        name, detail = Line("sectionTitle"), Line("small")
        first, *rest = _lines(item)
        name.setText(first)
        detail.setText(" · ".join(part for part in rest if part))
        self.remove = IconButton("take-off", "quietButton")
        self.price = QLabel()
        self.remove.clicked.connect(lambda: self.removed.emit(item))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(name)
        names.addWidget(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_m, sizes.space_xs, sizes.space_xs, sizes.space_xs)
        row.addWidget(swatch)
        row.addLayout(names, 1)
        row.addWidget(self.price)
        row.addWidget(self.remove)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.price.setText(item_price(self._item))
        self.remove.describe(self.tr("Take {name} out").format(name=self._item.name))


def _lines(item: Item) -> tuple[str, ...]:
    """What staff find an item by."""
    return (item.name, item.brand, shade_title(item), item.sku)


def _has_printer() -> bool:
    # Loaded only where there is something to print: it looks for printers in the network.
    from PySide6.QtPrintSupport import QPrinterInfo

    return not QPrinterInfo.defaultPrinter().isNull()
