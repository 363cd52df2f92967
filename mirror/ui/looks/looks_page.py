"""Looks by search and by occasion, and one's own favourites."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from mirror.ui import theme, words
from mirror.ui.looks.looks_panel import LooksPanel
from mirror.ui.search_row import SearchRow
from mirror.ui.translated import TranslatedFrame

if TYPE_CHECKING:
    from mirror.makeup.look import Look

_ALL, _FAVOURITES, _RECENT = "all", "favourites", "recent"
# Words of `makeup.look.TAGS` that are worth a chip, in this order.
_TAGS = (
    "everyday", "office", "evening", "party", "bride", "natural", "glam", "smoky", "graphic",
    "retro", "korean", "festival", "costume",
)  # fmt: skip


class LooksPage(TranslatedFrame):
    """The looks, and what narrows them.

    Args:
        looks: In their order; None is the bare face.
        own: Whether a person's own things are offered: looks of photos, and favourites.
    """

    def __init__(self, looks: Sequence[Look | None], *, own: bool = True) -> None:
        super().__init__()
        self._looks = [look for look in looks if look is not None]
        self._favourites: Collection[str] = ()
        self._recent: Sequence[str] = ()
        self.panel = LooksPanel(looks, own=own)
        self.search = SearchRow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().space_s)
        layout.addWidget(self.search)
        layout.addWidget(self.panel, 1)
        self.search.changed.connect(self._narrow)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.search.set_placeholder(self.tr("Search looks"))
        self._set_chips()

    def set_kept(self, favourites: Collection[str], recent: Sequence[str]) -> None:
        """Shows which looks are favourites, and which were worn last, the latest first."""
        self._favourites, self._recent = favourites, recent
        self.panel.set_favourites(favourites)
        self._set_chips()
        if self.search.chips.current in (_FAVOURITES, _RECENT):
            self._narrow()

    def reset(self) -> None:
        """Shows all looks, from the first one on."""
        self.search.reset()
        self.panel.verticalScrollBar().setValue(0)

    def _set_chips(self) -> None:
        tags = {tag for look in self._looks for tag in look.tags}
        chips = [(_ALL, self.tr("All"))]
        if self._favourites:
            chips.append((_FAVOURITES, self.tr("Favourites")))
        if self._recent:
            chips.append((_RECENT, self.tr("Recent")))
        chips += [(tag, words.tag(tag).capitalize()) for tag in _TAGS if tag in tags]
        if [*self.search.chips.buttons] != [key for key, _ in chips] or any(
            self.search.chips.buttons[key].text() != title for key, title in chips
        ):
            before = self.search.chips.current
            self.search.chips.set_chips(chips)
            if self.search.chips.current != before:
                self._narrow()

    def _narrow(self) -> None:
        chosen = self.search.chip
        typed = self.search.text.casefold().split()
        if chosen in (_ALL, None) and not typed:
            self.panel.show_only(None)
            return
        fits = self._test(chosen)
        shown = [look.name for look in self._looks if fits(look) and _says(look, typed)]
        self.panel.show_only(shown)

    def _test(self, chosen: str | None) -> Callable[[Look], bool]:
        if chosen == _FAVOURITES:
            return lambda look: look.name in self._favourites
        if chosen == _RECENT:
            return lambda look: look.name in self._recent
        if chosen in (_ALL, None):
            return lambda _: True
        return lambda look: chosen in look.tags


def _says(look: Look, typed: Sequence[str]) -> bool:
    """Whether all words are in what is said of a look, in English or in the person's language."""
    said = [look.title, words.look_title(look), *look.tags, *map(words.tag, look.tags)]
    text = " ".join(said).casefold()
    return all(word in text for word in typed)
