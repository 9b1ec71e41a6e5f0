"""What the words allow, each reporter tried, and the cases that everybody gets wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bilateral.checking.compare import comparable, compare, compare_change, compare_rank, fit
from bilateral.checking.figures import Judge
from bilateral.checking.splices import spliced, stale_ranks
from bilateral.checking.statistics import OfficialValue, Rank
from bilateral.model import Change, Figure
from bilateral.record import Record

BILLION = Decimal(10) ** 9


def figure(value: str | None, period: str | None = "2022", **fields: object) -> Figure:
    plain = (value or "").replace(".", "")
    given: dict[str, object] = {
        "measure": "trade",
        "ref_area": "USA",
        "counterpart_area": "VNM",
        "obs_value": Decimal(value) * BILLION if value else None,
        "unit_measure": "USD",
        "significant_digits": len(plain.lstrip("0")) or None,
        "time_period": period,
        "evidence": (),
        "rule": "test",
        **fields,
    }
    return Figure(**given)  # type: ignore[arg-type]


def rank(place: int, measure: str = "trade_partner_rank", **fields: object) -> Figure:
    given = {"measure": measure, "unit_measure": "rank", "obs_value": Decimal(place), **fields}
    return figure(None, **{"period": None, **given})  # type: ignore[arg-type]


def official(value: str, reporter: str = "USA", **fields: object) -> OfficialValue:
    given: dict[str, object] = {
        "reporter": reporter,
        "role": "own",
        "value": Decimal(value) * BILLION,
        "unit": "USD",
        "source": {"USA": "census"}.get(reporter, "customs"),
        "series": "s",
        "vintage": "2025",
        "period": "2022",
        "product_scope": "goods",
        **fields,
    }
    return OfficialValue(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "bound", "value", "verdict"),
    [
        ("138.8", "exact", "138.781", "supported"),
        ("139", "exact", "138.781", "supported"),
        ("138", "exact", "138.781", "rounding"),
        ("123", "exact", "123.86", "rounding"),
        ("123", "exact", "138.8", "contradicted"),
        ("0.45", "exact", "0.4513", "supported"),
        ("450", "exact", "451.3", "supported"),
        ("450", "exact", "458", "contradicted"),
        ("100", "exact", "102.5", "supported"),
        ("100", "exact", "109.4", "contradicted"),
        ("100", "exact", "138.8", "contradicted"),
        ("20", "exact", "24.9", "contradicted"),
        ("88", "nearly", "87.6", "supported_as_bound"),
        ("88", "nearly", "88.3", "rounding"),
        ("88", "nearly", "94.0", "contradicted"),
        ("88", "nearly", "80", "contradicted"),
        ("100", "over", "127.4", "supported_as_bound"),
        ("130", "over", "129.5", "rounding"),
        ("130", "over", "127.4", "contradicted"),
        ("11.8", "over", "11.79", "rounding"),
        ("100", "at_least", "100", "supported_as_bound"),
        ("100", "under", "94", "supported_as_bound"),
        ("100", "at_most", "127", "contradicted"),
        ("88", "about", "88.2", "supported"),
        ("88", "about", "89.5", "supported_as_bound"),
        ("88", "about", "94", "contradicted"),
    ],
)
def test_what_the_words_allow(claim: str, bound: str, value: str, verdict: str) -> None:
    assert fit(figure(claim, bound=bound), Decimal(value) * BILLION) == verdict


def test_a_range_holds_what_lies_within() -> None:
    claim = figure("120", bound="range", obs_value_high=130 * BILLION)
    assert fit(claim, Decimal("123.9") * BILLION) == "supported"
    assert fit(claim, Decimal("138.8") * BILLION) == "contradicted"


def test_the_claim_takes_the_best_and_the_other_is_explained() -> None:
    values = [
        official("138.8", valuation="fas+customs"),
        official("123.86", "VNM", valuation="fob+cif"),
    ]
    verdict = compare(figure("123"), values)
    assert verdict.verdict == "rounding"
    assert [(r.reporter, r.verdict) for r in verdict.reporters] == [
        ("VNM", "rounding"),
        ("USA", "contradicted"),
    ]
    assert verdict.explanations == ("origin", "cif")
    assert verdict.best is not None
    assert verdict.best.gap == Decimal("-0.86") * BILLION


def test_an_older_vintage_may_bear_a_claim_out() -> None:
    values = [official("138.78"), official("138.92", vintage="2023-03", current=False)]
    verdict = compare(figure("138.9"), values)
    assert verdict.verdict == "supported"
    assert verdict.explanations == ("revision",)
    assert verdict.reporters[0].vintage == "2023-03"


def test_a_directed_flow_may_stand_in_the_partners_books_alone() -> None:
    claim = figure("127.4", measure="exports", ref_area="VNM", counterpart_area="USA")
    values = [official("109.4", "VNM"), official("127.45", role="mirror")]
    verdict = compare(claim, values)
    assert verdict.verdict == "mirror_only"
    assert verdict.reporters[0].reporter == "USA"
    assert compare(replace(claim, obs_value=Decimal("109.4") * BILLION), values).verdict == (
        "supported"
    )


def test_true_of_an_earlier_period_is_stale() -> None:
    earlier = [official("138.78", period="2022"), official("112.96", period="2021")]
    verdict = compare(figure("138.8", "2023"), [official("124.2", period="2023")], earlier)
    assert verdict.verdict == "stale"
    assert verdict.true_in == ("2022",)
    of_one_digit = figure("100", "2023", significant_digits=1)
    assert compare(of_one_digit, [official("170", period="2023")], earlier).verdict != "stale"


def test_another_currency_is_not_compared() -> None:
    verdict = compare(figure("120", unit_measure="EUR"), [official("123.9")])
    assert verdict.verdict == "not_comparable"
    assert "state a rate" in (verdict.note or "")


def test_goods_and_services_are_not_goods() -> None:
    verdict = compare(figure("142.1", product_scope="goods_and_services"), [official("138.8")])
    assert (verdict.verdict, verdict.explanations) == ("not_comparable", ("scope",))
    assert not comparable(figure("3", product_scope="services"), official("138.8"))
    both = official("142.1", product_scope="goods_and_services")
    assert compare(figure("142.1"), [both, official("138.8")]).verdict == "supported"


def test_registered_capital_is_no_stock() -> None:
    claim = figure(
        "11.8", measure="fdi_inward_stock", ref_area="VNM", valuation="registered", bound="over"
    )
    assert compare(claim, []).verdict == "no_data"
    assert "no stock of direct investment" in (compare(claim, []).note or "")
    position = official("3.5", valuation="position", product_scope=None)
    assert compare(claim, [position]).verdict == "not_comparable"
    registered = official("11.83", "VNM", valuation="registered", product_scope=None)
    assert compare(claim, [position, registered]).verdict == "supported_as_bound"
    assert compare(replace(claim, valuation=None), [position]).verdict == "not_comparable"


def test_a_target_is_no_observation() -> None:
    assert compare(figure("200", nature="target"), [official("138.8")]).verdict == "not_comparable"


def test_nobody_says_anything() -> None:
    verdict = compare(figure("138.8"), [])
    assert (verdict.verdict, verdict.missing) == ("no_data", ("USA", "VNM"))


def test_a_change_is_held_against_each_reporters_own_base() -> None:
    claim = figure("88", change=Change(Decimal(22), "percent", "up"))
    now = [official("94"), official("88", "VNM")]
    before = [official("79.4"), official("72", "VNM")]
    assert [(r.reporter, r.verdict) for r in compare_change(claim, now, before)] == [
        ("VNM", "supported"),
        ("USA", "contradicted"),
    ]
    fallen = replace(claim, change=Change(Decimal("10.5"), "percent", "down"))
    (one,) = compare_change(fallen, [official("124.2")], [official("138.8")])
    assert (one.value, one.verdict) == (Decimal("-10.52"), "supported")
    points = replace(claim, change=Change(Decimal(2), "percentage_points", "up"))
    assert compare_change(points, now, before) == []


# Ranks


def places(*told: tuple[str, int]) -> list[Rank]:
    return [
        Rank(
            rank=place,
            partner="VNM",
            value=Decimal(1),
            out_of=200,
            reporter="USA",
            period=period,
            source="census",
            vintage="2025",
            partners="countries",
        )
        for period, place in told
    ]


HISTORY = places(
    ("2021", 10),
    ("2022-01/2022-10", 7),
    ("2022-01/2022-11", 7),
    ("2022", 8),
    ("2023-01/2023-07", 10),
    ("2023", 9),
    ("2024-01/2024-07", 9),
    ("2024", 8),
)


@pytest.mark.parametrize(
    ("place", "told", "verdict", "true_in"),
    [
        (8, "2023-03-01", "supported", ()),
        (8, "2024-09-23", "stale", ("2022",)),
        (7, "2022-12-20", "supported", ()),
        (7, "2023-09-08", "stale", ("2022-01/2022-11",)),
        (9, "2024-09-23", "supported", ()),
        (3, "2024-09-23", "contradicted", ()),
        (8, "2022-12-20", "contradicted", ()),
    ],
)
def test_a_rank_is_of_the_day_it_is_told(
    place: int, told: str, verdict: str, true_in: tuple[str, ...]
) -> None:
    found = compare_rank(rank(place), HISTORY, told)
    assert (found.verdict, found.true_in) == (verdict, true_in)
    assert "countries" in (found.note or "")


def test_a_rank_of_a_period_that_is_named() -> None:
    assert compare_rank(rank(8, time_period="2022"), HISTORY, "2026-01-01").verdict == "supported"
    late = compare_rank(rank(8, time_period="2023"), HISTORY, "2026-01-01")
    assert (late.verdict, late.true_in) == ("stale", ("2022",))
    assert compare_rank(rank(8, time_period="2030"), HISTORY).verdict == "no_data"


def test_a_rank_without_a_table() -> None:
    found = compare_rank(rank(8), [])
    assert found.verdict == "no_data"
    assert "whole table" in (found.note or "")


# The two articles, on the American table


@pytest.fixture(scope="module")
def judge(census: Record) -> Judge:
    return Judge(census)


def test_two_ends_of_one_sentence_from_two_books(judge: Judge) -> None:
    begin = replace(figure("0.45", "1995"), significant_digits=3)
    end = figure("123", "2022")
    verdicts, findings = spliced([judge.judge(begin), judge.judge(end)])
    assert [v.verdict for v in verdicts] == ["supported", "rounding"]
    assert all("spliced" in v.explanations for v in verdicts)
    assert verdicts[0].followed == {"USA"}
    assert verdicts[1].followed == {"VNM"}
    assert {r.reporter: r.verdict for r in verdicts[1].reporters} == {
        "VNM": "rounding",
        "USA": "contradicted",
    }
    (finding,) = findings
    assert finding.kind == "spliced"
    assert "The United States counted 138.8 billion USD in 2022." in finding.message


def test_one_book_is_no_splice(judge: Judge) -> None:
    claims = [judge.judge(figure("0.45", "1995")), judge.judge(figure("138.8", "2022"))]
    assert spliced(claims)[1] == []
    same_year = [judge.judge(figure("138.8", "2022")), judge.judge(figure("123.9", "2022"))]
    assert spliced(same_year)[1] == [], "two values of one year are no growth"


@pytest.mark.parametrize(
    ("place", "told", "true_in"),
    [(8, "2024-09-23", "2022"), (7, "2023-09-08", "2022-01/2022-11")],
)
def test_ranks_that_were_true_once(judge: Judge, place: int, told: str, true_in: str) -> None:
    verdict = judge.judge(rank(place, scope="world"), told)
    assert verdict.verdict == "stale"
    assert verdict.true_in[0] == true_in
    (finding,) = stale_ranks([verdict])
    assert true_in in finding.message


def test_nearly_88_is_not_what_america_counted(judge: Judge) -> None:
    claim = figure(
        "88",
        "2024-01/2024-08",
        bound="nearly",
        change=Change(Decimal(22), "percent", "up", "2023-01/2023-08"),
    )
    verdict = judge.judge(claim, "2024-09-23")
    assert verdict.verdict == "contradicted"
    assert verdict.missing == ("VNM",)
    assert verdict.best is not None
    assert round(verdict.best.value / BILLION, 1) == Decimal("94.0")
    (change,) = judge.change(claim)
    assert (change.verdict, round(change.value, 1)) == ("contradicted", Decimal("18.4"))


def test_exports_above_100_billion(judge: Judge) -> None:
    claim = figure("100", "2022/..", measure="exports", ref_area="VNM", counterpart_area="USA")
    verdict = judge.judge(replace(claim, bound="over"), "2023-09-08")
    assert verdict.verdict == "mirror_only"
    too_much = replace(claim, obs_value=130 * BILLION, bound="over")
    assert judge.judge(too_much, "2023-09-08").verdict == "contradicted"


def test_the_first_in_asean(judge: Judge) -> None:
    assert judge.judge(rank(1, scope="ASEAN"), "2023-09-08").verdict == "supported"
    nowhere = judge.judge(rank(1, scope="the beef league"), "2023-09-08")
    assert nowhere.verdict == "no_data"


def test_a_level_without_a_period_is_of_the_last_that_was_known(judge: Judge) -> None:
    assert judge.judge(figure("138.8", None), "2023-04-01").verdict == "supported"
    assert judge.judge(figure("149.5", None), "2023-04-01").verdict == "contradicted"


def test_what_has_no_official_series(judge: Judge) -> None:
    assert judge.judge(figure("30", measure="students")).verdict == "no_data"
    assert judge.judge(figure("30", counterpart_area=None)).verdict == "no_data"
