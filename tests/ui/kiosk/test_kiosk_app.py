"""Whole visits, on a fake camera and a clock that the test moves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.core.types import Frame
from mirror.errors import KioskError, SourceError
from mirror.kiosk.counts import Counts
from mirror.kiosk.pin import hashed
from mirror.kiosk.settings import KioskSettings
from mirror.kiosk.visit import Event, Screen
from mirror.ui.kiosk.kiosk_app import RESTART
from mirror.ui.panel import Page
from mirror.ui.stage.comparison import Comparison
from tests.shelf import BARCODES, BLUSH, RED, write_csv
from tests.ui.kiosk.shop import BRIGHTNESS, CAMERA, CRIMSON, HEIGHT, MODEL, PLUM, WIDTH, Shop

PIN = "8306"


def _worn(shop: Shop) -> object:
    return shop.processor.given[-1][1].look


def test_at_the_start_all_is_wiped_before_anything_is_shown(
    qtbot: QtBot, tmp_path: Path, settings: KioskSettings
) -> None:
    left = tmp_path / "visits" / "mirror-visit-crashed"
    left.mkdir()
    (left / "picture.jpg").write_bytes(b"somebody")
    shop = Shop(qtbot, tmp_path, settings)
    qtbot.addWidget(shop.kiosk.window)
    shop.kiosk.start(full_screen=False)
    assert shop.is_on(Screen.WIPING)
    assert shop.kiosk.window.waiting.isVisible()
    assert shop.made[CAMERA] == []
    shop.until_screen(Screen.ATTRACT)
    assert not left.exists()
    assert shop.kiosk.window.attract.viewport.rendered is not None, "nothing blank is seen"
    shop.kiosk.close()


def test_the_model_wears_the_looks_in_turn(shop: Shop) -> None:
    for look in (CRIMSON, PLUM, CRIMSON):
        shop.until(lambda look=look: _worn(shop) == look, MODEL)  # type: ignore[misc]
        shop.kiosk._attract.timeout.emit()


def _scene(offset: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    dice = np.random.default_rng(5)
    picture = dice.integers(40, 200, (HEIGHT, WIDTH, 3), np.uint8)
    picture[10:60, offset : offset + 40] = 230
    return picture


def test_half_a_second_of_motion_invites(shop: Shop) -> None:
    camera = shop.made[CAMERA][-1]
    start_ns, each_ns = 10_000_000_000, 40_000_000
    still = [_scene(0)] * 75
    moving = [_scene(6 * at) for at in range(1, 13)]
    for seq, pixels in enumerate([*still, *moving]):
        camera.feed.put(Frame(pixels.copy(), seq, start_ns + seq * each_ns))
    shop.until(lambda: shop.screen is Screen.INVITE)
    assert all(controls == MODEL for controls in _sources_seen(shop)), "nobody is analysed"
    shop.pass_s(21)
    assert shop.is_on(Screen.ATTRACT)


def _sources_seen(shop: Shop) -> list[str]:
    names = {value: spec for spec, value in BRIGHTNESS.items()}
    return [names[value] for value, _ in shop.processor.given]


def test_before_a_yes_the_camera_is_closed_and_nothing_of_it_analysed(shop: Shop) -> None:
    shop.deliver(CAMERA)
    shop.ask()
    assert shop.kiosk.window.consent.isVisible()
    shop.until(shop.is_free, CAMERA)
    for _ in range(5):
        shop.pass_s(1)
        shop.deliver(MODEL, CAMERA)
    assert shop.is_free()
    assert shop.processor.given_of(CAMERA) == []
    shop.touch(shop.kiosk.window.consent.accept)
    shop.until(lambda: bool(shop.processor.given_of(CAMERA)), CAMERA)


def test_a_yes_shows_the_visitor_and_wears_nothing_yet(shop: Shop) -> None:
    shop.enter()
    shown = shop.kiosk.window.stage.viewport.rendered
    assert shown is not None
    assert int(shown.frame.pixels[0, 0, 0]) == BRIGHTNESS[CAMERA]
    assert all(controls.look is None for controls in shop.processor.given_of(CAMERA))
    assert shop.is_open()


def test_a_no_shows_the_model_and_never_opens_the_camera(shop: Shop) -> None:
    shop.ask()
    shop.until(shop.is_free)
    before = len(shop.made[CAMERA])
    shop.touch(shop.kiosk.window.consent.decline)
    assert shop.is_on(Screen.MODEL)
    viewport = shop.kiosk.window.stage.viewport
    assert viewport.rendered is not None, "the model is there at once"
    QTest.mouseClick(shop.kiosk.window.panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    shop.until(lambda: _worn(shop) == PLUM, MODEL)
    assert len(shop.made[CAMERA]) == before
    shop.pass_s(44)
    assert shop.is_on(Screen.MODEL)
    shop.pass_s(2)
    assert shop.is_on(Screen.STILL_THERE)


def test_pictures_of_the_model_that_come_late_are_not_taken_for_the_visitor(shop: Shop) -> None:
    shop.ask()
    shop.touch(shop.kiosk.window.consent.accept)
    shop.until(shop.is_open, MODEL)
    late = shop.processor.process(_picture(MODEL), shop.kiosk._controls)
    shop.kiosk.engine.show(late)
    shop.kiosk._show_news()
    assert shop.kiosk.window.stage.viewport.rendered is None
    shop.until(lambda: shop.kiosk.window.stage.viewport.rendered is not None, CAMERA)


def test_a_picture_of_the_camera_that_comes_late_is_never_shown(shop: Shop) -> None:
    shop.enter()
    late = shop.processor.process(_picture(CAMERA), shop.kiosk._controls)
    shop.kiosk.happen(Event.START_OVER)
    shop.kiosk.engine.show(late)
    shop.kiosk._show_news()
    assert shop.is_on(Screen.WIPING), "the camera may still be at work"
    shop.until_screen(Screen.ATTRACT)
    shop.kiosk.engine.show(late)
    shop.kiosk._show_news()
    shown = shop.kiosk.window.attract.viewport.rendered
    assert shown is not None
    assert int(shown.frame.pixels[0, 0, 0]) == BRIGHTNESS[MODEL]


def _picture(spec: str) -> Frame:
    return Frame(np.full((HEIGHT, WIDTH, 3), BRIGHTNESS[spec], np.uint8), 1, 1)


def test_looks_and_products_are_worn_and_counted_without_a_trace_of_who(shop: Shop) -> None:
    shop.enter()
    panel = shop.kiosk.window.panel
    QTest.mouseClick(panel.looks.panel.cards[1], Qt.MouseButton.LeftButton)
    shop.until(lambda: _worn(shop) == CRIMSON, CAMERA)
    _scan(shop, BARCODES[2])
    shop.until(lambda: len(shop.kiosk.dresser.history.worn.pieces) > 1, CAMERA)
    assert panel.page is Page.PRODUCTS
    shop.until(lambda: _worn(shop) == shop.kiosk.dresser.history.worn.look(), CAMERA)
    shop.kiosk.close()
    with Counts(shop.folder / "counts.db") as counts:
        assert [one.sku for one in counts.daily()] == [BLUSH[0]]


def _scan(shop: Shop, code: str) -> None:
    shop.kiosk.scans.found.emit(code)


def test_a_scan_means_nothing_outside_of_a_visit(shop: Shop) -> None:
    _scan(shop, BARCODES[0])
    shop.until(lambda: len(shop.processor.given) > 5, MODEL)
    assert shop.is_on(Screen.ATTRACT)
    assert shop.kiosk.dresser.history.worn.bare


def test_a_product_that_is_found_after_the_visit_is_not_worn(shop: Shop) -> None:
    shop.enter()
    kiosk = shop.kiosk
    with shop.qtbot.waitSignal(kiosk.counter.found) as found:
        _scan(shop, BARCODES[0])
        kiosk.happen(Event.START_OVER)
    assert found.signal_triggered
    shop.until_screen(Screen.ATTRACT)
    assert kiosk.dresser.history.worn.bare
    assert kiosk.window.panel.page is Page.LOOKS


def test_a_code_of_another_shop_is_told(shop: Shop) -> None:
    shop.enter()
    _scan(shop, "4000000000006")
    notice = shop.kiosk.window.stage.notice
    shop.until(lambda: "4000000000006" in notice.text(), CAMERA)
    shop.leave()
    assert notice.text() == ""
    assert notice.isHidden()


def test_who_is_idle_is_asked_and_then_forgotten(shop: Shop) -> None:
    shop.enter()
    shop.somebody(there=False)
    shop.pass_s(46)
    asking = shop.kiosk.window.asking
    assert shop.is_on(Screen.STILL_THERE)
    assert asking.isVisible()
    assert asking.left.text() == "10 s"
    shop.pass_s(3)
    assert asking.left.text() == "7 s"
    shop.until(shop.is_free, MODEL)
    shop.pass_s(7)
    assert shop.is_on(Screen.WIPING)
    shop.until_screen(Screen.ATTRACT)


def test_who_stays_keeps_what_is_worn_and_sees_no_old_picture(shop: Shop) -> None:
    shop.enter()
    QTest.mouseClick(shop.kiosk.window.panel.looks.panel.cards[2], Qt.MouseButton.LeftButton)
    shop.pass_s(46)
    assert shop.is_on(Screen.STILL_THERE)
    shop.touch(shop.kiosk.window.asking.accept)
    assert shop.is_on(Screen.MIRROR)
    assert shop.kiosk.window.stage.viewport.rendered is None
    given = len(shop.processor.given_of(CAMERA))
    shop.until(lambda: len(shop.processor.given_of(CAMERA)) > given, CAMERA)
    assert _worn(shop) == PLUM
    shop.pass_s(2)
    assert shop.is_on(Screen.MIRROR)


def test_who_comes_back_after_a_while_is_asked_first(shop: Shop) -> None:
    shop.enter()
    shop.pass_s(1)
    shop.until(lambda: not shop.kiosk.visit.face)
    shop.pass_s(6)
    assert shop.is_on(Screen.MIRROR)
    shop.until(lambda: shop.screen is Screen.STILL_THERE, CAMERA)
    shop.touch(shop.kiosk.window.asking.decline)
    shop.until_screen(Screen.ATTRACT)


def test_a_face_that_is_missed_for_a_moment_is_still_there(shop: Shop) -> None:
    shop.enter()
    shop.somebody(there=False)
    given = len(shop.processor.given_of(CAMERA))
    shop.until(lambda: len(shop.processor.given_of(CAMERA)) > given + 2, CAMERA)
    shop.pass_s(0.5)
    assert shop.kiosk.visit.face
    shop.pass_s(0.5)
    assert not shop.kiosk.visit.face


def test_a_camera_that_breaks_is_told_and_takes_nobody_for_being_there(shop: Shop) -> None:
    shop.enter()
    shop.made[CAMERA][-1].feed.put(SourceError("The camera was unplugged."))
    notice = shop.kiosk.window.stage.notice
    shop.until(lambda: "unplugged" in notice.text())
    shop.pass_s(46)
    assert shop.is_on(Screen.STILL_THERE)


def _use_everything(shop: Shop) -> None:
    window = shop.kiosk.window
    panel, stage = window.panel, window.stage
    QTest.mouseClick(panel.looks.panel.cards[1], Qt.MouseButton.LeftButton)
    _scan(shop, BARCODES[0])
    shop.until(lambda: panel.page is Page.PRODUCTS, CAMERA)
    panel.strength.setValue(40)
    for search in (panel.products.search, panel.looks.search):
        search.glass.setChecked(True)
        search.field.setText("rose")
    stage.toolbar.ways[Comparison.FOUR].click()
    stage.viewport.look_at_lips()
    stage.toolbar.hold.setDown(True)
    stage.toolbar.picture.click()
    panel.show_page(Page.WEARING)
    (shop.kiosk.folder.path / "picture.jpg").write_bytes(b"somebody")


def test_after_a_visit_nothing_of_it_is_left(shop: Shop) -> None:
    shop.enter()
    kiosk, window = shop.kiosk, shop.kiosk.window
    # Somebody who stays sees the looks on the own face.
    shop.until(lambda: kiosk.thumbnails.own or _older(shop), CAMERA)
    _use_everything(shop)
    assert kiosk.giving.holds
    last = window.stage.viewport.rendered
    assert last is not None
    shop.leave()
    assert kiosk.forgotten is not None
    assert kiosk.forgotten.clean, str(kiosk.forgotten)
    history = kiosk.dresser.history
    assert (history.can_undo, history.can_redo, history.worn.bare) == (False, False, True)
    assert [window.stage.viewport.rendered] == [None]
    assert not kiosk.thumbnails.own
    assert [kiosk.giving.holds] == [False]
    assert not any(kiosk.folder.left())
    for search in (window.panel.looks.search, window.panel.products.search):
        assert (search.field.text(), search.glass.isChecked()) == ("", False)
        assert not search.field.isUndoAvailable()
    assert window.panel.page is Page.LOOKS
    assert window.panel.strength.value() == 100
    assert window.stage.viewport.comparison is Comparison.MADE_UP
    assert not window.stage.toolbar.hold.isDown()
    assert window.stage.viewport.zoom.level == 1.0
    assert not last.frame.pixels.any(), "the last picture is black in memory"
    assert not last.pixels.any()
    kept = kiosk.engine.take()
    assert kept is None or int(kept.frame.pixels[0, 0, 0]) == BRIGHTNESS[MODEL]
    assert shop.processor.given[-1][1].visit == kiosk._controls.visit
    assert shop.processor.given[-1][1].beside == ()
    assert not kiosk.four.shown


def _older(shop: Shop) -> bool:
    """Has the visitor stay on, for the thumbnails."""
    flow = shop.kiosk.thumbnails
    if flow._well_since_ns is not None:
        flow._well_since_ns -= 10**9
    return False


def test_the_next_visitor_finds_everything_as_new(shop: Shop) -> None:
    for _ in range(2):
        shop.enter()
        panel = shop.kiosk.window.panel
        assert panel.page is Page.LOOKS
        assert panel.looks.panel.cards[0].isChecked()
        _use_everything(shop)
        shop.leave()


def test_a_wipe_that_fails_puts_the_mirror_out_of_service_and_has_it_restarted(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shop.enter()
    shown: list[Screen] = []
    show = shop.kiosk.window.show_screen

    def watch(screen: Screen, left_s: int | None) -> None:
        shown.append(screen)
        show(screen, left_s)

    monkeypatch.setattr(shop.kiosk.window, "show_screen", watch)

    def refuse() -> None:
        raise OSError("the disk is read-only")

    monkeypatch.setattr(shop.kiosk.folder, "wipe", refuse)
    with caplog.at_level(logging.CRITICAL):
        shop.touch(shop.kiosk.window.panel.start_over)
        shop.until(lambda: bool(shop.ended), MODEL)
    assert shop.ended == [RESTART]
    assert shown == [Screen.WIPING, Screen.OUT_OF_SERVICE]
    assert shop.kiosk.forgotten is not None
    assert "the disk is read-only" in str(shop.kiosk.forgotten)
    assert not shop.kiosk.window.isVisible()


def test_a_wipe_that_never_ends_has_the_mirror_restarted(shop: Shop) -> None:
    shop.enter()
    shop.touch(shop.kiosk.window.panel.start_over)
    shop.pass_s(11)  # and no picture of the model
    assert shop.ended == [RESTART]


@pytest.fixture(scope="module")
def pin_hash() -> str:
    return hashed(PIN)


class TestStaff:
    """With a PIN."""

    @pytest.fixture
    def settings(self, pin_hash: str) -> KioskSettings:
        return KioskSettings(staff_pin=pin_hash, counts=False)

    def _type(self, shop: Shop, digits: str) -> None:
        pad = shop.kiosk.window.pad
        for digit in digits:
            QTest.mouseClick(pad.keys[digit], Qt.MouseButton.LeftButton)
        QTest.mouseClick(pad.enter, Qt.MouseButton.LeftButton)

    def test_the_right_pin_lets_in_after_a_wipe(self, shop: Shop) -> None:
        shop.enter()
        window = shop.kiosk.window
        window.pad.open()
        self._type(shop, "1357")
        shop.until(lambda: window.pad.said.text() == "That is not the PIN.", CAMERA)
        assert shop.is_on(Screen.MIRROR)
        self._type(shop, PIN)
        shop.until(lambda: shop.screen is Screen.STAFF, CAMERA, MODEL)
        assert shop.kiosk.forgotten is not None
        assert shop.kiosk.forgotten.clean
        assert window.pad.isHidden()
        assert window.staff.isVisible()
        assert shop.is_free()
        for fact in ("Camera: Built-in demo", "Makeup: Running", "Last wipe: Clean"):
            assert fact.casefold() in window.staff._facts.text().casefold()
        QTest.mouseClick(window.staff.done, Qt.MouseButton.LeftButton)
        shop.until_screen(Screen.ATTRACT)

    def test_too_many_tries_close_the_lock(self, shop: Shop) -> None:
        pad = shop.kiosk.window.pad
        pad.open()
        for _ in range(5):
            pad.said.clear()
            self._type(shop, "1357")
            shop.until(lambda: bool(pad.said.text()), MODEL)
        assert pad.said.text() == "Too many tries. Wait 30 s."
        self._type(shop, PIN)
        shop.until(lambda: not shop.kiosk.gate._jobs._pool._work_queue.qsize(), MODEL)
        assert not shop.is_on(Screen.STAFF)
        shop.now_s += 31
        self._type(shop, PIN)
        shop.until_screen(Screen.STAFF)

    def test_the_catalogue_is_read_again(self, shop: Shop) -> None:
        write_csv(shop.goods, ("N1", BARCODES[3], *RED[2:]))
        shop.let_staff_in()
        QTest.mouseClick(shop.kiosk.window.staff.reload, Qt.MouseButton.LeftButton)
        QTest.mouseClick(shop.kiosk.window.staff.done, Qt.MouseButton.LeftButton)
        shop.until_screen(Screen.ATTRACT)
        shop.enter()
        _scan(shop, BARCODES[3])
        shop.until(lambda: bool(shop.kiosk.dresser.history.worn.pieces), CAMERA)

    @pytest.mark.parametrize(("button", "code"), [("end", 0), ("restart", RESTART)])
    def test_the_staff_end_the_kiosk(self, shop: Shop, button: str, code: int) -> None:
        shop.let_staff_in()
        QTest.mouseClick(getattr(shop.kiosk.window.staff, button), Qt.MouseButton.LeftButton)
        assert shop.ended == [code]
        assert shop.is_free()
        assert not shop.kiosk.window.isVisible()

    def test_a_staff_screen_that_nobody_touches_goes_away(self, shop: Shop) -> None:
        shop.let_staff_in()
        shop.pass_s(121)
        shop.until_screen(Screen.ATTRACT)


def _to_wiping(shop: Shop) -> None:
    shop.enter()
    shop.touch(shop.kiosk.window.panel.start_over)


def _to_still_there(shop: Shop) -> None:
    shop.enter()
    shop.pass_s(46)


def _to_model(shop: Shop) -> None:
    shop.ask()
    shop.touch(shop.kiosk.window.consent.decline)


@pytest.mark.parametrize(
    ("way", "screen"),
    [
        (lambda _: None, Screen.ATTRACT),
        (lambda shop: shop.kiosk.happen(Event.MOTION), Screen.INVITE),
        (Shop.ask, Screen.CONSENT),
        (Shop.enter, Screen.MIRROR),
        (_to_model, Screen.MODEL),
        (_to_still_there, Screen.STILL_THERE),
        (_to_wiping, Screen.WIPING),
        (Shop.let_staff_in, Screen.STAFF),
    ],
)
def test_it_can_be_ended_on_every_screen(
    shop: Shop, way: Callable[[Shop], None], screen: Screen
) -> None:
    way(shop)
    assert shop.is_on(screen)
    shop.kiosk.close()
    shop.kiosk.close()
    assert shop.ended == [0]
    assert shop.is_free()
    assert shop.processor.closed.is_set()
    assert not shop.kiosk.folder.path.exists()
    assert shop.kiosk.window.stage.viewport.rendered is None


def test_it_can_be_ended_before_it_has_begun(
    qtbot: QtBot, tmp_path: Path, settings: KioskSettings
) -> None:
    shop = Shop(qtbot, tmp_path, settings)
    qtbot.addWidget(shop.kiosk.window)
    shop.kiosk.close()
    assert shop.ended == [0]


def test_a_folder_that_cannot_be_removed_does_not_keep_it_from_ending(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise OSError("busy")

    monkeypatch.setattr(shop.kiosk.folder, "close", refuse)
    shop.kiosk.close()
    assert shop.ended == [0]
    assert "could not be removed" in caplog.text
    monkeypatch.undo()
    shop.kiosk.folder.close()


def test_window_and_engine_both_feed_the_heart(shop: Shop) -> None:
    heart = shop.kiosk._heart
    shop.now_s += 60
    assert sorted(heart.silent(shop.now_s)) == ["engine", "window"]
    shop.kiosk._tick.timeout.emit()
    assert heart.silent(shop.now_s) == ["engine"]
    shop.until(lambda: not heart.silent(shop.now_s), MODEL)


def test_an_engine_that_waits_for_its_camera_is_not_taken_for_dead(shop: Shop) -> None:
    shop.enter()
    shop.made[CAMERA][-1].feed.put(SourceError("The camera was unplugged."))
    shop.until(lambda: "unplugged" in shop.kiosk.window.stage.notice.text())
    shop.pass_s(20)
    assert shop.kiosk._heart.silent(shop.now_s) == []


def test_systemd_is_told_when_it_is_ready_and_when_it_ends(
    qtbot: QtBot, tmp_path: Path, settings: KioskSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for state in ("ready", "alive", "stopping"):
        monkeypatch.setattr(
            f"mirror.kiosk.heartbeat.Notifier.{state}", lambda _, state=state: told.append(state)
        )
    monkeypatch.setenv("WATCHDOG_USEC", "10000000")
    shop = Shop(qtbot, tmp_path, settings)
    qtbot.addWidget(shop.kiosk.window)
    assert told == []
    shop.begin()
    assert told == ["ready"]
    assert shop.kiosk._pulse.interval() == 5000
    shop.kiosk._pulse.timeout.emit()
    shop.kiosk.close()
    assert told == ["ready", "alive", "stopping"]


def test_makeup_that_fails_leaves_a_mirror_that_still_forgets(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        shop.enter()
        shop.processor.fails = True
        failures = shop.kiosk.engine.status.worker.failures
        shop.until(lambda: shop.kiosk.engine.status.worker.failures > failures, CAMERA)
        shop.leave()
    assert shop.kiosk.forgotten is not None
    assert shop.kiosk.forgotten.clean


def test_a_picture_is_not_offered_where_the_network_does_not_allow_it(
    qtbot: QtBot, tmp_path: Path, settings: KioskSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise KioskError("This machine is in no local network.")

    monkeypatch.setattr("mirror.ui.kiosk.give_along.lan_address", refuse)
    shop = Shop(qtbot, tmp_path, settings)
    qtbot.addWidget(shop.kiosk.window)
    shop.begin()
    shop.enter()
    assert not shop.kiosk.window.stage.toolbar.picture.isVisible()
    shop.let_staff_in()
    assert "in no local network" in shop.kiosk.window.staff._facts.text()
    shop.kiosk.close()
