"""Files of settings: typed, readable JSON that is written whole or not at all.

A file that breaks its type is set aside under another name, so that the program starts all the same
and nothing is lost.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from mirror.errors import SettingsError

S = TypeVar("S", bound=msgspec.Struct)

_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Loaded(Generic[S]):
    """Settings as they were read.

    Attributes:
        settings: What the file says; the defaults where there is no file, or a broken one.
        set_aside: Where a broken file lies now, else None.
        notice: A sentence that says so, else None.
    """

    settings: S
    set_aside: Path | None = None
    notice: str | None = None


def load_settings(path: Path, kind: type[S]) -> Loaded[S]:
    """Reads a file of settings.

    Args:
        path: The file; it need not be there.
        kind: A msgspec Struct of which every field has a default, and that forbids unknown fields.

    Raises:
        SettingsError: The file is there but cannot be read, or is broken and cannot be renamed.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        return Loaded(kind())
    except OSError as error:
        raise SettingsError(f"The settings {path} cannot be read: {_reason(error)}.") from error
    try:
        if len(content) > _LARGEST_FILE:
            raise ValueError("it is too large")
        return Loaded(msgspec.json.decode(content, type=kind))
    except ValueError as error:  # as are msgspec's own errors
        return _set_aside(path, kind, error)


def _set_aside(path: Path, kind: type[S], why: Exception) -> Loaded[S]:
    aside = _free_name(path)
    try:
        path.replace(aside)
    except OSError as error:
        raise SettingsError(
            f"The settings {path} are broken ({why}) and cannot be renamed: {_reason(error)}; move "
            "the file away."
        ) from error
    notice = (
        f"The settings {path} were broken ({why}); they lie in {aside.name} now, and the defaults "
        "hold."
    )
    return Loaded(kind(), aside, notice)


def save_settings(path: Path, settings: msgspec.Struct) -> None:
    """Writes settings, in place of older ones; readable by this account alone.

    A power cut leaves either the old file or the new one.

    Raises:
        SettingsError: The file cannot be written; an older one is as it was.
        ValueError: The settings break their own type.
    """
    content = msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
    msgspec.json.decode(content, type=type(settings))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        _settle(path.parent)
    except OSError as error:
        raise SettingsError(
            f"The settings {path} cannot be written: {_reason(error)}; free some space, or let this "
            "account write there."
        ) from error


def _settle(folder: Path) -> None:
    """Has the file's new name on the disk, too, where the system can be asked for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _free_name(path: Path) -> Path:
    """A name beside `path` that no file has: the first broken file is the one worth keeping."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
        number += 1
    return aside


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
