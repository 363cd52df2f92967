from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.ui import languages
from mirror.ui.languages import LANGUAGES, SOURCE, speak, system_language
from mirror.ui.panel import Page
from mirror.ui.preferences import Preferences
from mirror.ui.window import Window


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    locale = QLocale()
    yield
    speak(qapp, SOURCE)
    QLocale.setDefault(locale)


class Shouting(QTranslator):
    """A translation of everything: the same in capitals."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return text.upper()

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False


def system(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    class System(QLocale):
        def uiLanguages(self, *_: object) -> list[str]:  # noqa: N802 - Qt's name
            return list(names)

    class Locale(QLocale):
        @staticmethod
        def system() -> QLocale:
            return System(QLocale(names[0]))

    monkeypatch.setattr(languages, "QLocale", Locale)


@pytest.mark.parametrize(
    ("names", "spoken"),
    [
        (["en-GB"], "en"),
        (["zh-Hans-CN", "en-US"], "zh_CN"),
        (["fr-FR", "zh-CN", "en"], "zh_CN"),
        (["fr-FR", "it-IT"], "en"),
    ],
)
def test_the_systems_first_language_that_there_is_is_spoken(
    monkeypatch: pytest.MonkeyPatch, names: list[str], spoken: str
) -> None:
    system(monkeypatch, *names)
    assert system_language() == spoken
    assert spoken in LANGUAGES


def test_the_language_of_the_program_needs_no_file(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(languages, "assets_root", lambda: tmp_path)
    speak(qapp, SOURCE)
    assert QLocale().language() == QLocale.Language.English


def test_a_translation_that_is_missing_is_an_error_and_changes_nothing(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(languages, "assets_root", lambda: tmp_path)
    speak(qapp, SOURCE)
    before = QLocale()
    with pytest.raises(FileNotFoundError, match=r"mirror_zh_CN\.qm"):
        speak(qapp, "zh_CN")
    assert QLocale() == before
    assert languages._installed == []


def test_a_file_is_loaded_and_left_again(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "translations").mkdir()
    # The least that Qt takes for a translation: its magic number, and a list of contexts.
    magic = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
    (tmp_path / "translations" / "mirror_zh_CN.qm").write_bytes(magic + bytes.fromhex("2f00000000"))
    monkeypatch.setattr(languages, "assets_root", lambda: tmp_path)
    speak(qapp, "zh_CN")
    assert any(Path(at.filePath()).name == "mirror_zh_CN.qm" for at in languages._installed)
    assert QLocale().language() == QLocale.Language.Chinese
    speak(qapp, SOURCE)
    assert languages._installed == []


def said(window: Window) -> dict[str, str]:
    panel, stage = window.panel, window.stage
    return {
        "tab": panel.tabs[Page.LOOKS].text(),
        "count": panel.tabs[Page.WEARING].text(),
        "undo": panel.undo.accessibleName(),
        "strength": panel.strength.accessibleName(),
        "search": panel.looks.search.field.placeholderText(),
        "chip": next(iter(panel.looks.search.chips.buttons.values())).text(),
        "card": panel.looks.panel.cards[0].text(),
        "tile": panel.looks.panel.tile.text(),
        "category": next(iter(panel.products.search.chips.buttons.values())).text(),
        "shades": panel.products.shades.accessibleName(),
        "clear": panel.wearing.clear.text(),
        "zone": panel.wearing.photo.sliders["lips"].accessibleName(),
        "choice": panel.settings.scheme.itemText(1),
        "source": panel.settings.source.accessibleName(),
        "figures": panel.settings.figures.text(),
        "help": panel.help._rows[0][2].text(),
        "tool": stage.toolbar.freeze.toolTip(),
        "view": stage.viewport.accessibleName(),
        "notice": stage.notice.accessibleName(),
        "numbers": stage.figures.accessibleName(),
    }


def test_all_of_the_window_goes_to_another_language_while_it_is_open(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = Window((None,), Preferences())
    qtbot.addWidget(window)
    window.panel.show_count(2)
    english = said(window)
    assert english["count"] == "Wearing · 2"
    translator = Shouting()
    qapp.installTranslator(translator)
    try:
        qtbot.waitUntil(lambda: said(window)["tab"] == "LOOKS")
        other = said(window)
        assert {name: text.upper() for name, text in english.items()} == other
    finally:
        qapp.removeTranslator(translator)
    qtbot.waitUntil(lambda: said(window)["tab"] == "Looks")
    assert said(window) == english
