"""The page for a doctor: what a period of a diary amounts to, in the sections somebody chose.

Pure facts. What was not chosen is not in them, and no private note is unless notes were asked
for: whatever is made of a report cannot show more than the person wants shown.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Final, TypeVar

from journal.core.diary.adherence import Done, Logged, adherence, summed, whole_weeks
from journal.core.diary.episode_summary import Spells, spells
from journal.core.diary.summary import (
    MONTH_LEAST,
    WEEK_LEAST,
    DaySummary,
    Facts,
    Rating,
    days,
    span,
)
from journal.core.model import records as r
from journal.core.model.kinds import KINDS
from journal.core.model.periods import ONE_DAY, Period, months, weeks
from journal.core.model.vocabulary import MEDICINES, RELIEF_METHODS
from journal.core.statistics.estimators import (
    MEAN_LEAST,
    ROLLING_DAYS,
    Quartiles,
    logged,
    quartiles,
    rolling_quartiles,
)

R = TypeVar("R", bound=r.Record)

SECTIONS: Final = (
    "spasms",
    "pain",
    "programme",
    "relief",
    "medicines",
    "checkins",
    "questions",
    "entries",
)
"""What a page may hold beside who, when and how many days were logged; all of it by default."""

KINDS_OF: Final[dict[str, type[r.Timed]]] = {
    section: kind.record
    for kind in KINDS.values()
    if issubclass(kind.record, r.Timed)
    for section in kind.sections
}
"""Whose records each section is made of."""

CHECKINS_SHOWN: Final = 4
EXERCISES_SHOWN: Final = 6
MEDICINES_SHOWN: Final = 3
FRONT_LINES: Final = 6
"""So many lines of what somebody wants to ask stand on the first page."""
LINE_LENGTH: Final = 90


@dataclass(frozen=True, slots=True)
class Chosen:
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
class Who:
    """Whose diary it is, by the name they give, and what they want to ask."""

    name: str
    questions: str = ""


@dataclass(slots=True)
class Material:
    """What the diary holds: ``facts`` and ``records`` of the reach, the rest of the period."""

    facts: Facts
    records: dict[type[r.Record], list[r.Record]] = field(default_factory=dict)
    lines: Sequence[r.Prescription] = ()
    done: Mapping[tuple[str, date], Logged] = field(default_factory=dict)
    rest_days: Collection[date] = ()

    def of(self, kind: type[R], period: Period) -> list[R]:
        """The records of a kind whose day is in a period."""
        found = [it for it in self.records.get(kind, ()) if isinstance(it, kind)]
        return [it for it in found if (day := _day_of(it)) is not None and day in period]


def _day_of(record: r.Record) -> date | None:
    return record.day if isinstance(record, r.Timed | r.DayNote) else None


@dataclass(frozen=True, slots=True)
class Extent:
    """A period in a few numbers; None for a section that was not chosen, or where too few."""

    period: Period
    logged: int
    spasm_days: int | None
    peak: int | None
    """The highest level noted, in whichever way."""
    pain: Quartiles | None


@dataclass(frozen=True, slots=True)
class PainPoint:
    """The pain up to a day (of the 7 days that end with it), or of a week or month."""

    period: Period
    level: float | None
    """The level of a single day."""
    pain: Quartiles | None
    spasm_days: int
    logged: int
    exercise_days: int


@dataclass(frozen=True, slots=True)
class Medicine:
    """How often one was used, and what was noted of it, each with how often."""

    method: str
    times: int
    noted: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ReportDay:
    """A day of the appendix: its average, the highest level noted, and its records by kind."""

    day: date
    average: Rating | None
    highest: int | None
    said: r.DayNote | None
    records: list[list[r.Timed]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The page for a doctor. A section that was not chosen is None."""

    who: Who
    chosen: Chosen
    made_on: date
    extent: Extent
    before: Extent
    points: list[PainPoint] | None
    spells: Spells | None
    running: bool
    programme: dict[str, Done] | None
    resting: int
    relief: dict[str, int] | None
    medicines: list[Medicine] | None
    checkins: list[r.CheckIn] | None
    entries: list[ReportDay] | None
    """Of a period of at most a year; beyond it ``points`` and ``spans`` have to do."""
    spans: list[PainPoint] | None

    @property
    def front(self) -> str:
        """As much of what they want to ask as stands on the first page."""
        return beginning(self.who.questions)


def beginning(text: str, lines: int = FRONT_LINES, length: int = LINE_LENGTH) -> str:
    """The whole lines and words of a text that fill at most so many lines of that length."""
    kept: list[str] = []
    for line in text.splitlines():
        room = (lines - sum(1 + len(it) // length for it in kept)) * length
        if room <= 0:
            break
        if len(line) >= room:
            kept.append(line[:room].rpartition(" ")[0] or line[: room - 1])
            break
        kept.append(line)
    return "\n".join(kept)


def report(
    who: Who, chosen: Chosen, material: Material, made_on: date, first_weekday: int
) -> Report:
    """The page of what was chosen, of a diary."""
    sums = days(material.facts, chosen.reach)
    inside = [day for day in sums if day.day in chosen.period]
    begun = material.of(r.Episode, chosen.period)
    reliefs = material.of(r.Relief, chosen.period)
    by_day = chosen.period.step == "day"
    parts = None if by_day else spans_of(inside, chosen, first_weekday)
    return Report(
        who=who if chosen.has("questions") else Who(who.name),
        chosen=chosen,
        made_on=made_on,
        extent=extent(inside, chosen.period, chosen, material),
        before=extent(
            [day for day in sums if day.day in chosen.before], chosen.before, chosen, material
        ),
        points=(parts or _trailing(sums, chosen)) if chosen.has("pain") else None,
        spells=spells(begun, chosen.period) if chosen.has("spasms") else None,
        running=any(episode.ended_at is None for episode in begun),
        programme=done_of(material, chosen.period) if chosen.has("programme") else None,
        resting=sum(day in chosen.period for day in material.rest_days),
        relief=used(reliefs) if chosen.has("relief") else None,
        medicines=medicines(reliefs, notes=chosen.notes) if chosen.has("medicines") else None,
        checkins=material.of(r.CheckIn, chosen.period) if chosen.has("checkins") else None,
        entries=entries(inside, chosen, material) if by_day and chosen.has("entries") else None,
        spans=parts if chosen.has("entries") else None,
    )


def extent(
    sums: Sequence[DaySummary], period: Period, chosen: Chosen, material: Material
) -> Extent:
    """A period in numbers; the median of at least seven days."""
    values = logged([day.value for day in sums])
    peaks = [it.peak_level for it in material.of(r.Episode, period)]
    levels = [day.highest for day in sums] + (peaks if chosen.has("spasms") else [])
    noted = [*values, *(level for level in levels if level is not None)]
    return Extent(
        period,
        len(values),
        sum(day.spasm for day in sums) if chosen.has("spasms") else None,
        int(max(noted)) if noted and chosen.has("spasms", "pain") else None,
        quartiles(values) if len(values) >= MEAN_LEAST and chosen.has("pain") else None,
    )


def _trailing(sums: Sequence[DaySummary], chosen: Chosen) -> list[PainPoint]:
    """Each day of the period with the quartiles of the seven days up to it."""
    rolling = rolling_quartiles([day.value for day in sums])
    return [
        _point([day], Period(day.day, day.day), pain, chosen)
        for day, pain in zip(sums, rolling, strict=True)
        if day.day in chosen.period
    ]


def spans_of(inside: Sequence[DaySummary], chosen: Chosen, first_weekday: int) -> list[PainPoint]:
    """The weeks of a period, or its months beyond ten years, each with its own quartiles."""
    monthly = chosen.period.step == "month"
    parts = months(chosen.period) if monthly else weeks(chosen.period, first_weekday)
    least = MONTH_LEAST if monthly else WEEK_LEAST
    found = []
    for part in parts:
        at = max(0, (part.first - chosen.period.first).days)
        end = (part.last - chosen.period.first).days + 1
        values = logged([day.value for day in inside[at:end]])
        pain = quartiles(values) if len(values) >= least else None
        found.append(_point(inside[at:end], part, pain, chosen))
    return found


def _point(
    sums: Sequence[DaySummary], period: Period, pain: Quartiles | None, chosen: Chosen
) -> PainPoint:
    total = span(sums, period, 1)
    return PainPoint(
        period,
        sums[0].value if len(sums) == 1 and chosen.has("pain") else None,
        pain if chosen.has("pain") else None,
        total.spasm_days if chosen.has("spasms") else 0,
        total.logged,
        total.exercise_days if chosen.has("programme") else 0,
    )


def done_of(material: Material, period: Period) -> dict[str, Done]:
    """What was done of what was prescribed in the whole weeks of a period, by exercise."""
    parts = whole_weeks(period)
    return summed(adherence(material.lines, material.done, material.rest_days, parts))


def used(reliefs: Iterable[r.Relief]) -> dict[str, int]:
    """How often each method was used, as the methods are listed: counts rank nothing."""
    counted = Counter(relief.method for relief in reliefs)
    return {method: counted[method] for method in RELIEF_METHODS if counted[method]}


def medicines(reliefs: Sequence[r.Relief], *, notes: bool) -> list[Medicine]:
    """The medicines used, as listed, with what was noted of them where notes are wanted."""
    return [
        Medicine(method, len(of_it), _noted(of_it) if notes else [])
        for method in MEDICINES
        if (of_it := [relief for relief in reliefs if relief.method == method])
    ]


def _noted(reliefs: Iterable[r.Relief]) -> list[tuple[str, int]]:
    counted = Counter(" ".join(relief.note.split()) for relief in reliefs if relief.note)
    return counted.most_common()


def entries(sums: Iterable[DaySummary], chosen: Chosen, material: Material) -> list[ReportDay]:
    """The days of the period that hold anything of what was chosen, oldest first."""
    by_day: dict[date, list[r.Timed]] = {}
    for kind in dict.fromkeys(KINDS_OF[name] for name in SECTIONS if name in KINDS_OF):
        for record in material.of(kind, chosen.period):
            if _chosen(record, chosen):
                shown = record if chosen.notes else record.with_(note=None)
                by_day.setdefault(record.day, []).append(shown)
    said = {it.day: _said(it, chosen) for it in material.of(r.DayNote, chosen.period)}
    return [
        ReportDay(
            day.day,
            day.average if chosen.has("pain") else None,
            day.highest if chosen.has("pain") else None,
            said.get(day.day),
            _by_kind(record for record in by_day.get(day.day, []) if not _only_a_number(record)),
        )
        for day in sums
        if day.day in by_day or said.get(day.day)
    ]


def _by_kind(ordered: Iterable[r.Timed]) -> list[list[r.Timed]]:
    return [list(of_one) for _, of_one in groupby(ordered, type)]


def _only_a_number(record: r.Timed) -> bool:
    """Whether a record says no more than the number of its day."""
    if not isinstance(record, r.PainLevel) or not record.of_the_day:
        return False
    more = (record.interference, record.movement, record.note)
    return not record.regions and more == (None, None, None)


def _chosen(record: r.Timed, chosen: Chosen) -> bool:
    """Whether the section of a record was chosen."""
    if isinstance(record, r.Relief):
        return chosen.has("relief", *(["medicines"] if record.method in MEDICINES else []))
    return chosen.has(*(name for name, kind in KINDS_OF.items() if isinstance(record, kind)))


def _said(note: r.DayNote, chosen: Chosen) -> r.DayNote | None:
    """What is said of a day; None where nothing is left of it."""
    kept = note if chosen.notes else note.with_(note=None)
    return kept if kept != r.DayNote(day=note.day) else None
