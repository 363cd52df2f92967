from __future__ import annotations

from typing import Any, cast

from mirror.cli.catalogue_bench import lines_of, measure, queries


def test_a_made_up_catalogue_is_imported_twice_and_searched() -> None:
    figures = cast(dict[str, Any], measure(300))
    assert figures["items"] == 300
    assert figures["bad_rows"] == 0
    assert figures["changed_by_the_second_import"] == 0
    assert set(figures["milliseconds"]) == set(queries(300))
    assert figures["milliseconds"]["everything, deep"]["found"] == 300
    for timed in figures["milliseconds"].values():
        assert 0 <= timed["median"] <= timed["worst"]
    assert all(seconds > 0 for seconds in figures["seconds"].values())
    text = "\n".join(lines_of(figures))
    assert "everything, deep" in text
    assert "import again" in text
