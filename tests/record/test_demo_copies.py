"""The reprints that were put into the demo are found, and nothing else is taken for one."""

import csv

from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.documents.counting import expand
from bilateral.model import Reading, Skip
from bilateral.record import Record


def test_the_reprints_of_the_demo_are_found(record: Record) -> None:
    run = record.start_run([])
    for source in expand([str(ARTICLES)]):
        for item in load(source):
            assert not isinstance(item, Skip)
            record.add(Reading(item), run)
    files = {d.id: str(d.file).split("articles/")[-1] for d in record.documents()}
    stories: dict[str, set[str]] = {}
    for document, story in record.stories(list(files)).items():
        stories.setdefault(story, set()).add(files[document])
    with (ARTICLES.parent / "seeded.csv").open(encoding="utf-8") as rows:
        seeded = {
            frozenset({row["file"], row["partner_file"]})
            for row in csv.DictReader(rows)
            if row["finding"] == "reprint"
        }
    assert {frozenset(story) for story in stories.values() if len(story) > 1} == seeded
