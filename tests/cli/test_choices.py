from __future__ import annotations

import argparse

import pytest

from mirror.cli.choices import DEFAULT_LOOK, size
from mirror.makeup.look import find_look


def test_a_size_is_a_width_and_a_height() -> None:
    assert size("1280x720") == (1280, 720)
    assert size("640X480") == (640, 480)


@pytest.mark.parametrize("text", ["", "720", "1280*720", "0x720", "1280x", "-3x4", "1280x720x3"])
def test_what_is_no_size_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="1280x720"):
        size(text)


def test_the_look_to_begin_with_is_shipped() -> None:
    assert find_look(DEFAULT_LOOK).name == DEFAULT_LOOK
