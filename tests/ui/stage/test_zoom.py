from __future__ import annotations

import numpy as np
import pytest

from mirror.core.types import Face
from mirror.ui.stage.zoom import MOST, Zoom
from tests.faces import face_of, posed


def face(x: float = 300.0, y: float = 200.0, face_px: float = 220.0) -> Face:
    return face_of(posed(face_px=face_px, centre=(x, y)))


def width(of: Face) -> float:
    return float(np.ptp(of.landmarks_px[:, 0]))


def settled(zoom: Zoom, of: Face) -> tuple[float, float]:
    for _ in range(60):
        zoom.follow((of,))
    assert zoom.centre is not None
    return zoom.centre


def test_at_first_everything_is_shown() -> None:
    zoom = Zoom()
    zoom.follow((face(),))
    assert (zoom.level, zoom.centre) == (1.0, None)


@pytest.mark.parametrize(("asked", "given"), [(0.2, 1.0), (1.0, 1.0), (2.5, 2.5), (99.0, MOST)])
def test_the_level_stays_within_its_range(asked: float, given: float) -> None:
    zoom = Zoom()
    zoom.look_at(asked, (50.0, 60.0), ())
    assert zoom.level == given
    assert (zoom.centre is None) == (given == 1.0)


def test_what_is_looked_at_moves_with_the_face() -> None:
    zoom = Zoom()
    zoom.look_at(3.0, (310.0, 260.0), (face(),))
    assert zoom.centre == (310.0, 260.0)
    assert settled(zoom, face(400.0, 150.0)) == pytest.approx((410.0, 210.0), abs=2.0)


def test_what_is_looked_at_grows_with_the_face() -> None:
    zoom, far = Zoom(), face(300.0, 200.0, 110.0)
    zoom.look_at(3.0, (320.0, 220.0), (far,))
    near = face(300.0, 200.0, 220.0)
    before, after = (np.array(zoom.centre) - _middle(far), settled(zoom, near) - _middle(near))
    np.testing.assert_allclose(after, 2 * before, atol=2.0)


def _middle(of: Face) -> np.ndarray:
    points = of.landmarks_px[:, :2]
    return np.asarray((points.min(axis=0) + points.max(axis=0)) / 2)


def test_it_follows_smoothly_and_never_beyond_the_face() -> None:
    zoom = Zoom()
    zoom.look_at(3.0, (300.0, 200.0), (face(300.0),))
    went = []
    for _ in range(12):
        zoom.follow((face(400.0),))
        assert zoom.centre is not None
        went.append(zoom.centre[0])
    steps = np.diff([300.0, *went])
    assert (steps >= 0).all()
    assert steps[0] < 50, "not all at once"
    assert steps[0] > 10, "but at once"
    assert went[-1] <= 400.0


def test_it_does_not_tremble_with_a_face_that_does() -> None:
    zoom = Zoom()
    zoom.look_at(3.0, (300.0, 200.0), (face(),))
    rng = np.random.default_rng(1)
    reach = 0.003 * width(face())
    for _ in range(50):
        zoom.follow((face(300.0 + rng.uniform(-reach, reach), 200.0),))
    assert zoom.centre == (300.0, 200.0)


def test_where_the_face_is_lost_it_stays_where_it_is() -> None:
    zoom = Zoom()
    zoom.look_at(3.0, (300.0, 200.0), (face(),))
    zoom.follow(())
    assert (zoom.level, zoom.centre) == (3.0, (300.0, 200.0))


def test_a_place_without_a_face_is_not_moved_by_one_of_before() -> None:
    zoom = Zoom()
    zoom.look_at(3.0, (310.0, 260.0), (face(),))
    zoom.look_at(3.0, (20.0, 30.0), ())
    assert settled(zoom, face()) == (20.0, 30.0)
    assert settled(zoom, face(340.0)) == pytest.approx((60.0, 30.0), abs=2.0)


@pytest.mark.parametrize(
    ("look", "points"), [("look_at_lips", (13, 14)), ("look_at_eyes", (33, 133, 362, 263))]
)
def test_lips_and_eyes_come_to_the_middle(look: str, points: tuple[int, ...]) -> None:
    zoom, shown = Zoom(), face(250.0, 220.0)
    getattr(zoom, look)((shown,))
    there = shown.landmarks_px[list(points), :2].mean(axis=0)
    assert zoom.centre == pytest.approx(tuple(there))
    assert zoom.level > 2.0
    moved = face(290.0, 190.0)
    there = moved.landmarks_px[list(points), :2].mean(axis=0)
    assert settled(zoom, moved) == pytest.approx(tuple(there), abs=2.0)


def test_without_a_face_there_are_no_lips_to_look_at() -> None:
    zoom = Zoom()
    zoom.look_at_lips(())
    zoom.look_at_eyes(())
    assert (zoom.level, zoom.centre) == (1.0, None)


def test_it_goes_back_to_everything() -> None:
    zoom = Zoom()
    zoom.look_at_eyes((face(),))
    zoom.reset()
    zoom.follow((face(),))
    assert (zoom.level, zoom.centre) == (1.0, None)
