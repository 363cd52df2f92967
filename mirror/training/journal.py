"""What a training tells about itself on the way: curves for TensorBoard, and sheets of samples."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

from mirror.errors import TrainingError

# What the first record of a file that TensorBoard reads has to say.
_FILE_VERSION = "brain.Event:2"


class Journal:
    """The log and the sheets of one run; closed after use.

    It is written as it comes, and not by a thread in the background: a full disk is then told
    where it can be told.

    Args:
        folder: The run's.
        step: The next one; what the log has of it and of later ones, TensorBoard forgets.

    Raises:
        TrainingError: Nothing can be written there.
    """

    def __init__(self, folder: Path, step: int) -> None:
        self._folder = folder
        with self._writing("log"):
            (folder / "log").mkdir(parents=True, exist_ok=True)
            name = f"events.out.tfevents.{time.time_ns()}.{os.getpid()}"
            self._file = (folder / "log" / name).open("xb")
            self._records = RecordWriter(self._file)
            self._record(Event(wall_time=time.time(), file_version=_FILE_VERSION))
            begin = SessionLog(status=SessionLog.START)
            self._record(Event(wall_time=time.time(), step=step, session_log=begin))

    def numbers(self, group: str, values: Mapping[str, float], step: int) -> None:
        """Adds a point to the curve of each value.

        Raises:
            TrainingError: The disk is full.
        """
        points = [
            Summary.Value(tag=f"{group}/{name}", simple_value=value)
            for name, value in values.items()
        ]
        with self._writing("log"):
            self._record(Event(wall_time=time.time(), step=step, summary=Summary(value=points)))

    def sheet(self, picture: Image.Image, step: int) -> None:
        """Keeps a sheet of samples.

        Raises:
            TrainingError: The disk is full.
        """
        drawn = io.BytesIO()
        picture.save(drawn, "JPEG", quality=90)
        with self._writing("sheets"):
            (self._folder / "sheets").mkdir(exist_ok=True)
            (self._folder / "sheets" / f"{step:07d}.jpg").write_bytes(drawn.getvalue())

    def close(self) -> None:
        """Closes the log."""
        self._file.close()

    def _record(self, event: Event) -> None:
        self._records.write(event.SerializeToString())
        self._records.flush()

    @contextmanager
    def _writing(self, part: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise TrainingError(
                f"The training's {part} in {self._folder} cannot be written ({error.strerror}); its "
                "last checkpoint is whole: make room and start the same command again."
            ) from error
