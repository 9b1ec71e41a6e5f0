"""Reading is a pure function: whatever comes in, evidence is exact and the answer the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.documents import from_text
from bilateral.model import Reading
from bilateral.reading import read

PIECES = [
    "Kenya and China",
    "the two countries",
    "President William Ruto",
    "signed an agreement",
    "met with",
    "bilateral trade reached nearly $8.5 billion",
    "in the first eight months of 2023",
    "up 22% from",
    "a comprehensive strategic partnership",
    "agreed to",
    "semiconductors, energy transition and aviation",
    "he said",
    "Beijing's",
    "the 7th largest trade partner of",
    "from $450 million in 1995 to",
    "\u202eHà Nội\u200b",
    "“",
    "”",
    "U.S.",
    "…",
    ". ",
    "\n",
    ", ",
    "-",
    "(",
    ")",
    "\x00",
    "１２３",
    "𝟙𝟚",
]
news = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map(" ".join)
days = st.none() | st.dates().map(str)


def whole(reading: Reading) -> None:
    """Every statement has evidence, each piece exactly the words of its field."""
    fields = {"text": reading.document.text, "title": reading.document.title or ""}
    for statement in reading.statements():
        assert statement.evidence
        assert statement.rule
        for words in statement.evidence:
            assert words.quote
            assert fields[words.field][words.start : words.end] == words.quote


@given(news, st.none() | news, days)
@settings(max_examples=150, deadline=None)
def test_anything_can_be_read(text: str, title: str | None, published: str | None) -> None:
    reading = read(from_text(text, title=title, published=published))
    whole(reading)
    ids = [statement.id for statement in reading.statements()]
    assert len(ids) == len(set(ids))


@given(news)
@settings(max_examples=25, deadline=None)
def test_the_same_document_gives_the_same_reading(text: str) -> None:
    assert read(from_text(text)) == read(from_text(text))


def test_an_article_about_one_country_says_nothing() -> None:
    reading = read(from_text("Kenya's parliament passed a budget of $30 billion on Tuesday."))
    assert list(reading.statements()) == []


def test_a_signing_is_read() -> None:
    reading = read(from_text("Kenya and China signed a rail agreement in Nairobi on May 11, 2014."))
    assert reading.document.parties == ("CHN", "KEN")
    whole(reading)
    assert [(e.event_type, e.activity, e.date) for e in reading.events] == [
        ("SUPPORT", "agreement_signed", "2014-05-11")
    ]
