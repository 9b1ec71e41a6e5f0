"""Words are found without case, diacritics or spaces, in both stores alike, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilateral.record import Record
from bilateral.record.search import index
from bilateral.record.search.queries import understood
from bilateral.record.search.tokens import MOST, placed, words

from .telling import PAIR, add, event, promise, reading, status

TOLD = (
    reading(
        "Tô Lâm thăm Mỹ",
        "2024-09-22",
        event("visit", actors=("Tô Lâm",)),
        text="Chủ tịch nước Tô Lâm đến Đà Nẵng. Việt Nam and its partners spoke of trade.",
    ),
    reading("Rail", "2024-09-23", promise("build a railway"), text="They will build a railway."),
    reading("习近平访问北京", "2024-09-24", status("partnership"), text="习近平主席访问了河内。"),
)


@pytest.fixture
def filled(record: Record) -> Record:
    add(record, *TOLD)
    return record


FOUND = {
    "viet nam": 1,
    "VIỆT NAM": 1,
    "Vie\u0323\u0302t": 1,
    "da nang": 1,
    "Đà Nẵng": 1,
    "to lam": 1,
    '"nam viet"': 0,
    '"viet nam"': 1,
    "railway -trade": 1,
    "partners -trade": 0,
    "rail*": 1,
    "railwa": 0,
    "访问": 1,
    "问访": 0,
    "河内": 1,
    "习近平": 1,
}


def test_documents_are_found(filled: Record) -> None:
    found = {typed: len(filled.search(typed, kind="document")) for typed in FOUND}
    assert found == FOUND


def test_the_wording_of_statements_is_found(filled: Record) -> None:
    (found,) = filled.search("railway", kind="commitment")
    assert found.entry is not None
    assert found.pairs == (PAIR,)
    assert filled.search("railway", kind="commitment", pair=("CHN", "KEN")) == []
    assert filled.search_counts("railway") == {"commitment": 1, "document": 1}
    assert filled.search_counts("railway", ("CHN", "KEN")) == {}


def test_snippets_mark_the_words_by_their_places(filled: Record) -> None:
    (found,) = filled.search("da nang", kind="document")
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["Đà", "Nẵng"]
    assert "[Đà] [Nẵng]" in str(found.snippet)


def test_pages_of_hits_follow_each_other(record: Record) -> None:
    add(record, *(reading(f"n{n}", "2024-01-01", text=f"Word number {n}.") for n in range(7)))
    pages = [record.search("word", 3, offset=start) for start in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({item.id for page in pages for item in page}) == 7


def test_what_is_withdrawn_is_not_found_until_it_is_restored(filled: Record) -> None:
    document = filled.search("railway", kind="document")[0].id
    filled.remove(document)
    assert filled.search("railway") == []
    filled.restore(document)
    assert len(filled.search("railway")) == 2


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec=None), max_size=40))
def test_no_input_is_a_wrong_one(filled: Record, typed: str) -> None:
    filled.search(typed)
    filled.search_counts(typed + "\" OR NEAR( title: a* ) AND ' & | !")


def test_only_what_a_person_may_type_has_a_meaning() -> None:
    query = understood('Viet "Nam trade" -goods rail* AND')
    assert query is not None
    assert [(t.words, t.excluded, t.begins) for t in query.terms] == [
        (("viet",), False, False),
        (("nam", "trade"), False, False),
        (("goods",), True, False),
        (("rail",), False, True),
        (("and",), False, False),
    ]
    assert understood("-goods") is None
    assert understood("?! \x00 \ud800") is None


@given(st.text(max_size=60))
def test_the_places_of_words_are_those_of_the_text(text: str) -> None:
    found = list(placed(text))
    assert all(0 <= start < end <= len(text) for _, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)
    assert "".join(word for word, _, _ in found) == "".join(words(text))


def test_a_text_without_end_is_indexed_as_far_as_both_stores_can(record: Record) -> None:
    text = "begin " + " ".join(f"word{n}" for n in range(MOST)) + " beyond"
    add(record, reading("long", "2024-01-01", text=text))
    assert len(record.search("begin")) == 1
    assert record.search("beyond") == []


def test_a_word_of_a_title_weighs_more(record: Record) -> None:
    add(
        record,
        reading("Fish", "2024-01-01", text="Talks on boats were held."),
        reading("Boats", "2024-01-02", text="Talks on fish were held, fish on boats and more."),
    )
    assert [item.title for item in record.search("boats")] == ["Boats", "Fish"]


def test_a_phrase_does_not_run_from_the_title_into_the_text() -> None:
    item = index.Searched("n", "document", "n", (), "rail deal", "signed")
    assert "'deal':2A" in index.vector(item)
    assert "'signed':12" in index.vector(item)
