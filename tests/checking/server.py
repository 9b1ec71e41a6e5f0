"""A statistics server on loopback that answers in the real form of each of the four sources.

Figures are made up, but for those that the notes of a test name. What goes wrong is asked for
by `faults`: a list of (status, headers, body) that are answered first, in order.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from tests import loopback

Fault = tuple[int, dict[str, str], bytes]
Query = dict[str, str]

JSON = {"Content-Type": "application/json"}


@dataclass
class Statistics:
    """What the server has been asked, and what goes wrong next. `slow` seconds pass before an
    answer; `trade` is what Comtrade's reporter 704 says of 842 by year."""

    base: str = ""
    asked: list[tuple[str, Query, dict[str, str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    slow: float = 0.0
    partners: int = 1
    pages: int = 1
    revision: int = 0
    too_large: bool = False

    def answer(self, path: str, query: Query, headers: dict[str, str]) -> Fault:
        self.asked.append((path, query, headers))
        time.sleep(self.slow)
        if self.faults:
            return self.faults.pop(0)
        if path.startswith("/data/timeseries/intltrade/"):
            return self.census(path, query)
        if path.startswith(("/public/v1/preview/", "/data/v1/get/")):
            return self.comtrade(path, query, headers)
        if path.startswith("/v2/country/"):
            return self.worldbank(path, query)
        return self.imf(path, query)

    def census(self, path: str, query: Query) -> Fault:
        """A table with a header line; the parameters come back as columns."""
        variable = query["get"].split(",")[2]
        year = int(query["time"].split()[1][:4])
        if year > 2024:
            return 204, {}, b""
        head = ["CTY_CODE", "CTY_NAME", variable, "time", "SUMMARY_LVL"]
        one = query.get("CTY_CODE")
        head += ["CTY_CODE"] if one else []
        codes = [one] if one else ["5520", "0003", "1XXX", "-", "5081", "5082", "5083", "5160"]
        step = 1 if "imports" in path else 2
        rows = [
            [
                code,
                "VIETNAM" if code == "5520" else None,
                str(step * 1_000_000 * month + self.revision),
                f"{year}-{month:02}",
                "DET",
            ]
            + ([code] if one else [])
            for month in range(1, 13)
            for code in codes
        ]
        return 200, JSON, json.dumps([head, *rows]).encode()

    def comtrade(self, path: str, query: Query, headers: dict[str, str]) -> Fault:
        """`count`, `data` and `error`; a key is refused unless it is the right one."""
        with_key = path.startswith("/data/")
        if with_key and headers.get("ocp-apim-subscription-key") != "right":
            words = (
                "Access denied due to invalid subscription key. Make sure to provide a valid key"
            )
            return 401, JSON, json.dumps({"statusCode": 401, "message": words}).encode()
        most = int(query["maxRecords"])
        records = [
            record
            for period in query["period"].split(",")
            for flow in query["flowCode"].split(",")
            for record in self._records(query["reporterCode"], period, flow)
        ][:most]
        said = {"elapsedTime": "0.1 secs", "count": len(records), "data": records, "error": ""}
        return 200, JSON, json.dumps(said).encode()

    def _records(self, reporter: str, period: str, flow: str) -> Iterator[dict[str, object]]:
        exported, imported = 109_389_123_456.78, 14_470_000_000.5
        value = exported if flow == "X" else imported
        for number in range(self.partners):
            partner = 842 if number == 0 else 900 + number
            for mode in (0, 1000):
                yield {
                    "typeCode": "C",
                    "freqCode": "A" if len(period) == 4 else "M",
                    "period": period,
                    "reporterCode": int(reporter),
                    "reporterISO": None,
                    "flowCode": flow,
                    "partnerCode": partner,
                    "partnerISO": None,
                    "partner2Code": 0,
                    "cmdCode": "TOTAL",
                    "customsCode": "C00",
                    "motCode": mode,
                    "cifvalue": None if flow == "X" else value,
                    "fobvalue": value if flow == "X" else None,
                    "primaryValue": value if mode == 0 else value / 2,
                    "legacyEstimationFlag": 0,
                    "isReported": False,
                    "isAggregate": True,
                }

    def worldbank(self, path: str, query: Query) -> Fault:
        """A list of two: where we are, and the rows; a fault is a list of one, status 200."""
        _, _, _, country, _, indicator = path.split("/")
        if country == "XXX":
            words = {"id": "120", "key": "Invalid value", "value": "The parameter is not valid"}
            return 200, JSON, json.dumps([{"message": [words]}]).encode()
        page = int(query["page"])
        head = {
            "page": page,
            "pages": self.pages,
            "per_page": 1000,
            "total": self.pages,
            "sourceid": "2",
            "lastupdated": "2026-10-07",
        }
        row = {
            "indicator": {"id": indicator, "value": "x"},
            "country": {"id": "VN", "value": "Viet Nam"},
            "countryiso3code": country,
            "date": str(2021 + page),
            "value": None if page == 3 else 371_304_194_400.25,
            "unit": "",
            "obs_status": "",
            "decimal": 0,
        }
        return 200, JSON, json.dumps([head, [row]]).encode()

    def imf(self, path: str, query: Query) -> Fault:
        """SDMX-CSV 1.0; SCALE is only how to print, NaN is a gap, 404 means no such series."""
        flow, version, key = path.split("/")[-3:]
        assert version == "+"
        parts = key.split(".")
        indicators = parts[-3].split("+")
        if self.too_large and len(indicators) > 1:
            return 413, {}, b"Response size exceeds limit"
        if parts[-2] == "KIR":
            return 404, {}, b"No results found"
        dimension = "DV_TYPE," if flow == "DIP" else ""
        rest = "INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,STATUS"
        lines = [f"DATAFLOW,COUNTRY,{dimension}{rest}"]
        for indicator in indicators:
            for kind in ("O", "SCC") if flow == "DIP" else ("",):
                for partner in (parts[-2] if parts[-2] != "*" else "USA", "G001", "GX910"):
                    for year, value in (("2022", "109389000000.5"), ("2021", "NaN"), ("1950", "1")):
                        period = f"{year}-M08" if parts[-1] == "M" else year
                        cells = [
                            f"IMF.STA:{flow}(1.0.0)",
                            parts[0],
                            *([kind] if kind else []),
                            indicator,
                            partner,
                            parts[-1],
                            period,
                            value,
                            "6",
                            "A",
                        ]
                        lines.append(",".join(cells))
        return 200, {"Content-Type": "text/csv"}, ("\n".join(lines) + "\n").encode()


@contextmanager
def serving() -> Iterator[Statistics]:
    """The server while the block runs; nothing of it stays."""
    statistics = Statistics()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        status, extra, body = statistics.answer(parts.path, query, headers)
        handler.send_response(status)
        for name, value in extra.items():
            handler.send_header(name, value)
        if status != 204:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if status != 204:
            handler.wfile.write(body)

    with loopback.serving(answer) as statistics.base:
        yield statistics
