"""The record with the verbs of the program: what `from bilateral import Record` gives.

Countries go by any name or code, days are ISO 8601, lists come as `Results`, which a notebook
shows as tables and `to_frame` turns into a DataFrame.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict, Unpack, cast

from bilateral.checking.drafts import Check
from bilateral.errors import RecordError
from bilateral.model import Actor, Area, Commitment, Event, Figure, Reading, Status
from bilateral.model.tables import Results
from bilateral.publishing.answers import checks
from bilateral.publishing.answers.entries import Listed, Telling, called, evidence, listed
from bilateral.publishing.answers.pairs import pair_called
from bilateral.publishing.answers.rows import COLUMNS, entry_cells, found_cells, pair_cells
from bilateral.publishing.answers.statuses import ladder, status
from bilateral.publishing.answers.wanted import Wanted, checked_day, today
from bilateral.record import store
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.record.keeping import Outcome

AtPair = str | tuple[str, str]
"""`VNM-USA`, `("Vietnam", "United States")`: a pair by names or codes."""
MOST = 100
"""Entries of a list, where no other number is asked for."""
_PAGE = 100


class Asked(TypedDict, total=False):
    """What may be wanted of a list of entries.

    `code` is the event type, measure, level, strength, field or country; `state` the state of an
    event, a strength, a change of status, a figure's nature or a stance; `support` how it
    stands: supported, single source or disputed. `since` and `until` are years, months or days,
    `words` must be in a statement of it. `limit` is the most that are listed (None: all),
    `after` where the last list ended.
    """

    code: str | None
    state: str | None
    support: str | None
    since: str | None
    until: str | None
    as_of: str | None
    words: str | None
    limit: int | None
    after: str | None


class _Choice(TypedDict, total=False):
    code: str | None
    state: str | None
    support: str | None
    since: str | None
    until: str | None
    words: str | None


def _choice(wanted: Asked) -> _Choice:
    """What is left of a question once its day and its place are taken out."""
    return cast(_Choice, wanted)


class Record(store.Record):
    """The record called `name`, a file or a `postgresql://` address, with the program's verbs."""

    def add(self, reading: Reading, run: int | None = None) -> Outcome:
        """Keep a reading; without a `run` it is a run of its own."""
        if run is not None:
            return super().add(reading, run)
        own = self.start_run([reading.document.source])
        outcome = super().add(reading, own)
        self.finish_run(own)
        return outcome

    # Lists

    def pairs(self, limit: int | None = None) -> Results[store.PairCount]:
        """The pairs that the record knows, the best documented first."""
        return Results(super().pairs(limit), pair_cells, COLUMNS["pair"])

    def events(self, pair: AtPair, **wanted: Unpack[Asked]) -> Results[Entry[Event]]:
        """The events of a pair, latest first; see `Asked` for what may be wanted."""
        return self.entries_of_kind("event", pair, **wanted)

    def figures(self, pair: AtPair, **wanted: Unpack[Asked]) -> Results[Entry[Figure]]:
        """The figures of a pair, one entry a quantity with all its values."""
        return self.entries_of_kind("figure", pair, **wanted)

    def statuses(self, pair: AtPair, **wanted: Unpack[Asked]) -> Results[Entry[Status]]:
        """What the relationship is and was called."""
        return self.entries_of_kind("status", pair, **wanted)

    def commitments(self, pair: AtPair, **wanted: Unpack[Asked]) -> Results[Entry[Commitment]]:
        """What was agreed, pledged, planned, proposed or hoped."""
        return self.entries_of_kind("commitment", pair, **wanted)

    def areas(self, pair: AtPair, **wanted: Unpack[Asked]) -> Results[Entry[Area]]:
        """The fields of cooperation."""
        return self.entries_of_kind("area", pair, **wanted)

    def actors(self, pair: AtPair, **wanted: Unpack[Asked]) -> Results[Entry[Actor]]:
        """People and bodies named."""
        return self.entries_of_kind("actor", pair, **wanted)

    def entries_of_kind(
        self, kind: str, pair: AtPair, **wanted: Unpack[Asked]
    ) -> Results[Entry[Any]]:
        """The entries of one kind, latest first; `Asked` says what may be wanted.

        Raises WrongQuestionError for what cannot be asked.
        """
        limit, after = wanted.pop("limit", MOST), wanted.pop("after", None)
        as_of = wanted.pop("as_of", None) or today()
        asked = Wanted(kind=kind, as_of=as_of, **_choice(wanted))
        found, mark = self._pages(pair_called(pair), asked, limit, after)
        items = [item.entry for item in found]
        return Results(items, entry_cells(kind), COLUMNS[kind], mark)

    def _pages(
        self, pair: Pair, wanted: Wanted, limit: int | None, after: str | None
    ) -> tuple[list[Listed], str | None]:
        """As many pages as `limit` asks for, and the mark of what is left."""
        found: list[Listed] = []
        while limit is None or len(found) < limit:
            size = _PAGE if limit is None else min(_PAGE, limit - len(found))
            page = listed(self, pair, wanted, limit=size, after=after)
            found.extend(page.items)
            after = page.after
            if after is None:
                break
        return found, after

    def status(self, pair: AtPair, as_of: str | None = None) -> Entry[Status] | None:
        """What the relationship is called on a day, today if None."""
        return status(self, pair_called(pair), checked_day(as_of or today()))

    def ladder(self, pair: AtPair, as_of: str | None = None) -> Results[Entry[Status]]:
        """The changes of status until a day, the first first."""
        steps = ladder(self, pair_called(pair), checked_day(as_of or today()))
        return Results(steps, entry_cells("status"), COLUMNS["status"])

    def entry(self, name: str, as_of: str | None = None) -> Entry[Any]:
        """The entry of this name, or of the statement of this name. Raises RecordError."""
        return self._called(name, checked_day(as_of or today())).entry

    def evidence(self, name: str, as_of: str | None = None) -> list[Telling]:
        """Every statement of an entry with its document and its words, the earliest first."""
        day = checked_day(as_of or today())
        item = self._called(name, day)
        out: list[Telling] = []
        offset: int | None = 0
        while offset is not None:
            told, offset = evidence(self, item, day, offset=offset)
            out += told
        return out

    def _called(self, name: str, day: str) -> Listed:
        found = called(self, name, day)
        if found is None:
            raise RecordError(f"holds no entry {name!r}", where=self.name)
        return found

    def search(
        self,
        words: str,
        limit: int = 20,
        *,
        kind: str | None = None,
        pair: Pair | str | None = None,
        offset: int = 0,
    ) -> Results[store.Found]:
        """What holds all these words, the best match first: documents and statements."""
        sides = pair_called(pair) if pair else None
        found = super().search(words, limit, kind=kind, pair=sides, offset=offset)
        return Results(found, found_cells, COLUMNS["found"])

    # Checks and papers

    def check(
        self,
        text: str,
        *,
        title: str | None = None,
        published: str | None = None,
        as_of: str | None = None,
    ) -> Check:
        """What of a draft holds; nothing is stored."""
        return checks.check_text(self, text, title=title, published=published, as_of=as_of)

    def check_figure(
        self,
        measure: str,
        ref_area: str,
        counterpart_area: str,
        value: str | int | float | Decimal,
        **told: Any,
    ) -> checks.Claimed:
        """Whether official statistics bear a number out; see `checks.check_figure`."""
        return checks.check_figure(self, measure, ref_area, counterpart_area, value, **told)

    def brief(self, pair: AtPair, out: str | Path, **wanted: Any) -> Path:
        """Write the brief on a pair as Markdown, HTML, Word or PDF, by the ending of `out`.

        `wanted` are the fields of `bilateral.publishing.brief.Wanted`.
        """
        from bilateral.publishing.brief import Wanted as Asked
        from bilateral.publishing.brief import compose, ending, written

        form = ending(str(out))
        path = Path(out)
        path.write_bytes(written(compose(self, pair_called(pair), Asked(**wanted)), form))
        return path

    def export(self, format: str, out: str | Path, *, force: bool = False, **wanted: Any) -> Any:
        """Write the record, or a part of it, in the format of another tool; what was written.

        `wanted` are the fields of `bilateral.publishing.export.Selection`.
        """
        from bilateral.publishing.export import Selection, export

        if wanted.get("pair"):
            wanted["pair"] = pair_called(cast(AtPair, wanted["pair"]))
        return export(self, format, Path(out), Selection(**wanted), force=force)
