from __future__ import annotations

import numpy as np
import pytest

from mirror.evaluation.transfer import identity
from tests.heads import heads


def test_one_face_is_nearer_to_itself_than_to_another() -> None:
    if identity.missing() is not None:
        pytest.skip("dlib is not here")
    meter = identity.IdentityMeter()
    one, other = (head.seen for head in heads())
    own = meter.descriptor(one.pixels, one.points_px)
    assert own.shape == (128,)
    brighter = np.clip(one.pixels.astype(int) + 12, 0, 255).astype(np.uint8)
    near = identity.apart(own, meter.descriptor(brighter, one.points_px))
    far = identity.apart(own, meter.descriptor(other.pixels, other.points_px))
    assert identity.apart(own, meter.descriptor(one.pixels, one.points_px)) == 0
    assert 0 < near < 0.3 < far


def test_without_its_weights_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_PACKAGE", "a-package-that-is-not-there")
    why = identity.missing()
    assert why is not None
    assert "extra “evaluate”" in why
    with pytest.raises(RuntimeError, match="not installed"):
        identity.IdentityMeter()
