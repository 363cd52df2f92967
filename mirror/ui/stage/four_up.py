"""Four looks at once: which ones, and which of them is worn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from mirror.ui import words
from mirror.ui.stage.comparison import Comparison
from mirror.ui.stage.stage import Stage

if TYPE_CHECKING:
    from mirror.dressing.outfit import Outfit
    from mirror.makeup.look import Look

_PLACES = 4


class FourUp(QObject):
    """Keeps four places, of which one shows what is worn.

    Args:
        stage: Where they are shown.
        looks: To fill the places with at first; None is the bare face.
        parent: Owns it.
    """

    beside_changed = Signal(object)
    """The looks of the three other places, row by row; empty while there is one picture."""

    look_chosen = Signal(object)
    """The look of a place that was tapped, to be worn; None is the bare face."""

    def __init__(self, stage: Stage, looks: Sequence[Look | None], parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._looks = looks
        self._places: list[Look | None] = []
        self._at = 0
        self._worn: Look | None = None
        stage.comparison_chosen.connect(self._compare)
        stage.viewport.place_touched.connect(self._choose)

    @property
    def shown(self) -> bool:
        """Whether the four are shown."""
        return bool(self._places)

    def show_outfit(self, outfit: Outfit) -> None:
        """Shows what is worn, in its place."""
        self._worn = outfit.look()
        if self.shown:
            self._places[self._at] = self._worn
            self._name()

    def _compare(self, comparison: Comparison) -> None:
        if comparison is Comparison.FOUR:
            others = [look for look in self._looks if look is not None and look != self._worn]
            self._places, self._at = [self._worn, *others[: _PLACES - 1]], 0
        elif self.shown:
            self._places = []
        else:
            return
        self._tell()

    def _choose(self, at: int) -> None:
        if self.shown and at < len(self._places) and at != self._at:
            self._at = at
            self._tell()
            self.look_chosen.emit(self._places[at])

    def _tell(self) -> None:
        beside = tuple(look for at, look in enumerate(self._places) if at != self._at)
        self.beside_changed.emit(beside)
        self._name()

    def _name(self) -> None:
        bare = QCoreApplication.translate("LookCard", "No makeup")
        names = [bare if look is None else words.look_title(look) for look in self._places]
        self._stage.viewport.name_four(names, self._at)
