from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from mirror.artist.client import Client, Consent, Worn, WornPiece, new_id, worn_as
from mirror.dressing.outfit import Outfit
from mirror.makeup.look import load_look, shipped_looks
from mirror.makeup.products import Blush, Lipstick
from tests import known_transfer as known
from tests.shelf import item

WHEN = datetime(2026, 3, 14, tzinfo=UTC)


def test_an_outfit_is_kept_as_data_and_worn_again() -> None:
    ruby = Lipstick(shades=("#9f1425",), strength=0.7)
    sold = item("R1", brand="Aurora", name="Velvet", shade_code="104", shade_name="Ruby")
    outfit = Outfit(strength=0.5).put_on(Blush(shades=("#d08080",))).put_on(ruby, sold)
    hidden = outfit.with_shown(outfit.pieces[0].key, shown=False)
    worn = worn_as(hidden)
    assert worn.pieces[1] == WornPiece(
        product=ruby, title="Velvet", brand="Aurora", shade="104 Ruby", sku="R1"
    )
    assert not worn.pieces[0].shown
    again = worn.outfit([sold])
    assert again.look() == hidden.look()
    assert [piece.item for piece in again.pieces] == [None, sold]
    assert [piece.item for piece in worn.outfit().pieces] == [None, None]
    assert again.strength == 0.5


def test_what_the_look_and_the_photo_are_called_is_kept() -> None:
    look = load_look(shipped_looks()["classic-red"])
    worn = worn_as(Outfit().with_photo(known.look(0)).with_look(look))
    assert (worn.look_title, worn.photo_title) == (look.title, known.look(0).title)
    assert worn_as(Outfit()) == Worn()


@pytest.mark.parametrize("name", sorted(shipped_looks()))
def test_every_shipped_look_survives_the_way_there_and_back(name: str) -> None:
    worn = worn_as(Outfit().with_look(load_look(shipped_looks()[name])))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(worn), type=Worn) == worn


def test_a_consent_holds_until_it_is_withdrawn() -> None:
    given = Consent("pictures", "Yes.", WHEN)
    taken = msgspec.structs.replace(given, withdrawn=WHEN)
    client = Client(id=new_id(), name="A", consents=(taken,))
    assert not client.allows("pictures")
    client = msgspec.structs.replace(client, consents=(taken, given))
    assert client.allows("pictures")
    assert not client.allows("records")
    assert new_id() != new_id()
