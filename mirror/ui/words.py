"""Words that come from below the window, in the person's language.

Looks, products and sentences carry English; the translations of `assets/translations` are found by
it. What no translation knows, such as a shop's own names, stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from mirror.pipeline.guidance import Hint

if TYPE_CHECKING:
    from mirror.makeup.look import Look


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001, N802 - Qt's name
    """Marks a text for the translation tools, which know it by this name; returns it as it is."""
    return text


_HINTS = {
    Hint.ABSENT: QT_TRANSLATE_NOOP("Hint", "Come before the mirror."),
    Hint.FAR: QT_TRANSLATE_NOOP("Hint", "Come a little closer."),
    Hint.NEAR: QT_TRANSLATE_NOOP("Hint", "Step back a little."),
    Hint.EDGE: QT_TRANSLATE_NOOP("Hint", "Come to the middle."),
    Hint.TURNED: QT_TRANSLATE_NOOP("Hint", "Face the mirror to see all of it."),
    Hint.DARK: QT_TRANSLATE_NOOP("Hint", "It is dark here; more light shows truer colours."),
    Hint.GLARE: QT_TRANSLATE_NOOP(
        "Hint", "The light on your face is very strong; softer is better."
    ),
}


def hint(what: Hint) -> str:
    """What helps."""
    return QCoreApplication.translate("Hint", _HINTS[what])


def look_title(look: Look) -> str:
    """What a look is called."""
    return QCoreApplication.translate("Look", look.title)


def tag(name: str) -> str:
    """What a look's tag says."""
    return QCoreApplication.translate("Tag", name.replace("-", " "))


def kind(name: str) -> str:
    """What a kind of product is called."""
    return QCoreApplication.translate("Kind", name.replace("-", " ")).capitalize()


def finish(name: str) -> str:
    """What a finish is called."""
    return QCoreApplication.translate("Finish", name.replace("-", " "))


def sentence(text: str) -> str:
    """A sentence that came from below the window."""
    return QCoreApplication.translate("Sentence", text)


def parameter(name: str) -> str:
    """What a parameter of a product is called."""
    return QCoreApplication.translate("Parameter", name.replace("_", " ")).capitalize()


def choice(name: str) -> str:
    """What a choice of a parameter is called."""
    return QCoreApplication.translate("Choice", name.replace("-", " ")).capitalize()
