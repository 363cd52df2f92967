"""A kiosk, wired in one place: what happens goes to the visit, and its orders are carried out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mirror.dressing.basket import Basket
from mirror.dressing.history import History
from mirror.kiosk import visit as visits
from mirror.kiosk.counts import Event as Counted
from mirror.kiosk.forgetting import Buffers, Forgotten, Held, forget
from mirror.kiosk.heartbeat import Heartbeat, Notifier, interval_s
from mirror.kiosk.pin import PinLock
from mirror.kiosk.session_folder import SessionFolder
from mirror.kiosk.visit import Event, Order, Rules, Screen, Show, Visit, Wipe, Wiped
from mirror.pipeline.engine import Engine
from mirror.pipeline.feed import FeedState
from mirror.pipeline.guidance import Guide
from mirror.pipeline.messages import Controls
from mirror.ui import words
from mirror.ui.bridge import Bridge
from mirror.ui.dresser import Dresser
from mirror.ui.jobs import Jobs
from mirror.ui.kiosk.attract_loop import AttractLoop
from mirror.ui.kiosk.facts import facts
from mirror.ui.kiosk.forgetting import wipers
from mirror.ui.kiosk.give_along import GiveAlong
from mirror.ui.kiosk.kiosk_window import KioskWindow
from mirror.ui.kiosk.motion_camera import MotionCamera
from mirror.ui.kiosk.pin_gate import PinGate
from mirror.ui.kiosk.shop_counter import ShopCounter
from mirror.ui.kiosk.source_switch import Sitter, SourceSwitch
from mirror.ui.kiosk.tally import Tally
from mirror.ui.looks.thumbnail_flow import ThumbnailFlow
from mirror.ui.looks.thumbnails import ThumbnailStore
from mirror.ui.products.scans import Scans
from mirror.ui.stage.four_up import FourUp

if TYPE_CHECKING:
    from mirror.catalogue.item import Item
    from mirror.catalogue.shelf import ShelfProduct
    from mirror.dressing.outfit import Outfit
    from mirror.kiosk.settings import KioskSettings
    from mirror.pipeline.messages import Rendered
    from mirror.ui.app import Parts

_log = logging.getLogger(__name__)

RESTART = 75
"""The exit code that asks the system to start the kiosk again."""

_TICK_MS = 250
_GONE_AFTER_S = 0.6  # a face that is missed in a picture or two has not gone
_PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class KioskPlaces:
    """Where a kiosk's own files lie.

    Attributes:
        tries: Counts wrong tries of the PIN.
        counts: Counts what was tried on.
    """

    tries: Path
    counts: Path


class KioskApp(QObject):
    """Runs one visit after the other until the staff end it.

    Args:
        parts: What a mirror is made from; its catalogue is the shop's.
        settings: What the shop has decided.
        places: Where its files lie.
        spec: The camera; None chooses one.
        clock: Seconds of a clock that cannot be set.
    """

    ended = Signal(int)
    """All threads have ended and the camera is free; the exit code."""

    _moved = Signal()

    def __init__(
        self,
        parts: Parts,
        settings: KioskSettings,
        places: KioskPlaces,
        *,
        spec: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._parts, self._settings, self._clock = parts, settings, clock
        self._rules = Rules(idle_s=settings.idle_s)
        self._visit: Visit | None = None
        self._controls = Controls()
        self._wiping: tuple[int, int] | None = None  # number, and the revision that must be seen
        self._face_s = clock()
        self._loop = AttractLoop(parts.looks, settings.attract_looks)
        self._closed = False
        self.basket = Basket()
        """What this visitor would like to take home."""
        self._guide, self._buffers = Guide(), Buffers()
        self.forgotten: Forgotten | None = None
        """What the last wipe came to."""

        self.bridge = Bridge(self)
        self.engine = Engine(parts.build_processor, self.bridge.wake)
        self._sources = SourceSwitch(self.engine, parts.make_source, spec)
        self.jobs = Jobs(self)
        # One after the other: the camera is freed before it is opened again.
        self._orders = Jobs(self, threads=1, awaited=True)
        self.camera = MotionCamera(lambda: parts.make_source(spec), self._moved.emit)
        self.window = KioskWindow(parts.looks, hand_off=settings.hand_off)
        self.dresser = Dresser(History(), self)
        self.four = FourUp(self.window.stage, parts.looks, self)
        self.folder = SessionFolder()
        lock = PinLock(places.tries, settings.staff_pin, clock=clock)
        self.gate = PinGate(lock, self.window.pad, self)
        self._tally = Tally(places.counts, enabled=settings.counts, parent=self)
        self.giving = GiveAlong(settings, self.window.take_along, self)
        self.counter = ShopCounter(
            parts.open_catalogue, self.window.panel.products, self.window.stage.notice, self
        )
        self.scans = Scans(self)
        self.thumbnails = ThumbnailFlow(
            self.window.panel.looks.panel,
            parts.looks,
            ThumbnailStore(parts.cache / "thumbnails"),
            parts.read_face,
            parts.build_still_processor,
            self.jobs,
        )
        self._tick, self._attract, self._pulse = QTimer(self), QTimer(self), QTimer(self)
        self._notifier = Notifier()
        self._heart = self._make_heart()
        self._connect()
        self.counter.open()

    @property
    def visit(self) -> Visit:
        """Where the visit is."""
        if self._visit is None:
            raise RuntimeError("the kiosk has not been started")
        return self._visit

    def start(self, *, full_screen: bool = True) -> None:
        """Shows the window and begins; once."""
        if full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()
        self.giving.start()
        self.window.stage.toolbar.picture.setVisible(self.giving.server is not None)
        self._sources.use(Sitter.MODEL)
        self.engine.start()
        self.scans.start()
        self.thumbnails.start()
        self._tick.start(_TICK_MS)
        self._attract.start(1000 * self._settings.attract_look_s)
        self._obey(visits.begin(self._clock()))
        self._notifier.ready()

    def close(self, code: int = 0) -> None:
        """Forgets everything, ends all threads and frees the camera; may be repeated."""
        if self._closed:
            return
        self._closed = True
        self._notifier.stopping()
        for timer in (self._tick, self._attract, self._pulse):
            timer.stop()
        self.jobs.stopping.set()
        self._orders.close(finish=True)
        self.camera.stop()
        self.engine.close()
        self._forget()
        self.jobs.close()
        self.gate.close()
        self._tally.close()
        self.scans.close()
        self.counter.close()
        self.giving.close()
        try:
            self.folder.close()
        except OSError:
            _log.exception("the folder of the visits could not be removed")
        self.window.end()
        self.ended.emit(code)

    def happen(self, event: Event | Wiped) -> None:
        """Tells the visit what has happened."""
        if not self._closed and self._visit is not None:
            self._obey(visits.step(self._visit, event, self._clock(), self._rules))

    def _obey(self, step: visits.Step) -> None:
        self._visit, commands = step
        for command in commands:
            if isinstance(command, Show):
                self._show(command)
            elif isinstance(command, Wipe):
                self._wipe(command.number)
            else:
                self._carry_out(command)

    def _carry_out(self, order: Order) -> None:
        if order is Order.START_WATCH:
            self._orders.run(self.camera.start, lambda _: None)
        elif order is Order.STOP_WATCH:
            self._orders.run(self.camera.stop, lambda _: None)
        elif order is Order.START_MIRROR:
            self._guide.forget()
            self._face_s = self._clock()
            # Whoever comes back after a while sees nothing of before.
            self.window.stage.viewport.forget()
            self._orders.run(lambda: self._sources.use(Sitter.VISITOR), lambda _: None)
            self._wear(self.dresser.history.worn)
        elif order is Order.START_MODEL:
            model = self.window.attract.viewport.rendered
            if model is not None and self.window.stage.viewport.rendered is None:
                self.window.stage.show_picture(model)
            self._wear(self.dresser.history.worn)
        elif order is Order.STOP_MIRROR:
            self._orders.run(lambda: self._sources.use(Sitter.MODEL), lambda _: None)
        elif order is Order.RESTART:
            self.close(RESTART)

    def _show(self, show: Show) -> None:
        self.window.show_screen(show.screen, show.left_s)
        if show.screen in (Screen.ATTRACT, Screen.INVITE):
            self._show_off()
        elif show.screen is Screen.STAFF:
            timings = self.window.stage.stats.timings()
            self.window.staff.show_facts(
                facts(self.engine.status, timings, self.giving, self.forgotten)
            )

    def _wipe(self, number: int) -> None:
        """Has the engine forget first; the rest is forgotten when it has."""
        self._change(look=None, beside=(), visit=self._controls.visit + 1)
        self._wiping = (number, self._controls.revision)

    def _finish_wipe(self, number: int) -> None:
        self._wiping = None
        self.forgotten = self._forget()
        self.happen(Wiped(number, self.forgotten.clean))

    def _forget(self) -> Forgotten:
        held = wipers(self.window, self.dresser, self.thumbnails, self.engine, self.giving)
        basket = Held("basket", lambda: self._fill(Basket()), lambda: bool(self.basket.items))
        return forget([*held, basket, self._buffers, self.folder])

    def _connect(self) -> None:
        window, panel, dresser = self.window, self.window.panel, self.dresser
        self.bridge.news.connect(self._show_news)
        self._moved.connect(lambda: self.happen(Event.MOTION))
        self._tick.timeout.connect(self._tick_on)
        self._attract.timeout.connect(self._show_off_next)
        self._pulse.timeout.connect(lambda: self._heart.tell(self._clock()))
        window.touched.connect(lambda: self.happen(Event.TOUCH))
        window.consent.yes.connect(lambda: self.happen(Event.CONSENT_YES))
        window.consent.no.connect(lambda: self.happen(Event.CONSENT_NO))
        window.asking.yes.connect(lambda: self.happen(Event.STAY))
        window.asking.no.connect(lambda: self.happen(Event.START_OVER))
        panel.over_wanted.connect(lambda: self.happen(Event.START_OVER))
        self.gate.opened.connect(lambda: self.happen(Event.PIN_RIGHT))
        window.staff.left.connect(lambda: self.happen(Event.LEAVE_STAFF))
        window.staff.restart_wanted.connect(lambda: self.close(RESTART))
        window.staff.reload_wanted.connect(self.counter.open)
        window.staff.ended.connect(lambda: self.close(0))
        window.stage.toolbar.picture_wanted.connect(
            lambda _: self.giving.offer(window.stage.viewport.rendered)
        )
        dresser.serve(panel)
        dresser.changed.connect(self._wear)
        self.four.beside_changed.connect(lambda looks: self._change(beside=looks))
        self.four.look_chosen.connect(dresser.wear_look)
        self.counter.found.connect(self._wear_scanned)
        dresser.item_worn.connect(lambda item: self._tally.add(item.sku, Counted.WORN))
        panel.wearing.basket_wanted.connect(
            lambda item, on: self._fill(
                self.basket.with_item(item) if on else self.basket.without(item)
            )
        )
        panel.basket.removed.connect(lambda item: self._fill(self.basket.without(item)))
        self.scans.found.connect(self._scan)

    def _scan(self, code: str) -> None:
        if self._in_visit:
            self.happen(Event.TOUCH)  # somebody is there
        if self._in_visit:
            self.counter.scan(code)

    def _fill(self, basket: Basket) -> None:
        for item in basket.items:
            if not self.basket.holds(item):
                self._tally.add(item.sku, Counted.BASKET)
        self.basket = basket
        self.window.panel.show_basket(basket)

    def _wear_scanned(self, product: ShelfProduct, item: Item) -> None:
        if self._in_visit:  # and not gone while the code was looked up
            self.dresser.wear_scanned(product, item)

    @property
    def _in_visit(self) -> bool:
        return self._visit is not None and self._visit.screen in (Screen.MIRROR, Screen.MODEL)

    def _change(self, **changes: object) -> None:
        revision = self._controls.revision + 1
        self._controls = replace(self._controls, revision=revision, **changes)  # type: ignore[arg-type]
        self.engine.publish(self._controls)

    def _wear(self, outfit: Outfit) -> None:
        if self._in_visit:
            self._change(look=outfit.look(), strength=outfit.strength)
        self.four.show_outfit(outfit)
        self.window.room.show_worn(self.dresser.history, None, can_save=False)

    def _show_off(self) -> None:
        """Has the model of the attract loop wear its look."""
        look = self._loop.look
        if look is not None and self.visit.screen in (Screen.ATTRACT, Screen.INVITE):
            self.window.attract.show_look(words.look_title(look))
            self._change(look=look, strength=1.0)

    def _show_off_next(self) -> None:
        self._loop.go_on()
        self._show_off()

    def _show_news(self) -> None:
        if self._closed:
            return
        rendered = self.engine.take()
        self._heart.beat("engine", self._clock())
        if rendered is None:
            self._show_trouble()
            return
        if self._wiping is not None:
            number, revision = self._wiping
            forgotten = rendered.controls_revision >= revision
            # The camera is free, and no picture of it is on its way any more.
            if not forgotten or not self._sources.shows(Sitter.MODEL, rendered):
                return
            self._finish_wipe(number)
        screen = self.visit.screen
        if screen is Screen.MIRROR:
            if self._sources.shows(Sitter.VISITOR, rendered):
                self._show_visitor(rendered)
        elif self._sources.shows(Sitter.MODEL, rendered):
            if screen in (Screen.ATTRACT, Screen.INVITE):
                self.window.attract.show_picture(rendered)
            elif screen is Screen.MODEL:
                self.window.stage.show_picture(rendered)

    def _show_trouble(self) -> None:
        """Says why there is no picture."""
        said = self.engine.status.notice
        if said is not None and self.visit.screen is Screen.MIRROR:
            self.window.stage.notice.show_sentence(words.sentence(said))

    def _show_visitor(self, rendered: Rendered) -> None:
        stage = self.window.stage
        stage.show_picture(rendered)
        for pixels in (rendered.frame.pixels, rendered.pixels, *rendered.beside):
            self._buffers.add(pixels)
        self.scans.offer(rendered.frame)
        hint = self._guide.observe(rendered) if rendered.stages_ms else None
        said = rendered.notice and words.sentence(rendered.notice)
        stage.notice.show_sentence(said or (None if hint is None else words.hint(hint)))
        self.thumbnails.observe(rendered, well=hint is None)
        if rendered.faces:
            self._face_s = self._clock()
            self.happen(Event.FACE_SEEN)

    def _tick_on(self) -> None:
        now_s, feed = self._clock(), self.engine.status.feed
        self._heart.beat("window", now_s)
        if feed is None or feed.state is not FeedState.DELIVERING:
            self._heart.rest("engine")  # it waits for a camera
        # Also when no picture comes at all.
        if self.visit.screen is Screen.MIRROR and now_s - self._face_s > _GONE_AFTER_S:
            self.happen(Event.FACE_GONE)
        self.happen(Event.TICK)

    def _make_heart(self) -> Heartbeat:
        every_s = interval_s()
        heart = Heartbeat(self._notifier, ("window", "engine"), _PATIENCE_S, self._clock())
        if every_s is not None:
            self._pulse.start(max(1, round(1000 * every_s)))
        return heart
