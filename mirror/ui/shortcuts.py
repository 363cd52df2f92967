"""The keys: what each one does, in one list that the window binds and the help shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from mirror.ui.marking import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key, or two that do the same.

    Attributes:
        action: What the window calls it.
        keys: As Qt writes them.
        says: What the help says, in English.
    """

    action: str
    keys: tuple[str, ...]
    says: str

    @property
    def sentence(self) -> str:
        """What the help says, in the person's language."""
        return QCoreApplication.translate("Shortcut", self.says)

    @property
    def written(self) -> str:
        """The keys, as this system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return " / ".join(QKeySequence(keys).toString(native) for keys in self.keys)


SHORTCUTS = (
    Shortcut("hold", ("Space",), QT_TRANSLATE_NOOP("Shortcut", "Compare, for as long as it is held")),
    Shortcut("split", ("B",), QT_TRANSLATE_NOOP("Shortcut", "Before and after with a line to drag")),
    Shortcut("side-by-side", ("N",), QT_TRANSLATE_NOOP("Shortcut", "Before and after side by side")),
    Shortcut("four", ("M",), QT_TRANSLATE_NOOP("Shortcut", "Four looks at once")),
    Shortcut("freeze", ("P",), QT_TRANSLATE_NOOP("Shortcut", "Hold the picture still")),
    Shortcut("zoom", ("Z",), QT_TRANSLATE_NOOP("Shortcut", "Look nearer: lips, eyes, everything")),
    Shortcut("picture", ("S",), QT_TRANSLATE_NOOP("Shortcut", "Take a picture")),
    Shortcut("record", ("V",), QT_TRANSLATE_NOOP("Shortcut", "Record a video, or end it")),
    Shortcut("looks", ("1",), QT_TRANSLATE_NOOP("Shortcut", "Looks")),
    Shortcut("products", ("2",), QT_TRANSLATE_NOOP("Shortcut", "Products")),
    Shortcut("wearing", ("3",), QT_TRANSLATE_NOOP("Shortcut", "What you wear")),
    Shortcut("search", ("Ctrl+F",), QT_TRANSLATE_NOOP("Shortcut", "Search")),
    Shortcut("undo", ("Ctrl+Z",), QT_TRANSLATE_NOOP("Shortcut", "Undo")),
    Shortcut("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), QT_TRANSLATE_NOOP("Shortcut", "Redo")),
    Shortcut("open", ("Ctrl+O",), QT_TRANSLATE_NOOP("Shortcut", "Wear the makeup of a photo")),
    Shortcut("paste", ("Ctrl+V",), QT_TRANSLATE_NOOP("Shortcut", "Wear the makeup of the photo in the clipboard")),
    Shortcut("figures", ("F",), QT_TRANSLATE_NOOP("Shortcut", "Frame rate and times")),
    Shortcut("full-screen", ("F11",), QT_TRANSLATE_NOOP("Shortcut", "Full screen")),
    Shortcut("settings", ("Ctrl+,",), QT_TRANSLATE_NOOP("Shortcut", "Settings")),
    Shortcut("help", ("?", "F1"), QT_TRANSLATE_NOOP("Shortcut", "These keys")),
    Shortcut("escape", ("Esc",), QT_TRANSLATE_NOOP("Shortcut", "Back, or out of full screen")),
    Shortcut("quit", ("Ctrl+Q",), QT_TRANSLATE_NOOP("Shortcut", "Quit")),
)  # fmt: skip
"""All of them, in the order of the help."""
