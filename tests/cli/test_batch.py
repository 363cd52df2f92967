from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from mirror.capture.clip_reader import ClipReader
from mirror.capture.picture_file import Picture, load_picture, save_picture
from mirror.cli.batch import Job, apply, plan
from mirror.core.types import LANDMARKS, Face, Frame
from mirror.errors import ModelError, OutputError, SourceError
from mirror.pipeline.messages import Controls, Rendered
from tests.media import corners, flat, quarters, write_clip

CONTROLS = Controls(strength=0.5)
FACE = Face(np.zeros((LANDMARKS, 3), np.float32), 1.0, 0)


class FakeProcessor:
    """Puts a blue spot on the top left corner, and finds a face wherever it is not grey."""

    def __init__(self, *, still: bool) -> None:
        self.still = still
        self.closed = False
        self.frames: list[Frame] = []

    def process(self, frame: Frame, controls: Controls) -> Rendered:
        assert not self.closed
        assert controls is CONTROLS
        self.frames.append(frame)
        if np.ptp(frame.pixels[0, 0]) == 0:
            return Rendered(frame, frame.pixels, (), 0)
        pixels = frame.pixels.copy()
        pixels[: frame.height // 2, : frame.width // 2] = (200, 0, 0)
        return Rendered(frame, pixels, (FACE,), 0)

    @property
    def providers(self) -> Mapping[str, str]:
        return {}

    def close(self) -> None:
        self.closed = True


class Workshop:
    """Builds processors and remembers them."""

    def __init__(self) -> None:
        self.built: list[FakeProcessor] = []

    def __call__(self, *, still: bool) -> FakeProcessor:
        self.built.append(FakeProcessor(still=still))
        return self.built[-1]


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


def picture(path: Path, *, face: bool = True) -> Path:
    save_picture(path, Picture(quarters() if face else flat((90, 90, 90))))
    return path


def run(workshop: Workshop, inputs: list[Path], output: Path | str) -> int:
    return apply(plan(inputs, str(output)), CONTROLS, workshop)


def test_a_picture_is_made_up(tmp_path: Path, workshop: Workshop) -> None:
    assert run(workshop, [picture(tmp_path / "in.png")], tmp_path / "out.png") == 0
    assert corners(load_picture(tmp_path / "out.png").pixels) == "bgbw"
    (processor,) = workshop.built
    assert (processor.still, processor.closed) == (True, True)


def test_pictures_share_a_processor_and_are_far_apart_in_time(
    tmp_path: Path, workshop: Workshop
) -> None:
    inputs = [picture(tmp_path / f"{name}.png") for name in "abc"]
    assert run(workshop, inputs, tmp_path / "out") == 0
    (processor,) = workshop.built
    assert [frame.seq for frame in processor.frames] == [0, 1, 2]
    assert np.diff([frame.captured_ns for frame in processor.frames]).min() >= 1e9
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.png", "b.png", "c.png"]


def test_transparency_comes_back(tmp_path: Path, workshop: Workshop) -> None:
    alpha = np.full((48, 64), 77, np.uint8)
    save_picture(tmp_path / "in.png", Picture(quarters(), alpha=alpha))
    run(workshop, [tmp_path / "in.png"], tmp_path / "out.png")
    made_up = load_picture(tmp_path / "out.png")
    assert made_up.alpha is not None
    assert np.array_equal(made_up.alpha, alpha)
    assert corners(made_up.pixels) == "bgbw"


def test_a_video_is_made_up_and_keeps_what_it_was(tmp_path: Path, workshop: Workshop) -> None:
    pts = [0, 40, 50, 200, 230]
    clip = write_clip(
        tmp_path / "in.mkv",
        [quarters()] * 5,
        pts=pts,
        time_base=Fraction(1, 1000),
        rotation=None,
        audio="aac",
    )
    assert run(workshop, [clip], tmp_path / "out.mkv") == 0
    reader = ClipReader(tmp_path / "out.mkv")
    times = []
    while (shown := reader.read()) is not None:
        assert corners(shown.pixels) == "bgbw"
        times.append(round(shown.time_s * 1000))
    assert times == pts
    (processor,) = workshop.built
    assert (processor.still, processor.closed) == (False, True)
    assert [round(frame.captured_ns / 1e6) for frame in processor.frames] == pts
    with av.open(str(tmp_path / "out.mkv")) as container:
        assert len(container.streams.audio) == 1


def test_a_turned_video_comes_out_upright(tmp_path: Path, workshop: Workshop) -> None:
    clip = write_clip(tmp_path / "in.mp4", [quarters()] * 2, rotation=90)
    assert run(workshop, [clip], tmp_path / "out.mp4") == 0
    with av.open(str(tmp_path / "out.mp4")) as container:
        frame = next(container.decode(video=0))
        assert (frame.width, frame.height, frame.rotation) == (48, 64, 0)
    first = ClipReader(tmp_path / "out.mp4").read()
    assert first is not None
    assert corners(first.pixels) == "bwrb"


def test_every_video_has_a_processor_of_its_own(tmp_path: Path, workshop: Workshop) -> None:
    clips = [write_clip(tmp_path / f"{name}.mp4", [quarters()]) for name in "ab"]
    assert run(workshop, clips, tmp_path / "out") == 0
    assert len(workshop.built) == 2
    assert all(processor.closed for processor in workshop.built)


def test_a_failing_input_does_not_stop_the_others(
    tmp_path: Path, workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    inputs = [tmp_path / "gone.mp4", broken, picture(tmp_path / "good.png")]
    assert run(workshop, inputs, tmp_path / "out") == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.png"]
    lines = capsys.readouterr().err.strip().splitlines()
    assert [line.startswith("mirror: ") for line in lines] == [True, True]
    assert "There is no video" in lines[0]
    assert "broken.png is no picture" in lines[1]


def test_no_face_is_said_and_the_picture_written_as_it_is(
    tmp_path: Path, workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    grey = picture(tmp_path / "grey.png", face=False)
    clip = write_clip(tmp_path / "grey.mp4", [flat((90, 90, 90))] * 2)
    assert run(workshop, [grey, clip], tmp_path / "out") == 1
    assert np.array_equal(load_picture(tmp_path / "out" / "grey.png").pixels, flat((90, 90, 90)))
    assert ClipReader(tmp_path / "out" / "grey.mp4").info.pictures == 2
    assert capsys.readouterr().err.count("No face was found in ") == 2


def test_a_cut_off_video_gives_what_is_sound_and_says_so(
    tmp_path: Path, workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    noise = np.random.default_rng(0)
    pictures = [noise.integers(0, 256, (48, 64, 3), np.uint8) for _ in range(50)]
    clip = write_clip(tmp_path / "in.mkv", pictures)
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    assert run(workshop, [clip], tmp_path / "out.mkv") == 1
    assert "is cut off: only" in capsys.readouterr().err
    count = ClipReader(tmp_path / "out.mkv").info.pictures
    assert count is not None
    assert 10 < count < 40


def test_a_full_disk_is_said_and_leaves_nothing(
    tmp_path: Path,
    workshop: Workshop,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:5])
        raise OSError(28, "No space left on device")

    source = picture(tmp_path / "in.png")
    monkeypatch.setattr(Path, "write_bytes", full)
    assert run(workshop, [source], tmp_path / "out.png") == 1
    assert "out.png cannot be written: the disk is full; free some space" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.png"]


def test_a_broken_model_stops_everything(tmp_path: Path) -> None:
    def broken(*, still: bool) -> FakeProcessor:
        raise ModelError("The model is altered.")

    jobs = plan([picture(tmp_path / "a.png"), picture(tmp_path / "b.png")], str(tmp_path / "out"))
    with pytest.raises(ModelError):
        apply(jobs, CONTROLS, broken)


def test_an_interrupted_video_leaves_nothing(tmp_path: Path, workshop: Workshop) -> None:
    class Interrupted(FakeProcessor):
        def process(self, frame: Frame, controls: Controls) -> Rendered:
            if frame.seq == 2:
                raise KeyboardInterrupt
            return super().process(frame, controls)

    clip = write_clip(tmp_path / "in.mp4", [quarters()] * 5)
    with pytest.raises(KeyboardInterrupt):
        apply(plan([clip], str(tmp_path / "out.mp4")), CONTROLS, Interrupted)
    assert [path.name for path in tmp_path.iterdir()] == ["in.mp4"]


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("a.jpg", "a.jpg"),
        ("a.PNG", "a.PNG"),
        ("a.gif", "a.png"),
        ("a.mov", "a.mov"),
        ("a.avi", "a.mp4"),
        ("a.webm", "a.mp4"),
    ],
)
def test_in_a_folder_results_have_their_inputs_names(
    tmp_path: Path, source: str, result: str
) -> None:
    (job,) = plan([Path(source)], f"{tmp_path / 'out'}/")
    assert job == Job(Path(source), tmp_path / "out" / result, job.is_picture)
    assert job.is_picture is (source[2:].lower() in ("jpg", "png", "gif"))
    assert (tmp_path / "out").is_dir()


def test_a_folder_that_is_there_is_one_without_a_slash(tmp_path: Path) -> None:
    (job,) = plan([Path("a.jpg")], str(tmp_path))
    assert job.target == tmp_path / "a.jpg"


def test_one_input_is_written_to_the_file_that_is_named(tmp_path: Path) -> None:
    (job,) = plan([Path("a.jpg")], str(tmp_path / "b.png"))
    assert job.target == tmp_path / "b.png"


def test_of_a_folder_the_pictures_are_made_up(tmp_path: Path, workshop: Workshop) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("b.png", "a.png"):
        picture(folder / name)
    (folder / "notes.txt").write_text("no picture")
    assert run(workshop, [folder], tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.png", "b.png"]
    with pytest.raises(OutputError, match="would overwrite the input"):
        plan([folder], str(folder))


def test_a_folder_without_a_picture_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(SourceError, match="There is no picture in"):
        plan([tmp_path / "in"], str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    source = picture(tmp_path / "a.png")
    for output in (source, tmp_path, tmp_path / "x" / ".." / "a.png"):
        (tmp_path / "x").mkdir(exist_ok=True)
        with pytest.raises(OutputError, match="would overwrite the input"):
            plan([source], str(output))


def test_results_never_overwrite_each_other(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="would have the same name as that of"):
        plan([Path("x/a.gif"), Path("y/a.png")], str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be made"):
        plan([Path("a.png"), Path("b.png")], str(tmp_path / "file"))


def test_a_look_does_not_change_the_format(tmp_path: Path, workshop: Workshop) -> None:
    Image.fromarray(quarters()).save(tmp_path / "in.tif")
    run(workshop, [tmp_path / "in.tif"], f"{tmp_path / 'out'}/")
    with Image.open(tmp_path / "out" / "in.tif") as out:
        assert (out.format, out.size) == ("TIFF", (64, 48))
