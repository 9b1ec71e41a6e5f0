"""`bilateral code`: each kind of table, the columns it adds, and lines that are no rows."""

import csv
import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bilateral.cli import app
from bilateral.errors import BilateralError

needs_duckdb = pytest.mark.skipif(find_spec("duckdb") is None, reason="needs the extra parquet")
HEADER = ("id", "sentence", "source", "target")
ROWS = (
    ("1", 'The "guards" arrested the lawyer, his driver and a clerk.', "guards", "lawyer"),
    ("2", "Kenya met Uganda.", "Kenya", "Uganda"),
    ("3", "The rebels released a nurse.", "The rebels", "a nurse"),
    ("4", "The lake is deep.", "The lake", ""),
)
ROOTS = ["COERCE", "CONSULT", "RETREAT", ""]


def run(*words: str, ends: int = 0) -> Result:
    result = CliRunner().invoke(app, ["code", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == ends, result.output
    return result


def write(path: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        delimiter = "," if path.suffix == ".csv" else "\t"
        csv.writer(stream, delimiter=delimiter).writerows([header, *rows])
    return str(path)


def read_back(path: Path) -> list[dict[str, str]]:
    delimiter = "," if path.suffix == ".csv" else "\t"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


@pytest.mark.parametrize("ending", ["csv", "tsv"])
@pytest.mark.parametrize("out_ending", ["csv", "tsv"])
def test_separated_tables_keep_their_rows_and_columns(
    tmp_path: Path, ending: str, out_ending: str
) -> None:
    out = tmp_path / f"coded.{out_ending}"
    run(write(tmp_path / f"in.{ending}", *ROWS), "--out", str(out))
    found = read_back(out)
    assert [tuple(row[name] for name in HEADER) for row in found] == list(ROWS)
    assert [row["event_type"] for row in found] == ROOTS


def test_what_is_added(tmp_path: Path) -> None:
    result = run(write(tmp_path / "in.csv", ROWS[0]))
    (row,) = csv.DictReader(result.stdout.splitlines())
    assert list(row)[4:] == ["event_type", "mode", "quad_code", "state", "rule", "words"]
    assert (row["mode"], row["quad_code"], row["state"]) == ("arrest", "4", "occurred")
    assert (row["rule"], row["words"]) == ("events.arrest", "arrested")


def test_counts_go_to_standard_error(tmp_path: Path) -> None:
    result = run(write(tmp_path / "in.csv", *ROWS))
    said = "4 rows, COERCE 1, CONSULT 1, RETREAT 1, 1 without a code"
    assert said in result.stderr
    assert said not in result.stdout


def test_json_lines_keep_values_of_any_kind(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    told = {"sentence": "Kenya met Uganda.", "source": "Kenya", "target": None, "tags": ["a"]}
    path.write_text(json.dumps(told) + "\n\n", encoding="utf-8")
    row = json.loads(run(str(path)).stdout)
    assert (row["tags"], row["target"], row["quad_code"]) == (["a"], None, 1)
    assert row["mode"] is None


@needs_duckdb
def test_parquet_keeps_the_types_of_columns(tmp_path: Path) -> None:
    path, middle, out = (tmp_path / n for n in ("in.jsonl", "in.parquet", "coded.parquet"))
    rows = [
        {"sentence": "Kenya met Uganda.", "source": "Kenya", "target": "Uganda", "n": 1, "x": 1},
        {"sentence": "Rain fell.", "source": "", "target": "", "n": 2, "x": 0.5, "y": [1]},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run(str(path), "--out", str(middle))
    run(str(middle), "--out", str(out))
    back = tmp_path / "back.jsonl"
    run(str(out), "--out", str(back))
    found = [json.loads(line) for line in back.read_text(encoding="utf-8").splitlines()]
    assert [(row["n"], row["x"]) for row in found] == [(1, 1.0), (2, 0.5)]
    assert [row["event_type"] for row in found] == ["CONSULT", None]
    assert "not for the screen" in run(str(out), ends=2).stderr


def test_sides_are_found_where_the_table_has_none(tmp_path: Path) -> None:
    sentences = [("Kenya met Uganda.",), ("Rain fell.",)]
    out = tmp_path / "coded.csv"
    run(write(tmp_path / "in.csv", *sentences, header=("sentence",)), "--out", str(out))
    found = [(row["source"], row["target"]) for row in read_back(out)]
    assert found == [("Kenya", "Uganda"), ("", "")]


def test_a_column_that_clashes_is_kept_under_another_name(tmp_path: Path) -> None:
    header = (*HEADER, "mode", "input_mode")
    out = tmp_path / "coded.csv"
    run(write(tmp_path / "in.csv", (*ROWS[0], "a", "b"), header=header), "--out", str(out))
    (row,) = read_back(out)
    assert (row["mode"], row["input_mode"], row["input_input_mode"]) == ("arrest", "b", "a")


def test_the_older_codebook(tmp_path: Path) -> None:
    out = tmp_path / "coded.csv"
    run(write(tmp_path / "in.csv", ROWS[2]), "--out", str(out), "--codebook", "plv")
    (row,) = read_back(out)
    assert (row["event_type"], row["quad_code"]) == ("YIELD", "2")


def test_abstaining_leaves_a_code_empty(tmp_path: Path) -> None:
    vague = ("1", "No word on the embargo between Kenya and Uganda.", "Kenya", "Uganda")
    path = write(tmp_path / "in.csv", vague)
    (guessed,) = csv.DictReader(run(path).stdout.splitlines())
    (held,) = csv.DictReader(run(path, "--abstain").stdout.splitlines())
    assert (guessed["event_type"], held["event_type"]) == ("SANCTION", "")


def test_lines_that_are_no_rows_are_named(tmp_path: Path) -> None:
    path = tmp_path / "in.tsv"
    lines = ["\t".join(HEADER), "1\tKenya met Uganda.", '2\t"Kenya" met Uganda.\tKenya\tUganda']
    path.write_text("\n".join([*lines, "\t".join(ROWS[2])]) + "\n", encoding="utf-8")
    result = run(str(path), ends=1)
    assert f"skipped {path}:2: 2 cells where the header has 4" in " ".join(result.stderr.split())
    assert f"skipped {path}:3: not TSV" in " ".join(result.stderr.split())
    assert [row.split("\t")[0] for row in result.stdout.splitlines()] == ["id", "3"]


def test_json_that_is_no_object_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"sentence": "Kenya met Uganda."}\n[1]\n{"sentence"\n', encoding="utf-8")
    said = " ".join(run(str(path), ends=1).stderr.split())
    assert f"{path}:2: not a JSON object" in said
    assert f"{path}:3: not JSON" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("in.csv", "text\nKenya met Uganda.\n", "no column 'sentence'"),
        ("in.csv", "", "the file is empty"),
        ("in.csv", "sentence,id,id\n", "'id' is there twice"),
        ("in.xlsx", "", ".xlsx tells no kind of table"),
        ("in.jsonl", '[\n{"sentence": "Kenya met Uganda."},\n', "no line holds a row: not JSON"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["code", str(path)])
    assert said in str(result.exception)


def test_where_a_table_cannot_go(tmp_path: Path) -> None:
    path = write(tmp_path / "in.csv", *ROWS)
    out = tmp_path / "none" / "coded.csv"
    assert "there is no folder" in run(path, "--out", str(out), ends=2).stderr
    assert "no such file" in str(CliRunner().invoke(app, ["code", "absent.csv"]).exception)


@needs_duckdb
def test_a_parquet_table_that_is_none_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "in.parquet"
    table.write_bytes(b"\xf2\x00\xff binary")
    with pytest.raises(BilateralError, match="no Parquet file"):
        run(str(table))
