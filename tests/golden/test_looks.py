"""Ten shipped looks on two rendered faces, one light and one dark, pixel by pixel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.core.timing import StageClock
from mirror.core.types import Face, Frame, Pixels
from mirror.makeup.look import find_look
from mirror.pipeline.messages import Controls
from mirror.pipeline.processor import Processor
from tests.golden.images import check, difference

HERE = Path(__file__).parent / "looks"
FACES = ("light", "dark")
# Not all that are shipped, since a look's two pictures take 0.3 MB; these show nearly every kind of
# colour there is on lids, cheeks and lips. tests/makeup paints all of them.
LOOKS = (
    "bare-glow", "soft-rose", "classic-red", "peach-gloss", "plum-evening",
    "charcoal-smoke", "copper-light", "sixties-cat", "berry-matte", "electric-lagoon",
)  # fmt: skip
# The light's model and the kernels may round differently on another processor.
TOLERANCE = {"maximum": 6, "mean": 0.1}


class KnownFace:
    """Hands out the face that lies beside the picture."""

    providers: Mapping[str, str] = {}

    def __init__(self, name: str) -> None:
        points = np.load(HERE / f"{name}.npy")
        self.faces = (Face(points, 1.0, 0),)

    def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
        del frame, clock
        return self.faces

    def find(self, frame: Frame) -> tuple[Face, ...]:
        del frame
        return self.faces

    def reset(self) -> None:
        pass

    def close(self) -> None:
        pass


def bare(name: str) -> Pixels:
    return np.asarray(cv2.imread(str(HERE / f"{name}.png")), np.uint8)


def worn(face: str, look: str, strength: float = 1.0) -> Pixels:
    processor = Processor(KnownFace(face))
    controls = Controls(look=find_look(look), strength=strength)
    return processor.process(Frame(bare(face), 0, 0), controls).pixels


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("look", LOOKS)
def test_looks_stay_as_they_were_approved(face: str, look: str, tmp_path: Path) -> None:
    check(worn(face, look), HERE / f"{face}-{look}.png", tmp_path, **TOLERANCE)  # type: ignore[arg-type]


def test_a_slightly_weaker_look_is_noticed(tmp_path: Path) -> None:
    weaker = worn("light", "berry-matte", 0.93)
    with pytest.raises(AssertionError, match="off by"):
        check(weaker, HERE / "light-berry-matte.png", tmp_path, **TOLERANCE)  # type: ignore[arg-type]
    assert len(list(tmp_path.iterdir())) == 1, "actual, expected and difference are kept"


def test_black_does_not_pass_for_grey() -> None:
    black, grey = np.zeros((4, 4, 3), np.uint8), np.full((4, 4, 3), 90, np.uint8)
    assert difference(black, grey).maximum == difference(grey, black).maximum == 90


def test_pictures_of_other_sizes_are_no_match() -> None:
    with pytest.raises(ValueError, match="compared"):
        difference(np.zeros((4, 4, 3), np.uint8), np.zeros((4, 5, 3), np.uint8))
