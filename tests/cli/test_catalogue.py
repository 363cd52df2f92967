from __future__ import annotations

import json
from pathlib import Path

import pytest

from mirror import cli
from mirror.catalogue.importer import Wishes, import_file
from mirror.catalogue.store import Catalogue
from mirror.cli.catalogue import ACTIONS
from tests.shelf import BLUSH, RED, ROSE, write_csv

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps tests from the catalogue of whoever runs them."""
    path = tmp_path / "data" / "catalogue.sqlite"
    monkeypatch.setattr("mirror.config.catalogue_path", lambda: path)
    return path


@pytest.fixture
def filled(store: Path, tmp_path: Path) -> Path:
    with Catalogue(store) as catalogue:
        import_file(catalogue, write_csv(tmp_path / "filled.csv", RED, ROSE, BLUSH), Wishes())
    return store


def mirror(*words: str | Path) -> int:
    return cli.main(["catalogue", *map(str, words)])


def test_a_file_is_imported_into_this_persons_catalogue(
    tmp_path: Path, store: Path, capsys: Output
) -> None:
    assert mirror("import", write_csv(tmp_path / "items.csv", RED, ROSE)) == 0
    out, err = capsys.readouterr()
    assert "2 new, 0 changed, 0 unchanged, 0 removed, 0 bad rows" in out
    assert err == ""
    with Catalogue(store, create=False) as catalogue:
        assert len(catalogue) == 2


def test_a_row_that_is_left_out_makes_the_exit_code_1(tmp_path: Path, capsys: Output) -> None:
    path = write_csv(tmp_path / "items.csv", RED, (*ROSE[:5], "red", *ROSE[6:]))
    assert mirror("import", path) == 1
    out, err = capsys.readouterr()
    assert "left out: line 3, colour: “red” is no colour" in out
    assert err == (f"mirror: 1 rows of {path} were left out; correct them and import it again.\n")


def test_a_trial_leaves_no_file(tmp_path: Path, store: Path, capsys: Output) -> None:
    assert mirror("import", write_csv(tmp_path / "items.csv", RED), "--dry-run") == 0
    assert "would be 1 new" in capsys.readouterr().out
    assert not store.exists()


def test_a_trial_counts_what_is_there(tmp_path: Path, filled: Path, capsys: Output) -> None:
    path = write_csv(tmp_path / "items.csv", RED)
    assert mirror("import", path, "--dry-run", "--replace") == 0
    assert "would be 0 new, 0 changed, 1 unchanged, 2 removed" in capsys.readouterr().out
    with Catalogue(filled) as catalogue:
        assert len(catalogue) == 3


def test_without_a_file_there_is_one_to_try_with(store: Path, capsys: Output) -> None:
    assert mirror("import", "--demo") == 0
    out, err = capsys.readouterr()
    assert "0 changed, 0 unchanged, 0 removed, 0 bad rows" in out
    assert err == ""
    assert mirror("search", "--kind", "lipstick", "--finish", "matte", "--limit", "3") == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert mirror("import", "--demo", "--dry-run") == 0
    assert "would be 0 new, 0 changed" in capsys.readouterr().out


def test_columns_currency_encoding_and_file_can_be_told(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes("No;Name;Type;Tint=hex;Price\nA1;Crème;blush;#a8283c;5\n".encode("latin-1"))
    other = tmp_path / "other.sqlite"
    words = ["--map", "No=sku", "--map", "Tint=hex=colour", "--currency", "eur"]
    words += ["--encoding", "latin-1", "--catalogue", str(other)]
    assert mirror("import", path, *words) == 0
    with Catalogue(other, create=False) as catalogue:
        found = catalogue.by_sku("A1")
    assert found is not None
    assert (found.name, found.colour, found.currency) == ("Crème", "#a8283c", "EUR")


def test_the_report_can_be_json(tmp_path: Path, capsys: Output) -> None:
    assert mirror("import", write_csv(tmp_path / "items.csv", RED), "--json") == 0
    held = json.loads(capsys.readouterr().out)
    assert held["new"] == 1
    assert held["mapping"]["columns"][0] == {
        "name": "sku",
        "field": "sku",
        "confidence": 1.0,
        "why": "the field's own name",
        "currency": None,
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"sku,name,kind,colour\n", "has headers, but no rows"),
        (b"a,b\n1,2\n", "has no column for sku, name, kind, colour"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "is no text, but a picture"),
    ],
)
def test_a_file_that_cannot_be_imported_is_one_sentence(
    tmp_path: Path, capsys: Output, content: bytes, words: str
) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(content)
    assert mirror("import", path) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"mirror: {path} ")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "skus"),
    [
        ([], ["R1", "R2", "B1"]),
        (["velvet"], ["R1", "R2"]),
        (["vel", "lip"], ["R1", "R2"]),
        (["--kind", "blush"], ["B1"]),
        (["--brand", "aurora", "--brand", "bellis"], ["R1", "R2", "B1"]),
        (["--min-price", "15"], ["B1"]),
        (["--max-price", "12,90", "--currency", "eur"], ["R1", "R2"]),
        (["--order", "price-down", "--limit", "1"], ["B1"]),
        (["--limit", "2", "--page", "2"], ["B1"]),
        (["--near", "#c06070"], ["R2", "B1", "R1"]),
        (["--near", "#c06070", "--order", "name"], ["R1", "R2", "B1"]),
        (["--in-stock"], []),
        (["--flag", "vegan"], []),
        (["--undertone", "warm"], []),
        (["--finish", "matte"], []),
    ],
)
def test_a_search_prints_a_line_an_item(
    filled: Path, capsys: Output, words: list[str], skus: list[str]
) -> None:
    assert mirror("search", *words) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == skus
    assert "of 3" in last or "in all" in last or f"of {len(skus)}" in last


def test_a_line_tells_what_a_person_asks_for(filled: Path, capsys: Output) -> None:
    assert mirror("search", "velvet", "--near", "#a8283c", "--limit", "1") == 0
    assert capsys.readouterr().out.splitlines() == [
        "R1  #a8283c  Aurora Velvet Lipstick  [lipstick]  12.90 EUR  ΔE 0.0",
        "1–1 of 2",
    ]


def test_an_answer_can_be_json(filled: Path, capsys: Output) -> None:
    assert mirror("search", "soft", "--json") == 0
    held = json.loads(capsys.readouterr().out)
    assert held["total"] == 1
    assert held["items"][0]["sku"] == "B1"
    assert held["items"][0]["distance"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "perfume"], "no kind “perfume”; there are: lipstick"),
        (["--finish", "brushed"], "no finish “brushed”"),
        (["--undertone", "blue"], "no undertone"),
        (["--flag", "magic"], "no flag"),
        (["--near", "red"], "no colour"),
        (["--order", "colour"], "Nearest to which colour? Give it with --near."),
        (["--limit", "5000"], "at most 1000"),
    ],
)
def test_a_search_for_what_cannot_be_is_one_sentence(
    filled: Path, capsys: Output, words: list[str], said: str
) -> None:
    assert mirror("search", *words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("number", [RED[0], RED[1], "4 006381 333931"])
def test_an_item_is_shown_by_its_sku_or_barcode(filled: Path, capsys: Output, number: str) -> None:
    assert mirror("show", number) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert lines["sku"] == "R1"
    assert lines["price"] == "12.90"
    assert lines["shade"] == "#a8283c"
    assert mirror("show", number, "--json") == 0
    assert json.loads(capsys.readouterr().out)["barcode"] == RED[1]


def test_an_item_that_is_not_there_is_told(filled: Path, capsys: Output) -> None:
    assert mirror("show", "X9") == 1
    assert "no item with the SKU or barcode X9" in capsys.readouterr().err


def test_flags_and_parameters_are_shown_as_lists(
    store: Path, tmp_path: Path, capsys: Output
) -> None:
    header = ("sku", "name", "kind", "colour", "flags", "wing", "lower")
    row = ("L1", "Line", "eyeliner", "#000000", "vegan waterproof".replace(" ", ";"), "0.2", "0.3")
    assert mirror("import", write_csv(tmp_path / "items.csv", row, header=header)) == 0
    capsys.readouterr()
    assert mirror("show", "L1") == 0
    out = capsys.readouterr().out
    assert "vegan, waterproof" in out
    assert "lower=0.3, wing=0.2" in out


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_an_export_that_is_imported_changes_nothing(
    filled: Path, tmp_path: Path, capsys: Output, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    assert mirror("export", "-o", path) == 0
    assert capsys.readouterr().out == f"3 items in {path}\n"
    assert mirror("import", path, "--replace") == 0
    assert "0 new, 0 changed, 3 unchanged, 0 removed, 0 bad rows" in capsys.readouterr().out


def test_an_export_to_something_else_is_refused(filled: Path, capsys: Output) -> None:
    assert mirror("export", "-o", "items.xlsx") == 1
    assert "neither .csv nor .json" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["search"], ["show", "R1"], ["export", "-o", "x.csv"]])
def test_without_a_catalogue_it_is_said_how_to_make_one(
    store: Path, capsys: Output, words: list[str]
) -> None:
    assert mirror(*words) == 1
    said = capsys.readouterr().err
    assert f"There is no catalogue at {store}; make one with" in said
    assert "`mirror catalogue import --demo`" in said
    assert not store.exists()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["sell"],
        ["import"],
        ["import", "x.csv", "--demo"],
        ["import", "x.csv", "--map", "Colour"],
        ["import", "x.csv", "--currency", "euro"],
        ["search", "--min-price", "cheap"],
        ["search", "--max-price", "1.999"],
        ["search", "--limit", "0"],
        ["export"],
    ],
)
def test_a_wrong_command_line_ends_with_2(words: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        mirror(*words)
    assert ended.value.code == 2
    assert "usage: mirror catalogue" in capsys.readouterr().err


def test_help_tells_all_actions(capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        mirror("--help")
    assert ended.value.code == 0
    out = capsys.readouterr().out
    for action in ACTIONS:
        assert action.name in out
        assert action.summary in " ".join(out.split())


def test_bench_prints_its_figures(capsys: Output) -> None:
    assert mirror("bench", "--items", "200", "--json") == 0
    assert json.loads(capsys.readouterr().out)["items"] == 200
    assert mirror("bench", "--items", "200") == 0
    assert "milliseconds:" in capsys.readouterr().out
