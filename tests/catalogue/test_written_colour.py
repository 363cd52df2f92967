from __future__ import annotations

import random
from decimal import Decimal

import pytest

from mirror.catalogue.cells import CellError
from mirror.catalogue.colour import Lab
from mirror.catalogue.written_colour import colour, lab


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("#a8283c", "#a8283c"),
        ("#A8283C", "#a8283c"),
        ("a8283c", "#a8283c"),
        ("#abc", "#aabbcc"),
        ("＃ａ８２８３ｃ", "#a8283c"),
        ("rgb(168, 40, 60)", "#a8283c"),
        ("RGB(168 40 60)", "#a8283c"),
        (102030, "#102030"),
        (102030.0, "#102030"),
        ("", None),
        (None, None),
    ],
)
def test_srgb_as_people_write_it(cell: object, read: str | None) -> None:
    assert colour(cell) == read


@pytest.mark.parametrize(
    "cell",
    [
        "Lab 54.2/63.1/22.0",
        "lab(54.2 63.1 22)",
        "LAB: 54.2, 63.1, 22.0",
        "L*a*b* 54,2/63,1/22",
        "CIELab 54.2; 63.1; 22",
        {"l": 54.2, "a": 63.1, "b": 22},
        {"L": Decimal("54.2"), "a": "63,1", "b": 22},
    ],
)
def test_lab_as_instruments_write_it(cell: object) -> None:
    assert colour(cell) == Lab(54.2, 63.1, 22.0)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("red", "no colour"),
        ("#12345", "no colour"),
        ("104", "no colour"),
        ("1C0", "no colour"),
        ("#12345g", "no colour"),
        ("rgb(300, 0, 0)", "up to 255"),
        ("rgb(-1, 0, 0)", "three whole numbers"),
        ("rgb(1, 2)", "three whole numbers"),
        ("Lab 54.2/63.1", "no colour"),
        ("Lab 54,2,63,1,22,0", "no colour"),
        ("Lab 120/0/0", "not between 0 and 100"),
        ("Lab -1/0/0", "not between 0 and 100"),
        ("Lab 50/500/0", "beyond 200"),
        ("Lab 50/120/-120", "all that a screen can show"),
        ("Lab 0/60/0", "all that a screen can show"),
        ("x" * 500, "no colour"),
        (12.5, "no colour"),
        (1234567, "no colour"),
        ([168, 40, 60], "list"),
        ({"r": 1, "g": 2, "b": 3}, "not of l, a and b"),
        ({"l": "x", "a": 2, "b": 3}, "no number"),
        ({"l": True, "a": 2, "b": 3}, "no number"),
    ],
)
def test_a_colour_that_is_none_is_refused(cell: object, words: str) -> None:
    with pytest.raises(CellError, match=words):
        colour(cell)


def test_no_number_at_all_is_no_colour() -> None:
    with pytest.raises(CellError, match="no colour"):
        lab(float("nan"), 0.0, 0.0)
    with pytest.raises(CellError, match="no colour"):
        lab(50.0, float("inf"), 0.0)


def test_what_is_written_is_read_back_unchanged() -> None:
    random_ = random.Random(3)
    for _ in range(300):
        measured = lab(random_.uniform(30, 70), random_.uniform(-20, 20), random_.uniform(-20, 20))
        assert colour(str(measured)) == measured
