"""What a command line asks to wear: products, the look of a photo, or both."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from mirror.capture.picture_file import load_picture
from mirror.errors import LookError, PhotoError
from mirror.makeup.look import Look, find_look, shipped_looks
from mirror.makeup.transferred import TransferredLook
from mirror.pipeline.extraction import Extraction
from mirror.pipeline.look_archive import SUFFIX
from mirror.pipeline.reference import Candidate, candidates
from mirror.pipeline.saved_looks import SavedLooks
from mirror.pipeline.shared_look import is_shared_look, read_shared_look


@dataclass(frozen=True, slots=True)
class Outfit:
    """What is worn.

    Attributes:
        look: Products, or None.
        transferred: The look of a photo, below the products, or None.
    """

    look: Look | None = None
    transferred: TransferredLook | None = None


def find_outfit(
    name: str | None, photo: Path | None = None, *, face: int | None = None, save: str | None = None
) -> Outfit:
    """Finds what is asked for.

    Args:
        name: Of a shipped look or a saved one, or the path of a look's file.
        photo: Wear the makeup of a face in it.
        face: Which one, 1 is the largest; None takes the largest and says that there are others.
        save: Keep the photo's look under this title.

    Raises:
        LookError: There is no such look, or it cannot be worn.
        SourceError: The photo cannot be read.
        PhotoError: It shows no face whose makeup can be read.
        ModelError: The transfer network is missing or broken.
        OutputError: The look cannot be saved.
    """
    saved = SavedLooks.of_this_person(taken=shipped_looks())
    worn = Outfit() if name is None else _named(name, saved)
    if photo is None:
        return worn
    if worn.transferred is not None:
        raise LookError(
            f"“{worn.transferred.title}” is the look of a photo, too; wear one photo at a time."
        )
    taken = take_look(photo, face=face, title=save)
    if save is not None:
        kept = saved.save(taken)
        print(f"saved: --look {kept.name}")
    return replace(worn, transferred=taken)


def take_look(photo: Path, *, face: int | None = None, title: str | None = None) -> TransferredLook:
    """Reads the makeup off a photo; says on standard error what may come out wrong.

    Args:
        photo: A picture file.
        face: Which one, 1 is the largest; None takes the largest and says that there are others.
        title: What the look is called; None takes the file's name.

    Raises:
        SourceError: The photo cannot be read.
        PhotoError: It shows no face whose makeup can be read.
        ModelError: The transfer network is missing or broken.
    """
    pixels = load_picture(photo).on_white()
    extraction = Extraction.build(threads=os.cpu_count() or 1)
    try:
        chosen = _choose(photo, candidates(pixels, extraction.read(pixels)), face)
        return extraction.extract(pixels, chosen.face, "photo", title or photo.stem)
    except PhotoError as error:
        raise PhotoError(f"{photo}: {error}") from error
    finally:
        extraction.close()


def _named(name: str, saved: SavedLooks) -> Outfit:
    if name not in shipped_looks():
        if name in saved.names():
            return Outfit(transferred=saved.load(name))
        if name.endswith(SUFFIX):
            if is_shared_look(Path(name)):
                return Outfit(look=read_shared_look(Path(name)).look)
            return Outfit(transferred=saved.load_file(Path(name)))
    return Outfit(look=find_look(name))


def _choose(photo: Path, found: tuple[Candidate, ...], face: int | None) -> Candidate:
    if face is not None and face > len(found):
        faces = "one face" if len(found) == 1 else f"{len(found)} faces"
        raise PhotoError(f"There is no face {face}: the photo shows {faces} that can be told.")
    chosen = found[(face or 1) - 1]
    if face is None and len(found) > 1:
        _say(f"{photo} shows {len(found)} faces; the largest is taken, --face takes another.")
    if chosen.refusal is not None:
        raise PhotoError(chosen.refusal)
    for fault in chosen.faults:
        _say(f"{photo}: {fault.sentence}")
    return chosen


def _say(sentence: str) -> None:
    print(f"mirror: {sentence}", file=sys.stderr)
