from __future__ import annotations

import random
from collections import deque
from dataclasses import replace
from math import ceil

import pytest

from mirror.kiosk.visit import (
    Event,
    Order,
    Rules,
    Screen,
    Show,
    Step,
    Visit,
    Wipe,
    Wiped,
    begin,
    step,
)

RULES = Rules()
BARE = (Screen.ATTRACT, Screen.INVITE, Screen.CONSENT, Screen.STAFF)
"""Screens on which nothing of anybody may be left."""


class Kiosk:
    """Carries commands out, and keeps watch over the two promises after each of them."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.rules = rules
        self.now_s = 100.0
        self.screen: Screen | None = None
        self.left_s: int | None = None
        self.watching = self.mirroring = self.modelling = self.restarted = False
        self.consented = False
        self.things = True  # whoever was there when the program crashed
        self.wipe: Wipe | None = None
        self.visit = self._carry_out(begin(self.now_s))

    def _carry_out(self, outcome: Step) -> Visit:
        visit, commands = outcome
        for command in commands:
            match command:
                case Show(screen, left_s):
                    self.screen, self.left_s = screen, left_s
                case Wipe():
                    assert not any((self.mirroring, self.modelling)), "wiped while it comes anew"
                    self.wipe = command
                case Order.START_WATCH | Order.STOP_WATCH:
                    assert self.watching == (command is Order.STOP_WATCH)
                    self.watching = not self.watching
                case Order.START_MIRROR | Order.STOP_MIRROR:
                    assert self.mirroring == (command is Order.STOP_MIRROR)
                    self.mirroring = not self.mirroring
                    self.things = True
                case Order.START_MODEL | Order.STOP_MODEL:
                    assert self.modelling == (command is Order.STOP_MODEL)
                    self.modelling = not self.modelling
                    self.things = True
                case Order.RESTART:
                    self.restarted = True
            self._keep_watch()
        assert self.screen is visit.screen
        return visit

    def _keep_watch(self) -> None:
        assert not (self.mirroring and not self.consented), "analysed before consent"
        assert not (self.mirroring and self.screen is not Screen.MIRROR)
        assert not (self.modelling and self.screen is not Screen.MODEL)
        assert not (self.watching and self.screen not in (Screen.ATTRACT, Screen.INVITE))
        assert not (self.things and self.screen in BARE), "the last one's things are seen"

    def shows(self, screen: Screen, left_s: int | None = None) -> bool:
        return self.screen is screen and left_s in (None, self.left_s)

    def send(self, *events: Event) -> None:
        for event in events:
            if event is Event.CONSENT_YES and self.screen is Screen.CONSENT:
                self.consented = True
            self.visit = self._carry_out(step(self.visit, event, self.now_s, self.rules))

    def answer(self, clean: bool = True, number: int | None = None) -> None:
        """The wipe that was asked for last ends; or one of another number."""
        if self.wipe is None:
            return
        if number is None:
            number = self.wipe.number
            self.wipe = None
            self.consented &= not clean
            self.things &= not clean
        self.visit = self._carry_out(step(self.visit, Wiped(number, clean), self.now_s, self.rules))

    def wait(self, seconds: float, tick_s: float = 0.25) -> None:
        for _ in range(ceil(seconds / tick_s)):
            self.now_s += tick_s
            self.send(Event.TICK)


@pytest.fixture
def kiosk() -> Kiosk:
    """At the attract loop."""
    kiosk = Kiosk()
    kiosk.answer()
    assert kiosk.shows(Screen.ATTRACT)
    return kiosk


@pytest.fixture
def mirror(kiosk: Kiosk) -> Kiosk:
    """With a visitor whose face is seen."""
    kiosk.send(Event.TOUCH, Event.CONSENT_YES, Event.FACE_SEEN)
    assert kiosk.shows(Screen.MIRROR)
    return kiosk


def test_at_the_start_what_a_crash_has_left_is_wiped_before_anything_is_shown() -> None:
    _, commands = begin(0.0)
    assert commands == (Show(Screen.WIPING), Wipe(1))


def test_a_whole_visit(kiosk: Kiosk) -> None:
    kiosk.send(Event.MOTION)
    assert kiosk.shows(Screen.INVITE)
    kiosk.send(Event.TOUCH)
    assert kiosk.shows(Screen.CONSENT, 30)
    assert not kiosk.watching, "no camera while the question is open"
    kiosk.send(Event.CONSENT_YES)
    kiosk.send(Event.FACE_SEEN)
    kiosk.wait(60)
    assert kiosk.shows(Screen.MIRROR), "somebody who looks at it is not idle"
    kiosk.send(Event.FACE_GONE)
    kiosk.wait(44)
    assert kiosk.shows(Screen.MIRROR)
    kiosk.wait(1)
    assert kiosk.shows(Screen.STILL_THERE, 10)
    assert not kiosk.mirroring
    kiosk.wait(9.5)
    assert kiosk.left_s == 1
    kiosk.wait(0.5)
    assert kiosk.shows(Screen.WIPING)
    kiosk.send(*Event)
    assert kiosk.shows(Screen.WIPING)
    kiosk.answer()
    assert kiosk.shows(Screen.STAFF), "the PIN was among the events"


def test_the_countdown_is_shown_once_a_second(mirror: Kiosk) -> None:
    mirror.send(Event.FACE_GONE)
    mirror.wait(45)
    shown = []
    for _ in range(36):
        mirror.now_s += 0.25
        mirror.visit, commands = step(mirror.visit, Event.TICK, mirror.now_s, RULES)
        shown += [command for command in commands if isinstance(command, Show)]
    assert shown == [Show(Screen.STILL_THERE, left) for left in range(9, 0, -1)]


def test_who_stays_goes_on(mirror: Kiosk) -> None:
    mirror.send(Event.FACE_GONE)
    mirror.wait(46)
    mirror.send(Event.TOUCH)
    assert mirror.shows(Screen.STILL_THERE), "a touch anywhere is no answer"
    mirror.send(Event.STAY)
    assert mirror.shows(Screen.MIRROR)
    assert mirror.mirroring
    mirror.wait(44)
    assert mirror.shows(Screen.MIRROR)


@pytest.mark.parametrize("comes", [Event.FACE_SEEN, Event.TOUCH])
def test_whoever_comes_after_the_visitor_was_away_sees_nothing_of_the_visit(
    mirror: Kiosk, comes: Event
) -> None:
    mirror.send(Event.FACE_GONE)
    mirror.wait(4.5)
    away = replace(mirror.visit)
    mirror.send(Event.FACE_SEEN)
    assert mirror.shows(Screen.MIRROR), "turned round for a moment"
    mirror.visit = away
    mirror.wait(0.5)
    mirror.send(comes)
    assert mirror.shows(Screen.STILL_THERE)
    assert not mirror.mirroring


def test_a_poster_does_not_keep_a_visit_alive(mirror: Kiosk) -> None:
    mirror.wait(299)
    assert mirror.shows(Screen.MIRROR)
    mirror.wait(1)
    assert mirror.shows(Screen.STILL_THERE)
    mirror.wait(10)
    assert mirror.shows(Screen.WIPING)


def test_a_face_that_never_came_is_idle(kiosk: Kiosk) -> None:
    kiosk.send(Event.TOUCH, Event.CONSENT_YES)
    kiosk.wait(45)
    assert kiosk.shows(Screen.STILL_THERE)


def test_who_declines_sees_the_model_and_no_camera_runs(kiosk: Kiosk) -> None:
    kiosk.send(Event.TOUCH, Event.CONSENT_NO)
    assert kiosk.shows(Screen.MODEL)
    assert kiosk.modelling
    assert not kiosk.watching
    assert not kiosk.mirroring
    kiosk.send(Event.CONSENT_YES, Event.FACE_SEEN, Event.MOTION)
    assert kiosk.shows(Screen.MODEL)
    kiosk.wait(40)
    kiosk.send(Event.TOUCH)
    kiosk.wait(44)
    assert kiosk.shows(Screen.MODEL)
    kiosk.wait(1)
    assert kiosk.shows(Screen.STILL_THERE)
    kiosk.send(Event.STAY)
    assert kiosk.shows(Screen.MODEL)
    kiosk.send(Event.START_OVER)
    assert kiosk.shows(Screen.WIPING)
    kiosk.answer()
    assert kiosk.shows(Screen.ATTRACT)


def test_a_question_without_an_answer_ends(kiosk: Kiosk) -> None:
    kiosk.send(Event.TOUCH)
    kiosk.wait(29)
    assert kiosk.shows(Screen.CONSENT)
    kiosk.send(Event.TOUCH)
    assert kiosk.left_s == 30, "somebody is reading"
    kiosk.wait(30)
    assert kiosk.shows(Screen.WIPING)


def test_an_invitation_that_nobody_takes_calms_down(kiosk: Kiosk) -> None:
    kiosk.send(Event.MOTION)
    kiosk.wait(19)
    kiosk.send(Event.MOTION)
    kiosk.wait(19)
    assert kiosk.shows(Screen.INVITE)
    kiosk.wait(1)
    assert kiosk.shows(Screen.ATTRACT)
    assert kiosk.watching


@pytest.mark.parametrize("before", [(), (Event.CONSENT_YES,), (Event.CONSENT_NO,)])
def test_the_staff_comes_in_after_a_wipe(kiosk: Kiosk, before: tuple[Event, ...]) -> None:
    kiosk.send(Event.TOUCH, *before, Event.PIN_RIGHT)
    assert kiosk.shows(Screen.WIPING)
    kiosk.answer()
    assert kiosk.shows(Screen.STAFF)
    kiosk.send(Event.LEAVE_STAFF)
    assert kiosk.shows(Screen.WIPING)
    kiosk.answer()
    assert kiosk.shows(Screen.ATTRACT)


def test_a_staff_screen_that_was_left_open_closes(kiosk: Kiosk) -> None:
    kiosk.send(Event.PIN_RIGHT)
    assert kiosk.shows(Screen.STAFF)
    kiosk.wait(100)
    kiosk.send(Event.TOUCH)
    kiosk.wait(119)
    assert kiosk.shows(Screen.STAFF)
    kiosk.wait(1)
    assert kiosk.shows(Screen.WIPING)


def test_a_wipe_that_fails_is_tried_again_and_then_nothing_is_shown(mirror: Kiosk) -> None:
    mirror.send(Event.START_OVER)
    numbers = []
    for _ in range(3):
        assert mirror.shows(Screen.WIPING)
        assert mirror.wipe is not None
        numbers.append(mirror.wipe.number)
        mirror.answer(clean=False)
    assert len(set(numbers)) == 3
    assert mirror.shows(Screen.OUT_OF_SERVICE)
    assert mirror.restarted
    mirror.send(*(event for event in Event if event is not Event.PIN_RIGHT))
    mirror.wait(1000, tick_s=10)
    assert mirror.shows(Screen.OUT_OF_SERVICE)


def test_a_wipe_that_does_not_end_has_failed_and_its_late_answer_is_not_the_next_one_s(
    mirror: Kiosk,
) -> None:
    mirror.send(Event.START_OVER)
    assert mirror.wipe is not None
    late = mirror.wipe.number
    mirror.wait(10)
    assert mirror.shows(Screen.OUT_OF_SERVICE)
    mirror.things = False  # the staff sees to it
    mirror.send(Event.PIN_RIGHT, Event.LEAVE_STAFF)
    assert mirror.shows(Screen.WIPING)
    mirror.answer(number=late)
    assert mirror.shows(Screen.WIPING)
    mirror.answer()
    assert mirror.shows(Screen.ATTRACT)


def test_a_time_that_goes_back_is_no_time(mirror: Kiosk) -> None:
    mirror.send(Event.FACE_GONE)
    mirror.wait(1)
    mirror.now_s -= 1000
    mirror.send(Event.TOUCH)
    mirror.now_s += 1000
    mirror.wait(44)
    assert mirror.shows(Screen.MIRROR)
    mirror.wait(1)
    assert mirror.shows(Screen.STILL_THERE)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_both_promises_hold(seed: int) -> None:
    dice = random.Random(seed)
    kiosk = Kiosk(Rules(idle_s=dice.choice([15, 45, 600])))
    rare = (Event.PIN_RIGHT, Event.START_OVER, Event.LEAVE_STAFF)
    events = [event for event in Event for _ in range(1 if event in rare else 6)]
    seen = set()
    for _ in range(4000):
        draw = dice.random()
        if draw < 0.25:
            kiosk.answer(clean=dice.random() < 0.8)
        elif draw < 0.3:
            kiosk.answer(number=dice.randrange(-9, 0))
        elif draw < 0.5:
            kiosk.now_s += dice.choice([0.1, 1, 5, 11, 46, 700])
            kiosk.send(Event.TICK)
        else:
            kiosk.send(dice.choice(events))
        if kiosk.screen is Screen.OUT_OF_SERVICE:
            kiosk = Kiosk(kiosk.rules)  # the system has started it again
            seen.add(Screen.OUT_OF_SERVICE)
        assert kiosk.screen is not None
        seen.add(kiosk.screen)
    assert seen == set(Screen), "the walk comes to every screen"


def test_from_every_state_within_reach_an_abandoned_visit_is_wiped() -> None:
    """All states after up to six events; from each, time alone leads to the attract loop, wiped."""
    ticks = [(Event.TICK, seconds) for seconds in (5.0, 11.0, 46.0)]
    moves = [*((event, 0.0) for event in Event if event is not Event.TICK), *ticks]
    start, _ = begin(0.0)
    frontier: deque[tuple[Visit, int]] = deque([(start, 0)])
    reached: dict[object, Visit] = {}
    while frontier:
        visit, depth = frontier.popleft()
        key = replace(
            visit,
            now_s=0.0,
            since_s=visit.now_s - visit.since_s,
            active_s=visit.now_s - visit.active_s,
            touched_s=visit.now_s - visit.touched_s,
            gone_s=None if visit.gone_s is None else visit.now_s - visit.gone_s,
            wipe=0,
        )
        if key in reached:
            continue
        reached[key] = visit
        if depth < 6:
            nexts = [step(visit, event, visit.now_s + later, RULES)[0] for event, later in moves]
            nexts += [
                step(visit, Wiped(visit.wipe, clean), visit.now_s, RULES)[0]
                for clean in (True, False)
            ]
            frontier.extend((one, depth + 1) for one in nexts)
    assert {visit.screen for visit in reached.values()} == set(Screen)
    for visit in reached.values():
        _abandon(visit)


def _abandon(visit: Visit) -> None:
    wiped = visit.screen in (Screen.ATTRACT, Screen.INVITE)
    for _ in range(40):
        if visit.screen in (Screen.ATTRACT, Screen.OUT_OF_SERVICE):
            break
        if visit.screen is Screen.WIPING:
            wiped = True
            visit, _ = step(visit, Wiped(visit.wipe, clean=True), visit.now_s, RULES)
        if visit.screen is Screen.MIRROR and visit.face:
            visit, _ = step(visit, Event.FACE_GONE, visit.now_s, RULES)
        visit, _ = step(visit, Event.TICK, visit.now_s + 30, RULES)
    assert visit.screen in (Screen.ATTRACT, Screen.OUT_OF_SERVICE)
    assert wiped or visit.screen is Screen.OUT_OF_SERVICE
