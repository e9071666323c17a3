"""What a report is made of: whose diary, the part of it that somebody chose, and what it holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, TypeVar

from journal.core.diary.adherence import Logged
from journal.core.diary.asked import PlanDays
from journal.core.diary.pauses import Pause
from journal.core.diary.summary import (
    Facts,
)
from journal.core.model import records as r
from journal.core.model.events import Event
from journal.core.model.kinds import KINDS
from journal.core.model.periods import ONE_DAY, Period
from journal.core.statistics.estimators import (
    ROLLING_DAYS,
)

R = TypeVar("R", bound=r.Record)

SECTIONS: Final = (
    "spasms",
    "pain",
    "programme",
    "relief",
    "medicines",
    "checkins",
    "events",
    "questions",
    "entries",
)
"""What a page may hold beside who, when and how many days were logged; all of it by default."""

KINDS_OF: Final[dict[str, tuple[type[r.Timed], ...]]] = {
    section: tuple(
        kind.record
        for kind in KINDS.values()
        if issubclass(kind.record, r.Timed) and section in kind.sections
    )
    for section in SECTIONS
}
"""Whose records each section is made of."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Which part of a diary a report shows."""

    period: Period
    sections: frozenset[str] = frozenset(SECTIONS)
    notes: bool = False

    @property
    def before(self) -> Period:
        """The period before, of the same length."""
        return Period.ending(self.period.first - ONE_DAY, len(self.period))

    @property
    def reach(self) -> Period:
        """The days to ask for: those before too, and a week for the first trailing median."""
        lead = self.period.first - timedelta(days=ROLLING_DAYS - 1)
        return Period(min(self.before.first, lead), self.period.last)

    def has(self, *names: str) -> bool:
        """Whether any of these sections was chosen."""
        return not self.sections.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class PatientInfo:
    """Whose diary it is, by the name they give, and what they want to ask."""

    name: str
    questions: str = ""
    visit_on: date | None = None
    """The day of the visit that some of the questions were written for."""
    made_up: bool = False
    """Whether it is the demonstration: nobody logged any of it."""

    def asking(self, visits: Sequence[Event]) -> "PatientInfo":
        """With what they wrote down for these visits, of one day, before what they always ask."""
        questions = dict.fromkeys(visit.questions for visit in visits if visit.questions)
        if not questions:
            return self
        text = "\n".join(filter(None, [*questions, self.questions]))
        return replace(self, questions=text, visit_on=visits[0].day)


@dataclass(slots=True)
class ReportData:
    """What the diary holds: ``facts`` and ``records`` of the reach, the rest of the period."""

    facts: Facts
    logged: Collection[date]
    """The days of the reach with any entry, whatever of it was chosen."""
    records: dict[type[r.Record], list[r.Record]] = field(default_factory=dict)
    lines: Sequence[r.Prescription] = ()
    logs: Mapping[tuple[str, date], Logged] = field(default_factory=dict)
    rest_days: Collection[date] = ()
    pauses: Sequence[Pause] = ()
    """When the diary was paused, whatever of it was chosen."""
    plan_days: PlanDays = field(default_factory=dict)
    difficulties: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How often each exercise was said to be too easy, about right or too hard."""
    next_visits: Sequence[Event] = ()
    """Those of the last day of the period, or of the first day after it that has any."""
    edited: Collection[str] = ()
    """The ids of the lines that were edited since the visit with which the period begins."""
    begun_on: date | None = None
    """The first day of the diary with any entry, whatever of it was chosen; None: it has none."""

    def of(self, kind: type[R], period: Period) -> list[R]:
        """The records of a kind whose day is in a period."""
        records = [record for record in self.records.get(kind, ()) if isinstance(record, kind)]
        return [
            record for record in records if (day := _day_of(record)) is not None and day in period
        ]


def _day_of(record: r.Record) -> date | None:
    return record.day if isinstance(record, r.Timed | r.DayNote) else None
