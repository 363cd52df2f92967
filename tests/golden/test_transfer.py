"""The transfer network that ships, on rendered faces: it does what a mirror is for. Its figures are
in its model card; these bars are wide enough for every network that deserves to ship."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.config import models_root
from mirror.core.film import identity
from mirror.core.types import Pixels
from mirror.evaluation.transfer.bench import MirrorUnderTest
from mirror.evaluation.transfer.measures import colour_distance, mean_over
from mirror.evaluation.transfer.parts import CHEEKS, LIDS, LIPS
from mirror.evaluation.transfer.seen import Seen, look_at
from mirror.evaluation.transfer.wearing import painted
from mirror.inference.manifest import load_manifest
from mirror.makeup.look import Look
from mirror.makeup.painter import paint
from mirror.makeup.products import AnyProduct, Eyeshadow, Lipstick
from mirror.training.painted import PaintedLook

FACES = Path(__file__).with_name("looks")
SHADOW = Eyeshadow(shades=("#1f5f8f",), template="smoky", coverage=0.8)
LIPSTICK = Lipstick(shades=("#9c1226",), finish="matte")


@pytest.fixture(scope="module")
def mirror() -> Iterator[MirrorUnderTest]:
    made = MirrorUnderTest(models_root(), threads=1)
    yield made
    made.close()


@pytest.fixture(scope="module")
def faces(mirror: MirrorUnderTest) -> dict[str, Seen]:
    """The rendered faces of the goldens, bare."""
    found = {}
    for tone in ("light", "dark"):
        pixels = np.asarray(cv2.imread(str(FACES / f"{tone}.png")), np.uint8)
        face = mirror.find(pixels)
        assert face is not None
        seen = look_at(pixels, face)
        assert seen is not None
        found[tone] = seen
    return found


def _look(*products: AnyProduct) -> PaintedLook:
    painting = paint(Look("look", "Look", products), np.full(3, 0.3, np.float32))
    return PaintedLook("look", "strong", painting.film, (), identity(painting.film.size))


def _wearing(seen: Seen, look: PaintedLook) -> Pixels:
    return painted(seen, look.film, look)


def _moved(mirror: MirrorUnderTest, reference: Seen, live: Seen, look: PaintedLook) -> Pixels:
    """The live face, which wears what was read off the reference."""
    photo = _wearing(reference, look)
    face = mirror.find(photo)
    assert face is not None
    return mirror.wear(live.pixels, mirror.read(photo, face)).pixels


BOTH_WAYS = pytest.mark.parametrize(("one", "other"), [("light", "dark"), ("dark", "light")])


@BOTH_WAYS
@pytest.mark.parametrize(("product", "part"), [(LIPSTICK, LIPS), (SHADOW, LIDS)])
def test_makeup_goes_from_one_face_to_the_other(
    mirror: MirrorUnderTest, faces: dict[str, Seen], one: str, other: str, product: AnyProduct,
    part: str,
) -> None:  # fmt: skip
    live, look = faces[other], _look(product)
    worn, truth = _moved(mirror, faces[one], live, look), _wearing(live, look)
    where = live.parts[part] & (colour_distance(live.pixels, truth, live.face) > 5)
    before, after = (
        mean_over(colour_distance(shown, truth, where), where) for shown in (live.pixels, worn)
    )
    assert after < 0.6 * before
    # Nothing of it lands where it was not worn.
    cheeks = live.parts[CHEEKS]
    assert mean_over(colour_distance(live.pixels, worn, cheeks), cheeks) < 3


@BOTH_WAYS
def test_a_bare_face_gives_no_makeup(
    mirror: MirrorUnderTest, faces: dict[str, Seen], one: str, other: str
) -> None:
    live = faces[other]
    worn = _moved(mirror, faces[one], live, _look())
    assert mean_over(colour_distance(live.pixels, worn, live.face), live.face) < 1


def test_what_is_no_face_stays_as_it_is(mirror: MirrorUnderTest, faces: dict[str, Seen]) -> None:
    live = faces["dark"]
    changed = (_moved(mirror, faces["light"], live, _look(LIPSTICK, SHADOW)) != live.pixels).any(2)
    assert changed.any()
    low, high = (
        np.rint(side).astype(int)
        for side in (live.points_px[:, :2].min(0) - 12, live.points_px[:, :2].max(0) + 12)
    )
    changed[max(low[1], 0) : high[1], max(low[0], 0) : high[0]] = False
    assert not changed.any()


def test_it_is_small_enough_to_be_sent_and_says_what_it_learnt_from() -> None:
    manifest = load_manifest(models_root(), "transfer")
    half = [file.path for file in manifest.files if file.precision == "fp16"]
    folder = models_root() / "transfer"
    assert sum((folder / path).stat().st_size for path in half) <= 3_000_000
    assert manifest.training is not None
    assert manifest.training.data
    for name in ("README.md", "recipe.toml", "export.json", "evaluation.json", "weights.pt"):
        assert (folder / name).exists(), name
