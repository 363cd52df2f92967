from __future__ import annotations

import gc
import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mirror.core.types import Face, Frame, Pixels
from mirror.pipeline.messages import Rendered
from mirror.ui import theme
from mirror.ui.stage.comparison import Comparison
from mirror.ui.stage.viewport import Viewport
from tests.faces import face_of, posed
from tests.media import quarters
from tests.windows import turn_wheel

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
    colour = QColor(theme.colours().ground)
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


LEFT = Qt.MouseButton.LeftButton
MADE_UP, BARE = 200, 50
FACE = face_of(posed(face_px=150.0, centre=(120.0, 130.0)))


def compared(pixels: int = MADE_UP, faces: tuple[Face, ...] = (FACE,)) -> Rendered:
    """A made-up picture of one grey, of a bare one of another."""
    made_up, bare = (np.full((270, 480, 3), at, np.uint8) for at in (pixels, BARE))
    return Rendered(Frame(bare, 0, time.perf_counter_ns()), made_up, faces, 0)


@pytest.fixture
def viewport(qtbot: QtBot) -> Viewport:
    viewport = Viewport()
    qtbot.addWidget(viewport)
    viewport.resize(480, 270)
    viewport.show()
    viewport.activateWindow()
    qtbot.waitUntil(viewport.isActiveWindow)
    viewport.show_picture(compared())
    return viewport


def row(viewport: Viewport, y: int = 200) -> list[int]:
    """One row of what is painted, without the line and its neighbours."""
    return [int(value) for value in painted(viewport)[y, :, 0]]


def parts(viewport: Viewport) -> tuple[int, int]:
    """How many pixels of a row are bare and made up."""
    values = row(viewport)
    return values.count(BARE), values.count(MADE_UP)


def drag(viewport: Viewport, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, LEFT, pos=end)


def turn(viewport: Viewport, notches: float, at: QPointF) -> None:
    turn_wheel(viewport, QPoint(0, round(120 * notches)), at)


def test_only_what_is_chosen_is_seen(viewport: Viewport) -> None:
    assert set(row(viewport)) == {MADE_UP}
    viewport.compare(Comparison.BARE)
    assert set(row(viewport)) == {BARE}
    viewport.compare(Comparison.MADE_UP)
    assert set(row(viewport)) == {MADE_UP}


@pytest.mark.parametrize("mirrored", [True, False])
def test_the_bare_face_is_left_of_the_line(viewport: Viewport, mirrored: bool) -> None:
    viewport.set_mirrored(mirrored=mirrored)
    viewport.compare(Comparison.SPLIT)
    values = row(viewport)
    assert set(values[:238]) == {BARE}
    assert set(values[242:]) == {MADE_UP}


def test_the_line_lies_between_the_same_places_of_the_same_face(viewport: Viewport) -> None:
    ramp = np.tile(np.linspace(0, 160, 480)[None, :, None], (270, 1, 3)).astype(np.uint8)
    viewport.show_picture(Rendered(Frame(ramp, 0, 0), ramp + np.uint8(1), (), 0))
    viewport.compare(Comparison.MADE_UP)
    alone = np.array(row(viewport))
    viewport.compare(Comparison.SPLIT)
    split = np.array(row(viewport))
    assert np.abs(split - alone)[[*range(230), *range(250, 480)]].max() <= 1 + ROUNDING


def test_the_line_is_dragged(viewport: Viewport) -> None:
    viewport.compare(Comparison.SPLIT)
    touched: list[object] = []
    viewport.face_touched.connect(touched.append)
    drag(viewport, QPoint(245, 60), QPoint(120, 60))
    assert parts(viewport) == pytest.approx((120, 360), abs=3)
    drag(viewport, QPoint(118, 60), QPoint(-200, 60))
    assert parts(viewport) == pytest.approx((0, 480), abs=3)
    drag(viewport, QPoint(2, 60), QPoint(900, 60))
    assert parts(viewport) == pytest.approx((480, 0), abs=3)
    assert touched == []


def test_beside_the_line_nothing_drags_it(viewport: Viewport) -> None:
    viewport.compare(Comparison.SPLIT)
    drag(viewport, QPoint(300, 60), QPoint(120, 60))
    assert parts(viewport) == pytest.approx((240, 240), abs=3)


def test_the_line_goes_with_the_arrow_keys(qtbot: QtBot, viewport: Viewport) -> None:
    viewport.compare(Comparison.SPLIT)
    viewport.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(viewport.hasFocus)
    for _ in range(2):
        QTest.keyClick(viewport, Qt.Key.Key_Left)
    assert parts(viewport) == pytest.approx((0.4 * 480, 0.6 * 480), abs=3)
    for _ in range(30):
        QTest.keyClick(viewport, Qt.Key.Key_Right)
    assert parts(viewport) == pytest.approx((480, 0), abs=3)


def test_only_a_line_that_is_there_takes_the_keyboard(viewport: Viewport) -> None:
    assert viewport.focusPolicy() == Qt.FocusPolicy.NoFocus
    viewport.compare(Comparison.SPLIT)
    assert viewport.focusPolicy() & Qt.FocusPolicy.TabFocus
    viewport.compare(Comparison.SIDE_BY_SIDE)
    QTest.keyClick(viewport, Qt.Key.Key_Left)
    viewport.compare(Comparison.SPLIT)
    assert parts(viewport) == pytest.approx((240, 240), abs=3)


@pytest.mark.parametrize("mirrored", [True, False])
def test_side_by_side_the_bare_face_is_the_left_one_of_two_whole_ones(
    viewport: Viewport, mirrored: bool
) -> None:
    viewport.set_mirrored(mirrored=mirrored)
    made_up, bare = (np.full((270, 480, 3), at, np.uint8) for at in (MADE_UP, BARE))
    made_up[:, 200:280] = bare[:, 200:280] = 255  # what stands in the middle
    viewport.show_picture(Rendered(Frame(bare, 0, 0), made_up, (), 0))
    viewport.compare(Comparison.SIDE_BY_SIDE)
    values = row(viewport)
    bright = {254, 255}
    assert BARE in values[:238]
    assert set(values[:238]) <= {BARE, *bright}
    assert MADE_UP in values[242:]
    assert set(values[242:]) <= {MADE_UP, *bright}
    assert {values[120], values[360]} <= bright


def test_in_a_high_view_they_lie_one_below_the_other(qtbot: QtBot, viewport: Viewport) -> None:
    viewport.resize(300, 600)
    qtbot.waitUntil(lambda: viewport.width() == 300)
    viewport.compare(Comparison.SIDE_BY_SIDE)
    column = [int(value) for value in painted(viewport)[:, 200, 0]]
    assert column.index(BARE) < 300 < column.index(MADE_UP)


@pytest.mark.parametrize("mirrored", [True, False])
def test_a_place_of_the_view_is_found_in_the_picture(viewport: Viewport, mirrored: bool) -> None:
    viewport.resize(480, 400)
    viewport.set_mirrored(mirrored=mirrored)
    x, y = viewport.picture_place(QPointF(120, 65 + 30)) or (0.0, 0.0)
    assert (x, y) == pytest.approx((360.0 if mirrored else 120.0, 30.0))
    assert viewport.picture_place(QPointF(120, 20)) is None, "above the picture"
    viewport.forget()
    assert viewport.picture_place(QPointF(120, 95)) is None


def test_side_by_side_both_halves_show_the_same_places(viewport: Viewport) -> None:
    viewport.compare(Comparison.SIDE_BY_SIDE)
    one, other = (viewport.picture_place(QPointF(x, 100)) for x in (100, 340))
    assert one == pytest.approx(other)


@pytest.mark.parametrize("mirrored", [True, False])
@pytest.mark.parametrize("at", [QPointF(240, 135), QPointF(300, 150), QPointF(200, 90)])
@pytest.mark.parametrize("comparison", [Comparison.MADE_UP, Comparison.SPLIT])
def test_what_is_under_the_pointer_stays_there_when_it_is_zoomed(
    viewport: Viewport, mirrored: bool, at: QPointF, comparison: Comparison
) -> None:
    viewport.set_mirrored(mirrored=mirrored)
    viewport.compare(comparison)
    before = viewport.picture_place(at)
    levels: list[float] = []
    viewport.zoomed.connect(levels.append)
    for notches in (2, 3, -1.5):
        turn(viewport, notches, at)
        assert viewport.picture_place(at) == pytest.approx(before, abs=0.05)
    assert levels == pytest.approx([1.0015**240, 1.0015**600, 1.0015**420])


def test_side_by_side_the_pointer_zooms_in_its_own_half(viewport: Viewport) -> None:
    viewport.compare(Comparison.SIDE_BY_SIDE)
    at = QPointF(370, 130)
    before = viewport.picture_place(at)
    turn(viewport, 3, at)
    assert viewport.zoom.level > 1.5
    assert viewport.picture_place(at) == pytest.approx(before, abs=0.05)


def test_near_the_edge_the_picture_still_fills_the_view(viewport: Viewport) -> None:
    turn(viewport, 5, QPointF(3, 3))
    assert set(row(viewport, 0)) == {MADE_UP}
    x, y = viewport.picture_place(QPointF(0, 0)) or (0.0, 9.0)
    assert (x, y) == pytest.approx((480, 0), abs=3.5)


def test_turning_back_shows_everything_and_no_less(viewport: Viewport) -> None:
    turn(viewport, 4, QPointF(100, 100))
    turn(viewport, -40, QPointF(200, 30))
    assert viewport.zoom.level == 1.0
    assert viewport.picture_place(QPointF(0, 0)) == pytest.approx((480, 0))


def test_what_is_zoomed_into_is_dragged_and_no_face_is_touched(viewport: Viewport) -> None:
    turn(viewport, 5, QPointF(240, 135))
    touched: list[object] = []
    viewport.face_touched.connect(touched.append)
    held = viewport.picture_place(QPointF(240, 135))
    drag(viewport, QPoint(240, 135), QPoint(290, 115))
    assert viewport.picture_place(QPointF(290, 115)) == pytest.approx(held, abs=0.05)
    drag(viewport, QPoint(10, 135), QPoint(4000, 135))
    x, _ = viewport.picture_place(QPointF(0, 135)) or (0.0, 0.0)
    assert x == pytest.approx(480, abs=0.05)
    assert touched == []


def test_a_drag_begins_from_what_is_seen(viewport: Viewport) -> None:
    viewport.zoom.look_at(3.0, (0.0, 135.0), ())  # nearer to the edge than can be shown
    held = viewport.picture_place(QPointF(200, 135))
    drag(viewport, QPoint(200, 135), QPoint(230, 135))
    assert viewport.picture_place(QPointF(230, 135)) == pytest.approx(held, abs=0.05)


def test_a_double_click_shows_everything_again(viewport: Viewport) -> None:
    viewport.look_at_lips()
    assert viewport.zoom.level > 2
    with_ = viewport.picture_place(QPointF(240, 135))
    assert with_ == pytest.approx(tuple(FACE.landmarks_px[[13, 14], :2].mean(axis=0)), abs=25)
    QTest.mouseDClick(viewport, LEFT, pos=QPoint(240, 135))
    assert viewport.zoom.level == 1.0


def test_lips_and_eyes_are_looked_at_and_followed(viewport: Viewport) -> None:
    viewport.look_at_eyes()
    moved = face_of(posed(face_px=150.0, centre=(240.0, 135.0)))
    for _ in range(60):
        viewport.show_picture(compared(faces=(moved,)))
    eyes = moved.landmarks_px[[33, 133, 362, 263], :2].mean(axis=0)
    assert viewport.picture_place(QPointF(240, 135)) == pytest.approx(tuple(eyes), abs=2)


@pytest.mark.parametrize("mirrored", [True, False])
def test_a_face_is_touched_where_it_is_seen(viewport: Viewport, mirrored: bool) -> None:
    viewport.set_mirrored(mirrored=mirrored)
    touched: list[Face | None] = []
    viewport.face_touched.connect(touched.append)
    for x in (120, 360):
        QTest.mouseClick(viewport, LEFT, pos=QPoint(x, 130))
    assert [at is FACE for at in touched] == ([False, True] if mirrored else [True, False])
    assert None in touched


def test_a_hand_that_trembles_still_touches(viewport: Viewport) -> None:
    touched: list[object] = []
    viewport.face_touched.connect(touched.append)
    drag(viewport, QPoint(360, 130), QPoint(362, 131))
    assert touched == [FACE]


def test_its_two_pictures_are_named(viewport: Viewport) -> None:
    viewport.show_picture(compared(pixels=BARE))
    viewport.compare(Comparison.SPLIT)
    drag(viewport, QPoint(240, 200), QPoint(160, 200))
    corners = painted(viewport)[:50]
    assert (corners[:, :110] != BARE).any()
    assert (corners[:, 370:] != BARE).any()
    drag(viewport, QPoint(160, 200), QPoint(8, 200))
    assert (painted(viewport)[:50, 40:200] == BARE).all(), "no room for the name"
