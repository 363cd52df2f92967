from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mirror.core import light as core
from mirror.core.light import LightCues
from mirror.evaluation import light

DATA = Path(__file__).parents[3] / "shared" / "data"


def sample(skin: float, level: float, fold: int, source: str = "portrait") -> light.Sample:
    tone = np.full(3, skin, np.float32)
    cues = LightCues(tone, np.full(3, 0.3, np.float32), 0.9)
    return light.Sample(cues, level, np.zeros(2), skin / 2**level, source, fold)


def test_the_fit_finds_a_linear_law() -> None:
    rng = np.random.default_rng(0)
    inputs = np.concatenate([np.ones((400, 1)), rng.normal(0, 2, (400, 2))], axis=1)
    truth = np.array([0.5, -1.0, 0.25])
    found = light._fit(inputs, inputs @ truth, np.ones(400))
    assert found == pytest.approx(truth, abs=0.01)


def test_rare_skin_tones_count_as_much_as_common_ones() -> None:
    common = [sample(0.5, 0.0, 0) for _ in range(200)]
    rare = [sample(0.05, 0.0, 0) for _ in range(50)]
    weights = light._weights(common + rare)
    assert weights[:200].sum() == pytest.approx(weights[200:].sum())


def test_a_fold_is_predicted_without_having_been_seen() -> None:
    # The only sample with this level is in fold 3: whoever had seen it would know.
    samples = [sample(0.3, 0.0, k % 5) for k in range(100)] + [sample(0.3, 3.0, 3)]
    inputs = np.ones((101, 1))
    predicted = light._validated(inputs, np.array([s.level for s in samples]), samples)
    assert predicted[-1] == pytest.approx(0.0, abs=1e-6)
    assert predicted[0] > 0.01


def test_the_shipped_weights_are_those_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (DATA / "synth" / "index.jsonl").exists():
        pytest.skip("the training data are not here")
    target = tmp_path / "light.json"
    monkeypatch.setattr("sys.argv", ["light", str(DATA), "--json", str(target)])
    light.main()
    found = json.loads(target.read_text("utf-8"))
    shipped = {
        "with_eyes": (core._LEVEL_WITH_EYES, core._WARMTH_WITH_EYES),
        "without_eyes": (core._LEVEL_WITHOUT_EYES, core._WARMTH_WITHOUT_EYES),
    }
    for key, (level, warmth) in shipped.items():
        assert found[key]["level"] == pytest.approx(level.tolist(), abs=0.02)
        assert found[key]["warmth"] == pytest.approx(warmth.tolist(), abs=0.02)
        # No skin tone of the portraits may be off by more than half a stop.
        bias = found[key]["portrait"]["level_bias_from_dark_to_fair"]
        assert max(abs(b) for b in bias if b is not None) < 0.5
