from __future__ import annotations

import numpy as np
import torch

from mirror.training.camera import misplaced, noise, photographed, random_light, turned
from tests.training.made import CPU, N


def _rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_light_is_a_gain_around_one() -> None:
    gain = random_light(200, 16, _rng(), CPU)
    assert gain.shape == (200, 3, 16, 16)
    assert float(gain.min()) > 0
    stops = torch.log2(gain)
    assert abs(float(stops.mean())) < 0.1
    assert 0.3 < float(stops.std()) < 0.9
    assert torch.equal(random_light(3, 16, _rng(), CPU, amount=0.0), torch.ones(3, 3, 16, 16))


def test_landmarks_without_error_leave_a_picture_in_place() -> None:
    picture = torch.rand(2, 3, N, N, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(misplaced(picture, _rng(), 0.0), picture, atol=1e-5, rtol=0)


def test_landmarks_err_by_as_much_as_is_asked() -> None:
    line = torch.arange(N) + 0.5
    places = torch.stack(torch.meshgrid(line, line, indexing="xy"))[None].repeat(40, 1, 1, 1)
    moved = misplaced(places, _rng(), 4.0)
    inner = (moved - places)[:, :, 8:-8, 8:-8]
    # 4 texels of 256 are 1 of 64; between the random places the error is smoothed.
    assert 0.5 < float(inner.square().mean().sqrt()) < 1.2


def test_a_camera_changes_a_picture_a_little_and_keeps_it_in_range() -> None:
    bright = torch.linspace(0, 1, N)[None, None, None, :].expand(20, 3, N, N).clone()
    shot = photographed(bright, _rng())
    assert float(shot.min()) >= 0
    assert float(shot.max()) <= 1
    off = (shot.sqrt() - bright.sqrt()).abs().mean((1, 2, 3))
    assert float(off.min()) > 0
    assert float(off.max()) < 0.05
    assert torch.equal(shot, photographed(bright, _rng()))
    assert not torch.equal(shot, photographed(bright, _rng(1)))


def test_a_camera_leaves_the_picture_it_was_given() -> None:
    picture = torch.full((4, 3, N, N), 0.25)
    photographed(picture, _rng())
    misplaced(picture, _rng(), 2.0)
    assert torch.equal(picture, torch.full((4, 3, N, N), 0.25))


def test_noise_is_standard_normal_and_its_own_for_each_draw() -> None:
    rng = _rng()
    first, second = noise((2, 3, N, N), rng, CPU), noise((2, 3, N, N), rng, CPU)
    assert abs(float(first.mean())) < 0.05
    assert abs(float(first.std()) - 1) < 0.05
    assert not torch.equal(first, second)


def test_of_a_turned_face_one_side_is_hidden() -> None:
    seen = turned(300, N, _rng(), CPU)
    assert seen.shape == (300, 1, N, N)
    hidden = (seen == 0).any(dim=3).any(dim=2)[:, 0]
    assert 0.05 < float(hidden.float().mean()) < 0.2
    columns = seen[hidden][:, 0, 0]
    assert ((columns[:, 0] == 1) | (columns[:, -1] == 1)).all()
    assert not ((columns[:, 0] == 1) & (columns[:, -1] == 1)).any()
