"""A face chart as a PDF file: what was worn, on a drawn face, and how to put it on again.

Fonts are embedded and text stays text. Called on the main thread: the fonts are Qt's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from mirror.artist.client import Worn
from mirror.capture.whole_file import WholeFile
from mirror.core.types import Floats, Pixels
from mirror.errors import OutputError
from mirror.makeup.look import Look
from mirror.ui.chart.line_art import draw_lines, place_of
from mirror.ui.chart.painted_face import painted_face
from mirror.ui.chart.paper import (
    BODY,
    HEADING,
    LABEL,
    MARK,
    MM,
    SMALL,
    TITLE,
    UNITS_PER_INCH,
    Paper,
    rule,
)
from mirror.ui.chart.product_rows import ProductRow
from mirror.ui.pictures import to_image

_SIDE, _TOP, _BOTTOM = 17 * MM, 15 * MM, 13 * MM
_FOOT = 9 * MM
_FACE_HEIGHT = 137 * MM
_COLUMN, _GUTTER = 54 * MM, 7 * MM
_NOTE_LINE = 7.4 * MM
_FACE_DPI = 220


@dataclass(frozen=True, slots=True, eq=False)
class FaceChart:
    """What a chart tells.

    Attributes:
        worn: What was worn; pieces that are only kept are left out.
        title: Of the look.
        day: When.
        client: Whose face; empty leaves a line to write on.
        artist: By whom; likewise.
        skin: The colour of the drawn face, 3 float32, linear RGB reflectance; None is paper's.
        skin_text: What is said of the skin; may be empty.
        allergies: What must not come on it; may be empty.
        before: HxWx3 uint8 BGR, or None.
        after: Likewise.
        notes: May be empty; lines to write on follow them.
    """

    worn: Worn
    title: str
    day: date
    client: str = ""
    artist: str = ""
    skin: Floats | None = None
    skin_text: str = ""
    allergies: str = ""
    before: Pixels | None = None
    after: Pixels | None = None
    notes: str = ""

    @property
    def look(self) -> Look | None:
        """What is painted on the drawn face, or None."""
        look = self.worn.outfit().look()
        if look is None:
            return None
        share = self.worn.strength
        products = tuple(
            msgspec.structs.replace(one, strength=share * one.strength) for one in look.products
        )
        return msgspec.structs.replace(look, products=products)


def write_face_chart(path: Path, chart: FaceChart, paper: Paper = Paper.A4) -> int:
    """Writes a chart, whole or not at all; main thread.

    Returns:
        The number of its pages.

    Raises:
        OutputError: The file cannot be written.
        LookError: A picture that is worn cannot be read.
    """
    layout = _Layout(chart, paper)
    file = WholeFile(path)
    writer = QPdfWriter(str(file.part))
    writer.setResolution(UNITS_PER_INCH)
    writer.setPageLayout(
        QPageLayout(QPageSize(paper.value), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    writer.setTitle(chart.title)
    writer.setCreator("Mirror")
    painter = QPainter()
    # Says nothing of why; the file's folder was looked at before.
    if not painter.begin(writer):
        file.discard()
        raise OutputError(
            f"{path} cannot be written: this account may not write there; choose another folder."
        )
    try:
        for number in range(1, layout.pages + 1):
            if number > 1 and not writer.newPage():
                raise OutputError(f"{path} cannot be written: the disk is full; free some space.")
            layout.draw(painter, number)
    except BaseException:
        painter.end()
        file.discard()
        raise
    if not painter.end():
        file.discard()
        raise OutputError(f"{path} cannot be written: the disk is full; free some space.")
    file.commit()
    return layout.pages


class _Layout:
    """A chart on sheets of paper, measured before anything is drawn."""

    def __init__(self, chart: FaceChart, paper: Paper) -> None:
        self.chart = chart
        self.width, self.height = paper.size
        self.left, self.right = _SIDE, self.width - _SIDE
        self.foot = self.height - _BOTTOM - _FOOT
        shown = [piece for piece in chart.worn.pieces if piece.shown]
        self._rows = [ProductRow(number, piece) for number, piece in enumerate(shown, 1)]
        self._face = painted_face(chart.look, chart.skin, self._face_px())
        self._on_pages = self._paginate()

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._on_pages)

    def draw(self, painter: QPainter, number: int) -> None:
        """Draws a page, from 1."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        if number == 1:
            top = self._draw_head(painter)
            self._draw_face(painter, top)
            self._draw_column(painter, top)
        else:
            self._draw_running_head(painter)
        self._draw_rows(painter, number)
        self._draw_foot(painter, number)

    # What is measured

    def _face_px(self) -> int:
        face, _ = place_of(QRectF(0, 0, self._inner - _COLUMN - _GUTTER, self._face_height))
        return round(face / UNITS_PER_INCH * _FACE_DPI)

    @property
    def _inner(self) -> float:
        return self.right - self.left

    @property
    def _face_height(self) -> float:
        # Letter is shorter than A4: the face gives way, so that some rows still fit below it.
        return min(_FACE_HEIGHT, 0.462 * self.height)

    @property
    def _facts(self) -> tuple[tuple[str, str, int], ...]:
        """Label, text, and how many lines it may have: no allergy is cut off."""
        chart = self.chart
        return (
            (QCoreApplication.translate("FaceChart", "Client"), chart.client, 2),
            (QCoreApplication.translate("FaceChart", "Artist"), chart.artist, 2),
            (QCoreApplication.translate("FaceChart", "Skin"), chart.skin_text, 2),
            (QCoreApplication.translate("FaceChart", "Allergies"), chart.allergies, 20),
        )

    def _fact_places(self) -> list[QRectF]:
        step = (self._inner + _GUTTER) / len(self._facts)
        count = range(len(self._facts))
        return [QRectF(self.left + at * step, 0, step - _GUTTER, 0) for at in count]

    @property
    def _body_top(self) -> float:
        tallest = max(
            BODY.paragraph(fact, place.width(), lines).height
            for place, (_, fact, lines) in zip(self._fact_places(), self._facts, strict=True)
        )
        return _TOP + 32 * MM + max(tallest, 9 * MM)

    @property
    def _list_top(self) -> float:
        return self._body_top + self._face_height + 4 * MM

    def _first_row_top(self, number: int) -> float:
        return self._list_top + 8.5 * MM if number == 1 else _TOP + 13 * MM

    def _paginate(self) -> list[list[ProductRow]]:
        pages: list[list[ProductRow]] = [[]]
        y = self._first_row_top(1)
        for row in self._rows:
            height = row.height(self._inner)
            if y + height > self.foot:
                pages.append([])
                y = self._first_row_top(len(pages))
            pages[-1].append(row)
            y += height
        return pages

    # What is drawn

    def _draw_head(self, painter: QPainter) -> float:
        """Title and particulars; returns where the face begins."""
        chart, y = self.chart, _TOP
        MARK.write(
            painter,
            QCoreApplication.translate("FaceChart", "Face chart"),
            QRectF(self.left, y, self._inner / 2, 0),
        )
        SMALL.write(painter, _day(chart.day), QRectF(self.left, y, self._inner, 0), right=True)
        y += 5.5 * MM
        TITLE.write(painter, chart.title, QRectF(self.left, y, self._inner, 0))
        y += 13.5 * MM
        rule(painter, self.left, self.right, y)
        for place, (label, fact, lines) in zip(self._fact_places(), self._facts, strict=True):
            place.moveTop(y + 2.6 * MM)
            below = place.translated(0, LABEL.write(painter, label, place) + 0.7 * MM)
            if fact:
                BODY.write(painter, fact, below, most_lines=lines)
            else:
                rule(painter, place.left(), place.right(), below.top() + 6.5 * MM)
        rule(painter, self.left, self.right, self._body_top - 4.5 * MM)
        return self._body_top

    def _draw_face(self, painter: QPainter, top: float) -> None:
        area = QRectF(self.left, top, self._inner - _COLUMN - _GUTTER, self._face_height)
        pixels = np.ascontiguousarray(self._face)
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32)
        share = min(area.width() / width, area.height() / height)
        shown = QRectF(0, 0, width * share, height * share)
        shown.moveCenter(area.center())
        painter.drawImage(shown, image)
        draw_lines(painter, shown, self.chart.skin)

    def _draw_column(self, painter: QPainter, top: float) -> None:
        """Pictures, if there are any, and notes, beside the face."""
        left, y = self.right - _COLUMN, top + 3 * MM
        bottom = top + self._face_height
        pictures = [
            (QCoreApplication.translate("FaceChart", "Before"), self.chart.before),
            (QCoreApplication.translate("FaceChart", "After"), self.chart.after),
        ]
        for label, pixels in pictures:
            if pixels is not None:
                y += LABEL.write(painter, label, QRectF(left, y, _COLUMN, 0)) + 1.2 * MM
                place = QRectF(left, y, _COLUMN, 0.72 * _COLUMN)
                _draw_picture(painter, pixels, place)
                y = place.bottom() + 4.5 * MM
        y += (
            LABEL.write(
                painter,
                QCoreApplication.translate("FaceChart", "Notes"),
                QRectF(left, y, _COLUMN, 0),
            )
            + 1.2 * MM
        )
        room = max(int((bottom - y) / BODY.paragraph("x", _COLUMN).height), 1)
        if self.chart.notes:
            place = QRectF(left, y, _COLUMN, 0)
            y += BODY.write(painter, self.chart.notes, place, most_lines=room)
        y += _NOTE_LINE
        while y < bottom:
            rule(painter, left, self.right, y)
            y += _NOTE_LINE

    def _draw_running_head(self, painter: QPainter) -> None:
        place = QRectF(self.left, _TOP, self._inner, 0)
        HEADING.write(painter, self.chart.title, place.adjusted(0, 0, -60 * MM, 0))
        SMALL.write(painter, self._whose(), place.adjusted(60 * MM, 0.8 * MM, 0, 0), right=True)

    def _draw_rows(self, painter: QPainter, number: int) -> None:
        y = self._first_row_top(number)
        if number == 1 and self._on_pages[0]:
            place = QRectF(self.left, self._list_top, self._inner, 0)
            HEADING.write(
                painter,
                QCoreApplication.translate("FaceChart", "In the order of application"),
                place,
            )
        for row in self._on_pages[number - 1]:
            row.draw(painter, self.left, y, self._inner)
            y += row.height(self._inner)

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        y = self.height - _BOTTOM - 4 * MM
        rule(painter, self.left, self.right, y)
        place = QRectF(self.left, y + 1.4 * MM, self._inner, 0)
        SMALL.write(painter, self._whose(), place.adjusted(0, 0, -40 * MM, 0))
        told = QCoreApplication.translate("FaceChart", "Page {number} of {count}").format(
            number=number, count=self.pages
        )
        SMALL.write(painter, told, place, right=True)

    def _whose(self) -> str:
        return "  ·  ".join(filter(None, (self.chart.client, _day(self.chart.day))))


def _draw_picture(painter: QPainter, pixels: Pixels, place: QRectF) -> None:
    """Fills a place with the middle of a picture."""
    image = to_image(np.ascontiguousarray(pixels))
    share = min(image.width() / place.width(), image.height() / place.height())
    part = QRectF(0, 0, place.width() * share, place.height() * share)
    part.moveCenter(QRectF(image.rect()).center())
    painter.drawImage(place, image, part)


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
