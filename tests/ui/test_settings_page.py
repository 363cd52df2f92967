from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mirror.ui.choice import Choice
from mirror.ui.languages import LANGUAGES
from mirror.ui.preferences import Preferences
from mirror.ui.settings_page import SettingsPage
from mirror.ui.theme import Scheme

SET = Preferences(scheme=Scheme.DARK, text_scale=1.5, language="en", mirrored=False, still=True)


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(SET)
    qtbot.addWidget(page)
    return page


def wanted(page: SettingsPage) -> list[Preferences]:
    seen: list[Preferences] = []
    page.changed.connect(seen.append)
    return seen


def choose(choice: Choice, key: str) -> None:
    at = choice.findData(key)
    assert at >= 0
    choice.setCurrentIndex(at)
    choice.activated.emit(at)


def test_it_shows_what_is_set(page: SettingsPage) -> None:
    assert [at.currentData() for at in (page.scheme, page.text, page.language)] == [
        "dark",
        "1.5",
        "en",
    ]
    assert (page.mirrored.isChecked(), page.still.isChecked()) == (False, True)
    said = wanted(page)
    page.show_preferences(Preferences())
    assert [at.currentData() for at in (page.scheme, page.text, page.language)] == [
        "system",
        "1.0",
        "",
    ]
    assert (page.mirrored.isChecked(), page.still.isChecked()) == (True, False)
    assert said == []


def test_each_choice_is_one_wish_and_they_add_up(page: SettingsPage) -> None:
    said = wanted(page)
    choose(page.scheme, "light")
    choose(page.text, "2.0")
    choose(page.language, "zh_CN")
    page.mirrored.click()
    page.still.click()
    assert said == [
        (now := SET.with_(scheme=Scheme.LIGHT)),
        (now := now.with_(text_scale=2.0)),
        (now := now.with_(language="zh_CN")),
        (now := now.with_(mirrored=True)),
        now.with_(still=False),
    ]


def test_every_language_calls_itself(page: SettingsPage) -> None:
    titles = [page.language.itemText(at) for at in range(page.language.count())]
    assert titles == ["As the system", *LANGUAGES.values()]


def test_every_text_size_may_be_set(page: SettingsPage) -> None:
    for at in range(page.text.count()):
        scale = float(page.text.itemData(at))
        assert Preferences().with_(text_scale=scale).text_scale == scale


def test_figures_are_wanted_and_are_no_preference(page: SettingsPage) -> None:
    said, figures = wanted(page), list[bool]()
    page.figures_wanted.connect(figures.append)
    page.figures.click()
    page.figures.click()
    assert (figures, said) == ([True, False], [])


def test_every_field_is_named_by_what_stands_above_it(page: SettingsPage) -> None:
    for field in (page.source, page.scheme, page.text, page.language):
        (label,) = (at for at in page.findChildren(QLabel) if at.buddy() is field)
        assert label.text() == field.accessibleName() != ""
