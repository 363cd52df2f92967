"""The folder of what a visitor makes that has to be a file: in memory, where there is such a place.

Files are overwritten before they are removed. On a solid-state disk, or a file system that copies on
writing, that does not reach the old bytes, which is why the folder lies in memory if it can.

One kiosk runs in an account. A folder that a crashed one has left is known by nobody's holding its lock.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from mirror.errors import KioskError

PREFIX = "mirror-visit-"

_LOCK = ".lock"
_IN_MEMORY = ("tmpfs", "ramfs")
_CHUNK = 1 << 20


def places(
    mounts: Path = Path("/proc/self/mounts"),
    runtime: str | None = os.environ.get("XDG_RUNTIME_DIR"),
    shared: Path = Path("/dev/shm"),  # noqa: S108 - the folder in it has a random name and is ours alone
) -> list[Path]:
    """Where the folder can be, best first: in memory, else where the system keeps temporary files."""
    wanted = [*([Path(runtime)] if runtime else []), shared]
    memory = _mount_points(mounts)
    found = [
        one
        for one in wanted
        if one.is_dir() and os.access(one, os.W_OK | os.X_OK) and _lies_in_memory(one, memory)
    ]
    return [*found, Path(tempfile.gettempdir())]


def _mount_points(mounts: Path) -> dict[Path, bool]:
    """The mount points, and whether each is in memory."""
    try:
        lines = mounts.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return {}
    fields = [line.split(" ") for line in lines]
    return {Path(one[1]): one[2] in _IN_MEMORY for one in fields if len(one) > 2}


def _lies_in_memory(folder: Path, mounts: dict[Path, bool]) -> bool:
    folder = folder.resolve()
    return next((mounts[one] for one in (folder, *folder.parents) if one in mounts), False)


class SessionFolder:
    """A folder that only this account can read, and that is gone with the process.

    Args:
        candidates: Where it may be, best first; the first one where it can be made is taken.

    Raises:
        KioskError: It can be made nowhere.
    """

    name = "files of the visit"

    def __init__(self, candidates: Sequence[Path] | None = None) -> None:
        why: OSError | None = None
        for place in places() if candidates is None else candidates:
            try:
                self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
                break
            except OSError as error:
                why = error
        else:
            raise KioskError(
                f"There is no folder for a visit's files ({why}); free some space."
            ) from why
        self._lock: IO[bytes] | None = (self.path / _LOCK).open("wb")
        _hold(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def wipe(self) -> None:
        """Overwrites and removes all that is in the folder.

        Raises:
            OSError: Something cannot be removed; all else has been.
        """
        _clear(self.path, keep=_LOCK)

    def left(self) -> Sequence[str]:
        """What is in the folder."""
        return sorted(one.name for one in self.path.iterdir() if one.name != _LOCK)

    def close(self) -> None:
        """Wipes the folder and removes it; may be repeated.

        Raises:
            OSError: Something cannot be removed.
        """
        if self._lock is None:
            return
        try:
            self.wipe()
        finally:
            self._lock.close()
            self._lock = None
        _remove(self.path)


def remove_stale(candidates: Sequence[Path] | None = None) -> list[Path]:
    """Removes the folders that crashed kiosks of this account have left.

    To be called before anything is shown; as a `Held`, in the first wipe of all.

    Returns:
        Those that could not be removed, or not wholly.
    """
    left = []
    for folder in _ours(places() if candidates is None else candidates):
        if _is_held(folder):
            continue
        try:
            _remove(folder)
        except OSError:
            left.append(folder)
    return left


def _ours(candidates: Iterable[Path]) -> Iterator[Path]:
    """Real folders of this account; a link that somebody put into a shared place is not followed."""
    for place in candidates:
        for folder in sorted(place.glob(f"{PREFIX}*")):
            with contextlib.suppress(OSError):
                about = folder.lstat()
                mine = sys.platform == "win32" or about.st_uid == os.getuid()
                if stat.S_ISDIR(about.st_mode) and mine:
                    yield folder


def _is_held(folder: Path) -> bool:
    try:
        with (folder / _LOCK).open("r+b") as lock:
            _hold(lock)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _hold(lock: IO[bytes]) -> None:
    """Takes a lock, which the system lets go of with the process.

    Raises:
        OSError: Another process has it.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(folder: Path) -> None:
    _clear(folder)
    folder.rmdir()


def _clear(folder: Path, keep: str | None = None) -> None:
    """Removes what is in a folder, files overwritten first; goes on after an error, and raises it last."""
    first: OSError | None = None
    for entry in list(os.scandir(folder)):
        if entry.name == keep:
            continue
        path = Path(entry.path)
        try:
            if entry.is_dir(follow_symlinks=False):
                path.chmod(stat.S_IRWXU)
                _remove(path)
                continue
            if entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):  # what cannot be overwritten may be removed yet
                    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
                    _overwrite(path)
            path.unlink()
        except OSError as error:
            first = first or error
    if first is not None:
        raise first


def _overwrite(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        for start in range(0, size, _CHUNK):
            file.write(bytes(min(_CHUNK, size - start)))
        os.fsync(file.fileno())
