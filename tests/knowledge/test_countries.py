"""The country tables: complete, without contradictions, and the traps between codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import (
    NOT_A_COUNTRY,
    ambiguities,
    blocs,
    countries,
    country,
    country_by,
    cues,
    find_country,
    members,
    names,
    phrases,
    read_key,
    short_name,
)
from bilateral.knowledge.countries.blocs import memberships
from bilateral.knowledge.countries.names import bloc_names, not_countries
from bilateral.knowledge.matching import Matcher

CENSUS = Path(__file__).parents[2].parent / "shared/statistics/us_census_goods.csv"
NOT_ISO = {"XKX", "EUE"}
current = [row for row in countries() if not row.historical]
iso = [row for row in current if row.iso3 not in NOT_ISO]


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    """The words of `text` that are phrases, with the code each stands for."""
    matches = Matcher(phrases(language)).find(text)
    return [(text[m.start : m.end], read_key(m.key).code) for m in matches]


def test_iso_3166_is_whole() -> None:
    assert len(iso) == 249
    assert all(row.iso2 and row.m49 and len(row.m49) == 3 for row in iso)


@pytest.mark.parametrize("scheme", ["iso3", "iso2", "m49", "comtrade", "cameo", "cow", "cow_alpha"])
def test_no_code_is_given_twice(scheme: str) -> None:
    codes = [getattr(row, scheme) for row in current if getattr(row, scheme)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("scheme", ["schedule_c", "fips"])
def test_no_code_of_several_is_given_twice(scheme: str) -> None:
    codes = [code for row in countries() for code in getattr(row, scheme)]
    assert len(codes) == len(set(codes))


def test_every_state_has_every_code() -> None:
    states = [row for row in current if row.kind == "state"]
    assert len(states) == 194  # the members of the United Nations and the Holy See
    for row in states:
        assert row.fips and row.cow and row.cow_alpha and row.plover and row.capital, row.iso3
        assert row.schedule_c or row.iso3 == "USA", row.iso3
        assert row.cameo or row.iso3 == "SSD", row.iso3


def test_states_without_a_comtrade_code_stand_in_the_books_of_a_neighbour() -> None:
    assert {r.iso3 for r in current if r.kind == "state" and not r.comtrade} == {"LIE", "MCO"}


def test_territories_have_a_sovereign_and_plover_counts_them_there() -> None:
    for row in current:
        if row.kind == "territory" and row.iso3 != "ATA":
            assert row.sovereign, row.iso3
            assert country(row.sovereign).kind == "state"
            assert row.iso3 == "HKG" or row.plover == row.sovereign


@pytest.mark.parametrize(
    ("iso3", "scheme", "code"),
    [
        ("USA", "comtrade", "842"),
        ("USA", "m49", "840"),
        ("FRA", "comtrade", "251"),
        ("IND", "comtrade", "699"),
        ("CHE", "comtrade", "757"),
        ("NOR", "comtrade", "579"),
        ("TWN", "comtrade", "490"),
        ("VNM", "comtrade", "704"),
        ("VNM", "schedule_c", "5520"),
        ("VNM", "fips", "VM"),
        ("VNM", "iso2", "VN"),
        ("VNM", "cow", "816"),
        ("VNM", "cow_alpha", "DRV"),
        ("DEU", "fips", "GM"),
        ("GMB", "iso2", "GM"),
        ("GMB", "fips", "GA"),
        ("GAB", "iso2", "GA"),
        ("CHN", "fips", "CH"),
        ("CHE", "iso2", "CH"),
        ("AUS", "fips", "AS"),
        ("ASM", "iso2", "AS"),
        ("AUT", "fips", "AU"),
        ("AUS", "iso2", "AU"),
        ("JPN", "fips", "JA"),
        ("KOR", "fips", "KS"),
        ("PRK", "fips", "KN"),
        ("PSE", "schedule_c", "5082"),
        ("PSE", "schedule_c", "5083"),
        ("SRB", "schedule_c", "4802"),
        ("ROU", "cameo", "ROM"),
        ("XKX", "cow_alpha", "KOS"),
        ("RVN", "cow", "817"),
    ],
)
def test_codes_that_differ_from_scheme_to_scheme(iso3: str, scheme: str, code: str) -> None:
    owner = country_by(scheme, code)
    assert owner is not None
    assert owner.iso3 == iso3


def test_a_code_shared_with_a_country_that_is_no_more_means_the_one_that_is() -> None:
    owner = country_by("cow", "365")
    assert owner is not None
    assert owner.iso3 == "RUS"
    assert country("SUN").until == "1991-12-26"


@pytest.mark.skipif(not CENSUS.exists(), reason="the table of the Census Bureau is not here")
def test_every_partner_of_the_census_bureau_is_known() -> None:
    with CENSUS.open(encoding="utf-8", newline="") as stream:
        codes = {row["cty_code"] for row in csv.DictReader(stream)}
    unknown = {code for code in codes if country_by("schedule_c", code) is None}
    assert unknown == {"5160"}  # the neutral zone of Iraq and Saudi Arabia


@pytest.mark.parametrize("language", ["en", "vi"])
def test_names_are_given_once_and_every_state_has_one(language: str) -> None:
    rows = [(row.iso3, row.name, row.kind) for row in names(language)]
    assert len(rows) == len(set(rows))
    short = [row.iso3 for row in names(language) if row.kind == "short"]
    assert len(short) == len(set(short))
    assert {row.iso3 for row in current if row.kind == "state"} <= set(short)


def test_every_area_has_an_english_short_name() -> None:
    short = {row.iso3 for row in names("en") if row.kind == "short"}
    assert short == {row.iso3 for row in countries()}
    assert short_name("VNM") == "Vietnam"
    assert short_name("VNM", "vi") == "Việt Nam"
    assert short_name("SCG", "vi") == "Serbia and Montenegro"


def test_cues_speak_for_or_against_a_name_that_is_ambiguous() -> None:
    ambiguous = {row.iso3 for row in names("en") if row.ambiguous}
    assert {row.iso3 for row in cues("en")} - {"ASM"} <= ambiguous
    rows = [(row.iso3, row.cue) for row in cues("en")]
    assert len(rows) == len(set(rows))
    said = {row.cue: (row.iso3, row.says) for row in cues("en")}
    assert said["Tbilisi"] == ("GEO", "for")
    assert said["Atlanta"] == ("GEO", "against")
    assert said["Kinshasa"] == ("COD", "for")


def test_every_note_on_ambiguity_is_used() -> None:
    used = {row.ambiguous for language in ("en", "vi") for row in names(language) if row.ambiguous}
    assert used == set(ambiguities())


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_only_sounds_like_a_country_holds_a_name_and_wins_over_it(language: str) -> None:
    plain = Matcher([p for p in phrases(language) if p.key != NOT_A_COUNTRY])
    whole = Matcher(phrases(language))
    for row in not_countries(language):
        assert plain.find(row.phrase), row.phrase
        assert [m.key for m in whole.find(row.phrase)] == [NOT_A_COUNTRY], row.phrase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Give us the U.S. view", [("U.S.", "USA")]),
        ("Turkey will not eat turkey", [("Turkey", "TUR")]),
        ("He went to Papua New Guinea", [("Papua New Guinea", "PNG")]),
        ("Niger and Nigeria", [("Niger", "NER"), ("Nigeria", "NGA")]),
        ("American Samoa is not Samoa", [("American Samoa", "ASM"), ("Samoa", "WSM")]),
        ("Viet Nam and the ROK", [("Viet Nam", "VNM"), ("ROK", "KOR")]),
        (
            "The Kremlin answered Downing Street",
            [("The Kremlin", "RUS"), ("Downing Street", "GBR")],
        ),
        ("ASEAN and the EU", [("ASEAN", "ASEAN"), ("EU", "EUE")]),
        ("Côte d’Ivoire exports cocoa", [("Côte d’Ivoire", "CIV")]),
        ("ships in the South China Sea", [("South China Sea", NOT_A_COUNTRY)]),
        ("a rally in Atlanta, Georgia", [("Atlanta, Georgia", NOT_A_COUNTRY)]),
        ("they polish the swede", []),
        ("the car is in the chad folder", []),
    ],
)
def test_english_phrases_in_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng thống Mỹ thăm Việt Nam", [("Mỹ", "USA"), ("Việt Nam", "VNM")]),
        ("khu vực Nam Mỹ", [("Nam Mỹ", NOT_A_COUNTRY)]),
        ("dạy tiếng Anh ở Anh", [("tiếng Anh", NOT_A_COUNTRY), ("Anh", "GBR")]),
        ("hợp tác với Liên minh châu Âu", [("Liên minh châu Âu", "EUE")]),
        ("người anh ý tứ", []),
    ],
)
def test_vietnamese_phrases_in_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "vi") == expected


def test_a_key_says_what_kind_of_name_it_was() -> None:
    text = "Washington and the Korean press"
    keys = [read_key(m.key) for m in Matcher(phrases("en")).find(text)]
    assert (keys[0].code, keys[0].kind, keys[0].ambiguous) == ("USA", "capital", "us_state")
    assert keys[1].ambiguous == "korea_pair"


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("vn", "VNM"),
        ("VNM", "VNM"),
        ("viet nam", "VNM"),
        ("Vietnamese", "VNM"),
        ("Ha Noi", "VNM"),
        ("the Netherlands", "NLD"),
        ("U.S.", "USA"),
        ("hoa ky", "USA"),
        ("UK", "GBR"),
        ("CH", "CHE"),
        ("GM", "GMB"),
        ("cote d'ivoire", "CIV"),
        ("turkiye", "TUR"),
        ("Swaziland", "SWZ"),
        ("Burma", "MMR"),
        ("EU", "EUE"),
        ("Guinea", "GIN"),
        ("Soviet Union", "SUN"),
    ],
)
def test_what_a_person_types_finds_the_country(text: str, iso3: str) -> None:
    assert find_country(text).iso3 == iso3


@pytest.mark.parametrize(
    ("text", "hint"),
    [("Vietman", "VNM"), ("Germny", "DEU"), ("Congo", "COD"), ("Korea", "PRK"), ("", "VNM")],
)
def test_what_names_none_or_several_says_what_to_try(text: str, hint: str) -> None:
    with pytest.raises(UnknownCountryError, match=hint):
        find_country(text)


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(UnknownCountryError, match="QQQ"):
        country("QQQ")
    with pytest.raises(UnknownCountryError, match="NONE"):
        members("NONE")


def test_blocs_and_their_members_are_known() -> None:
    codes = {row.code for row in blocs()}
    assert {row.bloc for row in memberships()} == codes
    assert {row.code for row in bloc_names("en")} | {"EUE"} == codes
    for row in memberships():
        assert row.iso3 in codes or country(row.iso3), row
    pairs = [(row.bloc, row.iso3) for row in memberships()]
    assert len(pairs) == len(set(pairs))


def test_members_change_with_time() -> None:
    assert len(members("EUE")) == 27
    assert "GBR" in members("EUE", "2019-06-01")
    assert "GBR" not in members("EUE", "2021-01-01")
    assert "HRV" not in members("EUE", "2012")
    assert len(members("CPTPP")) == 12
    assert len(members("NATO")) == 32
    assert len(members("ASEAN", "2024-09-22")) == 10
    assert len(members("AU")) == 55
    assert len(members("OECD")) == 38
    assert len(members("LAS")) == 22
    assert len(members("APEC")) == 21
    assert len(members("PIF")) == 18
    assert len(members("G20")) == 21
