"""The work of `mirror apply`: from files to files through the processor, without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tqdm import tqdm

from mirror.capture.clip_reader import ClipPicture, ClipReader
from mirror.capture.kinds import is_picture
from mirror.capture.picture_file import PICTURE_SUFFIXES_WRITTEN, load_picture, save_picture
from mirror.capture.pictures import pictures_in
from mirror.capture.video_writer import VIDEO_SUFFIXES_WRITTEN, VideoWriter
from mirror.core.types import Frame
from mirror.errors import OutputError, SourceError

if TYPE_CHECKING:
    from mirror.pipeline.messages import Controls, FrameProcessor


class BuildProcessor(Protocol):
    """Builds a processor."""

    def __call__(self, *, still: bool) -> FrameProcessor:
        """For a stream of frames; or, `still`, for pictures that have nothing in common."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One input and where its result goes."""

    source: Path
    target: Path
    is_picture: bool


def plan(inputs: Sequence[Path], output: str) -> list[Job]:
    """Decides where each result goes, before any work is done; makes the folder if it is one.

    Args:
        inputs: Pictures, videos, and folders, of which the pictures are taken.
        output: A file; or a folder, if it is one already, ends in a slash, or there are several
            inputs or a folder. In a folder a result has its input's name, and its suffix where that
            can be written, else `.png` or `.mp4`.

    Raises:
        SourceError: There is no picture in a folder.
        OutputError: A result would overwrite an input or another result, or the folder cannot be
            made.
    """
    out = Path(output)
    folders = [source for source in inputs if source.is_dir()]
    many = len(inputs) > 1 or bool(folders)
    is_folder = many or out.is_dir() or output.endswith(("/", os.sep))
    sources = [
        file
        for source in inputs
        for file in (pictures_in(source) if source in folders else [source])
    ]
    jobs = []
    for source in sources:
        picture = is_picture(source)
        target = out / _result_name(source, picture=picture) if is_folder else out
        jobs.append(Job(source, target, picture))
    taken = {source.resolve(): f"overwrite the input {source}" for source in sources}
    for job in jobs:
        place = job.target.resolve()
        if place in taken:
            raise OutputError(
                f"The result of {job.source} would {taken[place]}; choose another output."
            )
        taken[place] = f"have the same name as that of {job.source}, {job.target}"
    if is_folder:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"The folder {out} cannot be made: {error.strerror}.") from error
    return jobs


def apply(jobs: Sequence[Job], controls: Controls, build: BuildProcessor) -> int:
    """Works through the jobs, with a progress bar on a terminal.

    Args:
        jobs: What to do.
        controls: The look and its strength.
        build: Builds the processors; each is closed here.

    Returns:
        0; or 1 if any input failed or shows no face, which standard error tells.
    """
    failed = 0
    stills = _Stills(controls, build)
    with closing(stills), tqdm(jobs, unit="file", disable=len(jobs) < 2 or None) as bar:
        for job in bar:
            try:
                if job.is_picture:
                    stills.make_up(job)
                else:
                    _make_up_video(job, controls, build)
            except (SourceError, OutputError) as error:
                failed += 1
                tqdm.write(f"mirror: {error}", file=sys.stderr)
    return 1 if failed else 0


class _Stills:
    """Makes up pictures, all with one processor, which is built at the first."""

    def __init__(self, controls: Controls, build: BuildProcessor) -> None:
        self._controls = controls
        self._build = build
        self._processor: FrameProcessor | None = None
        self._seq = 0

    def make_up(self, job: Job) -> None:
        picture = load_picture(job.source)
        if self._processor is None:
            self._processor = self._build(still=True)
        # Pictures have no time; a second apart, none is taken for the next one of a stream.
        frame = Frame(picture.pixels, self._seq, self._seq * 1_000_000_000)
        self._seq += 1
        rendered = self._processor.process(frame, self._controls)
        save_picture(job.target, replace(picture, pixels=rendered.pixels))
        if not rendered.faces:
            raise _no_face(job)

    def close(self) -> None:
        if self._processor is not None:
            self._processor.close()


def _make_up_video(job: Job, controls: Controls, build: BuildProcessor) -> None:
    """A processor of its own: faces are followed from frame to frame, and not into the next file."""
    seen = 0
    with (
        closing(ClipReader(job.source, exact=True)) as reader,
        closing(build(still=False)) as processor,
        VideoWriter(job.target, reader.info, sound_from=job.source) as writer,
        tqdm(total=reader.info.pictures, desc=job.source.name, unit="frame", disable=None) as bar,
    ):
        for seq, picture in enumerate(_pictures(reader)):
            # The clip's own clock: smoothing follows how fast a face really moves.
            frame = Frame(picture.pixels, seq, round(picture.time_s * 1e9))
            rendered = processor.process(frame, controls)
            writer.write(rendered.pixels, picture.pts)
            seen += len(rendered.faces)
            bar.update()
    if reader.info.high_dynamic_range:
        tqdm.write(
            f"mirror: {job.source} is an HDR video; {job.target} is not, and paler.",
            file=sys.stderr,
        )
    if reader.damage is not None:
        raise SourceError(f"{reader.damage[:-1]}; {job.target} has what could be read.")
    if not seen:
        raise _no_face(job)


def _pictures(reader: ClipReader) -> Iterator[ClipPicture]:
    while (picture := reader.read()) is not None:
        yield picture


def _no_face(job: Job) -> SourceError:
    return SourceError(
        f"No face was found in {job.source}, so {job.target} wears no makeup; use one with a "
        "larger or clearer face."
    )


def _result_name(source: Path, *, picture: bool) -> str:
    written = PICTURE_SUFFIXES_WRITTEN if picture else VIDEO_SUFFIXES_WRITTEN
    fallback = ".png" if picture else ".mp4"
    return source.name if source.suffix.lower() in written else f"{source.stem}{fallback}"
