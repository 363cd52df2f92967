"""Bare faces to paint on, unwrapped once and kept: folders of photos, and of rendered heads.

A folder of photos holds pictures and, if there is one, `index.csv` with the columns `file`,
`split` (train, val or test), `sex` and `ita_deg` (skin tone: individual typology angle, degrees).
Without it one picture of ten, in the order of their names, is kept for measuring (val), and the others
are for training. A folder of rendered heads has `index.jsonl` and, beside the pictures `rgb/`, their
`light/` and `seg/`.

What is read here trains the network that ships: only pictures that the person in them has released
for it, or rendered ones, may lie in the folder.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mirror.capture.picture_file import PICTURE_SUFFIXES, load_picture
from mirror.config import models_root
from mirror.core import shading
from mirror.core.colour import LUMINANCE, encode
from mirror.core.light import SkinTone
from mirror.core.raster import rasterise
from mirror.core.regions import regions
from mirror.core.types import Floats, Frame, Pixels
from mirror.core.unwrap import unwrap
from mirror.errors import MirrorError, TrainingError
from mirror.inference.tracker import FaceTracker
from mirror.training.progress import progress

SPLITS = ("train", "val", "test")
SIZE = 256
LIGHT_SIZE, TONES_SIZE = 64, 128

# A change of what is kept makes older caches useless.
_FORMAT = 5

# Of ten rendered heads, one is for the final test and one for choosing; of photos of which nothing is
# known, one for choosing.
_RENDERED_SPLITS = ("test", "val", *("train",) * 8)
_PLAIN_SPLITS = ("train", "val", *("train",) * 8)

# CIELAB a* of lips over that of the skin around. Of 797 portraits that were said to be bare, the 95
# above it nearly all wear lipstick to the eye, few below it do.
_REDDEST_BARE_LIPS = 15.0

# Labels of `seg/` that are skin for makeup: skin, lips, brows, and lashes, which are thinner than a
# texel.
_BARE_LABELS = (1, 2, 4, 8)


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Bare faces in canonical UV; K of them.

    Attributes:
        picture: Kx256x256x3 uint8, sRGB, R, G, B.
        visibility: Kx256x256 uint8, 255 is seen in full.
        light: Kx64x64x3 float16, linear RGB, what the mirror estimates (`core.shading`).
        true_light: Kx64x64x3 float16, the light that is known of a rendered head; of a photo the
            estimate.
        tones: Kx128x128x2 float16, the region's luminance and dull component (`core.shading`).
        bare: Kx128x128 uint8: 255 surely skin or lips that nothing covers, 0 surely not, 128 not
            known.
        split: K uint8, place in `SPLITS`.
        rendered: K bool.
        weight: K float32, how often a face is to be drawn.
        weight_as_bare: K float32, the same where nothing else may be worn: 0 for faces whose lips
            are redder than lips are by themselves.
        ita_deg: K float32, individual typology angle of the estimated skin albedo or of the index.
        name: K strings.
    """

    picture: NDArray[np.uint8]
    visibility: NDArray[np.uint8]
    light: NDArray[np.float16]
    true_light: NDArray[np.float16]
    tones: NDArray[np.float16]
    bare: NDArray[np.uint8]
    split: NDArray[np.uint8]
    rendered: NDArray[np.bool_]
    weight: Floats
    weight_as_bare: Floats
    ita_deg: Floats
    name: NDArray[np.str_]

    def __len__(self) -> int:
        """K."""
        return len(self.name)

    def only(self, split: str) -> Faces:
        """Those of one split."""
        return self.where(self.split == SPLITS.index(split))

    def where(self, chosen: NDArray[np.bool_]) -> Faces:
        """Those chosen by K bools."""
        return Faces(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One picture, and what its index says."""

    path: Path
    split: str
    sex: str = ""
    ita_deg: float | None = None
    light_scale: float | None = None


def load_faces(folders: Sequence[Path], cache: Path, most: int | None = None) -> Faces:
    """The faces of all folders, from the cache where it has them.

    Args:
        folders: Of photos or of rendered heads.
        cache: A folder for what was unwrapped.
        most: Reads at most so many pictures of each folder, spread over it.

    Raises:
        TrainingError: A folder holds no usable face, or the cache cannot be written.
    """
    parts = [_load_folder(folder, cache, most) for folder in folders]
    if not parts:
        raise TrainingError("The recipe names no folder of faces; name at least one under [data].")
    return Faces(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Faces))
    )


def _load_folder(folder: Path, cache: Path, most: int | None) -> Faces:
    entries = _entries(folder)
    if most is not None and len(entries) > most:
        entries = [entries[i] for i in np.linspace(0, len(entries) - 1, most).astype(int)]
    path = cache / f"faces-{_key(folder, entries)}.npz"
    stored = _stored(path)
    if stored is not None:
        return stored
    with _keeping(path):
        cache.mkdir(parents=True, exist_ok=True)  # before the work, which is to be kept there
    faces = _unwrap_all(folder, entries)
    part = path.with_suffix(f".{os.getpid()}.part")
    with _keeping(path):
        try:
            with part.open("wb") as file:
                np.savez(file, **{f.name: getattr(faces, f.name) for f in fields(Faces)})
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return faces


@contextmanager
def _keeping(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TrainingError(
            f"The cache {path} cannot be written ({error.strerror}); make room or name another "
            "folder with --cache."
        ) from error


def _stored(path: Path) -> Faces | None:
    """What a cache holds; None if there is none, or it is damaged."""
    try:
        with path.open("rb") as file, np.load(file) as stored:
            return Faces(*(stored[field.name] for field in fields(Faces)))
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
        return None


def _key(folder: Path, entries: Sequence[_Entry]) -> str:
    """Changes with the pictures, and with what their index says of them."""
    try:
        stamps = [(entry.path.stat().st_mtime_ns, entry.path.stat().st_size) for entry in entries]
    except OSError as error:
        raise TrainingError(
            f"The faces folder {folder} lacks {error.filename}, which its index names; correct it."
        ) from error
    return hashlib.sha256(repr((_FORMAT, entries, stamps)).encode()).hexdigest()[:16]


def _entries(folder: Path) -> list[_Entry]:
    rendered, index = folder / "index.jsonl", folder / "index.csv"
    try:
        if rendered.exists():
            rows = [json.loads(line) for line in rendered.read_text("utf-8").splitlines()]
            return [
                _Entry(
                    folder / "rgb" / f"{row['file']}.jpg",
                    rendered_split(int(row["seed"])),
                    str(row["gender"]),
                    light_scale=float(row["light_scale"]),
                )
                for row in rows
            ]
        if index.exists():
            with index.open(encoding="utf-8", newline="") as file:
                return [
                    _Entry(
                        folder / row["file"],
                        _split(row.get("split") or "train"),
                        row.get("sex") or "",
                        float(row["ita_deg"]) if row.get("ita_deg") else None,
                    )
                    for row in csv.DictReader(file)
                ]
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES)
    except (OSError, KeyError, ValueError) as error:
        reason = f"there is no {error}" if isinstance(error, KeyError) else error
        raise TrainingError(
            f"The faces folder {folder} cannot be read ({reason}); correct its path or its index."
        ) from error
    return [_Entry(path, _PLAIN_SPLITS[at % 10]) for at, path in enumerate(files)]


def _split(name: str) -> str:
    if name not in SPLITS:
        raise ValueError(f"the split “{name}” is none of {', '.join(SPLITS)}")
    return name


def rendered_split(seed: int) -> str:
    """The split, one of `SPLITS`, of the rendered head with this number."""
    return _RENDERED_SPLITS[seed % len(_RENDERED_SPLITS)]


def _unwrap_all(folder: Path, entries: Sequence[_Entry]) -> Faces:
    tracker = FaceTracker(models_root(), threads=2)
    rows: list[tuple[object, ...]] = []
    with closing(tracker), progress(f"Unwrapping {folder.name}", len(entries), "face") as bar:
        for entry in entries:
            rows.extend(_unwrap_one(entry, tracker))
            bar.update()
    if not rows:
        raise TrainingError(
            f"No face was found in any of the {len(entries)} pictures of {folder}; "
            "put pictures of single, frontal faces there."
        )
    return Faces(*(np.stack(column) for column in zip(*rows, strict=True)))


def _unwrap_one(entry: _Entry, tracker: FaceTracker) -> Iterator[tuple[object, ...]]:
    """The row of `Faces` for one picture; none where no face is found."""
    try:
        pixels = load_picture(entry.path).pixels
    except MirrorError as error:
        tqdm.write(f"Left out: {error}", file=sys.stderr)
        return
    faces = tracker.find(Frame(pixels, 0, 0))
    raster = rasterise(faces[0].landmarks_px, *pixels.shape[1::-1]) if faces else None
    if raster is None:
        tqdm.write(f"Left out: there is no face in {entry.path}.", file=sys.stderr)
        return
    points = faces[0].landmarks_px

    def unwrapped(picture: Pixels, size: int) -> tuple[Floats, Floats]:
        return unwrap(picture, points, raster.facing, size)

    small, visible = unwrapped(pixels, shading.SIZE)
    tone = SkinTone()
    tone.observe(small, visible, points, pixels)
    texture = shading.shade(small, visible, tone.skin, tone.albedo).texture
    picture, visibility = unwrapped(pixels, SIZE)
    light = _shrunk(texture[..., shading.LIGHT : shading.LIGHT + 3], LIGHT_SIZE)
    true_light, bare = light, _probably_bare(small, tone.skin)
    if entry.light_scale is not None:
        root, name = entry.path.parent.parent, entry.path.stem
        known, _ = unwrapped(load_picture(root / "light" / f"{name}.jpg").pixels, TONES_SIZE)
        true_light = _known_light(known * entry.light_scale, visible, light)
        labels = load_picture(root / "seg" / f"{name}.png").pixels[..., 2]
        mask = np.where(np.isin(labels, _BARE_LABELS), 255, 0).astype(np.uint8)
        bare = unwrapped(np.dstack([mask] * 3), TONES_SIZE)[0][..., 0]
    ita = entry.ita_deg if entry.ita_deg is not None else _typology_angle(tone.albedo)
    weight = _weight(entry, ita)
    yield (
        encode(picture)[..., ::-1],
        np.rint(visibility * 255).astype(np.uint8),
        light.astype(np.float16),
        true_light.astype(np.float16),
        texture[..., shading.BASE : shading.DULL + 1].astype(np.float16),
        np.rint(bare * 255).astype(np.uint8),
        np.uint8(SPLITS.index(entry.split)),
        np.bool_(entry.light_scale is not None),
        np.float32(weight),
        np.float32(weight * (entry.light_scale is not None or not _wears_lipstick(picture))),
        np.float32(ita),
        np.str_(entry.path.stem),
    )


def _shrunk(picture: Floats, size: int) -> Floats:
    return np.asarray(cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA), np.float32)


def _known_light(light: Floats, visibility: Floats, estimate: Floats) -> Floats:
    """A rendered light, smooth, and filled from the estimate where the face is not seen."""
    seen = visibility * (light.max(axis=2) > 0.004) * regions(TONES_SIZE).not_lips
    blurred = cv2.GaussianBlur(np.dstack([light * seen[..., None], seen]), (0, 0), 2.0)
    weight = _shrunk(np.asarray(blurred[..., 3:], np.float32), LIGHT_SIZE)[..., np.newaxis]
    known = _shrunk(np.asarray(blurred[..., :3], np.float32), LIGHT_SIZE)
    trust = np.clip(weight / 0.3, 0, 1)
    return np.asarray(trust * known / np.maximum(weight, 1e-3) + (1 - trust) * estimate, np.float32)


def _probably_bare(picture: Floats, skin: Floats) -> Floats:
    """Of a photo nobody has labelled: 1 where the colour is that of skin, or lips lie, else 1/2.

    Next to the mouth's inside there may be teeth.
    """
    stops = np.log2(np.maximum(picture, 1e-3) / np.maximum(skin, 1e-3))
    bright = stops @ LUMINANCE
    hue = np.abs(stops - bright[..., np.newaxis]).max(axis=2)
    masks = regions(TONES_SIZE)
    sure = (np.abs(bright) < 0.8) & (hue < 0.35) & (masks.skin > 0.5)
    return np.where(sure | ((masks.lips > 0.9) & (masks.inner_lips < 0.3)), 1.0, 128 / 255).astype(
        np.float32
    )


def _wears_lipstick(picture: Floats) -> bool:
    """Whether the lips are much redder than the skin (CIELAB a*): half of all bare ones are by 8."""
    masks = regions(SIZE)
    lips = picture[(masks.lips > 0.95) & (masks.inner_lips < 0.3)]
    tones = np.median(lips, axis=0), np.median(picture[masks.skin > 0.9], axis=0)
    lip, skin = (_lab(tone) for tone in tones)
    return bool(lip[1] - skin[1] > _REDDEST_BARE_LIPS)


def _lab(tone: Floats) -> Floats:
    """CIELAB of one linear RGB colour, 3 float32."""
    pixel = encode(tone.reshape(1, 1, 3)).astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(pixel, cv2.COLOR_BGR2LAB)[0, 0], np.float32)


def _typology_angle(albedo: Floats) -> float:
    """Individual typology angle of a reflectance, degrees (Chardon et al. 1991)."""
    lightness, _, b = _lab(albedo)
    return float(np.degrees(np.arctan2(lightness - 50, b)))


def _weight(entry: _Entry, ita_deg: float) -> float:
    """Women wear most makeup, and light skin is in the majority: draws them evenly."""
    weight = 2.0 if entry.sex == "female" else 1.0
    if ita_deg < -30:
        return weight * 6
    if ita_deg < 10:
        return weight * 4
    return weight * (1.5 if ita_deg < 28 else 1.0)
