"""Marks texts for the translation tools where they are written, not where they are said."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001, N802 - Qt's name
    """Returns the text as it is; the translation tools know this function by its name."""
    return text
