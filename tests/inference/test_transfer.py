from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from mirror.core.types import Floats
from mirror.errors import ModelError
from mirror.inference.acceleration import CPU, Acceleration
from mirror.inference.manifest import load_manifest, read_verified
from mirror.inference.transfer import MODEL, FilmGenerator, LookEncoder
from tests import known_transfer as known

ONLY_CPU = Acceleration((CPU,), "a test")
EVERYWHERE: Floats = np.ones(4, np.float32)


def seen(seed: int = 0) -> tuple[Floats, Floats, Floats]:
    """A picture, its visibility and its shading."""
    rng = np.random.default_rng(seed)
    size = known.SIZE
    picture, shading = rng.random((size, size, 3)), rng.random((128, 128, 8))
    visibility = rng.random((size, size))
    return picture.astype(np.float32), visibility.astype(np.float32), shading.astype(np.float32)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the model, to be spoilt."""
    shutil.copytree(known.ROOT / MODEL, tmp_path / MODEL)
    return tmp_path


def test_the_encoder_reads_a_face() -> None:
    picture, visibility, _ = seen()
    skin = np.array([0.4, 0.25, 0.2], np.float32)
    encoder = LookEncoder(known.ROOT, acceleration=ONLY_CPU)
    assert encoder.size == known.SIZE
    assert encoder.provider == CPU
    first = encoder.encode(picture, visibility, skin)
    encoder.encode(picture * 0, visibility * 0, skin * 0)
    for read, expected in zip(
        (first.pigment, first.features, first.liner),
        known.encoded(picture, visibility, skin),
        strict=True,
    ):
        np.testing.assert_allclose(read, expected, atol=1e-6)
    encoder.close()


def test_the_generator_dresses_a_face() -> None:
    generator = FilmGenerator(known.ROOT, acceleration=ONLY_CPU)
    assert (generator.size, generator.provider, generator.precision) == (known.SIZE, CPU, "fp32")
    for seed in range(3):
        face, look = seen(seed), known.look(seed)
        strengths = np.linspace(0, 1, 4, dtype=np.float32)
        generator.wear(look.pigment, look.features)
        made = generator.generate(*face, strengths)
        for array, expected in zip(
            made, known.generated(*face, look.pigment, look.features, strengths), strict=True
        ):
            np.testing.assert_allclose(array, expected, atol=1e-6)
    generator.close()


def test_the_look_stays_on_until_another_one_is_put_on() -> None:
    generator = FilmGenerator(known.ROOT, acceleration=ONLY_CPU)
    look = known.look(1)
    generator.wear(look.pigment, look.features)
    generator.generate(*seen(0), EVERYWHERE)
    film, _ = generator.generate(*seen(5), EVERYWHERE)
    expected, _ = known.generated(*seen(5), look.pigment, look.features, EVERYWHERE)
    np.testing.assert_allclose(film, expected, atol=1e-6)


def test_where_nothing_is_worn_the_film_is_exactly_the_identity() -> None:
    generator = FilmGenerator(known.ROOT, acceleration=ONLY_CPU)
    look = known.look()
    generator.wear(look.pigment, look.features)
    film, _ = generator.generate(*seen(), EVERYWHERE * 0)
    assert (film[..., :4] == 1).all()
    assert (film[..., 4:] == 0).all()


def test_a_look_of_another_size_is_refused() -> None:
    generator = FilmGenerator(known.ROOT, acceleration=ONLY_CPU)
    with pytest.raises(ValueError, match="pigment"):
        generator.wear(np.zeros((9, 32, 32), np.float32), np.zeros((16, 8, 8), np.float32))


def test_there_may_be_no_such_model(tmp_path: Path) -> None:
    for build in (LookEncoder, FilmGenerator):
        with pytest.raises(ModelError, match="not installed"):
            build(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("graphs.generator", "graphs.dresser", "has no generator"),
        ('"strengths"', '"sliders"', "no tensor sliders"),
        ("shape = [1, 4]", "shape = [1, 5]", "no tensor strengths"),
    ],
)
def test_a_manifest_of_another_model_is_refused(root: Path, old: str, new: str, said: str) -> None:
    path = root / MODEL / "model.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ModelError, match=said):
        FilmGenerator(root, acceleration=ONLY_CPU)


def test_a_graph_that_keeps_its_own_contract_but_not_ours_is_refused(root: Path) -> None:
    path = root / MODEL / "model.toml"
    text = path.read_text("utf-8").replace("graphs.generator", "graphs.other")
    path.write_text(text.replace("graphs.encoder", "graphs.generator"), "utf-8")
    with pytest.raises(ModelError, match="another generator than this version"):
        FilmGenerator(root, acceleration=ONLY_CPU)


def test_the_committed_model_is_what_its_script_makes(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    from tests.models.make_transfer import write

    write(tmp_path)
    made, committed = (load_manifest(root, MODEL) for root in (tmp_path, known.ROOT))
    for file in committed.files:
        read_verified(known.ROOT, committed, file)
    if made != committed:
        pytest.skip("another version of onnx writes other bytes")
