from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.catalogue import importer
from mirror.catalogue.export import export_items
from mirror.catalogue.facets import Facets, read_facets, write_facets
from mirror.catalogue.importer import Wishes, import_file
from mirror.catalogue.item import Item
from mirror.catalogue.query import Query
from mirror.catalogue.reading import RowReader
from mirror.catalogue.report import Report
from mirror.catalogue.store import Catalogue
from mirror.catalogue.synthetic import synthetic_items
from mirror.errors import CatalogueError
from tests.shelf import BARCODES, BLUSH, RED, ROSE, item, write_csv
from tests.workbooks import Date, workbook


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue(tmp_path / "catalogue.sqlite") as opened:
        yield opened


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.removed, report.bad_rows


def told(report: Report) -> list[tuple[int, str]]:
    return [(remark.number, remark.text) for remark in report.errors]


def state(catalogue: Catalogue) -> list[Item]:
    return list(catalogue.items())


def barcoded(row: tuple[str, ...], sku: str, barcode: str) -> tuple[str, ...]:
    return (sku, barcode, *row[2:])


def test_the_same_file_twice_changes_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "items.csv", RED, ROSE, BLUSH)
    assert counts(import_file(catalogue, path)) == (3, 0, 0, 0, 0)
    before = catalogue.connection.execute("SELECT * FROM items").fetchall()
    revision = catalogue.connection.execute("SELECT revision FROM facets").fetchone()
    assert counts(import_file(catalogue, path)) == (0, 0, 3, 0, 0)
    assert catalogue.connection.execute("SELECT * FROM items").fetchall() == before
    assert catalogue.connection.execute("SELECT revision FROM facets").fetchone() == revision


def test_what_has_changed_is_changed_also_for_the_search(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    renamed = (*RED[:3], "Silk Lipstick", *RED[4:6], "9.50", "EUR")
    report = import_file(catalogue, write_csv(tmp_path / "new.csv", renamed, ROSE, BLUSH))
    assert counts(report) == (1, 1, 1, 0, 0)
    found = catalogue.by_sku("R1")
    assert found is not None
    assert (found.name, found.price_cents) == ("Silk Lipstick", 950)
    assert catalogue.search(Query("silk")).total == 1
    assert catalogue.search(Query("velvet")).total == 1
    assert catalogue.search(Query(order="price")).found[0].item.sku == "R1"


def test_bad_rows_are_told_with_their_lines_and_good_ones_kept(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "items.csv"
    path.write_text(
        "SKU;EAN;Name;Typ;Farbe;Preis (EUR)\n"
        'A1;;"A name of\ntwo lines";lipstick;#a8283c;12,90\n'
        "A2;;x;lipstick;red;12,90\n"
        "A3;;x;perfume;#a8283c;12,90\n"
        "A4;;x;lipstick\n"
        "A5;;x;lipstick;#a8283c;1,234\n"
        "A6;4006381333932;x;lipstick;#a8283c;1\n"
        "A7;;\0;lipstick;#a8283c;1\n"
        "A8;;x;lipstick;Lab 50/120/-120;1\n"
        ";;x;lipstick;#a8283c;1\n"
        "A9;;x;lipstick;#a8283c;1\n",
        "utf-8",
    )
    report = import_file(catalogue, path)
    assert [one.sku for one in state(catalogue)] == ["A1", "A9"]
    assert report.place == "line"
    assert [(remark.number, remark.column) for remark in report.errors] == [
        (4, "Farbe"),
        (5, "Typ"),
        (6, None),
        (7, "Preis (EUR)"),
        (8, "EAN"),
        (9, "Name"),
        (10, "Farbe"),
        (11, "SKU"),
    ]
    assert report.bad_rows == 8
    found = catalogue.by_sku("A1")
    assert found is not None
    assert found.name == "A name of two lines"


def test_the_second_of_two_rows_with_one_number_is_left_out(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "items.csv",
        RED,
        ROSE,
        (*RED[:3], "Other", *RED[4:]),
        barcoded(BLUSH, "B2", RED[1]),
    )
    report = import_file(catalogue, path)
    assert [one.sku for one in state(catalogue)] == ["R1", "R2"]
    assert told(report) == [
        (4, "the sku R1 is in line 2 already"),
        (5, f"the barcode {RED[1]} is in line 2 already"),
    ]
    assert state(catalogue)[0].name == "Velvet Lipstick"


def test_the_barcode_of_another_item_is_not_taken_over(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    thief = barcoded(BLUSH, "B1", RED[1])
    report = import_file(catalogue, write_csv(tmp_path / "new.csv", thief))
    assert told(report) == [(2, f"the barcode {RED[1]} is that of R1 in the catalogue")]
    assert [one.sku for one in state(catalogue)] == ["R1", "R2"]


def test_a_row_that_loses_its_barcode_may_leave_another_without(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """R1 would take that of B1, which stays; so R1 keeps its own, which R2 would have taken."""
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE, BLUSH))
    before = state(catalogue)
    rows = (barcoded(RED, "R1", BLUSH[1]), barcoded(ROSE, "R2", RED[1]))
    report = import_file(catalogue, write_csv(tmp_path / "new.csv", *rows))
    assert counts(report) == (0, 0, 0, 0, 2)
    assert [number for number, _ in told(report)] == [2, 3]
    assert state(catalogue) == before


def test_two_items_may_exchange_their_barcodes(catalogue: Catalogue, tmp_path: Path) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    rows = (barcoded(RED, "R1", ROSE[1]), barcoded(ROSE, "R2", RED[1]))
    report = import_file(catalogue, write_csv(tmp_path / "new.csv", *rows))
    assert counts(report) == (0, 2, 0, 0, 0)
    assert [one.barcode for one in state(catalogue)] == [ROSE[1], RED[1]]


def test_what_the_file_does_not_list_stays_unless_it_is_to_be_replaced(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE, BLUSH))
    path = write_csv(tmp_path / "new.csv", ROSE)
    assert counts(import_file(catalogue, path)) == (0, 0, 1, 0, 0)
    assert len(catalogue) == 3
    assert counts(import_file(catalogue, path, Wishes(replace=True))) == (0, 0, 1, 2, 0)
    assert [one.sku for one in state(catalogue)] == ["R2"]
    assert catalogue.search(Query("soft")).total == 0
    assert catalogue.search(Query()).total == 1


def test_the_barcode_of_an_item_that_goes_is_free(catalogue: Catalogue, tmp_path: Path) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED))
    path = write_csv(tmp_path / "new.csv", barcoded(RED, "NEW", RED[1]))
    assert counts(import_file(catalogue, path, Wishes(replace=True))) == (1, 0, 0, 1, 0)


def test_an_item_whose_row_is_bad_is_listed_and_stays(catalogue: Catalogue, tmp_path: Path) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE, BLUSH))
    path = write_csv(tmp_path / "new.csv", (*RED[:5], "red", *RED[6:]), ROSE)
    report = import_file(catalogue, path, Wishes(replace=True))
    assert counts(report) == (0, 0, 1, 1, 1)
    assert [one.sku for one in state(catalogue)] == ["R1", "R2"]


def test_nothing_goes_while_a_row_cannot_be_read(catalogue: Catalogue, tmp_path: Path) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    path = write_csv(tmp_path / "new.csv", RED, ("R2", "ragged"))
    report = import_file(catalogue, path, Wishes(replace=True))
    assert counts(report) == (0, 0, 1, 0, 1)
    assert "Nothing was removed" in report.notes[0]
    assert len(catalogue) == 2


def test_a_trial_says_the_same_and_changes_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    before = state(catalogue)
    path = write_csv(tmp_path / "new.csv", (*RED[:3], "Silk", *RED[4:]), BLUSH, ("X",))
    for replace in (False, True):
        tried = import_file(catalogue, path, Wishes(dry_run=True, replace=replace))
        assert state(catalogue) == before
        assert tried.dry_run
    tried = import_file(catalogue, path, Wishes(dry_run=True))
    done = import_file(catalogue, path)
    assert counts(tried) == counts(done) == (1, 1, 0, 0, 1)


def test_columns_and_currency_can_be_told(catalogue: Catalogue, tmp_path: Path) -> None:
    header = ("No", "Text", "What", "Tint", "Cost")
    path = write_csv(
        tmp_path / "items.csv", ("A1", "Velvet", "blush", "#a8283c", "5"), header=header
    )
    with pytest.raises(CatalogueError, match=r"no column for sku, name, kind, colour.*--map"):
        import_file(catalogue, path)
    columns = {"No": "sku", "Text": "name", "What": "kind", "Tint": "colour", "Cost": "price"}
    import_file(catalogue, path, Wishes(columns=columns, currency="EUR"))
    (found,) = state(catalogue)
    assert found == item("A1", kind="blush", price_cents=500, currency="EUR")


def test_a_file_of_headers_alone_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "items.csv")
    with pytest.raises(CatalogueError, match="has headers, but no rows"):
        import_file(catalogue, path, Wishes(replace=True))


ROWS = [
    ["SKU", "条码", "品牌", "Bezeichnung", "Type", "Couleur", "Prix (EUR)", "Stock"],
    ["A1", "4006381333931", "花西子", "Crème", "lipstick", "#a8283c", "12.90", "3"],
    ["A2", "", "Aurora", "Größe", "blush", "rgb(168, 40, 60)", "", ""],
]
READ = [
    item("A1", barcode=BARCODES[0], brand="花西子", name="Crème", price_cents=1290, currency="EUR", stock=3),
    item("A2", brand="Aurora", name="Größe", kind="blush"),
]  # fmt: skip


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_file_of_any_encoding_and_delimiter(
    catalogue: Catalogue, tmp_path: Path, codec: str, delimiter: str
) -> None:
    lines = [delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in ROWS]
    path = tmp_path / "items.csv"
    path.write_bytes("\r\n".join(lines).encode(codec))
    assert import_file(catalogue, path).errors == ()
    assert state(catalogue) == READ


def test_json_and_json_lines(catalogue: Catalogue, tmp_path: Path) -> None:
    held = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    (tmp_path / "a.json").write_text(json.dumps(held), "utf-8")
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, held)), "utf-8")
    assert counts(import_file(catalogue, tmp_path / "a.json")) == (2, 0, 0, 0, 0)
    assert state(catalogue) == READ
    assert counts(import_file(catalogue, tmp_path / "a.jsonl")) == (0, 0, 2, 0, 0)


def test_a_workbook_with_the_numbers_that_excel_makes(catalogue: Catalogue, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*ROWS[0]],
        ["A1", 4006381333931.0, "花西子", "Crème", "lipstick", "#a8283c", 12.9, 3],
        ["A2", None, "Aurora", "Größe", "blush", "rgb(168, 40, 60)", None, None],
        ["A3", None, None, "x", "blush", Date(45000), None, None],
        [Date(45000), None, None, "x", "blush", "#000000", None, None],
    ]
    report = import_file(catalogue, workbook(tmp_path / "items.xlsx", {"Items": rows}))
    assert state(catalogue) == READ
    assert report.place == "row"
    assert [(one.number, one.column) for one in report.errors] == [(4, "Couleur"), (5, "SKU")]
    assert all("is a date" in one.text for one in report.errors)


def test_random_changes_end_as_the_last_file_says(catalogue: Catalogue, tmp_path: Path) -> None:
    random_ = random.Random(8)
    pool = list(synthetic_items(120))
    for step in range(6):
        wanted = random_.sample(pool, 60)
        codes = [one.barcode for one in wanted]
        random_.shuffle(codes)
        changed = [
            Item(
                **{name: getattr(one, name) for name in Item.__struct_fields__} | {"barcode": code}
            )
            for one, code in zip(wanted, codes, strict=True)
        ]
        path = tmp_path / f"{step}.json"
        export_items(changed, path)
        report = import_file(catalogue, path, Wishes(replace=True))
        assert report.errors == ()
        assert {one.sku: one for one in state(catalogue)} == {one.sku: one for one in changed}
        for one in random_.sample(changed, 5):
            text = f"{one.name} {one.shade_code}"
            found = catalogue.search(Query(text, limit=1000)).found
            assert one in [hit.item for hit in found]


class MishapError(Exception):
    """Stands for whatever may go wrong in the middle."""


@pytest.mark.parametrize("where", ["write_facets", "_compare", "_drop_tables"])
def test_a_failure_in_the_middle_leaves_the_old_catalogue(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    before = state(catalogue)
    path = write_csv(tmp_path / "new.csv", (*RED[:3], "Silk", *RED[4:]), BLUSH)
    calls = 0
    original = getattr(importer, where)

    def fail(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        # The tables are dropped once before anything begins.
        if where != "_drop_tables" or calls > 1:
            raise MishapError
        return original(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(importer, where, fail)
        with pytest.raises(MishapError):
            import_file(catalogue, path)
    if where != "_drop_tables":
        assert state(catalogue) == before
        assert catalogue.search(Query("silk")).total == 0
        assert counts(import_file(catalogue, path)) == (1, 1, 0, 0, 0)
    assert counts(import_file(catalogue, path)) == (0, 0, 2, 0, 0)


def test_a_row_that_breaks_the_reader_leaves_the_old_catalogue(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED))
    read = RowReader.read

    def fail(self: object, row: object) -> object:
        if row.number == 3:  # type: ignore[attr-defined]
            raise OSError(5, "Input/output error")
        return read(self, row)  # type: ignore[arg-type]

    monkeypatch.setattr(RowReader, "read", fail)
    with pytest.raises(CatalogueError, match="cannot be read to its end: Input/output error"):
        import_file(catalogue, write_csv(tmp_path / "new.csv", BLUSH, ROSE))
    assert [one.sku for one in state(catalogue)] == ["R1"]


def test_a_full_disk_leaves_the_old_catalogue(catalogue: Catalogue, tmp_path: Path) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    before = state(catalogue)
    (pages,) = catalogue.connection.execute("PRAGMA page_count").fetchone()
    catalogue.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    export_items(synthetic_items(500), tmp_path / "new.json")
    with pytest.raises(CatalogueError, match="the disk is full; free some space"):
        import_file(catalogue, tmp_path / "new.json")
    assert state(catalogue) == before
    assert catalogue.search(Query()).total == 2
    catalogue.connection.execute("PRAGMA max_page_count = 1000000")
    assert import_file(catalogue, tmp_path / "new.json").new == 500


CRASH = """
import os, sys
from pathlib import Path
from mirror.catalogue import importer
from mirror.catalogue.store import Catalogue
importer.write_facets = lambda connection: os._exit(9)
with Catalogue(Path(sys.argv[1])) as catalogue:
    importer.import_file(catalogue, Path(sys.argv[2]))
"""


def test_a_process_that_is_killed_leaves_the_old_catalogue(tmp_path: Path) -> None:
    store, path = tmp_path / "catalogue.sqlite", tmp_path / "new.json"
    with Catalogue(store) as catalogue:
        import_file(catalogue, write_csv(tmp_path / "old.csv", RED))
    export_items(synthetic_items(2000), path)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CRASH, store, path],
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert done.returncode == 9
    with Catalogue(store) as catalogue:
        assert [one.sku for one in state(catalogue)] == ["R1"]
        assert catalogue.search(Query("velvet")).total == 1
        assert catalogue.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert import_file(catalogue, path).new == 2000


def test_a_reader_during_an_import_sees_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The import stops inside its transaction while another thread reads, then goes on."""
    store = tmp_path / "catalogue.sqlite"
    written, seen = threading.Event(), threading.Event()

    def stop(connection: sqlite3.Connection) -> None:
        write_facets(connection)
        written.set()
        assert seen.wait(30)

    def work() -> None:
        with Catalogue(store) as catalogue:
            import_file(catalogue, tmp_path / "new.json", Wishes(replace=True))

    with Catalogue(store) as reader:
        import_file(reader, write_csv(tmp_path / "old.csv", RED, ROSE))
        export_items(synthetic_items(300), tmp_path / "new.json")
        monkeypatch.setattr(importer, "write_facets", stop)
        thread = threading.Thread(target=work)
        thread.start()
        try:
            assert written.wait(30)
            assert [one.sku for one in reader.items()] == ["R1", "R2"]
            assert reader.search(Query()).total == 2
            assert reader.search(Query("velvet")).total == 2
            assert reader.by_sku("S0000001") is None
        finally:
            seen.set()
            thread.join()
        assert reader.search(Query()).total == 300
        assert reader.by_sku("R1") is None
        assert reader.by_sku("S0000001") is not None


def test_an_import_between_two_steps_of_a_search_is_not_seen_by_it(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(catalogue, write_csv(tmp_path / "old.csv", RED, ROSE))
    export_items(synthetic_items(300), tmp_path / "new.json")

    def read_facets_then_import(connection: sqlite3.Connection, known: Facets | None) -> Facets:
        facets = read_facets(connection, known)
        monkeypatch.undo()
        with Catalogue(catalogue.path) as other:
            import_file(other, tmp_path / "new.json", Wishes(replace=True))
        return facets

    monkeypatch.setattr("mirror.catalogue.store.read_facets", read_facets_then_import)
    page = catalogue.search(Query("velvet"))
    assert [found.item.sku for found in page.found] == ["R1", "R2"]
    assert catalogue.search(Query()).total == 300


def test_two_imports_do_not_write_at_once(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert catalogue.path is not None
    path = write_csv(tmp_path / "items.csv", RED)
    monkeypatch.setattr("mirror.catalogue.store._WAIT_S", 0.01)
    with Catalogue(catalogue.path) as other:
        catalogue.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(CatalogueError, match="another import is running"):
            import_file(other, path)
        catalogue.connection.execute("ROLLBACK")
        assert counts(import_file(other, path)) == (1, 0, 0, 0, 0)
