from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mirror.errors import ModelError, TrainingError
from mirror.evaluation.transfer import run
from mirror.evaluation.transfer.run import SECTIONS, Plan, evaluate
from tests import known_transfer
from tests.heads import DATA

MADE = {"commit": "abc"}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A whole quick run."""
    plan = Plan(DATA, known_transfer.ROOT, tmp_path_factory.mktemp("out"), quick=True, threads=1)
    evaluate(plan, MADE)
    return plan


def report(plan: Plan) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((plan.out / "evaluation.json").read_text("utf-8"))
    return read


def test_a_quick_run_goes_through_every_section(finished: Plan) -> None:
    sections = report(finished)["sections"]
    assert list(sections) == [section.name for section in SECTIONS]
    left_out = {name for name, one in sections.items() if "left out" in one}
    assert left_out == {"references"}, "real people do not come with the tests"
    measured = {name for name, one in sections.items() if one.get("figures")}
    assert measured == {"triplets", "agreement", "bare", "covers", "flicker", "mouth", "cost"}
    assert list(finished.out.glob("sheet-*.jpg"))
    text = (finished.out / "report.md").read_text("utf-8")
    assert "Left out: the data folder has no photos and no references." in text
    for name in (path.name for path in finished.out.glob("*.jpg")):
        assert f"]({name})" in text


def test_the_report_says_what_was_measured(finished: Plan) -> None:
    made = report(finished)["made"]
    assert made["commit"] == "abc"
    assert set(made["weights, SHA-256"]) == {"encoder.onnx", "generator.onnx"}
    assert (made["photos"], made["rendered heads"], made["split"]) == (0, 6, "any")


def test_a_second_run_measures_nothing_twice(
    finished: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = report(finished)
    monkeypatch.setattr(run, "MirrorUnderTest", None)  # nothing may be built
    evaluate(finished, {"commit": "def"})
    after = report(finished)
    assert after["sections"] == before["sections"]
    assert after["made"]["commit"] == "def"


def test_what_is_asked_for_is_measured_anew(finished: Plan, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(finished.out / "sections", out / "sections")
    old = (out / "sections" / "cost.json").stat().st_mtime_ns
    kept = (out / "sections" / "bare.json").stat().st_mtime_ns
    plan = replace(finished, out=out, only=("cost",))
    evaluate(plan, MADE)
    assert (out / "sections" / "cost.json").stat().st_mtime_ns > old
    assert (out / "sections" / "bare.json").stat().st_mtime_ns == kept
    assert "left out" not in report(plan)["sections"]["bare"]


def test_what_is_not_asked_for_is_left_out(tmp_path: Path) -> None:
    plan = Plan(DATA, known_transfer.ROOT, tmp_path, only=("cost",), quick=True, threads=1)
    verdicts = evaluate(plan, MADE)
    assert report(plan)["sections"]["bare"] == {"left out": "it was not asked for."}
    met = {one.target.title: one.met for one in verdicts if one.met is not None}
    assert met["Parameters"] is True


def test_other_weights_are_measured_anew(finished: Plan, tmp_path: Path) -> None:
    models, out = tmp_path / "models", tmp_path / "out"
    shutil.copytree(known_transfer.ROOT / "transfer", models / "transfer")
    shutil.copytree(finished.out / "sections", out / "sections")
    manifest = models / "transfer" / "model.toml"
    with (models / "transfer" / "encoder.onnx").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match="altered"):
        evaluate(replace(finished, models=models, out=out), MADE)
    assert manifest.exists()


def test_nothing_to_measure_on_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no folder of faces"):
        evaluate(Plan(tmp_path, known_transfer.ROOT, tmp_path / "out"), MADE)
