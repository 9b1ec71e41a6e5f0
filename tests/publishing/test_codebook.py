"""The codebook and the citation say what the program is and does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bilateral import __version__
from bilateral.knowledge import areas, measures, statuses
from bilateral.knowledge.contract import values
from bilateral.knowledge.plover import activities, context_words, modes, roots
from bilateral.knowledge.plover.cameo import cameo, cameo_codes, defaults
from bilateral.knowledge.version import rules_version
from bilateral.publishing.codebook import codebook
from bilateral.publishing.export.columns import COLUMNS
from bilateral.reading.examples import examples, topics
from bilateral.record import Record

ROOT = Path(__file__).parent.parent.parent


def test_every_code_and_field_stands_in_the_codebook() -> None:
    book = codebook()
    assert rules_version() in book
    codes = [*roots(), *activities(), *context_words(), *measures.measures(), *areas.codes()]
    codes += [*statuses.levels(), *(mode for _, mode in modes()), *cameo_codes()]
    codes += [value.value for listed in values().values() for value in listed]
    codes += [column.name for columns in COLUMNS.values() for column in columns]
    for code in codes:
        assert re.search(rf"(?<!\w){re.escape(code)}(?!\w)", book), code


def test_every_field_says_what_it_holds() -> None:
    assert all(column.about for columns in COLUMNS.values() for column in columns)


def test_examples_in_the_codebook_are_those_beside_the_rules() -> None:
    known = {" ".join(e.text.split()) for topic in topics() for e in examples(topic)}
    shown = re.findall(r"^- (.+)$", codebook(), flags=re.MULTILINE)
    assert len(shown) > 50
    assert {line.replace("\\|", "|").replace("&lt;", "<") for line in shown} <= known


def test_every_root_has_an_example() -> None:
    sections = codebook().split("\n### ")
    for root in roots():
        (section,) = (s for s in sections if s.startswith(f"{root}\n"))
        assert "Read so:" in section, root


def test_what_is_read_from_the_demo_stands_in_the_lists(demo: Path) -> None:
    with Record(str(demo)) as record, record.reading() as connection:
        rows = connection.execute(text("SELECT kind, content FROM statements")).all()
    told: dict[tuple[str, str], set[Any]] = {}
    for kind, content in rows:
        statement = json.loads(content)
        for field in (field for owner, field in values() if owner == kind):
            told.setdefault((kind, field), set()).add(statement[field])
    assert len(told) > 6
    for key, found in told.items():
        assert found - {None} <= {value.value for value in values()[key]}, key


def test_every_root_and_mode_has_a_cameo_code_of_its_own_side() -> None:
    """Cooperation stays cooperation and conflict conflict, on the way to CAMEO."""
    for root in roots().values():
        assert defaults()[root.root][-1].mode is None
        own = [None, *(mode for owner, mode in modes() if owner == root.root)]
        for mode in own:
            code = cameo(root.root, mode, "other", ())
            if root.root != "REQUEST":
                assert (code.quad_class <= 2) == (root.quad_code <= 2), (root, mode, code)


def test_a_request_that_proposes_is_an_appeal_and_no_demand() -> None:
    assert cameo("REQUEST", None, "proposal", ()).code == "020"
    assert cameo("REQUEST", "yield", "proposal", ()).code == "100"
    assert cameo("AGREE", None, "visit", ("economic",)).code == "036"
    assert cameo("AGREE", None, "pledge", ("executive", "economic")).code == "0311"


def test_the_citation_is_valid_by_cff_1_2_0() -> None:
    yaml = pytest.importorskip("yaml")
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert told["cff-version"] == "1.2.0"
    assert {"cff-version", "message", "title", "authors"} <= set(told)
    assert set(told) <= {
        *("abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi"),
        *("identifiers", "keywords", "license", "license-url", "message", "preferred-citation"),
        *("references", "repository", "repository-artifact", "repository-code", "title", "type"),
        *("url", "version"),
    }
    assert told["type"] in ("software", "dataset")
    assert all(set(author) == {"name"} for author in told["authors"])
    assert told["version"] == __version__
    assert told["license"] == "Apache-2.0"
    assert all(isinstance(word, str) for word in told["keywords"])
