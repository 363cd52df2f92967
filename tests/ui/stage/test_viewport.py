from __future__ import annotations

import gc
import time

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mirror.core.types import Frame, Pixels
from mirror.pipeline.messages import Rendered
from mirror.ui import theme
from mirror.ui.stage.viewport import Viewport
from tests.media import quarters

ROUNDING = 2  # of Qt's own, when it scales smoothly


def rendered(pixels: Pixels) -> Rendered:
    return Rendered(Frame(pixels, 0, time.perf_counter_ns()), pixels, (), 0)


def painted(viewport: Viewport, ratio: float = 1.0) -> Pixels:
    """What the viewport paints, as HxWx3 BGR in device pixels."""
    width, height = round(viewport.width() * ratio), round(viewport.height() * ratio)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    viewport.render(image)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 4 * width].reshape(height, width, 4)[:, :, :3].copy()


def ground() -> list[int]:
    colour = QColor(theme.GROUND)
    return [colour.blue(), colour.green(), colour.red()]


@pytest.fixture
def noise() -> Pixels:
    return np.random.default_rng(1).integers(0, 256, (180, 320, 3), np.uint8)


def test_a_picture_of_the_views_own_size_is_mirrored_and_not_resampled(
    qtbot: QtBot, noise: Pixels
) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    viewport.resize(320, 180)
    viewport.show_picture(rendered(noise))
    np.testing.assert_allclose(painted(viewport).astype(int), noise[:, ::-1], atol=ROUNDING)
    assert np.abs(painted(viewport).astype(int) - noise).max() > 10 * ROUNDING


def test_on_a_fine_screen_every_device_pixel_is_the_pictures_own(
    qtbot: QtBot, noise: Pixels
) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    viewport.setMinimumSize(1, 1)
    viewport.resize(160, 90)
    viewport.show_picture(rendered(noise))
    np.testing.assert_allclose(
        painted(viewport, ratio=2.0).astype(int), noise[:, ::-1], atol=ROUNDING
    )


def test_a_picture_of_another_shape_is_letterboxed_and_not_distorted(qtbot: QtBot) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    viewport.resize(320, 300)
    viewport.show_picture(rendered(quarters(64, 48)))
    got = painted(viewport)
    top, bottom = (300 - 240) // 2, (300 + 240) // 2
    assert np.all(got[: top - 1] == ground())
    assert np.all(got[bottom + 1 :] == ground())
    assert got[top + 60, 80].tolist() == [0, 200, 0]  # green was top right
    assert got[top + 60, 240].tolist() == [0, 0, 200]
    assert got[bottom - 60, 80].tolist() == [200, 200, 200]
    assert got[bottom - 60, 240].tolist() == [200, 0, 0]
    assert got[150 - 4, 80].tolist() == [0, 200, 0]  # the middle stays the middle
    assert got[150 + 4, 80].tolist() == [200, 200, 200]


def test_cutting_the_sides_keeps_the_middle_of_the_picture(qtbot: QtBot) -> None:
    pixels = np.zeros((180, 320, 3), np.uint8)
    pixels[:, 70:250] = 255
    viewport = Viewport(max_crop=0.5)
    qtbot.addWidget(viewport)
    viewport.setMinimumSize(1, 1)
    viewport.resize(180, 180)
    viewport.show_picture(rendered(pixels))
    assert np.all(painted(viewport) == 255)


def test_the_buffer_lives_as_long_as_it_is_painted(qtbot: QtBot) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    viewport.resize(320, 180)
    viewport.show_picture(rendered(np.full((180, 320, 3), 77, np.uint8)))
    gc.collect()
    scribble = [np.full((180, 320, 3), 13, np.uint8) for _ in range(50)]
    assert np.all(painted(viewport) == 77)
    assert scribble


def test_it_says_when_a_picture_is_seen_for_the_first_time(qtbot: QtBot, noise: Pixels) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    seen: list[Rendered] = []
    viewport.painted.connect(seen.append)
    picture = rendered(noise)
    viewport.show_picture(picture)
    painted(viewport)
    painted(viewport)
    assert seen == [picture]
    assert viewport.paint_ms > 0


def test_before_the_first_picture_it_says_what_it_waits_for(qtbot: QtBot) -> None:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    viewport.resize(320, 180)
    opening = painted(viewport)
    viewport.show_waiting("Something else")
    assert np.any(opening != ground())
    assert np.any(painted(viewport) != opening)
