"""Products and how they are worn: what a look file and a shop's catalogue say of them.

The types carry the ranges, so that a file that breaks one is refused with the place and the reason.
A shade is the colour of the product itself in a thick layer under neutral light.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Hex = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$", description="sRGB, as #rrggbb")]
PictureFile = Annotated[str, Meta(min_length=1, max_length=1000)]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]


class Product(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """What all products share.

    Attributes:
        strength: 0..1, how much of the layer is worn.
    """

    strength: Share = 1.0


class Lipstick(Product, frozen=True, tag="lipstick"):
    """Colour on both lips, out to the lip line.

    Attributes:
        shades: One colour, or two that are worn as `blend` says.
        blend: How two shades meet: `ombre` has the second one on the middle of the lips, `two-tone`
            on the lower lip.
        finish: `sheer` stains and lets the lip show through, as a tint does; `satin` keeps its
            sheen, `matte` takes it away, `gloss` makes it wet, `plumping` wetter still, `metallic`
            mirrors light of its own shade, `shimmer` has a little of it and fine
            flakes, `holographic` flakes in all colours.
        coverage: 0..1, the share of the lip that the pigment hides; None is the finish's own. A
            thin layer, of less than half of that, also tints less.
    """

    shades: Annotated[tuple[Hex, ...], Meta(min_length=1, max_length=2)]
    blend: Literal["ombre", "two-tone"] = "ombre"
    finish: Literal[
        "sheer", "satin", "matte", "gloss", "plumping", "metallic", "shimmer", "holographic"
    ] = "satin"
    coverage: Share | None = None


class LipLiner(Product, frozen=True, tag="lip-liner"):
    """A pencil along the lip line.

    Attributes:
        thickness: Of the line, as a share of the mouth's width.
        smudge: 0 is a line, 1 is blended over half of the lip.
        coverage: 0..1, the share of the lip that the pigment hides.
    """

    shade: Hex
    thickness: Annotated[float, Meta(ge=0.01, le=0.12)] = 0.04
    smudge: Share = 0.3
    coverage: Share = 0.85


class Eyeshadow(Product, frozen=True, tag="eyeshadow"):
    """Powder around the eyes, of one to five colours.

    Attributes:
        shades: In the order in which the template names its places; what it has more of stays bare,
            and a template of a single place takes a single shade.
        template: Single places: `lid` covers the mobile lid, `wash` fades out to the brow bone,
            `crease` deepens the fold, `outer` the outer corner, `inner` lights the inner corner,
            `lower` runs below the lower lashes, `brow-bone` lies below the brow. Of several:
            `smoky` goes around the eye (all of it, lid, crease, brow bone, inner corner); `halo`
            has a light middle between dark ends (ends, middle, crease, brow bone, inner corner);
            `cut-crease` a sharp edge between a light lid and a dark fold (lid, crease, outer
            corner, brow bone, inner corner); `gradient` goes from the lashes up to the brow, and
            `sunset` from the inner corner out to the temple, in as many steps as there are shades;
            `graphic` is a block with a sharp edge that points to the temple (block, crease line,
            lower line, brow bone, inner corner).
        finish: `matte`, `satin`, `shimmer`, which reflects light of its own shade, or `glitter`,
            whose flakes flash one by one.
        coverage: 0..1, the share of the skin that the powder hides at its densest.
    """

    shades: Annotated[tuple[Hex, ...], Meta(min_length=1, max_length=5)]
    template: Literal[
        "lid", "wash", "crease", "outer", "inner", "lower", "brow-bone",
        "smoky", "halo", "cut-crease", "gradient", "sunset", "graphic",
    ] = "lid"  # fmt: skip
    finish: Literal["matte", "satin", "shimmer", "glitter"] = "matte"
    coverage: Share = 0.7


class Eyeliner(Product, frozen=True, tag="eyeliner"):
    """A line along the lashes.

    Attributes:
        style: `classic` thickens outwards; `tightline` is a hair's breadth between the lashes; `cat`
            also points to the nose; `floating` runs along the fold instead; `double` is both.
        thickness: Of the line at its thickest, as a share of the eye's width.
        wing: Length of the wing past the outer corner, as a share of the eye's width; 0 has none.
        lower: How far the line runs along the lower lid from the outer corner, 0..1.
        smudge: 0 is a crisp edge, 1 a smoked one.
    """

    shade: Hex
    style: Literal["classic", "tightline", "cat", "floating", "double"] = "classic"
    thickness: Annotated[float, Meta(ge=0.01, le=0.2)] = 0.05
    wing: Annotated[float, Meta(ge=0.0, le=0.6)] = 0.0
    lower: Share = 0.0
    smudge: Share = 0.0


class Mascara(Product, frozen=True, tag="mascara"):
    """Colour on one's own lashes, which follow each blink.

    Attributes:
        style: `natural`, `volume` is thicker, `length` longer, `curl` turned further up.
        length: 0..1, in units of the style.
        lower: 0..1, how much of it is on the lower lashes, too.
    """

    shade: Hex = "#0d0b0b"
    style: Literal["natural", "volume", "length", "curl"] = "natural"
    length: Share = 0.5
    lower: Share = 0.6


class FalseLashes(Product, frozen=True, tag="false-lashes"):
    """A strip of lashes along the upper lid, and a few below.

    Attributes:
        style: `natural`; `volume` is dense; `doll` longest in the middle; `wispy` of long and short
            tufts; `cat` longest at the outer corner; `spiky` of pointed tufts; `dramatic` long and
            dense.
        length: 0..1, in units of the style.
        lower: 0..1, how much there is on the lower lid.
    """

    shade: Hex = "#0a0808"
    style: Literal["natural", "volume", "doll", "wispy", "cat", "spiky", "dramatic"] = "natural"
    length: Share = 0.5
    lower: Share = 0.0


class Brows(Product, frozen=True, tag="brows"):
    """Colour and shape of the brows.

    Attributes:
        style: `powder` fills them softly, `hairs` draws them hair by hair, `both` does both.
        arch: -1..1, how far the bow is raised.
        lift: -1..1, how far the outer end is raised.
        thickness: In units of one's own.
        coverage: 0..1, how densely they are filled.
    """

    shade: Hex
    style: Literal["powder", "hairs", "both"] = "both"
    arch: Annotated[float, Meta(ge=-1.0, le=1.0)] = 0.0
    lift: Annotated[float, Meta(ge=-1.0, le=1.0)] = 0.0
    thickness: Annotated[float, Meta(ge=0.4, le=1.8)] = 1.0
    coverage: Share = 0.6


class SkinSmoothing(Product, frozen=True, tag="skin-smoothing"):
    """Evens blotches and leaves the pores. It is never worn unless a look asks for it.

    Attributes:
        amount: 0..1, the share of the blotches that is taken.
    """

    amount: Share = 0.5


class ContactLenses(Product, frozen=True, tag="contact-lenses"):
    """Another colour of the eyes; pupils and reflections stay.

    Attributes:
        style: `natural` lets one's own iris show through, `limbal` has a dark ring around it, `vivid`
            hides a dark iris.
    """

    shade: Hex
    style: Literal["natural", "limbal", "vivid"] = "natural"


class TeethWhitening(Product, frozen=True, tag="teeth-whitening"):
    """Whiter teeth, within what teeth can be."""


class Blush(Product, frozen=True, tag="blush"):
    """Soft colour on the cheeks.

    Attributes:
        shades: One colour; or up to three, which follow each other from the nose out to the temple.
        placement: `apples` is round on the apple of the cheek, `lifted` runs up the cheekbone
            towards the temple, `draped` goes on to the temple, `sunkissed` crosses the nose.
        finish: `satin` has the skin's own sheen, `matte` less, `dewy` more.
        coverage: 0..1, the share of the skin that the pigment hides at its densest.
    """

    shades: Annotated[tuple[Hex, ...], Meta(min_length=1, max_length=3)]
    placement: Literal["apples", "lifted", "draped", "sunkissed"] = "lifted"
    finish: Literal["matte", "satin", "dewy"] = "satin"
    coverage: Share = 0.12


class Foundation(Product, frozen=True, tag="foundation"):
    """An even complexion over the whole face.

    Attributes:
        shade: The colour of the foundation; None takes the person's own skin tone, and evens it.
        coverage: 0..1, the share of the skin that the pigment hides.
        finish: `matte` takes the shine away, `natural` softens it, `dewy` lifts it.
    """

    shade: Hex | None = None
    coverage: Share = 0.4
    finish: Literal["matte", "natural", "dewy"] = "natural"


class Concealer(Product, frozen=True, tag="concealer"):
    """Hides what is darker or redder than the skin around it.

    Attributes:
        shade: The colour of the concealer; None is a little lighter than the person's own skin.
        placement: `under-eye` hides dark circles, `lifted` goes on towards the temple,
            `centre` also brightens the forehead's middle, the nose and the chin.
        coverage: 0..1, the share of the skin that the pigment hides at its densest.
    """

    shade: Hex | None = None
    placement: Literal["under-eye", "lifted", "centre"] = "under-eye"
    coverage: Share = 0.5


class Contour(Product, frozen=True, tag="contour"):
    """Shade where the face shall recede: as a shadow does, and without shine.

    Attributes:
        shade: The colour of the powder or cream; None is a cool, darker tone of the person's skin.
        placement: `cheeks` is below the cheekbones, `jaw` along the jaw, `nose` beside its bridge,
            `forehead` at the hairline, `full` all of them.
        coverage: 0..1, the share of the skin that the pigment hides at its densest.
    """

    shade: Hex | None = None
    placement: Literal["cheeks", "jaw", "nose", "forehead", "full"] = "cheeks"
    coverage: Share = 0.35


class Bronzer(Product, frozen=True, tag="bronzer"):
    """Warmth where the sun meets the face.

    Attributes:
        shade: The colour of the powder; None is a warm, darker tone of the person's skin.
        placement: `sculpted` runs from the temple below the cheekbone and along the jaw,
            `sunkissed` lies on forehead, cheeks, nose and chin.
        finish: `matte`, or `shimmer`, which has some shine of its own.
        coverage: 0..1, the share of the skin that the pigment hides at its densest.
    """

    shade: Hex | None = None
    placement: Literal["sculpted", "sunkissed"] = "sculpted"
    finish: Literal["matte", "shimmer"] = "matte"
    coverage: Share = 0.12


class Highlighter(Product, frozen=True, tag="highlighter"):
    """Shine of its own shade, where the light meets the face: it moves with head and light.

    Attributes:
        placement: `cheekbones`, `nose`, `cupids-bow`, `brow-bone`, or `full`: all of them.
        finish: `satin` is a soft gleam, `metallic` a strong one, `wet` is clear shine.
        coverage: 0..1, the share of the skin that the pigment hides at its densest.
    """

    shade: Hex
    placement: Literal["cheekbones", "nose", "cupids-bow", "brow-bone", "full"] = "cheekbones"
    finish: Literal["satin", "metallic", "wet"] = "satin"
    coverage: Share = 0.08


class Powder(Product, frozen=True, tag="powder"):
    """Sets the face: takes shine away.

    Attributes:
        shade: The colour of the powder; None is translucent.
        placement: `all` of the face, or the `t-zone`: forehead, nose and chin.
        coverage: 0..1, the share of the skin's shine that is taken.
    """

    shade: Hex | None = None
    placement: Literal["all", "t-zone"] = "all"
    coverage: Share = 0.7


class Freckles(Product, frozen=True, tag="freckles"):
    """Small spots, drawn one by one.

    Attributes:
        shade: The colour of the spots; None is a darker, warmer tone of the person's skin, and hides
            more on very dark skin, where it would not show.
        placement: `nose` is the nose and the cheeks beside it, `cheeks` reaches further out, `all`
            has some on the forehead and the chin, too.
        amount: 0..1, how many.
        size: 0..1, from specks to spots.
        pattern: Another number draws other spots.
        coverage: 0..1, the share of the skin that the pigment hides at its densest.
    """

    shade: Hex | None = None
    placement: Literal["nose", "cheeks", "all"] = "nose"
    amount: Share = 0.5
    size: Share = 0.4
    pattern: Annotated[int, Meta(ge=0, le=9999)] = 1
    coverage: Share = 0.45


class FacePaint(Product, frozen=True, tag="face-paint"):
    """A picture over the whole face: opaque paint of its colours, where it is not transparent.

    Attributes:
        picture: A picture file in MediaPipe's canonical face layout (`mirror looks --template`);
            relative to the look's file.
        finish: `matte`, `satin`, `gloss`, or `gem`, which shines most.
        coverage: 0..1, the share of the skin that opaque parts hide.
    """

    picture: PictureFile
    finish: Literal["matte", "satin", "gloss", "gem"] = "matte"
    coverage: Share = 1.0


class Sticker(Product, frozen=True, tag="sticker"):
    """A tattoo, a gem or a sticker: a picture at one place of the face.

    Attributes:
        picture: A picture file, relative to the look's file; it may be transparent.
        u: The place of its middle in the layout, from 0 at the left (the person's right) to 1.
        v: Likewise from the top.
        size: Of its longer side, as a share of the layout's width.
        angle_deg: By how much it is turned clockwise, in degrees.
        finish: `matte`, `satin`, `gloss`, or `gem`, which shines most.
        coverage: 0..1, the share of the skin that opaque parts hide.
    """

    picture: PictureFile
    u: Share
    v: Share
    size: Annotated[float, Meta(gt=0.0, le=1.0)] = 0.15
    angle_deg: Annotated[float, Meta(ge=-180.0, le=180.0)] = 0.0
    finish: Literal["matte", "satin", "gloss", "gem"] = "matte"
    coverage: Share = 1.0


AnyProduct = (
    Lipstick | LipLiner | Eyeshadow | Eyeliner | Blush | Foundation | Concealer | Contour | Bronzer
    | Highlighter | Powder | Freckles | Mascara | FalseLashes | ContactLenses | TeethWhitening
    | Brows | SkinSmoothing | FacePaint | Sticker
)  # fmt: skip
"""All kinds of product."""


def of_own_skin(product: AnyProduct) -> bool:
    """Whether its shade is taken from the person's skin."""
    # Clear powder has no colour at all.
    return getattr(product, "shade", "") is None and not isinstance(product, Powder)
