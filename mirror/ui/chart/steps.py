"""How each product is put on, in plain words: what a face chart says beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from mirror.dressing.outfit import kind_of
from mirror.makeup.products import AnyProduct, Eyeliner, LipLiner, Lipstick
from mirror.ui.marking import QT_TRANSLATE_NOOP

# By kind, and by what of the product decides; "" is for all the others.
_STEPS: Mapping[str, Mapping[str, str]] = {
    "lipstick": {
        "": QT_TRANSLATE_NOOP("Step", "Fill in both lips, from the middle out to the line."),
        "sheer": QT_TRANSLATE_NOOP("Step", "Dab it on, and press the lips together."),
        "matte": QT_TRANSLATE_NOOP("Step", "Fill in both lips, blot them, and fill them in again."),
        "gloss": QT_TRANSLATE_NOOP("Step", "Lay it on the middle of the lips, and spread it thinly."),
        "ombre": QT_TRANSLATE_NOOP(
            "Step", "Fill in the lips with the first shade, and press the second onto their middle."
        ),
        "two-tone": QT_TRANSLATE_NOOP(
            "Step", "Fill in the upper lip with the first shade, the lower one with the second."
        ),
    },
    "lip-liner": {
        "": QT_TRANSLATE_NOOP("Step", "Draw along the lip line, from the bow to the corners."),
        "smudged": QT_TRANSLATE_NOOP(
            "Step", "Draw along the lip line, and blend it in over half of the lip."
        ),
    },
    "eyeshadow": {
        "lid": QT_TRANSLATE_NOOP("Step", "Press it onto the mobile lid."),
        "wash": QT_TRANSLATE_NOOP("Step", "Sweep it over the lid, and fade it out to the brow bone."),
        "crease": QT_TRANSLATE_NOOP("Step", "Blend it into the crease, to and fro."),
        "outer": QT_TRANSLATE_NOOP("Step", "Set it on the outer corner, and blend it inwards."),
        "inner": QT_TRANSLATE_NOOP("Step", "Dab it onto the inner corner."),
        "lower": QT_TRANSLATE_NOOP("Step", "Draw it softly below the lower lashes."),
        "brow-bone": QT_TRANSLATE_NOOP("Step", "Sweep it below the brow."),
        "smoky": QT_TRANSLATE_NOOP(
            "Step", "Smoke it all around the eye, darkest at the lashes; each next shade in its place."
        ),
        "halo": QT_TRANSLATE_NOOP(
            "Step", "Dark on both ends of the lid, light on its middle; blend where they meet."
        ),
        "cut-crease": QT_TRANSLATE_NOOP(
            "Step", "Light on the lid up to a sharp edge, dark in the crease above it."
        ),
        "gradient": QT_TRANSLATE_NOOP(
            "Step", "From the lashes up to the brow, one shade after the other."
        ),
        "sunset": QT_TRANSLATE_NOOP(
            "Step", "From the inner corner out to the temple, one shade after the other."
        ),
        "graphic": QT_TRANSLATE_NOOP(
            "Step", "A block with a sharp edge that points to the temple; tape helps."
        ),
    },
    "eyeliner": {
        "classic": QT_TRANSLATE_NOOP("Step", "Along the upper lashes, thicker outwards."),
        "winged": QT_TRANSLATE_NOOP(
            "Step", "Along the upper lashes, and out past the corner into a wing."
        ),
        "tightline": QT_TRANSLATE_NOOP("Step", "Between the roots of the lashes, no wider."),
        "cat": QT_TRANSLATE_NOOP(
            "Step", "Along the upper lashes into a wing, and to a point at the inner corner."
        ),
        "floating": QT_TRANSLATE_NOOP("Step", "Along the crease, clear of the lashes."),
        "double": QT_TRANSLATE_NOOP("Step", "Along the upper lashes, and again along the crease."),
    },
    "mascara": {
        "": QT_TRANSLATE_NOOP("Step", "From the roots to the tips, in two thin coats."),
        "volume": QT_TRANSLATE_NOOP("Step", "To and fro at the roots, then out to the tips."),
        "curl": QT_TRANSLATE_NOOP("Step", "Curl the lashes first; then from the roots to the tips."),
    },
    "false-lashes": {
        "": QT_TRANSLATE_NOOP(
            "Step", "Cut to the eye's width, glue, wait half a minute, and set it on the lash line."
        )
    },
    "contact-lenses": {"": QT_TRANSLATE_NOOP("Step", "Put in before any makeup; clean hands.")},
    "brows": {
        "": QT_TRANSLATE_NOOP("Step", "Fill in softly, then draw hairs where there are gaps."),
        "powder": QT_TRANSLATE_NOOP("Step", "Fill in softly, lightest at the inner end."),
        "hairs": QT_TRANSLATE_NOOP("Step", "Draw single hairs, in the direction in which they grow."),
    },
    "foundation": {
        "": QT_TRANSLATE_NOOP("Step", "From the middle of the face outwards; blend past the jaw.")
    },
    "concealer": {
        "under-eye": QT_TRANSLATE_NOOP("Step", "Below the eyes, in a triangle; pat it in."),
        "lifted": QT_TRANSLATE_NOOP("Step", "Below the eyes and up towards the temples; pat it in."),
        "centre": QT_TRANSLATE_NOOP(
            "Step", "Below the eyes, and on the middle of forehead, nose and chin; pat it in."
        ),
    },
    "powder": {
        "all": QT_TRANSLATE_NOOP("Step", "Press it thinly over the whole face."),
        "t-zone": QT_TRANSLATE_NOOP("Step", "Press it onto forehead, nose and chin."),
    },
    "contour": {
        "cheeks": QT_TRANSLATE_NOOP("Step", "Below the cheekbones, blended upwards."),
        "jaw": QT_TRANSLATE_NOOP("Step", "Along the jaw, blended down the neck."),
        "nose": QT_TRANSLATE_NOOP("Step", "In two thin lines beside the bridge of the nose."),
        "forehead": QT_TRANSLATE_NOOP("Step", "Along the hairline, blended into it."),
        "full": QT_TRANSLATE_NOOP("Step", "Below the cheekbones, along jaw, nose and hairline."),
    },
    "bronzer": {
        "sculpted": QT_TRANSLATE_NOOP(
            "Step", "From the temple below the cheekbone, and along the jaw."
        ),
        "sunkissed": QT_TRANSLATE_NOOP("Step", "Where the sun meets: forehead, cheeks, nose, chin."),
    },
    "blush": {
        "apples": QT_TRANSLATE_NOOP("Step", "On the apples of the cheeks, in circles."),
        "lifted": QT_TRANSLATE_NOOP("Step", "Up the cheekbones, towards the temples."),
        "draped": QT_TRANSLATE_NOOP("Step", "Over the cheekbones and around to the temples."),
        "sunkissed": QT_TRANSLATE_NOOP("Step", "Across the cheeks and the bridge of the nose."),
    },
    "highlighter": {
        "cheekbones": QT_TRANSLATE_NOOP("Step", "On top of the cheekbones."),
        "nose": QT_TRANSLATE_NOOP("Step", "Down the bridge of the nose, thinly."),
        "cupids-bow": QT_TRANSLATE_NOOP("Step", "A touch on the cupid's bow."),
        "brow-bone": QT_TRANSLATE_NOOP("Step", "Below the arch of the brows."),
        "full": QT_TRANSLATE_NOOP(
            "Step", "On cheekbones, bridge of the nose, brow bones and cupid's bow."
        ),
    },
    "freckles": {
        "": QT_TRANSLATE_NOOP("Step", "Dot them unevenly, and press a finger on each.")
    },
    "skin-smoothing": {"": QT_TRANSLATE_NOOP("Step", "Prime the skin until it is even.")},
    "teeth-whitening": {"": QT_TRANSLATE_NOOP("Step", "Shown with whiter teeth.")},
    "face-paint": {"": QT_TRANSLATE_NOOP("Step", "Paint from the picture, light shades first.")},
    "sticker": {"": QT_TRANSLATE_NOOP("Step", "Set it in its place on clean, dry skin.")},
}  # fmt: skip


def how(product: AnyProduct) -> str:
    """How it is put on, in one sentence of the person's language."""
    steps = _STEPS[kind_of(product)]
    sentence = steps.get(_variant(product)) or steps.get("") or next(iter(steps.values()))
    return QCoreApplication.translate("Step", sentence)


def _variant(product: AnyProduct) -> str:
    if isinstance(product, Lipstick):
        if len(product.shades) > 1:
            return product.blend
        return "gloss" if product.finish == "plumping" else product.finish
    if isinstance(product, LipLiner):
        return "smudged" if product.smudge > 0.5 else ""
    if isinstance(product, Eyeliner) and product.style == "classic" and product.wing > 0:
        return "winged"
    for name in ("placement", "template", "style"):
        if hasattr(product, name):
            return str(getattr(product, name))
    return ""
