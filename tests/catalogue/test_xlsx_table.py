from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mirror.catalogue.xlsx_table import xlsx_table
from mirror.errors import CatalogueError
from tests.workbooks import Date, workbook


def test_a_sheet_is_a_table_whose_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        ["SKU", "Barcode", "Vegan"],
        ["A1", 4006381333931, True],
        [],
        ["A2", 0.5, None],
    ]
    table = xlsx_table(workbook(tmp_path / "items.xlsx", {"Items": rows}))
    assert table.columns == ("SKU", "Barcode", "Vegan")
    read = list(table.rows())
    assert [row.number for row in read] == [3, 5]
    assert list(read[0].cells) == ["A1", 4006381333931, True]
    assert list(read[1].cells)[:2] == ["A2", 0.5]
    assert table.place == "row"
    assert table.warnings == ()


def test_a_date_is_handed_over_as_one(tmp_path: Path) -> None:
    table = xlsx_table(workbook(tmp_path / "a.xlsx", {"A": [["SKU"], [Date(45000)]]}))
    (cell,) = next(table.rows()).cells
    assert isinstance(cell, dt.date)


def test_the_first_shown_sheet_with_anything_on_it_is_read(tmp_path: Path) -> None:
    sheets = {"Old": [["x"]], "Empty": [], "Items": [["SKU"], ["A1"]], "Notes": [["y"]]}
    table = xlsx_table(workbook(tmp_path / "items.xlsx", sheets, hidden=["Old"]))
    assert table.columns == ("SKU",)
    assert table.form == "XLSX, sheet “Items”"
    assert table.warnings == ("Only the sheet “Items” was read; the others are: Notes.",)


def test_without_a_filled_sheet_there_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no sheet with anything on it"):
        xlsx_table(workbook(tmp_path / "items.xlsx", {"Empty": []}))


def test_a_header_that_is_a_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"row 1: the header is a date"):
        xlsx_table(workbook(tmp_path / "items.xlsx", {"A": [["SKU", Date(45000)], ["A1"]]}))


def test_a_zip_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "items.xlsx", {"A": [["SKU"]]})
    path.write_bytes(path.read_bytes().replace(b"xl/workbook.xml", b"xl/notebook.xml"))
    with pytest.raises(CatalogueError, match="no sheet"):
        xlsx_table(path)


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    from zipfile import ZipFile

    path = workbook(tmp_path / "items.xlsx", {"A": [["SKU"]]})
    broken = tmp_path / "broken.xlsx"
    with ZipFile(path) as good, ZipFile(broken, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with pytest.raises(CatalogueError):
        xlsx_table(broken)


def test_a_fault_of_the_library_ends_the_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As a library in Rust raises it."""

    class Panicking:
        @staticmethod
        def from_path(path: Path) -> object:
            raise PanicException

    path = workbook(tmp_path / "items.xlsx", {"A": [["SKU"]]})
    monkeypatch.setattr("python_calamine.CalamineWorkbook", Panicking)
    with pytest.raises(CatalogueError, match="damaged workbook"):
        xlsx_table(path)
    monkeypatch.setattr(Panicking, "from_path", staticmethod(_interrupted))
    with pytest.raises(KeyboardInterrupt):
        xlsx_table(path)


def _interrupted(path: Path) -> object:
    raise KeyboardInterrupt
