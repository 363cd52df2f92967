from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from mirror.core import shading
from mirror.core.types import Frame
from mirror.core.unwrap import shrunk, unwrap
from mirror.evaluation.transfer.bench import MirrorUnderTest
from mirror.pipeline.messages import Controls
from tests import known_transfer
from tests.heads import heads


@pytest.fixture(scope="module")
def mirror() -> Iterator[MirrorUnderTest]:
    made = MirrorUnderTest(known_transfer.ROOT, threads=1)
    yield made
    made.close()


def test_what_is_read_is_what_the_encoder_gives(mirror: MirrorUnderTest) -> None:
    seen = heads()[0].seen
    face = mirror.find(seen.pixels)
    assert face is not None
    assert face.landmarks_px == pytest.approx(seen.points_px, abs=1e-3)
    look = mirror.read(seen.pixels, face, "somebody")
    picture, visibility = unwrap(
        seen.pixels, seen.points_px, seen.raster.facing, known_transfer.SIZE
    )
    pigment, _, _ = known_transfer.encoded(picture, visibility, seen.albedo)
    assert look.pigment == pytest.approx(pigment, abs=1e-4)
    assert look.name == "somebody"


def test_what_is_worn_is_what_the_generator_gives(mirror: MirrorUnderTest) -> None:
    seen = heads()[0].seen
    look = known_transfer.look(liner=False)
    rendered = mirror.wear(seen.pixels, look)
    assert rendered.notice is None
    assert (rendered.pixels != seen.pixels).any()
    unwrapped = unwrap(seen.pixels, seen.points_px, seen.raster.facing, shading.SIZE)
    picture, visibility = (shrunk(plane, known_transfer.SIZE) for plane in unwrapped)
    whole = np.ones(4, np.float32)
    expected, _ = known_transfer.generated(
        picture, visibility, seen.light.texture, look.pigment, look.features, whole
    )
    assert mirror.film == pytest.approx(expected, abs=1e-4)
    first = mirror.film
    mirror.wear(seen.pixels, known_transfer.look(seed=1))
    assert (mirror.film != first).any()


def test_pictures_do_not_depend_on_the_ones_before(mirror: MirrorUnderTest) -> None:
    one, other = heads()
    look = known_transfer.look()
    alone = mirror.wear(one.seen.pixels, look).pixels
    mirror.wear(other.seen.pixels, look)
    assert np.array_equal(mirror.wear(one.seen.pixels, look).pixels, alone)


def test_a_stream_follows_and_leaves_nothing_behind(mirror: MirrorUnderTest) -> None:
    pixels = heads()[0].seen.pixels
    controls = Controls(transferred=known_transfer.look())
    ids = []
    for _ in range(2):
        with mirror.stream() as processor:
            shown = [
                processor.process(Frame(pixels, at, at * 33_000_000), controls) for at in (0, 1)
            ]
        ids.append([one.faces[0].track_id for one in shown])
    assert ids[0][0] == ids[0][1]
    assert ids[1][0] == ids[1][1]
    assert ids[0][0] != ids[1][0]
    assert mirror.find(pixels) is not None


def test_nobody_is_found_where_nobody_is(mirror: MirrorUnderTest) -> None:
    assert mirror.find(np.full((120, 120, 3), 90, np.uint8)) is None
