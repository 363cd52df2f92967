from __future__ import annotations

import json

from mirror.evaluation.transfer import triplets
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.report import Chapter, as_json, as_markdown
from mirror.evaluation.transfer.sections import Findings
from mirror.evaluation.transfer.targets import verdicts

SAMPLES = tuple(
    Sample(triplets.PSNR, 30.0 + at, f"p{at}", "", "photo", tone)
    for tone, first in (("light", 6), ("dark", 0))
    for at in range(first, first + 6)
)
CHAPTERS = [
    Chapter("triplets", "Painted triplets", "The method.", Findings(SAMPLES, ("a.jpg",), ("A note.",))),
    Chapter("references", "Real references", "Another.", None, "the data folder has no references."),
]  # fmt: skip
MADE = {"commit": "abc", "machine": {"cpu": "a processor"}}


def test_the_file_holds_figures_targets_and_what_they_were_made_with() -> None:
    met = verdicts({"triplets": SAMPLES})
    written = json.loads(json.dumps(as_json(MADE, CHAPTERS, met)))
    assert written["made"]["machine"] == {"cpu": "a processor"}
    figure = written["sections"]["triplets"]["figures"][0]
    assert (figure["measure"], figure["mean"], figure["people"]) == (triplets.PSNR, 35.5, 12)
    assert written["sections"]["references"] == {"left out": "the data folder has no references."}
    target = written["targets"][0]
    assert target["at least"] == 34
    assert target["met"] is True
    assert target["tones"]["light"]["mean"] == 38.5
    assert target["worst over best"] == round((38.5 - 32.5) / 38.5, 5)
    assert target["even"] is True
    assert "figure" not in written["targets"][1]


def test_people_read_the_same() -> None:
    text = as_markdown(MADE, CHAPTERS, verdicts({"triplets": SAMPLES}))
    assert "| PSNR over the face, photos, dB | ≥ 34 | 35.5 |" in text
    assert "light 38.5 (6); dark 32.5 (6)" in text
    assert "not measured" in text
    assert "![a.jpg](a.jpg)" in text
    assert "A note." in text
    assert "Left out: the data folder has no references." in text
    assert "commit: abc" in text
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")


def test_a_miss_is_said() -> None:
    low = tuple(Sample(triplets.PSNR, 20.0, f"p{at}", "", "photo", "dark") for at in range(6))
    assert "**no**" in as_markdown({}, [], verdicts({"triplets": low}))
