from __future__ import annotations

from mirror.ui.kiosk.attract_loop import AttractLoop
from tests.ui.kiosk.shop import CRIMSON, PLUM


def _round(loop: AttractLoop, steps: int) -> list[str]:
    names = []
    for _ in range(steps):
        assert loop.look is not None
        names.append(loop.look.name)
        loop.go_on()
    return names


def test_all_looks_are_shown_in_turn_but_not_the_bare_face() -> None:
    assert _round(AttractLoop((None, CRIMSON, PLUM), ()), 3) == ["crimson", "plum", "crimson"]


def test_the_shop_chooses_which_and_in_what_order() -> None:
    loop = AttractLoop((None, CRIMSON, PLUM), ("plum", "gone", "crimson"))
    assert _round(loop, 3) == ["plum", "crimson", "plum"]


def test_names_of_no_look_are_as_none() -> None:
    assert _round(AttractLoop((None, CRIMSON), ("gone",)), 2) == ["crimson", "crimson"]


def test_without_looks_nothing_is_worn() -> None:
    loop = AttractLoop((None,), ())
    loop.go_on()
    assert loop.look is None
