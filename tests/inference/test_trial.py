from __future__ import annotations

from pathlib import Path

import numpy as np

from mirror.inference.trial import Trial

MODEL = Path(__file__).parents[1] / "models" / "transfer" / "encoder.onnx"


def test_a_graph_is_run_as_it_is() -> None:
    trial = Trial(MODEL.read_bytes())
    picture = np.full((1, 64, 64, 3), 0.6, np.float32)
    visibility, skin = np.ones((1, 64, 64), np.float32), np.ones((1, 3), np.float32)
    found = trial.run({"picture": picture, "visibility": visibility, "skin": skin})
    assert set(found) == {"pigment", "features", "liner"}
    assert found["pigment"].shape == (1, 9, 64, 64)
    np.testing.assert_allclose(found["pigment"][:, 1:4], 0.3, rtol=1e-6)
