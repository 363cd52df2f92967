from __future__ import annotations

import re
import typing
from pathlib import Path

import msgspec

from mirror.dressing.parameters import parameters_of
from mirror.makeup import look
from mirror.makeup.look import TAGS as LOOK_TAGS
from mirror.makeup.look import load_look, shipped_looks
from mirror.makeup.products import AnyProduct
from mirror.pipeline.worker import WorkerState
from mirror.ui.vocabulary import (
    CHOICES,
    FINISHES,
    KINDS,
    LOOKS,
    PARAMETERS,
    STAFF_FACTS,
    STAGES,
    TAGS,
)

PRODUCTS = typing.get_args(AnyProduct)
ALL = [load_look(path) for path in shipped_looks().values()]


def test_the_titles_are_those_of_the_shipped_looks() -> None:
    assert set(LOOKS) == {load_look(path).title for path in shipped_looks().values()}


def test_the_tags_are_those_that_looks_may_have() -> None:
    assert set(TAGS) == {tag.replace("-", " ") for tags in LOOK_TAGS.values() for tag in tags}
    worn = {tag for path in shipped_looks().values() for tag in load_look(path).tags}
    assert {tag.replace("-", " ") for tag in worn} <= set(TAGS)


def test_the_kinds_are_those_of_the_products() -> None:
    tags = {str(msgspec.inspect.type_info(kind).tag) for kind in PRODUCTS}  # type: ignore[attr-defined]
    assert set(KINDS) == {tag.replace("-", " ") for tag in tags}


def test_the_finishes_are_those_that_products_may_have() -> None:
    finishes = {
        finish
        for kind in PRODUCTS
        for finish in typing.get_args(typing.get_type_hints(kind).get("finish", ()))
    }
    assert set(FINISHES) == finishes


def test_the_stages_are_those_that_a_picture_goes_through() -> None:
    mirror = Path(look.__file__).parents[1]
    named = {
        stage
        for path in (*mirror.glob("pipeline/*.py"), *mirror.glob("inference/*.py"))
        for stage in re.findall(r'\.stage\("(\w+)"\)', path.read_text("utf-8"))
    }
    assert set(STAGES) == named | {"latency", "show"}


def test_the_staffs_facts_have_every_state_of_the_makeup() -> None:
    assert {state.value for state in WorkerState} <= set(STAFF_FACTS)


def test_the_staffs_facts_are_those_that_the_kiosk_shows() -> None:
    source = (Path(look.__file__).parents[1] / "ui" / "kiosk" / "kiosk_app.py").read_text("utf-8")
    shown = source.partition("show_facts(")[2].partition("}")[0]
    assert set(re.findall(r'^ +"(.+?)":', shown, re.MULTILINE)) <= set(STAFF_FACTS)


def test_the_parameters_and_choices_are_those_that_products_have() -> None:
    found = [one for look_ in ALL for product in look_.products for one in parameters_of(product)]
    assert {one.name.replace("_", " ") for one in found} <= set(PARAMETERS)
    fields = {field for kind in PRODUCTS for field in kind.__struct_fields__} - {"strength"}
    assert set(PARAMETERS) == {field.replace("_", " ") for field in fields}
    literals = {
        str(choice)
        for kind in PRODUCTS
        for hint in typing.get_type_hints(kind).values()
        if typing.get_origin(hint) is typing.Literal
        for choice in typing.get_args(hint)
    }
    assert set(CHOICES) == {choice.replace("-", " ") for choice in literals}
