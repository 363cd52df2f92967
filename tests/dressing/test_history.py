from __future__ import annotations

from dataclasses import replace

from mirror.dressing.history import LONGEST, History
from mirror.dressing.outfit import Outfit
from mirror.makeup.products import Lipstick
from tests import known_transfer as known

BARE = Outfit()
RED = BARE.put_on(Lipstick(shades=("#b01030",)))


def at(strength: float) -> Outfit:
    return replace(RED, strength=strength)


def test_back_and_forth() -> None:
    history = History()
    assert not history.can_undo
    history.wear(RED)
    history.wear(at(0.5))
    assert history.undo() == RED
    assert history.undo() == BARE
    assert history.undo() == BARE
    assert history.redo() == RED
    assert history.redo() == at(0.5)
    assert history.redo() == at(0.5)
    assert not history.can_redo


def test_something_new_ends_the_way_forth() -> None:
    history = History()
    history.wear(RED)
    history.undo()
    history.wear(at(0.1))
    assert not history.can_redo
    assert history.undo() == BARE


def test_a_drag_is_one_step() -> None:
    history = History(RED)
    for strength in (0.9, 0.8, 0.7):
        history.wear(at(strength), "strength")
    history.end_gesture()
    history.wear(at(0.6), "strength")
    assert history.undo() == at(0.7)
    assert history.undo() == RED
    assert not history.can_undo


def test_two_gestures_are_two_steps() -> None:
    history = History(RED)
    history.wear(at(0.9), "one")
    history.wear(at(0.8), "two")
    assert history.undo() == at(0.9)


def test_a_drag_after_going_back_does_not_change_what_it_began_from() -> None:
    history = History(RED)
    history.wear(at(0.9), "strength")
    history.undo()
    history.wear(at(0.8), "strength")
    assert history.undo() == RED


def test_what_is_the_same_is_no_step() -> None:
    history = History(RED)
    history.wear(at(1.0))
    assert not history.can_undo


def test_it_does_not_grow_for_ever() -> None:
    history = History()
    for number in range(3 * LONGEST):
        history.wear(at(number / (3 * LONGEST)))
    steps = 0
    while history.can_undo:
        history.undo()
        steps += 1
    assert steps == LONGEST - 1


def test_forgotten_is_forgotten() -> None:
    history = History()
    history.wear(RED)
    history.forget()
    assert history.worn == BARE
    assert not history.can_undo


def test_no_way_leads_to_a_photo_that_is_forgotten() -> None:
    party, ball = known.look(1), known.look(2)
    history = History(RED)
    history.wear(RED.with_photo(party))
    history.wear(BARE.with_photo(ball))
    history.wear(BARE.with_photo(party).put_on(Lipstick(shades=("#802060",))))
    history.forget_photo(party)
    assert [one.kind for one in history.worn.pieces] == ["lipstick"]
    assert history.worn.transferred is None
    assert history.undo().transferred is ball
    assert history.undo().bare
    assert history.undo() == RED
