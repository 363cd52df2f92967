from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from mirror.core import shading
from mirror.core.colour import DECODE, LUMINANCE, encode
from mirror.core.composite import FilmTexture, composite
from mirror.core.film import Film
from mirror.core.mesh import face_mesh
from mirror.core.raster import rasterise
from mirror.core.shading import Shading
from mirror.core.types import Floats, Pixels
from mirror.training.bank import Films
from mirror.training.skin import Skin, SkinBank
from tests.faces import noise_picture
from tests.training.made import CPU, N, faces

# On a canvas of the shading's own size, both sides read every texture at its texels' centres.
SIZE = shading.SIZE


def _smooth(rng: np.random.Generator, low: float, high: float, channels: int) -> Floats:
    import cv2

    coarse = rng.uniform(low, high, (9, 9, channels)).astype(np.float32)
    fine = cv2.resize(coarse, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(fine.reshape(SIZE, SIZE, channels), np.float32)


class FlatFace:
    """A face that lies flat in the frame, so that the frame's pixels are the texels of UV."""

    def __init__(self, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        frame = np.array(noise_picture(SIZE, SIZE, seed))
        shiny = rng.random((SIZE, SIZE)) < 0.1
        frame[shiny] = np.minimum(frame[shiny].astype(int) + 90, 255)  # highlights
        self.frame: Pixels = frame
        points = np.zeros((468, 3), np.float32)
        points[:, :2] = face_mesh().uv * SIZE
        raster = rasterise(points, SIZE, SIZE)
        assert raster is not None
        self.raster = raster
        # The tooth guard, which the networks know nothing of, is off: its channels are 0.
        texture = np.zeros((SIZE, SIZE, shading.CHANNELS), np.float32)
        texture[..., shading.LIGHT : shading.LIGHT + 3] = _smooth(rng, 0.3, 1.2, 3)
        texture[..., shading.BASE : shading.DULL + 1] = _smooth(rng, 0.05, 0.5, 2)
        self.shading = Shading(texture)
        self.film = Film(_smooth(rng, 0, 1, 4), _smooth(rng, 0, 0.9, 4))

    @property
    def painted(self) -> NDArray[np.bool_]:
        """The pixels that the compositor may change, without the mesh's own edge."""
        raster = self.raster
        inside = np.zeros((SIZE, SIZE), np.bool_)
        ids = raster.triangle
        box = np.s_[
            raster.top : raster.top + ids.shape[0], raster.left : raster.left + ids.shape[1]
        ]
        inside[box] = (ids >= 0) & ~face_mesh().hole[ids]
        return inside

    def composited(self) -> Pixels:
        out = self.frame.copy()
        texture = FilmTexture(self.film)
        assert texture.level_for(max(self.raster.triangle.shape)).shape[0] == SIZE
        composite(self.frame, out, self.raster, texture, self.shading)
        return out

    def skin(self) -> Skin:
        def plane(values: Floats) -> torch.Tensor:
            return torch.from_numpy(np.ascontiguousarray(values)).permute(2, 0, 1)[None]

        texture = self.shading.texture
        light = plane(texture[..., shading.LIGHT : shading.LIGHT + 3])
        return Skin(
            picture=plane(DECODE[self.frame[..., ::-1]]),
            visibility=torch.ones(1, 1, SIZE, SIZE),
            light=light,
            true_light=light * 1.3,
            base=plane(texture[..., shading.BASE : shading.BASE + 1]),
            dull=plane(texture[..., shading.DULL : shading.DULL + 1]),
            bare=torch.ones(1, 1, SIZE, SIZE),
        )

    def films(self) -> Films:
        transmittance, emission = (
            torch.from_numpy(np.array(array)).permute(2, 0, 1)[None]
            for array in (self.film.transmittance, self.film.emission)
        )
        return Films(transmittance, emission)


def _off(face: FlatFace, made: torch.Tensor) -> int:
    """The largest difference to the compositor's picture, in 8-bit codes."""
    drawn = encode(made[0].permute(1, 2, 0).numpy())
    off = np.abs(drawn.astype(int) - face.composited().astype(int))
    return int(off[face.painted].max())


@pytest.mark.parametrize("seed", range(3))
def test_training_sees_what_the_mirror_shows(seed: int) -> None:
    face = FlatFace(seed)
    assert face.painted.mean() > 0.5
    changed = (face.composited() != face.frame).any(axis=2)
    assert changed[face.painted].mean() > 0.95
    assert _off(face, face.skin().wearing(face.films(), true_light=False)) <= 1


def test_the_comparison_with_the_mirror_can_fail() -> None:
    face = FlatFace()
    skin, films = face.skin(), face.films()
    assert _off(face, skin.wearing(films, true_light=True)) > 10
    assert _off(face, replace(skin, base=skin.base * 1.3).wearing(films, true_light=False)) > 5
    assert _off(face, replace(skin, dull=skin.dull * 1.3).wearing(films, true_light=False)) > 3
    dull = Films(films.transmittance, films.emission * torch.tensor([1, 1, 1, 0])[:, None, None])
    assert _off(face, skin.wearing(dull, true_light=False)) > 3


def test_the_identity_film_changes_nothing_and_hidden_skin_wears_nothing() -> None:
    face = FlatFace()
    skin, films = face.skin(), face.films()
    bare = Films(torch.ones_like(films.transmittance), torch.zeros_like(films.emission))
    # A film's five channels are R, G, B, specular and, when painted, the share that shows.
    torch.testing.assert_close(
        skin.wearing(bare, true_light=False), skin.picture, atol=1e-6, rtol=0
    )
    hidden = replace(skin, visibility=torch.zeros_like(skin.visibility))
    assert torch.equal(hidden.wearing(films, true_light=False), skin.picture)


def test_in_twice_the_light_made_up_skin_is_twice_as_bright() -> None:
    face = FlatFace()
    skin, films = face.skin(), face.films()
    gain = torch.full((1, 3, 1, 1), 2.0)
    brighter = skin.lit(gain).wearing(films, true_light=False)
    torch.testing.assert_close(
        brighter, 2 * skin.wearing(films, true_light=False), rtol=1e-4, atol=1e-5
    )


@pytest.fixture(scope="module")
def bank() -> SkinBank:
    return SkinBank(faces(), N, CPU)


def test_a_fetched_face_is_the_stored_one_in_linear_light(bank: SkinBank) -> None:
    stored = faces()
    skin = bank.fetch(np.array([2, 0]), np.zeros(2, np.float32))
    assert skin.picture.shape == (2, 3, N, N)
    mean = DECODE[stored.picture[2]].mean((0, 1))
    np.testing.assert_allclose(skin.picture[0].mean((1, 2)).numpy(), mean, rtol=0.02)
    assert float(skin.visibility.min()) == 1
    np.testing.assert_allclose(skin.true_light.numpy(), 1.1 * skin.light.numpy(), rtol=2e-3)
    assert float(skin.light[0, 0, 0, 0]) < float(skin.light[0, 0, 0, -1])


def test_more_melanin_takes_blue_before_red_and_spares_the_eyes(bank: SkinBank) -> None:
    at = np.array([0])
    light, dark = (bank.fetch(at, np.array([amount], np.float32)) for amount in (0.0, 1.0))
    ratio = (dark.picture / light.picture)[0]
    cheek = (slice(None), int(0.5 * N), int(0.25 * N))
    red, green, blue = ratio[cheek].tolist()
    assert red > green > blue
    np.testing.assert_allclose([red, green, blue], np.exp([-0.62, -1, -1.45]), rtol=2e-3)
    np.testing.assert_allclose(
        bank.darkened(at, np.array([1.0], np.float32)) / bank.darkened(at, np.zeros(1, np.float32)),
        [np.exp([-0.62, -1, -1.45])],
        rtol=1e-5,
    )
    uv = face_mesh().uv[[33, 133, 159, 145]].mean(axis=0)
    eye = (slice(None), int(uv[1] * N), int(uv[0] * N))
    assert float(ratio[eye].min()) > 0.9
    # The region's own tones follow.
    level = (dark.base / light.base)[0, 0, 0, 0]
    np.testing.assert_allclose(float(level), np.exp(-1), rtol=2e-3)


def test_faces_are_drawn_by_their_weight() -> None:
    made = faces()
    never = replace(made, weight_as_bare=np.array([1, 1, 1, 0, 0], np.float32))
    bank = SkinBank(never, N, CPU)
    drawn = bank.choose(400, np.random.default_rng(0), surely_bare=True)
    assert set(drawn.tolist()) == {0, 1, 2}
    drawn = bank.choose(400, np.random.default_rng(0), surely_bare=False)
    assert set(drawn.tolist()) == {0, 1, 2, 3, 4}


def test_only_light_skin_is_made_darker() -> None:
    made = replace(faces(), ita_deg=np.array([40, 11, 10, -10, -50], np.float32))
    may = SkinBank(made, N, CPU).may_darken(np.arange(5))
    assert may.tolist() == [True, True, False, False, False]


def test_the_albedo_is_the_picture_without_its_light(bank: SkinBank) -> None:
    stored = faces()
    tone = DECODE[stored.picture[1]].reshape(-1, 3)
    wanted = np.median(tone, axis=0) / stored.true_light[1].astype(np.float32).mean((0, 1))
    np.testing.assert_allclose(bank.albedo[1], np.clip(wanted, 0.01, 0.9), rtol=0.03)
    assert float(wanted @ LUMINANCE) > 0.1
