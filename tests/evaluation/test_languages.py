"""The gold of other languages: long enough, parted, and read above the bars of the issue."""

from evaluation.gold import GOLD, load_gold
from evaluation.languages import BARS, language_groups, language_tables
from evaluation.scoring import total

VIETNAMESE = GOLD.parent / "gold_vi"


def test_there_are_thirty_articles_with_two_sides_and_some_without() -> None:
    articles = load_gold(VIETNAMESE)
    assert sum(not article.negative for article in articles) >= 30
    assert sum(article.negative for article in articles) >= 5
    assert 0.25 <= sum(article.checking for article in articles) / len(articles) <= 0.45


def test_every_quote_of_a_label_stands_in_its_article() -> None:
    for article in load_gold(VIETNAMESE):
        for labels in (*article.required.values(), *article.optional.values()):
            for evidence in (e for label in labels for e in label.get("evidence", ())):
                assert evidence["quote"] in (article.text or ""), article.name


def test_both_parts_are_read_above_the_bars() -> None:
    groups = language_groups()
    assert {"vi, development", "vi, checking"} <= groups.keys()
    for name in ("vi, development", "vi, checking"):
        scores = total(groups[name])
        for section, bar in BARS:
            assert (scores.kinds[section].f1 or 0) >= bar, (name, section)
        assert scores.read_from_negatives == 0
    assert "events f1" in language_tables(groups)
