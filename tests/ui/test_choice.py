from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from mirror.ui.choice import Choice


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.set_choices([("light", "Light"), ("dark", "Dark"), ("", "As the system")])
    return choice


def chosen(choice: Choice) -> list[str]:
    seen: list[str] = []
    choice.chosen.connect(seen.append)
    return seen


def test_what_the_person_chooses_is_said_by_its_key(choice: Choice) -> None:
    said = chosen(choice)
    for at in (1, 2):
        choice.activated.emit(at)
    assert said == ["dark", ""]


def test_what_is_shown_is_not_said(choice: Choice) -> None:
    said = chosen(choice)
    choice.show_choice("dark")
    assert (choice.currentText(), said) == ("Dark", [])
    choice.show_choice("purple")
    assert choice.currentIndex() == -1


def test_other_words_keep_the_choice(choice: Choice) -> None:
    choice.show_choice("dark")
    said = chosen(choice)
    choice.set_choices([("", "Wie das System"), ("dark", "Dunkel")])
    assert choice.currentText() == "Dunkel"
    choice.set_choices([("light", "Hell")])
    assert choice.currentText() == "Hell"
    assert said == []


def test_its_arrow_is_painted(choice: Choice) -> None:
    choice.resize(220, 44)
    image = choice.grab().toImage()
    arrow = {image.pixelColor(x, 22).name() for x in range(220 - 40, 220 - 10)}
    assert len(arrow) > 1
