from __future__ import annotations

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mirror.ui.line import Line


def made(qtbot: QtBot, text: str, width: int) -> Line:
    line = Line()
    qtbot.addWidget(line)
    line.setText(text)
    line.resize(width, 30)
    return line


def painted(line: Line) -> QImage:
    return line.grab().toImage()


def test_a_text_that_fits_is_there_in_full(qtbot: QtBot) -> None:
    assert painted(made(qtbot, "Velvet", 200)) != painted(made(qtbot, "Velve…", 200))


def test_a_text_that_is_too_long_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    long = made(qtbot, "A title that no panel has room for", 90)
    metrics = long.fontMetrics()
    cut = next(
        text + "…"
        for text in (long.text()[:at] for at in range(30, 0, -1))
        if metrics.horizontalAdvance(text + "…") <= 90
    )
    assert painted(long) in [
        painted(made(qtbot, text, 90)) for text in (cut, cut.replace(" …", "…"))
    ]


def test_it_claims_no_width(qtbot: QtBot) -> None:
    line = made(qtbot, "A title that no panel has room for", 90)
    assert line.sizePolicy().horizontalPolicy() is line.sizePolicy().Policy.Ignored


def test_what_looks_like_markup_is_text(qtbot: QtBot) -> None:
    assert painted(made(qtbot, "<b>x</b>", 200)) != painted(made(qtbot, "x", 200))
