"""A made-up catalogue of any size, to measure with: the same one for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from mirror.catalogue.gtin import check_digit
from mirror.catalogue.item import FLAGS, UNDERTONES, Item
from mirror.catalogue.kinds import product_kinds

_BRANDS = 60
_LINES = 8
_SHADES = 12
_CONSONANTS, _VOWELS = "bcdfglmnprstv", "aeiou"
_CHINESE = "玫瑰豆沙枫叶奶茶裸粉珊瑚焦糖樱桃丝绒雾面水光"


def synthetic_items(count: int, seed: int = 1) -> Iterator[Item]:
    """Items that look as a large shop's do: some sixty brands, a dozen shades a product.

    Kinds, finishes and colours are spread evenly; every tenth name is Chinese, and every fifth
    item misses its price, stock or barcode.
    """
    random_ = random.Random(seed)  # noqa: S311 - nothing secret
    words = [_word(random_) for _ in range(3000)]
    brands = [
        " ".join(random_.sample(words, random_.choice((1, 2)))).title() for _ in range(_BRANDS)
    ]
    lines = {b: [random_.choice(words).title() for _ in range(_LINES)] for b in brands}
    kinds = [kind for kind in product_kinds().values() if not kind.required]
    brand = line = name = ""
    kind = kinds[0]
    for number in range(count):
        if number % _SHADES == 0:
            brand, kind = random_.choice(brands), random_.choice(kinds)
            line = random_.choice(lines[brand])
            name = f"{' '.join(random_.sample(words, 2)).title()} {kind.name.title()}"
        body = f"400{number:09d}"
        chinese = number % 10 == 0
        priced = random_.random() < 0.9
        yield Item(
            sku=f"S{number:07d}",
            barcode=body + str(check_digit(body)) if random_.random() < 0.9 else None,
            brand=brand,
            line=line,
            name=name,
            kind=kind.name,
            finish=random_.choice((None, *kind.finishes)),
            shade_name="".join(random_.sample(_CHINESE, 3))
            if chinese
            else " ".join(random_.sample(words, 2)).title(),
            shade_code=f"{number % 900 + 100}",
            colour=f"#{random_.randrange(60, 256):02x}{random_.randrange(20, 200):02x}"
            f"{random_.randrange(20, 200):02x}",
            opacity=random_.randrange(5, 101) / 100,
            undertone=random_.choice((None, *UNDERTONES)),
            price_cents=random_.randrange(299, 9900) if priced else None,
            currency="EUR" if priced else None,
            flags=tuple(flag for flag in FLAGS if random_.random() < 0.3),
            stock=random_.randrange(0, 40) if random_.random() < 0.8 else None,
        )


def _word(random_: random.Random) -> str:
    syllables = random_.randint(1, 4)
    return "".join(random_.choice(_CONSONANTS) + random_.choice(_VOWELS) for _ in range(syllables))
