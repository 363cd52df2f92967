from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

import msgspec
import pytest
from msgspec import Struct, to_builtins

from mirror.catalogue import kinds
from mirror.catalogue.columns import guess
from mirror.catalogue.reading import RowReader
from mirror.catalogue.table import Row
from mirror.makeup.products import AnyProduct, Eyeliner, Hex
from tests.shelf import item


class Glitter(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="glitter"):
    shade: str
    finish: Literal["holographic", "metallic"] | None = None
    grain: float = 0.5


class Palette(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="palette"):
    shades: tuple[Hex, ...]
    layout: str


class Cleanser(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="cleanser"):
    strength: float = 1.0


@pytest.fixture
def with_glitter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it is once somebody has added a kind to `AnyProduct`."""

    def forget() -> None:
        for cached in (kinds.product_kinds, kinds.all_finishes, kinds.all_parameters):
            cached.cache_clear()

    monkeypatch.setattr(kinds, "AnyProduct", AnyProduct | Glitter | Palette | Cleanser)
    forget()
    yield
    monkeypatch.undo()
    forget()


WITH_PICTURES = {"face-paint", "sticker"}


def test_the_kinds_are_those_of_a_look() -> None:
    tags = [product.__struct_config__.tag for product in get_args(AnyProduct)]
    assert list(kinds.product_kinds()) == [tag for tag in tags if tag not in WITH_PICTURES]


def test_a_kind_has_the_finishes_and_parameters_of_its_type() -> None:
    lipstick = kinds.product_kinds()["lipstick"]
    assert {"sheer", "satin", "matte", "gloss"} <= set(lipstick.finishes)
    assert lipstick.has_coverage
    eyeliner = kinds.product_kinds()["eyeliner"]
    assert eyeliner.finishes == ()
    assert eyeliner.parameters == {"style", "thickness", "wing", "lower", "smudge"}
    assert not eyeliner.has_coverage
    assert "shimmer" in kinds.all_finishes()
    assert {"placement", "wing"} <= kinds.all_parameters()


@pytest.mark.usefixtures("with_glitter")
def test_a_kind_that_is_added_is_there_without_more() -> None:
    glitter = kinds.product_kinds()["glitter"]
    assert set(glitter.finishes) == {"holographic", "metallic"}
    assert glitter.parameters == {"grain"}
    assert "holographic" in kinds.all_finishes()
    assert "grain" in kinds.all_parameters()
    made = kinds.build_product({"kind": "glitter", "shade": "#ffffff", "grain": "0.25"})
    assert made == Glitter(shade="#ffffff", grain=0.25)  # type: ignore[comparison-overlap]


@pytest.mark.usefixtures("with_glitter")
def test_a_kind_of_several_shades_has_the_items_own_unless_they_are_said() -> None:
    palette = kinds.product_kinds()["palette"]
    assert palette.shade_field == "shades"
    assert palette.parameters == {"shades", "layout"}
    assert palette.required == {"layout"}
    one = item(kind="palette", parameters={"layout": "round"})
    assert to_builtins(one.product())["shades"] == ("#a8283c",)
    both = {"layout": "round", "shades": ["#a8283c", "#000000"]}
    several = to_builtins(item(kind="palette", parameters=both).product())
    assert several["shades"] == ("#a8283c", "#000000")
    headers = ["sku", "name", "kind", "colour", "layout", "shades"]
    row = ["P1", "Nudes", "palette", "#a8283c", "round", "#A8283C, #000000"]
    read = RowReader(guess(headers)).read(Row(2, row))
    assert read.item is not None, read.errors
    assert read.item.parameters == both


@pytest.mark.usefixtures("with_glitter")
def test_a_kind_without_a_shade_gets_none() -> None:
    assert kinds.product_kinds()["cleanser"].shade_field is None
    assert item(kind="cleanser").product() == Cleanser()  # type: ignore[comparison-overlap]


def test_a_product_is_built_of_words_and_numbers_in_text() -> None:
    liner = kinds.build_product({"kind": "eyeliner", "shade": "#000000", "wing": "0.2"})
    assert isinstance(liner, Eyeliner)
    assert liner.wing == 0.2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "perfume", "shade": "#000000"}, "perfume"),
        ({"kind": "foundation", "shade": "red"}, "shade"),
        ({"kind": "foundation", "shade": "#000000", "finish": "wet"}, "wet"),
        ({"kind": "eyeliner", "shade": "#000000", "wing": "9"}, "wing"),
    ],
)
def test_what_is_no_product_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        kinds.build_product(fields)


def test_what_wears_a_picture_is_not_sold() -> None:
    """A price list could otherwise have any file of the machine read."""
    assert not any("picture" in kind.parameters for kind in kinds.product_kinds().values())
    with pytest.raises(msgspec.ValidationError, match="face-paint"):
        kinds.build_product({"kind": "face-paint", "picture": "/etc/hostname"})
