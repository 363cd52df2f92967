from __future__ import annotations

import random

import pytest

from mirror.catalogue.scanner import BURST_GAP_NS, Keys, ScannerKeys
from tests.fakes import MS

EAN = "4006381333931"


class Keyboard:
    """Feeds keys, and expires when it is due, as an application's timer would."""

    def __init__(self, keys: ScannerKeys | None = None) -> None:
        self.keys = keys or ScannerKeys()
        self.now_ns = 1_000 * MS
        self.typed = ""
        self.scans: list[str] = []

    def press(self, text: str, gap_ms: float) -> None:
        for character in text:
            self._wait_until(self.now_ns + round(gap_ms * MS))
            self._take(self.keys.feed(character, self.now_ns))

    def rest(self, ms: float) -> None:
        self._wait_until(self.now_ns + round(ms * MS))

    def _wait_until(self, then_ns: int) -> None:
        due_ns = self.keys.due_ns
        if due_ns is not None and due_ns <= then_ns:
            self._take(self.keys.expire(due_ns))
        self.now_ns = then_ns

    def _take(self, keys: Keys) -> None:
        self.typed += keys.typed
        if keys.scanned is not None:
            self.scans.append(keys.scanned)


@pytest.mark.parametrize("suffix", ["\r", "\n", "\t", "\r\n", ""])
@pytest.mark.parametrize(
    ("digits", "gtin"),
    [
        (EAN, EAN),
        ("96385074", "0000096385074"),
        ("036000291452", "0036000291452"),
        ("01234565", "0012345000065"),
        ("09506000134352", "9506000134352"),
    ],
)
def test_a_burst_is_a_scan_whatever_ends_it(digits: str, gtin: str, suffix: str) -> None:
    keyboard = Keyboard()
    keyboard.rest(500)
    keyboard.press(digits + suffix, 4)
    keyboard.rest(500)
    assert keyboard.scans == [gtin]
    assert keyboard.typed == ""
    assert keyboard.keys.due_ns is None


@pytest.mark.parametrize(
    "digits",
    [
        "4006381333932",  # the check digit is wrong
        "400638133393",  # a digit is lost
        "19506000134359",  # a case of several items
        "5555555555555",
        "0000000000000",  # what a held key types
        "00000000",
        EAN + EAN,
        "400638133393١",
    ],
)
def test_a_burst_that_is_no_code_is_typed(digits: str) -> None:
    keyboard = Keyboard()
    keyboard.press(digits + "\r", 4)
    keyboard.rest(500)
    assert keyboard.scans == []
    assert keyboard.typed == digits + "\r"


def test_a_code_typed_by_hand_is_typed() -> None:
    keyboard = Keyboard()
    keyboard.press(EAN + "\r", 60)
    keyboard.rest(500)
    assert keyboard.scans == []
    assert keyboard.typed == EAN + "\r"


def test_one_slow_key_in_a_burst_is_enough_to_doubt_it() -> None:
    keyboard = Keyboard()
    keyboard.press(EAN[:6], 4)
    keyboard.press(EAN[6:], 36)
    keyboard.rest(500)
    assert keyboard.scans == []
    assert keyboard.typed == EAN


def test_slow_scanners_can_be_told() -> None:
    keyboard = Keyboard(ScannerKeys(gap_ns=80 * MS))
    keyboard.press(EAN + "\r", 70)
    assert keyboard.scans == [EAN]


def test_letters_in_a_burst_go_through_in_their_order() -> None:
    keyboard = Keyboard()
    keyboard.press("ab12cd345\r", 4)
    keyboard.rest(500)
    assert keyboard.typed == "ab12cd345\r"
    assert keyboard.scans == []


def test_a_digit_is_held_back_no_longer_than_a_burst_may_pause() -> None:
    keys = ScannerKeys()
    assert keys.feed("7", 0).typed == ""
    assert keys.due_ns == BURST_GAP_NS + 1
    assert keys.expire(BURST_GAP_NS).typed == ""
    assert keys.expire(BURST_GAP_NS + 1).typed == "7"
    assert keys.due_ns is None


def test_enter_of_a_scan_presses_nothing_but_a_persons_does() -> None:
    keyboard = Keyboard()
    keyboard.press(EAN, 4)
    keyboard.rest(60)
    assert keyboard.scans == [EAN]
    keyboard.press("\r", 20)
    assert keyboard.typed == "", "the scanner's own, come late"
    keyboard.press("\r", 400)
    assert keyboard.typed == "\r"


def test_two_scans_on_end_are_two() -> None:
    keyboard = Keyboard()
    keyboard.press(EAN + "\r" + "96385074" + "\r", 3)
    assert keyboard.scans == [EAN, "0000096385074"]


def test_a_clock_that_jumps_back_ends_the_burst() -> None:
    keys = ScannerKeys()
    for number, digit in enumerate(EAN[:12]):
        keys.feed(digit, 1_000 * MS + number * MS)
    back = keys.feed(EAN[12], 10 * MS)
    assert (back.typed, back.scanned) == (EAN[:12], None)


@pytest.mark.parametrize("seed", range(40))
def test_people_and_scanners_are_told_apart_in_any_mixture(seed: int) -> None:
    rng = random.Random(seed)
    keyboard = Keyboard()
    typed, scans = "", []
    for _ in range(200):
        if rng.random() < 0.3:
            body = "".join(rng.choices("0123456789", k=12))
            if len(set(body)) == 1:
                continue
            total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
            code = body + str(-total % 10)
            gap_ms = rng.uniform(0, 30)
            keyboard.rest(rng.uniform(200, 2_000))
            keyboard.press(code + rng.choice(["\r", "\t", "\n", "\r\n", ""]), gap_ms)
            keyboard.rest(rng.uniform(200, 2_000))
            scans.append(code)
        else:
            # Rolled keys come close together in twos and threes, never in eights.
            for _ in range(rng.randrange(1, 30)):
                text = "".join(rng.choices("0123456789abc \r\t", k=rng.randrange(1, 4)))
                keyboard.rest(rng.uniform(45, 400))
                keyboard.press(text, rng.uniform(0, 30))
                typed += text
            keyboard.rest(200)
    keyboard.rest(200)
    assert keyboard.scans == scans
    assert keyboard.typed == typed
