"""The window's icons, and buttons that show nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from mirror.config import assets_root


def icon_path(name: str) -> Path:
    """The file of an icon."""
    return assets_root() / "icons" / f"{name}.svg"


def icon_button(icon: str, name: str, tip: str, *, quiet: bool = False) -> QPushButton:
    """A button with an icon.

    Args:
        icon: Its name.
        name: What the button is called where it is not seen.
        tip: What it says when the pointer rests on it.
        quiet: Without a frame.
    """
    button = QPushButton()
    button.setObjectName("quietButton" if quiet else "iconButton")
    button.setIcon(QIcon(str(icon_path(icon))))
    button.setIconSize(QSize(22, 22))
    button.setAccessibleName(name)
    button.setToolTip(tip)
    return button
