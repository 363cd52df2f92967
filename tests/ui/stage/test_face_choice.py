from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirror.pipeline.reference import Candidate, Fault, Flaw
from mirror.ui import theme
from mirror.ui.looks.photo_intake import Photo
from mirror.ui.looks.photo_reader import Sighting
from mirror.ui.stage.face_choice import FaceChoice
from tests.faces import face_of, posed
from tests.photos import pixels


def candidate(colour: tuple[int, int, int], *faults: Fault) -> Candidate:
    portrait = np.full((192, 192, 3), colour, np.uint8)
    return Candidate(face_of(posed()), portrait, faults)


TINY = Fault(Flaw.SMALL, "The face is too small.", refuses=True)
FACES = (candidate((0, 0, 250)), candidate((0, 250, 0)), candidate((250, 0, 0), TINY))
SIGHTING = Sighting(Photo("Party", pixels), np.zeros((4, 4, 3), np.uint8), FACES)


@pytest.fixture
def choice(qtbot: QtBot) -> FaceChoice:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.activateWindow()
    choice = FaceChoice(view)
    choice.offer(SIGHTING)
    qtbot.waitUntil(choice.isVisible)
    return choice


def chosen(choice: FaceChoice) -> list[tuple[Sighting, Candidate]]:
    seen: list[tuple[Sighting, Candidate]] = []
    choice.chosen.connect(lambda sighting, face: seen.append((sighting, face)))
    return seen


def test_the_faces_stand_side_by_side_in_the_middle(choice: FaceChoice) -> None:
    assert [button.accessibleName() for button in choice.faces] == [
        "Face 1 of 3",
        "Face 2 of 3",
        "Face 3 of 3",
    ]
    assert len({button.y() for button in choice.faces}) == 1
    assert abs(choice.geometry().center().x() - 450) <= 1
    assert abs(choice.geometry().center().y() - 300) <= 1
    assert choice.faces[0].hasFocus()


def test_one_click_takes_one(choice: FaceChoice) -> None:
    seen = chosen(choice)
    QTest.mouseClick(choice.faces[1], Qt.MouseButton.LeftButton)
    assert seen == [(SIGHTING, FACES[1])]
    assert choice.isHidden()


def test_a_face_beyond_reading_says_why_and_the_others_stay(choice: FaceChoice) -> None:
    seen = chosen(choice)
    assert choice.faces[2].toolTip() == "The face is too small."
    assert choice.faces[2].accessibleDescription() == "The face is too small."
    QTest.mouseClick(choice.faces[2], Qt.MouseButton.LeftButton)
    assert seen == [(SIGHTING, FACES[2])]
    assert choice.isVisible()


def test_a_face_beyond_reading_is_faded(choice: FaceChoice) -> None:
    def middle(at: int) -> int:
        image = choice.faces[at].grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).saturation()

    assert middle(1) > 240
    assert middle(2) < 120


def test_none_of_them_is_a_choice_too(qtbot: QtBot, choice: FaceChoice) -> None:
    with qtbot.waitSignal(choice.given_up):
        QTest.mouseClick(choice.cancel, Qt.MouseButton.LeftButton)
    assert choice.isHidden()
    assert choice.faces == []


def test_a_second_offer_takes_the_place_of_the_first(choice: FaceChoice) -> None:
    choice.offer(Sighting(SIGHTING.photo, SIGHTING.pixels, FACES[:2]))
    assert len(choice.faces) == 2
    assert choice.isVisible()


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (480, 360), (330, 300)])
def test_it_fits_its_view(qtbot: QtBot, choice: FaceChoice, width: int, height: int) -> None:
    view = choice.parentWidget()
    assert view is not None
    view.resize(width, height)
    choice.settle()
    assert view.rect().contains(choice.geometry())
    assert min(button.width() for button in choice.faces) >= theme.sizes().touch
