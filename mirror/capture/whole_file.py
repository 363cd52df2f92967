"""Writes a result either whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from mirror.errors import OutputError

RUN = secrets.token_hex(4)
"""In the name of every file that this process has not completed yet, and of no other's."""


class WholeFile:
    """A file that takes its name only once it is complete.

    Until `commit` it lies beside its target under a hidden name with the same suffix; `discard`
    removes it. Both may be repeated, and whichever comes first counts.

    Args:
        path: Where it will be.
        keep_older: Where there is a file of that name when this one is complete, it stays, and
            this one gets a number: `name 2.png`. Otherwise it takes the older one's place.

    Attributes:
        path: Where it will be; after `commit`, where it is.
        part: Where to write it until then.

    Raises:
        OutputError: The target's folder is missing, or the target is a folder.
    """

    def __init__(self, path: Path, *, keep_older: bool = False) -> None:
        if not path.parent.is_dir():
            raise OutputError(f"There is no folder {path.parent}; create it first.")
        if path.is_dir():
            raise OutputError(f"{path} is a folder; name a file in it.")
        self.path = path
        self.part = path.with_name(f".{path.stem}.{RUN}.{secrets.token_hex(3)}.part{path.suffix}")
        self._keep_older = keep_older

    def commit(self) -> None:
        """Gives the file its name.

        Raises:
            OutputError: That is not allowed here.
        """
        try:
            if self._keep_older:
                names = _numbered(self.path)
                self.path = next(path for path in names if _renamed(self.part, path))
            else:
                self.part.replace(self.path)
        except OSError as error:
            self.discard()
            raise output_error(self.path, error) from error

    def discard(self) -> None:
        """Removes what has been written."""
        self.part.unlink(missing_ok=True)


def unfinished(folder: Path, run: str) -> Iterator[Path]:
    """The files in a folder that the process with that `RUN` has begun and not completed."""
    return folder.glob(f".*.{run}.*.part.*")


def _numbered(path: Path) -> Iterator[Path]:
    """A path, and the same with 2, 3 and so on after its name."""
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1


def _renamed(part: Path, path: Path) -> bool:
    """Gives a file another name, unless there is one of that name; whether it has got it."""
    try:
        if sys.platform == "win32":
            part.rename(path)
        else:
            # Renaming would replace a file that has come up in the meantime; a link does not.
            os.link(part, path)
            part.unlink()
    except FileExistsError:
        return False
    except OSError:
        if path.exists():
            return False
        part.rename(path)  # some disks, such as USB sticks, know no links
    return True


def output_error(path: Path, error: OSError) -> OutputError:
    """The sentence for an operating system's error while `path` was written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(f"{path} cannot be written: the disk is full; free some space.")
    if error.errno == errno.EFBIG:
        return OutputError(
            f"{path} cannot be written: files may not grow that large here; choose another folder."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return OutputError(
            f"{path} cannot be written: this account may not write there; choose another folder."
        )
    reason = error.strerror or str(error)
    return OutputError(f"{path} cannot be written: {reason}; choose another place.")
