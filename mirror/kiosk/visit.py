"""The screens of a visit, as pure values: what has happened goes in, what is to be done comes out.

    wiping -> attract <-> invite -> consent -> mirror <-> still there? -> wiping
                                            -> model  <-> still there? -> wiping
    any -> wiping -> staff -> wiping

Two promises are kept here, whatever happens in whatever order. Before a consent no picture of a person is
analysed: until then the camera serves differences of pictures alone, on the consent screen not even
those. And between two visitors all is wiped: every way to the attract loop, and to the staff, goes through
the wiping screen, which is left when the wipe says that nothing is left.

Nobody is recognised. When a face was away, whoever comes back is asked first, on a screen that shows
nothing of the visit. On the model, without a camera, only the time without touches tells.

There is no clock: each step is told the time, in seconds of a clock that cannot be set.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import ceil


class Screen(Enum):
    """What is to be seen."""

    WIPING = "wiping"
    ATTRACT = "attract"
    INVITE = "invite"
    CONSENT = "consent"
    MIRROR = "mirror"
    MODEL = "model"
    STILL_THERE = "still there"
    STAFF = "staff"
    OUT_OF_SERVICE = "out of service"


class Event(Enum):
    """What has happened; `Wiped` is another one.

    `TICK` says that time has passed: a few times a second. `TOUCH` is any touch but of a button that has an
    event of its own.
    """

    TICK = "tick"
    TOUCH = "touch"
    MOTION = "motion"
    FACE_SEEN = "face seen"
    FACE_GONE = "face gone"
    CONSENT_YES = "consent yes"
    CONSENT_NO = "consent no"
    STAY = "stay"
    START_OVER = "start over"
    PIN_RIGHT = "pin right"
    LEAVE_STAFF = "leave staff"


@dataclass(frozen=True, slots=True)
class Wiped:
    """A wipe has ended.

    Attributes:
        number: That of the command.
        clean: Whether nothing is left.
    """

    number: int
    clean: bool


class Order(Enum):
    """A command without details.

    The two WATCH ones are of the camera for differences of pictures alone; those of the MIRROR of the
    camera with its analysis; those of the MODEL of the rendered model, for which no camera is used.
    RESTART ends the process, for the system to start it again.
    """

    START_WATCH = "start watch"
    STOP_WATCH = "stop watch"
    START_MIRROR = "start mirror"
    STOP_MIRROR = "stop mirror"
    START_MODEL = "start model"
    STOP_MODEL = "stop model"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Show:
    """Show a screen; on one that waits for an answer, with the seconds that are left."""

    screen: Screen
    left_s: int | None = None


@dataclass(frozen=True, slots=True)
class Wipe:
    """Forget everything about the visitor, and answer with `Wiped` of the same number."""

    number: int


Command = Order | Show | Wipe


@dataclass(frozen=True, slots=True)
class Rules:
    """How long what lasts, in seconds.

    Attributes:
        idle_s: Without a touch and a face until the visitor is asked.
        untouched_s: Without a touch until somebody is asked whose face is there all the time: it may be a
            poster.
        away_s: How long a face may be away without being asked when it comes back.
        answer_s: For an answer to that, before all is wiped.
        consent_s: For an answer about the camera.
        invite_s: Without motion until the attract loop is calm again.
        staff_s: Without a touch until the staff's screen closes.
        wipe_s: A wipe that takes longer has failed.
        wipes: How often a wipe is tried.
    """

    idle_s: float = 45.0
    untouched_s: float = 300.0
    away_s: float = 5.0
    answer_s: float = 10.0
    consent_s: float = 30.0
    invite_s: float = 20.0
    staff_s: float = 120.0
    wipe_s: float = 10.0
    wipes: int = 3


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a visit is.

    Attributes:
        screen: What is shown.
        now_s: The time of the last step.
        since_s: When the screen came up.
        active_s: When somebody was last known to be there.
        touched_s: When anything was last touched.
        gone_s: Since when a face that was there has not been seen, else None.
        face: Whether a face is seen now.
        left_s: The seconds last shown.
        back_to: Where STILL_THERE goes back to.
        then: Where WIPING leads to.
        wipe: The number of the last wipe.
        failed: How many wipes in a row were not clean.
    """

    screen: Screen
    now_s: float
    since_s: float
    active_s: float
    touched_s: float
    gone_s: float | None = None
    face: bool = False
    left_s: int | None = None
    back_to: Screen = Screen.MIRROR
    then: Screen = Screen.ATTRACT
    wipe: int = 0
    failed: int = 0


Step = tuple[Visit, tuple[Command, ...]]

_STARTS = {
    Screen.ATTRACT: Order.START_WATCH,
    Screen.INVITE: Order.START_WATCH,
    Screen.MIRROR: Order.START_MIRROR,
    Screen.MODEL: Order.START_MODEL,
}
_STOPS = {
    Order.START_WATCH: Order.STOP_WATCH,
    Order.START_MIRROR: Order.STOP_MIRROR,
    Order.START_MODEL: Order.STOP_MODEL,
}
_NOBODY_S = (Screen.ATTRACT, Screen.INVITE, Screen.OUT_OF_SERVICE)


def begin(now_s: float) -> Step:
    """The first step: whoever was there when the program last ended is forgotten before all else."""
    return _wiping(Visit(Screen.WIPING, now_s, now_s, now_s, now_s), Screen.ATTRACT, ())


def step(visit: Visit, event: Event | Wiped, now_s: float, rules: Rules) -> Step:
    """What comes of an event.

    Args:
        visit: Where the visit is.
        event: What has happened; what means nothing on this screen changes nothing.
        now_s: The time; one before that of the last step is taken for that.
        rules: How long what lasts.

    Returns:
        Where the visit is now, and what to do, in this order.
    """
    visit = replace(visit, now_s=max(now_s, visit.now_s))
    if isinstance(event, Wiped):
        return _wiped(visit, event, rules)
    if event is Event.TOUCH:
        visit = replace(visit, touched_s=visit.now_s)
    if event is Event.PIN_RIGHT:
        return _staff(visit)
    return _ON[visit.screen](visit, event, rules)


def _staff(visit: Visit) -> Step:
    """Lets the staff in, once nothing of a visitor is there."""
    if visit.screen is Screen.STAFF:
        return _active(visit), ()
    if visit.screen is Screen.WIPING:
        return replace(visit, then=Screen.STAFF), ()
    return _go(visit, Screen.STAFF) if visit.screen in _NOBODY_S else _wipe(visit, Screen.STAFF)


def _wiped(visit: Visit, event: Wiped, rules: Rules) -> Step:
    if visit.screen is not Screen.WIPING or event.number != visit.wipe:
        return visit, ()  # the late answer of a wipe that was given up
    if event.clean:
        return _go(replace(visit, failed=0), visit.then)
    failed = visit.failed + 1
    if failed >= rules.wipes:
        return _out_of_service(visit)
    again = replace(visit, failed=failed, wipe=visit.wipe + 1, since_s=visit.now_s)
    return again, (Wipe(again.wipe),)


def _on_wiping(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.TICK and visit.now_s - visit.since_s >= rules.wipe_s:
        return _out_of_service(visit)
    return visit, ()


def _on_attract(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.TOUCH:
        return _ask_consent(visit, rules)
    if event is Event.MOTION:
        return _go(visit, Screen.INVITE)
    return visit, ()


def _on_invite(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.TOUCH:
        return _ask_consent(visit, rules)
    if event is Event.MOTION:
        return _active(visit), ()
    if event is Event.TICK and visit.now_s - visit.active_s >= rules.invite_s:
        return _go(visit, Screen.ATTRACT)
    return visit, ()


def _ask_consent(visit: Visit, rules: Rules) -> Step:
    return _go(visit, Screen.CONSENT, ceil(rules.consent_s))


def _on_consent(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.CONSENT_YES:
        return _go(replace(visit, touched_s=visit.now_s), Screen.MIRROR)
    if event is Event.CONSENT_NO:
        return _go(replace(visit, touched_s=visit.now_s), Screen.MODEL)
    if event is Event.START_OVER:
        return _wipe(visit, Screen.ATTRACT)
    if event is Event.TOUCH:
        visit = _active(visit)
    return _count_down(visit, visit.active_s + rules.consent_s)


def _on_mirror(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.START_OVER:
        return _wipe(visit, Screen.ATTRACT)
    away = visit.gone_s is not None and visit.now_s - visit.gone_s >= rules.away_s
    if away and event in (Event.FACE_SEEN, Event.TOUCH):
        return _ask_who(visit, rules)  # somebody is here again, and it may be somebody else
    if event is Event.FACE_SEEN:
        visit = replace(_active(visit), face=True, gone_s=None)
    elif event is Event.FACE_GONE and visit.face:
        visit = replace(_active(visit), face=False, gone_s=visit.now_s)
    elif event is Event.TOUCH or visit.face:
        visit = _active(visit)
    return _ask_when_idle(visit, rules)


def _on_model(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.START_OVER:
        return _wipe(visit, Screen.ATTRACT)
    return _ask_when_idle(_active(visit) if event is Event.TOUCH else visit, rules)


def _ask_when_idle(visit: Visit, rules: Rules) -> Step:
    idle = visit.now_s - visit.active_s >= rules.idle_s
    if idle or visit.now_s - visit.touched_s >= rules.untouched_s:
        return _ask_who(visit, rules)
    return visit, ()


def _ask_who(visit: Visit, rules: Rules) -> Step:
    return _go(replace(visit, back_to=visit.screen), Screen.STILL_THERE, ceil(rules.answer_s))


def _on_still_there(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.STAY:
        return _go(replace(visit, touched_s=visit.now_s), visit.back_to)
    if event is Event.START_OVER:
        return _wipe(visit, Screen.ATTRACT)
    return _count_down(visit, visit.since_s + rules.answer_s)


def _on_staff(visit: Visit, event: Event, rules: Rules) -> Step:
    if event is Event.TOUCH:
        return _active(visit), ()
    if event is Event.LEAVE_STAFF or visit.now_s - visit.active_s >= rules.staff_s:
        return _wipe(visit, Screen.ATTRACT)
    return visit, ()


def _on_out_of_service(visit: Visit, event: Event, rules: Rules) -> Step:
    del event, rules
    return visit, ()


_ON = {
    Screen.WIPING: _on_wiping,
    Screen.ATTRACT: _on_attract,
    Screen.INVITE: _on_invite,
    Screen.CONSENT: _on_consent,
    Screen.MIRROR: _on_mirror,
    Screen.MODEL: _on_model,
    Screen.STILL_THERE: _on_still_there,
    Screen.STAFF: _on_staff,
    Screen.OUT_OF_SERVICE: _on_out_of_service,
}


def _active(visit: Visit) -> Visit:
    return replace(visit, active_s=visit.now_s)


def _count_down(visit: Visit, until_s: float) -> Step:
    """Shows every second that is left, and wipes at the end."""
    left_s = ceil(until_s - visit.now_s)
    if left_s <= 0:
        return _wipe(visit, Screen.ATTRACT)
    if left_s == visit.left_s:
        return visit, ()
    return replace(visit, left_s=left_s), (Show(visit.screen, left_s),)


def _go(visit: Visit, screen: Screen, left_s: int | None = None) -> Step:
    """Leaves one screen for another; what only the old one needs ends before the new one is seen."""
    started, starts = _STARTS.get(visit.screen), _STARTS.get(screen)
    commands: list[Command] = []
    if started is not None and started is not starts:
        commands.append(_STOPS[started])
    commands.append(Show(screen, left_s))
    if starts is not None and starts is not started:
        commands.append(starts)
    visit = replace(
        _active(visit), screen=screen, since_s=visit.now_s, left_s=left_s, face=False, gone_s=None
    )
    return visit, tuple(commands)


def _wipe(visit: Visit, then: Screen) -> Step:
    visit, commands = _go(visit, Screen.WIPING)
    return _wiping(replace(visit, failed=0), then, commands)


def _wiping(visit: Visit, then: Screen, commands: tuple[Command, ...]) -> Step:
    visit = replace(visit, then=then, wipe=visit.wipe + 1)
    return visit, (*(commands or (Show(Screen.WIPING),)), Wipe(visit.wipe))


def _out_of_service(visit: Visit) -> Step:
    visit, commands = _go(visit, Screen.OUT_OF_SERVICE)
    return visit, (*commands, Order.RESTART)
