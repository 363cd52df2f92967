from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from mirror.errors import TrainingError
from mirror.training.recipe import load_recipe
from tests.training.made import HEADS, recipe

SMOKE = HEADS.parent / "smoke.toml"
GOOD = SMOKE.read_text("utf-8")


def _write(folder: Path, text: str) -> Path:
    path = folder / "recipe.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_smoke_recipe_goes_through_everything() -> None:
    loaded = load_recipe(SMOKE)
    assert loaded.name == "smoke"
    assert loaded.size == loaded.stages[-1].size == 64
    assert loaded.steps == 30
    assert [stage.critic > 0 for stage in loaded.stages] == [False, True]
    assert [SMOKE.parent / folder for folder in loaded.data.folders] == [HEADS]


FAULTS = {
    "unknown key": (GOOD.replace("masks", "maskss"), "unknown field `maskss`"),
    "no credits": (GOOD.replace("credits", "# credits"), "missing required field `credits`"),
    "empty credit": (GOOD.replace("Rendered heads of this repository, from MakeHuman's assets (CC0)", ""),
                     "length >= 1"),
    "no stage": (GOOD.partition("[[stages]]")[0], "missing required field `stages`"),
    "size": (GOOD.replace("size = 64", "size = 100", 1), "multiple of 32"),
    "rate": (GOOD.replace("rate = 5e-4", "rate = 2.0"), "<= 0.1"),
    "name": (GOOD.replace('name = "smoke"', 'name = "../smoke"'), "regex"),
    "no TOML": (GOOD + "[data", "is not valid TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, reason: str) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(TrainingError) as caught:
        load_recipe(path)
    assert str(path) in str(caught.value)
    assert reason in str(caught.value)


def test_a_recipe_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be read"):
        load_recipe(tmp_path / "gone.toml")


def test_the_fingerprint_follows_what_decides_the_weights() -> None:
    given = recipe()
    same = recipe(validate_every=7, checkpoint_every=1, licence="MIT")
    assert same.fingerprint() == given.fingerprint()
    credited = replace(given, data=replace(given.data, credits=("somebody else",)))
    assert credited.fingerprint() == given.fingerprint()
    stages = given.stages
    others = [
        recipe(seed=2),
        recipe(name="other"),
        recipe(stages=stages[:1]),
        recipe(stages=(replace(stages[0], rate=5e-4), *stages[1:])),
        replace(given, data=replace(given.data, masks=4)),
        replace(given, data=replace(given.data, folders=("faces",))),
    ]
    prints = {other.fingerprint() for other in others}
    assert len(prints) == len(others)
    assert given.fingerprint() not in prints
