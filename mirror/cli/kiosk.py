"""`mirror kiosk`: what a shop needs to run the mirror in it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from mirror.cli.kiosk_counts import configure_counts, run_counts
from mirror.errors import KioskError


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `mirror kiosk` and of its one action."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--set-pin",
        action="store_true",
        help="ask for the staff's PIN, 4 to 12 digits, and keep it",
    )
    what.add_argument(
        "--check", action="store_true", help="say whether all that a kiosk needs is ready"
    )
    parser.add_argument(
        "--settings",
        metavar="FILE",
        type=Path,
        help="the kiosk's settings (default: the file in this account's configuration folder)",
    )
    parser.add_argument(
        "--source",
        metavar="S",
        help="the camera, as for the window (default: the first that delivers)",
    )
    parser.add_argument(
        "--in-window", action="store_true", help="in a window, to try it out; not for a shop"
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    counts = actions.add_parser(
        "counts",
        help="how often which product was tried on",
        description="How often which product was tried on, by day.",
        allow_abbrev=False,
    )
    configure_counts(counts)
    parser.set_defaults(complain=parser.error)


def run(args: argparse.Namespace) -> int:
    """Does what was asked for."""
    if args.action == "counts":
        if args.set_pin or args.check:
            args.complain("counts goes with neither --set-pin nor --check")
        return run_counts(args)
    if args.set_pin:
        return set_pin(_settings_path(args))
    if args.check:
        from mirror.cli.kiosk_check import run_checks

        return run_checks(_settings_path(args))
    return run_kiosk(args)


def run_kiosk(args: argparse.Namespace) -> int:
    """Shows the kiosk until the staff end it.

    Raises:
        SettingsError: The settings cannot be read.
    """
    from mirror.cli.window import make_parts
    from mirror.config import kiosk_counts_path, kiosk_tries_path
    from mirror.kiosk.settings import load_kiosk_settings
    from mirror.ui.kiosk.kiosk_app import KioskPlaces
    from mirror.ui.launch import launch_kiosk

    loaded = load_kiosk_settings(_settings_path(args))
    if loaded.notice is not None:
        print(f"mirror: {loaded.notice}", file=sys.stderr)
    settings = loaded.settings
    parts = make_parts(None, catalogue=settings.catalogue_file, keeps=False)
    places = KioskPlaces(tries=kiosk_tries_path(), counts=kiosk_counts_path())
    return launch_kiosk(parts, settings, places, spec=args.source, full_screen=not args.in_window)


def set_pin(path: Path, ask: Callable[[str], str] | None = None) -> int:
    """Asks for a PIN twice and keeps its hash, and forgets wrong tries of the old one.

    Args:
        path: The file of the settings.
        ask: Reads a line that nobody sees; None is the terminal.

    Raises:
        KioskError: It may not be chosen, the two differ, or there is nobody to ask.
        SettingsError: The settings cannot be read or written.
    """
    import msgspec

    from mirror.config import kiosk_tries_path
    from mirror.kiosk.pin import LONGEST, SHORTEST, Tries, hashed, weakness
    from mirror.kiosk.settings import load_kiosk_settings
    from mirror.settings_file import save_settings

    ask = ask or _ask_unseen
    pin = ask(f"New PIN for the staff, {SHORTEST} to {LONGEST} digits: ")
    why_not = weakness(pin)
    if why_not is not None:
        raise KioskError(why_not)
    if ask("Again: ") != pin:
        raise KioskError("The two are not the same; nothing was changed.")
    loaded = load_kiosk_settings(path)
    if loaded.notice is not None:
        print(f"mirror: {loaded.notice}", file=sys.stderr)
    save_settings(path, msgspec.structs.replace(loaded.settings, staff_pin=hashed(pin)))
    save_settings(kiosk_tries_path(), Tries())
    print(f"The PIN is set, in {path}.")
    return 0


def _settings_path(args: argparse.Namespace) -> Path:
    from mirror.config import kiosk_settings_path

    path: Path | None = args.settings
    return path or kiosk_settings_path()


def _ask_unseen(prompt: str) -> str:
    import getpass
    import warnings

    try:
        with warnings.catch_warnings():
            # Rather not at all than with an echo.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except (EOFError, getpass.GetPassWarning) as error:
        raise KioskError(
            "The PIN can only be asked for in a terminal that hides what is typed; call this in one."
        ) from error
