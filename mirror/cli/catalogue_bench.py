"""Measures import and search on a made-up catalogue in a temporary folder."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from mirror.catalogue.export import export_items
from mirror.catalogue.importer import import_file
from mirror.catalogue.query import Query
from mirror.catalogue.store import Catalogue
from mirror.catalogue.synthetic import synthetic_items
from mirror.cli.machine import cpu_model

_TIMES = 15


def queries(count: int) -> Mapping[str, Query]:
    """What is asked, by what it is meant to show; most of it is the worst of its sort."""
    deep = max(count - 100, 0)
    return {
        "one letter": Query("s"),
        "one letter, by price": Query("s", order="price"),
        "one letter, deep": Query("s", offset=count // 4),
        "one letter, nearest colour": Query("s", near="#a8283c", order="colour"),
        "three letters": Query("s b m"),
        "a word": Query("lipstick"),
        "two words": Query("lips ba", order="relevance"),
        "Chinese": Query("玫瑰"),
        "everything, deep": Query(offset=deep),
        "everything, by price, deep": Query(order="price", offset=deep),
        "one filter": Query(kinds=("lipstick",)),
        "all filters": Query(
            kinds=("lipstick", "blush"),
            undertones=("cool", "warm"),
            flags=("vegan",),
            lowest_cents=500,
            highest_cents=5000,
            in_stock=True,
            order="price-down",
        ),
        "nearest colour": Query(near="#a8283c", order="colour"),
        "nearest colour, deep": Query(near="#a8283c", order="colour", offset=deep),
    }


def measure(count: int) -> dict[str, object]:
    """Makes a catalogue of so many items, imports it twice, and searches it.

    `seconds` are of the first import, of the second one, which changes nothing, and of opening the
    file and answering one query; `milliseconds` are of searches, each asked several times.
    """
    with tempfile.TemporaryDirectory(prefix="mirror-") as folder:
        file, store = Path(folder) / "items.csv", Path(folder) / "catalogue.sqlite"
        export_items(synthetic_items(count), file)
        with Catalogue(store) as catalogue:
            first, again = import_file(catalogue, file), import_file(catalogue, file)
        started = time.perf_counter()
        with Catalogue(store) as catalogue:
            catalogue.search(Query("s"))
            opened = time.perf_counter() - started
            timed = {name: _timed(catalogue, query) for name, query in queries(count).items()}
        size = store.stat().st_size
    return {
        "processor": cpu_model(),
        "items": first.new,
        "bad_rows": first.bad_rows,
        "changed_by_the_second_import": again.new + again.changed,
        "megabytes": round(size / 1e6, 1),
        "seconds": {
            "import": round(first.seconds, 2),
            "import again": round(again.seconds, 2),
            "open and search": round(opened, 3),
        },
        "milliseconds": timed,
    }


def lines_of(figures: Mapping[str, object]) -> Iterator[str]:
    """The figures as lines."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield f"{name}:"
            for what, figure in value.items():
                shown = figure
                if isinstance(figure, Mapping):
                    shown = ", ".join(f"{key} {one}" for key, one in figure.items())
                yield f"  {what:<28}{shown}"
        else:
            yield f"{name}: {value}"


def _timed(catalogue: Catalogue, query: Query) -> dict[str, float | int]:
    taken = []
    total = 0
    for _ in range(_TIMES):
        started = time.perf_counter()
        total = catalogue.search(query).total
        taken.append(1e3 * (time.perf_counter() - started))
    return {
        "found": total,
        "median": round(statistics.median(taken), 1),
        "worst": round(max(taken), 1),
    }
