"""What the staff see: a pad for their PIN, and behind it how the mirror is doing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mirror.ui import theme, words
from mirror.ui.sheet import Sheet
from mirror.ui.translated import TranslatedFrame

_LONGEST = 12


class PinPad(Sheet):
    """Ten digits over whatever is shown."""

    entered = Signal(str)
    """The digits, once they are confirmed."""

    given_up = Signal()
    """Nobody wants in."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._digits = ""
        self.dots, self.said = QLabel(), QLabel()
        self.dots.setObjectName("title")
        self.said.setObjectName("quiet")
        self.said.setWordWrap(True)
        for label in (self.dots, self.said):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keys = {digit: QPushButton(digit) for digit in "1234567890"}
        self.cancel, self.enter = QPushButton(), QPushButton()
        self.enter.setObjectName("primary")
        grid = QGridLayout()
        grid.setSpacing(theme.sizes().space_s)
        for column in range(3):
            grid.setColumnMinimumWidth(column, 2 * theme.sizes().touch)
        for at, digit in enumerate("123456789"):
            grid.addWidget(self.keys[digit], at // 3, at % 3)
        grid.addWidget(self.cancel, 3, 0)
        grid.addWidget(self.keys["0"], 3, 1)
        grid.addWidget(self.enter, 3, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.sizes().space_l,) * 4)
        layout.setSpacing(theme.sizes().space_m)
        layout.addWidget(self.dots)
        layout.addWidget(self.said)
        layout.addLayout(grid)
        for digit, key in self.keys.items():
            key.clicked.connect(partial(self._add, digit))
        self.enter.clicked.connect(self._enter)
        self.cancel.clicked.connect(self.give_up)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self.setAccessibleName(self.tr("Staff PIN"))
        self.cancel.setText(self.tr("Back"))
        self.enter.setText(self.tr("Enter"))

    def open(self) -> None:
        """Comes up, empty, in the middle of its parent."""
        self._digits = ""
        self.said.clear()
        self._show_dots()
        self.come_up()

    def say(self, sentence: str) -> None:
        """Says why it stays closed."""
        self.said.setText(sentence)

    def give_up(self) -> None:
        """Goes away."""
        self._digits = ""
        self.hide()
        self.given_up.emit()

    def _add(self, digit: str) -> None:
        self._digits = (self._digits + digit)[:_LONGEST]
        self._show_dots()

    def _enter(self) -> None:
        digits, self._digits = self._digits, ""
        self._show_dots()
        self.entered.emit(digits)

    def _show_dots(self) -> None:
        self.dots.setText("●" * len(self._digits) or " ")


class StaffScreen(TranslatedFrame):
    """How the mirror is doing, and what can be done about it."""

    left = Signal()
    """The staff are done."""

    restart_wanted = Signal()
    """The mirror is to be started again."""

    reload_wanted = Signal()
    """The catalogue is to be read again."""

    ended = Signal()
    """The kiosk is to be ended."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title = QLabel()
        self._title.setObjectName("display")
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme.sizes().space_m,) * 4)
        inside.addWidget(self._facts)
        self.done, self.restart, self.reload, self.end = (QPushButton() for _ in range(4))
        self.done.setObjectName("primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.sizes().space_l,) * 4)
        layout.setSpacing(theme.sizes().space_m)
        layout.addWidget(self._title)
        layout.addWidget(card)
        layout.addStretch(1)
        buttons = QGridLayout()
        buttons.setSpacing(theme.sizes().space_m)
        for at, button in enumerate((self.reload, self.restart, self.end, self.done)):
            buttons.addWidget(button, at // 2, at % 2)
        layout.addLayout(buttons)
        self.done.clicked.connect(self.left)
        self.restart.clicked.connect(self.restart_wanted)
        self.reload.clicked.connect(self.reload_wanted)
        self.end.clicked.connect(self.ended)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        self._title.setText(self.tr("Staff"))
        self.done.setText(self.tr("Back to the visitors"))
        self.restart.setText(self.tr("Restart the mirror"))
        self.reload.setText(self.tr("Read the catalogue again"))
        self.end.setText(self.tr("End the kiosk"))

    def show_facts(self, facts: Mapping[str, str]) -> None:
        """Shows how the mirror is doing: what, and how it is."""
        translate = QCoreApplication.translate
        line = self.tr("{what}: {how}")
        lines = (
            line.format(
                what=translate("StaffFact", what), how=translate("StaffFact", words.sentence(how))
            )
            for what, how in facts.items()
        )
        self._facts.setText("\n".join(lines))
