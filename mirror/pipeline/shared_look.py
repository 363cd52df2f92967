"""The file of one look of products, with all that it needs: `NAME.mirrorlook`, to be given away.

A zip archive:

    look.json         the schema's number, the look as in a look file, what each product is called, and
                      how many pictures there are
    pictures/1.png    the pictures that the look wears (face paint, stickers), in their order
    thumbnail.png     how it looks, 256 px wide at most

A picture is written anew from its pixels, so that nothing that its file told goes along; and so it is
when a file is read, before it lies in the folder of pictures under the hash of what is in it. A file
may come from a stranger (`mirror.pipeline.look_archive`).
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta, Struct
from PIL import Image

from mirror.capture.picture_file import Picture, load_picture
from mirror.capture.whole_file import WholeFile
from mirror.config import worn_pictures_root
from mirror.core.types import Pixels
from mirror.errors import LookError, MirrorError
from mirror.makeup.look import SCHEMA, Look, upgraded
from mirror.makeup.products import AnyProduct, FacePaint, Sticker
from mirror.pipeline.look_archive import (
    DAMAGES,
    LABEL,
    OF_PRODUCTS,
    THUMBNAIL,
    label_of,
    member,
    newer,
    packed,
    read_file,
    schema_of,
    thumbnail_of,
    to_png,
    write_archive,
)

MOST_PICTURES, WIDEST_PICTURE = 16, 2048

_LARGEST_FILE, _LARGEST_PICTURE = 60_000_000, 20_000_000
_Line = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]


class _Label(Struct, frozen=True, forbid_unknown_fields=True):
    """`look.json`; the look itself is read after what version it is of."""

    schema: Literal[2]
    look: dict[str, Any]
    names: Annotated[tuple[_Line, ...], Meta(max_length=64)]
    pictures: Annotated[int, Meta(ge=0, le=MOST_PICTURES)]


@dataclass(frozen=True, slots=True, eq=False)
class SharedLook:
    """A look as it is given away.

    Attributes:
        look: What is worn, with title and credits; its pictures are files of this machine.
        names: What each product is called, in the order of the look; none at all, or one each.
        thumbnail: HxWx3 uint8 BGR.
    """

    look: Look
    names: tuple[str, ...]
    thumbnail: Pixels


def is_shared_look(path: Path) -> bool:
    """Whether a file is a look of products; one that cannot be read is not."""
    try:
        return schema_of(read_file(path, _LARGEST_FILE)) == OF_PRODUCTS
    except LookError:
        return False


def write_shared_look(path: Path, shared: SharedLook) -> None:
    """Writes a look, whole or not at all.

    Raises:
        LookError: A picture that it wears cannot be read, there are more than 16, or they are too
            large.
        OutputError: The file cannot be written.
        ValueError: The look could not be read again: a text is no line, or it has not one name for
            each product.
    """
    pictures: dict[str, bytes] = {}
    products: list[AnyProduct] = []
    for product in shared.look.products:
        if isinstance(product, FacePaint | Sticker):
            if product.picture not in pictures:
                pictures[product.picture] = _packed_picture(Path(product.picture))
            number = list(pictures).index(product.picture) + 1
            product = msgspec.structs.replace(product, picture=_member_name(number))
        products.append(product)
    if len(pictures) > MOST_PICTURES:
        raise LookError(f"A look that is given away wears no more than {MOST_PICTURES} pictures.")
    look = msgspec.structs.replace(shared.look, products=tuple(products))
    label = _Label(OF_PRODUCTS, msgspec.to_builtins(look), shared.names, len(pictures))
    members = {_member_name(at): png for at, png in enumerate(pictures.values(), 1)}
    thumbnail = {THUMBNAIL: to_png(shared.thumbnail)}
    content = packed({LABEL: msgspec.json.encode(label), **members, **thumbnail})
    if len(content) > _LARGEST_FILE:
        raise LookError(
            "The pictures of the look are too large to be given away; make them smaller."
        )
    try:
        _opened(content)
    except DAMAGES as error:
        raise ValueError(f"the look “{look.title}” could not be read again: {error}") from error
    write_archive(path, content)


def read_shared_look(path: Path, pictures: Path | None = None) -> SharedLook:
    """Reads a look; its name is that in the file.

    Args:
        path: The file.
        pictures: The folder in which its pictures are kept, under names of our own; None takes the
            account's.

    Raises:
        LookError: The file cannot be read, is damaged, or from a newer version of the program; or
            its pictures cannot be kept.
    """
    content = read_file(path, _LARGEST_FILE)
    try:
        label, look, pixels, thumbnail = _opened(content)
    except DAMAGES as error:
        raise newer(path, content) or LookError(
            f"The look {path} is damaged ({error}); ask for it again."
        ) from error
    folder = pictures or worn_pictures_root()
    kept = {_member_name(at): _keep(png, folder) for at, png in enumerate(pixels, 1)}
    products = tuple(
        msgspec.structs.replace(one, picture=str(kept[one.picture]))
        if isinstance(one, FacePaint | Sticker)
        else one
        for one in look.products
    )
    worn = msgspec.structs.replace(look, products=products)
    return SharedLook(worn, label.names, thumbnail)


def _opened(content: bytes) -> tuple[_Label, Look, list[bytes], Pixels]:
    """All of an archive, its pictures written anew; raises of `DAMAGES`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        label = msgspec.json.decode(label_of(archive), type=_Label)
        look = _look(label)
        pixels = [
            _rewritten(member(archive, _member_name(number), _LARGEST_PICTURE))
            for number in range(1, label.pictures + 1)
        ]
        return label, look, pixels, thumbnail_of(archive)


def _look(label: _Label) -> Look:
    version = label.look.get("schema", SCHEMA)
    if isinstance(version, int) and version > SCHEMA:
        raise ValueError(f"its look is of format {version}, and this mirror reads up to {SCHEMA}")
    look = msgspec.convert(upgraded(label.look), Look)
    msgspec.convert([look.title, look.credits], list[_Line])
    if label.names and len(label.names) != len(look.products):
        raise ValueError(f"it has {len(label.names)} names for {len(look.products)} products")
    there = {_member_name(number) for number in range(1, label.pictures + 1)}
    for product in look.products:
        if isinstance(product, FacePaint | Sticker) and product.picture not in there:
            raise ValueError("it wears a picture that is not in it")
    return look


def _member_name(number: int) -> str:
    return f"pictures/{number}.png"


def _packed_picture(path: Path) -> bytes:
    """A picture as it is given away: its pixels, 2048 wide or high at most."""
    try:
        picture = load_picture(path)
    except MirrorError as error:
        raise LookError(
            f"The picture {path}, which a look wears, cannot be read ({error})."
        ) from error
    return _png(picture)


def _png(picture: Picture) -> bytes:
    rgb = np.ascontiguousarray(picture.pixels[..., ::-1])
    image = Image.fromarray(rgb if picture.alpha is None else np.dstack([rgb, picture.alpha]))
    image.thumbnail((WIDEST_PICTURE, WIDEST_PICTURE))
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def _rewritten(png: bytes) -> bytes:
    """A picture of a stranger as our own file; raises of `DAMAGES`."""
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        if max(image.size) > WIDEST_PICTURE:
            raise ValueError(f"a picture has {image.width}x{image.height} pixels")
        mode = "RGBA" if image.has_transparency_data else "RGB"
        plain = np.asarray(image.convert(mode))
    content = io.BytesIO()
    Image.fromarray(plain).save(content, "PNG")
    return content.getvalue()


def _keep(png: bytes, folder: Path) -> Path:
    """Where a picture lies; the same one is kept once."""
    path = folder / f"{hashlib.sha256(png).hexdigest()[:32]}.png"
    try:
        if not path.is_file() or path.read_bytes() != png:
            folder.mkdir(parents=True, exist_ok=True)
            file = WholeFile(path)
            file.part.write_bytes(png)
            file.commit()
    except (OSError, MirrorError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise LookError(
            f"The pictures of the look cannot be kept in {folder}: {reason}."
        ) from error
    return path


def names_of(titles: Sequence[str]) -> tuple[str, ...]:
    """What products are called, as lines that fit; none where nobody has called any of them."""
    lines = tuple(" ".join(title.split())[:200] for title in titles)
    return lines if any(lines) else ()
