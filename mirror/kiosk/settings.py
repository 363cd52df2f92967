"""The settings of a kiosk: what the shop decides once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from mirror.makeup.look import Name
from mirror.settings_file import Loaded, load_settings


class KioskSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file of a kiosk's settings.

    Attributes:
        schema: The version of this file format.
        language: Of the screens; None is the system's.
        idle_s: How long nobody touches anything or stands there before a visit ends.
        attract_looks: The names of the looks that are shown while nobody is there, in this order;
            none are all.
        attract_look_s: How long each of them is shown.
        hand_off: Whether visitors may take a picture with them over the local network.
        hand_off_port: The TCP port for it; 0 is any free one.
        hand_off_s: How long a picture may be fetched.
        counts: Whether try-ons are counted, anonymously.
        catalogue: The catalogue's file; None is the one in the account's data folder.
        staff_pin: The hash of the staff's PIN (`mirror.kiosk.pin.hashed`); without one nobody gets in.
    """

    schema: Literal[1] = 1
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    idle_s: Annotated[int, Meta(ge=15, le=600)] = 45
    attract_looks: Annotated[tuple[Name, ...], Meta(max_length=100)] = ()
    attract_look_s: Annotated[int, Meta(ge=2, le=120)] = 8
    hand_off: bool = False
    hand_off_port: Annotated[int, Meta(ge=0, le=65535)] = 0
    hand_off_s: Annotated[int, Meta(ge=30, le=900)] = 180
    counts: bool = True
    catalogue: Annotated[str, Meta(min_length=1)] | None = None
    staff_pin: Annotated[str, Meta(pattern=r"^\$argon2id\$[!-~]+$", max_length=200)] | None = None

    @property
    def catalogue_file(self) -> Path:
        """Where the catalogue lies."""
        from mirror.config import catalogue_path

        return catalogue_path() if self.catalogue is None else Path(self.catalogue)


def load_kiosk_settings(path: Path) -> Loaded[KioskSettings]:
    """Reads the settings; `Loaded.notice` is for the staff.

    Of a broken file nobody knows what it allowed. Until the shop says so again, nothing is counted then,
    besides what the defaults leave out: no hand-off, and no PIN, so that the staff screen is closed.

    Raises:
        SettingsError: The file is there but cannot be read, or is broken and cannot be renamed.
    """
    loaded = load_settings(path, KioskSettings)
    if loaded.set_aside is None:
        return loaded
    return Loaded(KioskSettings(counts=False), loaded.set_aside, loaded.notice)
