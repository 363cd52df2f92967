"""Words that come from below the window, in the person's language.

Looks, products and sentences carry English; the translations of `assets/translations` are found by
it. What no translation knows, such as a shop's own names, stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from mirror.pipeline.guidance import Hint
from mirror.ui import sentences
from mirror.ui.marking import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from mirror.makeup.look import Look


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


def sentence(text: str) -> str:
    """A sentence from below the window; one that no template is known of stays as it is.

    Args:
        text: Finished, in English.
    """
    any_one = sentences.SENTENCES[0]
    if QCoreApplication.translate(sentences.CONTEXT, any_one) == any_one:
        return text  # English: its templates, which take a moment to prepare, are not needed
    parts = sentences.take_apart(text)
    if parts is None:
        return text
    translated = QCoreApplication.translate(sentences.CONTEXT, parts.template)
    return sentences.PLACE.sub(lambda place: sentence(parts.values[place[1]]), translated)


def look_title(look: Look) -> str:
    """What a look is called."""
    return QCoreApplication.translate("Look", look.title)


def tag(name: str) -> str:
    """What a look's tag says."""
    return QCoreApplication.translate("Tag", name.replace("-", " "))


def kind(name: str) -> str:
    """What a kind of product is called."""
    return QCoreApplication.translate("Kind", name.replace("-", " ")).capitalize()


def stage(name: str) -> str:
    """What a part of a picture's way to the screen is called."""
    return QCoreApplication.translate("Stage", name)


def finish(name: str) -> str:
    """What a finish is called."""
    return QCoreApplication.translate("Finish", name.replace("-", " "))


def parameter(name: str) -> str:
    """What a parameter of a product is called."""
    return QCoreApplication.translate("Parameter", name.replace("_", " ")).capitalize()


def choice(name: str) -> str:
    """What a choice of a parameter is called."""
    return QCoreApplication.translate("Choice", name.replace("-", " ")).capitalize()
