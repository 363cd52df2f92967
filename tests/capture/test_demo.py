from __future__ import annotations

import numpy as np
import pytest

from mirror.capture.demo import DEMOS, Demo, demo_source
from mirror.config import assets_root


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.key)
def test_every_demo_plays_and_matches_its_landmarks(demo: Demo) -> None:
    source = demo_source(demo, realtime=False, loop=False)
    source.open()
    count = 0
    while (frame := source.read()) is not None:
        assert frame.pixels.shape == (720, 1280, 3)
        count += 1
    source.close()
    assert source.name == demo.name
    assert source.notice is None
    with np.load(assets_root() / "demo" / demo.file.replace(".mp4", "_landmarks.npz")) as known:
        assert count == known["landmarks"].shape[0]
