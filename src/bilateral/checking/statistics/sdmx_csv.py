"""SDMX-CSV (1.0 and 2.0) in, its rows under one set of column names out.

The names are those of the user's own table (see `tables`). Dimensions are found by the names
that agencies use for them: the cross-domain concepts (REF_AREA, COUNTERPART_AREA) or the IMF's
(COUNTRY, COUNTERPART_COUNTRY).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

HEADS = ("DATAFLOW", "STRUCTURE")
"""The first column: of SDMX-CSV 1.0, and of 2.0."""

_CONCEPTS = {
    "reporter": ("REF_AREA", "COUNTRY", "REPORTER", "REPORTING_AREA"),
    "partner": ("COUNTERPART_AREA", "COUNTERPART_COUNTRY", "COUNTERPART", "PARTNER"),
    "series": ("INDICATOR", "SERIES", "MEASURE"),
    "period": ("TIME_PERIOD",),
    "value": ("OBS_VALUE",),
    "unit": ("UNIT_MEASURE", "UNIT", "CURRENCY_DENOM"),
    "unit_mult": ("UNIT_MULT",),
    "status": ("OBS_STATUS", "STATUS"),
    "valuation": ("VALUATION",),
    "product_scope": ("PRODUCT_SCOPE",),
    "vintage": ("VINTAGE", "LAST_UPDATE"),
}
_FLOW = re.compile(r"(?:[^:(]*:)?([A-Za-z0-9_\-@$]+)")


def is_sdmx_csv(header: list[str]) -> bool:
    """Whether a header line is that of SDMX-CSV."""
    return bool(header) and header[0].split(";")[0].strip().upper() in HEADS


def row_of(cells: Mapping[str, str]) -> dict[str, str]:
    """One line under the column names of the user's own table; `dataflow` is the flow's id, as
    IMTS in `IMF.STA:IMTS(1.0.0)`, and `key` the values of all dimensions."""
    named = {name.split(":")[0].strip().upper(): cell.strip() for name, cell in cells.items()}
    row = {ours: _first(named, theirs) for ours, theirs in _CONCEPTS.items()}
    flow = named.get("STRUCTURE_ID") or named.get("DATAFLOW", "")
    match = _FLOW.match(flow)
    row["dataflow"] = match[1] if match else flow
    row["dv_type"] = named.get("DV_TYPE", "")
    row["frequency"] = named.get("FREQ") or named.get("FREQUENCY", "")
    return row


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((named[name] for name in names if named.get(name)), "")
