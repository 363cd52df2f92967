"""What a look is: a readable TOML file that names products, shades and how they are worn.

Products are painted in the order in which the file lists them. Files of earlier versions of the
format are read, too (`upgraded`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from mirror.config import assets_root
from mirror.errors import LookError
from mirror.makeup.face_paint import read_paint
from mirror.makeup.products import AnyProduct, FacePaint, Sticker

Name = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Text = Annotated[str, Meta(min_length=1, max_length=120)]

SCHEMA = 2
"""The version of the file format that is written."""

TAGS: Mapping[str, tuple[str, ...]] = {
    "occasion": (
        "everyday", "office", "interview", "brunch", "date", "wedding-guest", "bride", "evening",
        "party", "festival", "show", "costume",
    ),
    "style": (
        "natural", "fresh", "glow", "classic", "romantic", "modern", "glam", "dramatic", "retro",
        "nude", "monochrome", "warm", "cool", "colourful", "sunkissed", "smoky", "graphic",
        "metallic", "glitter", "grunge", "goth", "bold-brow", "grooming", "mature", "monolid",
        "french", "korean", "douyin",
    ),
    "season": ("spring", "summer", "autumn", "winter", "all-seasons"),
    "intensity": ("bare", "soft", "medium", "strong", "stage"),
}  # fmt: skip
"""The words of the shipped looks' tags, by what they tell; no word is in two groups.

A shipped look has one or more of occasion, style and season, and one intensity, from `bare`, which one
takes for skin, to `stage`, which is seen from the last row. A look of one's own may have other tags.
"""


class Look(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person wears.

    Attributes:
        name: The look's key: lower case, digits and hyphens.
        title: What the person reads.
        products: In the order in which they are put on, the first one next to the skin.
        schema: The version of this file format.
        tags: Occasion, style, season, intensity: see `TAGS`.
        credits: Who made the look.
    """

    name: Name
    title: Text
    products: Annotated[tuple[AnyProduct, ...], Meta(max_length=64)]
    schema: Annotated[int, Meta(ge=SCHEMA, le=SCHEMA)] = SCHEMA
    tags: tuple[Name, ...] = ()
    credits: str = ""


def upgraded(document: dict[str, Any]) -> dict[str, Any]:
    """A look file's content in today's format; what is of no known format stays as it is.

    Version 1 had eyeshadow of a single `shade` in a `shape`, and blush and lipstick of a single
    `shade`.
    """
    products = document.get("products")
    if document.get("schema", 1) != 1 or not isinstance(products, list):
        return document
    return {**document, "schema": SCHEMA, "products": [_from_1(product) for product in products]}


def _from_1(product: Any) -> Any:
    if not isinstance(product, dict) or product.get("kind") not in (
        "lipstick",
        "eyeshadow",
        "blush",
    ):
        return product
    renamed = {"shade": "shades"} | (
        {"shape": "template"} if product["kind"] == "eyeshadow" else {}
    )
    new = {renamed.get(key, key): value for key, value in product.items()}
    if "shade" in product:
        new["shades"] = [product["shade"]]
    return new


def look_schema() -> dict[str, Any]:
    """The JSON Schema of a look file, with which editors check and complete one."""
    return msgspec.json.schema(Look)


_PLACE = re.compile(r" - at `\$(?P<path>.*)`$")


def load_look(path: Path) -> Look:
    """Reads one look file.

    Raises:
        LookError: The file cannot be read, is no TOML, or breaks the schema; says where.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise LookError(f"The look file {path} cannot be read: {reason}.") from error
    except UnicodeDecodeError as error:
        raise LookError(f"The look file {path} is not a text file in UTF-8.") from error
    try:
        document = tomllib.loads(text)
        version = document.get("schema", SCHEMA)
        if isinstance(version, int) and version > SCHEMA:
            raise LookError(
                f"The look file {path} is of format {version}, and this mirror reads up to {SCHEMA}; "
                "install a newer mirror."
            )
        return _with_pictures(msgspec.convert(upgraded(document), Look), path.parent)
    except tomllib.TOMLDecodeError as error:
        raise LookError(f"The look file {path} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        reason = str(error)
        place = _PLACE.search(reason)
        where = place.group("path").lstrip(".") if place else "the top level"
        reason = _PLACE.sub("", reason)
        raise LookError(
            f"The look file {path} cannot be worn: {reason} at {where}; correct that line."
        ) from error


def _with_pictures(look: Look, folder: Path) -> Look:
    """A look whose pictures are found from anywhere.

    Raises:
        LookError: One cannot be read.
    """
    products = []
    for product in look.products:
        if isinstance(product, FacePaint | Sticker):
            picture = folder / product.picture
            read_paint(picture)
            product = msgspec.structs.replace(product, picture=str(picture.absolute()))
        products.append(product)
    return msgspec.structs.replace(look, products=tuple(products))


def shipped_looks() -> dict[str, Path]:
    """The look files that come with the program, by name.

    A file is called `NN-name.toml`; the number is its place in the order.
    """
    files = sorted((assets_root() / "looks").glob("[0-9][0-9]-*.toml"))
    return {path.stem.partition("-")[2]: path for path in files}


def find_look(name_or_file: str) -> Look:
    """A shipped look by its name, or a look file by its path.

    Raises:
        LookError: There is no such look, or its file is broken.
    """
    shipped = shipped_looks()
    if name_or_file in shipped:
        return load_look(shipped[name_or_file])
    path = Path(name_or_file)
    if path.suffix == ".toml" or path.exists():
        return load_look(path)
    known = ", ".join(shipped)
    raise LookError(f"There is no look named “{name_or_file}”; the shipped ones are: {known}.")
