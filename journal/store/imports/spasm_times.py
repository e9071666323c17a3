"""The spasms that files bring: how many meet others, and how many come without an end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model.moments import next_minute
from journal.core.model.records import Episode, Record
from journal.store.db.models import EpisodeRow


@dataclass(frozen=True, slots=True)
class SpasmTimes:
    """What is to be told of the spasms of an import, before it goes in."""

    meeting: int = 0
    """How many last at the same time as another, of the files or of the diary."""
    endless: int = 0
    """How many have no end."""


@dataclass(slots=True)
class SpasmsOfFiles:
    """The times of the spasms that come new or change, by their ids."""

    ends: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)

    def note(self, record: Record) -> None:
        """Remember when it was, if it is a spasm."""
        if not isinstance(record, Episode):
            return
        if record.ended_at is None:
            self.endless.add(record.id)
        else:
            self.ends[record.id] = (record.started_at, record.ended_at)

    def times(self, session: Session, owner: str) -> SpasmTimes:
        """What is to be told of them beside the spasms of the owner's diary."""
        table = EpisodeRow
        question = select(table.id, table.started_at, table.ended_at).where(
            table.owner_id == owner, table.ended_at.is_not(None)
        )
        rows = session.execute(question).all() if self.ends else []
        ids = self.ends.keys() | self.endless
        spans = [(began, ended, False) for key, began, ended in rows if ended and key not in ids]
        spans += [(*span, True) for span in self.ends.values()]
        return SpasmTimes(_meeting(spans), len(self.endless))


def _meeting(spans: list[tuple[datetime, datetime, bool]]) -> int:
    """How many of the spans that are marked share a whole minute or more with another."""
    spans.sort(key=lambda span: span[0].astimezone(UTC))
    meeting = set()
    for first, second in _pairs(spans):
        meeting |= {at for at in (first, second) if spans[at][2]}
    return len(meeting)


def _pairs(spans: list[tuple[datetime, datetime, bool]]) -> Iterator[tuple[int, int]]:
    """Each span with the earlier one that ends last, where it begins before that ends."""
    latest = 0
    for at in range(1, len(spans)):
        if next_minute(spans[at][0]) <= spans[latest][1]:
            yield latest, at
        if spans[at][1] > spans[latest][1]:
            latest = at
