from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirror.core.colour import decode, encode
from mirror.core.regions import regions
from mirror.core.types import Pixels
from mirror.evaluation.transfer import baseline
from mirror.evaluation.transfer.measures import lab
from mirror.evaluation.transfer.parts import PARTS, part
from mirror.evaluation.transfer.seen import Seen
from tests.heads import heads


def moved(source: Seen, reference: Seen) -> Pixels:
    return baseline.moved(source, baseline.statistics(source), baseline.statistics(reference))


def test_a_face_has_its_own_statistics_already() -> None:
    seen = heads()[0].seen
    assert np.abs(moved(seen, seen).astype(int) - seen.pixels).max() <= 1


def test_red_lips_make_red_lips() -> None:
    seen = heads()[0].seen
    share = seen.spread(regions(256).lips)[..., np.newaxis]
    red = np.array([0.4, 0.02, 0.05], np.float32)
    painted = encode(decode(seen.pixels) * (1 - share) + share * red)
    shown = moved(seen, replace(seen, pixels=painted))
    lips, lids = seen.where(part("lips")), seen.where(part("lids"))
    assert lab(shown)[lips].mean(axis=0) == pytest.approx(lab(painted)[lips].mean(axis=0), abs=3)
    assert np.abs(lab(shown)[lids] - lab(seen.pixels)[lids]).mean() < 1
    far = sum(seen.spread(part(name)) for name in PARTS) == 0
    assert np.array_equal(shown[far], seen.pixels[far])


def test_skin_tone_is_no_makeup() -> None:
    seen = heads()[0].seen
    pixels = lab(seen.pixels)
    darker = baseline._encoded((pixels - [15.0, 0, 0]).reshape(-1, 3))
    dark = replace(seen, pixels=darker.reshape(seen.pixels.shape))
    shown = moved(seen, dark)
    lips = seen.where(part("lips"))
    assert lab(shown)[lips].mean(axis=0) == pytest.approx(pixels[lips].mean(axis=0), abs=2.5)
