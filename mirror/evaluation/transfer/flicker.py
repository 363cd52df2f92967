"""Makeup must be as steady as the face that wears it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import cv2
import numpy as np

from mirror.core.colour import decode, encode
from mirror.core.raster import rasterise
from mirror.core.types import Floats, Frame, Pixels
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.clips import came_from, frames_of
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.measures import NOTICED, colour_distance, mean_over
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.seen import sampled, skin_pixels
from mirror.evaluation.transfer.subjects import Subject, in_turn
from mirror.evaluation.transfer.watched import watched
from mirror.evaluation.transfer.wearing import as_reference
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.messages import Controls
from mirror.training.painted import painted_looks

NAME, TITLE = "flicker", "Flicker"
METHOD = """\
*Clips*: each frame is compared with the one before, moved along with the mesh (every pixel keeps
its weights in its triangle): mean absolute difference of the sRGB codes over the skin that faces
the camera. The figure is what the makeup adds to that, over what the raw clip has: (made - raw) /
raw, over the whole face, and over the part that is made up. The film is made anew with every frame.
*Stills*: one photo as a stream, each frame with noise of its own (Gaussian, 2 of 255 codes). The
effect of the makeup, made minus raw in linear light, is averaged over about 5 px so that what the
film does to the noise itself does not count, and added to the clean photo; CIEDE2000 of two frames
in a row over what is made up."""

ADDED, STILL = "warp error added, share", "CIEDE2000, still with noise"
_NOISE = 2.0
_EFFECT_PX = 2.0
_FRAME_NS = 33_333_333
_SETTLING = 3
"""Frames until a stream's smoothing and its estimate of the skin have settled."""
_CLIP_LOOKS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One frame of a stream: raw, made up, and where the face is."""

    raw: Pixels
    made: Pixels
    points_px: Floats | None


def measure(bench: Bench) -> Findings:
    """Runs clips and stills as streams."""
    looks = _looks(bench)
    if not looks:
        return Findings((), (), ("There is no look to wear.",))
    samples: list[Sample] = []
    for clip in bench.clips:
        frames = frames_of(clip, bench.amount.frames)
        for look in looks[:_CLIP_LOOKS]:
            samples += _on_clip(bench, clip, frames, look)
    subjects = bench.people
    rng = np.random.default_rng((SEED, 7))
    chosen = list(islice(in_turn(subjects, rng), max(len(subjects) // 2, 1)))
    for at, subject in enumerate(watched(chosen, f"{TITLE}, stills", "face")):
        samples += _on_still(bench, subject, looks[at % len(looks)], rng)
    return Findings(tuple(samples), (), () if bench.clips else ("There were no clips.",))


def _looks(bench: Bench) -> list[TransferredLook]:
    pictures = dict(list(bench.references.items())[::3])
    people = bench.people
    for look in islice(painted_looks(SEED, bench.amount.masks, 3), _CLIP_LOOKS):
        pictures[look.name] = as_reference(people[len(pictures) % len(people)], look)
    faces = {name: bench.mirror.find(pixels) for name, pixels in pictures.items()}
    return [
        bench.mirror.read(pictures[name], face, name)
        for name, face in faces.items()
        if face is not None
    ]


def _stream(bench: Bench, frames: Iterable[Frame], look: TransferredLook) -> Iterator[Shown]:
    with bench.mirror.stream() as processor:
        for frame in frames:
            rendered = processor.process(frame, Controls(transferred=look))
            points = rendered.faces[0].landmarks_px if rendered.faces else None
            yield Shown(frame.pixels, rendered.pixels, points)


def _on_clip(
    bench: Bench, clip: Path, frames: Sequence[Frame], look: TransferredLook
) -> Iterator[Sample]:
    """What the makeup adds to the warp error of a clip."""
    shown = _stream(bench, watched(frames, f"{TITLE}, {clip.stem}, {look.name}", "frame"), look)
    errors = [warp_errors(*two) for two in pairwise(islice(shown, _SETTLING, None))]
    for part in ("face", "made up"):
        pairs = [error[part] for error in errors if part in error]
        raw, made = np.sum(pairs, axis=0) if pairs else (0.0, 0.0)
        if raw > 0:
            yield Sample(
                ADDED, float((made - raw) / raw), clip.stem, f"{clip.stem}, {look.name}", "clip", "",
                part=part,
            )  # fmt: skip


def warp_errors(before: Shown, now: Shown) -> dict[str, tuple[float, float]]:
    """Mean absolute difference of a frame and the one before it, moved along with the mesh.

    Returns:
        Of the raw and of the made-up frame, in sRGB codes: over the "face", and over what is "made
        up"; a part is left out where it has no pixel.
    """
    height, width = now.raw.shape[:2]
    raster, earlier = (
        None if one.points_px is None else rasterise(one.points_px, width, height)
        for one in (now, before)
    )
    if raster is None or earlier is None:
        return {}
    skin = skin_pixels(raster)
    x, y = came_from(skin, raster.points_px, earlier.points_px).T - np.float32(0.5)
    here = (skin.rows, skin.columns)
    differences = [
        np.abs(new[here] - sampled(old.astype(np.float32), x, y)).mean(axis=1)
        for new, old in ((now.raw, before.raw), (now.made, before.made))
    ]
    mask = np.zeros((height, width), np.bool_)
    mask[here] = skin.faces
    made_up = colour_distance(now.raw, now.made, mask)[here] >= NOTICED
    parts = {"face": skin.faces, "made up": made_up}
    return {
        part: (float(differences[0][where].mean()), float(differences[1][where].mean()))
        for part, where in parts.items()
        if where.any()
    }


def _on_still(
    bench: Bench, subject: Subject, look: TransferredLook, rng: np.random.Generator
) -> Iterator[Sample]:
    """How much the film changes from frame to frame when nothing does but the noise."""
    clean = subject.seen.pixels
    count = bench.amount.noisy + _SETTLING
    frames = [Frame(noisy(clean, rng), at, at * _FRAME_NS) for at in range(count)]
    shown = [effect_on(clean, one) for one in islice(_stream(bench, frames, look), _SETTLING, None)]
    made_up = colour_distance(clean, shown[0], subject.seen.face) >= NOTICED
    if not made_up.any():
        return
    changes = [mean_over(colour_distance(a, b, made_up), made_up) for a, b in pairwise(shown)]
    name = f"{subject.name}, {look.name}"
    yield subject.sample(STILL, float(np.mean(changes)), name, part="made up")


def noisy(clean: Pixels, rng: np.random.Generator) -> Pixels:
    """The picture as another frame of the same camera."""
    grain = rng.standard_normal(clean.shape, np.float32) * np.float32(_NOISE)
    return np.clip(np.rint(clean + grain), 0, 255).astype(np.uint8)


def effect_on(clean: Pixels, shown: Shown) -> Pixels:
    """The clean picture with the effect that the makeup has on a noisy frame of it."""
    effect = cv2.GaussianBlur(decode(shown.made) - decode(shown.raw), (0, 0), _EFFECT_PX)
    return encode(np.asarray(decode(clean) + effect, np.float32))


SECTION = Section(NAME, TITLE, METHOD, measure)
