from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.makeup.transferred import ZoneStrengths
from mirror.ui.app import FirstWorn, MirrorApp
from mirror.ui.panel import Page
from tests import known_transfer as known
from tests import photos
from tests.mirrors import PLUM, RED, Stage, until_worn, wear_photo
from tests.photos import saved_look, until


def test_a_photos_look_is_worn_in_the_picture_and_the_products_are_off(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    until_worn(qtbot, mirror, stage)
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    until_worn(qtbot, mirror, stage)
    worn = stage.processor.wearing[-1]
    assert worn.transferred is not None
    assert (worn.transferred.title, worn.look, worn.zones) == ("Party", None, ZoneStrengths())
    panel = mirror.window.panel
    assert [card.text() for card in panel.looks.panel.photos if card.isChecked()] == ["Party"]
    assert not any(card.isChecked() for card in panel.looks.panel.cards)


def test_products_go_on_top_and_each_comes_off_by_itself(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    code = mirror.controls.transferred
    panel = mirror.window.panel
    QTest.mouseClick(panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (PLUM, code)
    panel.show_page(Page.WEARING)
    (row,) = panel.wearing.rows.values()
    assert panel.wearing.photo.isVisible()
    QTest.mouseClick(row.take_off, Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (None, code)
    panel.show_page(Page.LOOKS)
    QTest.mouseClick(panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    panel.show_page(Page.WEARING)
    QTest.mouseClick(panel.wearing.photo.take_off, Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (PLUM, None)
    assert panel.wearing.photo.isHidden()
    assert panel.looks.panel.cards[2].isChecked()
    assert not any(card.isChecked() for card in panel.looks.panel.photos)


def test_no_makeup_takes_everything_off(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    looks = mirror.window.panel.looks.panel
    QTest.mouseClick(looks.cards[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(looks.cards[0], Qt.MouseButton.LeftButton)
    assert (mirror.controls.look, mirror.controls.transferred) == (None, None)
    assert [card for card in (*looks.cards, *looks.photos) if card.isChecked()] == [looks.cards[0]]


def test_the_sliders_change_what_is_worn_where(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    sliders = mirror.window.panel.wearing.photo.sliders
    sliders["lips"].setValue(40)
    sliders["skin"].setValue(30)
    until_worn(qtbot, mirror, stage)
    assert stage.processor.wearing[-1].zones == ZoneStrengths(lips=0.4, skin=0.3)


def test_the_card_of_a_photo_puts_its_look_on_again(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    party = mirror.controls.transferred
    wear_photo(qtbot, mirror, stage, tmp_path / "ball.png")
    looks = mirror.window.panel.looks.panel
    assert [card.text() for card in looks.photos] == ["Ball", "Party"]
    QTest.mouseClick(looks.photos[1], Qt.MouseButton.LeftButton)
    assert mirror.controls.transferred is party
    assert looks.photos[1].isChecked()


def test_a_saved_look_is_there_the_next_time_and_is_put_on(qtbot: QtBot, stage: Stage) -> None:
    saved_look(stage.saved, "Party", seed=6)
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    looks = mirror.window.panel.looks.panel
    qtbot.waitUntil(lambda: [card.text() for card in looks.photos] == ["Party"])
    assert mirror.controls.look == RED
    QTest.mouseClick(looks.photos[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: mirror.controls.transferred is not None)
    code = mirror.controls.transferred
    assert code is not None
    np.testing.assert_allclose(code.pigment, known.look(6).pigment, rtol=2**-11, atol=3e-8)
    assert looks.photos[0].isChecked()
    mirror.close()


def test_a_look_that_cannot_be_loaded_is_not_shown_as_worn(qtbot: QtBot, stage: Stage) -> None:
    saved_look(stage.saved, "Party")
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(RED))
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    looks = mirror.window.panel.looks.panel
    qtbot.waitUntil(lambda: bool(looks.photos))
    (stage.saved / "party.mirrorlook").write_bytes(b"PK")
    QTest.mouseClick(looks.photos[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is damaged" in mirror.window.notice.text())
    assert not looks.photos[0].isChecked()
    assert looks.cards[1].isChecked()
    mirror.close()


def test_the_look_that_is_worn_comes_off_when_it_is_deleted(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    mirror.window.panel.looks.panel.delete_wanted.emit(mirror.photos.looks.looks[0].key)
    assert mirror.controls.transferred is None
    assert mirror.window.panel.looks.panel.photos == []
    assert mirror.window.panel.looks.panel.cards[0].isChecked()


def test_the_panel_shows_what_becomes_of_the_look_that_is_worn(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    mirror.window.panel.show_page(Page.WEARING)
    worn = mirror.window.panel.wearing.photo
    QTest.mouseClick(worn.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not worn.save.isVisible())
    mirror.photos.looks.rename(mirror.photos.looks.looks[0].key, "Gala")
    qtbot.waitUntil(lambda: worn.title.text() == "Gala")


def test_the_mirror_begins_with_the_look_of_a_photo(qtbot: QtBot, stage: Stage) -> None:
    code = known.look(1)
    mirror = MirrorApp(stage.parts, begin_with=FirstWorn(transferred=code, saved_as="photo-1"))
    qtbot.addWidget(mirror.window)
    assert (mirror.controls.transferred, mirror.controls.look) == (code, None)
    assert mirror.window.panel.looks.panel.photos[0].isChecked()
    mirror.close()


def test_the_mirror_begins_with_a_photo_to_read(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    path = photos.photo(tmp_path / "party.png")
    mirror = MirrorApp(stage.parts, spec="demo", begin_with=FirstWorn(photo=path))
    qtbot.addWidget(mirror.window)
    mirror.start()
    until(qtbot, lambda: mirror.controls.transferred is not None)
    mirror.close()


def test_where_nothing_may_be_kept_saving_is_not_offered(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    saved_look(stage.saved, "Party")
    mirror = MirrorApp(replace(stage.parts, open_saved=None), spec="demo")
    qtbot.addWidget(mirror.window)
    mirror.start()
    until_worn(qtbot, mirror, stage)
    wear_photo(qtbot, mirror, stage, tmp_path / "ball.png")
    assert [card.text() for card in mirror.window.panel.looks.panel.photos] == ["Ball"]
    mirror.window.panel.show_page(Page.WEARING)
    assert mirror.window.panel.wearing.photo.isVisible()
    assert not mirror.window.panel.wearing.photo.save.isVisible()
    mirror.close()


def test_what_reads_photos_is_made_ready_once_the_mirror_runs_and_freed_with_it(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage
) -> None:
    assert not stage.extraction.entered.acquire(blocking=False)
    until_worn(qtbot, mirror, stage)
    until(qtbot, lambda: stage.extraction.entered.acquire(blocking=False))
    mirror.close()
    assert stage.extraction.closed.is_set()


def test_the_way_back_leads_to_the_photo_that_was_worn(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    panel = mirror.window.panel
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    party = mirror.controls.transferred
    wear_photo(qtbot, mirror, stage, tmp_path / "ball.png")
    panel.undo.click()
    assert mirror.controls.transferred is party
    assert [card.text() for card in panel.looks.panel.photos if card.isChecked()] == ["Party"]
    assert panel.wearing.photo.title.text() == "Party"
    panel.undo.click()
    assert mirror.controls.look == RED
    assert panel.wearing.photo.isHidden()
    assert not any(card.isChecked() for card in panel.looks.panel.photos)


def test_no_way_back_leads_to_a_photo_that_was_deleted(
    qtbot: QtBot, mirror: MirrorApp, stage: Stage, tmp_path: Path
) -> None:
    wear_photo(qtbot, mirror, stage, tmp_path / "party.png")
    QTest.mouseClick(mirror.window.panel.looks.panel.cards[1], Qt.MouseButton.LeftButton)
    mirror.window.panel.looks.panel.delete_wanted.emit(mirror.photos.looks.looks[0].key)
    assert (mirror.controls.look, mirror.controls.transferred) == (RED, None)
    while mirror.window.panel.undo.isEnabled():
        mirror.window.panel.undo.click()
        assert mirror.controls.transferred is None
    assert mirror.controls.look == RED
