"""Drafts against statistics and the record: what is wrong is found, what is right is left alone."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilateral.checking.drafts import Check, Claim, check
from bilateral.checking.statistics.tables import read_table
from bilateral.checking.view import checked as checked_view
from bilateral.documents import from_text, load
from bilateral.model import Document
from bilateral.publishing.check_report import as_json
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record.official import keep
from bilateral.record.relationship import relationship

from .conftest import CENSUS

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src" / "bilateral" / "demo"
ARTICLES = sorted(path for path in (DEMO / "articles").rglob("*") if path.is_file())
SEEDS = ROOT.parent / "shared" / "seeds"
KINDS = {"splice": "spliced", "stale_rank": "stale_rank", "false_sum": "false_sum"}


def checked(text: str, record: Record, day: str = "2025-05-01") -> Check:
    return check(read(from_text(text, title="A draft", published=day)), record, day)


def one(found: Check, kind: str) -> Claim:
    (claim,) = [c for c in found.claims if c.kind == kind]
    return claim


def kept(record: Record, text: str, published: str) -> None:
    document = from_text(text, title="An article", published=published)
    record.add(read(document), record.start_run(["test"]))


def document_of(path: Path) -> Document:
    found = next(load(str(path)))
    assert isinstance(found, Document)
    return found


# The demo


def seeded() -> dict[str, dict[str, list[str]]]:
    out: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with (DEMO / "seeded.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["finding"] in KINDS:
                out[row["file"]][KINDS[row["finding"]]].append(" ".join(row["quote"].split()))
    return out


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The demo's articles and the Census table in one record."""
    if not CENSUS.exists():
        pytest.skip("the Census table is not here")
    with Record(str(tmp_path_factory.mktemp("demo") / "record.db")) as kept:
        keep(kept, read_table(CENSUS, "2026-11-22").observations)
        run = kept.start_run(["demo"])
        for path in ARTICLES:
            kept.add(read(document_of(path)), run)
        yield kept


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_every_seeded_finding_of_the_demo_is_found_and_nothing_else(
    path: Path, demo: Record
) -> None:
    document = document_of(path)
    found = check(read(document), demo, (document.published or "2025-12-31")[:10])
    wanted = seeded()[path.relative_to(DEMO / "articles").as_posix()]
    got = [p for p in found.problems if p.kind in KINDS.values()]
    assert {p.kind for p in got} == set(wanted)
    for problem in got:
        # The words of the finding lie in the sentence that was seeded.
        place = " ".join(document.text.split())
        for quote in wanted[problem.kind]:
            start = place.index(quote)
            words = " ".join(problem.quotes[0].split())
            assert start - 40 <= place.index(words) <= start + len(quote)
        assert problem.serious


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2023-09-08-column-growth.html", "spliced"),
        ("2025-02-06-record-deficit.txt", "false_sum"),
        ("2019-02-27-trump-trong-deals.txt", "false_sum"),
    ],
)
def test_the_bundled_figures_alone_find_them(name: str, kind: str, record: Record) -> None:
    document = document_of(DEMO / "articles" / "vietnam-united-states" / name)
    found = check(read(document), record, (document.published or "")[:10])
    assert kind in [p.kind for p in found.problems]


PAIRS = (("USA", "VNM"), ("IND", "JPN"), ("CHN", "KEN"))


def test_the_record_of_the_demo_finds_the_same_and_nothing_else(demo: Record) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for pair in PAIRS:
        view = checked_view(demo, relationship(demo, pair, "2026-01-01"))
        for item in view.findings:
            if item.kind in KINDS.values():
                document, figure = item.told[0]
                name = next(p for p in ARTICLES if p.as_posix().endswith(document.file or "-"))
                found[name.relative_to(DEMO / "articles").as_posix(), item.kind] += 1
                assert figure.evidence
    wanted = Counter(
        {(file, kind): len(quotes) for file, of in seeded().items() for kind, quotes in of.items()}
    )
    assert found == wanted
    assert sum(wanted.values()) == 9


def test_books_that_an_article_tells_bear_out_what_no_table_has(demo: Record) -> None:
    draft = "Trade between Vietnam and the United States was $134.6 billion in 2024."
    claim = one(checked(draft, demo, "2025-07-11"), "figure")
    assert claim.verdict == "supported"
    told = claim.reporters[0]
    assert (told.reporter, told.source, told.vintage) == ("VNM", "told", "2025-02-06")
    assert "as told by Commerce Desk, 2025-02-06" in claim.message


# Two real articles


@pytest.fixture(scope="module")
def seeds(census: Record) -> list[Check]:
    if not SEEDS.exists():
        pytest.skip("the two articles are not here")
    documents = [document_of(path) for path in sorted(SEEDS.glob("*.txt"))]
    days = [(d.published or "2023-09-01")[:10] for d in documents]
    return [check(read(d), census, day) for d, day in zip(documents, days, strict=True)]


def at(found: Check, words: str) -> Claim:
    return next(c for c in found.claims if c.kind == "figure" and words in c.quote)


def test_the_two_ends_of_one_comparison_are_from_two_books(seeds: list[Check]) -> None:
    start, end = at(seeds[1], "$450 million"), at(seeds[1], "$123 billion")
    assert (start.verdict, start.reporters[0].reporter) == ("supported", "USA")
    assert {r.reporter: r.verdict for r in end.reporters} == {
        "VNM": "rounding",
        "USA": "contradicted",
    }
    assert "origin" in end.explanations and "spliced" in end.explanations
    assert "$138.8 billion" in (end.suggestion or "")
    assert [p.kind for p in seeds[1].problems].count("spliced") == 1


def test_a_figure_cut_short_is_supported_as_that(seeds: list[Check]) -> None:
    claim = at(seeds[1], "$123 billion")
    assert claim.verdict == "rounding"
    assert claim.message.startswith("Supported, as rounded or cut short: Vietnam (Vietnam Customs")
    told = as_json(seeds[1])["claims"]
    (found,) = (c for c in told if "$123 billion" in c["quote"] and c["kind"] == "figure")
    assert found["supported"]
    assert {r["reporter"]: r["supported"] for r in found["reporters"]} == {
        "VNM": True,
        "USA": False,
    }


def test_ranks_are_placed_in_the_time_in_which_they_were_true(seeds: list[Check]) -> None:
    eighth, seventh = at(seeds[0], "8th largest"), at(seeds[1], "seventh largest")
    assert (eighth.verdict, seventh.verdict) == ("stale", "stale")
    assert "2022" in eighth.true_in
    assert seventh.true_in == ("2022-01/2022-11",)
    assert all("stale_rank" in [p.kind for p in found.problems] for found in seeds)


def test_capital_told_in_the_news_is_no_stock(seeds: list[Check]) -> None:
    claim = at(seeds[0], "registered capital")
    assert claim.verdict == "no_data"
    assert "no stock of direct investment" in claim.message


def test_nearly_88_billion_is_not_the_american_series(seeds: list[Check]) -> None:
    claim = at(seeds[0], "$88 billion")
    assert claim.verdict == "contradicted"
    assert "$94.0 billion in January to August 2024" in (claim.suggestion or "")
    assert seeds[0].contradicted


# Titles


@pytest.mark.parametrize(
    ("sentence", "verdict", "words"),
    [
        (
            "Secretary of State Antony Blinken met Vietnamese officials in April 2025.",
            "contradicted",
            "Marco Rubio (since 2025-01-21)",
        ),
        (
            "Secretary of State Marco Rubio met Vietnamese officials in April 2025.",
            "supported",
            "Marco Rubio",
        ),
        (
            "President Barack Obama visited Vietnam in May 2016 and met his hosts in Hanoi.",
            "supported",
            "Barack Obama",
        ),
    ],
)
def test_a_title_is_that_of_the_day(
    sentence: str, verdict: str, words: str, record: Record
) -> None:
    found = checked(f"{sentence} Vietnam and the United States spoke about trade.", record)
    claims = [c for c in found.claims if c.kind == "title" and "Minister" not in c.quote]
    assert [c.verdict for c in claims] == [verdict]
    assert words in claims[0].message


@pytest.mark.parametrize(
    "sentence",
    [
        "Former Secretary of State Antony Blinken met Vietnamese officials in Hanoi in March 2025.",
        "President-elect Donald Trump spoke with Vietnamese leaders in November 2024.",
        "Then-Secretary of State Antony Blinken is remembered in Vietnam.",
    ],
)
def test_who_is_not_called_the_holder_is_not_judged(sentence: str, record: Record) -> None:
    found = checked(f"{sentence} Vietnam and the United States are partners.", record)
    assert not [c for c in found.claims if c.kind == "title" and c.verdict != "supported"]


def test_a_leader_of_the_past_is_stale_unless_the_paragraph_says_when(record: Record) -> None:
    bare = "Vietnam and the United States traded. President Joe Biden praised Vietnam."
    assert one(checked(bare, record), "title").verdict == "stale"
    told = f"{bare} It was the spring of 2024."
    assert one(checked(told, record), "title").verdict == "supported"


# Sums


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Trade was $9 billion in 2019, with exports of $5 billion and imports of $4 billion", 0),
        ("Trade was $9 billion in 2019, with exports of $5 billion and imports of $6 billion", 1),
        ("Aid of $20 million is made up of $12 million for roads and $8 million for schools", 0),
        ("Aid of $20 million is made up of $12 million for roads and $11 million for schools", 1),
        ("Trade was $8.7 billion, with exports of $8.25 billion and imports of $0.45 billion", 0),
        ("Trade was $9 billion in 2019; exports of $5 billion in 2012 beat imports of $1 bn", 0),
        (
            (
                "Aid of $20 million is made up of $12 million for roads and $8 million for "
                "schools, up from $15 million"
            ),
            0,
        ),
    ],
)
def test_parts_make_their_total(sentence: str, wrong: int, record: Record) -> None:
    found = checked(f"Kenya and China met. {sentence}.", record)
    assert [p.kind for p in found.problems] == ["false_sum"] * wrong


# The record

UPGRADE = (
    "HANOI, Sept 11, 2023 - Vietnam and the United States upgraded their relations to a "
    "comprehensive strategic partnership on September 10, 2023. President Joe Biden visited "
    "Hanoi on September 10, 2023 and met General Secretary Nguyen Phu Trong."
)


def test_a_status_is_held_against_the_ladder(record: Record) -> None:
    kept(record, UPGRADE, "2023-09-11")
    right = (
        "Vietnam and the United States upgraded ties to a comprehensive strategic partnership in"
    )
    assert one(checked(f"{right} September 2023.", record), "status").verdict == "supported"
    wrong = one(checked(f"{right} March 2022.", record), "status")
    assert wrong.verdict == "contradicted"
    assert "10" in (wrong.suggestion or "") and wrong.told


def test_an_event_is_looked_for_on_its_day(record: Record) -> None:
    kept(record, UPGRADE, "2023-09-11")
    told = "President Joe Biden visited Hanoi on {}. Vietnam was glad."
    verdicts = {
        day: one(checked(told.format(day), record), "event")
        for day in ("September 10, 2023", "September 20, 2023", "May 3, 2024")
    }
    assert [c.verdict for c in verdicts.values()] == ["supported", "contradicted", "no_data"]
    assert "2023-09-10" in (verdicts["September 20, 2023"].suggestion or "")
    assert "2023-09-10" in verdicts["May 3, 2024"].message


def test_the_record_speaks_where_no_statistics_do(record: Record) -> None:
    article = (
        "Trade between Kenya and China reached $8.6 billion in 2022, officials in Nairobi said."
    )
    kept(record, article, "2023-03-01")
    same = one(checked("Trade between Kenya and China was $8.6 billion in 2022.", record), "figure")
    assert (same.verdict, same.explanations) == ("supported", ("record",))
    other = checked("Trade between Kenya and China was $6.1 billion in 2022.", record)
    assert one(other, "figure").verdict == "contradicted"
    assert [p.kind for p in other.problems] == ["contradiction"]
    assert "8.6 billion" in other.problems[0].message


def test_a_draft_does_not_bear_itself_out(record: Record) -> None:
    article = (
        "Trade between Kenya and China reached $8.6 billion in 2022, officials in Nairobi said."
    )
    kept(record, article, "2023-03-01")
    document = from_text(article, title="An article", published="2023-03-01")
    claim = one(check(read(document), record, "2023-03-01"), "figure")
    assert claim.verdict == "no_data" and not claim.told


def test_what_was_published_later_says_nothing(record: Record) -> None:
    article = (
        "Trade between Kenya and China reached $8.6 billion in 2022, officials in Nairobi said."
    )
    kept(record, article, "2024-03-01")
    draft = "Trade between Kenya and China was $6.1 billion in 2022."
    assert one(checked(draft, record, "2023-06-01"), "figure").verdict == "no_data"


def test_two_values_in_one_draft_contradict_each_other(record: Record) -> None:
    found = checked(
        "Trade between Kenya and China was $8.6 billion in 2022. The two sides met in Nairobi. "
        "Trade between Kenya and China was $6.1 billion in 2022.",
        record,
    )
    assert "contradiction" in [p.kind for p in found.problems]


def test_a_visit_is_shown_by_the_talks_of_guest_and_host(record: Record) -> None:
    told = "President Idriss Sow of Chad met President Sergio Mattarella of Italy in Rome on Monday"
    kept(record, f"{told}, on his first visit to Italy.", "2024-05-14")
    own = "President Idriss Sow of Chad visited Rome in May 2024. Italy helps Chad."
    claims = {c.quote: c for c in checked(own, record, "2024-09-01").claims if c.kind == "event"}
    (visit,) = claims.values()
    assert visit.verdict == "supported", visit
    own = "President Idriss Sow of Chad visited Rome in May 2022. Italy helps Chad."
    (visit,) = (c for c in checked(own, record, "2024-09-01").claims if c.kind == "event")
    assert visit.verdict == "no_data"
    assert visit.suggestion == "Check the day: the record has 2024-05-13."


def test_a_meeting_with_somebody_else_is_not_the_one_in_the_draft(record: Record) -> None:
    told = "President Idriss Sow of Chad met Foreign Minister Luigi Neri of Italy on May 13, 2024."
    kept(record, told, "2024-05-14")
    other = told.replace("Idriss Sow", "Hassan Deby")
    claims = [c for c in checked(other, record, "2024-09-01").claims if c.kind == "event"]
    (meeting,) = claims
    assert (meeting.verdict, meeting.suggestion) == ("no_data", "Check the name: Hassan Deby.")
    assert "Idriss Sow" in meeting.message and "Hassan Deby" in meeting.message
    own = "On May 13, 2024, Chad's President Idriss Sow met Italy's Foreign Minister Luigi Neri."
    (same,) = (c for c in checked(own, record, "2024-09-01").claims if c.kind == "event")
    assert same.verdict == "supported"


def test_a_promise_is_borne_out_by_one_in_like_words_alone(record: Record) -> None:
    kept(record, "Italy promised Chad two patrol boats on Monday.", "2024-05-14")
    own = "In May 2024 Italy promised Chad two patrol boats."
    assert [c.verdict for c in checked(own, record, "2024-09-01").claims] == ["supported"]
    own = "In May 2024 Italy promised Chad a hospital and a school."
    assert [c.verdict for c in checked(own, record, "2024-09-01").claims] == ["no_data"]


def test_a_loan_told_without_its_day_is_found_by_its_amount(record: Record) -> None:
    kept(record, "Italy will lend Chad €300 million for a road.", "2024-05-14")
    own = "Italy will lend Chad €300 million."
    verdicts = {c.kind: c.verdict for c in checked(own, record, "2024-09-01").claims}
    assert verdicts["figure"] == "supported"
    own = "Italy will lend Chad €450 million."
    verdicts = {c.kind: c.verdict for c in checked(own, record, "2024-09-01").claims}
    assert verdicts["figure"] == "no_data"


def test_what_is_said_of_one_quantity_is_one_finding(record: Record) -> None:
    for n, value in enumerate(("4.2", "5.1")):
        text = f"Trade between Italy and Chad was €{value} billion in 2023."
        kept(record, text, f"2024-0{n + 2}-14")
    own = "Trade between Italy and Chad was €4.2 billion in 2023. "
    own += "Trade between Italy and Chad reached €4.21 billion in 2023."
    found = checked(own, record, "2024-09-01").problems
    told = [p for p in found if p.kind == "contradiction"]
    assert len(told) == 1
    assert "(this draft)" in told[0].message
    assert told[0].message.startswith("Trade between Italy and Chad in 2023 is told as")


def test_a_pledge_told_in_the_record_is_borne_out_by_it(record: Record) -> None:
    text = "Prime Minister Giorgia Meloni of Italy pledged to invest €3.5 billion in Chad."
    kept(record, text, "2024-05-14")
    for value, verdict in (("3.5", "supported"), ("4.5", "not_comparable")):
        own = f"Rome has hopes for Africa: Italy will invest €{value} billion in Chad, said Meloni."
        (claim,) = (c for c in checked(own, record, "2024-09-01").claims if c.kind == "figure")
        assert claim.verdict == verdict, claim
