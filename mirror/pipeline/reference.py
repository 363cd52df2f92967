"""Whether the makeup of a photo can be read off it, and what to do if not.

With a fault that refuses, the look would have little to do with the photo; with one that warns, it
is worth wearing all the same. The limits come from `python -m mirror.evaluation.references`: 80
portraits of all skin tones and nine made-up faces were spoilt by known amounts, and the colours of
their lips compared with those of the good picture at the same exposure. Where they are about 4 apart
in L*a*b* it warns, from about 8 on it refuses. Of 797 good portraits and the nine, none is refused
or warned of. Dark skin that is badly lit keeps more of its colours than light skin that looks as
dark; the limits of darkness are those of dark skin (warned of from 2.3 on, refused from 5.3 on), and
of lighter skin at five stops too little, 7.7 apart, one face in four passes. So does one in six of
those that were shaken by a tenth of the face's height.

What cannot be told:

- A drawing, a painting or a rendered face. The landmark model finds their faces; flat colours give
  a drawing away as long as no JPEG has blurred them. The others are read like photos.
- Face paint from a cover. A mask is known by its colour and by lips that do not show, four times
  in five; a hand or a strand of hair in front of the face is taken for makeup.
- Glasses through which the eyes can still be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from mirror.core.legibility import Legibility, measure
from mirror.core.types import MESH_POINTS, Face, Floats, Pixels
from mirror.errors import PhotoError

PORTRAIT_PX = 192
_AROUND_FACE = 1.3

# Refused, warned of; in the units of `Legibility`.
_FACE_PX = (60, 140)
_IN_FRAME = (0.6, 0.93)
_FAR_SIDE = (0.15, 0.35)  # 62 and 48 degrees of yaw
_BRIGHTNESS = (0.003, 0.01)
_BLOWN = (0.45, 0.2)
_SHARPNESS = 0.46
_COARSE_SHARPNESS = (0.435, 0.5)
_COLOURS = 1.1
_EYE_WHITES, _UNDER_EYES = 0.45, 0.5
_LIP_CONTRAST, _LOWER_SHIFT = 6.0, 10.0
_FLATNESS = 0.65


class Flaw(StrEnum):
    """What may be wrong with a face in a photo."""

    SMALL = "small"
    CUT_OFF = "cut off"
    TURNED = "turned"
    DARK = "dark"
    BLOWN_OUT = "blown out"
    COLOURLESS = "colourless"
    BLURRED = "blurred"
    EYES_COVERED = "eyes covered"
    MOUTH_COVERED = "mouth covered"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        flaw: What.
        sentence: For the person: what is wrong, and what can be done.
        refuses: Whether the face cannot be read at all.
    """

    flaw: Flaw
    sentence: str
    refuses: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A face of a photo that may be read.

    Attributes:
        face: The face.
        portrait: 192x192x3 uint8 BGR, for choosing among several.
        faults: Those that refuse first.
    """

    face: Face
    portrait: Pixels
    faults: tuple[Fault, ...]

    @property
    def refusal(self) -> str | None:
        """Why it cannot be read; None if it can."""
        return next((fault.sentence for fault in self.faults if fault.refuses), None)

    @property
    def warning(self) -> str | None:
        """What may come out wrong, the worst of it; None if nothing."""
        return next((fault.sentence for fault in self.faults if not fault.refuses), None)


def candidates(pixels: Pixels, faces: Sequence[Face]) -> tuple[Candidate, ...]:
    """Judges the faces of a photo, the largest first.

    Args:
        pixels: HxWx3 uint8 BGR.
        faces: As they were found in it.

    Raises:
        PhotoError: There is none.
    """
    if not faces:
        raise PhotoError(
            "No face was found in this photo; choose one in which a face looks towards the camera."
        )
    judged = []
    for face in faces:
        seen = measure(pixels, face.landmarks_px)
        judged.append((seen.face_px, Candidate(face, _portrait(pixels, face), judge(seen))))
    judged.sort(key=lambda sized: -sized[0])
    return tuple(candidate for _, candidate in judged)


def judge(seen: Legibility) -> tuple[Fault, ...]:
    """What is wrong with a face, those faults first that refuse."""
    found = []
    for group in _CHECKS:
        fault = next((fault for check in group if (fault := check(seen))), None)
        if fault is not None:
            found.append(fault)
    return tuple(sorted(found, key=lambda fault: not fault.refuses))


def _size(seen: Legibility) -> Fault | None:
    least, enough = _FACE_PX
    high = round(seen.face_px)
    if seen.face_px < least:
        return Fault(
            Flaw.SMALL,
            f"The face is only {high} pixels high, and it takes {least}; use a larger photo, or "
            "one taken from nearer.",
            refuses=True,
        )
    if seen.face_px < enough:
        return Fault(
            Flaw.SMALL,
            f"The face is only {high} pixels high; from {enough} on, lips and eyes come out right.",
        )
    return None


def _place(seen: Legibility) -> Fault | None:
    least, enough = _IN_FRAME
    if seen.in_frame < least:
        return Fault(
            Flaw.CUT_OFF,
            "Too much of the face lies outside the photo; use one that shows it whole.",
            refuses=True,
        )
    if seen.in_frame < enough:
        return Fault(
            Flaw.CUT_OFF,
            "The edge of the photo cuts the face; what lies beyond wears no makeup.",
        )
    return None


def _turn(seen: Legibility) -> Fault | None:
    least, enough = _FAR_SIDE
    if seen.far_side < least:
        return Fault(
            Flaw.TURNED,
            "The face is turned too far to the side; use a photo that shows both eyes.",
            refuses=True,
        )
    if seen.far_side < enough:
        return Fault(
            Flaw.TURNED,
            "The face is turned to the side, so the makeup of the far half is a guess; a photo "
            "from the front shows all of it.",
        )
    return None


def _darkness(seen: Legibility) -> Fault | None:
    least, enough = _BRIGHTNESS
    if seen.brightness < least:
        return Fault(
            Flaw.DARK,
            "The face is too dark for its colours to be told; use a photo taken in better light.",
            refuses=True,
        )
    if seen.brightness < enough:
        return Fault(
            Flaw.DARK, "The face is very dark, so colours may be off; a brighter photo shows more."
        )
    return None


def _glare(seen: Legibility) -> Fault | None:
    most, enough = _BLOWN
    if seen.blown > most:
        return Fault(
            Flaw.BLOWN_OUT,
            "Most of the face is overexposed and has lost its colours; use a photo in softer "
            "light.",
            refuses=True,
        )
    if seen.blown > enough:
        return Fault(
            Flaw.BLOWN_OUT,
            "Part of the face is overexposed, so colours may be pale; a photo in softer light "
            "shows more.",
        )
    return None


def _ink(seen: Legibility) -> Fault | None:
    if seen.colours >= _COLOURS:
        return None
    return Fault(
        Flaw.COLOURLESS,
        "This photo has no colours of its own, only light and dark; use a colour photo.",
        refuses=True,
    )


def _glasses(seen: Legibility) -> Fault | None:
    if seen.eye_whites >= _EYE_WHITES or seen.under_eyes >= _UNDER_EYES:
        return None
    return Fault(
        Flaw.EYES_COVERED,
        "The eyes seem to be behind dark glasses; set Eyes to 0 to wear the rest, or use a photo "
        "without them.",
    )


def _focus(seen: Legibility) -> Fault | None:
    least, enough = _COARSE_SHARPNESS
    if seen.sharpness >= _SHARPNESS and seen.coarse_sharpness >= enough:
        return None
    if seen.sharpness < _SHARPNESS and seen.coarse_sharpness < least:
        return Fault(
            Flaw.BLURRED,
            "The face is too blurred for its makeup to be told; use a sharper photo.",
            refuses=True,
        )
    return Fault(
        Flaw.BLURRED, "The photo is blurred, so edges come out soft; a sharper one shows more."
    )


def _mask(seen: Legibility) -> Fault | None:
    if seen.lip_contrast >= _LIP_CONTRAST or seen.lower_shift <= _LOWER_SHIFT:
        return None
    return Fault(
        Flaw.MOUTH_COVERED,
        "The mouth seems to be covered; set Lips to 0 to wear the rest, or use a photo that shows "
        "it.",
    )


def _drawing(seen: Legibility) -> Fault | None:
    if seen.flatness <= _FLATNESS:
        return None
    return Fault(
        Flaw.DRAWN, "This looks like a drawing, so its colours are a guess; a photo shows more."
    )


# Of each group the first that applies: dark glasses and few pixels have no detail either, and what
# is too dark has no colours.
_CHECKS: tuple[tuple[Callable[[Legibility], Fault | None], ...], ...] = (
    (_place,),
    (_turn,),
    (_darkness, _glare, _ink),
    (_glasses, _size, _focus),
    (_mask,),
    (_drawing,),
)


def _portrait(pixels: Pixels, face: Face) -> Pixels:
    """The square around a face; black beyond the photo."""
    points: Floats = face.landmarks_px[:MESH_POINTS, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    side = float((high - low).max()) * _AROUND_FACE
    left, top = (low + high - side) / 2
    step = side / PORTRAIT_PX
    if step > 2:  # bilinear sampling would skip pixels
        shrink = int(step)
        shape = (max(pixels.shape[1] // shrink, 1), max(pixels.shape[0] // shrink, 1))
        pixels = np.asarray(cv2.resize(pixels, shape, interpolation=cv2.INTER_AREA), np.uint8)
        left, top, step = left / shrink, top / shrink, step / shrink
    half = (step - 1) / 2
    matrix = np.array([[step, 0, left + half], [0, step, top + half]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (PORTRAIT_PX, PORTRAIT_PX), flags=flags), np.uint8
    )
