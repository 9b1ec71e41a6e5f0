"""The closed classes of a language out: function words and verbs with irregular forms."""

from __future__ import annotations

from functools import cache

from bilateral.knowledge.loading import table

LANGUAGE = "en"


@cache
def function_words(language: str = LANGUAGE) -> dict[str, frozenset[str]]:
    """Class (`preposition`, `modal`...) to its words, in lower case."""
    rows = table(f"grammar/{language}/function_words.csv")
    return {row.values["class"]: frozenset(row.values["words"].split()) for row in rows}


@cache
def irregular_verbs(language: str = LANGUAGE) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Lemma to its past forms and its participles."""
    return {
        row.values["lemma"]: (
            tuple(row.values["past"].split(";")),
            tuple(row.values["participle"].split(";")),
        )
        for row in table(f"grammar/{language}/irregular_verbs.csv")
    }
