"""What every reporter says, and what a place among partners was: on the American table."""

from decimal import Decimal

import pytest

from bilateral.checking.figures import Judge
from bilateral.checking.statistics import official_values, periods_of_rank, rank_of, ranking
from bilateral.checking.statistics.periods import kept_form, months_of, span
from bilateral.checking.statistics.values import periods_known
from bilateral.errors import UnknownCountryError
from bilateral.knowledge.statistics import all_series
from bilateral.model import Equivalent, Figure
from bilateral.record import Record
from bilateral.record.official import Observation, SeriesKey, keep

MILLION = Decimal(10) ** 6


def series(measure: str, reporter: str, partner: str, key: str = "") -> SeriesKey:
    what = next(s for s in all_series().values() if (s.source, s.measure) == ("imf", measure))
    return SeriesKey(
        source="imf",
        key=f"{measure}:{reporter}:{partner}{key}",
        reporter=reporter,
        partner=partner,
        flow=what.flow,
        measure=measure,
        unit="USD",
        licence="",
        product_scope="goods",
        valuation=what.valuation,
    )


def rows(key: SeriesKey, values: dict[str, int], vintage: str = "2024-01") -> list[Observation]:
    return [Observation(key, p, Decimal(v), vintage, "2024-01-01") for p, v in values.items()]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2024", "2024"),
        ("2024~", "2024"),
        ("2024-08", "2024-08"),
        ("2024-01/2024-08", "2024-01/2024-08"),
        ("2024-01/2024-12", "2024"),
        ("2024-08/2024-08", "2024-08"),
        ("2024-Q3", "2024-07/2024-09"),
        ("2024-M08", "2024-08"),
        ("2024-01-01/P8M", "2024-01/2024-08"),
        ("2023-11/P4M", "2023-11/2024-02"),
        ("2022/2023", "2022/2023"),
        ("2022/..", None),
        ("2024-09-22", None),
        ("2024-13", None),
        ("2024/2023", None),
        ("199X", None),
    ],
)
def test_periods_have_one_form(written: str, kept: str | None) -> None:
    assert kept_form(written) == kept


def test_the_months_of_a_period() -> None:
    months = span("2023-11/2024-02")
    assert months
    assert months_of(months) == ["2023-11", "2023-12", "2024-01", "2024-02"]


@pytest.mark.parametrize(
    ("period", "millions"),
    [("1995", "451.3"), ("2014", "36350.1"), ("2022", "138781.4"), ("2024-01/2024-08", "94012.8")],
)
def test_trade_in_american_books(census: Record, period: str, millions: str) -> None:
    values = official_values("trade", "USA", "VNM", period, census)
    current = next(v for v in values if v.reporter == "USA")
    assert round(current.value / MILLION, 1) == Decimal(millions)
    assert current.role == "own"


def test_two_vintages_side_by_side_the_newest_first(census: Record) -> None:
    values = list(official_values("trade", "USA", "VNM", "2022", census))
    american = [v for v in values if v.reporter == "USA"]
    assert [(v.vintage, v.current) for v in american] == [("2025", True), ("2023-03", False)]
    assert [round(v.value / MILLION, 1) for v in american] == [
        Decimal("138781.4"),
        Decimal("138919.4"),
    ]
    assert american[0].how == "exports plus imports, sum of 12 months"
    assert american[1].how == "exports plus imports"


def test_each_reporter_is_told(census: Record) -> None:
    values = official_values("trade", "VNM", "USA", "2022", census)
    assert {v.reporter: round(v.value / 10**9, 1) for v in values if v.current} == {
        "VNM": Decimal("123.9"),
        "USA": Decimal("138.8"),
    }


def test_a_directed_flow_has_its_mirror(census: Record) -> None:
    (own, mirror, _) = official_values("exports", "VNM", "USA", "2014", census)
    assert (own.reporter, own.role, own.value / MILLION) == ("VNM", "own", Decimal(28_700))
    assert (mirror.reporter, mirror.role) == ("USA", "mirror")
    assert round(mirror.value / MILLION, 1) == Decimal("30617.7")


def test_a_balance_is_mirrored_with_its_sign(census: Record) -> None:
    american = official_values("trade_balance", "USA", "VNM", "2021", census)[0]
    vietnamese = official_values("trade_balance", "VNM", "USA", "2021", census)[0]
    assert american.value < 0 < vietnamese.value == -american.value
    assert (american.role, vietnamese.role) == ("own", "mirror")


def test_without_a_record_the_bundled_figures_speak() -> None:
    (american,) = official_values("imports", "USA", "VNM", "2024-01/2024-08", None)
    assert american.value == 85_790 * MILLION
    assert "US Census Bureau" in american.licence


def test_a_period_without_one_of_its_months_has_no_value(record: Record) -> None:
    keep(record, rows(series("exports", "KEN", "CHN"), {"2024-01": 1, "2024-03": 3}))
    assert official_values("exports", "KEN", "CHN", "2024-01/2024-03", record) == []
    assert official_values("exports", "KEN", "CHN", "2024-03", record)


def test_months_are_summed_as_they_were_known(record: Record) -> None:
    key = series("exports", "KEN", "CHN")
    keep(record, rows(key, {"2024-01": 1, "2024-02": 2}, "2024-03"))
    keep(record, rows(key, {"2024-01": 10}, "2024-04"))
    values = official_values("exports", "KEN", "CHN", "2024-01/2024-02", record)
    assert values[0].value == 12, "January as revised, February as first told"
    assert values[0].vintage == "2024-03", "no newer than its least recent part"


def test_what_was_published_goes_before_a_sum_of_the_same_vintage(record: Record) -> None:
    key = series("exports", "KEN", "CHN")
    keep(record, rows(key, {"2024": 100, **{f"2024-{m:02}": 1 for m in range(1, 13)}}))
    (value,) = official_values("exports", "KEN", "CHN", "2024", record)
    assert (value.value, value.how) == (Decimal(100), None)


def test_stocks_are_never_summed(record: Record) -> None:
    keep(record, rows(series("fdi_inward_stock", "KEN", "CHN"), {"2023": 5, "2024": 6}))
    assert official_values("fdi_inward_stock", "KEN", "CHN", "2023/2024", record) == []


def test_periods_that_are_known(census: Record) -> None:
    known = periods_known("trade", "USA", "VNM", census)
    assert known[0] == "1992"
    assert {"2022", "2024", "2023-01/2023-09"} <= set(known)


# Ranks


@pytest.mark.parametrize(
    ("period", "place"),
    [
        ("2020", 10),
        ("2021", 10),
        ("2022-01/2022-10", 7),
        ("2022", 8),
        ("2023", 9),
        ("2023-01/2023-05", 11),
        ("2024-01/2024-08", 9),
        ("2024", 8),
    ],
)
def test_the_place_of_vietnam(census: Record, period: str, place: int) -> None:
    (rank,) = rank_of("trade_partner_rank", "USA", "VNM", period, census)
    assert rank.rank == place
    assert rank.partners == "countries"


def test_periods_in_which_a_rank_was_true(census: Record) -> None:
    def periods(rank: int) -> list[str]:
        found = periods_of_rank("trade_partner_rank", "USA", "VNM", rank, census)
        return [place.period for place in found]

    assert "2022" in periods(8)
    assert "2022-01/2022-11" in periods(7)
    assert not {"2020", "2021", "2022", "2023", "2024"} & set(periods(7)), "never of a whole year"
    assert "2022-01/2022-10" not in periods(7), "November goes on"


def test_suppliers_and_markets(census: Record) -> None:
    assert rank_of("import_source_rank", "USA", "VNM", "2022", census)[0].rank == 6
    assert rank_of("import_source_rank", "USA", "VNM", "2023", census)[0].rank == 7
    assert rank_of("export_market_rank", "USA", "VNM", "2022", census)[0].rank > 25


def test_a_rank_within_a_bloc(census: Record) -> None:
    (first,) = rank_of("trade_partner_rank", "USA", "VNM", "2022", census, scope="ASEAN")
    assert (first.rank, first.out_of, first.partners) == (1, 10, "members of ASEAN")
    with pytest.raises(UnknownCountryError):
        rank_of("trade_partner_rank", "USA", "VNM", "2022", census, scope="NOWHERE")


def test_the_european_union_as_one(census: Record) -> None:
    (apart,) = ranking("trade_partner_rank", "USA", "2022", census)
    (together,) = ranking("trade_partner_rank", "USA", "2022", census, eu_as_one=True)
    assert [p.partner for p in apart[:3]] == ["CAN", "MEX", "CHN"]
    assert together[0].partner == "EUE"
    assert len(apart) - len(together) == 26
    assert sum(p.value for p in apart) == sum(p.value for p in together)
    assert together[0].partners == "countries, the EU as one"


def test_no_rank_from_one_partner(record: Record) -> None:
    keep(record, rows(series("exports", "KEN", "CHN"), {"2024": 5}))
    keep(record, rows(series("exports", "KEN", "UGA"), {"2024": 7}))
    assert rank_of("export_market_rank", "KEN", "CHN", "2024", record) == []
    keep(record, rows(series("exports", "KEN", "WLD"), {"2024": 12}))
    (rank,) = rank_of("export_market_rank", "KEN", "CHN", "2024", record)
    assert (rank.rank, rank.out_of) == (2, 2), "the two make up the reporter's total"


def test_an_unknown_measure_has_no_values(census: Record) -> None:
    assert official_values("students", "USA", "VNM", "2022", census) == []
    assert rank_of("students_rank", "USA", "VNM", "2022", census) == []


def _in_euros(*equivalents: Equivalent) -> Figure:
    return Figure(
        measure="trade",
        ref_area="DEU",
        counterpart_area="USA",
        obs_value=Decimal("218e9"),
        unit_measure="EUR",
        time_period="2024",
        equivalents=equivalents,
        evidence=(),
        rule="t",
    )


def test_two_currencies_are_compared_by_a_rate_that_the_text_gives_and_never_else(
    census: Record,
) -> None:
    judge = Judge(census)
    alone = judge.judge(_in_euros(), "2025-05-01")
    assert alone.verdict == "not_comparable"
    assert "state a rate and its day" in (alone.note or "")
    given = judge.judge(_in_euros(Equivalent(Decimal("236e9"), "USD")), "2025-05-01")
    assert given.verdict == "supported"
    assert "USD that the text gives" in (given.note or "")
