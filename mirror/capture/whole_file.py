"""Writes a result either whole or not at all."""

from __future__ import annotations

import errno
import secrets
from pathlib import Path

from mirror.errors import OutputError


class WholeFile:
    """A file that takes its name only once it is complete.

    Until `commit` it lies beside its target under a hidden name with the same suffix; `discard`
    removes it. Both may be repeated, and whichever comes first counts.

    Attributes:
        path: Where it will be.
        part: Where to write it until then.

    Raises:
        OutputError: The target's folder is missing, or the target is a folder.
    """

    def __init__(self, path: Path) -> None:
        if not path.parent.is_dir():
            raise OutputError(f"There is no folder {path.parent}; create it first.")
        if path.is_dir():
            raise OutputError(f"{path} is a folder; name a file in it.")
        self.path = path
        self.part = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.part{path.suffix}")

    def commit(self) -> None:
        """Gives the file its name, in place of an older one.

        Raises:
            OutputError: That is not allowed here.
        """
        try:
            self.part.replace(self.path)
        except OSError as error:
            self.discard()
            raise output_error(self.path, error) from error

    def discard(self) -> None:
        """Removes what has been written."""
        self.part.unlink(missing_ok=True)


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
