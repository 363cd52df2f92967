from __future__ import annotations

import pytest

from mirror.catalogue.query import LARGEST_PAGE, Query, match_expression


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("velvet", '"velvet" *'),
        ("Crème  ROUGE", '"creme" * AND "rouge" *'),
        ("豆沙色", '"豆 沙 色" *'),
        ("mac豆沙", '"mac 豆 沙" *'),
        ("rouge-noir", '"rouge noir" *'),
        ('"a" OR b* NEAR(c)', '"a" * AND "or" * AND "b" * AND "near c" *'),
        ("!!! ---", ""),
        ("", ""),
    ],
)
def test_words_become_an_expression_that_nobody_can_break(text: str, expression: str) -> None:
    assert match_expression(text) == expression


def test_a_text_that_is_very_long_is_cut() -> None:
    assert len(match_expression("x " * 10_000)) < 1000


@pytest.mark.parametrize(
    "wrong", [{"limit": 0}, {"limit": LARGEST_PAGE + 1}, {"offset": -1}, {"order": "colour"}]
)
def test_a_query_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"page|colour"):
        Query(**wrong)  # type: ignore[arg-type]
