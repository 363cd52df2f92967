"""Takes away what a mirror that broke off left half-written.

Each running mirror keeps a small file of its own that names the folders it has begun files in.
Whoever starts next reads the files of those that run no more, and removes what they left in these
folders. A mirror that still runs holds its file locked, so that two of them side by side, or a
folder on the network that several write to, lose nothing.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import threading
from pathlib import Path
from typing import IO

from mirror.capture.whole_file import RUN, unfinished

_log = logging.getLogger(__name__)

_SUFFIX = ".folders"
_RUN_NAME = re.compile(r"[0-9a-f]{8}")


class Traces:
    """Remembers on disk, for as long as it is open, in which folders this process begins files.

    Where nothing can be written, a warning is logged and nothing remembered: saving goes on.
    For any thread.

    Args:
        folder: Where the small files lie; made when the first one is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._noting = threading.Lock()
        self._noted: set[Path] = set()
        self._file: IO[str] | None = None

    def note(self, folder: Path) -> None:
        """Remembers a folder, before a file is begun in it; may be repeated."""
        folder = folder.absolute()
        with self._noting:
            if folder in self._noted:
                return
            try:
                if self._file is None:
                    self._folder.mkdir(parents=True, exist_ok=True)
                    self._file = (self._folder / f"{RUN}{_SUFFIX}").open("a", encoding="utf-8")
                    _lock(self._file)
                self._file.write(f"{folder}\0")
                self._file.flush()
            except OSError as error:
                _log.warning("folders cannot be remembered in %s: %s", self._folder, error)
            else:
                self._noted.add(folder)

    def clean(self) -> list[Path]:
        """Removes what mirrors that run no more left half-written.

        Returns:
            The files that are gone.
        """
        gone: list[Path] = []
        for record in self._folder.glob(f"*{_SUFFIX}"):
            if record.stem != RUN and _RUN_NAME.fullmatch(record.stem):
                try:
                    gone += _clean_up_after(record)
                except OSError as error:  # on Windows, a running mirror's own cannot be removed
                    _log.info("%s is left: %s", record, error)
        return gone

    def close(self) -> None:
        """Forgets the folders, whose files are complete or gone by now; may be repeated."""
        with self._noting:
            self._noted.clear()
            if self._file is None:
                return
            self._file.close()
            self._file = None
        with contextlib.suppress(OSError):
            (self._folder / f"{RUN}{_SUFFIX}").unlink()


def _clean_up_after(record: Path) -> list[Path]:
    gone = []
    with record.open("r+", encoding="utf-8") as file:
        _lock(file)
        folders = [Path(line) for line in file.read().split("\0") if line]
    for folder in folders:
        for part in unfinished(folder, record.stem):
            part.unlink()
            gone.append(part)
    if all(folder.is_dir() for folder in folders):
        record.unlink()  # else a disk is not plugged in now, and will be another time
    return gone


def _lock(file: IO[str]) -> None:
    """Locks a file until it is closed.

    Raises:
        OSError: Another process has locked it.
    """
    if sys.platform == "win32":
        import msvcrt

        # One byte far behind the text, since what is locked cannot be read.
        at = file.tell()
        os.lseek(file.fileno(), 1 << 30, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        os.lseek(file.fileno(), at, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
