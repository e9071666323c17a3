"""The page for a doctor: what a period of a diary amounts to, in the sections somebody chose.

Pure facts. What was not chosen is not in them, and no private note is unless notes were asked
for: whatever is made of a report cannot show more than the person wants shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from journal.core.diary.adherence import Done, Unplanned, weeks_counted
from journal.core.diary.episode_summary import Spells, spells
from journal.core.diary.recall_check import recall_check
from journal.core.diary.relief_offers import as_listed
from journal.core.diary.summary import (
    MONTH_LEAST,
    WEEK_LEAST,
    DaySummary,
    days,
    span,
)
from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.periods import Period, months, weeks
from journal.core.model.recall_guess import RecallGuess
from journal.core.report.day_list import ReportDay, as_chosen, private_left_out, report_days
from journal.core.report.done_and_planned import done_of, pauses_of, plans_of, unplanned_of
from journal.core.report.options import PatientInfo, ReportData, ReportOptions
from journal.core.report.period_summary import PeriodSummary, extent, uncompared
from journal.core.report.relief_uses import Medicine, ReliefUse, medicines, relief_uses
from journal.core.report.since_visit import SinceVisit, since_visit
from journal.core.statistics.estimators import (
    Quartiles,
    logged,
    quartiles,
    rolling_quartiles,
)
from journal.core.statistics.mean_of_weeks import MeanOfWeeks

CHECKINS_SHOWN: Final = 4
EPISODES_SHOWN: Final = 6
CHANGES_SHOWN: Final = 6
EVENTS_SHOWN: Final = 6
EXERCISES_SHOWN: Final = 6
MEDICINES_SHOWN: Final = 3
NAMED_MEDICINES_SHOWN: Final = 6
FRONT_LINES: Final = 6
"""So many lines of what somebody wants to ask stand on the first page."""
LINE_LENGTH: Final = 90


@dataclass(frozen=True, slots=True)
class PainPoint:
    """The pain up to a day (of the 7 days that end with it), or of a week or month."""

    period: Period
    level: float | None
    """The level of a single day."""
    pain: Quartiles | None
    spasm_days: int
    rated_days: int
    exercise_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The page for a doctor. A section that was not chosen is None."""

    who: PatientInfo
    options: ReportOptions
    made_on: date
    extent: PeriodSummary
    before: PeriodSummary
    uncompared: str | None
    """Why the two are not compared; None: they are."""
    points: list[PainPoint] | None
    spells: Spells | None
    episodes: list[r.Episode] | None
    """Those that began in the period, the latest first, without what was noted of them."""
    earlier: int
    """How many spasms began before the period and reach into it."""
    programme: dict[str, Done] | None
    unplanned: Unplanned | None
    """What was done in the same weeks and is counted against no plan."""
    counted_in: Period | None
    """The whole weeks in which that is counted, where they are not all of the period."""
    resting: int
    flare_plans: list[Period]
    """The days on which a flare plan asked for less; none unless the programme was chosen."""
    pauses: list[Period]
    """The days of the period, and of the time before, on which the diary was paused."""
    relief: list[ReliefUse] | None
    medicines: list[Medicine] | None
    checkins: list[CheckIn] | None
    events: list[Event] | None
    """Without what was noted of them or agreed, unless notes were asked for."""
    since: SinceVisit | None
    """What came of the visit with which the period begins."""
    recall: MeanOfWeeks | None
    """Weeks guessed from memory, minus the averages noted; None with too few of them."""
    entries: list[ReportDay] | None
    """Of a period of at most a year; beyond it ``points`` and ``spans`` have to do."""
    spans: list[PainPoint] | None

    @property
    def compared(self) -> bool:
        """Whether the numbers of the time before stand beside those of the period: all or none."""
        return self.uncompared is None

    @property
    def front(self) -> str:
        """As much of what they want to ask as stands on the first page."""
        return beginning(self.who.questions)


def beginning(text: str, lines: int = FRONT_LINES, length: int = LINE_LENGTH) -> str:
    """The whole lines and words of a text that fill at most so many lines of that length."""
    whole_lines: list[str] = []
    for line in text.splitlines():
        room = (lines - sum(1 + len(whole_line) // length for whole_line in whole_lines)) * length
        if room <= 0:
            break
        if len(line) >= room:
            whole_lines.append(line[:room].rpartition(" ")[0] or line[: room - 1])
            break
        whole_lines.append(line)
    return "\n".join(whole_lines)


def report(
    who: PatientInfo,
    options: ReportOptions,
    material: ReportData,
    made_on: date,
    first_weekday: int,
) -> Report:
    """The page of what was chosen, of a diary."""
    sums = days(material.facts, options.reach)
    inside = [day for day in sums if day.day in options.period]
    begun = material.of(r.Episode, options.period)
    parts = None if options.period.step == "day" else spans_of(inside, options, first_weekday)
    now = extent(sums, options.period, options, material)
    before = extent(sums, options.before, options, material)
    return Report(
        who=_patient(who, options, material),
        options=options,
        made_on=made_on,
        extent=now,
        before=before,
        uncompared=uncompared(now, before, material.begun_on),
        points=(parts or _trailing(sums, options)) if options.has("pain") else None,
        spells=spells(begun, options.period) if options.has("spasms") else None,
        episodes=_episodes(begun) if options.has("spasms") else None,
        earlier=_earlier(material, options.period),
        programme=done_of(material, options.period) if options.has("programme") else None,
        unplanned=unplanned_of(material, options.period) if options.has("programme") else None,
        counted_in=_counted_in(options.period),
        flare_plans=plans_of(material, options.period),
        pauses=pauses_of(options, material),
        resting=sum(day in options.period for day in material.rest_days),
        relief=_relief(options, material) if options.has("relief") else None,
        medicines=_medicines(options, material) if options.has("medicines") else None,
        checkins=material.of(CheckIn, options.period) if options.has("checkins") else None,
        events=_events(options, material) if options.has("events") else None,
        since=since_visit(options, material),
        recall=remembered(material, options) if options.has("checkins") else None,
        entries=_entries(inside, options, material),
        spans=parts if options.has("entries") else None,
    )


def _entries(
    inside: Sequence[DaySummary], options: ReportOptions, material: ReportData
) -> list[ReportDay] | None:
    by_day = options.period.step == "day"
    return report_days(inside, options, material) if by_day and options.has("entries") else None


def _counted_in(period: Period) -> Period | None:
    counted_weeks = weeks_counted(period)
    return counted_weeks if counted_weeks != period else None


def _patient(who: PatientInfo, options: ReportOptions, material: ReportData) -> PatientInfo:
    asks = options.has("questions")
    return who.asking(material.next_visits) if asks else PatientInfo(who.name)


def _relief(options: ReportOptions, material: ReportData) -> list[ReliefUse]:
    return relief_uses(material.of(r.Relief, options.period))


def _earlier(material: ReportData, period: Period) -> int:
    return sum(first < period.first <= last for first, last in material.facts.episodes)


def _episodes(begun: Sequence[r.Episode]) -> list[r.Episode]:
    return [private_left_out(episode, notes=False) for episode in reversed(begun)]


def _medicines(options: ReportOptions, material: ReportData) -> list[Medicine]:
    return medicines(material.of(r.Relief, options.period), notes=options.notes)


def _events(options: ReportOptions, material: ReportData) -> list[Event]:
    events = material.of(Event, options.period)
    return [as_chosen(event, options) for event in events]


def remembered(material: ReportData, options: ReportOptions) -> MeanOfWeeks | None:
    """How the guesses of a period lie beside what was noted of their weeks."""
    rated = material.facts.averages.items()
    levels = {day: rating.value for day, rating in rated if rating.value is not None}
    return recall_check(material.of(RecallGuess, options.period), levels).difference


def _trailing(sums: Sequence[DaySummary], options: ReportOptions) -> list[PainPoint]:
    """Each day of the period with the quartiles of the seven days up to it."""
    rolling = rolling_quartiles([day.value for day in sums])
    return [
        _point([day], Period(day.day, day.day), pain, options)
        for day, pain in zip(sums, rolling, strict=True)
        if day.day in options.period
    ]


def spans_of(
    inside: Sequence[DaySummary], options: ReportOptions, first_weekday: int
) -> list[PainPoint]:
    """The weeks of a period, or its months beyond ten years, each with its own quartiles."""
    monthly = options.period.step == "month"
    parts = months(options.period) if monthly else weeks(options.period, first_weekday)
    least = MONTH_LEAST if monthly else WEEK_LEAST
    points = []
    for part in parts:
        at = max(0, (part.first - options.period.first).days)
        end = (part.last - options.period.first).days + 1
        values = logged([day.value for day in inside[at:end]])
        pain = quartiles(values) if len(values) >= least else None
        points.append(_point(inside[at:end], part, pain, options))
    return points


def _point(
    sums: Sequence[DaySummary], period: Period, pain: Quartiles | None, options: ReportOptions
) -> PainPoint:
    total = span(sums, period, 1)
    return PainPoint(
        period,
        sums[0].value if len(sums) == 1 and options.has("pain") else None,
        pain if options.has("pain") else None,
        total.spasm_days if options.has("spasms") else 0,
        total.rated_days,
        total.exercise_days if options.has("programme") else 0,
    )


def used(reliefs: Iterable[r.Relief]) -> dict[str, int]:
    """How often each method was used, as the methods are listed: counts rank nothing."""
    return as_listed(Counter(relief.method for relief in reliefs))
