"""`mirror kiosk --check`: whether all that a kiosk needs is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.errors import MirrorError

if TYPE_CHECKING:
    from mirror.cli.checks import Finding
    from mirror.kiosk.settings import KioskSettings


@dataclass(frozen=True, slots=True)
class Readiness:
    """One thing that a kiosk needs.

    Attributes:
        name: What it is.
        ready: Whether it is there.
        sentence: What was found.
    """

    name: str
    ready: bool
    sentence: str


def run_checks(path: Path) -> int:
    """Prints what was found; 0 if all is ready, else 1."""
    from mirror.kiosk.settings import load_kiosk_settings

    try:
        loaded = load_kiosk_settings(path)
    except MirrorError as error:
        found = [Readiness("settings", ready=False, sentence=str(error))]
    else:
        settings = Readiness(
            "settings", ready=loaded.notice is None, sentence=loaded.notice or str(path)
        )
        checks = (check_pin, check_catalogue, check_camera, check_hand_off, check_files)
        found = [settings, *(check(loaded.settings) for check in checks)]
    for one in found:
        print(f"{'ready' if one.ready else 'NOT READY':<9}  {one.name}: {one.sentence}")
    return 0 if all(one.ready for one in found) else 1


def check_pin(settings: KioskSettings) -> Readiness:
    """Whether the staff can get in."""
    is_set = settings.staff_pin is not None
    sentence = "it is set" if is_set else "set it with `mirror kiosk --set-pin`"
    return Readiness("staff PIN", is_set, sentence)


def check_catalogue(settings: KioskSettings) -> Readiness:
    """Whether the catalogue can be opened and has something in it."""
    from mirror.catalogue.store import Catalogue

    path = settings.catalogue_file
    try:
        with Catalogue(path, create=False) as catalogue:
            items = len(catalogue)
    except MirrorError as error:
        return Readiness("catalogue", ready=False, sentence=str(error))
    return Readiness("catalogue", items > 0, f"{items} items in {path}")


def check_camera(
    settings: KioskSettings, examine: Callable[[str], Finding] | None = None
) -> Readiness:
    """Whether a camera answers; in a process of its own, for drivers may hang."""
    from mirror.cli import doctor

    del settings
    finding = (examine or doctor.examine)("cameras")
    names = ", ".join(name for name, modes in finding.facts.items() if modes)
    sentence = names or " ".join((*finding.problems, *finding.notes)) or "none answers"
    return Readiness("camera", bool(names), sentence)


def check_hand_off(settings: KioskSettings) -> Readiness:
    """Where pictures would be handed off; ready, too, if they are not to be."""
    from mirror.kiosk.hand_off import HandOff
    from mirror.kiosk.lan import lan_address

    name = "hand-off"
    if not settings.hand_off:
        return Readiness(name, ready=True, sentence="switched off")
    try:
        address = lan_address()
        with HandOff(address, settings.hand_off_port) as server:
            port = "any port" if settings.hand_off_port == 0 else f"port {server.port}"
    except MirrorError as error:
        return Readiness(name, ready=False, sentence=str(error))
    return Readiness(name, ready=True, sentence=f"at {address}, {port}")


def check_files(settings: KioskSettings) -> Readiness:
    """Where a visit's files lie."""
    from mirror.kiosk.session_folder import SessionFolder

    del settings
    name = "files of a visit"
    try:
        with SessionFolder() as folder:
            place = folder.path.parent
    except (MirrorError, OSError) as error:
        return Readiness(name, ready=False, sentence=str(error))
    return Readiness(name, ready=True, sentence=f"in {place}")
