from __future__ import annotations

import typing

import numpy as np
import pytest

from mirror.catalogue.item import Item
from mirror.dressing.outfit import ORDER, Outfit, kind_of
from mirror.makeup.look import Look, load_look, shipped_looks
from mirror.makeup.products import (
    AnyProduct,
    Blush,
    Eyeliner,
    Foundation,
    Lipstick,
    Mascara,
    Sticker,
)
from mirror.makeup.transferred import TransferredLook

RED = Lipstick(shades=("#b01030",))
PINK = Lipstick(shades=("#e07090",), finish="gloss")
LINER = Eyeliner(shade="#101010")
BLUSH = Blush(shades=("#d08080",))


def kinds(outfit: Outfit) -> list[str]:
    return [piece.kind for piece in outfit.pieces]


def photo() -> TransferredLook:
    return TransferredLook(
        name="photo",
        title="Photo",
        pigment=np.zeros((9, 64, 64), np.float32),
        features=np.zeros((16, 16, 16), np.float32),
        liner=np.zeros((2, 8), np.float32),
        complexion=np.full(3, 0.4, np.float32),
        thumbnail=np.zeros((8, 8, 3), np.uint8),
    )


def test_every_kind_has_its_place() -> None:
    known = {str(kind.__struct_config__.tag) for kind in typing.get_args(AnyProduct)}
    assert set(ORDER) == known
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("name", shipped_looks())
def test_a_look_that_nobody_changed_is_worn_as_it_is(name: str) -> None:
    look = load_look(shipped_looks()[name])
    outfit = Outfit().with_look(look)
    assert outfit.look() is look
    assert not outfit.altered


def test_products_go_on_in_the_order_of_a_face_whatever_comes_first() -> None:
    outfit = Outfit().put_on(RED).put_on(LINER).put_on(Foundation()).put_on(BLUSH)
    assert kinds(outfit) == ["foundation", "blush", "eyeliner", "lipstick"]


def test_an_order_that_a_person_made_is_kept() -> None:
    outfit = Outfit().put_on(RED).put_on(BLUSH)
    outfit = outfit.moved(outfit.pieces[0].key, 1)
    assert kinds(outfit) == ["lipstick", "blush"]
    assert kinds(outfit.put_on(LINER)) == ["lipstick", "blush", "eyeliner"]


def test_a_second_lipstick_takes_the_place_and_the_key_of_the_first() -> None:
    before = Outfit().put_on(RED).put_on(Mascara())
    dew = Item(sku="SKU-2", name="Dew", shade_code="02", kind="lipstick", colour="#e07090")
    after = before.put_on(PINK, dew)
    assert kinds(after) == ["mascara", "lipstick"]
    assert after.pieces[1].product == PINK
    assert after.pieces[1].key == before.pieces[1].key
    assert after.pieces[1].item is dew
    assert after.pieces[1].title == "Dew · 02"
    assert before.pieces[1].title == ""


def test_stickers_are_worn_side_by_side() -> None:
    outfit = (
        Outfit()
        .put_on(Sticker(picture="a.png", u=0.5, v=0.3))
        .put_on(Sticker(picture="b.png", u=0.2, v=0.6))
    )
    assert kinds(outfit) == ["sticker", "sticker"]


def test_what_is_hidden_is_not_worn_and_keeps_its_place() -> None:
    outfit = Outfit().put_on(RED).put_on(LINER)
    hidden = outfit.with_shown(outfit.pieces[0].key, shown=False)
    look = hidden.look()
    assert look is not None
    assert look.products == (RED,)
    assert kinds(hidden) == kinds(outfit)
    shown = hidden.with_shown(outfit.pieces[0].key, shown=True)
    assert shown == outfit


def test_strength_and_shade_of_one_piece() -> None:
    look = load_look(next(iter(shipped_looks().values())))
    outfit = Outfit().with_look(look).put_on(RED)
    key = outfit.worn_of("lipstick").key  # type: ignore[union-attr]
    weaker = outfit.with_piece_strength(key, 0.25)
    assert weaker.piece(key).product.strength == 0.25
    assert weaker.altered
    assert weaker.with_product(key, PINK).piece(key).product == PINK
    with pytest.raises(ValueError, match="does not become"):
        weaker.with_product(key, LINER)
    with pytest.raises(KeyError):
        weaker.take_off(key).piece(key)


def test_the_bare_face_wears_no_photo_either_and_keeps_the_strength() -> None:
    worn = Outfit(strength=0.5).with_photo(photo()).put_on(RED)
    assert not worn.bare
    bare = worn.with_look(None)
    assert bare.bare
    assert bare.strength == 0.5
    assert bare.look() is None


def test_a_photo_goes_on_the_bare_face_and_a_look_on_top() -> None:
    look = Look(name="a", title="A", products=(RED,))
    worn = Outfit().with_look(look).with_photo(photo())
    assert worn.pieces == ()
    both = worn.with_look(look)
    assert both.transferred is worn.transferred
    assert both.look() is look
    assert both.with_photo(None).pieces == both.pieces


def test_kind_of() -> None:
    assert kind_of(RED) == "lipstick"
