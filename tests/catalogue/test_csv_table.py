from __future__ import annotations

from pathlib import Path

import pytest

from mirror.catalogue.csv_table import csv_table
from mirror.catalogue.encoding import encoding_of
from mirror.catalogue.table import Row, Table
from mirror.errors import CatalogueError


def table(folder: Path, text: str | bytes) -> Table:
    path = folder / "items.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return csv_table(path, encoding_of(path))


def numbers(some: Table) -> list[int]:
    return [row.number for row in some.rows()]


@pytest.mark.parametrize(
    ("delimiter", "title"), [(",", "“,”"), (";", "“;”"), ("\t", "tabs"), ("|", "“|”")]
)
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str, title: str) -> None:
    text = "SKU;Name;Price\nA1;Rouge, velours;12\nA2;Rouge | mat;13\n".replace(";", delimiter)
    if delimiter in ",|":
        text = text.replace(f"Rouge{delimiter} velours", f'"Rouge{delimiter} velours"')
        text = text.replace("Rouge | mat", '"Rouge | mat"')
    found = table(tmp_path, text)
    assert found.columns == ("SKU", "Name", "Price")
    assert title in found.form
    assert next(found.rows()).cells[0] == "A1"


def test_known_headers_outvote_commas_in_the_values(tmp_path: Path) -> None:
    found = table(tmp_path, "SKU;Preis;Name\nA1;1,20;a,b\nA2;3,40;c,d\nA3;5,60;e,f\n")
    assert found.columns == ("SKU", "Preis", "Name")


def test_excels_own_first_line_names_the_delimiter(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=|\r\nSKU|Name\r\nA1|x\r\n")
    assert found.columns == ("SKU", "Name")
    assert [(row.number, row.cells) for row in found.rows()] == [(3, ["A1", "x"])]


def test_rows_count_physical_lines_also_behind_values_of_several(tmp_path: Path) -> None:
    found = table(tmp_path, 'SKU,Name\n\nA1,"one\ntwo\nthree"\nA2,x\n\n,\nA3,y\n')
    assert numbers(found) == [3, 6, 9]
    assert next(found.rows()).cells[1] == "one\ntwo\nthree"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_usual_way(tmp_path: Path, end: str) -> None:
    found = table(tmp_path, end.join(("SKU,Name", "A1,x", "A2,y")))
    assert [(row.number, list(row.cells)) for row in found.rows()] == [
        (2, ["A1", "x"]),
        (3, ["A2", "y"]),
    ]


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    found = table(tmp_path, "SKU,Name\nA1,x\n")
    assert list(found.rows()) == list(found.rows())


def test_a_ragged_row_is_in_trouble_and_the_next_is_not(tmp_path: Path) -> None:
    rows = list(table(tmp_path, "SKU,Name\nA1\nA2,x,y\nA3,x,\nA4,x\n").rows())
    assert [row.trouble for row in rows] == [
        "has 1 values where the header has 2",
        "has 3 values where the header has 2",
        None,
        None,
    ]
    assert rows[2] == Row(4, ["A3", "x"])


def test_a_quote_that_does_not_close_is_told_with_what_it_swallows(tmp_path: Path) -> None:
    rows = list(table(tmp_path, 'SKU,Name\nA1,x\nA2,"y\nA3,z\nA4,z\n').rows())
    assert [row.number for row in rows] == [2, 3]
    assert rows[1].trouble == "a quote opens that does not close; lines 3 to 5 cannot be read"


def test_a_quote_inside_a_value_is_told(tmp_path: Path) -> None:
    rows = list(table(tmp_path, 'SKU,Name\nA1,"the "best" one"\nA2,x\n').rows())
    assert rows[0].trouble is not None
    assert "double the quotes" in rows[0].trouble
    assert rows[1] == Row(3, ["A2", "x"])


def test_a_value_longer_than_any_is_told(tmp_path: Path) -> None:
    rows = list(table(tmp_path, f'SKU,Name\nA1,"{"x" * 200_000}"\n').rows())
    assert rows[0].trouble is not None


def test_bytes_that_do_not_decode_spoil_their_row_alone(tmp_path: Path) -> None:
    good = "SKU,Name\n" + "".join(f"A{i},口红\n" for i in range(20))
    rows = list(table(tmp_path, good.encode() + b"B1,\xff\xfe\nB2,x\n").rows())
    assert [row.number for row in rows if row.trouble] == [22]
    assert rows[-2].trouble == "holds bytes that are no UTF-8"


@pytest.mark.parametrize("text", ["\n", "\n\n\n"])
def test_without_a_header_there_is_no_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogueError, match="is empty"):
        table(tmp_path, text)


def test_a_header_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="line 1: the header holds a NUL"):
        table(tmp_path, "SKU,Na\0me\nA1,x\n")
    with pytest.raises(CatalogueError, match="line 1: a quote opens"):
        table(tmp_path, '"SKU,Name\nA1,x\n')
