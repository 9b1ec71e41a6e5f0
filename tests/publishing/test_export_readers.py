"""Each format on the demo record, read back by a reader that someone else wrote."""

from __future__ import annotations

import csv
import io
import json
import tomllib
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import feedparser
import icalendar
import openpyxl
import pandas
import pytest
import rdflib
import sdmx
from sdmx.model import v30

from bilateral.knowledge.plover import quad_code, roots
from bilateral.knowledge.plover.cameo import cameo_codes
from bilateral.model import KINDS
from bilateral.publishing.export import FORMATS
from bilateral.publishing.export.columns import COLUMNS, DOCUMENTS, names
from bilateral.publishing.export.gdelt import EVENTS, MENTIONS
from bilateral.publishing.export.icews import COLUMNS as ICEWS
from bilateral.publishing.export.manifest import files
from bilateral.publishing.export.polecat import COLUMNS as POLECAT
from bilateral.publishing.export.tally import PLURALS
from bilateral.publishing.sdmx import COMPONENTS
from tests.publishing.exporting import Exported, exported

SCHEMATA = tomllib.loads((Path(__file__).parent / "ftm_schemata.toml").read_text(encoding="utf-8"))
ISO_DAY = r"^\d{4}-\d\d-\d\d$"


def tabular(out: Exported, **options: Any) -> Any:
    """A tab-separated file as pandas reads it, every cell as text."""
    return pandas.read_csv(out.path, sep="\t", dtype=str, quoting=csv.QUOTE_NONE, **options)


def test_plover(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "plover")
    frame = pandas.read_json(out.path, lines=True, dtype=False)
    assert len(frame) == out.tally.rows["records"] >= out.tally.written["event"] > 200
    assert frame["id"].is_unique
    assert frame["date"].str.match(ISO_DAY).all()
    assert all(frame["actor"].map(len))
    for record in frame.to_dict("records"):
        (root,) = record["event"]
        assert record["quad_code"] == quad_code(root)
        assert record["recipient"] or not roots()[root].recipient_required
        assert -10 <= record["event_scale"] <= 10
        assert record["sources"]["statements"] == len(record["evidence"])


def test_polecat(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "polecat")
    frame = tabular(out, keep_default_na=False)
    assert tuple(frame.columns) == POLECAT
    assert len(POLECAT) == 40
    assert len(frame) == out.tally.rows["rows"] > 150
    assert set(frame["Event Type"]) <= set(roots())
    assert frame["Event Date"].str.match(ISO_DAY).all()
    countries = {code for cell in frame["Actor Country"] for code in cell.split("; ")}
    assert {"USA", "VNM", "CHN", "KEN", "IND", "JPN"} <= countries
    assert (frame != "").all(axis=None)


def test_gdelt_events(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "gdelt-events")
    frame = tabular(out, header=None, names=EVENTS, keep_default_na=False)
    assert len(EVENTS) == 61
    assert len(frame) == out.tally.rows["rows"] > 200
    assert frame["GLOBALEVENTID"].is_unique
    assert pandas.to_datetime(frame["SQLDATE"], format="%Y%m%d").notna().all()
    assert (frame["SQLDATE"].str[:6] == frame["MonthYear"]).all()
    assert (frame["EventCode"].str[:2] == frame["EventRootCode"]).all()
    assert set(frame["EventCode"]) <= set(cameo_codes())
    assert set(frame["QuadClass"]) <= {"1", "2", "3", "4"}
    assert set(frame["ActionGeo_CountryCode"]) >= {"VM"}
    assert frame["GoldsteinScale"].astype(float).between(-10, 10).all()
    assert (frame["NumSources"].astype(int) <= frame["NumArticles"].astype(int)).all()


def test_gdelt_mentions_belong_to_gdelt_events(demo: Path, tmp_path: Path) -> None:
    events = exported(demo, tmp_path, "gdelt-events")
    out = exported(demo, tmp_path, "gdelt-mentions")
    told = tabular(events, header=None, names=EVENTS)
    frame = tabular(out, header=None, names=MENTIONS)
    assert len(MENTIONS) == 16
    assert len(frame) == out.tally.rows["mentions"]
    counts = frame["GLOBALEVENTID"].value_counts()
    expected = told.set_index("GLOBALEVENTID")["NumMentions"].astype(int)
    assert counts.to_dict() == expected.to_dict()
    assert frame["SentenceID"].astype(int).ge(0).all()


def test_icews(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "icews")
    frame = tabular(out, keep_default_na=False)
    assert tuple(frame.columns) == ICEWS
    assert len(ICEWS) == 20
    assert len(frame) == out.tally.rows["rows"] > 200
    both_ways = {("Vietnam", "United States"), ("United States", "Vietnam")}
    pairs = set(zip(frame["Source Country"], frame["Target Country"], strict=True))
    assert both_ways <= pairs
    assert frame["Intensity"].astype(float).between(-10, 10).all()


def structure() -> v30.Dataflow:
    """What sdmx1 must know to read our SDMX-CSV: its components, told as SDMX tells them."""
    agency = v30.Agency(id="BILATERAL")
    definition = v30.DataStructureDefinition(id="CLAIMS", maintainer=agency, version="1.0.0")
    keys = ("FREQ", "REF_AREA", "COUNTERPART_AREA", "MEASURE", "CLAIM_ID", "TIME_PERIOD")
    for name, _ in COMPONENTS:
        if name in keys:
            definition.dimensions.getdefault(id=name)
        elif name == "OBS_VALUE":
            definition.measures.append(v30.Measure(id=name))
        else:
            definition.attributes.getdefault(id=name)
    return v30.Dataflow(id="CLAIMS", maintainer=agency, version="1.0.0", structure=definition)


def test_sdmx_csv(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "sdmx-csv")
    message: Any = sdmx.read_sdmx(
        io.BytesIO(out.path.read_bytes()), format="csv", structure=structure()
    )
    observations = [obs for data in message.data for obs in data.obs]
    assert len(observations) == out.tally.written["figure"] > 100
    rows = list(csv.DictReader(io.StringIO(out.text, newline="")))
    values = sorted(row["OBS_VALUE"] for row in rows)
    assert sorted(str(obs.value or "") for obs in observations) == values


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_csv_has_a_file_a_kind(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "csv")
    expected = {f"{PLURALS[kind]}.csv" for kind in (*KINDS, "document")}
    assert {path.name for path in out.path.iterdir()} == expected
    for kind in KINDS:
        rows = rows_of(out.path / f"{PLURALS[kind]}.csv")
        assert len(rows) == out.tally.written[kind] > 0
        assert list(rows[0]) == names(COLUMNS[kind])
        frame = pandas.read_csv(out.path / f"{PLURALS[kind]}.csv")
        assert len(frame) == len(rows)
        assert frame["id"].is_unique
    known = {row["id"] for row in rows_of(out.path / "documents.csv")}
    for row in rows_of(out.path / "events.csv"):
        assert set(row["document_ids"].split("; ")) <= known
        assert int(row["documents"]) == len(row["document_ids"].split("; "))


def test_one_kind_of_csv_is_one_file(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "csv", kinds=("figure",))
    values = {row["obs_value"] for row in rows_of(out.path)}
    assert len(rows_of(out.path)) == out.tally.written["figure"]
    assert "123860000000" in values


def test_excel(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(out.path.read_bytes()), read_only=True)
    assert book.sheetnames == ["readme", *(PLURALS[kind] for kind in KINDS), "documents"]
    for kind in (*KINDS, "document"):
        rows = list(book[PLURALS[kind]].iter_rows(values_only=True))
        columns = DOCUMENTS if kind == "document" else COLUMNS[kind]
        assert list(rows[0]) == names(columns)
        assert len(rows) - 1 == out.tally.written[kind]
    figures = list(book["figures"].iter_rows(values_only=True))
    values = {row[figures[0].index("obs_value")] for row in figures[1:]}
    assert 123860000000 in values
    assert zipfile.ZipFile(io.BytesIO(out.path.read_bytes())).testzip() is None


def test_parquet(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "parquet")
    for kind in KINDS:
        found = duckdb.read_parquet(str(out.path / f"{PLURALS[kind]}.parquet"))
        assert found.columns == names(COLUMNS[kind])
        assert len(found.project("id").fetchall()) == out.tally.written[kind]
    figures = duckdb.read_parquet(str(out.path / "figures.parquet"))
    values = {row[0] for row in figures.project("obs_value").fetchall()}
    assert Decimal("123860000000") in values


# rdflib's own reader of JSON-LD uses a class that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_json_ld(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "jsonld")
    graph: Any = rdflib.Graph().parse(data=out.text, format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    entities = set(graph.subjects(prov.wasGeneratedBy))
    assert len(entities) == sum(out.tally.written.values())
    articles = set(graph.subjects(rdflib.RDF.type, schema.NewsArticle))
    assert set(graph.objects(None, prov.wasDerivedFrom)) == articles
    assert {graph.value(s, rdflib.RDF.type) for s in articles} <= {schema.NewsArticle, prov.Entity}
    actions = set(graph.subjects(rdflib.RDF.type, schema.Action))
    assert len(actions) == out.tally.written["event"]
    values = {value.toPython() for value in graph.objects(None, schema.value / schema.value)}
    assert Decimal("123860000000") in values


def entities(out: Exported) -> Iterator[dict[str, Any]]:
    for line in out.text.splitlines():
        yield json.loads(line)


def test_follow_the_money(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "ftm")
    schema_of: dict[str, str] = {}
    for entity in entities(out):
        assert set(entity) == {"id", "schema", "properties"}
        schema = SCHEMATA[entity["schema"]]
        links = schema.get("entities", {})
        assert set(entity["properties"]) <= {*schema["properties"], *links}
        assert entity["schema"] == "UnknownLink" or entity["properties"]["name"]
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in links:
                assert {schema_of[value] for value in values} <= set(links[name])
        assert entity["id"] not in schema_of
        schema_of[entity["id"]] = entity["schema"]
    assert len(schema_of) == out.tally.rows["entities"]
    assert set(schema_of.values()) == set(SCHEMATA)


def test_icalendar(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "ical")
    calendar: Any = icalendar.Calendar.from_ical(out.path.read_bytes())
    events = calendar.walk("VEVENT")
    assert len(events) == out.tally.written["event"] > 0
    assert len(calendar.walk("VTODO")) == out.tally.written["commitment"] > 0
    for event in events:
        assert event["DTSTART"].dt < event["DTEND"].dt
        assert event["DTSTAMP"].dt.isoformat()[:10] == out.manifest["content_date"]
    assert len({str(c["UID"]) for c in calendar.subcomponents}) == len(calendar.subcomponents)
    assert all(len(line) <= 75 for line in out.path.read_bytes().split(b"\r\n"))
    assert not calendar.errors


def test_atom(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "atom")
    feed = feedparser.parse(out.path.read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == sum(out.tally.written.values()) > 300
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    latest = max(entry.updated_parsed for entry in feed.entries)
    assert feed.feed.updated_parsed[:3] == latest[:3]
    assert all(entry.title and entry.summary for entry in feed.entries)


@pytest.mark.parametrize(
    ("format", "statements"), [*((name, False) for name in FORMATS), ("csv", True)]
)
def test_the_same_record_gives_the_same_bytes(
    demo: Path, tmp_path: Path, format: str, statements: bool
) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        folder.mkdir()
    one = exported(demo, first, format, statements=statements)
    two = exported(demo, second, format, statements=statements)
    assert one.manifest == two.manifest
    assert [f.read_bytes() for f in files(one.path)] == [f.read_bytes() for f in files(two.path)]
