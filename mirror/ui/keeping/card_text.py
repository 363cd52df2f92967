"""Text on a card: wrapped to a width, cut with an ellipsis where it is too long, measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def card_font(
    families: Sequence[str], size_px: float, weight: QFont.Weight = QFont.Weight.Normal
) -> QFont:
    """A font of the first family that is there, or of the application's own if none is named.

    The system fills in the scripts that it lacks.
    """
    font = QFont()
    if families:
        font.setFamilies(list(families))
    font.setPixelSize(max(1, round(size_px)))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph that fits its width."""

    text: str
    width: float


class Paragraph:
    """A text in one font, broken into lines.

    Words are kept whole where they fit; a text without spaces, as in Chinese, breaks anywhere.

    Args:
        text: One paragraph.
        font: For all of it.
        width: In pixels.
        most_lines: What is longer ends in an ellipsis.
    """

    def __init__(self, text: str, font: QFont, width: float, most_lines: int = 1) -> None:
        self._font = font
        self._metrics = QFontMetricsF(font)
        self.lines: tuple[Line, ...] = tuple(
            Line(line, self._metrics.horizontalAdvance(line))
            for line in self._broken(" ".join(text.split()), width, most_lines)
        )

    @property
    def height(self) -> float:
        """Of all lines, in pixels."""
        return len(self.lines) * self._metrics.height()

    @property
    def width(self) -> float:
        """Of the longest line, in pixels."""
        return max((line.width for line in self.lines), default=0.0)

    def draw(
        self,
        painter: QPainter,
        left: float,
        top: float,
        colour: str,
        *,
        right: float | None = None,
    ) -> None:
        """Draws the lines from their upper left corner; with `right`, flush with it instead."""
        painter.setFont(self._font)
        painter.setPen(QColor(colour))
        for index, line in enumerate(self.lines):
            x = left if right is None else right - line.width
            baseline = top + index * self._metrics.height() + self._metrics.ascent()
            painter.drawText(QPointF(x, baseline), line.text)

    def _broken(self, text: str, width: float, most_lines: int) -> list[str]:
        if not text:
            return []
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, self._font)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) <= most_lines and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        # Places are counted in UTF-16, Qt's own; Python's differ from the first emoji on.
        units = text.encode("utf-16-le")
        ends = [*starts[1:], len(units) // 2]
        lines = [
            units[2 * start : 2 * end].decode("utf-16-le", errors="ignore").rstrip()
            for start, end in zip(starts, ends, strict=True)
        ]
        if len(lines) > most_lines:
            rest = units[2 * starts[most_lines - 1] :].decode("utf-16-le", errors="ignore")
            lines[most_lines - 1 :] = [rest]
        if self._metrics.horizontalAdvance(lines[-1]) > width:
            lines[-1] = self._metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
        return lines
