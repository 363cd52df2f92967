"""What a person has set for the window, as a plain value."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from mirror.ui.theme import TEXT_SCALES, Scheme


class Preferences(Struct, frozen=True, forbid_unknown_fields=True):
    """All that is set.

    Attributes:
        scheme: Which colours are worn.
        text_scale: How much larger text is.
        language: A key of `languages.LANGUAGES`; empty takes the system's.
        mirrored: Whether left and right are shown as a mirror does.
        still: Whether nothing moves but the picture.
        favourites: Names of looks.
        recent: Names of looks, the latest first.
    """

    scheme: Scheme = Scheme.SYSTEM
    text_scale: Annotated[float, Meta(ge=TEXT_SCALES[0], le=TEXT_SCALES[1])] = 1.0
    language: Annotated[str, Meta(max_length=16)] = ""
    mirrored: bool = True
    still: bool = False
    favourites: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()

    def with_(self, **changes: Any) -> Preferences:
        """The same with other values; refuses what the types refuse."""
        changed = msgspec.structs.replace(self, **changes)
        return msgspec.convert(msgspec.to_builtins(changed), Preferences)
