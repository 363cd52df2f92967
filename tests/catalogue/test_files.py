from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from mirror.catalogue.files import LARGEST, open_table
from mirror.errors import CatalogueError
from tests.shelf import RED, write_csv
from tests.workbooks import workbook


def test_each_kind_of_file_is_opened_by_its_ending(tmp_path: Path) -> None:
    written = {
        "a.csv": "sku,name\nA1,x\n",
        "a.TSV": "sku\tname\nA1\tx\n",
        "a.json": json.dumps([{"sku": "A1", "name": "x"}]),
        "a.jsonl": json.dumps({"sku": "A1", "name": "x"}),
    }
    paths = []
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
        paths.append(tmp_path / name)
    paths.append(workbook(tmp_path / "a.xlsx", {"A": [["sku", "name"], ["A1", "x"]]}))
    for path in paths:
        table = open_table(path)
        assert table.columns == ("sku", "name")
        assert [list(row.cells) for row in table.rows()] == [["A1", "x"]]


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx"])
def test_a_file_of_a_gigabyte_is_refused_unread(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as file:
        file.truncate(1 << 30)

    def unread(*_: object, **__: object) -> object:
        pytest.fail("it was opened")

    monkeypatch.setattr(Path, "open", unread)
    with pytest.raises(CatalogueError, match=r"has 1,024 MB, and a \.\w+ file may have \d+; split"):
        open_table(path)


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl", ".xlsx"])
def test_a_picture_is_no_table_whatever_its_name(tmp_path: Path, suffix: str) -> None:
    for form in ("PNG", "JPEG", "BMP"):
        path = tmp_path / f"photo{suffix}"
        Image.new("RGB", (64, 64), (168, 40, 60)).save(path, format=form)
        with pytest.raises(CatalogueError, match=r"is no (text|workbook)"):
            open_table(path)
    assert LARGEST[suffix] > 0


def test_files_that_are_something_else_are_told_what_they_are(tmp_path: Path) -> None:
    book = workbook(tmp_path / "items.xlsx", {"A": [["sku"]]})
    csv = tmp_path / "items.csv"
    book.rename(csv)
    with pytest.raises(CatalogueError, match=r"a workbook or a zip file; name it \.xlsx"):
        open_table(csv)
    text = write_csv(tmp_path / "text.csv", RED)
    text.rename(tmp_path / "text.xlsx")
    with pytest.raises(CatalogueError, match="is no workbook, but something else"):
        open_table(tmp_path / "text.xlsx")
    (tmp_path / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(CatalogueError, match="old Excel file or an encrypted one"):
        open_table(tmp_path / "old.xlsx")


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read: No such file"):
        open_table(tmp_path / "absent.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(CatalogueError, match="is a folder"):
        open_table(tmp_path / "folder.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(CatalogueError, match="is empty"):
        open_table(tmp_path / "empty.csv")
    (tmp_path / "items.pdf").touch()
    with pytest.raises(CatalogueError, match=r"no kind that can be imported; there are: \.csv"):
        open_table(tmp_path / "items.pdf")


def test_utf_16_without_its_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes("sku,name\nA1,x\n".encode("utf-16-le"))
    with pytest.raises(CatalogueError, match="UTF-16 without its mark"):
        open_table(path)
    assert open_table(path, "utf-16-le").columns == ("sku", "name")


def test_a_guessed_encoding_is_said_and_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes("sku,name\nA1,crème\n".encode("cp1252"))
    table = open_table(path)
    assert next(table.rows()).cells == ["A1", "crème"]
    assert "taken for Windows-1252" in table.warnings[0]
    assert open_table(path, "latin-1").warnings == ()
    with pytest.raises(CatalogueError, match="no encoding “latin-99”"):
        open_table(path, "latin-99")
