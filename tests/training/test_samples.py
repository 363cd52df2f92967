from __future__ import annotations

import numpy as np

from mirror.core import shading
from mirror.core.regions import regions
from mirror.training.samples import samples
from tests.training.made import N


def test_references_wear_a_look_and_live_faces_are_bare_and_of_others() -> None:
    pairs = samples(N)
    assert len(pairs) == 2
    for reference, live in pairs:
        for face in (reference, live):
            assert face.picture.shape == (N, N, 3)
            assert face.visibility.shape == (N, N)
            assert face.shading.shape == (shading.SIZE, shading.SIZE, shading.CHANNELS)
            assert face.picture.dtype == face.visibility.dtype == face.shading.dtype == np.float32
            assert face.visibility.mean() > 0.5
    (red, dark), (violet, light) = pairs
    lips = regions(N).lips > 0.9
    # The same person, made up as a reference, and bare.
    for made, bare in ((red, light), (violet, dark)):
        worn = made.picture[lips].mean(axis=0) / bare.picture[lips].mean(axis=0)
        assert worn[0] > 1.2 * worn[1]
    skin = regions(N).skin > 0.9
    assert light.picture[skin].mean() > 1.5 * dark.picture[skin].mean()
