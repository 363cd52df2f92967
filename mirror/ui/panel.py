"""Beside the picture or below it: looks, products, what is worn, and how strong."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mirror.ui import theme
from mirror.ui.help_page import HelpPage
from mirror.ui.icons import IconButton
from mirror.ui.looks.looks_page import LooksPage
from mirror.ui.products.basket_page import BasketPage
from mirror.ui.products.products_page import ProductsPage
from mirror.ui.settings_page import SettingsPage
from mirror.ui.strength_slider import StrengthSlider
from mirror.ui.translated import TranslatedFrame
from mirror.ui.wearing.piece_editor import PieceEditor
from mirror.ui.wearing.wearing_page import WearingPage

if TYPE_CHECKING:
    from mirror.dressing.basket import Basket
    from mirror.dressing.outfit import Piece
    from mirror.makeup.look import Look
    from mirror.ui.preferences import Preferences


class Page(Enum):
    """What the panel shows."""

    LOOKS = "looks"
    PRODUCTS = "products"
    WEARING = "wearing"
    PIECE = "piece"
    BASKET = "basket"
    SETTINGS = "settings"
    HELP = "help"


_TABS = (Page.LOOKS, Page.PRODUCTS, Page.WEARING)


class Panel(TranslatedFrame):
    """Pages behind tabs, and a strength for everything.

    Args:
        looks: In the order in which they are shown; None is the bare face.
        preferences: What is set to begin with.
        counter: Whether there is a catalogue, and so a page of products.
        kiosk: Whether it stands in a shop: nothing is set there and no photo opened, and whoever is
            done starts over.
    """

    strength_changed = Signal(float)
    """0..1, of everything that is worn."""

    released = Signal()
    """A slider was let go of: a gesture has ended."""

    undo_wanted = Signal()
    """One step back."""

    redo_wanted = Signal()
    """One step forth."""

    over_wanted = Signal()
    """The visitor is done."""

    def __init__(
        self,
        looks: Sequence[Look | None],
        preferences: Preferences,
        *,
        counter: bool = True,
        kiosk: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.looks = LooksPage(looks, own=not kiosk)
        self.products = ProductsPage()
        self.wearing = WearingPage(kiosk=kiosk)
        self.piece = PieceEditor()
        self.basket = BasketPage()
        self.settings = SettingsPage(preferences)
        self.help = HelpPage()
        self._pages: dict[Page, QWidget] = {
            Page.LOOKS: self.looks,
            Page.PRODUCTS: self.products,
            Page.WEARING: self.wearing,
            Page.PIECE: self.piece,
            Page.BASKET: self.basket,
            Page.SETTINGS: self.settings,
            Page.HELP: self.help,
        }
        self._page, self._tab = Page.LOOKS, Page.LOOKS
        self._count = self._in_basket = 0
        self._wordmark = QLabel()
        self._wordmark.setObjectName("wordmark")
        # Where it is tight, the title gives way to the buttons.
        self._wordmark.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back = IconButton("back", "quietButton")
        self.open_settings = IconButton("settings", "quietButton")
        self.open_help = IconButton("help", "quietButton")
        self.full_screen = IconButton("full-screen", "quietButton")
        self._kiosk = kiosk
        self.open_basket = QPushButton()
        self.start_over = QPushButton()
        own = (self.open_settings, self.open_help, self.full_screen)
        shops = (self.open_basket, self.start_over)
        for unused in own if kiosk else shops:
            unused.hide()
        self.tabs = {page: QPushButton() for page in _TABS}
        if not counter:
            self.tabs[Page.PRODUCTS].setEnabled(False)  # for its key, too
            self.tabs[Page.PRODUCTS].hide()
        self._segments = self._make_segments()
        self._stack = QStackedWidget()
        for widget in self._pages.values():
            self._stack.addWidget(widget)
        self.undo = IconButton("undo", "quietButton")
        self.redo = IconButton("redo", "quietButton")
        self._strength_title = QLabel()
        self.strength = StrengthSlider()
        self._strength_value = QLabel()
        self._strength = self._make_strength()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_page(Page.LOOKS)
        self.show_history(can_undo=False, can_redo=False)

    @property
    def least_width(self) -> int:
        """The width that tabs and strength need, whichever page is shown."""
        needed = max(each.minimumSizeHint().width() for each in (self._segments, self._strength))
        return needed + self.width() - self.contentsRect().width() + 2 * theme.sizes().space_l

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Shows a page; what was open before is shown again with `go_back`."""
        self._page = page
        tabbed = page in _TABS
        if tabbed:
            self._tab = page
            self.tabs[page].setChecked(True)
        self._stack.setCurrentWidget(self._pages[page])
        self._segments.setVisible(tabbed)
        self._strength.setVisible(tabbed or page is Page.PIECE)
        self.back.setVisible(not tabbed)
        self.open_basket.setVisible(self._kiosk and page is not Page.BASKET)
        self._show_title()
        if page is Page.PRODUCTS:
            self.products.open()

    def toggle_page(self, page: Page) -> None:
        """Shows a page without a tab, or closes it."""
        self.show_page(self._tab if self._page is page else page)

    def go_back(self) -> bool:
        """Closes a page without a tab; returns whether one was open."""
        open_ = self._page not in _TABS
        if open_:
            self.show_page(self._tab)
        return open_

    def reset(self) -> None:
        """Shows everything as at the first time."""
        self.show_page(Page.LOOKS)
        self.looks.reset()
        self.products.reset()

    def search(self) -> None:
        """Gives the keyboard to the search of what is shown."""
        if self._page is not Page.PRODUCTS:
            self.show_page(Page.LOOKS)
        row = self.products.search if self._page is Page.PRODUCTS else self.looks.search
        row.open()

    def show_basket(self, basket: Basket) -> None:
        """Shows what is in the basket."""
        self._in_basket = len(basket.items)
        self.basket.show_basket(basket)
        self.wearing.show_basket(basket)
        self._name_basket()

    def _name_basket(self) -> None:
        name, count = self.tr("Basket"), self._in_basket
        self.open_basket.setText(f"{name} · {count}" if count else name)

    def show_edited(self, piece: Piece | None) -> None:
        """Shows what has become of the piece that is edited; closes its page if it is gone."""
        self.piece.show_piece(piece)
        if piece is None and self._page is Page.PIECE:
            self.go_back()

    def show_strength(self, strength: float) -> None:
        """Shows how strong everything is, 0..1."""
        with QSignalBlocker(self.strength):
            self.strength.setValue(round(100 * strength))
        self.strength.update()
        self._strength_value.setText(f"{self.strength.value()}%")

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """Shows whether there is a way back and forth."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def show_count(self, count: int) -> None:
        """Shows how many products are worn."""
        title = self.tr("Wearing")
        self.tabs[Page.WEARING].setText(f"{title} · {count}" if count else title)
        self._count = count

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.back.describe(self.tr("Back"), self.tr("Back (Esc)"))
        self.open_settings.describe(self.tr("Settings"))
        self.open_help.describe(self.tr("Keys"), self.tr("Keys (?)"))
        self.full_screen.describe(self.tr("Full screen"), self.tr("Full screen (F11)"))
        self._name_basket()
        self.start_over.setText(self.tr("Start over"))
        self.undo.describe(self.tr("Undo"), self.tr("Undo (Ctrl+Z)"))
        self.redo.describe(self.tr("Redo"), self.tr("Redo (Ctrl+Shift+Z)"))
        self.tabs[Page.LOOKS].setText(self.tr("Looks"))
        self.tabs[Page.PRODUCTS].setText(self.tr("Products"))
        self._strength_title.setText(self.tr("Strength"))
        self.strength.setAccessibleName(self.tr("Strength of everything"))
        self.show_count(self._count)
        self._show_title()

    def _show_title(self) -> None:
        titles = {
            Page.PIECE: self.tr("Change"),
            Page.BASKET: self.tr("Basket"),
            Page.SETTINGS: self.tr("Settings"),
            Page.HELP: self.tr("Keys"),
        }
        self._wordmark.setText(titles.get(self._page, "Mirror"))

    def _make_segments(self) -> QFrame:
        segments = QFrame()
        segments.setObjectName("segments")
        row = QHBoxLayout(segments)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        for page, tab in self.tabs.items():
            tab.setObjectName("segment")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, page=page: self.show_page(page))
            self._group.addButton(tab)
            row.addWidget(tab, 1)
        return segments

    def _make_strength(self) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes().space_xs)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addSpacing(theme.sizes().space_s)
        row.addWidget(self._strength_title)
        row.addWidget(self.strength, 1)
        row.addWidget(self._strength_value)
        value = self._strength_value
        value.setObjectName("quiet")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setMinimumWidth(value.fontMetrics().horizontalAdvance("100%") + theme.sizes().space_s)
        self._strength_title.setBuddy(self.strength)
        self.show_strength(1.0)
        return widget

    def _lay_out(self) -> None:
        sizes = theme.sizes()
        header = QHBoxLayout()
        header.setSpacing(0)
        header.addWidget(self.back)
        header.addWidget(self._wordmark, 1)
        header.addWidget(self.open_basket)
        header.addSpacing(sizes.space_s)
        header.addWidget(self.start_over)
        for button in (self.open_help, self.open_settings, self.full_screen):
            header.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.space_l, sizes.space_s, sizes.space_m, sizes.space_m)
        layout.setSpacing(sizes.space_s)
        layout.addLayout(header)
        layout.addWidget(self._segments)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._strength)

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.open_settings.clicked.connect(lambda: self.toggle_page(Page.SETTINGS))
        self.open_help.clicked.connect(lambda: self.toggle_page(Page.HELP))
        self.open_basket.clicked.connect(lambda: self.toggle_page(Page.BASKET))
        self.start_over.clicked.connect(self.over_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.strength.valueChanged.connect(self._strength_moved)
        self.strength.sliderReleased.connect(self.released)
        self.wearing.released.connect(self.released)
        self.products.released.connect(self.released)
        self.piece.released.connect(self.released)

    def _strength_moved(self, percent: int) -> None:
        self._strength_value.setText(f"{percent}%")
        self.strength_changed.emit(percent / 100)
