from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mirror.config import models_root
from mirror.core import shading
from mirror.core.composite import FilmTexture, composite
from mirror.core.light import SkinTone
from mirror.core.raster import rasterise
from mirror.core.sheen import lay_sheen
from mirror.core.texels import lay_over
from mirror.core.timing import StageClock
from mirror.core.types import Face, Floats, Frame, Pixels
from mirror.core.unwrap import shrunk, unwrap
from mirror.core.zones import ZONES, zones
from mirror.errors import MirrorError, ModelError
from mirror.inference.acceleration import CPU, CUDA
from mirror.inference.transfer import FilmGenerator
from mirror.makeup.look import Look, find_look
from mirror.makeup.transferred import TransferredLook, ZoneStrengths
from mirror.pipeline import processor as processor_module
from mirror.pipeline.cadence import Cadence
from mirror.pipeline.covering import Covering
from mirror.pipeline.fitting import FilmFitter
from mirror.pipeline.messages import Controls, KeepsLastFilm, Rendered
from mirror.pipeline.processor import Processor
from mirror.pipeline.wardrobe import Wardrobe
from tests import known_transfer as known
from tests.faces import face_of, frame_of, mesh_mask, noise_picture, posed
from tests.inference.pretended_gpu import BOTH, PretendedGpu
from tests.pipeline.finders import KnownFinder
from tests.pipeline.generators import KnownGenerator


class FixedTracker:
    """Finds the same faces in every frame."""

    def __init__(self, *faces: Face) -> None:
        self.faces = faces
        self.resets = 0
        self.closed = False

    @property
    def providers(self) -> Mapping[str, str]:
        return {"face_landmarks": "test"}

    def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
        with clock.stage("landmarks"):
            return self.faces

    def find(self, frame: Frame) -> tuple[Face, ...]:
        return self.faces[:1]

    def reset(self) -> None:
        self.resets += 1

    def close(self) -> None:
        self.closed = True


LOOK = find_look("plum-evening")
FRAME = frame_of(noise_picture())


def test_the_look_is_worn() -> None:
    processor = Processor(FixedTracker(face_of(posed())))
    rendered = processor.process(FRAME, Controls(look=LOOK, revision=7))
    assert rendered.controls_revision == 7
    assert rendered.frame is FRAME
    assert len(rendered.faces) == 1
    changed = (rendered.pixels != FRAME.pixels).any(axis=2)
    assert 0.05 < changed.mean() < 0.6
    assert not rendered.pixels.flags.writeable
    assert list(rendered.stages_ms) == [
        "landmarks",
        "raster",
        "shade",
        "paint",
        "copy",
        "composite",
    ]


@pytest.mark.parametrize(
    "controls",
    [Controls(), Controls(look=LOOK, strength=0.0)],
    ids=["no look", "no strength"],
)
def test_the_bare_face_is_the_frame_itself(controls: Controls) -> None:
    processor = Processor(FixedTracker(face_of(posed())))
    assert processor.process(FRAME, controls).pixels is FRAME.pixels


def test_nobody_there_is_the_frame_itself() -> None:
    for tracker in (FixedTracker(), FixedTracker(face_of(posed(centre=(-900, 0))))):
        assert Processor(tracker).process(FRAME, Controls(look=LOOK)).pixels is FRAME.pixels


def test_every_face_wears_the_look() -> None:
    pixels = noise_picture(640, 320)
    two = [posed(width=640, centre=(x, 160.0)) for x in (160.0, 480.0)]
    tracker = FixedTracker(face_of(two[0], 0), face_of(two[1], 1))
    out = Processor(tracker).process(frame_of(pixels), Controls(look=LOOK)).pixels
    changed = (out != pixels).any(axis=2)
    assert changed[:, :320].mean() > 0.05
    assert changed[:, 320:].mean() > 0.05


def test_looks_beside_are_worn_on_the_same_frame_in_one_pass() -> None:
    other = find_look("classic-red")
    processor = Processor(FixedTracker(face_of(posed())))
    alone = processor.process(FRAME, Controls(look=LOOK))
    rendered = processor.process(FRAME, Controls(look=LOOK, beside=(other, None, LOOK)))
    assert np.array_equal(rendered.pixels, alone.pixels)
    red, bare, same = rendered.beside
    assert bare is FRAME.pixels
    assert np.array_equal(same, alone.pixels)
    expected = Processor(FixedTracker(face_of(posed()))).process(FRAME, Controls(look=other))
    assert np.array_equal(red, expected.pixels)
    assert alone.beside == ()


def test_while_nothing_is_painted_the_looks_beside_are_bare() -> None:
    processor = Processor(FixedTracker(face_of(posed())))
    rendered = processor.process(FRAME, Controls(look=LOOK, beside=(LOOK,), strength=0.0))
    assert rendered.beside[0] is FRAME.pixels


def test_looks_beside_a_bare_face_are_worn() -> None:
    rendered = Processor(FixedTracker(face_of(posed()))).process(FRAME, Controls(beside=(LOOK,)))
    assert rendered.pixels is FRAME.pixels
    assert (rendered.beside[0] != FRAME.pixels).any()


def test_one_of_several_faces_is_dressed_alone() -> None:
    pixels = noise_picture(640, 320)
    two = [posed(width=640, centre=(x, 160.0)) for x in (160.0, 480.0)]
    tracker = FixedTracker(face_of(two[0], 3), face_of(two[1], 8))
    processor = Processor(tracker)
    frame = frame_of(pixels)

    def halves(alone: int | None) -> tuple[bool, bool]:
        out = processor.process(frame, Controls(look=LOOK, alone=alone)).pixels
        changed = (out != pixels).any(axis=2)
        return bool(changed[:, :320].any()), bool(changed[:, 320:].any())

    assert halves(None) == (True, True)
    assert halves(3) == (True, False)
    assert halves(8) == (False, True)
    assert halves(99) == (True, True), "it has gone, and nobody is alone any longer"


def test_more_strength_is_more_change() -> None:
    processor = Processor(FixedTracker(face_of(posed())))
    means = [
        np.abs(processor.process(FRAME, Controls(look=LOOK, strength=s)).pixels.astype(int)
               - FRAME.pixels).mean()
        for s in (0.25, 0.5, 1.0)
    ]  # fmt: skip
    assert means[0] < means[1] < means[2]


def test_the_frame_is_never_written_to() -> None:
    before = FRAME.pixels.copy()
    Processor(FixedTracker(face_of(posed()))).process(FRAME, Controls(look=LOOK))
    assert np.array_equal(FRAME.pixels, before)


def test_stills_are_searched_anew() -> None:
    tracker = FixedTracker(face_of(posed(), 0), face_of(posed(), 1))
    rendered = Processor(tracker, still=True).process(FRAME, Controls())
    assert len(rendered.faces) == 1, "find, not update"


def test_closing_frees_the_tracker() -> None:
    tracker = FixedTracker()
    processor = Processor(tracker)
    assert processor.providers == {"face_landmarks": "test"}
    processor.close()
    assert tracker.closed


def test_a_face_that_left_is_forgotten() -> None:
    tracker = FixedTracker(face_of(posed(), 3))
    processor = Processor(tracker)
    processor.process(FRAME, Controls(look=LOOK))
    tracker.faces = (face_of(posed(), 4),)
    processor.process(FRAME, Controls(look=LOOK))
    assert set(processor._tones) == {4}


class FailingTracker(FixedTracker):
    """Finds the face once, then fails."""

    def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
        if frame.seq:
            raise ModelError("the model is gone")
        return super().update(frame, clock)


def test_a_failed_frame_wears_the_last_film() -> None:
    processor = Processor(FailingTracker(face_of(posed())))
    controls = Controls(look=LOOK)
    first = processor.process(FRAME, controls)
    following = frame_of(noise_picture(), 1)
    with pytest.raises(ModelError):
        processor.process(following, controls)
    rescued = processor.process_with_last_film(following, controls)
    assert rescued.frame is following
    assert np.array_equal(rescued.pixels, first.pixels), "the picture below is the same"
    bare = processor.process_with_last_film(following, Controls(look=LOOK, strength=0.0))
    assert bare.pixels is following.pixels


def test_another_visit_has_all_forgotten_that_was_remembered_of_faces() -> None:
    fitter = FilmFitter(KnownGenerator(), Cadence(inf))
    tracker = FixedTracker(face_of(posed()))
    processor = Processor(tracker, fitter)
    worn = Controls(look=find_look("classic-red"), transferred=known.look(5))
    processor.process(FRAME, worn)
    processor.process(FRAME, worn)
    assert tracker.resets == 0
    tone, film, painted = processor._tones[0], fitter._worn[0], processor._wardrobe._outfits[0]
    tracker.faces = ()
    processor.process(FRAME, Controls(visit=1))
    assert tracker.resets == 1
    assert (processor._tones, fitter._worn, fitter._prepared) == ({}, {}, None)
    assert processor._wardrobe._outfits == [], "it was painted for a skin"
    rescued = processor.process_with_last_film(FRAME, replace(worn, visit=1))
    assert rescued.pixels is FRAME.pixels, "nobody's makeup is left to put on"
    tracker.faces = (face_of(posed()),)
    processor.process(FRAME, replace(worn, visit=1))
    assert tracker.resets == 1, "once a visit"
    assert processor._tones[0] is not tone
    assert fitter._worn[0] is not film
    assert processor._wardrobe._outfits[0] is not painted


def test_without_a_last_film_a_failed_frame_is_plain() -> None:
    rescued = Processor(FixedTracker()).process_with_last_film(FRAME, Controls(look=LOOK))
    assert rescued.pixels is FRAME.pixels
    assert isinstance(Processor(FixedTracker()), KeepsLastFilm)


PHOTO = known.look(liner=False)
WORN = Controls(transferred=PHOTO)


def dressing(
    *faces: Face, generator: KnownGenerator | None = None, clock: StageClock | None = None
) -> Processor:
    """A processor that wears looks of photos, on faces that are known."""
    fitter = FilmFitter(generator or KnownGenerator(), Cadence())
    return Processor(FixedTracker(*faces or (face_of(posed()),)), fitter, clock=clock)


def tone() -> SkinTone:
    """The tone of the skin in the first frame."""
    points = posed()
    raster = rasterise(points, 320, 320)
    assert raster is not None
    seen = SkinTone()
    seen.observe(*unwrap(FRAME.pixels, points, raster.facing, 128), points, FRAME.pixels)
    return seen


def painted(look: TransferredLook, above: Floats | None = None) -> Pixels:
    """What the first frame looks like with a photo's look, put together from its parts."""
    points = posed()
    raster = rasterise(points, 320, 320)
    assert raster is not None
    picture, visibility = unwrap(FRAME.pixels, points, raster.facing, shading.SIZE)
    light = shading.shade(picture, visibility, tone().skin, tone().albedo)
    lay_sheen(light, raster.normals)
    face = (shrunk(picture, known.SIZE), shrunk(visibility, known.SIZE), light.texture)
    texels, _ = known.generated(*face, look.pigment, look.features, np.ones(4, np.float32))
    if above is not None:
        lay_over(above, texels, texels)
    out = FRAME.pixels.copy()
    composite(FRAME.pixels, out, raster, FilmTexture(texels), light)
    return out


def changed(pixels: Pixels) -> NDArray[np.bool_]:
    return np.asarray((pixels != FRAME.pixels).any(axis=2))


def test_a_photos_look_is_its_networks_film_on_the_face() -> None:
    rendered = dressing().process(FRAME, WORN)
    assert np.array_equal(rendered.pixels, painted(PHOTO))
    assert changed(rendered.pixels).mean() > 0.1
    assert rendered.notice is None
    assert list(rendered.stages_ms) == [
        "landmarks",
        "raster",
        "shade",
        "generate",
        "stack",
        "copy",
        "composite",
    ]


def test_products_lie_over_a_photos_look() -> None:
    worn = replace(WORN, look=find_look("bare-glow"))
    rendered = dressing().process(FRAME, worn)
    outfit = Wardrobe().fetch(find_look("bare-glow"), tone().albedo)
    assert outfit is not None
    assert not outfit.drawings
    assert np.array_equal(rendered.pixels, painted(PHOTO, outfit.texture.level(known.SIZE)))
    assert not np.array_equal(rendered.pixels, painted(PHOTO))


def test_outside_of_the_face_every_bit_stays() -> None:
    out = dressing().process(FRAME, WORN).pixels
    mask = cv2.dilate(mesh_mask(posed(), 320, 320).astype(np.uint8), np.ones((3, 3)))
    assert np.array_equal(out[mask == 0], FRAME.pixels[mask == 0])


def test_where_the_skin_is_covered_every_bit_stays() -> None:
    pixels = FRAME.pixels.copy()
    pixels[:, 160:] = (60, 250, 60)  # greener than the known network takes skin to be
    out = dressing().process(frame_of(pixels), WORN).pixels
    covered, free = np.s_[100:220, 175:230], np.s_[100:220, 90:145]
    assert np.array_equal(out[covered], pixels[covered])
    assert (out[free] != pixels[free]).any(axis=2).mean() > 0.5


@pytest.mark.parametrize("zone", ZONES)
def test_a_zones_slider_takes_that_zone_off(zone: str) -> None:
    processor = dressing()
    whole = processor.process(FRAME, WORN).pixels.astype(int)
    less = replace(WORN, zones=ZoneStrengths(**{zone: 0.0}))
    difference = np.abs(processor.process(FRAME, less).pixels - whole).max(axis=2)
    raster = rasterise(posed(), 320, 320)
    assert raster is not None
    # The zone in the frame, as a film that adds light of its share.
    film = np.zeros((128, 128, 8), np.float32)
    film[..., 4:7] = zones(128)[ZONES.index(zone)][..., np.newaxis]
    light = shading.Shading(np.ones((128, 128, 8), np.float32))
    white = np.full_like(FRAME.pixels, 255)
    zone_px = np.zeros_like(white)
    composite(white, zone_px, raster, FilmTexture(film), light)
    inside, outside = zone_px[..., 0] > 250, zone_px[..., 0] < 30
    assert difference[inside & (whole != FRAME.pixels).any(axis=2)].mean() > 3
    assert difference[cv2.erode(outside.astype(np.uint8), np.ones((15, 15))) > 0].max() == 0


def test_the_photos_complexion_has_a_slider_of_its_own() -> None:
    processor = dressing()
    none = replace(WORN, zones=ZoneStrengths(lips=0, eyes=0, cheeks=0, rest=0))
    assert not changed(processor.process(FRAME, none).pixels).any()
    skin = replace(none, zones=replace(none.zones, skin=1.0))
    assert changed(processor.process(FRAME, skin).pixels).mean() > 0.1


def test_a_photos_look_is_taken_off_as_any_look() -> None:
    generator = KnownGenerator()
    off = replace(WORN, strength=0.0)
    assert dressing(generator=generator).process(FRAME, off).pixels is FRAME.pixels
    assert generator.runs == 0


def test_the_strength_of_a_photos_look_is_a_mix() -> None:
    processor = dressing()
    half, whole = (
        processor.process(FRAME, replace(WORN, strength=s)).pixels.astype(int) - FRAME.pixels
        for s in (0.5, 1.0)
    )
    large = np.abs(whole) > 20
    assert 0.3 < (half[large] / whole[large]).mean() < 0.7


def test_every_face_wears_the_photos_look() -> None:
    pixels = noise_picture(640, 320)
    faces = [face_of(posed(width=640, centre=(x, 160.0)), n) for n, x in enumerate((160.0, 480.0))]
    generator = KnownGenerator()
    out = dressing(*faces, generator=generator).process(frame_of(pixels), WORN).pixels
    assert generator.runs == 2
    for half in (np.s_[:, :320], np.s_[:, 320:]):
        assert (out[half] != pixels[half]).any(axis=2).mean() > 0.1


def test_the_photos_liner_is_drawn_and_follows_the_eyes_slider() -> None:
    processor = dressing()
    with_liner = replace(WORN, transferred=known.look())
    zones_only = [replace(one, zones=ZoneStrengths(eyes=0.0)) for one in (WORN, with_liner)]
    bare, lined, bare_off, lined_off = (
        processor.process(FRAME, one).pixels for one in (WORN, with_liner, *zones_only)
    )
    drawn = (lined != bare).any(axis=2)
    eye = posed()[[33, 133, 159, 145], :2]
    rows, columns = np.nonzero(drawn)
    assert drawn.any()
    assert np.abs(rows - eye[:, 1].mean()).max() < 40
    assert columns.max() < 160, "the other eye's liner is not sure"
    assert np.array_equal(bare_off, lined_off)


def test_without_the_network_the_products_are_worn_and_it_is_said() -> None:
    processor = Processor(FixedTracker(face_of(posed())), "No look of a photo can be worn.")
    alone = processor.process(FRAME, WORN)
    assert alone.pixels is FRAME.pixels
    assert alone.notice == "No look of a photo can be worn."
    both = processor.process(FRAME, replace(WORN, look=LOOK))
    only = processor.process(FRAME, Controls(look=LOOK))
    assert np.array_equal(both.pixels, only.pixels)
    assert both.notice
    assert only.notice is None, "who does not ask is not told"


def test_a_look_of_another_network_is_not_worn_and_it_is_said() -> None:
    other = replace(
        PHOTO,
        pigment=np.zeros((9, 32, 32), np.float32),
        features=np.zeros((16, 8, 8), np.float32),
    )
    rendered = dressing().process(FRAME, Controls(transferred=other))
    assert rendered.pixels is FRAME.pixels
    assert "open the photo again" in str(rendered.notice)


def test_the_real_one_is_built_with_and_without_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = known.models(tmp_path)
    monkeypatch.setattr(processor_module, "models_root", lambda: root)
    processor = Processor.build()
    assert set(processor.providers) == {"face_detector", "face_landmarks", "transfer"}
    processor.close()
    (root / "transfer" / "generator.onnx").write_bytes(b"")
    processor = Processor.build()
    assert set(processor.providers) == {"face_detector", "face_landmarks"}
    notice = str(processor.process(FRAME, WORN).notice)
    assert "No look of a photo can be worn." in notice
    assert "generator.onnx is damaged" in notice


def test_a_provider_that_fails_loses_no_frame_and_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gpu = PretendedGpu(monkeypatch)
    fitter = FilmFitter(FilmGenerator(known.ROOT, acceleration=BOTH), Cadence(inf))
    processor = Processor(FixedTracker(face_of(posed())), fitter)
    before = processor.process(FRAME, WORN)
    assert before.notice is None
    assert processor.providers["transfer"] == CUDA
    gpu.fails_from = gpu.runs
    failed, after = (processor.process(FRAME, WORN) for _ in range(2))
    assert np.array_equal(failed.pixels, before.pixels)
    assert np.array_equal(after.pixels, before.pixels)
    assert "graphics card has failed" in str(failed.notice)
    assert after.notice is None
    assert processor.providers["transfer"] == CPU
    processor.close()


def test_where_no_provider_is_left_a_frame_wears_the_last_film() -> None:
    broken = [False]

    def fail() -> None:
        if broken[0]:
            raise RuntimeError("no memory")

    processor = dressing(generator=KnownGenerator(fail))
    first = processor.process(FRAME, WORN)
    broken[0] = True
    following = frame_of(noise_picture(), 1)
    with pytest.raises(RuntimeError, match="no memory"):
        processor.process(following, WORN)
    rescued = processor.process_with_last_film(following, WORN)
    assert np.array_equal(rescued.pixels, first.pixels), "the picture below is the same"


def test_on_a_slow_machine_the_film_is_made_less_often_and_still_moves_with_the_face() -> None:
    now_ns = [0]

    def pass_ms(spent: float) -> None:
        now_ns[0] += int(spent * 1e6)

    class SlowTracker(FixedTracker):
        def update(self, frame: Frame, clock: StageClock) -> tuple[Face, ...]:
            with clock.stage("landmarks"):
                pass_ms(20)
            return self.faces

    generator = KnownGenerator(lambda: pass_ms(50))
    tracker = SlowTracker(face_of(posed()))
    clock = StageClock(lambda: now_ns[0])
    processor = Processor(tracker, FilmFitter(generator, Cadence()), clock=clock)
    runs = []
    pictures = []
    for seq in range(60):
        tracker.faces = (face_of(posed(centre=(160.0 + seq % 2 * 9, 160.0))),)
        pictures.append(processor.process(frame_of(FRAME.pixels, seq), WORN).pixels)
        runs.append(generator.runs)
    made = np.diff(runs)
    assert (made[:29] == 1).all()
    assert 6 <= made[-28:].sum() <= 8, "with every fourth frame"
    left, right = (np.flatnonzero(changed(one).any(axis=0)) for one in pictures[-2:])
    assert right[0] - left[0] == pytest.approx(9, abs=2)
    assert right[-1] - left[-1] == pytest.approx(9, abs=2)


def test_memory_stays_flat() -> None:
    import tracemalloc

    processor = dressing()
    controls = replace(WORN, look=LOOK, zones=ZoneStrengths(skin=0.5))
    for seq in range(3):
        processor.process(frame_of(FRAME.pixels, seq), controls)
    tracemalloc.start()
    try:
        processor.process(frame_of(FRAME.pixels, 3), controls)
        before = tracemalloc.get_traced_memory()[0]
        for seq in range(4, 24):
            processor.process(frame_of(FRAME.pixels, seq), controls)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 100_000, "a film has more"


def covered_frame() -> Frame:
    """The first frame, the right half of which is greener than the known network takes skin to be."""
    pixels = FRAME.pixels.copy()
    pixels[:, 160:] = (60, 250, 60)
    return frame_of(pixels)


def watchful(*faces: Face, finder: KnownFinder | None = None) -> Processor:
    """A processor that leaves out what lies before faces."""
    covering = Covering(finder or KnownFinder(), Cadence(inf))
    return Processor(FixedTracker(*faces or (face_of(posed()),)), covering=covering)


@pytest.mark.parametrize("name", ["plum-evening", "bride", "hoarfrost", "smooth-glass-skin"])
def test_nothing_of_a_look_is_put_on_what_lies_before_the_face(name: str) -> None:
    frame, controls = covered_frame(), Controls(look=find_look(name))
    out = watchful().process(frame, controls).pixels
    painted = Processor(FixedTracker(face_of(posed()))).process(frame, controls).pixels
    covered, free = np.s_[60:260, 175:250], np.s_[60:260, 70:145]
    assert (painted[covered] != frame.pixels[covered]).any(), "liner, lashes and film"
    # The table that encodes may be a code off where half a code was painted.
    assert np.abs(out[covered].astype(int) - frame.pixels[covered]).max() <= 1
    assert np.array_equal(out[free], painted[free])


def test_a_free_face_wears_its_look_to_the_last_bit() -> None:
    controls = Controls(look=LOOK)
    out = watchful().process(FRAME, controls)
    assert np.array_equal(
        out.pixels, Processor(FixedTracker(face_of(posed()))).process(FRAME, controls).pixels
    )
    assert list(out.stages_ms)[:4] == ["landmarks", "raster", "shade", "covers"]


def test_a_bare_face_is_not_looked_at() -> None:
    finder = KnownFinder()
    processor = watchful(finder=finder)
    for controls in (Controls(), Controls(look=LOOK, strength=0)):
        processor.process(FRAME, controls)
    assert finder.runs == 0


def test_the_network_of_bare_skin_is_freed_and_its_provider_told() -> None:
    finder = KnownFinder()
    processor = watchful(finder=finder)
    assert processor.providers["bare_skin"] == "test"
    processor.close()
    assert finder.closed


def test_without_the_model_of_bare_skin_makeup_is_worn_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for model in ("face_detector", "face_landmarks"):
        (tmp_path / model).symlink_to(models_root() / model)
    monkeypatch.setattr(processor_module, "models_root", lambda: tmp_path)
    processor = Processor.build()
    assert set(processor.providers) == {"face_detector", "face_landmarks"}
    processor.close()


class LateExecutor(Executor):
    """Does what it is given when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.ended = False

    def submit(
        self, task: Callable[..., object], /, *args: object, **kwargs: object
    ) -> Future[Any]:
        future: Future[Any] = Future()

        def work() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(task(*args, **kwargs))
                except MirrorError as error:
                    future.set_exception(error)

        self.waiting.append(work)
        return future

    def work(self) -> None:
        """Does all of it."""
        while self.waiting:
            self.waiting.pop(0)()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.ended = True


def test_until_a_look_is_painted_the_one_before_is_worn() -> None:
    painter = LateExecutor()
    processor = Processor(FixedTracker(face_of(posed())), wardrobe=Wardrobe(painter=painter))
    first, second = find_look("berry-matte"), find_look("sixties-cat")

    def shown(look: Look | None, revision: int) -> Rendered:
        return processor.process(FRAME, Controls(look=look, revision=revision))

    early = shown(first, 1)
    assert early.pixels is FRAME.pixels
    assert early.controls_revision == 0
    painter.work()
    worn = shown(first, 1)
    assert worn.controls_revision == 1
    at_once = Processor(FixedTracker(face_of(posed())))
    assert np.array_equal(worn.pixels, at_once.process(FRAME, Controls(look=first)).pixels)
    waiting = shown(second, 2)
    assert np.array_equal(waiting.pixels, worn.pixels)
    assert waiting.controls_revision == 1
    painter.work()
    after = shown(second, 2)
    assert after.controls_revision == 2
    assert not np.array_equal(after.pixels, worn.pixels)
    assert shown(None, 3).pixels is FRAME.pixels
    assert shown(LOOK, 4).pixels is FRAME.pixels, "what was taken off does not come back"
    processor.close()
    assert painter.ended
