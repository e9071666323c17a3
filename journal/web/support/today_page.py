"""What the page of a day shows, as one value; what takes its time to work out is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from flask_login import current_user

from journal.core.diary import recall_check
from journal.core.diary.agreed_end import Standing
from journal.core.diary.asked import NO_PLAN, PlanDay, asked_on
from journal.core.diary.next_use import NextUse
from journal.core.diary.programme import Prescribed
from journal.core.diary.prompts import (
    Prompt,
    cooling,
    next_at,
    open_prompts,
    stops_at,
)
from journal.core.diary.relief_offers import Offer
from journal.core.diary.running import Running
from journal.core.diary.summary import DaySummary, Facts, days
from journal.core.model import records as r
from journal.core.model.events import Event
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.periods import ONE_DAY, Period
from journal.core.model.vocabulary import VISIT
from journal.store.accounts import care_messages
from journal.store.db.models import CareEvent
from journal.store.diary import recall, series
from journal.store.diary.episodes import running_at
from journal.web.support.diary_views import (
    dismissed,
    flare_plans_of,
    last_day,
    line_of_today,
    prescribed_on,
    programme_lines,
)
from journal.web.support.flare_plan_views import ShownPlan, plan_day_of, plan_to_begin
from journal.web.support.goal_views import GoalQuestion, goal_question
from journal.web.support.ladder_views import LadderQuestion, ladder_question
from journal.web.support.logged_day import Logged, logged_on
from journal.web.support.off_ramp import RelapsePlan, asked_today, plan_of_spasm
from journal.web.support.overlap_questions import OverlapQuestion, overlap_question
from journal.web.support.request import account, db, first_weekday, now, owner, today
from journal.web.support.rest_day_questions import may_have_rested, unanswered
from journal.web.support.revision_cache import cached, cached_steady

WEEK_DAYS: Final = 7
FIRST_WEEKS: Final = 21
"""For so many days after somebody joined, a line says that little is enough."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What the page asks, and what it counts down."""

    rested_yesterday: date | None = None
    """Yesterday, if nothing is known of its exercise."""
    rested_last_week: tuple[date, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    next_in: int | None = None
    """In how many seconds the next question of a relief falls due."""
    cold: r.Relief | None = None
    """The cold that is on."""
    end: Standing | None = None
    """What is asked about the agreed end of the diary."""
    goal: GoalQuestion | None = None
    """What is asked about a goal or activities, where nothing else is asked."""
    ladder: LadderQuestion | None = None
    """What is asked for a ladder, where nothing else is asked."""
    recall_offered: bool = False
    """Whether the recall check is offered."""
    overlap: OverlapQuestion | None = None
    """What is asked about two spasms that overlap."""
    hidden_week: Period | None = None
    """The week whose average is to be guessed: none of its levels is shown before, on any day."""

    @property
    def cold_until(self) -> datetime | None:
        """When that cold is to be taken off."""
        return None if self.cold is None else stops_at(self.cold)


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """What is offered for relief, as the page of a day shows it."""

    offer: Offer
    uses: tuple[r.Relief, ...]
    """Its uses on that day."""
    next_use: NextUse | None
    """What the person's own rule says of the next one, if it is asked once more before."""


@dataclass(frozen=True, slots=True)
class Today:
    """The page of a day: mostly today, or one before it."""

    day: date
    is_today: bool
    is_to_come: bool
    """Whether it has not begun, and has entries under a zone where it has."""
    last_day: date
    """The last day that has a page."""
    running: Running | None
    """The spasm that is on."""
    entries: Logged
    """What was logged, and what is offered to be."""
    flare_plans: list[FlarePlan]
    """Those that were begun or ended on that day."""
    now: datetime
    """The moment it is shown at."""
    programme: tuple[Prescribed, ...]
    plan: ShownPlan | None
    """The flare plan to begin in a spasm, while none is on."""
    plan_day: PlanDay | None
    """Which day of a flare plan it is."""
    whole: tuple[r.Prescription, ...]
    """On such a day, what the programme asks once the plan is ended."""
    relapse: RelapsePlan | None
    """What a spasm that comes back shows, to who agreed on an end of the diary."""
    week: tuple[DaySummary, ...]
    """The seven days up to that day."""
    questions: Questions
    experiment: str | None
    """What is to be said of the experiment under way or just over."""
    paused_on: date | None
    is_new: bool
    """Whether somebody joined so lately that a line says that little is enough."""
    messages: Sequence[tuple[CareEvent, str]]
    """What clinicians told that is not read yet, the latest first, with who each of them is."""

    @property
    def before(self) -> date:
        """The day before."""
        return self.day - ONE_DAY

    @property
    def after(self) -> date | None:
        """The day after, if it has a page."""
        return self.day + ONE_DAY if self.day < self.last_day else None

    @property
    def logged(self) -> list[tuple[str, tuple[r.Record, ...]]]:
        """What was logged on the day, by the kind it is of; what is said of the day is apart."""
        logged: list[tuple[str, Sequence[r.Record]]] = [
            ("episodes", self.entries.episodes),
            ("pain", self.entries.pain),
            ("exercises", self.entries.exercises),
            ("relief", self.entries.relief),
            ("flareplans", self.flare_plans),
            ("checkins", self.entries.checkins),
            ("events", self.entries.events),
        ]
        return [(slug, tuple(records)) for slug, records in logged]

    @property
    def any_logged(self) -> bool:
        """Whether anything was logged on the day, or said of it."""
        return self.entries.note is not None or any(entries for _, entries in self.logged)

    @property
    def offered(self) -> tuple[ShownOffer, ...]:
        """What is offered for relief, as it is shown."""
        used, page = self.entries.relief, self.entries.offers
        return tuple(
            ShownOffer(offer, tuple(offer.uses(used, page)), offer.next_use(self.now))
            for offer in page
        )

    @property
    def visits(self) -> list[Event]:
        """The visits of today, for which something is to be written down."""
        return [event for event in self.entries.events if self.is_today and event.what == VISIT]


def today_page(day: date) -> Today:
    """What the page of a day up to the last one shows."""
    logged = cached(lambda: logged_on(day), "logged", day)
    period = Period(day - WEEK_DAYS * ONE_DAY, day)
    days_up_to = cached(lambda: days(_facts(period), period), "days", period)
    is_today = day == today()
    return Today(
        day=day,
        is_today=is_today,
        is_to_come=day > today(),
        last_day=last_day(),
        running=running_at(db(), owner(), now()) if current_user.spasm_since else None,
        entries=logged,
        flare_plans=[plan for plan in flare_plans_of() if _begun_or_ended_on(plan, day)],
        now=now(),
        programme=tuple(prescribed_on(day, logged.exercises)),
        plan=plan_to_begin() if is_today else None,
        plan_day=(plan_day := plan_day_of(day)),
        whole=tuple(asked_on(programme_lines(), day, NO_PLAN)) if plan_day else (),
        relapse=plan_of_spasm() if is_today else None,
        week=tuple(days_up_to[1:]),
        questions=_questions(logged, days_up_to, is_today=is_today),
        experiment=line_of_today() if is_today else None,
        paused_on=account().paused_on,
        is_new=(now() - account().created_at).days < FIRST_WEEKS,
        messages=_unread_messages() if is_today else (),
    )


def _facts(period: Period) -> Facts:
    spans = cached_steady(lambda: series.episode_spans(db(), owner(), period), "spasms", period)
    return series.facts(db(), owner(), period, spans)


def _begun_or_ended_on(plan: FlarePlan, day: date) -> bool:
    return plan.state == "begun" and day in {plan.day, plan.ended_on}


def _unread_messages() -> Sequence[tuple[CareEvent, str]]:
    """Asked for only where the request's first statement says that there are any."""
    if current_user.unread_message is None:
        return ()
    return care_messages.unread(db(), owner())


def _questions(logged: Logged, days_up_to: list[DaySummary], *, is_today: bool) -> Questions:
    """What is asked; of a day gone by nothing, and nothing but the countdowns while paused.

    ``days_up_to``: the seven days before that day, and itself.
    """
    week = days_up_to[1:]
    cold = cooling(logged.latest_reliefs, now())
    if not is_today:
        overlap = overlap_question(logged.day, is_today=False)
        return Questions(cold=cold, overlap=overlap, hidden_week=_week_to_guess())
    next_in = _seconds_to(next_at(logged.latest_reliefs, now()))
    if account().paused_on is not None:
        return Questions(next_in=next_in, cold=cold)
    to_guess = _week_to_guess()
    yesterday = unanswered(week)
    begins_week = week[-1].day.weekday() == first_weekday()
    last_week = may_have_rested(days_up_to) if begins_week else ()
    prompts_due, overlap = _prompts(logged), overlap_question(logged.day, is_today=True)
    end = asked_today()
    ladder = None if to_guess or prompts_due or overlap or end else ladder_question()
    if ladder is not None and ladder.step:
        yesterday, last_week = None, ()  # asked once the step is answered
    elif last_week or yesterday:
        ladder = None
    is_quiet = not (to_guess or prompts_due or overlap or last_week or yesterday or end)
    goal = goal_question() if is_quiet and ladder is None else None
    offered = not (to_guess or prompts_due or overlap or last_week or end or ladder or goal)
    return Questions(
        rested_yesterday=yesterday,
        rested_last_week=last_week,
        prompts=prompts_due,
        next_in=next_in,
        cold=cold,
        end=end,
        goal=goal,
        ladder=ladder,
        recall_offered=offered and _recall_is_offered(week),
        overlap=overlap,
        hidden_week=to_guess,
    )


def _week_to_guess() -> Period | None:
    """Last week, if its average is to be guessed."""
    if account().recall_from is None:
        return None
    week, mine = recall_check.last_week(today(), first_weekday()), account()
    about = (week, mine.recall_from, mine.averages_shown_on)
    if not cached(lambda: recall.may_be_asked(db(), mine, week), "recall asked", *about):
        return None
    return None if recall_check.question_about(week.first) in dismissed() else week


def _recall_is_offered(week: list[DaySummary]) -> bool:
    """Whether the recall check is offered: to who kept a diary for weeks, until they answer."""
    mine = account()
    return (
        mine.recall_from is None
        and mine.recall_refused_on is None
        and now() - mine.created_at >= recall_check.OFFERED_AFTER
        and sum(day.value is not None for day in week) >= recall_check.LOGGED_LEAST
    )


def _prompts(logged: Logged) -> tuple[Prompt, ...]:
    records = (logged.latest_episodes, logged.latest_reliefs)
    asked_for = partial(open_prompts, *records, now=now(), today=today(), zone=account().zone)
    return tuple(asked_for(dismissed())) if asked_for(()) else ()


def _seconds_to(moment: datetime | None) -> int | None:
    return None if moment is None else int((moment - now()).total_seconds())
