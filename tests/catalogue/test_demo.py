"""The demo catalogue: that it is large and whole, that it can be sold, and that all of it can be worn."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from msgspec import inspect

from mirror.catalogue.colour import lab_of
from mirror.catalogue.demo import demo_file
from mirror.catalogue.gtin import is_valid
from mirror.catalogue.importer import import_file
from mirror.catalogue.item import Item
from mirror.catalogue.kinds import product_kinds
from mirror.catalogue.report import Report
from mirror.catalogue.store import Catalogue
from mirror.evaluation.transfer.tones import TONES, tone_of
from mirror.makeup.look import Look
from mirror.makeup.painter import paint
from mirror.makeup.products import AnyProduct, Eyeshadow
from mirror.makeup.shapes.eyes import eyeshadow
from tests.shelf import shade_worn

# Large enough for the thinnest line, and a sixteenth of the work.
CANVAS = 128
SKIN = np.array([0.30, 0.18, 0.13], np.float32)
IN_STORE = "2"
WITHOUT_COLOUR = {"skin-smoothing", "teeth-whitening"}


@pytest.fixture(scope="module")
def report_and_items() -> tuple[Report, list[Item]]:
    with Catalogue(None) as catalogue:
        report = import_file(catalogue, demo_file())
        return report, list(catalogue.items())


@pytest.fixture(scope="module")
def items(report_and_items: tuple[Report, list[Item]]) -> list[Item]:
    return report_and_items[1]


def products_in(items: Sequence[Item]) -> set[tuple[str, str, str]]:
    return {(item.brand, item.line, item.name) for item in items}


def test_all_of_it_is_read_without_a_remark(
    report_and_items: tuple[Report, list[Item]],
) -> None:
    report, items = report_and_items
    assert (report.errors, report.warnings, report.notes) == ((), (), ())
    assert report.mapping.unmapped == ()
    assert report.new == len(items)


def test_it_is_large(items: list[Item]) -> None:
    assert len(products_in(items)) >= 120
    assert len(items) >= 600
    assert 6 <= len({item.brand for item in items}) <= 8


def test_importing_it_again_changes_nothing(tmp_path: Path) -> None:
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        first = import_file(catalogue, demo_file())
        again = import_file(catalogue, demo_file())
    assert (again.new, again.changed, again.removed) == (0, 0, 0)
    assert again.unchanged == first.new


def test_barcodes_are_of_the_range_for_use_inside_a_shop(items: list[Item]) -> None:
    codes = [item.barcode or "" for item in items]
    assert len(set(codes)) == len(codes)
    assert all(is_valid(code) and code.startswith(IN_STORE) for code in codes)


def test_every_item_says_what_a_shop_says_of_it(items: list[Item]) -> None:
    for item in items:
        assert item.line, item.sku
        assert item.shade_name, item.sku
        assert item.currency == "EUR", item.sku
        assert item.price_cents is not None, item.sku
        assert 300 <= item.price_cents <= 7000, item.sku
        assert item.flags, item.sku
        assert item.stock is not None, item.sku
        assert (item.opacity is None) == (item.kind in WITHOUT_COLOUR), item.sku
        assert (item.finish is None) == (not product_kinds()[item.kind].finishes), item.sku
    sold_out = sum(item.stock == 0 for item in items)
    assert 0 < sold_out < 0.1 * len(items)


def test_shades_of_a_product_can_be_told_apart(items: list[Item]) -> None:
    for field in ("shade_name", "shade_code", "colour"):
        shades = [(item.brand, item.name, getattr(item, field)) for item in items]
        assert [one for one, number in Counter(shades).items() if number > 1] == []


def test_a_product_is_of_one_kind_finish_and_price(items: list[Item]) -> None:
    said = {(i.brand, i.line, i.name, i.kind, i.finish, i.price_cents, i.flags) for i in items}
    assert len(said) == len(products_in(items))


def test_every_kind_is_there_in_all_its_finishes_styles_and_places(items: list[Item]) -> None:
    products = [item.product() for item in items]
    for type_ in get_args(AnyProduct):
        ours = [product for product in products if isinstance(product, type_)]
        if type_.__struct_config__.tag not in product_kinds():
            continue
        assert ours, type_
        for field in inspect.type_info(type_).fields:  # type: ignore[attr-defined]
            if isinstance(field.type, inspect.LiteralType):
                shown = {getattr(product, field.name) for product in ours}
                assert shown == set(field.type.values), (type_, field.name)


def test_every_skin_finds_a_foundation(items: list[Item]) -> None:
    """By the individual typology angle (Chardon et al. 1991), in every brand of some breadth."""
    shelves: dict[str, list[Item]] = {}
    for item in items:
        if item.kind == "foundation":
            shelves.setdefault(item.brand, []).append(item)
    broad = {brand: shelf for brand, shelf in shelves.items() if len(shelf) >= 24}
    assert len(broad) >= 3
    for brand, shelf in broad.items():
        labs = [lab_of(item.colour) for item in shelf]
        angles = [math.degrees(math.atan2(lab.l - 50, lab.b)) for lab in labs]
        assert {tone_of(angle) for angle in angles} == set(TONES), brand
        for lab in labs:
            assert 19 <= lab.l <= 89, brand
            assert 39 <= math.degrees(math.atan2(lab.b, lab.a)) <= 76, brand
        assert {item.undertone for item in shelf} == {"cool", "neutral", "warm", "olive"}, brand


def test_an_items_colour_is_one_that_it_wears(items: list[Item]) -> None:
    for item in items:
        shades = item.parameters.get("shades", [item.colour])
        assert isinstance(shades, list)
        assert item.colour in shades, item.sku
        assert shade_worn(item.product()) in (*shades, ""), item.sku


def test_all_shades_of_a_palette_have_a_place(items: list[Item]) -> None:
    palettes = [p for p in (item.product() for item in items) if isinstance(p, Eyeshadow)]
    assert sum(3 <= len(palette.shades) <= 5 for palette in palettes) >= 20
    for palette in palettes:
        masks = eyeshadow(palette.template, len(palette.shades), CANVAS)
        assert len(masks) == len(palette.shades), palette


@pytest.mark.parametrize("kind", list(product_kinds()))
def test_every_item_paints_a_sound_film(
    items: list[Item], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("mirror.makeup.painter.SIZE", CANVAS)
    for item in items:
        if item.kind != kind:
            continue
        painting = paint(Look("demo", item.name, (item.product(),)), SKIN)
        film = painting.film
        for array in (film.transmittance, film.emission):
            assert np.isfinite(array).all(), item.sku
            assert array.min() >= 0, item.sku
        assert film.transmittance[..., :3].max() <= 1, item.sku
        seen = np.abs(film.transmittance - 1).max() > 0.05 or bool(film.emission.max() > 0.01)
        assert seen or painting.drawings or painting.groundwork, item.sku
