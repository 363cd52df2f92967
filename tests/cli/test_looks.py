from __future__ import annotations

from pathlib import Path

import pytest

from mirror import cli
from mirror.makeup.look import shipped_looks

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
