"""The page for a doctor: what a period of a diary amounts to, in the sections somebody chose.

Pure facts. What was not chosen is not in them, and no private note is unless notes were asked
for: whatever is made of a report cannot show more than the person wants shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from journal.core.diary.adherence import Done, adherence, summed, whole_weeks
from journal.core.diary.episode_summary import Spells, spells
from journal.core.diary.summary import (
    MONTH_LEAST,
    WEEK_LEAST,
    DaySummary,
    days,
    span,
)
from journal.core.model import records as r
from journal.core.model.periods import Period, months, weeks
from journal.core.model.vocabulary import MEDICINES, RELIEF_METHODS
from journal.core.report.day_list import ReportDay, report_days
from journal.core.report.options import PatientInfo, ReportData, ReportOptions
from journal.core.statistics.estimators import (
    MEAN_LEAST,
    Quartiles,
    logged,
    quartiles,
    rolling_quartiles,
)

CHECKINS_SHOWN: Final = 4
EPISODES_SHOWN: Final = 6
EXERCISES_SHOWN: Final = 6
MEDICINES_SHOWN: Final = 3
FRONT_LINES: Final = 6
"""So many lines of what somebody wants to ask stand on the first page."""
LINE_LENGTH: Final = 90


@dataclass(frozen=True, slots=True)
class PeriodSummary:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The page for a doctor. A section that was not chosen is None."""

    who: PatientInfo
    chosen: ReportOptions
    made_on: date
    extent: PeriodSummary
    before: PeriodSummary
    points: list[PainPoint] | None
    spells: Spells | None
    episodes: list[r.Episode] | None
    """Those that began in the period, the latest first, without what was noted of them."""
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
    who: PatientInfo,
    chosen: ReportOptions,
    material: ReportData,
    made_on: date,
    first_weekday: int,
) -> Report:
    """The page of what was chosen, of a diary."""
    sums = days(material.facts, chosen.reach)
    inside = [day for day in sums if day.day in chosen.period]
    begun = material.of(r.Episode, chosen.period)
    reliefs = material.of(r.Relief, chosen.period)
    by_day = chosen.period.step == "day"
    parts = None if by_day else spans_of(inside, chosen, first_weekday)
    return Report(
        who=who if chosen.has("questions") else PatientInfo(who.name),
        chosen=chosen,
        made_on=made_on,
        extent=extent(inside, chosen.period, chosen, material),
        before=extent(
            [day for day in sums if day.day in chosen.before], chosen.before, chosen, material
        ),
        points=(parts or _trailing(sums, chosen)) if chosen.has("pain") else None,
        spells=spells(begun, chosen.period) if chosen.has("spasms") else None,
        episodes=[it.with_(note=None) for it in begun[::-1]] if chosen.has("spasms") else None,
        running=any(episode.ended_at is None for episode in begun),
        programme=done_of(material, chosen.period) if chosen.has("programme") else None,
        resting=sum(day in chosen.period for day in material.rest_days),
        relief=used(reliefs) if chosen.has("relief") else None,
        medicines=medicines(reliefs, notes=chosen.notes) if chosen.has("medicines") else None,
        checkins=material.of(r.CheckIn, chosen.period) if chosen.has("checkins") else None,
        entries=report_days(inside, chosen, material)
        if by_day and chosen.has("entries")
        else None,
        spans=parts if chosen.has("entries") else None,
    )


def extent(
    sums: Sequence[DaySummary], period: Period, chosen: ReportOptions, material: ReportData
) -> PeriodSummary:
    """A period in numbers; the median of at least seven days."""
    values = logged([day.value for day in sums])
    peaks = [it.peak_level for it in material.of(r.Episode, period)]
    levels = [day.highest for day in sums] + (peaks if chosen.has("spasms") else [])
    noted = [*values, *(level for level in levels if level is not None)]
    return PeriodSummary(
        period,
        len(values),
        sum(day.spasm for day in sums) if chosen.has("spasms") else None,
        int(max(noted)) if noted and chosen.has("spasms", "pain") else None,
        quartiles(values) if len(values) >= MEAN_LEAST and chosen.has("pain") else None,
    )


def _trailing(sums: Sequence[DaySummary], chosen: ReportOptions) -> list[PainPoint]:
    """Each day of the period with the quartiles of the seven days up to it."""
    rolling = rolling_quartiles([day.value for day in sums])
    return [
        _point([day], Period(day.day, day.day), pain, chosen)
        for day, pain in zip(sums, rolling, strict=True)
        if day.day in chosen.period
    ]


def spans_of(
    inside: Sequence[DaySummary], chosen: ReportOptions, first_weekday: int
) -> list[PainPoint]:
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
    sums: Sequence[DaySummary], period: Period, pain: Quartiles | None, chosen: ReportOptions
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


def done_of(material: ReportData, period: Period) -> dict[str, Done]:
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
