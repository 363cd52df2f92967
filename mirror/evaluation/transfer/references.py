"""Real made-up people as references, on all faces: is it their makeup, and still the same person?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mirror.core.colour import decode, encode
from mirror.core.shading import LIGHT
from mirror.core.types import Floats, Pixels
from mirror.evaluation.transfer import baseline
from mirror.evaluation.transfer.bench import SEED, Bench
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.identity import IdentityMeter, apart, missing
from mirror.evaluation.transfer.measures import NOTICED, colour_distance, mean_over
from mirror.evaluation.transfer.parts import PARTS
from mirror.evaluation.transfer.sections import Findings, Section
from mirror.evaluation.transfer.seen import Seen, look_at
from mirror.evaluation.transfer.subjects import Subject
from mirror.evaluation.transfer.watched import watched
from mirror.makeup.transferred import TransferredLook

NAME, TITLE = "references", "Real references"
METHOD = """\
Every reference on every photo. No bare picture of these people is to be had, so that their makeup's
colour is only known together with their skin and their light. It is compared with those divided
out: the median linear colour of the region over the mean colour of the same person's skin in the
same picture, shown on one standard skin ("beside the skin"). That takes light, white balance and
skin tone out, but is fair to sheer products only: an opaque lipstick is a larger step from dark
skin than from light skin. So the other way is given as well, with the light that the mirror
estimates divided out and the skin left in ("as a pigment"), which is fair to opaque products only.
Compare either with what the bare face has ("nothing"), and with the statistics of `triplets`.
*Identity* is the distance of dlib's face descriptors before and after; 0.6 is where it takes two
pictures for two people.
*Cycle*: B wears what was read off A who wears the reference, against B who wears what was read off
the reference itself, where B is visibly made up."""

BESIDE_SKIN, AS_PIGMENT = "CIEDE2000, beside the skin", "CIEDE2000, as a pigment"
IDENTITY, CYCLE = "identity distance", "CIEDE2000, cycle"

_STANDARD_SKIN: Floats = np.array([0.47, 0.3, 0.22], np.float32)
"""Reflectance of a light skin, linear RGB; it only sets the scale of the distances."""

Colours = dict[tuple[str, str], Pixels]


@dataclass(frozen=True, slots=True, eq=False)
class _Reference:
    """One made-up person."""

    look: TransferredLook
    colours: Colours
    statistics: dict[str, baseline.Statistics]


def neutral_colours(pixels: Pixels, seen: Seen) -> Colours:
    """The colours of a face's parts without its light, and without its skin or with it.

    Args:
        pixels: HxWx3 uint8 BGR, the picture.
        seen: The face in it; or the same face bare, whose skin and light are divided out.

    Returns:
        3 uint8 BGR by measure (`BESIDE_SKIN`, `AS_PIGMENT`) and part, of those parts of which
        enough is seen.
    """
    light = seen.spread(np.ascontiguousarray(seen.light.texture[..., LIGHT : LIGHT + 3]))
    found: Colours = {}
    for part in PARTS:
        where = seen.parts[part]
        if where.sum() >= baseline.FEWEST:
            colour = np.median(decode(pixels[where]), axis=0)
            beside = colour / np.maximum(seen.skin, 1e-3) * _STANDARD_SKIN
            pigment = colour / np.maximum(np.median(light[where], axis=0), 1e-3)
            found[BESIDE_SKIN, part] = encode(beside.astype(np.float32))
            found[AS_PIGMENT, part] = encode(pigment.astype(np.float32))
    return found


def measure(bench: Bench) -> Findings:
    """Puts every reference on every photo."""
    references: dict[str, _Reference] = {}
    notes = []
    for name, pixels in bench.references.items():
        face = bench.mirror.find(pixels)
        seen = None if face is None else look_at(pixels, face)
        if face is None or seen is None:
            notes.append(f"No face was found in {name}.")
            continue
        references[name] = _Reference(
            bench.mirror.read(pixels, face, name), neutral_colours(pixels, seen),
            baseline.statistics(seen),
        )  # fmt: skip
    why = missing()
    meter = None if why else IdentityMeter()
    if why:
        notes.append(f"Identity was not measured: {why}")
    samples: list[Sample] = []
    photos = bench.of_kind("photo")
    for subject in watched(photos, TITLE, "face"):
        worn = {
            name: bench.mirror.wear(subject.seen.pixels, one.look).pixels
            for name, one in references.items()
        }
        samples += _distances(subject, worn, references)
        if meter is not None:
            samples += _identities(meter, subject, worn)
    samples += _cycles(bench, photos, {name: one.look for name, one in references.items()})
    return Findings(tuple(samples), (), tuple(notes))


def _distances(
    subject: Subject, worn: Mapping[str, Pixels], references: Mapping[str, _Reference]
) -> Iterator[Sample]:
    """How far the parts' colours are from each reference's."""
    own = baseline.statistics(subject.seen)
    bare = neutral_colours(subject.seen.pixels, subject.seen)
    for name, reference in references.items():
        moved = baseline.moved(subject.seen, own, reference.statistics)
        ways = {
            "mirror": neutral_colours(worn[name], subject.seen),
            "nothing": bare,
            "statistics": neutral_colours(moved, subject.seen),
        }
        for way, colours in ways.items():
            for measured, part in sorted(colours.keys() & reference.colours.keys()):
                value = _difference(colours[measured, part], reference.colours[measured, part])
                picture = f"{subject.name}, {name}"
                yield subject.sample(measured, value, picture, part=part, way=way)


def _difference(a: Pixels, b: Pixels) -> float:
    """CIEDE2000 of two single colours."""
    shape, whole = (1, 1, 3), np.ones((1, 1), np.bool_)
    return float(colour_distance(a.reshape(shape), b.reshape(shape), whole)[0, 0])


def _identities(
    meter: IdentityMeter, subject: Subject, worn: Mapping[str, Pixels]
) -> Iterator[Sample]:
    """How far each made-up picture is from the bare one."""
    points = subject.seen.points_px
    bare = meter.descriptor(subject.seen.pixels, points)
    for name, shown in worn.items():
        distance = apart(bare, meter.descriptor(shown, points))
        yield subject.sample(IDENTITY, distance, f"{subject.name}, {name}")


def _cycles(
    bench: Bench, photos: list[Subject], looks: dict[str, TransferredLook]
) -> Iterator[Sample]:
    """The look read off its first wearer, on a second one."""
    if len({photo.person for photo in photos}) < 2:
        return
    rng = np.random.default_rng((SEED, 3))
    work = [(name, look) for name, look in looks.items() for _ in range(2 * bench.amount.targets)]
    for name, look in watched(work, f"{TITLE}, cycle", "pair"):
        a = photos[int(rng.integers(len(photos)))]
        others = [photo for photo in photos if photo.person != a.person]
        b = others[int(rng.integers(len(others)))]
        worn = bench.mirror.wear(a.seen.pixels, look).pixels
        face = bench.mirror.find(worn)
        direct = bench.mirror.wear(b.seen.pixels, look).pixels
        made_up = colour_distance(b.seen.pixels, direct, b.seen.face) >= NOTICED
        if face is None or not made_up.any():
            continue
        again = bench.mirror.read(worn, face, f"{name}-again")
        off = colour_distance(bench.mirror.wear(b.seen.pixels, again).pixels, direct, b.seen.face)
        yield b.sample(CYCLE, mean_over(off, made_up), f"{b.name}, {name} by way of {a.name}")


SECTION = Section(NAME, TITLE, METHOD, measure, ("photos", "references"))
