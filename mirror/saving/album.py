"""The folder that a person's pictures go to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mirror.capture.whole_file import output_error
from mirror.errors import OutputError
from mirror.saving.naming import dated_name, safe_name

if TYPE_CHECKING:
    from mirror.saving.traces import Traces


def local_time() -> datetime:
    """Now, on this machine's own clock."""
    return datetime.now().astimezone()


class Album:
    """Names the files that are kept, in one folder. For any thread.

    Args:
        folder: Made when the first file goes there; the folder above it must be there.
        traces: Where the folder is noted before a file is begun.
        now: The clock, in local time.
    """

    def __init__(
        self, folder: Path, traces: Traces, now: Callable[[], datetime] = local_time
    ) -> None:
        self.folder = folder
        self._traces = traces
        self._now = now

    def target(self, suffix: str, *, look: str | None = None, name: str | None = None) -> Path:
        """A path for a new file, which may be taken: writers then count up.

        Args:
            suffix: Of the file, with its point.
            look: The title of what is worn, for the name.
            name: What a person has called it instead; what no file may be called is left out.

        Raises:
            OutputError: The folder is not there, and cannot be made.
        """
        try:
            self.folder.mkdir(exist_ok=True)
        except FileNotFoundError as error:
            raise OutputError(
                f"There is no folder {self.folder.parent}; choose another one to save in."
            ) from error
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError(
                f"{self.folder} is a file, not a folder; choose a folder to save in."
            ) from error
        except OSError as error:
            raise output_error(self.folder, error) from error
        self._traces.note(self.folder)
        stem = safe_name(name or "") or dated_name(self._now(), look)
        return self.folder / f"{stem}{suffix}"
