"""What a brief says is what the record holds on the day."""

from __future__ import annotations

import dataclasses

import pytest

from bilateral.errors import BilateralError, RecordError
from bilateral.publishing.brief import SECTIONS, Brief, Wanted, compose, languages
from bilateral.publishing.brief.contents import Note, Table, Words, plain
from bilateral.publishing.brief.language import language
from bilateral.publishing.brief.notes import CUT
from bilateral.record import Record


def _plain(brief: Brief) -> str:
    return "\n".join(plain(text) for text in brief.texts())


def _section(brief: Brief, code: str) -> str:
    (found,) = [s for s in brief.sections if s.code == code]
    return _plain(dataclasses.replace(brief, sections=(found,)))


def test_sections_stand_in_the_order_of_desks(kept: Record, brief: Brief) -> None:
    assert tuple(s.code for s in brief.sections) == SECTIONS
    some = compose(kept, ("VNM", "USA"), Wanted(sections=("people", "status")))
    assert [s.code for s in some.sections] == ["status", "people"]


def test_the_day_is_that_of_the_latest_article(kept: Record, brief: Brief) -> None:
    latest = max(d.published or "" for d in kept.documents())
    assert brief.day == latest[:10]


def test_as_of_changes_what_is_told(kept: Record, brief: Brief) -> None:
    then = compose(kept, ("VNM", "USA"), Wanted(as_of="2016-01-01"))
    assert "Comprehensive Strategic Partnership" in _section(brief, "state")
    assert "Comprehensive Strategic Partnership" not in _plain(then)
    assert "Comprehensive Partnership since 25 July 2013" in _section(then, "state")
    assert "Barack Obama" in _section(then, "people")
    assert "Donald Trump" in _section(brief, "people")


def test_since_leaves_out_what_was_before(kept: Record) -> None:
    late = compose(kept, ("VNM", "USA"), Wanted(since="2025-01-01"))
    assert "2024" not in _section(late, "contacts")
    assert "2025" in _section(late, "contacts")
    assert "2013" not in _section(late, "irritants")


def test_quotes_of_notes_stand_in_articles(kept: Record, brief: Brief) -> None:
    told = [" ".join(f"{d.title}\n{d.text}".split()) for d in kept.documents()]
    quotes = [note.quote for note in brief.numbered() if note.quote]
    assert len(quotes) > 10
    for quote in quotes:
        words = quote.removeprefix(f"{CUT} ").removesuffix(f" {CUT}")
        assert any(words in text for text in told), quote


def test_what_is_quoted_in_the_text_stands_in_articles(kept: Record, brief: Brief) -> None:
    told = [" ".join(d.text.split()) for d in kept.documents()]
    quoted = [p.text for text in brief.texts() for p in text if isinstance(p, Words) and p.quoted]
    assert quoted
    for quote in quoted:
        words = quote.removeprefix(f"{CUT} ").removesuffix(f" {CUT}")
        assert any(words in text for text in told), quote


def test_every_quoted_text_has_a_note(brief: Brief) -> None:
    rows = [t for s in brief.sections for b in s.blocks if isinstance(b, Table) for t in b.rows]
    texts = [sum(row, ()) for row in rows] + list(brief.texts())
    for text in texts[: len(rows)]:
        if any(isinstance(p, Words) and p.quoted for p in text):
            assert any(isinstance(p, Note) for p in text)


def test_official_figures_are_named_with_their_books(brief: Brief) -> None:
    trade = _section(brief, "trade")
    assert "US Census Bureau" in trade
    assert "vintage" in trade


def test_a_contradicted_figure_is_never_alone(kept: Record) -> None:
    kenya = compose(kept, ("KEN", "CHN"), Wanted(as_of="2014-01-01", sections=("trade",)))
    # One article tells trade of 2012 as 2.84 billion and as under 60 million.
    assert "No figure stands undisputed" in _plain(kenya)
    bold = [p for t in kenya.texts() for p in t if isinstance(p, Words) and p.strong]
    assert not any("2.84" in p.text for p in bold)


def test_what_is_overdue_comes_first(brief: Brief) -> None:
    (section,) = [s for s in brief.sections if s.code == "commitments"]
    (table,) = [b for b in section.blocks if isinstance(b, Table)]
    states = [plain(row[0]) for row in table.rows]
    assert states == sorted(states, key=["Overdue", "Open", "Kept"].index)
    assert states[0] == "Overdue"


def test_the_order_of_the_names_is_that_asked_for(kept: Record) -> None:
    assert compose(kept, ("USA", "VNM")).title == "United States – Vietnam"


def test_vietnamese_says_the_same_in_other_words(kept: Record, brief: Brief) -> None:
    told = compose(kept, ("VNM", "USA"), Wanted(language="vi"))
    assert told.title == "Việt Nam – Hoa Kỳ"
    assert "quan hệ đối tác chiến lược toàn diện" in _section(told, "state")
    assert [s.code for s in told.sections] == [s.code for s in brief.sections]
    # Three pages hold more in one language than in the other; what both hold is the same.
    short, long = sorted((told.numbered(), brief.numbered()), key=len)
    assert len(short) > 20
    assert {note.quote for note in short} <= {note.quote for note in long}


def test_languages_have_the_same_words() -> None:
    english = language("en").labels
    for code in languages():
        labels = language(code).labels
        for group in ("titles", "heads", "tables", "sentences", "counts", "bounds", "numbers"):
            assert set(labels[group]) == set(english[group]), (code, group)


def test_what_there_is_not_is_said(kept: Record) -> None:
    with pytest.raises(BilateralError, match=r"no section 'weather'.*Sections are"):
        compose(kept, ("VNM", "USA"), Wanted(sections=("weather",)))
    with pytest.raises(BilateralError, match="Languages are en, vi"):
        compose(kept, ("VNM", "USA"), Wanted(language="la"))
    with pytest.raises(RecordError, match="nothing on FJI and ISL"):
        compose(kept, ("ISL", "FJI"))
    with pytest.raises(RecordError, match="until 1980-01-01"):
        compose(kept, ("VNM", "USA"), Wanted(as_of="1980-01-01"))
