from __future__ import annotations

import random
from pathlib import Path

import pytest

from mirror.catalogue.encoding import encoding_of

HEAD = "sku;name;hex\n"
CHINESE = HEAD + "A1;豆沙色丝绒口红;#a8283c\nA2;枫叶红;#902020\n"
RARE = HEAD + "A1;陶喆联名镕金口红;#a8283c\nA2;枫叶红 玫瑰;#902020\n"
FRENCH = HEAD + "A1;Rouge à lèvres crème;#a8283c\nA2;Éclat rosé;#902020\n"
GERMAN = HEAD + "A1;Größe für Süße;#a8283c\n"
MIXED = HEAD + "A1;花西子 Größe crème;#a8283c\n"
EURO = HEAD + "A1;12 €;#a8283c\n"


@pytest.mark.parametrize(
    ("text", "written", "title"),
    [
        ("sku\nA1\n", "ascii", "UTF-8"),
        (FRENCH, "utf-8", "UTF-8"),
        (CHINESE, "utf-8", "UTF-8"),
        (FRENCH, "utf-8-sig", "UTF-8"),
        (CHINESE, "utf-16", "UTF-16"),
        (FRENCH, "utf-16", "UTF-16"),
        (FRENCH, "utf-32", "UTF-32"),
        (CHINESE, "gbk", "GB18030"),
        (CHINESE, "gb18030", "GB18030"),
        (RARE, "gbk", "GB18030"),
        (MIXED, "gb18030", "GB18030"),
        (FRENCH, "cp1252", "Windows-1252"),
        (FRENCH, "latin-1", "Windows-1252"),
        (GERMAN, "cp1252", "Windows-1252"),
        (EURO, "cp1252", "Windows-1252"),
    ],
)
def test_an_encoding_is_told_from_a_few_rows(
    tmp_path: Path, text: str, written: str, title: str
) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(text.encode(written))
    found = encoding_of(path)
    assert found.title == title
    assert found.strict
    assert path.read_text(found.codec) == text
    assert found.guessed == (title in ("GB18030", "Windows-1252"))


def test_utf_16_of_either_order(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(b"\xfe\xff" + CHINESE.encode("utf-16-be"))
    assert path.read_text(encoding_of(path).codec) == CHINESE


def test_one_damaged_byte_does_not_make_another_encoding_of_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes((CHINESE * 5).encode() + b"A3;\xff;#000000\n")
    found = encoding_of(path)
    assert (found.codec, found.strict, found.guessed) == ("utf-8", False, False)


def test_bytes_that_windows_does_not_know_are_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(b"sku;name\nA1;cr\xe8me\x81\n")
    assert encoding_of(path).codec == "latin-1"


def test_a_letter_that_two_pieces_share_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(b"x" * ((1 << 20) - 1) + "口红".encode() * 4)
    assert encoding_of(path).title == "UTF-8"


def test_short_lists_of_common_words_are_hardly_ever_mistaken(tmp_path: Path) -> None:
    random_ = random.Random(4)
    words = {
        "gb18030": ["口红", "眼影", "腮红", "哑光", "豆沙色", "枫叶红", "玫瑰", "花西子", "兰蔻"],
        "cp1252": ["Crème", "Éclat", "Rosé", "Mûre", "Pêche", "Größe", "Süße", "Señorita", "Rubí"],
    }
    path = tmp_path / "items.csv"
    for codec, some in words.items():
        for _ in range(100):
            rows = [f"A;{' '.join(random_.sample(some, 2))};#a8283c" for _ in range(2)]
            path.write_bytes("\n".join(rows).encode(codec))
            assert encoding_of(path).codec == codec, rows
