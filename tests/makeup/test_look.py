from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from mirror.errors import LookError
from mirror.makeup.look import SCHEMA, TAGS, find_look, load_look, look_schema, shipped_looks
from mirror.makeup.products import AnyProduct, Eyeshadow, Foundation, Lipstick

GOOD = """
name = "mine"
title = "Mine"
[[products]]
kind = "lipstick"
shades = ["#a8283c"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "look.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_becomes_a_look(tmp_path: Path) -> None:
    look = load_look(write(tmp_path, GOOD))
    assert look.products == (Lipstick(shades=("#a8283c",)),)
    assert look.schema == SCHEMA


FIRST_FORMAT = """
name = "old"
title = "Old"
schema = 1
[[products]]
kind = "eyeshadow"
shade = "#8f6278"
shape = "outer"
strength = 0.5
[[products]]
kind = "foundation"
shade = "#c09878"
"""


def test_a_file_of_the_first_format_is_still_read(tmp_path: Path) -> None:
    look = load_look(write(tmp_path, FIRST_FORMAT))
    shadow = Eyeshadow(shades=("#8f6278",), template="outer", strength=0.5)
    assert look.products == (shadow, Foundation(shade="#c09878"))
    assert look.schema == SCHEMA


def test_a_file_of_a_later_format_says_so(tmp_path: Path) -> None:
    with pytest.raises(LookError, match="newer mirror"):
        load_look(write(tmp_path, GOOD.replace("[[", "schema = 99\n[[")))


def test_editors_are_told_every_kind_and_its_ranges() -> None:
    schema = look_schema()
    kinds = {name for name in schema["$defs"] if "kind" in schema["$defs"][name]["properties"]}
    assert kinds == {kind.__name__ for kind in get_args(AnyProduct)}
    assert schema["$defs"]["Eyeliner"]["properties"]["thickness"]["maximum"] == 0.2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Mine"', 'title = "Mine"\ncolour = 3', "unknown field `colour`"),
        ('"#a8283c"', '"#a8283"', "products[0].shades[0]"),
        ('"#a8283c"', '"red"', "products[0].shades[0]"),
        ('["#a8283c"]', '["#a8283c"]\nstrength = 1.4', "<= 1.0 at products[0].strength"),
        ('["#a8283c"]', '["#a8283c"]\nstrength = "much"', "got `str` at products[0].strength"),
        ('["#a8283c"]', '["#a8283c"]\nfinish = "wet"', "'wet'"),
        ('["#a8283c"]', '["#a8283c"]\nwing = 0.2', "unknown field `wing`"),
        ('kind = "lipstick"', 'kind = "perfume"', "'perfume'"),
        ('kind = "lipstick"', "", "`kind`"),
        ('name = "mine"', 'name = "My Look"', "at name"),
        ('name = "mine"', "", "`name`"),
        ('["#a8283c"]', "[]", "length >= 1"),
        ('name = "mine"', "name = ", "not valid TOML"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(LookError) as caught:
        load_look(path)
    message = str(caught.value)
    assert words in message
    assert str(path) in message
    assert "\n" not in message


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "look.toml"
    path.write_bytes(b"\xff\xfe\x00broken")
    with pytest.raises(LookError, match="UTF-8"):
        load_look(path)
    with pytest.raises(LookError, match="cannot be read"):
        load_look(tmp_path / "absent.toml")
    with pytest.raises(LookError, match="cannot be read"):
        load_look(tmp_path)


def test_forty_looks_are_shipped_and_named_as_their_files() -> None:
    looks = shipped_looks()
    assert len(looks) >= 40
    for name, path in looks.items():
        assert load_look(path).name == name
    places = [path.name[:2] for path in looks.values()]
    assert len(set(places)) == len(places), "no two have the same place in the list"


def test_no_two_shipped_looks_read_the_same() -> None:
    titles = [load_look(path).title for path in shipped_looks().values()]
    assert len(set(titles)) == len(titles)


def test_a_word_of_the_tags_tells_one_thing() -> None:
    words = [word for group in TAGS.values() for word in group]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", list(shipped_looks()))
def test_a_shipped_look_is_tagged_in_the_known_words(name: str) -> None:
    tags = find_look(name).tags
    told = {group: [tag for tag in tags if tag in words] for group, words in TAGS.items()}
    assert len(set(tags)) == len(tags) == sum(map(len, told.values())), "only known words, once"
    assert told["occasion"]
    assert told["style"]
    assert told["season"]
    assert len(told["intensity"]) == 1


def test_shipped_looks_go_from_bare_to_stage() -> None:
    tags = Counter(tag for name in shipped_looks() for tag in find_look(name).tags)
    for intensity in TAGS["intensity"]:
        assert tags[intensity] >= 4
    for group, words in TAGS.items():
        assert not [word for word in words if not tags[word]], f"a word of {group} without a look"


def test_a_look_is_found_by_name_or_by_file(tmp_path: Path) -> None:
    assert find_look("classic-red").title == "Classic red"
    assert find_look(str(write(tmp_path, GOOD))).name == "mine"
    with pytest.raises(LookError, match=r"no look named “nowhere”.*classic-red"):
        find_look("nowhere")
