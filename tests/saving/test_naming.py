from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mirror.saving.naming import LONGEST_NAME_BYTES, dated_name, safe_name


def test_a_name_has_the_date_the_time_and_the_look() -> None:
    taken_at = datetime(2026, 11, 25, 14, 3, 12, tzinfo=UTC)
    assert dated_name(taken_at, "Classic red") == "Mirror 2026-11-25 14.03.12 Classic red"
    assert dated_name(taken_at) == "Mirror 2026-11-25 14.03.12"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("经典红唇", "经典红唇"),
        ("Rosé", "Rosé"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("two\nlines\tand\x00more", "two lines and more"),
        ("turned\u202egpj.exe", "turned gpj.exe"),
        ("  ..hidden.. ", "hidden"),
        ("...", ""),
        ("///", ""),
        ("CON", "CON picture"),
        ("nul.backup", "nul.backup picture"),
        ("Console", "Console"),
    ],
)
def test_what_no_file_may_be_called_is_left_out(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize("sign", ["a", "é", "唇", "💄"])
def test_a_name_is_short_enough_for_a_file_system(sign: str) -> None:
    name = safe_name(sign * 300)
    assert len(name.encode()) <= LONGEST_NAME_BYTES
    assert set(name) == {sign}
