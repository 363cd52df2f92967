from __future__ import annotations

import random
from pathlib import Path

import pytest

from mirror.errors import KioskError
from mirror.kiosk import pin
from mirror.kiosk.pin import Answer, PinLock, hashed, lock_s, matches, weakness

GOOD = "8306"
KEPT = "kept"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tries(tmp_path: Path) -> Path:
    return tmp_path / "tries.json"


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many tries without the hash, which is slow on purpose."""
    monkeypatch.setattr(pin, "matches", lambda tried, kept: tried == GOOD and kept == KEPT)


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "830",
        "8306830683068",
        "83a6",
        "٣٣٤٥",
        "８３０６",
        " 8306",
        "-8306",
        "0000",
        "1234",
        "4321",
        "7890",
        "0123",
        "9012",
        "1111111",
        "1212",
        "123123",
        "8383",
        "1221",
        "1990",
        "2024",
        "2580",
        "5201314",
        "147258",
    ],
)
def test_weak_ones_are_refused_with_a_reason(weak: str) -> None:
    reason = weakness(weak)
    assert reason is not None
    assert reason.endswith(".")
    with pytest.raises(KioskError):
        hashed(weak)


@pytest.mark.parametrize("good", [GOOD, "90417", "402958371650", "0073815"])
def test_good_ones_are_taken(good: str) -> None:
    assert weakness(good) is None


def test_most_of_four_digits_are_left_to_choose_from() -> None:
    assert sum(weakness(f"{number:04}") is None for number in range(10_000)) > 9000


def test_the_hash_tells_the_right_one_and_does_not_hold_it() -> None:
    one, two = hashed(GOOD), hashed(GOOD)
    assert one.startswith("$argon2id$")
    assert one != two, "two hashes of one PIN have different salts"
    assert GOOD not in one.split("$")
    assert matches(GOOD, one)
    assert not matches("8307", one)
    assert not matches(GOOD + "0", one)
    assert not matches(GOOD, "")
    assert not matches(GOOD, "$argon2id$broken")


def test_the_lock_with_the_real_hash(tries: Path) -> None:
    lock = PinLock(tries, hashed(GOOD))
    assert lock.attempt("1111") == Answer("wrong")
    assert lock.attempt(GOOD) == Answer("right")


def test_without_a_pin_nobody_gets_in(tries: Path) -> None:
    lock = PinLock(tries, None)
    assert lock.attempt("").outcome == lock.attempt("0000").outcome == "unset"


def test_how_long_it_closes() -> None:
    assert [lock_s(wrong) for wrong in range(4, 13)] == [0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert lock_s(1_000_000) == 900


@pytest.mark.usefixtures("_quick")
def test_five_wrong_ones_close_it_even_for_the_right_one(tries: Path, clock: Clock) -> None:
    lock = PinLock(tries, KEPT, clock=clock)
    assert [lock.attempt("1111") for _ in range(4)] == [Answer("wrong")] * 4
    assert lock.attempt("1111") == Answer("wrong", 30)
    clock.now += 29
    assert lock.attempt(GOOD) == Answer("locked", 1)
    clock.now += 1
    assert lock.attempt("1111") == Answer("wrong", 60), "one further try, and it closes for longer"
    clock.now += 60
    assert lock.attempt(GOOD) == Answer("right")
    assert lock.attempt("1111") == Answer("wrong"), "the right one begins anew"


@pytest.mark.usefixtures("_quick")
def test_tries_while_it_is_closed_do_not_prolong_it(tries: Path, clock: Clock) -> None:
    lock = PinLock(tries, KEPT, clock=clock)
    for _ in range(5):
        lock.attempt("1111")
    for _ in range(20):
        lock.attempt("1111")
    assert lock.wait_s == 30


@pytest.mark.usefixtures("_quick")
def test_a_restart_opens_nothing_whatever_the_clocks_say(tries: Path, clock: Clock) -> None:
    lock = PinLock(tries, KEPT, clock=clock)
    for _ in range(6):
        lock.attempt("1111")
        clock.now += lock.wait_s if lock.wait_s == 30 else 0
    assert lock.wait_s == 60
    after = Clock()
    after.now = 5.0  # the machine was started anew
    again = PinLock(tries, KEPT, clock=after)
    assert again.attempt(GOOD) == Answer("locked", 60)
    after.now += 60
    assert again.attempt(GOOD) == Answer("right")


@pytest.mark.usefixtures("_quick")
def test_tries_before_a_restart_count(tries: Path, clock: Clock) -> None:
    for _ in range(4):
        assert PinLock(tries, KEPT, clock=clock).attempt("1111") == Answer("wrong")
    assert PinLock(tries, KEPT, clock=clock).attempt("1111") == Answer("wrong", 30)


def test_a_power_cut_while_it_is_checked_wins_no_try(
    tries: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_tried: str, _kept: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(pin, "matches", cut)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            PinLock(tries, KEPT, clock=clock).attempt("1111")
    assert PinLock(tries, KEPT, clock=clock).wait_s == 30


@pytest.mark.usefixtures("_quick")
def test_a_broken_file_closes_the_lock(tries: Path, clock: Clock) -> None:
    tries.write_text("{")
    assert PinLock(tries, KEPT, clock=clock).wait_s == 30


@pytest.mark.usefixtures("_quick")
def test_where_nothing_can_be_written_tries_count_all_the_same(
    tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "file").touch()
    lock = PinLock(tmp_path / "file" / "tries.json", KEPT, clock=clock)
    clock.now += lock.wait_s
    answers = [lock.attempt("1111").outcome for _ in range(2)]
    assert "locked" in answers
    clock.now += lock.wait_s
    assert lock.attempt(GOOD) == Answer("right")


@pytest.mark.usefixtures("_quick")
def test_no_way_of_trying_beats_the_limit(tries: Path, clock: Clock) -> None:
    """Whatever mix of tries, waits and restarts: in a day there are at most a hundred looks."""
    dice = random.Random(5)
    lock, looked, end = PinLock(tries, KEPT, clock=clock), 0, clock.now + 86_400
    while clock.now < end:
        looked += lock.attempt("1111").outcome == "wrong"
        clock.now += dice.choice([0, 1, 7, 30, lock.wait_s])
        if dice.random() < 0.1:
            lock = PinLock(tries, KEPT, clock=clock)
    assert looked <= 5 + 5 + 86_400 / 900
