"""Each source as it answers, and as it fails: what is kept, and what a person is told."""

import json
import socket
from datetime import date
from decimal import Decimal

import pytest

from bilateral.checking.statistics import official_values
from bilateral.checking.statistics.asked import ALL, Wanted
from bilateral.checking.statistics.asking import Patience, StatisticsError
from bilateral.checking.statistics.pulling import Pulled, known_source, pull
from bilateral.knowledge.statistics import WORLD
from bilateral.record import Record
from bilateral.record.official import holdings, observations

from .server import JSON, Statistics

QUICK = Patience(connect=2, read=0.5, total=2, longest_wait=1, pause=0.01)
PAIR = Wanted("USA", "VNM", 2023, 2024)
BOOKS = Wanted("VNM", "USA", 2022, 2022)


def quickly(record: Record, name: str, wanted: Wanted, *, refresh: bool = False) -> Pulled:
    return pull(record, name, wanted, refresh=refresh, patience=QUICK)


# US Census Bureau


def test_census_gives_both_flows_by_month(server: Statistics, record: Record) -> None:
    pulled = quickly(record, "census", PAIR)
    assert pulled.fault is None
    assert (pulled.kept.observations, pulled.asked) == (48, 4)
    path, query, _ = server.asked[0]
    assert path == "/data/timeseries/intltrade/imports/hs"
    assert query == {
        "get": "CTY_CODE,CTY_NAME,GEN_VAL_MO",
        "time": "from 2023-01 to 2023-12",
        "SUMMARY_LVL": "DET",
        "CTY_CODE": "5520",
    }
    (value,) = official_values("imports", "USA", "VNM", "2023-01/2023-03", record)
    assert value.value == Decimal(6_000_000)
    assert (value.reporter, value.valuation, value.how) == ("USA", "customs", "sum of 3 months")


def test_census_whole_table_leaves_groups_out_and_adds_codes_up(
    server: Statistics, record: Record
) -> None:
    quickly(record, "census", Wanted("USA", ALL, 2024, 2024))
    rows = observations(record, measures=["imports"], reporter="USA", periods=["2024-01"])
    assert {o.series.partner: o.value for o in rows} == {
        "VNM": Decimal(1_000_000),
        "ISR": Decimal(1_000_000),
        "PSE": Decimal(2_000_000),  # Gaza and the West Bank
    }


def test_an_empty_answer_is_no_fault(server: Statistics, record: Record) -> None:
    pulled = quickly(record, "census", Wanted("USA", "VNM", 2025, 2025))
    assert (pulled.fault, pulled.kept.observations) == (None, 0)


def test_answers_are_asked_for_once(server: Statistics, record: Record) -> None:
    quickly(record, "census", PAIR)
    again = quickly(record, "census", PAIR)
    assert (again.asked, again.remembered, again.kept.added) == (0, 4, 0)
    assert len(server.asked) == 4
    anew = quickly(record, "census", PAIR, refresh=True)
    assert (anew.asked, len(server.asked)) == (4, 8)


def test_a_revision_stands_beside_what_it_revises(
    server: Statistics, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from bilateral.record import official

    wanted = Wanted("USA", "VNM", 2024, 2024)
    monkeypatch.setattr(official, "_now", lambda: datetime(2025, 3, 1, tzinfo=UTC))
    quickly(record, "census", wanted)
    server.revision = 7
    monkeypatch.setattr(official, "_now", lambda: datetime(2025, 6, 1, tzinfo=UTC))
    quickly(record, "census", wanted)
    values = official_values("imports", "USA", "VNM", "2024-02", record)
    assert [(v.vintage, v.value, v.current) for v in values] == [
        ("2025-06-01", Decimal(2_000_007), True),
        ("2025-03-01", Decimal(2_000_000), False),
    ]


def test_a_key_goes_with_the_request_and_nowhere_else(
    server: Statistics, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILATERAL_CENSUS_KEY", "very-secret")
    quickly(record, "census", PAIR)
    assert server.asked[0][1]["key"] == "very-secret"
    with record.reading() as connection:
        for table in ("official_answers", "official_loads"):
            rows = connection.exec_driver_sql(f"select * from {table}").fetchall()
            assert rows
            assert "very-secret" not in str(rows)


@pytest.mark.parametrize(
    "fault",
    [
        (302, {"Location": "https://api.census.gov/data/invalid_key.html"}, b""),
        (
            200,
            {},
            b"<html><head><title>Invalid Key</title></head><body>A valid <em>key</em></body>",
        ),
    ],
)
def test_a_refused_key_is_named_with_its_setting(
    server: Statistics,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    fault: tuple[int, dict[str, str], bytes],
) -> None:
    monkeypatch.setenv("BILATERAL_CENSUS_KEY", "wrong")
    server.faults = [fault]
    said = str(quickly(record, "census", PAIR).fault)
    assert "refuses the key" in said
    assert "BILATERAL_CENSUS_KEY" in said
    assert "wrong" not in said


def test_census_knows_american_books_only(record: Record) -> None:
    said = str(quickly(record, "census", BOOKS).fault)
    assert "United States only" in said
    assert "--partner all" in str(quickly(record, "census", Wanted("USA", WORLD, 2024, 2024)).fault)


def test_a_form_that_changed_is_named(server: Statistics, record: Record) -> None:
    server.faults = [(200, JSON, b'[["COUNTRY", "VALUE"], ["5520", "1"]]')]
    assert "cannot be read: columns COUNTRY, VALUE" in str(quickly(record, "census", PAIR).fault)


# Quota, outage, patience: the same for all


def test_a_used_up_quota_ends_the_pull_and_keeps_what_came_before(
    server: Statistics, record: Record
) -> None:
    quickly(record, "census", Wanted("USA", "VNM", 2023, 2023))
    server.faults = [(429, {"Retry-After": "7200"}, b"")]
    pulled = quickly(record, "census", PAIR)
    said = str(pulled.fault)
    assert "the quota is used up (500 requests a day without a key)" in said
    assert "again in 2 hours" in said
    assert pulled.kept.observations == 24
    assert {h.last_period for h in holdings(record)} == {"2023-12"}


def test_a_short_wait_is_waited_for(server: Statistics, record: Record) -> None:
    words = {"statusCode": 429, "message": "Rate limit is exceeded. Try again in 1 seconds."}
    server.faults = [(429, JSON, json.dumps(words).encode())]
    pulled = quickly(record, "comtrade", BOOKS)
    assert pulled.fault is None
    assert pulled.kept.observations == 2


def test_a_volume_quota_is_a_quota_though_its_status_is_403(
    server: Statistics, record: Record
) -> None:
    words = {"message": "Out of call volume quota. Quota will be replenished in 05:12:44."}
    server.faults = [(403, JSON, json.dumps(words).encode())]
    assert "quota is used up" in str(quickly(record, "comtrade", BOOKS).fault)


def test_an_outage_is_tried_once_more(server: Statistics, record: Record) -> None:
    server.faults = [(503, {}, b"down")]
    assert quickly(record, "comtrade", BOOKS).fault is None
    server.faults = [(503, {}, b"down")] * 2
    pulled = quickly(record, "comtrade", BOOKS, refresh=True)
    assert "is out of order (status 503)" in str(pulled.fault)
    assert holdings(record)


def test_a_server_that_takes_too_long(server: Statistics, record: Record) -> None:
    server.slow = 1.0
    assert "takes too long to answer" in str(quickly(record, "comtrade", BOOKS).fault)


def test_a_server_that_is_not_there(
    server: Statistics, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    from dataclasses import replace

    from bilateral.checking.statistics import pulling

    terms = replace(known_source("imf"), api=nobody)
    monkeypatch.setattr(pulling, "source", lambda _: terms)
    assert "cannot be reached" in str(quickly(record, "imf", BOOKS).fault)


def test_a_source_that_is_none() -> None:
    with pytest.raises(StatisticsError, match="Sources are census, comtrade, worldbank, imf"):
        known_source("eurostat")


# UN Comtrade


def test_comtrade_without_a_key_asks_the_preview_a_year_at_a_time(
    server: Statistics, record: Record
) -> None:
    pulled = quickly(record, "comtrade", Wanted("VNM", "USA", 2021, 2022))
    assert pulled.asked == 2
    path, query, headers = server.asked[1]
    assert path == "/public/v1/preview/C/A/HS"
    assert query == {
        "reporterCode": "704",
        "partnerCode": "842",
        "period": "2022",
        "flowCode": "X,M",
        "cmdCode": "TOTAL",
        "partner2Code": "0",
        "customsCode": "C00",
        "motCode": "0",
        "breakdownMode": "classic",
        "maxRecords": "500",
        "includeDesc": "true",
    }
    assert "ocp-apim-subscription-key" not in headers


def test_comtrade_takes_the_total_exactly_and_no_part_of_it(
    server: Statistics, record: Record
) -> None:
    quickly(record, "comtrade", BOOKS)
    values = official_values("exports", "VNM", "USA", "2022", record)
    assert [(v.value, v.valuation) for v in values if v.role == "own"] == [
        (Decimal("109389123456.78"), "fob")
    ]
    trade = official_values("trade", "VNM", "USA", "2022", record)
    comtrade = next(v for v in trade if v.source == "comtrade")
    assert comtrade.value == Decimal("123859123457.28")
    assert comtrade.valuation == "fob+cif"


def test_comtrade_with_a_key_asks_for_twelve_months_at_once(
    server: Statistics, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILATERAL_COMTRADE_KEY", "right")
    pulled = quickly(record, "comtrade", Wanted("VNM", "USA", 2023, 2024, monthly=True))
    assert (pulled.asked, pulled.kept.observations) == (2, 48)
    path, query, headers = server.asked[0]
    assert path == "/data/v1/get/C/M/HS"
    assert query["period"] == ",".join(f"2023{month:02}" for month in range(1, 13))
    assert headers["ocp-apim-subscription-key"] == "right"
    assert official_values("exports", "VNM", "USA", "2024-08", record)


def test_comtrade_refuses_a_wrong_key(
    server: Statistics, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILATERAL_COMTRADE_KEY", "wrong")
    said = str(quickly(record, "comtrade", BOOKS).fault)
    assert "refuses the key" in said
    assert "BILATERAL_COMTRADE_KEY" in said


def test_an_answer_that_was_cut_off_is_asked_for_in_parts(
    server: Statistics, record: Record
) -> None:
    server.partners = 200  # 800 records: cut at 500; 400 of each flow
    pulled = quickly(record, "comtrade", Wanted("VNM", ALL, 2022, 2022))
    assert pulled.fault is None
    assert [query["flowCode"] for _, query, _ in server.asked] == ["X,M", "X", "M"]


def test_what_stays_cut_off_is_told(server: Statistics, record: Record) -> None:
    server.partners = 300
    pulled = quickly(record, "comtrade", Wanted("VNM", ALL, 2022, 2022))
    assert "cut its answer for 2022 off at 500 records" in str(pulled.fault)
    assert "BILATERAL_COMTRADE_KEY" in str(pulled.fault)


def test_comtrade_says_why_it_refuses(server: Statistics, record: Record) -> None:
    server.faults = [(200, JSON, b'{"count": 0, "data": [], "error": "Invalid period"}')]
    assert "refused the request: Invalid period" in str(quickly(record, "comtrade", BOOKS).fault)


# World Bank


def test_worldbank_turns_its_pages(server: Statistics, record: Record) -> None:
    server.pages = 3
    pulled = quickly(record, "worldbank", Wanted("VNM", WORLD, 2020, 2024))
    assert pulled.fault is None
    assert pulled.asked == 15
    path, query, _ = server.asked[1]
    assert path == "/v2/country/VNM/indicator/TX.VAL.MRCH.CD.WT"
    assert query == {"format": "json", "per_page": "1000", "page": "2", "date": "2020:2024"}
    values = official_values("exports", "VNM", WORLD, "2022", record)
    assert {v.product_scope for v in values} == {"goods", "goods_and_services"}
    assert {v.vintage for v in values} == {"2026-10-07"}
    assert values[0].value == Decimal("371304194400.25")
    assert not official_values("exports", "VNM", WORLD, "2024", record), "page 3 has no value"


def test_worldbank_reports_its_own_fault_of_status_200(server: Statistics, record: Record) -> None:
    pulled = quickly(record, "worldbank", Wanted("XXX", WORLD, 2020, 2024))
    assert "refused the request: The parameter is not valid" in str(pulled.fault)


def test_worldbank_has_no_pairs(record: Record) -> None:
    assert "nothing between two countries" in str(quickly(record, "worldbank", BOOKS).fault)


# International Monetary Fund


def test_imf_gives_trade_and_positions(server: Statistics, record: Record) -> None:
    pulled = quickly(record, "imf", BOOKS)
    assert pulled.fault is None
    path, query, headers = server.asked[0]
    assert path == (
        "/external/sdmx/3.0/data/dataflow/IMF.STA/IMTS/+/VNM.XG_FOB_USD+MG_CIF_USD.USA.A"
    )
    assert query == {"c[TIME_PERIOD]": "ge:2022"}
    assert headers["accept"] == "application/vnd.sdmx.data+csv;version=1.0.0"
    own = next(v for v in official_values("exports", "VNM", "USA", "2022", record))
    assert own.value == Decimal("109389000000.5"), "SCALE is only how to print"
    assert not official_values("exports", "VNM", "USA", "1950", record), "was not asked for"


def test_positions_derived_from_the_partner_are_the_partners(
    server: Statistics, record: Record
) -> None:
    quickly(record, "imf", BOOKS)
    values = official_values("fdi_inward_stock", "VNM", "USA", "2022", record)
    assert {(v.reporter, v.role) for v in values} == {("VNM", "own"), ("USA", "mirror")}
    assert {v.valuation for v in values} == {"position"}


def test_imf_answers_too_large_are_asked_for_in_parts(server: Statistics, record: Record) -> None:
    server.too_large = True
    pulled = quickly(record, "imf", Wanted("VNM", ALL, 2022, 2022))
    assert pulled.fault is None
    assert pulled.asked == 6
    rows = observations(record, measures=["exports"], reporter="VNM")
    assert {o.series.partner for o in rows} == {"USA", WORLD}, "GX910 is a group"


def test_imf_without_such_a_series_is_an_empty_answer(server: Statistics, record: Record) -> None:
    pulled = quickly(record, "imf", Wanted("VNM", "KIR", 2022, 2022))
    assert (pulled.fault, pulled.kept.observations) == (None, 0)


def test_imf_months(server: Statistics, record: Record) -> None:
    quickly(record, "imf", Wanted("VNM", "USA", 2022, 2022, monthly=True))
    assert official_values("exports", "VNM", "USA", "2022-08", record)
    assert len(server.asked) == 1, "positions are by year"


def test_retrieval_is_dated(server: Statistics, record: Record) -> None:
    quickly(record, "imf", BOOKS)
    (own,) = official_values("exports", "VNM", "USA", "2022", record)[:1]
    assert date.fromisoformat(own.retrieved or "").year >= 2026
    assert own.licence.startswith("IMF terms")
