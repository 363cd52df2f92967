from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.saved_looks import SavedLooks
from mirror.ui.jobs import Jobs
from mirror.ui.looks.photo_looks import PhotoLook, PhotoLooks
from tests import known_transfer as known
from tests.photos import ENCODER, OTHER_ENCODER, saved_look


class Shelf:
    """Looks in a folder, and what was said of them."""

    def __init__(self, folder: Path, *, keeps: bool = True) -> None:
        self.folder = folder
        self.jobs = Jobs(threads=1, awaited=True)
        self.looks = PhotoLooks(self._open if keeps else None, self.jobs)
        self.ready: list[tuple[PhotoLook, TransferredLook]] = []
        self.outdated: list[PhotoLook] = []
        self.removed: list[PhotoLook] = []
        self.told: list[str] = []
        self.looks.ready.connect(lambda look, code: self.ready.append((look, code)))
        self.looks.outdated.connect(self.outdated.append)
        self.looks.removed.connect(self.removed.append)
        self.looks.told.connect(self.told.append)

    def _open(self) -> SavedLooks:
        return SavedLooks(self.folder, ENCODER)

    @property
    def titles(self) -> list[str]:
        return [look.title for look in self.looks.looks]

    def files(self) -> list[str]:
        return SavedLooks(self.folder, ENCODER).names()

    def start(self, qtbot: QtBot) -> None:
        with qtbot.waitSignal(self.looks.changed):
            self.looks.start()


@pytest.fixture
def shelf(qtbot: QtBot, tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "looks")
    yield shelf
    shelf.jobs.close()


def code(title: str = "Party", seed: int = 0) -> TransferredLook:
    return replace(known.look(seed), title=title)


def test_a_look_is_kept_for_the_session_and_nothing_is_written(shelf: Shelf) -> None:
    look = shelf.looks.add(code())
    assert (look.title, look.saved_as, look.outdated) == ("Party", None, False)
    assert shelf.looks[look.key] is look
    assert not shelf.folder.exists()


def test_the_latest_comes_first_and_titles_are_told_apart(shelf: Shelf) -> None:
    for title in ("Party", "Ball", "Party"):
        shelf.looks.add(code(title))
    assert shelf.titles == ["Party 2", "Ball", "Party"]


def test_of_the_looks_that_nobody_saves_the_latest_are_kept(qtbot: QtBot, shelf: Shelf) -> None:
    kept = shelf.looks.add(code("Kept"))
    shelf.looks.save(kept.key)
    qtbot.waitUntil(lambda: bool(shelf.told))
    for number in range(15):
        shelf.looks.add(code(f"Photo {number}"))
    assert shelf.titles == [f"Photo {number}" for number in range(14, 2, -1)] + ["Kept"]
    assert [look.title for look in shelf.removed] == ["Photo 0", "Photo 1", "Photo 2"]


def test_of_the_codes_of_saved_looks_the_latest_stay_loaded(qtbot: QtBot, shelf: Shelf) -> None:
    for number in range(18):
        saved_look(shelf.folder, f"Look {number}", seed=number)
    shelf.start(qtbot)
    keys = [look.key for look in shelf.looks.looks]
    for count, key in enumerate([*keys, keys[-1], keys[0]], 1):
        shelf.looks.fetch(key)
        qtbot.waitUntil(lambda count=count: len(shelf.ready) == count)  # type: ignore[misc]
    assert shelf.ready[18][1] is shelf.ready[17][1]
    assert shelf.ready[19][1] is not shelf.ready[0][1], "the first one was loaded again"


def test_a_look_of_this_session_is_handed_over_at_once(shelf: Shelf) -> None:
    taken = code()
    look = shelf.looks.add(taken)
    shelf.looks.fetch(look.key)
    assert shelf.ready == [(look, taken)]


def test_saved_looks_are_listed_and_loaded_when_they_are_asked_for(
    qtbot: QtBot, shelf: Shelf
) -> None:
    saved_look(shelf.folder, "Party", seed=3)
    shelf.looks.add(code("New"))
    shelf.start(qtbot)
    assert shelf.titles == ["New", "Party"]
    party = shelf.looks.looks[-1]
    assert party.saved_as == "party"
    shelf.looks.fetch(party.key)
    qtbot.waitUntil(lambda: bool(shelf.ready))
    loaded = shelf.ready[0][1]
    np.testing.assert_allclose(loaded.pigment, known.look(3).pigment, rtol=2**-11, atol=3e-8)
    shelf.looks.fetch(party.key)
    assert shelf.ready[1][1] is loaded


def test_a_look_that_was_loaded_before_the_list_is_listed_once(qtbot: QtBot, shelf: Shelf) -> None:
    saved_look(shelf.folder, "Party")
    shelf.looks.add(code(), saved_as="party")
    shelf.start(qtbot)
    assert shelf.titles == ["Party"]


def test_saving_keeps_a_look_for_the_next_time(qtbot: QtBot, shelf: Shelf) -> None:
    look = shelf.looks.add(code())
    shelf.looks.save(look.key)
    shelf.looks.save(look.key)
    qtbot.waitUntil(lambda: bool(shelf.told))
    assert shelf.looks[look.key].saved_as == "party"
    assert shelf.told == ["“Party” is saved, and will be here next time."]
    shelf.looks.save(look.key)
    shelf.jobs.close()
    assert shelf.files() == ["party"]


def test_a_look_that_cannot_be_saved_is_told_and_may_be_tried_again(
    qtbot: QtBot, shelf: Shelf
) -> None:
    shelf.folder.write_text("no folder")
    look = shelf.looks.add(code())
    shelf.looks.save(look.key)
    qtbot.waitUntil(lambda: len(shelf.told) == 1)
    assert "for saved looks cannot be made" in shelf.told[0]
    assert shelf.looks[look.key].saved_as is None
    shelf.folder.unlink()
    shelf.looks.save(look.key)
    qtbot.waitUntil(lambda: len(shelf.told) == 2)
    assert shelf.looks[look.key].saved_as == "party"


def test_where_nothing_may_be_kept_nothing_is(qtbot: QtBot, tmp_path: Path) -> None:
    saved_look(tmp_path, "Party")
    shelf = Shelf(tmp_path, keeps=False)
    shelf.looks.start()
    look = shelf.looks.add(code("New"))
    shelf.looks.save(look.key)
    shelf.jobs.close()
    assert not shelf.looks.can_save
    assert shelf.titles == ["New"]
    assert shelf.files() == ["party"]


def test_a_look_is_renamed_before_and_after_it_is_saved(qtbot: QtBot, shelf: Shelf) -> None:
    look = shelf.looks.add(code())
    shelf.looks.rename(look.key, "  Ball\n")
    assert shelf.titles == ["Ball"]
    shelf.looks.save(look.key)
    qtbot.waitUntil(lambda: bool(shelf.told))
    assert shelf.files() == ["ball"]
    with qtbot.waitSignal(shelf.looks.changed):
        shelf.looks.rename(look.key, "Wedding")
    assert shelf.looks[look.key].saved_as == "wedding"
    assert shelf.files() == ["wedding"]


@pytest.mark.parametrize("title", ["", "   ", "\n", "Party"])
def test_no_title_and_the_same_title_change_nothing(qtbot: QtBot, shelf: Shelf, title: str) -> None:
    look = shelf.looks.add(code())
    with qtbot.assertNotEmitted(shelf.looks.changed):
        shelf.looks.rename(look.key, title)
    assert shelf.titles == ["Party"]


def test_a_long_title_is_cut(shelf: Shelf) -> None:
    look = shelf.looks.add(code())
    shelf.looks.rename(look.key, "x" * 99)
    assert shelf.titles == ["x" * 60]


def test_a_look_is_deleted_with_its_file(qtbot: QtBot, shelf: Shelf) -> None:
    saved_look(shelf.folder, "Party")
    shelf.start(qtbot)
    new = shelf.looks.add(code("New"))
    shelf.looks.delete(new.key)
    assert shelf.removed == [new]
    (party,) = shelf.looks.looks
    shelf.looks.delete(party.key)
    qtbot.waitUntil(lambda: len(shelf.removed) == 2)
    assert shelf.titles == shelf.files() == []


def test_a_look_that_may_not_be_deleted_stays(
    qtbot: QtBot, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_look(shelf.folder, "Party")
    shelf.start(qtbot)

    def refuse(self: Path, *, missing_ok: bool) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    shelf.looks.delete(shelf.looks.looks[0].key)
    qtbot.waitUntil(lambda: bool(shelf.told))
    assert "cannot be deleted" in shelf.told[0]
    assert shelf.titles == ["Party"]


def test_an_outdated_look_is_renewed_from_its_photo(qtbot: QtBot, shelf: Shelf) -> None:
    saved_look(shelf.folder, "Party", encoder=OTHER_ENCODER)
    shelf.start(qtbot)
    (party,) = shelf.looks.looks
    assert party.outdated
    shelf.looks.fetch(party.key)
    assert shelf.outdated == [party]
    assert not shelf.ready
    again = code("IMG 1", seed=7)
    shelf.looks.renew(party.key, again)
    qtbot.waitUntil(lambda: bool(shelf.ready))
    renewed, worn = shelf.ready[0]
    assert (renewed.title, renewed.outdated, worn) == ("Party", False, again)
    assert SavedLooks(shelf.folder, ENCODER).labels()[0].encoder == ENCODER


def test_a_file_that_is_damaged_meanwhile_is_told(qtbot: QtBot, shelf: Shelf) -> None:
    saved_look(shelf.folder, "Party")
    shelf.start(qtbot)
    (shelf.folder / "party.mirrorlook").write_bytes(b"PK")
    shelf.looks.fetch(shelf.looks.looks[0].key)
    qtbot.waitUntil(lambda: bool(shelf.told))
    assert "is damaged" in shelf.told[0]
