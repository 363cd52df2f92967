from __future__ import annotations

import random
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from mirror.catalogue import zip_size
from mirror.catalogue.zip_size import LARGEST_UNPACKED, check_workbook
from mirror.errors import CatalogueError
from tests.workbooks import workbook

SHEET = "xl/worksheets/sheet1.xml"


def zeros(size: int) -> bytes:
    """So many zero bytes, packed."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = bytes(1 << 20)
    packed = [squeeze.compress(piece) for _ in range(size >> 20)]
    return b"".join([*packed, squeeze.flush()])


def lying_zip(path: Path, packed: bytes, declared: int) -> Path:
    """A zip file of one member that declares another size than it has."""
    name = SHEET.encode()
    sizes = struct.pack("<IIIHH", 0, len(packed), declared, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + name
    central = (
        b"PK\x01\x02"
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33)
        + sizes
        + struct.pack("<HHHII", 0, 0, 0, 0, 0)
        + name
    )
    start = len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), start, 0)
    path.write_bytes(local + packed + central + end)
    return path


def sheet(path: Path, xml: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, xml)
    return path


def test_a_workbook_passes(tmp_path: Path) -> None:
    rows = [[f"A{i}", "Velvet", i] for i in range(2000)]
    check_workbook(workbook(tmp_path / "items.xlsx", {"Items": rows}))


def test_a_bomb_that_declares_its_size_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lying_zip(tmp_path / "bomb.xlsx", zeros(1 << 20), LARGEST_UNPACKED + 1)

    def unpack(*_: object) -> int:
        pytest.fail("it was unpacked")

    monkeypatch.setattr(zip_size, "_content", unpack)
    with pytest.raises(CatalogueError, match="would unpack to more than 200 MB"):
        check_workbook(path)


def test_a_bomb_that_lies_about_its_size_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = lying_zip(tmp_path / "bomb.xlsx", zeros(300 << 20), 1000)
    assert path.stat().st_size < 1 << 20
    tracemalloc.start()
    try:
        with pytest.raises(CatalogueError, match="would unpack to more than 200 MB"):
            check_workbook(path)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_what_packs_more_tightly_than_any_workbook_is_refused(tmp_path: Path) -> None:
    path = lying_zip(tmp_path / "bomb.xlsx", zeros(100 << 20), 100 << 20)
    with pytest.raises(CatalogueError, match="more tightly than any workbook"):
        check_workbook(path)


def test_the_true_size_counts_also_where_it_packs_badly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = squeeze.compress(random.Random(1).randbytes(20_000)) + squeeze.flush()
    path = lying_zip(tmp_path / "bomb.xlsx", packed, 10)
    check_workbook(path)
    monkeypatch.setattr(zip_size, "LARGEST_UNPACKED", 10_000)
    with pytest.raises(CatalogueError, match="would unpack"):
        check_workbook(path)


def test_many_members_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_size, "LARGEST_UNPACKED", 10_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.bin", bytes(4000))
    with pytest.raises(CatalogueError, match="would unpack"):
        check_workbook(path)


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>',
        '<row r="1048576"><c/><c/><c/><c/><c/><c/></row>',
        "<x:row r='1048576'><x:c r='CV1048576'/></x:row>",
    ],
)
def test_a_sheet_that_is_almost_empty_but_huge_is_refused(tmp_path: Path, xml: str) -> None:
    path = sheet(tmp_path / "huge.xlsx", f"<worksheet><sheetData>{xml}</sheetData></worksheet>")
    with pytest.raises(CatalogueError, match="6,000,000 cells"):
        check_workbook(path)


def test_a_place_that_two_pieces_share_is_seen(tmp_path: Path) -> None:
    for shift in range(0, 40, 3):
        filler = " " * ((1 << 16) - 20 - shift)
        path = sheet(tmp_path / "huge.xlsx", f'{filler}<row r="1"><c r="XFD1048576" s="1"/></row>')
        with pytest.raises(CatalogueError, match="cells"):
            check_workbook(path)


def test_a_long_text_that_stands_in_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "items.xlsx"
    texts = "<sst><si><t>short</t></si><si><t>" + "x" * 200_000 + "</t></si></sst>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(SHEET, '<row r="100"><c r="J100" t="s"><v>1</v></c></row>')
        archive.writestr("xl/sharedStrings.xml", texts)
    check_workbook(path)
    longest = len(texts) - len("<sst><si><t>short</t></si></sst>")
    monkeypatch.setattr(zip_size, "MOST_TEXT", 1000 * longest)
    check_workbook(path)
    monkeypatch.setattr(zip_size, "MOST_TEXT", 1000 * longest - 1)
    with pytest.raises(CatalogueError, match=f"{longest:,} bytes, and a sheet 1,000 cells"):
        check_workbook(path)


def test_what_is_damaged_encrypted_or_oddly_packed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "items.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(CatalogueError, match="damaged"):
        check_workbook(path)
    whole = workbook(path, {"Items": [["A"]]}).read_bytes()
    path.write_bytes(whole.replace(b"PK\x03\x04", b"PK\x00\x00", 1))
    with pytest.raises(CatalogueError, match="damaged"):
        check_workbook(path)
    lying_zip(path, zeros(1 << 20)[:-30], 1 << 20)
    with pytest.raises(CatalogueError, match="damaged"):
        check_workbook(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(SHEET, "x")
    with pytest.raises(CatalogueError, match="unusual way"):
        check_workbook(path)
    locked = bytearray(lying_zip(path, zeros(0), 0).read_bytes())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(locked)
    with pytest.raises(CatalogueError, match="encrypted"):
        check_workbook(path)
