from __future__ import annotations

import json
from pathlib import Path

from mirror.catalogue.columns import guess
from mirror.catalogue.report import Remark, Report


def report(errors: int = 1, *, dry_run: bool = False) -> Report:
    return Report(
        file=Path("items.csv"),
        form="CSV with “,”, UTF-8",
        place="line",
        mapping=guess(["SKU", "Barcodde", "Weather"]),
        dry_run=dry_run,
        new=3,
        changed=2,
        unchanged=1,
        removed=0,
        bad_rows=errors,
        errors=tuple(Remark(i, "Colour", "“red” is no colour") for i in range(2, errors + 2)),
        warnings=(Remark(9, None, "a zero was put back"),),
        notes=("The file was taken for GB18030.",),
        seconds=1.25,
    )


def test_a_person_reads_what_was_done_and_what_was_not() -> None:
    lines = str(report()).splitlines()
    assert lines[0] == "items.csv: CSV with “,”, UTF-8"
    assert "SKU → sku" in lines[1]
    assert "  “Barcodde” was taken for barcode: nearly “barcode”" in lines
    assert "not read: Weather (not a known name)" in lines
    assert "The file was taken for GB18030." in lines
    assert "left out: line 2, Colour: “red” is no colour" in lines
    assert "note: line 9: a zero was put back" in lines
    assert lines[-1] == "3 new, 2 changed, 1 unchanged, 0 removed, 1 bad rows (1.2 s)"


def test_many_remarks_are_counted_instead_of_printed() -> None:
    text = str(report(500))
    assert text.count("left out:") == 20
    assert "… and 480 more; --json lists them all" in text


def test_a_trial_says_that_it_is_one() -> None:
    assert str(report(dry_run=True)).splitlines()[-1].startswith("would be 3 new")


def test_all_of_it_becomes_json() -> None:
    held = json.loads(json.dumps(report(30).as_json()))
    assert held["new"] == 3
    assert len(held["errors"]) == 30
    assert held["errors"][0] == {"number": 2, "column": "Colour", "text": "“red” is no colour"}
    assert held["mapping"]["columns"][0]["field"] == "sku"
    assert held["mapping"]["missing"] == ["name", "kind", "colour"]
