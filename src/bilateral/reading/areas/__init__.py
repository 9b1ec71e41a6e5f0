"""A page in, the fields of cooperation or contention that it treats out, one area a code."""

from bilateral.reading.areas.spans import AreaSpan, area_spans
from bilateral.reading.areas.statements import fields, read_areas

__all__ = ["AreaSpan", "area_spans", "fields", "read_areas"]
