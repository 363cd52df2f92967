from __future__ import annotations

import argparse
from dataclasses import fields

import pytest

from mirror.cli.choices import DEFAULT_LOOK, ZONES, share, size, title, zones
from mirror.core import zones as cut
from mirror.makeup.look import find_look
from mirror.makeup.transferred import ZoneStrengths


def test_a_size_is_a_width_and_a_height() -> None:
    assert size("1280x720") == (1280, 720)
    assert size("640X480") == (640, 480)


@pytest.mark.parametrize("text", ["", "720", "1280*720", "0x720", "1280x", "-3x4", "1280x720x3"])
def test_what_is_no_size_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="1280x720"):
        size(text)


def test_the_look_to_begin_with_is_shipped() -> None:
    assert find_look(DEFAULT_LOOK).name == DEFAULT_LOOK


def test_a_share_is_a_number_from_0_to_1() -> None:
    assert (share("0"), share("0.25"), share("1")) == (0.0, 0.25, 1.0)


@pytest.mark.parametrize("text", ["-0.1", "1.01", "nan", "inf", "half", ""])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises((ValueError, argparse.ArgumentTypeError)):
        share(text)


def test_zones_that_are_not_named_stay_as_they_are() -> None:
    assert zones("lips=0.5, skin=0.3") == ZoneStrengths(lips=0.5, skin=0.3)
    assert zones("rest=0") == ZoneStrengths(rest=0.0)


@pytest.mark.parametrize("text", ["", "lips", "nose=1", "lips=2", "lips=much", "lips=1,,", "=1"])
def test_what_is_no_zone_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"lips=0\.5|from 0 to 1|between 0 and 1"):
        zones(text)


def test_the_zones_are_those_that_a_look_has() -> None:
    assert set(ZONES) == {field.name for field in fields(ZoneStrengths)}
    assert set(ZONES) == {*cut.ZONES, "skin"}


def test_a_title_is_one_line() -> None:
    assert title(" Party night ") == "Party night"


@pytest.mark.parametrize("text", ["", "  ", "a\nb", "\x1b[31m", "x" * 61])
def test_what_is_no_title_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="one line of 1 to 60"):
        title(text)
