from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from mirror.core.types import Pixels
from mirror.errors import ModelError, SourceError
from mirror.ui.jobs import Jobs
from mirror.ui.looks.photo_intake import Photo
from mirror.ui.looks.photo_reader import Extraction, PhotoReader, Reading, Sighting
from tests import known_transfer as known
from tests import photos
from tests.fakes import PATIENCE_S
from tests.photos import FakeExtraction, face, two_faces, until


class Desk:
    """A reader on a fake extraction, and what it said."""

    def __init__(self) -> None:
        self.extraction = FakeExtraction(face())
        self.built = 0
        self.build_error: Exception | None = None
        self.jobs = Jobs(threads=1, awaited=True)
        self.reader = PhotoReader(self._build, self.jobs)
        self.done: list[Reading] = []
        self.sightings: list[Sighting] = []
        self.refusals: list[str] = []
        self.reader.done.connect(self.done.append)
        self.reader.choice_wanted.connect(self.sightings.append)
        self.reader.refused.connect(self.refusals.append)

    def _build(self) -> Extraction:
        self.built += 1
        if self.build_error is not None:
            raise self.build_error
        return self.extraction

    def said(self) -> bool:
        return bool(self.done or self.sightings or self.refusals)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.extraction.gate.set()
    desk.jobs.close()
    desk.reader.close()


def photo(title: str = "Party") -> Photo:
    return Photo(title, photos.pixels)


def test_the_makeup_of_a_photo_is_read_beside_the_main_thread(qtbot: QtBot, desk: Desk) -> None:
    on_main: list[bool] = []

    def load() -> Pixels:
        on_main.append(QThread.isMainThread())
        return photos.pixels()

    desk.reader.read(Photo("Party", load))
    until(qtbot, desk.said)
    (reading,) = desk.done
    assert (reading.look.title, reading.warning) == ("Party", None)
    assert np.array_equal(reading.look.pigment, known.look(0).pigment)
    assert on_main == [False]
    assert desk.extraction.thread is not None
    assert desk.extraction.thread.startswith("mirror-job")


def test_what_reads_photos_is_built_once(qtbot: QtBot, desk: Desk) -> None:
    for count in (1, 2):
        desk.reader.read(photo())
        until(qtbot, lambda count=count: len(desk.done) == count)  # type: ignore[misc]
    assert desk.built == 1


def test_several_faces_are_offered_and_one_is_read(qtbot: QtBot, desk: Desk) -> None:
    desk.extraction.faces = two_faces()
    desk.reader.read(photo())
    until(qtbot, desk.said)
    (sighting,) = desk.sightings
    assert [one.face.track_id for one in sighting.faces] == [1, 0]
    desk.reader.choose(sighting, sighting.faces[1])
    until(qtbot, lambda: bool(desk.done))
    assert np.array_equal(desk.done[0].look.pigment, known.look(0).pigment)
    assert desk.extraction.entered.acquire(blocking=False)
    assert not desk.extraction.entered.acquire(blocking=False), "the photo was searched twice"


def test_of_several_faces_of_which_one_can_be_read_that_one_is_taken(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.extraction.faces = (face(40.0, 150.0), face(300.0, 550.0), face(30.0, 800.0))
    desk.reader.read(photo())
    until(qtbot, desk.said)
    assert np.array_equal(desk.done[0].look.pigment, known.look(1).pigment)


def test_a_soft_fault_is_a_warning_with_the_look(qtbot: QtBot, desk: Desk) -> None:
    desk.extraction.faces = (face(110.0),)
    desk.reader.read(photo())
    until(qtbot, desk.said)
    assert desk.done[0].warning is not None
    assert "only 110 pixels high; from 140 on" in desk.done[0].warning


@pytest.mark.parametrize(
    ("faces", "said"),
    [
        ((), "No face was found in this photo"),
        ((face(40.0),), "only 40 pixels high, and it takes 60"),
        ((face(40.0, 150.0), face(45.0, 600.0)), "only 45 pixels high"),
    ],
)
def test_a_hard_fault_refuses_the_photo(
    qtbot: QtBot, desk: Desk, faces: tuple[np.ndarray, ...], said: str
) -> None:
    desk.extraction.faces = faces
    desk.reader.read(photo())
    until(qtbot, desk.said)
    assert said in desk.refusals[0]
    assert not desk.done


def test_a_face_beyond_reading_is_refused_when_it_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    desk.extraction.faces = (*two_faces(), face(30.0, 800.0))
    desk.reader.read(photo())
    until(qtbot, desk.said)
    desk.reader.choose(desk.sightings[0], desk.sightings[0].faces[-1])
    until(qtbot, lambda: bool(desk.refusals))
    assert "only 30 pixels high" in desk.refusals[0]


def _broken() -> Pixels:
    raise SourceError("The picture is damaged.")


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, desk: Desk) -> None:
    desk.reader.read(Photo("Party", _broken))
    until(qtbot, desk.said)
    assert desk.refusals == ["The picture is damaged."]


def test_a_missing_network_is_told_at_every_photo(qtbot: QtBot, desk: Desk) -> None:
    desk.build_error = ModelError("The model transfer is not installed.")
    for count in (1, 2):
        desk.reader.read(photo())
        until(qtbot, lambda count=count: len(desk.refusals) == count)  # type: ignore[misc]
    assert desk.refusals == ["The model transfer is not installed."] * 2


def test_a_fault_of_the_program_is_logged_and_told_in_words(
    qtbot: QtBot, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.extraction.error = ZeroDivisionError("of all things")
    desk.reader.read(photo())
    until(qtbot, desk.said)
    assert desk.refusals == ["This photo could not be read; try another one."]
    assert "of all things" in caplog.text
    desk.extraction.error = None
    desk.reader.read(photo())
    until(qtbot, lambda: bool(desk.done))


def test_a_second_photo_takes_the_place_of_the_first(qtbot: QtBot, desk: Desk) -> None:
    desk.extraction.gate.clear()
    desk.reader.read(photo("First"))
    assert desk.extraction.entered.acquire(timeout=PATIENCE_S)
    desk.reader.read(photo("Second"))
    desk.reader.read(photo("Third"))
    desk.extraction.gate.set()
    until(qtbot, desk.said)
    QCoreApplication.processEvents()
    assert [reading.look.title for reading in desk.done] == ["Third"]
    # The second one had not begun, and never did.
    assert desk.extraction.entered.acquire(timeout=PATIENCE_S)
    assert not desk.extraction.entered.acquire(blocking=False)


def test_a_photo_that_is_given_up_says_nothing(qtbot: QtBot, desk: Desk) -> None:
    desk.extraction.gate.clear()
    desk.reader.read(photo())
    assert desk.extraction.entered.acquire(timeout=PATIENCE_S)
    desk.reader.cancel()
    desk.extraction.gate.set()
    desk.jobs.run(lambda: None, lambda _: desk.refusals.append("the next job is done"))
    until(qtbot, desk.said)
    assert desk.refusals == ["the next job is done"]


def test_what_is_prepared_is_not_built_again(qtbot: QtBot, desk: Desk) -> None:
    desk.reader.prepare(photos.pixels)
    assert desk.built == 1
    assert desk.extraction.thread == threading.current_thread().name
    desk.reader.read(photo())
    until(qtbot, desk.said)
    assert desk.built == 1


def test_a_photo_does_not_wait_for_what_is_being_prepared(qtbot: QtBot, desk: Desk) -> None:
    quick, slow = desk.extraction, FakeExtraction(face())
    slow.gate.clear()
    desk.extraction = slow
    preparing = threading.Thread(target=desk.reader.prepare, args=(photos.pixels,))
    preparing.start()
    assert slow.entered.acquire(timeout=PATIENCE_S)
    desk.extraction = quick
    desk.reader.read(photo())
    until(qtbot, desk.said)
    slow.gate.set()
    preparing.join()
    assert slow.closed.is_set()
    assert not quick.closed.is_set()


def test_what_is_prepared_after_the_end_is_freed(desk: Desk) -> None:
    desk.jobs.close()
    desk.reader.close()
    desk.reader.prepare(photos.pixels)
    assert desk.extraction.closed.is_set()


def test_preparing_without_the_network_or_a_face_is_no_trouble(desk: Desk) -> None:
    desk.build_error = ModelError("The model transfer is not installed.")
    desk.reader.prepare(photos.pixels)
    desk.build_error = None
    desk.extraction.faces = ()
    desk.reader.prepare(photos.pixels)
    assert not desk.said()


def test_closing_frees_the_models_and_may_be_repeated(qtbot: QtBot, desk: Desk) -> None:
    desk.reader.read(photo())
    until(qtbot, desk.said)
    desk.jobs.close()
    desk.reader.close()
    desk.reader.close()
    assert desk.extraction.closed.is_set()
