from __future__ import annotations

import numpy as np
import pytest

from mirror.core.mesh import RIGHT_LOWER_LID, RIGHT_UPPER_LID
from mirror.core.regions import regions
from mirror.core.shading import CHANNELS, SIZE, Shading
from mirror.core.stroke import Stroke
from mirror.core.types import Floats
from mirror.makeup.liner import estimated_strokes, liner_strokes
from mirror.makeup.products import Eyeliner
from tests.faces import posed

LIGHT = Shading(np.ones((SIZE, SIZE, CHANNELS), np.float32))


def lines(points: Floats, strength: float = 1.0, **product: float | str) -> list[Stroke]:
    liner = Eyeliner(shade="#101010", **product)  # type: ignore[arg-type]
    return [line.in_frame(points[:468], LIGHT, strength) for line in liner_strokes(liner)]


def test_a_plain_liner_is_one_line_an_eye_above_the_lid() -> None:
    points = posed()
    strokes = lines(points)
    assert len(strokes) == 2
    lid = points[list(RIGHT_UPPER_LID), :2]
    path = strokes[0].path_px
    assert path[:, 0].min() >= lid[:, 0].min() - 3
    assert path[:, 0].max() <= lid[:, 0].max() + 3
    above = np.interp(path[:, 0], *lid[np.argsort(lid[:, 0])].T)
    assert (path[2:-2, 1] <= above[2:-2] + 0.6).all()


def test_a_wing_rises_beyond_the_outer_corner() -> None:
    points = posed()
    corner = points[33, :2]
    plain, winged = lines(points)[0], lines(points, wing=0.3)[0]
    tip = winged.path_px[np.argmin(winged.path_px[:, 0])]
    eye = np.linalg.norm(points[33] - points[133])
    assert plain.path_px[:, 0].min() > corner[0] - 0.1 * eye
    assert corner[0] - 0.32 * eye < tip[0] < corner[0] - 0.1 * eye
    assert tip[1] < corner[1]
    assert winged.radius_px[-1] == pytest.approx(0, abs=0.05), "it ends in a point"


def test_a_lower_line_runs_below_the_eye_from_the_outer_corner() -> None:
    points = posed()
    strokes = lines(points, lower=0.5)
    assert len(strokes) == 4
    low = strokes[1]
    drawn = low.path_px[low.radius_px > 0.05]
    lid = points[list(RIGHT_LOWER_LID), :2]
    middle = lid[:, 0].mean()
    assert (drawn[:, 0] < middle + 4).all()
    assert drawn[:, 1].max() >= lid[:, 1].max() - 2


def test_thickness_follows_the_eye_and_not_the_yaw() -> None:
    near, far = (lines(posed(face_px=px))[0].radius_px.max() for px in (240, 120))
    assert near == pytest.approx(2 * far, rel=0.02)
    turned = lines(posed(face_px=240, yaw_deg=40))[0].radius_px.max()
    assert turned == pytest.approx(near, rel=0.1)


def test_smudge_softens_and_strength_fades() -> None:
    crisp, smoked = lines(posed(), thickness=0.1)[0], lines(posed(), thickness=0.1, smudge=1.0)[0]
    assert smoked.softness_px > 2 * crisp.softness_px
    assert lines(posed(), strength=0.5)[0].opacity == pytest.approx(crisp.opacity / 2)


def test_both_eyes_mirror_each_other() -> None:
    right, left = lines(posed(width=320), wing=0.2)
    mirrored = np.stack([320 - left.path_px[:, 0], left.path_px[:, 1]], axis=1)
    assert right.path_px == pytest.approx(mirrored, abs=0.6)


def test_on_a_closed_eye_the_line_still_lies_on_the_upper_lid() -> None:
    points = posed(eyes_closed=True)
    lash = points[list(RIGHT_UPPER_LID), :2]
    path = lines(points, thickness=0.1)[0].path_px
    below = np.interp(path[:, 0], *lash[np.argsort(lash[:, 0])].T)
    assert (path[3:-3, 1] < below[3:-3]).all()


def estimate(**changed: float) -> Floats:
    """What a network says of both eyes; `changed` of the left one only."""
    numbers = {"presence": 0.9, "thickness": 0.06, "wing": 0.2, "lower": 0.5, "smudge": 0.1}
    shade = [0.2, 0.1, 0.4]
    rows = [[*{**numbers, **change}.values(), *shade] for change in ({}, changed)]
    return np.array(rows, np.float32)


def test_an_estimated_liner_is_drawn_on_each_eye_as_it_was_seen_there() -> None:
    strokes = estimated_strokes(estimate(lower=0.0, thickness=0.1))
    assert [(stroke.lid[0], stroke.upper) for stroke in strokes] == [
        (33, True), (33, False), (263, True),
    ]  # fmt: skip
    right, left = strokes[0].product, strokes[2].product
    assert right.shade == left.shade == "#331a66"
    assert right.thickness == pytest.approx(0.06)
    assert left.thickness == pytest.approx(0.1)
    assert (right.wing, right.lower, right.smudge) == pytest.approx((0.2, 0.5, 0.1))


def test_a_liner_that_is_not_sure_is_none() -> None:
    assert {stroke.lid[0] for stroke in estimated_strokes(estimate(presence=0.5))} == {33}


@pytest.mark.parametrize(
    ("given", "name", "drawn"),
    [
        ({"thickness": 0.7}, "thickness", 0.2),
        ({"thickness": -0.1}, "thickness", 0.01),
        ({"wing": 0.9}, "wing", 0.6),
        ({"wing": 0.03}, "wing", 0.0),
        ({"lower": 1.2}, "lower", 1.0),
        ({"lower": 0.05}, "lower", 0.0),
        ({"smudge": 1.5}, "smudge", 1.0),
    ],
)
def test_an_estimate_is_kept_to_what_a_liner_can_be(
    given: dict[str, float], name: str, drawn: float
) -> None:
    left = estimated_strokes(estimate(**given))[-1].product
    assert getattr(left, name) == drawn


def test_its_texels_lie_beside_the_lid_and_not_on_the_eye() -> None:
    for stroke in liner_strokes(Eyeliner(shade="#101010", lower=1.0)):
        rows, columns = stroke.texels(256)
        assert regions(256).domain[rows, columns].min() > 0.5


def test_a_tightline_is_thin_and_even() -> None:
    classic, tight = (lines(posed(), style=style)[0] for style in ("classic", "tightline"))
    assert tight.radius_px.max() < 0.5 * classic.radius_px.max()
    assert np.ptp(tight.radius_px) < 0.35 * np.ptp(classic.radius_px)


def test_a_cat_points_to_the_nose() -> None:
    points = posed(width=320)
    classic, cat = (lines(points, style=style)[0] for style in ("classic", "cat"))
    assert cat.path_px[:, 0].max() > classic.path_px[:, 0].max() + 1.5
    assert cat.radius_px[-1] < 0.2 * cat.radius_px.max()


def test_a_floating_line_runs_along_the_fold_and_a_double_one_along_both() -> None:
    points = posed(width=320)
    lid = points[list(RIGHT_UPPER_LID), 1]
    floating = lines(points, style="floating")
    assert len(floating) == 2
    assert floating[0].path_px[:, 1].max() < lid.mean()
    double = lines(points, style="double")
    assert len(double) == 4
    lowest = sorted(float(stroke.path_px[:, 1].max()) for stroke in double)
    assert lowest[0] < lid.mean() < lowest[-1] + 3
