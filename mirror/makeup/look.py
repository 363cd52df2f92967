"""What a look is: a readable TOML file that names products, shades and how they are worn.

The types carry the ranges, so that a file that breaks one is refused with the place and the
reason. Products are painted in the order in which the file lists them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from mirror.config import assets_root
from mirror.errors import LookError

Hex = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$", description="sRGB, as #rrggbb")]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Name = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Text = Annotated[str, Meta(min_length=1, max_length=120)]


class Product(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """What all products share.

    Attributes:
        shade: The colour of the product itself in a thick layer under neutral light, sRGB.
        strength: 0..1, how much of the layer is worn.
    """

    shade: Hex
    strength: Share = 1.0


class Lipstick(Product, frozen=True, forbid_unknown_fields=True, tag="lipstick"):
    """Colour on both lips, out to the lip line.

    Attributes:
        finish: `sheer` stains and lets the lip show through; `satin` keeps its sheen, `matte`
            takes it away, `gloss` makes it wet.
        coverage: 0..1, the share of the lip that the pigment hides; None is the finish's own.
    """

    finish: Literal["sheer", "satin", "matte", "gloss"] = "satin"
    coverage: Share | None = None


class Eyeshadow(Product, frozen=True, forbid_unknown_fields=True, tag="eyeshadow"):
    """Powder on the upper lid.

    Attributes:
        shape: `lid` covers the mobile lid, `wash` fades out to the brow bone, `crease` deepens
            the fold, `outer` the outer corner, `inner` lights the inner corner, `smoky` goes
            around the eye, `lower` runs below the lower lashes.
        finish: `matte`, `satin`, or `shimmer`, which reflects light of its own shade.
        coverage: 0..1, the share of the skin that the powder hides at its densest.
    """

    shape: Literal["lid", "wash", "crease", "outer", "inner", "smoky", "lower"] = "lid"
    finish: Literal["matte", "satin", "shimmer"] = "matte"
    coverage: Share = 0.7


class Eyeliner(Product, frozen=True, forbid_unknown_fields=True, tag="eyeliner"):
    """A line along the lashes.

    Attributes:
        thickness: Of the line at its thickest, as a share of the eye's width.
        wing: Length of the wing past the outer corner, as a share of the eye's width; 0 has none.
        lower: How far the line runs along the lower lid from the outer corner, 0..1.
        smudge: 0 is a crisp edge, 1 a smoked one.
    """

    thickness: Annotated[float, Meta(ge=0.01, le=0.2)] = 0.05
    wing: Annotated[float, Meta(ge=0.0, le=0.6)] = 0.0
    lower: Share = 0.0
    smudge: Share = 0.0


class Blush(Product, frozen=True, forbid_unknown_fields=True, tag="blush"):
    """Soft colour on the cheeks.

    Attributes:
        placement: `apples` is round on the apple of the cheek, `lifted` runs up the cheekbone
            towards the temple, `draped` goes on to the temple, `sunkissed` crosses the nose.
        finish: `satin` has the skin's own sheen, `matte` less, `dewy` more.
        coverage: 0..1, the share of the skin that the pigment hides at its densest.
    """

    placement: Literal["apples", "lifted", "draped", "sunkissed"] = "lifted"
    finish: Literal["matte", "satin", "dewy"] = "satin"
    coverage: Share = 0.25


class Foundation(Product, frozen=True, forbid_unknown_fields=True, tag="foundation"):
    """An even complexion over the whole face.

    Attributes:
        shade: The colour of the foundation; None takes the person's own skin tone, and evens it.
        coverage: 0..1, the share of the skin that the pigment hides.
        finish: `matte` takes the shine away, `natural` softens it, `dewy` lifts it.
    """

    shade: Hex | None = None  # type: ignore[assignment]
    coverage: Share = 0.4
    finish: Literal["matte", "natural", "dewy"] = "natural"


AnyProduct = Lipstick | Eyeshadow | Eyeliner | Blush | Foundation


class Look(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person wears.

    Attributes:
        name: The look's key: lower case, digits and hyphens.
        title: What the person reads.
        products: In the order in which they are put on, the first one next to the skin.
        schema: The version of this file format.
        tags: Occasion, style, season, intensity.
        credits: Who made the look.
    """

    name: Name
    title: Text
    products: Annotated[tuple[AnyProduct, ...], Meta(max_length=64)]
    schema: Literal[1] = 1
    tags: tuple[Name, ...] = ()
    credits: str = ""


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
        return msgspec.convert(tomllib.loads(text), Look)
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
