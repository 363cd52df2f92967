from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

from mirror import cli
from mirror.capture.clip_reader import ClipReader
from mirror.capture.picture_file import Picture, load_picture, save_picture
from mirror.cli import apply
from mirror.config import assets_root
from mirror.makeup.transferred import ZoneStrengths
from tests.media import flat

DEMO = assets_root() / "demo" / "demo_face_2.mp4"


def parse(*argv: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(exit_on_error=False)
    apply.configure(parser)
    return parser.parse_args(argv)


def test_the_arguments() -> None:
    args = parse("a.jpg", "b.mp4", "--look", "soft-rose", "--strength", "0.5", "-o", "out/")
    assert args.inputs == [Path("a.jpg"), Path("b.mp4")]
    assert (args.look, args.strength, args.output) == ("soft-rose", 0.5, "out/")
    assert parse("a.jpg", "--look", "x", "-o", "b.jpg").strength == 1.0


@pytest.mark.parametrize("strength", ["-0.1", "1.1", "nan", "inf", "half"])
def test_a_strength_out_of_range_is_refused(strength: str) -> None:
    with pytest.raises(argparse.ArgumentError, match="argument --strength"):
        parse("a.jpg", "--look", "x", "-o", "b.jpg", f"--strength={strength}")


def test_zones_and_a_photo_are_read() -> None:
    args = parse(
        "a.jpg", "--reference", "p.jpg", "--face", "2", "--zones", "lips=0.5,skin=0.3",
        "--save", "Party", "-o", "b.jpg",
    )  # fmt: skip
    assert (args.look, args.reference, args.face, args.save) == (None, Path("p.jpg"), 2, "Party")
    assert args.zones == ZoneStrengths(lips=0.5, skin=0.3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "one of --look and --reference is required"),
        (["--look", "soft-rose", "--save", "x"], "--face and --save go with --reference"),
        (["--look", "soft-rose", "--face", "1"], "--face and --save go with --reference"),
    ],
)
def test_arguments_that_do_not_go_together_are_a_wrong_command_line(
    capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["apply", "a.jpg", "-o", "b.jpg", *given])
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_an_unknown_look_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["apply", "a.jpg", "--look", "none-such", "-o", "b.jpg"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("mirror: There is no look named “none-such”; the shipped ones are: ")
    assert err.count("\n") == 1


def test_the_demo_wears_a_look_from_end_to_end(tmp_path: Path) -> None:
    """The one test here that runs the real models."""
    reader = ClipReader(DEMO)
    face = reader.read()
    assert face is not None
    save_picture(tmp_path / "face.png", Picture(face.pixels))
    save_picture(tmp_path / "wall.png", Picture(flat((120, 130, 140), 320, 240)))
    inputs = [str(tmp_path / "face.png"), str(tmp_path / "wall.png"), str(DEMO)]
    out = tmp_path / "out"
    assert cli.main(["apply", *inputs, "--look", "soft-rose", "-o", str(out)]) == 1

    with np.load(DEMO.with_name("demo_face_2_landmarks.npz")) as known:
        x, y = known["landmarks"][0, 17, :2].astype(int)  # below the lower lip's middle
    before, after = face.pixels, load_picture(out / "face.png").pixels
    changed = np.any(before != after, axis=2)
    assert changed.any()
    assert changed[y - 60 : y + 20, x - 60 : x + 60].mean() > 0.2
    assert not changed[:40].any()
    assert np.array_equal(load_picture(out / "wall.png").pixels, flat((120, 130, 140), 320, 240))

    made_up = ClipReader(out / DEMO.name)
    assert made_up.info.rate == reader.info.rate
    assert (made_up.info.width, made_up.info.height) == (1280, 720)
    count = 0
    while made_up.read() is not None:
        count += 1
    assert count == reader.info.pictures
