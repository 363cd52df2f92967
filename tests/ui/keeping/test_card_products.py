from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QImage, QPainter

from mirror.catalogue.item import Item
from mirror.core.types import Pixels
from mirror.ui.keeping.card_products import CardProduct, ProductList, fitted, sold_as
from mirror.ui.keeping.cards import CardColours
from mirror.ui.pictures import to_pixels

LIPSTICK = CardProduct("Lipstick", ("#ff0000",), "Maison", "Red", Decimal("24.90"), "EUR")
PALETTE = CardProduct(
    "A palette of shadows with a very long name, for evenings and for long summer nights",
    ("#00ff00", "#0000ff"),
    "Ardent",
)
MIST = CardProduct("Mist")


@pytest.fixture
def english() -> QLocale:
    return QLocale("en_US")


def drawn(listed: ProductList, width: int, height: int) -> Pixels:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    listed.draw(painter, 0, 0, CardColours())
    painter.end()
    return to_pixels(image)


def has(pixels: Pixels, bgr: tuple[int, int, int]) -> bool:
    return bool((pixels == bgr).all(axis=2).sum() > 100)


def test_every_shade_has_its_share_of_the_dot(english: QLocale) -> None:
    listed = ProductList([LIPSTICK, PALETTE, MIST], 600, (), english)
    pixels = drawn(listed, 600, int(listed.height) + 1)
    assert has(pixels, (0, 0, 255))
    assert has(pixels, (0, 255, 0))
    assert has(pixels, (255, 0, 0))
    assert pixels.min() < 100  # and the text is there


def test_a_product_without_shades_has_none(english: QLocale) -> None:
    pixels = drawn(ProductList([MIST], 600, (), english), 600, 60)
    assert np.ptp(pixels[10:40, 8:40]) == 0


def test_long_names_take_two_lines_or_are_cut(english: QLocale) -> None:
    one, two = (ProductList([PALETTE], 400, (), english, name_lines=lines) for lines in (1, 2))
    assert two.height > one.height
    assert one.cut == 1
    assert ProductList([LIPSTICK], 600, (), english).cut == 0


def test_columns_are_filled_one_after_the_other(english: QLocale) -> None:
    listed = ProductList([MIST, MIST, LIPSTICK], 800, (), english, columns=2)
    assert listed.gaps == 1
    pixels = drawn(listed, 800, 400)
    assert not has(pixels[:, :400], (0, 0, 255))
    assert has(pixels[:, 400:], (0, 0, 255))


def test_a_list_is_as_large_as_its_place_allows(english: QLocale) -> None:
    roomy = fitted([LIPSTICK] * 3, 900, 600, (), english, most_columns=2)
    tight = fitted([LIPSTICK] * 15, 900, 520, (), english, most_columns=2)
    assert roomy.scale == 1
    assert tight.scale < 1
    assert tight.height <= 520


def test_a_list_that_fits_nowhere_is_the_lowest(english: QLocale) -> None:
    listed = fitted([LIPSTICK] * 15, 900, 10, (), english, most_columns=2)
    assert listed.height < ProductList([LIPSTICK] * 15, 900, (), english, columns=2).height


def test_a_shade_from_the_catalogue_is_told_with_its_price() -> None:
    item = Item(
        sku="1",
        brand="Maison",
        name="Lipstick",
        kind="lipstick",
        shade_name="Red",
        shade_code="04",
        colour="#ff0000",
        price_cents=2490,
        currency="EUR",
    )
    told = sold_as(item)
    assert told == replace(LIPSTICK, shade="04 Red")
    assert sold_as(Item(sku="2", name="Gloss", kind="gloss", colour="#00ff00")) == (
        CardProduct("Gloss", ("#00ff00",))
    )


def test_no_product_needs_no_place(english: QLocale) -> None:
    listed = fitted([], 900, 100, (), english, most_columns=2)
    assert (listed.height, listed.gaps, listed.cut) == (0, 0, 0)
    assert drawn(listed, 20, 20).min() == 255
