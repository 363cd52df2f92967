from __future__ import annotations

from typing import Any

import msgspec
import pytest

from mirror.ui.preferences import Preferences
from mirror.ui.theme import Scheme


def test_one_value_changes_and_the_others_stay() -> None:
    before = Preferences(scheme=Scheme.DARK, favourites=("red",))
    after = before.with_(text_scale=1.5)
    assert after == Preferences(scheme=Scheme.DARK, favourites=("red",), text_scale=1.5)
    assert before.text_scale == 1.0


@pytest.mark.parametrize(
    "change",
    [
        {"text_scale": 0.9},
        {"text_scale": 2.01},
        {"scheme": "purple"},
        {"language": "x" * 17},
        {"mirrored": "yes"},
        {"favourites": (1,)},
    ],
)
def test_what_is_out_of_range_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        Preferences().with_(**change)


def test_what_nobody_can_set_is_refused() -> None:
    with pytest.raises(TypeError):
        Preferences().with_(colour="red")
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"colour": "red"}, Preferences)


def test_they_are_written_and_read_as_they_are() -> None:
    kept = Preferences(Scheme.LIGHT, 1.25, "zh_CN", False, True, ("a", "b"), ("c",))
    assert msgspec.convert(msgspec.to_builtins(kept), Preferences) == kept
