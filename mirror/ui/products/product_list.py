"""The products on the shelf, as a list of any length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mirror.catalogue.shelf import ShelfProduct
from mirror.ui import theme
from mirror.ui.price import item_price

Index = QModelIndex | QPersistentModelIndex

PRODUCT = Qt.ItemDataRole.UserRole
_DISC_PX = 16
_MOST_DISCS = 9
_GAP = 6


class ProductModel(QAbstractListModel):
    """Products page after page."""

    def __init__(self) -> None:
        super().__init__()
        self._products: list[ShelfProduct] = []

    def set_products(self, products: Sequence[ShelfProduct]) -> None:
        """Shows these alone."""
        self.beginResetModel()
        self._products = list(products)
        self.endResetModel()

    def append(self, products: Sequence[ShelfProduct]) -> None:
        """Adds the next page; where it begins with more shades of the last product, they join it."""
        added = list(products)
        if self._products and added and _same(self._products[-1], added[0]):
            last = self._products[-1]
            self._products[-1] = ShelfProduct((*last.items, *added.pop(0).items))
            at = self.index(len(self._products) - 1)
            self.dataChanged.emit(at, at)
        if added:
            start = len(self._products)
            self.beginInsertRows(QModelIndex(), start, start + len(added) - 1)
            self._products += added
            self.endInsertRows()

    def place_of(self, product: ShelfProduct) -> QModelIndex:
        """Where a product is; an invalid index if it is not listed."""
        found = (at for at, one in enumerate(self._products) if _same(one, product))
        at = next(found, None)
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        """How many there are."""
        return 0 if parent.isValid() else len(self._products)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The product itself, and what a screen reader says of it."""
        if not index.isValid():
            return None
        product = self._products[index.row()]
        if role == PRODUCT:
            return product
        if role == Qt.ItemDataRole.DisplayRole:
            return product.first.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (product.first.name, product.maker, item_price(product.first))
            return ", ".join(part for part in said if part)
        return None


class ProductList(QListView):
    """One product a row: its name, its maker, its price and its shades.

    Args:
        parent: The widget that it is part of.
    """

    chosen = Signal(object)
    """The `ShelfProduct` to wear."""

    end_reached = Signal()
    """The next page is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.products = ProductModel()
        self.setModel(self.products)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)

    def mark(self, product: ShelfProduct | None) -> None:
        """Marks the product that is worn."""
        index = QModelIndex() if product is None else self.products.place_of(product)
        self.setCurrentIndex(index)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keeps the product that is worn in view."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        product = index.data(PRODUCT)
        if isinstance(product, ShelfProduct):
            self.chosen.emit(product)

    def _look_for_end(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.height():
            self.end_reached.emit()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's
        sizes = theme.sizes()
        text = round(1.35 * (sizes.text_px + sizes.small_px))
        return QSize(200, text + _DISC_PX + 2 * sizes.space_m + 2 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        product = index.data(PRODUCT)
        if not isinstance(product, ShelfProduct):
            return
        colours, sizes = theme.colours(), theme.sizes()
        state = option.state
        worn = bool(state & QStyle.StateFlag.State_Selected)
        marked = bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus))
        rect = QRectF(option.rect).adjusted(1, 2, -2, -_GAP + 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.accent_wash if worn else colours.surface))
        edge = colours.accent if worn else colours.edge if marked else colours.line
        painter.setPen(QPen(QColor(edge), 2 if worn else 1))
        painter.drawRoundedRect(rect, sizes.radius, sizes.radius)
        self._paint_inside(
            painter, rect.adjusted(sizes.space_m, sizes.space_s, -sizes.space_m, 0), product
        )
        painter.restore()

    def _paint_inside(self, painter: QPainter, room: QRectF, product: ShelfProduct) -> None:
        colours, sizes = theme.colours(), theme.sizes()
        font = QFont(painter.font())
        font.setPixelSize(sizes.text_px)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        price = item_price(product.first)
        price_width = metrics.horizontalAdvance(price)
        painter.setPen(QColor(colours.ink))
        line = QRectF(room.x(), room.y(), room.width(), metrics.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, price)
        name_room = round(room.width() - price_width - sizes.space_s)
        name = metrics.elidedText(product.first.name, Qt.TextElideMode.ElideRight, name_room)
        painter.drawText(line, left, name)
        font.setPixelSize(sizes.small_px)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        painter.setPen(QColor(colours.quiet_ink))
        line = QRectF(room.x(), line.bottom(), room.width(), metrics.height())
        maker = metrics.elidedText(product.maker, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(line, left, maker)
        _paint_discs(painter, QPointF(room.x(), line.bottom() + _GAP), room.width(), product)


def _paint_discs(painter: QPainter, at: QPointF, width: float, product: ShelfProduct) -> None:
    colours = theme.colours()
    step = _DISC_PX + 5
    most = min(_MOST_DISCS, int(width // step) - 2)
    shown = product.items if len(product.items) <= most + 1 else product.items[:most]
    painter.setPen(QPen(QColor(colours.edge), 0.8))
    for number, item in enumerate(shown):
        painter.setBrush(QColor(item.shade))
        painter.drawEllipse(QRectF(at.x() + number * step, at.y(), _DISC_PX, _DISC_PX))
    if len(shown) < len(product.items):
        painter.setPen(QColor(colours.quiet_ink))
        rest = QRectF(at.x() + len(shown) * step, at.y(), 60, _DISC_PX)
        more = f"+{len(product.items) - len(shown)}"
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, more)


def _same(one: ShelfProduct, other: ShelfProduct) -> bool:
    a, b = one.first, other.first
    return (a.brand, a.line, a.name, a.kind) == (b.brand, b.line, b.name, b.kind)
