"""What kept files are called: on every system, and in any language."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

LONGEST_NAME_BYTES = 150
"""In UTF-8: file systems take 255, and a file that is being written has a longer name."""

# What Windows keeps for itself: characters, and names whatever follows the first point.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def dated_name(taken_at: datetime, look: str | None = None) -> str:
    """A name by date and look, without a suffix: `Mirror 2026-11-25 14.03.12 Classic red`.

    Args:
        taken_at: On the clock of whoever looks for the file.
        look: The title of what was worn; None for a bare face.
    """
    return safe_name(f"Mirror {taken_at:%Y-%m-%d %H.%M.%S} {look or ''}")


def safe_name(text: str) -> str:
    """A text as a file's name without a suffix; empty where nothing of it may be in one.

    It has no character that a system refuses, no point or space at its ends, and at most
    `LONGEST_NAME_BYTES`.
    """
    text = unicodedata.normalize("NFC", text)
    plain = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    plain = " ".join(_NOT_IN_NAMES.sub(" ", plain).split()).strip(". ")
    short = plain.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore").rstrip(". ")
    return f"{short} picture" if _DEVICES.fullmatch(short) else short
