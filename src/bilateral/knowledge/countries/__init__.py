"""Codes and names of countries in, typed tables and phrases to look for out.

`codes.csv` holds ISO 3166-1 whole, Kosovo, the European Union and countries that are no more;
`<language>/names.csv` what they are called, `<language>/not_countries.csv` what only sounds so.
Codes differ where one expects them not to: see `Country`.
"""

from bilateral.knowledge.countries.blocs import Bloc, Membership, bloc, blocs, members
from bilateral.knowledge.countries.codes import Country, countries, country, country_by
from bilateral.knowledge.countries.finding import find_country
from bilateral.knowledge.countries.names import (
    NOT_A_COUNTRY,
    AreaKey,
    CountryName,
    Cue,
    ambiguities,
    cues,
    names,
    phrases,
    read_key,
    short_name,
)

__all__ = [
    "NOT_A_COUNTRY",
    "AreaKey",
    "Bloc",
    "Country",
    "CountryName",
    "Cue",
    "Membership",
    "ambiguities",
    "bloc",
    "blocs",
    "countries",
    "country",
    "country_by",
    "cues",
    "find_country",
    "members",
    "names",
    "phrases",
    "read_key",
    "short_name",
]
