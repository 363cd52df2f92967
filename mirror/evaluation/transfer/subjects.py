"""The bare faces that are made up: photos, and rendered heads of which everything is known."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mirror.capture.picture_file import load_picture
from mirror.core.colour import decode, encode
from mirror.core.mesh import face_mesh
from mirror.core.types import Face, Floats, Pixels
from mirror.errors import TrainingError
from mirror.evaluation.transfer.data import Row
from mirror.evaluation.transfer.figures import Sample
from mirror.evaluation.transfer.measures import Mask, lab
from mirror.evaluation.transfer.seen import Seen, look_at
from mirror.evaluation.transfer.tones import tone_of
from mirror.evaluation.transfer.watched import watched

# Labels of `seg/`.
EYES, HAIR, MOUTH = 3, 5, 6
_SKIN = 1

FindFace = Callable[[Pixels], Face | None]


@dataclass(frozen=True, slots=True, eq=False)
class KnownHead:
    """What is known of a rendered head; all arrays are those of its picture.

    Attributes:
        uv: HxWx2 float32, the place in the mirror's canonical UV; NaN where there is no skin.
        albedo: HxWx3 float32, linear RGB reflectance.
        light: HxWx3 float32, linear RGB; albedo times light is the diffuse part of the picture.
        labels: HxW uint8, of `seg/`.
        coverage: HxW float32, 0..1, the share of the pixel that is skin.
    """

    uv: Floats
    albedo: Floats
    light: Floats
    labels: NDArray[np.uint8]
    coverage: Floats

    def inside(self, label: int) -> Mask:
        """The pixels of a label, but those next to another one, which show both."""
        mask = (self.labels == label).astype(np.uint8)
        return np.asarray(cv2.erode(mask, np.ones((3, 3), np.uint8)) > 0)


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A bare face.

    Attributes:
        name: Of its picture.
        person: Who it is.
        kind: "photo" or "rendered".
        sex: "female", "male", or empty where it is not known.
        expression: As the index has it; "smiling" or "smile" for those who smile.
        tone: One of `tones.TONES`.
        angle_deg: The individual typology angle.
        seen: What the mirror sees.
        known: What is known of a rendered head, None of a photo.
    """

    name: str
    person: str
    kind: str
    sex: str
    expression: str
    tone: str
    angle_deg: float
    seen: Seen
    known: KnownHead | None = None

    def sample(
        self, measure: str, value: float, picture: str, *, part: str = "face", way: str = "mirror"
    ) -> Sample:
        """A number about a picture in which this person is to be seen; arguments as in `Sample`."""
        return Sample(measure, value, self.person, picture, self.kind, self.tone, way, part)


def typology_angle(colour: Pixels) -> float:
    """The individual typology angle of a BGR colour, in degrees (Chardon et al. 1991)."""
    lightness, _, b = lab(colour)
    return float(np.degrees(np.arctan2(lightness - 50, b)))


def load_photos(folder: Path, rows: Sequence[Row], find: FindFace) -> list[Subject]:
    """Photos, but those in which no face is found.

    Args:
        folder: Where they lie.
        rows: Of their index (`data.photo_rows`).
        find: Finds the face in a picture.

    Raises:
        SourceError: A picture cannot be read.
    """

    def one(row: Row) -> Subject | None:
        seen = _seen(folder / row["file"], find)
        if seen is None:
            return None
        angle = float(row.get("ita_deg") or typology_angle(encode(seen.albedo)))
        return Subject(
            Path(row["file"]).stem, row.get("identity") or row["file"], "photo",
            row.get("sex") or "", row.get("expression") or "", tone_of(angle), angle, seen,
        )  # fmt: skip

    return _load(rows, one, folder)


def load_heads(folder: Path, rows: Sequence[Row], find: FindFace) -> list[Subject]:
    """Rendered heads; arguments and errors as for `load_photos`."""

    def one(row: Row) -> Subject | None:
        name = row["file"]
        seen = _seen(folder / "rgb" / f"{name}.jpg", find)
        if seen is None:
            return None
        known = _rendered(folder, name, float(row["light_scale"]))
        skin = (known.labels == _SKIN) & (known.coverage > 0.99) & (known.albedo.max(axis=2) > 0)
        colour = np.median(known.albedo[skin], axis=0)
        angle = typology_angle(encode(np.asarray(colour, np.float32)))
        return Subject(
            name, f"rendered-{row['seed']}", "rendered", row.get("gender", ""),
            row.get("mouth_state", ""), tone_of(angle), angle, seen, known,
        )  # fmt: skip

    return _load(rows, one, folder)


def _load(rows: Sequence[Row], one: Callable[[Row], Subject | None], folder: Path) -> list[Subject]:
    found = [one(row) for row in watched(rows, f"Reading {folder.name}", "face")]
    return [subject for subject in found if subject is not None]


def _seen(path: Path, find: FindFace) -> Seen | None:
    pixels = load_picture(path).pixels
    face = find(pixels)
    seen = None if face is None else look_at(pixels, face)
    if seen is None:
        tqdm.write(f"Left out: no face in {path.name}", file=sys.stderr)
    return seen


def _rendered(folder: Path, name: str, light_scale: float) -> KnownHead:
    def read(kind: str, ending: str) -> Pixels:
        return load_picture(folder / kind / f"{name}.{ending}").pixels

    labels = read("seg", "png")
    return KnownHead(
        uv=_canonical(folder / "uv" / f"{name}.png"),
        albedo=decode(read("albedo", "jpg")),
        light=decode(read("light", "jpg")) * np.float32(light_scale),
        labels=labels[..., 2],
        coverage=np.asarray(labels[..., 1] / np.float32(255), np.float32),
    )


def _canonical(path: Path) -> Floats:
    """MediaPipe's UV, 12 bits and 0 for nothing, brought into the mirror's re-spaced layout."""
    stored = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if stored is None:
        raise TrainingError(f"The picture {path} cannot be read; copy the folder again.")
    uv = np.asarray((stored[..., 2:0:-1].astype(np.float32) / 8 - 1) / 4095, np.float32)
    mesh = face_mesh()
    for axis in (0, 1):
        # Both axes are bent by themselves, so that the mesh's own points tell how.
        order = np.argsort(mesh.canonical_uv[:, axis])
        known = mesh.canonical_uv[order, axis], mesh.uv[order, axis]
        uv[..., axis] = np.interp(uv[..., axis], *known)
    uv[stored[..., 2] == 0] = np.nan
    return uv


def in_turn(subjects: Sequence[Subject], rng: np.random.Generator) -> Iterator[Subject]:
    """Subjects without end, light and dark ones in turn: everybody once before anybody twice."""
    while True:
        by_tone: dict[str, list[Subject]] = {}
        for at in rng.permutation(len(subjects)):
            by_tone.setdefault(subjects[at].tone, []).append(subjects[at])
        while any(by_tone.values()):
            for group in by_tone.values():
                if group:
                    yield group.pop()
