from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from mirror.artist.client import WornPiece
from mirror.makeup.products import Eyeshadow, Foundation, Lipstick, Powder
from mirror.ui.chart.paper import MM
from mirror.ui.chart.product_rows import ProductRow

RED = Lipstick(shades=("#9f1425",), finish="satin", strength=0.35)


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> None:
    """Fonts are measured."""


def row(**piece: object) -> ProductRow:
    return ProductRow(1, WornPiece(**{"product": RED, **piece}))  # type: ignore[arg-type]


def test_what_was_sold_is_told_by_brand_and_number() -> None:
    sold = row(title="Velvet", brand="Aurora", shade="104 Ruby", sku="A-1")
    assert sold.headline == "Aurora Velvet"
    assert sold.detail == "Lipstick  ·  104 Ruby  ·  A-1"
    assert (sold.finish, sold.strength) == ("satin", "35 %")
    assert row(title="Aurora Velvet", brand="Aurora").headline == "Aurora Velvet"


def test_what_nobody_has_sold_is_told_by_kind_and_shade() -> None:
    assert (row().headline, row().detail) == ("Lipstick", "#9F1425")
    assert row(product=Foundation()).detail == "The skin's own tone"
    assert row(product=Powder()).detail == ""
    several = row(product=Eyeshadow(shades=("#102030", "#405060"), template="smoky"))
    assert several.detail == "#102030, #405060"
    assert several.finish == "matte"


def test_a_row_is_as_high_as_its_longer_side() -> None:
    width = 176 * MM
    short = row(product=Eyeshadow(shades=("#102030",), template="lid")).height(width)
    assert 9 * MM < short < 12 * MM
    assert row().height(80 * MM) > row().height(width)


def test_no_row_is_lower_than_its_swatch() -> None:
    plain = row(product=Powder())
    assert plain.detail == ""
    assert plain.height(176 * MM) > 9 * MM
