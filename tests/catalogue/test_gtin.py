from __future__ import annotations

import random

import pytest

from mirror.catalogue.gtin import check_digit, gtin13, is_valid, normalised


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("4006381333931", "4006381333931"),
        ("4 006381-333931", "4006381333931"),
        ("036000291452", "0036000291452"),
        ("96385074", "0000096385074"),
    ],
)
def test_all_three_codes_become_thirteen_digits(printed: str, stored: str) -> None:
    assert normalised(printed) == stored
    assert is_valid(stored)


def test_every_mistyped_digit_is_noticed() -> None:
    random_ = random.Random(1)
    for _ in range(50):
        body = "".join(random_.choice("0123456789") for _ in range(12))
        code = body + str(check_digit(body))
        assert is_valid(code)
        at = random_.randrange(13)
        wrong = str((int(code[at]) + random_.randrange(1, 10)) % 10)
        assert not is_valid(code[:at] + wrong + code[at + 1 :])


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("4006381333932", "check digit should be 1"),
        ("12345", "5 digits"),
        ("40063813339312", "14 digits"),
        ("400638133393X", "made of digits"),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "made of digits"),
        ("", "made of digits"),
        ("0000000000000", "only zeros"),
    ],
)
def test_what_is_no_barcode_is_refused_with_the_reason(written: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        normalised(written)


@pytest.mark.parametrize(
    ("digits", "gtin"),
    [
        ("4006381333931", "4006381333931"),
        ("036000291452", "0036000291452"),
        ("96385074", "0000096385074"),
        ("04006381333931", "4006381333931"),
        ("01234565", "0012345000065"),
        ("04252614", "0042100005264"),
        ("02345673", "0023456000073"),
        ("02345147", "0023450000017"),
        ("06397126", "0063200009716"),
        ("4006381333930", None),
        ("14006381333938", None),
        ("", None),
        ("400638133393", None),
        ("40063813339317", None),
        ("4006381 33393", None),
        ("-400638133393", None),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", None),
    ],
)
def test_a_number_is_normalised_or_refused(digits: str, gtin: str | None) -> None:
    assert gtin13(digits) == gtin


def test_one_wrong_digit_is_always_found() -> None:
    ean = "4006381333931"
    for place in range(13):
        for digit in set("0123456789") - {ean[place]}:
            assert gtin13(ean[:place] + digit + ean[place + 1 :]) is None
