"""What is set once: the camera, how the window looks, the language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mirror.ui import theme
from mirror.ui.choice import Choice
from mirror.ui.languages import LANGUAGES
from mirror.ui.preferences import Preferences
from mirror.ui.source_choice import SourceChoice
from mirror.ui.theme import Scheme
from mirror.ui.translated import TranslatedFrame

_TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)


class SettingsPage(TranslatedFrame):
    """Says what is to be set; sets nothing itself.

    Args:
        preferences: What is set to begin with.
    """

    changed = Signal(object)
    """The `Preferences` that the person wants."""

    figures_wanted = Signal(bool)
    """Whether frame rate and times are shown."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.source = SourceChoice()
        self.scheme, self.text, self.language = Choice(), Choice(), Choice()
        self.mirrored, self.still, self.figures = (QPushButton() for _ in range(3))
        self._titles = {name: QLabel() for name in ("source", "scheme", "text", "language")}
        for title in self._titles.values():
            title.setObjectName("sectionTitle")
        for switch in (self.mirrored, self.still, self.figures):
            switch.setCheckable(True)
        self._lay_out()
        self.retranslate()
        self.show_preferences(preferences)
        self.scheme.chosen.connect(lambda key: self._change(scheme=Scheme(key)))
        self.text.chosen.connect(lambda key: self._change(text_scale=float(key)))
        self.language.chosen.connect(lambda key: self._change(language=key))
        self.mirrored.toggled.connect(lambda on: self._change(mirrored=on))
        self.still.toggled.connect(lambda on: self._change(still=on))
        self.figures.toggled.connect(self.figures_wanted)

    def retranslate(self) -> None:
        """Says everything in the language of today."""
        for name, text, field in (
            ("source", self.tr("Camera or clip"), self.source),
            ("scheme", self.tr("Colours"), self.scheme),
            ("text", self.tr("Text size"), self.text),
            ("language", self.tr("Language"), self.language),
        ):
            self._titles[name].setText(text)
            self._titles[name].setBuddy(field)
            field.setAccessibleName(text)
        schemes = (self.tr("As the system"), self.tr("Light"), self.tr("Dark"))
        self.scheme.set_choices(
            [(each.value, title) for each, title in zip(Scheme, schemes, strict=True)]
        )
        self.text.set_choices([(str(scale), f"{round(100 * scale)}%") for scale in _TEXT_SCALES])
        self.language.set_choices([("", self.tr("As the system")), *LANGUAGES.items()])
        self.mirrored.setText(self.tr("Mirrored picture"))
        self.still.setText(self.tr("Less motion"))
        self.figures.setText(self.tr("Frame rate and times"))
        self.show_preferences(self._preferences)

    def show_preferences(self, preferences: Preferences) -> None:
        """Shows what is set."""
        self._preferences = preferences
        self.scheme.show_choice(preferences.scheme.value)
        self.text.show_choice(str(preferences.text_scale))
        self.language.show_choice(preferences.language)
        for switch, on in (
            (self.mirrored, preferences.mirrored),
            (self.still, preferences.still),
        ):
            with QSignalBlocker(switch):
                switch.setChecked(on)

    def _change(self, **changes: object) -> None:
        self._preferences = self._preferences.with_(**changes)
        self.changed.emit(self._preferences)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, theme.sizes().space_s, 0)
        rows.setSpacing(theme.sizes().space_s)
        fields: Sequence[tuple[str, QWidget]] = (
            ("source", self.source),
            ("scheme", self.scheme),
            ("text", self.text),
            ("language", self.language),
        )
        for name, field in fields:
            rows.addWidget(self._titles[name])
            rows.addWidget(field)
        for switch in (self.mirrored, self.still, self.figures):
            rows.addWidget(switch)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
