from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("skimage")
pytest.importorskip("torch")

from mirror.cli import main
from mirror.errors import OutputError
from mirror.evaluation.shade_report import as_markdown, evaluate_colour, rows
from mirror.evaluation.shades import SHADE
from mirror.evaluation.transfer.figures import Sample
from tests.heads import DATA


def samples() -> list[Sample]:
    made = []
    for tone, value in (("light", 1.0), ("dark", 4.0)):
        for person in range(6):
            for part in ("lips", "cheeks"):
                off = value + (10 if part == "cheeks" else 0)
                made.append(
                    Sample(SHADE, off, f"{tone}-{person}", "picture", "photo", tone, part=part)
                )
    return made


def test_medians_of_all_of_each_part_and_of_each_tone() -> None:
    found = {row.part: row for row in rows(samples())}
    assert found["lips"].median == 2.5
    assert found["lips"].tones == {"light": 1.0, "dark": 4.0}
    assert found["all"].samples == 24
    assert found["all"].people == 12


def test_groups_that_are_joined_keep_everybody() -> None:
    few = [*samples(), Sample(SHADE, 9.0, "somebody", "picture", "photo", "brown", part="lips")]
    row = next(row for row in rows(few) if row.part == "lips")
    assert row.samples == 13
    assert set(row.tones) == {"light and brown", "dark"}


def test_the_report_names_every_row() -> None:
    said = as_markdown(rows(samples()), {"split": "val"})
    assert said.count("| photo |") == 3
    assert "- split: val" in said


def test_the_command_measures_rendered_heads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["evaluate", "colour", "--data", str(DATA), "--quick", "-o", str(tmp_path)]
    assert main(command) == 0
    assert "CIEDE2000 from the swatch in its light, rendered, mirror:" in capsys.readouterr().out
    content = json.loads((tmp_path / "colour.json").read_text("utf-8"))
    assert {row["kind"] for row in content["rows"]} == {"rendered"}
    assert (tmp_path / "colour.md").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", "utf-8")
    with pytest.raises(OutputError, match="taken"):
        evaluate_colour(DATA, "val", taken, {}, quick=True)
