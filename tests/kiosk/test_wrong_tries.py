from __future__ import annotations

from mirror.kiosk.wrong_tries import WrongTries


def test_whoever_tries_too_often_has_to_wait() -> None:
    now_s = [0.0]
    tries = WrongTries(most=3, within_s=60, clock=lambda: now_s[0])
    for _ in range(3):
        assert not tries.too_many("a")
        tries.add("a")
    assert tries.too_many("a")
    assert not tries.too_many("b")
    now_s[0] = 59.9
    assert tries.too_many("a")
    now_s[0] = 60.0
    assert not tries.too_many("a")
    tries.add("a")
    assert not tries.too_many("a")


def test_many_clients_take_no_more_room() -> None:
    tries = WrongTries(most=1, clients=10)
    for number in range(1000):
        tries.add(str(number))
    assert len(tries) == 10
    assert tries.too_many("999")
    assert not tries.too_many("1")
