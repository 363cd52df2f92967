from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mirror.catalogue.colour import Lab
from mirror.catalogue.export import COLUMNS, export_items, fields_of
from mirror.catalogue.importer import Wishes, import_file
from mirror.catalogue.item import FLAGS
from mirror.catalogue.store import Catalogue
from mirror.catalogue.synthetic import synthetic_items
from mirror.errors import OutputError
from tests.shelf import BARCODES, item

ODD = [
    item(
        "1/ü",
        barcode=BARCODES[3],
        brand='Quote "and" comma, semicolon; bar | tab',
        line="豆沙色",
        name="=1+1",
        kind="eyeliner",
        shade_name="yes",
        shade_code="001",
        colour=Lab(54.2, 63.1234, -22.0),
        colour_on_skin=Lab(40.0, 10.0, 10.0),
        opacity=0.015,
        undertone="olive",
        price_cents=123456,
        currency="JPY",
        flags=FLAGS,
        stock=0,
        parameters={"lower": 0.25, "wing": 0.2},
    ),
    item("FREE", price_cents=0, currency="EUR", stock=None, opacity=1.0),
    item("#abc", kind="blush", finish="dewy", parameters={"placement": "draped"}, opacity=0.0),
]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_what_is_exported_and_imported_again_changes_nothing(tmp_path: Path, suffix: str) -> None:
    items = [*ODD, *synthetic_items(500)]
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    with Catalogue(None) as catalogue:
        assert export_items(items, first) == len(items)
        report = import_file(catalogue, first)
        assert (report.new, report.errors, report.notes) == (len(items), (), ())
        assert list(catalogue.items()) == items
        export_items(catalogue.items(), second)
        assert second.read_bytes() == first.read_bytes()
        again = import_file(catalogue, second, Wishes(replace=True))
    assert (again.new, again.changed, again.removed) == (0, 0, 0)
    assert again.unchanged == len(items)


def test_a_sheet_of_csv_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    export_items(ODD, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsku,barcode")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["colour"] == "Lab 54.2/63.1234/-22"
    assert rows[0]["price"] == "1234.56"
    assert rows[1]["price"] == "0.00"
    assert rows[1]["stock"] == ""


def test_json_leaves_out_what_is_not_said(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    export_items([item("A"), item("B", stock=0)], path)
    held = json.loads(path.read_text("utf-8"))["items"]
    assert held[0] == {"sku": "A", "name": "Velvet", "kind": "lipstick", "colour": "#a8283c"}
    assert held[1]["stock"] == 0
    export_items([], path)
    assert json.loads(path.read_text("utf-8")) == {"items": []}
    assert set(fields_of(ODD[0])) <= set(COLUMNS)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("old")

    def broken() -> object:
        yield item("A")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export_items(broken(), path)  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_other_places_and_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"neither \.csv nor \.json"):
        export_items([], tmp_path / "items.xlsx")
    with pytest.raises(OutputError, match="no folder"):
        export_items([], tmp_path / "absent" / "items.csv")
