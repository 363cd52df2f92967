from __future__ import annotations

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from mirror.makeup.look import Look
from mirror.ui import words

RED = Look(name="red", title="Classic red", products=())


class Known(QTranslator):
    """Knows one word in each context."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        known = {
            ("Look", "Classic red"): "经典红",
            ("Tag", "no makeup"): "裸妆",
            ("Kind", "lip liner"): "唇线笔",
            ("Finish", "sheer"): "轻薄",
        }
        return known.get((context, text))

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False


def said() -> list[str]:
    return [
        words.look_title(RED),
        words.tag("no-makeup"),
        words.kind("lip-liner"),
        words.finish("sheer"),
    ]


def test_what_no_translation_knows_stays_english(qapp: QApplication) -> None:
    assert said() == ["Classic red", "no makeup", "Lip liner", "sheer"]


def test_each_kind_of_word_is_found_in_its_own_context(qapp: QApplication) -> None:
    translator = Known()
    qapp.installTranslator(translator)
    try:
        assert said() == ["经典红", "裸妆", "唇线笔", "轻薄"]
        own = Look(name="own", title="A shop's own", products=())
        assert words.look_title(own) == "A shop's own"
    finally:
        qapp.removeTranslator(translator)
