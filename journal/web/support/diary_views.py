"""What several pages show of a diary, of this request's account unless another is named.

What takes its time to work out is kept for as long as the diary is as it was.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from flask import request

from journal.charts.week_before import line_of
from journal.core.diary.adherence import ProgrammeWeek, Unplanned
from journal.core.diary.asked import PlanDays, plan_days
from journal.core.diary.programme import Prescribed, prescribed
from journal.core.diary.rest_days import RestDayRule
from journal.core.diary.summary import PeriodTotals
from journal.core.insight.comparison import Comparison
from journal.core.insight.schedule import Insight, insight_from_day_1
from journal.core.model import moments
from journal.core.model.events import Event
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.kinds import DAILY
from journal.core.model.periods import Asked, Period, asked
from journal.core.model.records import CompletedExercise, Episode, Prescription, Record
from journal.core.statistics.windows import WindowComparison, window_comparison
from journal.store.db.models import Account
from journal.store.diary import (
    charts,
    events,
    exercise_screen,
    experiments,
    flare_plans,
    prompts,
    queries,
    rest_day_rules,
    series,
)
from journal.web.support.request import account, db, first_weekday, now, owner, today
from journal.web.support.revision_cache import cached, cached_of_closed_days, cached_steady
from journal.words.experiments import experiment_over, experiment_week_sentence

R = TypeVar("R", bound=Record)

LOGGED: Final = frozenset(queries.LISTED) - {Event}
"""The kinds that tell of what has been: no entry of theirs is ahead of every clock."""


def held() -> queries.Reach:
    """From when to when the diary holds each kind; none of the others is asked for."""
    return cached(_held, "held")


def _held() -> queries.Reach:
    """The same; of daily kinds alone it is asked again where only those changed."""
    answers: list[queries.Reach] = []

    def steady_reach() -> queries.Reach:
        answers.append(queries.reach(db(), owner()))
        return {kind: period for kind, period in answers[0].items() if kind not in DAILY}

    reach = cached_steady(steady_reach, "held")
    if answers:
        return answers[0]
    return {**reach, **queries.reach(db(), owner(), tuple(DAILY))}


def entries_of(kind: type[R], period: Period) -> list[R]:
    """The records of a period; nobody is asked where the diary has none of that time."""
    return queries.of_period(db(), kind, owner(), period) if may_have(kind, period) else []


def may_have(kind: type[Record], period: Period) -> bool:
    """Whether the diary has records of a kind from so late to so early; spasms go on, though."""
    reach = held().get(kind)
    if reach is None or reach.first > period.last:
        return False
    return kind is Episode or reach.last >= period.first


def cached_of(kind: type[R], make: Callable[[], list[R]], *about: object) -> list[R]:
    """What ``make`` answers of a kind that is not daily; nothing where none is held."""
    return cached_steady(make, *about) if kind in held() else []


def last_day() -> date:
    """The last day that is shown: today, or a later one on which something was logged.

    There is one where that was under a zone that is ahead of the one the account has now.
    """
    days = [period.last for kind, period in held().items() if kind in LOGGED]
    return max(today(), min(max(days, default=today()), moments.furthest_day(now())))


def recorded(whose: Account | None = None, last: date | None = None) -> Period | None:
    """From the first to the last recorded day, none after ``last``; None: an empty diary.

    ``whose``, here and below: of another account, and by its calendar; ``last``: today, unless
    it is given.
    """
    last = last or today(whose)
    period = queries.recorded(db(), whose.id) if whose else queries.whole_reach(held())
    return period and Period(min(period.first, last), min(period.last, last))


def period_asked(
    diary: Period | None, preset: str, whose: Account | None = None, last: date | None = None
) -> Asked:
    """The period the address asks for, of a diary recorded so far."""
    last = last or today(whose)
    whole = diary or Period(last, last)
    return asked(request.args, diary=whole, today=last, preset=preset)


def closed_spans(period: Period) -> list[PeriodTotals]:
    """The first weeks or months of a period beyond a year, all of whose days are closed."""
    before = account().closed_before
    if before is None or period.step == "day":
        return []
    return cached_of_closed_days(
        lambda: charts.closed_spans(db(), owner(), period, first_weekday(), before),
        period.first,
        min(period.last, before),
        period.step,
        first_weekday(),
    )


def long_spans(period: Period) -> list[PeriodTotals]:
    """The weeks or months of a period beyond a year; a diary that is as it was is not re-added."""
    return cached(
        lambda: charts.long_spans(db(), owner(), period, first_weekday(), closed_spans(period)),
        "spans",
        period,
        first_weekday(),
    )


def programme_weeks(
    lines: Sequence[Prescription], period: Period, most: int
) -> tuple[list[ProgrammeWeek], Unplanned]:
    """The latest weeks of a period, at most so many, with what was done of what is prescribed.

    And what was done in them without being planned.
    """
    return exercise_screen.done_and_planned(
        db(), owner(), lines, flare_plan_days(), period, first_weekday(), most
    )


def prescribed_on(day: date, exercises: Iterable[CompletedExercise]) -> list[Prescribed]:
    """The lines of the programme in force on ``day``, of which ``exercises`` were logged.

    A day before somebody joined, of which no line is, has those of the first day: what was done
    then can be logged in one tap too, in the full doses, as no flare plan is of that day.
    """
    lines = programme_lines()
    joined = moments.local_day(account().created_at, account().zone)
    if day < joined and not any(line.in_force(day) for line in lines):
        return prescribed(lines, joined, exercises)
    return prescribed(lines, day, exercises, flare_plan_days())


def programme_lines() -> list[Prescription]:
    """All lines of the programme."""
    return cached_steady(lambda: queries.programme(db(), owner()), "programme")


def events_to_come() -> list[Event]:
    """The visits and other events that are still to come, the next one first."""
    since = cached_of(Event, lambda: events.since_day(db(), owner(), today()), "events", today())
    return [event for event in since if event.happened_at > now()]


def flare_plans_of() -> list[FlarePlan]:
    """All flare plans."""
    return cached_of(FlarePlan, lambda: flare_plans.plans(db(), owner()), "flare plans")


def flare_plan_days() -> PlanDays:
    """The days of the flare plans that were begun."""
    return cached_steady(lambda: plan_days(flare_plans_of()), "flare plan days")


def rules_of_rest_days() -> list[RestDayRule]:
    """The rules by which days without exercise are rest days, the earliest first."""
    return cached_steady(lambda: rest_day_rules.rules(db(), owner()), "rest day rules")


def reached() -> Insight:
    """What may be said of the diary today."""
    return cached(
        lambda: insight_from_day_1(series.diary_days(db(), owner(), today())), "insight", today()
    )


def four_weeks() -> WindowComparison | None:
    """The last four weeks beside the four before, as ``reached`` has them; two statements."""
    return cached(
        lambda: window_comparison(series.latest_levels(db(), owner(), today())), "weeks", today()
    )


def dismissed() -> set[str]:
    """The names of the questions that were dismissed; one that is forgotten, from tomorrow on."""
    return cached_steady(lambda: prompts.dismissed(db(), owner()), "dismissed", today())


def line_within(period: Period) -> tuple[float, float] | None:
    """The line that the chart of a period may have through its weeks; None where it may not.

    It belongs to the year before the look it was found at, and to no period without that day.
    """
    if period.step != "day":
        return None
    verdict = reached().week_before
    analysis, looked_on = verdict.analysis, verdict.looked_on
    if verdict.status != "difference" or looked_on is None or looked_on not in period:
        return None
    return line_of(analysis) if isinstance(analysis, Comparison) else None


def line_of_today() -> str | None:
    """What Today says of the experiment under way or just over, if there is one."""
    experiment = cached_steady(lambda: experiments.current(db(), owner()), "experiment")
    if experiment is None:
        return None
    if experiment.state(today()) == "over":
        return experiment_over()
    return experiment_week_sentence(experiment.plan, today())
