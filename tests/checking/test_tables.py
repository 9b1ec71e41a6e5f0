"""Tables of the user's own: the documented columns, SDMX-CSV, the Census table by country."""

from decimal import Decimal
from pathlib import Path

import pytest

from bilateral.checking.statistics import official_values
from bilateral.checking.statistics.asking import StatisticsError
from bilateral.checking.statistics.tables import read_table
from bilateral.knowledge.statistics import WORLD
from bilateral.record import Record
from bilateral.record.official import Kept, holdings, keep

from .conftest import CENSUS

TODAY = "2026-11-22"

OWN = """source,reporter,partner,measure,period,value,unit,unit_mult,valuation,vintage,note
vietnam_customs,Vietnam,Hoa Ky,exports,2024-01/2024-08,75.2,USD,9,fob,2024-09-12,table 5X
vietnam_customs,VNM,USA,imports,2024-01/2024-08,"9,700,000,000.10",USD,,,2024-09-12,
vietnam_customs,VNM,Ruritania,imports,2024,1,USD,,,2024-09-12,
vietnam_customs,VNM,USA,imports,early 2024,1,USD,,,2024-09-12,
vietnam_customs,VNM,USA,imports,2024-03,many,USD,,,2024-09-12,
vietnam_customs,VNM,USA,imports,2024-02,..,USD,,,2024-09-12,
"""


def write(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_documented_columns(tmp_path: Path, record: Record) -> None:
    table = read_table(write(tmp_path, OWN), TODAY)
    assert keep(record, table.observations) == Kept(2, 2, 0)
    reasons = list(table.left_out)
    assert len(reasons) == 3, "a gap in a table is no fault"
    assert "line 4" in reasons[0]
    assert "Ruritania" in reasons[0]
    assert "line 5: 'early 2024' is no year, month" in reasons[1]
    assert "line 6: 'many' is not a number" in reasons[2]
    values = official_values("trade", "VNM", "USA", "2024-01/2024-08", record)
    own = next(v for v in values if v.reporter == "VNM")
    assert own.value == Decimal("84900000000.10")
    assert (own.vintage, own.source) == ("2024-09-12", "vietnam_customs")


def test_columns_that_are_none_of_the_forms(tmp_path: Path) -> None:
    with pytest.raises(StatisticsError, match="has no column source, reporter"):
        read_table(write(tmp_path, "year,amount\n2024,1\n"), TODAY)
    with pytest.raises(StatisticsError, match="cannot be read"):
        read_table(tmp_path / "none.csv", TODAY)
    (tmp_path / "latin.csv").write_bytes("source,år\n".encode("latin-1"))
    with pytest.raises(StatisticsError, match="is not UTF-8"):
        read_table(tmp_path / "latin.csv", TODAY)


def test_sdmx_csv_of_the_imf(tmp_path: Path, record: Record) -> None:
    text = (
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
        "IMF.STA:IMTS(1.0.0),KEN,XG_FOB_USD,CHN,M,2024-M08,1250000.5,6\n"
        "IMF.STA:IMTS(1.0.0),KEN,MG_CIF_USD,CHN,Q,2024-Q3,3,6\n"
        "IMF.STA:IMTS(1.0.0),KEN,MG_CIF_USD,G001,A,2024,NaN,6\n"
    )
    keep(record, read_table(write(tmp_path, text), TODAY).observations)
    (exports,) = official_values("exports", "KEN", "CHN", "2024-08", record)
    assert (exports.value, exports.valuation, exports.source) == (
        Decimal("1250000.5"),
        "fob",
        "imf",
    )
    assert official_values("imports", "KEN", "CHN", "2024-07/2024-09", record)


def test_sdmx_csv_2_with_its_multiplier(tmp_path: Path, record: Record) -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,COUNTERPART_AREA,MEASURE,TIME_PERIOD,"
        "OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS\n"
        "dataflow,KNBS:TRADE(1.0),I,A,KEN,W00,exports,2024-01-01/P8M,2.5,EUR,9,P\n"
    )
    table = read_table(write(tmp_path, text), TODAY)
    (row,) = table.observations if table.observations else (None,)
    assert not table.left_out
    assert row is not None
    assert (row.series.partner, row.period, row.value) == (
        WORLD,
        "2024-01/2024-08",
        Decimal("2500000000"),
    )
    assert (row.series.unit, row.status, row.series.source) == ("EUR", "P", "trade")


def test_the_census_table_loads_once(census: Record) -> None:
    held = {h.measure: h for h in holdings(census)}
    assert held["imports"].observations == held["exports"].observations == 41_052
    assert held["imports"].vintages == ("2023-03", "2025")
    again = read_table(CENSUS, TODAY)
    assert keep(census, again.observations[:5000]) == Kept(5000, 0, 0)
    assert dict(again.no_country) == {"5160": 10}
    assert not again.left_out


def test_a_corrected_table_of_the_same_vintage(tmp_path: Path, record: Record) -> None:
    keep(record, read_table(write(tmp_path, OWN), TODAY).observations)
    corrected = read_table(write(tmp_path, OWN.replace("75.2", "75.3")), TODAY)
    assert keep(record, corrected.observations) == Kept(2, 0, 1)
    values = official_values("exports", "VNM", "USA", "2024-01/2024-08", record)
    assert values[0].value == Decimal("75300000000")
