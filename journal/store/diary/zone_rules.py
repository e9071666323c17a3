"""Entries written under older rules of their time zone: found, listed and corrected."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import CompoundSelect, Select, literal_column, select, union_all
from sqlalchemy.orm import Session

from journal.core.diary.zone_rules import CLOCK, CORRECTIONS, MOST, Written, offset_of, time_then
from journal.core.model import records as r
from journal.core.model.kinds import RECORDS, SLUGS
from journal.core.model.moments import ClockGap
from journal.store.db import models as m
from journal.store.diary import actions, queries, rest_marks
from journal.store.diary.before import Before
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import made_hold, replaced_by
from journal.store.diary.rows import OFFSET, ROWS, column_of, record_of, selected
from journal.store.diary.running import AnotherIsOn, ask_about_overlap

TIMED: Final = tuple(kind for kind in ROWS if issubclass(kind, r.Timed))
CORRECTION: Final = "zone_rules"
"""The kind of the change that a correction is: it may be about entries of several kinds."""


@dataclass(frozen=True, slots=True)
class Concern:
    """An entry that today's rules make wrong, and what is to be asked about it."""

    slug: str
    key: str
    group: str
    moment: datetime

    @property
    def name(self) -> str:
        """What stands for it in a form."""
        return f"{self.slug}:{self.key}"


@dataclass(frozen=True, slots=True)
class Outdated:
    """The entry of a concern, as it was written and as it could become."""

    concern: Concern
    record: r.Timed
    offset_seconds: int | None

    @property
    def then(self) -> datetime | None:
        """The local time its moment had then, as if it were of UTC; None: unknown."""
        if self.offset_seconds is None:
            return None
        return time_then(self.record.moment, self.offset_seconds).replace(tzinfo=UTC)


def concerns(session: Session, owner: str) -> list[Concern]:
    """The owner's entries that today's rules make wrong, the earliest first; one statement."""
    rows = session.connection().execute(_written_by_owner(), {"owner": owner})
    return sorted(concerns_in(rows), key=lambda concern: (concern.moment, concern.name))


def concerns_in(rows: Iterable[Any]) -> Iterator[Concern]:
    """Those among the rows of ``written_by_all``, whichever database they come from."""
    for place, key, moment, zone, day, offset, created_at, rating in rows:
        at = _moment(moment)
        group = Written(at, zone, _day(day), offset, _moment(created_at), rating).group
        if group is not None:
            yield Concern(SLUGS[TIMED[place]], key, group, at)


def _moment(value: Any) -> datetime:  # a text where SQLite was asked without SQLAlchemy
    moment: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _day(value: Any) -> date:  # as above
    day: date = date.fromisoformat(value) if isinstance(value, str) else value
    return day


def _written(kind: type[r.Record]) -> Select[Any]:
    """What ``Written`` takes of each entry of a kind, after its place in ``TIMED`` and its key."""
    row = ROWS[kind]
    columns = [column_of(kind, name) for name in ("id", kind.MOMENT, "zone", "day", OFFSET)]
    rating = m.PainLevelRow.kind if kind is r.PainLevel else literal_column("''")
    return select(literal_column(f"{TIMED.index(kind)}"), *columns, row.created_at, rating)


@cache
def _written_by_owner() -> CompoundSelect[Any]:
    return union_all(
        *(_written(kind).where(ROWS[kind].owner_id == queries.OWNER) for kind in TIMED)
    )


@cache
def written_by_all() -> str:
    """The question for the entries of all accounts."""
    return str(union_all(*(_written(kind) for kind in TIMED)))


def outdated(session: Session, owner: str, some: Sequence[Concern]) -> list[Outdated]:
    """The entries of some concerns, in their order; a statement for each kind among them."""
    entries: dict[str, Outdated] = {}
    for slug in {concern.slug for concern in some}:
        kind = RECORDS[slug]
        of_kind = {concern.key: concern for concern in some if concern.slug == slug}
        question = selected(kind, owner, column_of(kind, OFFSET))
        for values in session.connection().execute(
            question.where(column_of(kind, "id").in_(of_kind))
        ):
            record = record_of(kind, values)
            assert isinstance(record, r.Timed)  # noqa: S101 (for the types: those kinds alone)
            concern = of_kind[record.id]
            entries[concern.name] = Outdated(concern, record, values[-1])
    return [entries[concern.name] for concern in some if concern.name in entries]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What correcting entries did; ``left``: how many cannot be what was chosen."""

    change: m.Change | None
    count: int
    left: int


def correct(
    session: Session,
    owner: str,
    names: Collection[str],
    right: str,
    submission: Submission,
) -> Corrected:
    """Correct those of the owner's entries that are wrong by today's rules, as one change.

    ``right``: what of them is right. One is left as it is where it would be to come, where the
    clocks skip its time, where another spasm lasts at that time, or where its new day has such a
    rating already. The caller commits.
    """
    some = [concern for concern in concerns(session, owner) if concern.name in names][:MOST]
    entries = outdated(session, owner, some)
    if right == CLOCK:  # the last one first where they move on, so that none meets the next
        entries.sort(key=lambda entry: entry.record.moment, reverse=_moves_on(entries))
    befores: list[Before] = []
    records: list[r.Timed] = []
    for entry in entries:
        if (was := _corrected(session, owner, entry, right, submission)) is not None:
            befores.append(was)
            records.append(CORRECTIONS[right](entry.record, entry.offset_seconds))
    if not befores:
        return Corrected(None, 0, len(entries))
    all_befores = [*befores, *rest_marks.taken_off(session, owner, records)]
    change = actions.noted(session, owner, submission, "changed", all_befores, CORRECTION)
    return Corrected(change, len(befores), len(entries) - len(befores))


def _moves_on(entries: Sequence[Outdated]) -> bool:
    """Whether keeping the time of day makes the first of them later."""
    first = entries[0] if entries else None
    return first is not None and (first.offset_seconds or 0) > offset_of(first.record)


def _corrected(
    session: Session, owner: str, entry: Outdated, right: str, submission: Submission
) -> Before | None:
    """What a row held before it was corrected; None where it cannot be."""
    row = queries.row(session, type(entry.record), owner, entry.record.id)
    if not isinstance(row, m.TimedRow):
        return None
    try:
        record = CORRECTIONS[right](entry.record, entry.offset_seconds)
        ask_about_overlap(session, owner, record, row)
    except (ClockGap, AnotherIsOn):
        return None
    if record != entry.record and (
        record.problems(submission.at) or replaced_by(session, owner, record) not in (None, row)
    ):
        return None
    return _made_hold(session, row, record)


def _made_hold(session: Session, row: m.TimedRow, record: r.Timed) -> Before:
    is_over = isinstance(row, m.EpisodeRow) and row.last_day is not None
    was = made_hold(session, row, record)
    if isinstance(row, m.EpisodeRow) and is_over:
        row.last_day = row.last_day or record.day  # one without an end goes on no more than before
    row.offset_seconds = offset_of(record)
    session.flush()
    return replace(was, after=row.version)
