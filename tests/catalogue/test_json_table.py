from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from mirror.catalogue.encoding import UTF8, Encoding
from mirror.catalogue.json_table import json_lines_table, json_table
from mirror.errors import CatalogueError

ITEMS = [{"sku": "A1", "price": 12.9}, {"name": "x", "sku": "A2"}]


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "items.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("held", [ITEMS, {"items": ITEMS, "made": "today"}])
def test_a_list_or_an_object_that_holds_one(tmp_path: Path, held: object) -> None:
    table = json_table(write(tmp_path, json.dumps(held)), UTF8)
    assert table.columns == ("sku", "price", "name")
    assert [(row.number, row.cells) for row in table.rows()] == [
        (1, ["A1", Decimal("12.9"), None]),
        (2, ["A2", None, "x"]),
    ]
    assert table.place == "item"


def test_what_is_no_object_is_in_trouble(tmp_path: Path) -> None:
    rows = list(json_table(write(tmp_path, '[{"sku": "A1"}, 3, null]'), UTF8).rows())
    assert [row.trouble for row in rows] == [None, *["is no object of keys and values"] * 2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[", "no valid JSON"),
        ("nonsense", "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ('{"products": []}', "no list of products"),
        ("3", "no list of products"),
        (b'["\xff"]', "no valid UTF-8"),
    ],
)
def test_what_holds_no_list_is_refused(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        json_table(write(tmp_path, text), UTF8)


def test_other_encodings(tmp_path: Path) -> None:
    text = json.dumps([{"name": "口红"}], ensure_ascii=False)
    for codec in ("utf-8-sig", "utf-16", "gb18030"):
        table = json_table(write(tmp_path, text.encode(codec)), Encoding(codec, codec))
        assert next(table.rows()).cells == ["口红"]


def test_an_object_a_line(tmp_path: Path) -> None:
    text = '{"sku": "A1"}\n\n{"sku": "A2", "name": "x"}\n{"sku": \n[1]\n'
    table = json_lines_table(write(tmp_path, text), UTF8)
    assert table.columns == ("sku", "name")
    rows = list(table.rows())
    assert [row.number for row in rows] == [1, 3, 4, 5]
    assert rows[1].cells == ["A2", "x"]
    assert rows[2].trouble is not None
    assert rows[2].trouble.startswith("is no valid JSON")
    assert rows[3].trouble == "is no object of keys and values"
    assert table.place == "line"


def test_a_damaged_line_is_alone_in_trouble(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"sku": "\xff"}\n{"sku": "A2"}\n')
    rows = list(json_lines_table(path, Encoding("utf-8", "UTF-8", strict=False)).rows())
    assert [row.trouble for row in rows] == ["holds bytes that are no UTF-8", None]
