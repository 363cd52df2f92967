from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

import msgspec
import pytest

from mirror.catalogue import kinds
from mirror.makeup.products import AnyProduct, Eyeliner, Lipstick, Product


class Glitter(Product, frozen=True, forbid_unknown_fields=True, tag="glitter"):
    finish: Literal["holographic", "metallic"] | None = None
    grain: float = 0.5


@pytest.fixture
def with_glitter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it is once somebody has added a kind to `AnyProduct`."""

    def forget() -> None:
        for cached in (kinds.product_kinds, kinds.all_finishes, kinds.all_parameters):
            cached.cache_clear()

    monkeypatch.setattr(kinds, "AnyProduct", AnyProduct | Glitter)
    forget()
    yield
    monkeypatch.undo()
    forget()


def test_the_kinds_are_those_of_a_look() -> None:
    tags = [product.__struct_config__.tag for product in get_args(AnyProduct)]
    assert list(kinds.product_kinds()) == tags


def test_a_kind_has_the_finishes_and_parameters_of_its_type() -> None:
    lipstick = kinds.product_kinds()["lipstick"]
    assert set(lipstick.finishes) == {"sheer", "satin", "matte", "gloss"}
    assert lipstick.has_coverage
    eyeliner = kinds.product_kinds()["eyeliner"]
    assert eyeliner.finishes == ()
    assert eyeliner.parameters == {"thickness", "wing", "lower", "smudge"}
    assert not eyeliner.has_coverage
    assert "shimmer" in kinds.all_finishes()
    assert {"shape", "placement", "wing"} <= kinds.all_parameters()


@pytest.mark.usefixtures("with_glitter")
def test_a_kind_that_is_added_is_there_without_more() -> None:
    glitter = kinds.product_kinds()["glitter"]
    assert set(glitter.finishes) == {"holographic", "metallic"}
    assert glitter.parameters == {"grain"}
    assert "holographic" in kinds.all_finishes()
    assert "grain" in kinds.all_parameters()
    made = kinds.build_product({"kind": "glitter", "shade": "#ffffff", "grain": "0.25"})
    assert made == Glitter(shade="#ffffff", grain=0.25)  # type: ignore[comparison-overlap]


def test_a_product_is_built_of_words_and_numbers_in_text() -> None:
    assert kinds.build_product({"kind": "lipstick", "shade": "#a8283c"}) == Lipstick("#a8283c")
    liner = kinds.build_product({"kind": "eyeliner", "shade": "#000000", "wing": "0.2"})
    assert liner == Eyeliner("#000000", wing=0.2)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "perfume", "shade": "#000000"}, "perfume"),
        ({"kind": "lipstick", "shade": "red"}, "shade"),
        ({"kind": "lipstick", "shade": "#000000", "finish": "dewy"}, "dewy"),
        ({"kind": "lipstick", "shade": "#000000", "wing": 0.2}, "wing"),
        ({"kind": "eyeliner", "shade": "#000000", "wing": "9"}, "wing"),
    ],
)
def test_what_is_no_product_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        kinds.build_product(fields)
