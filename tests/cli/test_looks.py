from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from mirror import cli
from mirror.makeup.look import shipped_looks
from mirror.pipeline.saved_looks import SavedLooks
from mirror.pipeline.shared_look import read_shared_look
from tests import known_transfer as known

ENCODER = "ab" * 32

GOOD = """
name = "my-look"
title = "My look"
tags = ["day", "office"]
[[products]]
kind = "lipstick"
shade = "#a8485a"
[[products]]
kind = "blush"
shade = "#c06070"
"""

BROKEN = {
    "unknown key": (GOOD.replace("shade", "shadee", 1), "unknown field `shadee`", "products[0]"),
    "bad colour": (GOOD.replace("#a8485a", "#a8485"), "matching regex", "products[0].shade"),
    "colour out of range": (GOOD.replace("#a8485a", "#g8485a"), "regex", "products[0].shade"),
    "strength out of range": (GOOD + "strength = 1.5\n", "<= 1.0", "products[1].strength"),
    "wrong type": (GOOD + 'strength = "much"\n', "Expected `float`", "products[1].strength"),
    "unknown product": (GOOD.replace('"blush"', '"glitter"'), "glitter", "products[1]"),
    "no TOML": ("name = [", "is not valid TOML", ""),
}


def test_the_shipped_looks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["looks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(shipped_looks())


@pytest.fixture
def saved(saved_looks: Path, monkeypatch: pytest.MonkeyPatch) -> SavedLooks:
    """One saved look, of a network that is installed."""
    looks = SavedLooks(saved_looks, ENCODER)
    monkeypatch.setattr(SavedLooks, "of_this_person", lambda taken=(): looks)
    looks.save(known.look(3))
    return looks


def test_saved_looks_are_listed_after_the_shipped_ones(
    saved: SavedLooks, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["looks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(shipped_looks()) + 1
    assert lines[-1].split(maxsplit=1) == ["photo-3", "Photo 3  [from a photo]"]


def test_a_saved_look_of_another_network_is_said_to_be_outdated(
    saved: SavedLooks, saved_looks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    SavedLooks(saved_looks, "cd" * 32).save(known.look(4))
    assert cli.main(["looks"]) == 0
    assert "Photo 4  [from a photo, outdated: open its photo again]" in capsys.readouterr().out


def test_a_damaged_saved_look_is_said_and_the_others_listed(
    saved: SavedLooks, saved_looks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved_looks / "broken.mirrorlook").write_bytes(b"PK")
    assert cli.main(["looks"]) == 1
    out, err = capsys.readouterr()
    assert "photo-3" in out
    assert err.count("\n") == 1
    assert "broken.mirrorlook is damaged" in err


def test_the_file_of_a_saved_look_is_checked(
    saved: SavedLooks, saved_looks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved_looks / "photo-3.mirrorlook"
    assert cli.main(["looks", str(file)]) == 0
    assert capsys.readouterr() == ("photo-3  Photo 3  [from a photo]\n", "")
    file.write_bytes(file.read_bytes()[:-200])
    assert cli.main(["looks", str(file)]) == 1
    assert "is damaged" in capsys.readouterr().err


def test_a_look_is_given_away_with_its_pictures_and_described(
    saved: SavedLooks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pictures = tmp_path / "pictures"
    monkeypatch.setattr("mirror.pipeline.shared_look.worn_pictures_root", lambda: pictures)
    Image.new("RGBA", (40, 30), (200, 20, 60, 120)).save(tmp_path / "heart.png")
    sticker = '[[products]]\nkind = "sticker"\npicture = "heart.png"\nu = 0.3\nv = 0.6\n'
    (tmp_path / "file.toml").write_text(f"{GOOD}\n{sticker}")
    given = tmp_path / "given.mirrorlook"
    assert cli.main(["looks", str(tmp_path / "file.toml"), "--share", str(given)]) == 0
    assert str(given) in capsys.readouterr().out
    (tmp_path / "heart.png").unlink()
    assert cli.main(["looks", str(given)]) == 0
    out = capsys.readouterr().out
    assert out == "my-look  My look  [day, office]  lipstick, blush, sticker\n"
    assert len(list(pictures.iterdir())) == 1
    assert read_shared_look(given).thumbnail.shape[0] == 256


@pytest.mark.parametrize(
    ("files", "out", "said"),
    [
        ([], "a.mirrorlook", "Name the one look"),
        (["bride", "classic-red"], "a.mirrorlook", "Name the one look"),
        (["gone"], "a.mirrorlook", "There is no look named “gone”"),
        (["bride"], "a.zip", "end it in .mirrorlook"),
    ],
)
def test_what_cannot_be_given_away_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: list[str], out: str, said: str
) -> None:
    assert cli.main(["looks", *files, "--share", str(tmp_path / out)]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_look_file_is_checked_and_described(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file.toml").write_text(GOOD)
    assert cli.main(["looks", str(tmp_path / "file.toml")]) == 0
    assert capsys.readouterr() == ("my-look  My look  [day, office]  lipstick, blush\n", "")


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_look_is_one_sentence_that_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    text, reason, place = BROKEN[fault]
    (tmp_path / "broken.toml").write_text(text)
    (tmp_path / "good.toml").write_text(GOOD)
    assert cli.main(["looks", str(tmp_path / "broken.toml"), str(tmp_path / "good.toml")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("my-look")
    assert err.count("\n") == 1
    assert err.startswith(f"mirror: The look file {tmp_path / 'broken.toml'} ")
    assert reason in err
    assert place in err


def test_a_missing_look_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["looks", str(tmp_path / "gone.toml")]) == 1
    assert "gone.toml cannot be read: No such file" in capsys.readouterr().err


def test_the_schema_is_printed_for_editors(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["looks", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$ref"].rsplit("/", 1)[-1] == "Look"


def test_the_layout_for_face_paint_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "template.png"
    assert cli.main(["looks", "--template", str(out)]) == 0
    assert out.stat().st_size > 10_000
    assert cli.main(["looks", "--template", str(tmp_path / "template.xyz")]) == 1
    assert "cannot be written" in capsys.readouterr().err
