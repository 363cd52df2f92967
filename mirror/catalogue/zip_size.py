"""Refuses a workbook that would unpack to more than it should, before anything unpacks it.

The sizes that a zip file declares may be lies, and so may its checksums be; so each member is
inflated here piece by piece, nothing of it is kept, and it ends as soon as there is too much.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mirror.errors import CatalogueError

LARGEST_UNPACKED = 200 << 20
HIGHEST_RATIO = 200
# Below this size, a ratio says nothing: a sheet of equal rows packs well.
_SMALL = 4 << 20
_MOST_MEMBERS = 2000
# What a reader keeps in memory is the whole rectangle of a sheet, however few of its cells are
# filled.
MOST_CELLS = 6_000_000

# Texts are stored once and may stand in every cell; a reader keeps as many copies.
MOST_TEXT = 2 << 30

_CHUNK = 1 << 16
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ELEMENT = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)>")
_PLACE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([A-Z]{0,3})([0-9]{1,9})[\"']")
_LONGEST_TAG = 1024
_TEXT_END = re.compile(rb"</(?:\w+:)?si\s*>")


def check_workbook(path: Path) -> None:
    """Looks through all of a zip file.

    Raises:
        CatalogueError: It is damaged, encrypted, packed in another way than workbooks are, or
            would take more room than a workbook may.
        OSError: It cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError) as error:
        raise CatalogueError(f"{path} is no workbook, or a damaged one; save it again.") from error
    declared = sum(member.file_size for member in members)
    if declared > LARGEST_UNPACKED or len(members) > _MOST_MEMBERS:
        raise _too_large(path)
    left = LARGEST_UNPACKED
    cells = longest = 0
    with path.open("rb") as file:
        for member in members:
            if member.flag_bits & 1:
                raise CatalogueError(f"{path} is encrypted; save it without a password.")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise CatalogueError(f"{path} is packed in an unusual way; save it again as .xlsx.")
            content = _content(path, file, member, left)
            left -= content.size
            cells, longest = max(cells, content.cells), max(longest, content.longest)
    if cells * longest > MOST_TEXT:
        raise CatalogueError(
            f"{path} may fill the memory: a text in it has {longest:,} bytes, and a sheet "
            f"{cells:,} cells; save the products as CSV."
        )


@dataclass(frozen=True, slots=True)
class _Content:
    """What was found in a member.

    Attributes:
        size: In bytes, unpacked.
        cells: Of the rectangle that holds all cells, if it is a sheet.
        longest: Bytes of the longest text, if it holds those that cells share.
    """

    size: int
    cells: int
    longest: int


def _content(path: Path, file: BinaryIO, member: zipfile.ZipInfo, left: int) -> _Content:
    size = 0
    rectangle, texts = _Rectangle(), _Texts()
    try:
        for piece in _pieces(file, member):
            size += len(piece)
            packed = max(member.compress_size, 1)
            if size > left or (size > _SMALL and size > HIGHEST_RATIO * packed):
                raise _too_large(path)
            if member.filename.endswith(".xml"):
                rectangle.feed(piece)
                texts.feed(piece)
            if rectangle.cells > MOST_CELLS:
                raise CatalogueError(
                    f"{path} has a sheet of more than {MOST_CELLS:,} cells, most of them empty "
                    "perhaps; delete what lies far from the table, or save it as CSV."
                )
    except (zlib.error, struct.error, ValueError) as error:
        raise CatalogueError(f"{path} is damaged ({error}); save it again.") from error
    return _Content(size, rectangle.cells, texts.longest)


def _pieces(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's content, at most `_CHUNK` bytes at a time, whatever size it declares."""
    file.seek(member.header_offset)
    mark, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if mark != b"PK\x03\x04":
        raise ValueError("a member is not where it should be")
    file.seek(name + extra, 1)
    left = member.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0:
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise ValueError("it ends too early")
        left -= len(packed)
        if member.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
    while member.compress_type == zipfile.ZIP_DEFLATED and not inflate.eof:
        piece = inflate.decompress(b"", _CHUNK)
        if not piece:
            raise ValueError("it ends too early")
        yield piece


class _Rectangle:
    """The size of the rectangle that holds all cells of a sheet, as it streams by.

    Attributes:
        cells: Its width times its height so far.
    """

    def __init__(self) -> None:
        self.cells = 0
        self._rest = b""
        self._row = self._column = self._width = self._height = 0

    def feed(self, piece: bytes) -> None:
        """Goes on with the next piece of the sheet's XML."""
        text = self._rest + piece
        end = 0
        for element in _ELEMENT.finditer(text):
            end = element.end()
            place = _PLACE.search(element.group(2))
            if element.group(1) == b"row":
                self._column = 0
                self._row = int(place.group(2)) if place else self._row + 1
            elif place:
                self._column, self._row = _column(place.group(1)), int(place.group(2))
            else:
                self._column += 1
            self._width = max(self._width, self._column)
            self._height = max(self._height, self._row)
        self.cells = self._width * self._height
        self._rest = text[max(end, len(text) - _LONGEST_TAG) :]


class _Texts:
    """The longest of the texts that cells share, as they stream by.

    Attributes:
        longest: Its bytes, with its XML, so far.
    """

    def __init__(self) -> None:
        self.longest = 0
        self._before = 0
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Goes on with the next piece of XML."""
        text = self._rest + piece
        start = 0
        for end in _TEXT_END.finditer(text):
            self.longest = max(self.longest, self._before + end.end() - start)
            self._before, start = 0, end.end()
        # The end tag of a text may lie across two pieces.
        kept = min(len(text) - start, _LONGEST_TAG)
        self._before += len(text) - start - kept
        self._rest = text[len(text) - kept :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _too_large(path: Path) -> CatalogueError:
    return CatalogueError(
        f"{path} would unpack to more than {LARGEST_UNPACKED >> 20} MB or is packed more tightly "
        "than any workbook; save the products as CSV."
    )
