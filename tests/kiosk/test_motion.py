"""On a made-up shop with all that goes on in one, and on rendered heads."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mirror.capture.demo import DEMOS, Demo, demo_source
from mirror.core.types import Frame, Pixels
from mirror.kiosk.motion import COLUMNS, ROWS, MotionWatch, small_logarithm

Scene = Callable[[float], NDArray[np.float64]]
"""The brightness of 144x256 pixels at a time in seconds."""

HEIGHT, WIDTH = 144, 256
BEGINS_S = 5.0
_Y = np.arange(HEIGHT)[:, None] / HEIGHT
_X = np.arange(WIDTH)[None, :] / WIDTH


def _shop() -> NDArray[np.float64]:
    dice = np.random.default_rng(3)
    picture = (60 + 90 * _X) * (1.1 - 0.3 * _Y)
    for _ in range(40):
        x, y = dice.integers(0, WIDTH - 32), dice.integers(0, HEIGHT - 24)
        picture[y : y + dice.integers(4, 24), x : x + dice.integers(4, 32)] = dice.integers(15, 225)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.7), np.float64)


SHOP = _shop()


def _frame(
    brightness: NDArray[np.float64], at_s: float, dice: np.random.Generator, noise: float
) -> Frame:
    """What a camera makes of it: noise of its own, and of the light."""
    sigma = noise + 0.3 * np.sqrt(np.maximum(brightness, 0))
    seen = brightness + sigma * dice.standard_normal(brightness.shape, np.float32)
    grey = np.clip(seen, 0, 255).astype(np.uint8)
    return Frame(np.repeat(grey[..., None], 3, axis=2), 0, round(at_s * 1e9))


def _told(scene: Scene, seconds: float, *, fps: float = 15.0, noise: float = 5.0) -> list[float]:
    """When a motion was told, in seconds."""
    dice, watch = np.random.default_rng(1), MotionWatch()
    times = [number / fps for number in range(int(seconds * fps))]
    return [at_s for at_s in times if watch.see(_frame(scene(at_s), at_s, dice, noise))]


def _flicker(hz: float, depth: float, at_s: float) -> NDArray[np.float64]:
    """Lamps on mains of half of `hz`, as a shutter that takes 25 ms for all rows sees them."""
    return 1 + depth * np.sin(2 * np.pi * hz * (1.003 * at_s + 0.025 * _Y))


def _curtain(at_s: float) -> NDArray[np.float64]:
    picture = SHOP.copy()
    folds = np.arange(64) + 3 * np.sin(np.pi * at_s)
    picture[:, 80:144] = 120 + 50 * np.sin(folds / 2.5)
    return picture


QUIET: dict[str, Scene] = {
    "noise": lambda _: SHOP,
    "noise in the dark": lambda _: SHOP * 0.1,
    "exposure drifts": lambda s: SHOP * (1 + 0.4 * np.sin(2 * np.pi * s / 4)),
    "exposure steps": lambda s: SHOP * (1.0 if int(s / 2) % 2 else 0.7),
    "a blown out window": lambda s: np.where(_X > 0.8, 400, SHOP) * (1 + 0.3 * np.sin(s)),
    "50 Hz": lambda s: SHOP * _flicker(100, 0.5, s),
    "60 Hz": lambda s: SHOP * _flicker(120, 0.5, s),
    "50 Hz from one side": lambda s: SHOP * (1 + (_flicker(100, 0.1, s) - 1) * (1 - _X)),
    "the sun comes round": lambda s: SHOP * (0.8 + 0.04 * s * _X),
    "a lamp goes on": lambda s: SHOP * (1 + (s > BEGINS_S) * (0.5 + _X)),
}


@pytest.mark.parametrize("fps", [10.0, 30.0])
@pytest.mark.parametrize("name", QUIET)
def test_what_is_no_motion(name: str, fps: float) -> None:
    assert _told(QUIET[name], 7.0, fps=fps) == []


def test_strong_noise_is_no_motion() -> None:
    assert _told(lambda _: SHOP, 10.0, noise=20.0) == []


def test_a_curtain_is_learnt() -> None:
    assert [at_s for at_s in _told(_curtain, 20.0) if at_s > 4] == []


def _person(
    x: float, height: float, width: float, contrast: float, shop: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Somebody in dark clothes, all in shares of the picture."""
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    centre = (int(x * WIDTH), int((1 - height / 2) * HEIGHT))
    axes = (int(width * WIDTH / 2), int(height * HEIGHT / 2))
    cv2.ellipse(mask, centre, axes, 0, 0, 360, 1.0, -1)
    covered = cv2.GaussianBlur(mask, (0, 0), 1.0)
    return np.asarray(shop * (1 - covered * (1 - contrast)), np.float64)


@pytest.mark.parametrize("fps", [10.0, 30.0])
@pytest.mark.parametrize(
    ("speed", "height", "width", "contrast"),
    [
        (0.25, 0.7, 0.12, 0.4),  # at 3 m, walking
        (0.25, 0.7, 0.12, 0.8),  # likewise, of nearly the colour of what is behind
        (0.1, 0.35, 0.06, 0.5),  # at 6 m
        (0.8, 0.95, 0.7, 0.4),  # close by, over most of the picture
        (-0.25, 0.7, 0.12, 1.6),  # from the other side, in bright clothes
    ],
)
@pytest.mark.parametrize("light", ["even", "flickers", "curtain"])
def test_a_person_is_told_of_within_half_a_second(
    speed: float, height: float, width: float, contrast: float, light: str, fps: float
) -> None:
    def scene(at_s: float) -> NDArray[np.float64]:
        shop = _curtain(at_s) if light == "curtain" else SHOP
        since_s = at_s - BEGINS_S
        if since_s >= 0:  # just with a shoulder in the picture
            x = since_s * abs(speed)
            shop = _person(x if speed > 0 else 1 - x, height, width, contrast, shop)
        return shop * (_flicker(100, 0.3, at_s) if light == "flickers" else 1.0)

    told = [at_s for at_s in _told(scene, BEGINS_S + 1.0, fps=fps) if at_s > 4]
    assert told
    assert BEGINS_S <= told[0] <= BEGINS_S + 0.5


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.key)
def test_a_rendered_head_that_moves(demo: Demo) -> None:
    pictures = _pictures_of(demo)
    dice, watch = np.random.default_rng(1), MotionWatch()

    def see(pixels: Pixels, number: int) -> bool:
        noise = 5 * dice.standard_normal(pixels.shape, np.float32)
        noisy = np.clip(pixels + noise, 0, 255).astype(np.uint8)
        return watch.see(Frame(noisy, number, number * 33_333_333))

    still = 75
    before = [see(pictures[0], number) for number in range(still)]
    assert not any(before), "a head that is still"
    told = [see(pixels, still + number) for number, pixels in enumerate(pictures)]
    assert any(told), "the head moves"


def _pictures_of(demo: Demo) -> list[Pixels]:
    source = demo_source(demo, realtime=False, loop=False)
    source.open()
    try:
        frames = []
        while (frame := source.read()) is not None:
            frames.append(frame.pixels[::2, ::2])
    finally:
        source.close()
    return frames


def test_nothing_is_told_until_the_picture_is_known() -> None:
    assert all(at_s >= 2.0 for at_s in _told(lambda s: _person(s / 3, 0.7, 0.2, 0.3, SHOP), 3.0))


def test_what_it_keeps_is_two_small_pictures_and_goes_with_a_reset() -> None:
    dice, watch = np.random.default_rng(1), MotionWatch()
    for number in range(90):
        watch.see(_frame(SHOP, number / 15, dice, 5.0))
    kept = [one for one in vars(watch).values() if isinstance(one, np.ndarray)]
    assert [one.shape for one in kept] == [(ROWS, COLUMNS)] * 2
    assert all(one.any() for one in kept)
    watch.reset()
    assert not any(one.any() for one in kept)
    assert not [one for one in vars(watch).values() if isinstance(one, np.ndarray) and one.any()]


@pytest.mark.parametrize("size", [(720, 1280), (1080, 1920), (480, 640), (20, 30), (1280, 720)])
def test_every_size_becomes_the_same_small_one(size: tuple[int, int]) -> None:
    small = small_logarithm(np.full((*size, 3), 84, np.uint8))
    assert small.shape == (ROWS, COLUMNS)
    np.testing.assert_allclose(small, np.log(100.0), rtol=1e-6)
