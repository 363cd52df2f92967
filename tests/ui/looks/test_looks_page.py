from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.makeup.look import Look
from mirror.ui.looks.looks_page import LooksPage

LOOKS = (
    None,
    Look(name="rose", title="Soft rose", products=(), tags=("everyday", "natural")),
    Look(name="smoke", title="Charcoal smoke", products=(), tags=("evening", "smoky")),
    Look(name="plum", title="Plum evening", products=(), tags=("evening", "spring")),
    Look(name="cat", title="Sixties cat", products=(), tags=("retro",)),
)


@pytest.fixture
def page(qtbot: QtBot) -> LooksPage:
    page = LooksPage(LOOKS)
    qtbot.addWidget(page)
    page.resize(340, 700)
    page.show()
    qtbot.waitExposed(page)
    return page


def shown(page: LooksPage) -> list[str]:
    panel = page.panel
    return [card.text() for card in (*panel.cards, panel.tile) if card.isVisible()]


ALL = ["No makeup", "Soft rose", "Charcoal smoke", "Plum evening", "Sixties cat", "From a photo…"]


def chips(page: LooksPage) -> list[str]:
    return [chip.text() for chip in page.search.chips.buttons.values()]


def type_(page: LooksPage, words: str) -> None:
    page.search.open()
    page.search.field.clear()
    QTest.keyClicks(page.search.field, words)


def test_only_occasions_that_some_look_is_for_have_a_chip(page: LooksPage) -> None:
    assert chips(page) == ["All", "Everyday", "Evening", "Natural", "Smoky", "Retro"]
    assert shown(page) == ALL


@pytest.mark.parametrize(
    ("chip", "looks"),
    [("evening", ["Charcoal smoke", "Plum evening"]), ("retro", ["Sixties cat"]), ("all", ALL)],
)
def test_a_chip_narrows(page: LooksPage, chip: str, looks: list[str]) -> None:
    page.search.chips.choose("natural")
    page.search.chips.choose(chip)
    assert shown(page) == looks


@pytest.mark.parametrize(
    ("words", "looks"),
    [
        ("rose", ["Soft rose"]),
        ("ROSE soft", ["Soft rose"]),
        ("evening", ["Charcoal smoke", "Plum evening"]),
        ("even plu", ["Plum evening"]),
        ("smo", ["Charcoal smoke"]),
        ("rose plum", []),
        ("   ", ALL),
    ],
)
def test_words_narrow_in_any_order(page: LooksPage, words: str, looks: list[str]) -> None:
    type_(page, words)
    assert shown(page) == looks


def test_words_look_everywhere_and_the_chip_is_back_afterwards(page: LooksPage) -> None:
    page.search.chips.choose("evening")
    type_(page, "rose")
    assert shown(page) == ["Soft rose"]
    page.search.glass.setChecked(False)
    assert shown(page) == ["Charcoal smoke", "Plum evening"]


def test_favourites_and_recent_ones_have_chips_once_there_are_some(page: LooksPage) -> None:
    page.set_kept(("cat", "rose"), ("plum",))
    assert chips(page)[:3] == ["All", "Favourites", "Recent"]
    page.search.chips.choose("favourites")
    assert shown(page) == ["Soft rose", "Sixties cat"]
    assert [card.favourite for card in page.panel.cards] == [False, True, False, False, True]
    page.search.chips.choose("recent")
    assert shown(page) == ["Plum evening"]


def test_what_is_no_longer_a_favourite_goes_at_once(page: LooksPage) -> None:
    page.set_kept(("cat", "rose"), ())
    page.search.chips.choose("favourites")
    page.set_kept(("cat",), ())
    assert shown(page) == ["Sixties cat"]
    page.set_kept((), ())
    assert chips(page)[:2] == ["All", "Everyday"]
    assert shown(page) == ALL, "without favourites there is nothing to narrow to"


def test_a_favourite_of_a_look_that_is_gone_is_no_harm(page: LooksPage) -> None:
    page.set_kept(("gone", "rose"), ("gone",))
    page.search.chips.choose("favourites")
    assert shown(page) == ["Soft rose"]


def test_it_says_what_is_searched(page: LooksPage) -> None:
    assert page.search.glass.accessibleName() == "Search looks"
