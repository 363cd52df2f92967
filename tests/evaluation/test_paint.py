from __future__ import annotations

import json
from pathlib import Path

import pytest

from mirror.evaluation import paint

SYNTH = Path(__file__).parents[3] / "shared" / "data" / "synth"


def test_the_summary_keeps_tones_and_shades_apart() -> None:
    results = [
        paint.Result(albedo, shade, stops, 2 * stops, 20.0)
        for albedo, stops in ((0.05, -0.4), (0.2, 0.1), (0.5, 0.3))
        for shade in paint.SHADES
    ]
    table = json.loads(json.dumps(paint.summary(results)))
    assert table["dark skin, bright shade"]["stops_median"] == -0.4
    assert table["light skin, dark shade"]["stops_abs_median"] == 0.3
    assert table["tan skin, dark shade"]["heads"] == 1


def test_bright_paint_is_bright_on_dark_skin(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not (SYNTH / "index.jsonl").exists():
        pytest.skip("the rendered heads are not here")
    # Every fifth head of those with dark skin and every twelfth of the others.
    lines = (SYNTH / "index.jsonl").read_text("utf-8").splitlines()
    dark = [line for line in lines if json.loads(line).get("albedo_luma", 1) < 0.12]
    chosen = dark[::2] + [line for line in lines if line not in dark][::12]
    folder = tmp_path / "synth"
    folder.mkdir()
    (folder / "index.jsonl").write_text("\n".join(chosen), "utf-8")
    for kind in ("rgb", "albedo", "light", "seg"):
        (folder / kind).symlink_to(SYNTH / kind)
    target = tmp_path / "paint.json"
    monkeypatch.setattr("sys.argv", ["paint", str(folder), "--json", str(target)])
    paint.main()
    table = json.loads(target.read_text("utf-8"))
    row = table["dark skin, bright shade"]
    assert abs(row["stops_median"]) < 0.5
    assert row["stops_median_if_skin_were_light"] < -0.8, "the fault that this guards against"
