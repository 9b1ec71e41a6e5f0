"""Official statistics in, every reporter's value of a measure out: one module a source.

`pull` asks a source, `read_table` reads a table of the user's; `official_values` and
`periods_of_rank` say what the record then knows.
"""

from bilateral.checking.statistics.asking import StatisticsError
from bilateral.checking.statistics.ranks import (
    RANKS,
    Rank,
    periods_of_rank,
    places,
    rank_of,
    ranking,
)
from bilateral.checking.statistics.values import MIRRORS, OfficialValue, official_values

__all__ = [
    "MIRRORS",
    "RANKS",
    "OfficialValue",
    "Rank",
    "StatisticsError",
    "official_values",
    "periods_of_rank",
    "places",
    "rank_of",
    "ranking",
]
