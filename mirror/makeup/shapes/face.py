"""Where the products of the complexion and of the cheeks lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, reduce

import numpy as np

from mirror.core.regions import regions, smoothstep
from mirror.core.types import Floats
from mirror.makeup.shapes.canvas import Path, bells, both_sides, frozen, grid, through

_BLUSH: Mapping[str, Path] = {
    "apples": ((0.27, 0.525, 0.062), (0.235, 0.515, 0.066), (0.205, 0.505, 0.058)),
    "lifted": ((0.265, 0.52, 0.05), (0.205, 0.485, 0.06), (0.145, 0.435, 0.05)),
    "draped": (
        (0.26, 0.515, 0.046), (0.2, 0.475, 0.06), (0.14, 0.42, 0.06), (0.1, 0.35, 0.05),
    ),
    "sunkissed": (
        (0.5, 0.468, 0.034), (0.38, 0.485, 0.036), (0.29, 0.5, 0.05), (0.2, 0.49, 0.055),
    ),
}  # fmt: skip

# Mesh points of the person's right side with radii; see `through`.
_Nodes = Sequence[tuple[int, float]]
_UNDER_EYE: _Nodes = ((228, 0.016), (229, 0.022), (230, 0.026), (231, 0.026), (232, 0.022))
_BRIDGE: _Nodes = ((168, 0.018), (6, 0.018), (197, 0.018), (195, 0.018), (5, 0.018))
_CONCEALER: Mapping[str, Sequence[_Nodes]] = {
    "under-eye": (_UNDER_EYE,),
    "lifted": (_UNDER_EYE, ((230, 0.026), (228, 0.024), (111, 0.026), (143, 0.026))),
    "centre": (_UNDER_EYE, _BRIDGE, ((151, 0.06), (9, 0.05)), ((199, 0.03),)),
}
_CONTOUR: Mapping[str, Sequence[_Nodes]] = {
    "cheeks": (((234, 0.055), (137, 0.05), (147, 0.042), (187, 0.034)),),
    "jaw": (((215, 0.03), (138, 0.036), (135, 0.036), (169, 0.034), (170, 0.03), (140, 0.026)),),
    "nose": (((193, 0.014), (122, 0.012), (188, 0.013), (236, 0.014), (198, 0.013)),),
    "forehead": (((21, 0.06), (54, 0.065), (103, 0.05), (67, 0.04), (109, 0.035)),),
}
_BRONZER: Mapping[str, Sequence[_Nodes]] = {
    "sculpted": (
        ((54, 0.05), (21, 0.05), (143, 0.035), (227, 0.045), (137, 0.05), (147, 0.04)),
        ((137, 0.04), (58, 0.04), (172, 0.04), (136, 0.04), (150, 0.035)),
    ),
    "sunkissed": (
        ((103, 0.06), (69, 0.055), (151, 0.05)),
        ((227, 0.05), (116, 0.055), (50, 0.055), (209, 0.03), (195, 0.03)),
        ((199, 0.035),),
    ),
}
_HIGHLIGHTER: Mapping[str, Sequence[_Nodes]] = {
    "cheekbones": (((143, 0.014), (116, 0.022), (117, 0.02)),),
    "nose": (((6, 0.008), (197, 0.009), (195, 0.009), (5, 0.01), (4, 0.011)),),
    "cupids-bow": (((37, 0.008), (0, 0.007)),),
    "brow-bone": (((46, 0.01), (53, 0.013), (52, 0.012)),),
}
# How far a product's middle lies below (above, if less than 0) the mesh points, in v.
_LOWER: Mapping[str, float] = {"cheekbones": 0.022, "cupids-bow": -0.012, "brow-bone": 0.022}


def _painted(strokes: Sequence[_Nodes], size: int, lower: float = 0.0) -> Floats:
    """Soft strokes on both sides of the face, on skin alone."""
    masks = [bells([(u, v + lower, r) for u, v, r in through(stroke)], size) for stroke in strokes]
    return both_sides(reduce(np.maximum, masks)) * _skin(size)


@cache
def _skin(size: int) -> Floats:
    """What is neither lips nor brows nor a hole."""
    masks = regions(size)
    return frozen(masks.domain * (1 - masks.lips) * (1 - 0.8 * masks.brows))


def _chosen(places: Mapping[str, Sequence[_Nodes]], placement: str, size: int) -> Floats:
    names = tuple(places) if placement == "full" else (placement,)
    masks = [_painted(places[name], size, _LOWER.get(name, 0.0)) for name in names]
    return frozen(reduce(np.maximum, masks))


@cache
def blush(placement: str, size: int) -> Floats:
    """Blush of a placement (`Blush.placement`) on both cheeks."""
    soft = both_sides(bells(_BLUSH[placement], size))
    masks = regions(size)
    return frozen(soft * (1 - masks.lips) * masks.domain)


@cache
def blushes(placement: str, count: int, size: int) -> tuple[Floats, ...]:
    """The parts of it that several shades take, from the nose out to the temple."""
    whole = blush(placement, size)
    if count == 1:
        return (whole,)
    u, _ = grid(size)
    nodes = [node[0] for node in _BLUSH[placement]]
    outwards = (max(nodes) - np.minimum(u, 1 - u)) / (max(nodes) - min(nodes)) * (count - 1)
    at = np.clip(outwards, 0, count - 1)
    return tuple(frozen(smoothstep(1.0, 0.0, np.abs(at - shade)) * whole) for shade in range(count))


@cache
def complexion(size: int) -> Floats:
    """Where foundation lies: all skin but lips, brows and eyes."""
    masks = regions(size)
    return frozen(masks.domain * (1 - masks.lips) * (1 - 0.9 * masks.brows))


@cache
def concealer(placement: str, size: int) -> Floats:
    """`Concealer.placement`."""
    return frozen(_painted(_CONCEALER[placement], size))


@cache
def contour(placement: str, size: int) -> Floats:
    """`Contour.placement`."""
    return _chosen(_CONTOUR, placement, size)


@cache
def bronzer(placement: str, size: int) -> Floats:
    """`Bronzer.placement`."""
    return frozen(_painted(_BRONZER[placement], size))


@cache
def highlighter(placement: str, size: int) -> Floats:
    """`Highlighter.placement`."""
    return _chosen(_HIGHLIGHTER, placement, size)


@cache
def powder(placement: str, size: int) -> Floats:
    """`Powder.placement`."""
    if placement == "all":
        return complexion(size)
    zones: Sequence[_Nodes] = (
        ((103, 0.05), (69, 0.055), (151, 0.06)),
        ((9, 0.05), (168, 0.03), (197, 0.03), (5, 0.035)),
        ((199, 0.04),),
    )
    return frozen(_painted(zones, size))


_FRECKLED: Mapping[str, Sequence[_Nodes]] = {
    "nose": (((195, 0.05), (209, 0.05), (101, 0.055)),),
    "cheeks": (((195, 0.05), (209, 0.055), (101, 0.065), (50, 0.065), (123, 0.05)),),
    "all": (
        ((195, 0.06), (101, 0.08), (123, 0.08)), ((151, 0.1), (69, 0.09)), ((200, 0.07),),
    ),
}  # fmt: skip
_MOST_FRECKLES, _CANDIDATES = 420, 5000


@cache
def freckles(placement: str, amount: float, largeness: float, pattern: int, size: int) -> Floats:
    """Spots, each of its own size, shape and strength; no face is freckled alike on both sides.

    Args:
        placement: `Freckles.placement`.
        amount: `Freckles.amount`.
        largeness: `Freckles.size`.
        pattern: `Freckles.pattern`.
        size: N.
    """
    rng = np.random.default_rng(pattern)
    likely = _painted(_FRECKLED[placement], size)
    # Each spot is what it is whether it is worn or not: more of them are the same ones, and others.
    uv = rng.random((_CANDIDATES, 2))
    wanted = rng.random(_CANDIDATES)
    sizes = np.exp(rng.normal(0, 0.35, _CANDIDATES)) * (0.0016 + 0.0024 * largeness)
    stretches = np.exp(rng.normal(0, 0.2, _CANDIDATES))
    strengths = rng.uniform(0.35, 1, _CANDIDATES)
    at = np.minimum((uv * size).astype(int), size - 1)
    kept = np.flatnonzero(wanted < likely[at[:, 1], at[:, 0]])[: round(amount * _MOST_FRECKLES)]
    mask = np.zeros((size, size), np.float32)
    u, v = grid(size)
    for spot in kept:
        (u0, v0), radius, longer = uv[spot], sizes[spot], stretches[spot]
        reach = int(3 * radius * longer * size) + 2
        row, column = int(v0 * size), int(u0 * size)
        box = (
            slice(max(row - reach, 0), row + reach + 1),
            slice(max(column - reach, 0), column + reach + 1),
        )
        exponent = ((u[box] - u0) / longer) ** 2 + ((v[box] - v0) * longer) ** 2
        drawn = strengths[spot] * np.exp(-((exponent / radius**2) ** 1.5))
        mask[box] = np.maximum(mask[box], drawn)
    return frozen(mask * _skin(size))
