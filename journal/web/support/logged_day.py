"""What the page of a day reads of the diary: the records it shows, and those it asks about."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from journal.core.diary.prompts import DETAILS_WITHIN
from journal.core.diary.relief_offers import Offer
from journal.core.diary.rest_days import beside_exercise, says_nothing
from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.core.model.periods import ONE_DAY, Period
from journal.core.model.vocabulary import SKIPPED, TOPICS_ON_TODAY
from journal.store.diary.own_topics import day_questions
from journal.store.diary.relief import in_use, offered
from journal.web.support.diary_views import entries_of, held
from journal.web.support.request import db, owner
from journal.web.support.revision_cache import cached_steady


@dataclass(frozen=True, slots=True)
class Logged:
    """What the page of a day reads: its records, and those before it that it still asks about."""

    day: date
    latest_episodes: list[r.Episode]
    """Those of the day, and of the days before."""
    latest_reliefs: list[r.Relief]
    """Those of the day, and of the day before."""
    exercises: list[r.CompletedExercise]
    notes: list[r.DayNote]
    pain: list[r.PainLevel]
    checkins: list[CheckIn]
    events: list[Event]
    offers: list[Offer]
    """What is offered for relief."""
    topics: tuple[OwnTopic, ...]
    """The person's own questions about a day."""

    @property
    def episodes(self) -> list[r.Episode]:
        """The spasms that were on that day."""
        return [each for each in self.latest_episodes if (each.last_day or self.day) >= self.day]

    @property
    def relief(self) -> list[r.Relief]:
        """What was tried for relief on that day."""
        return [relief for relief in self.latest_reliefs if relief.day == self.day]

    @property
    def note(self) -> r.DayNote | None:
        """What is said of the day, as far as it holds beside its exercises; None where nothing."""
        notes = [beside_exercise(note) if self.exercised else note for note in self.notes]
        return next((note for note in notes if not says_nothing(note)), None)

    @property
    def exercised(self) -> bool:
        """Whether any exercise of the day was not skipped."""
        return any(exercise.outcome != SKIPPED for exercise in self.exercises)

    @property
    def average(self) -> r.PainLevel | None:
        """The average level of the day, if it was logged."""
        return next((level for level in self.pain if level.kind == "day_average"), None)


def logged_on(day: date) -> Logged:
    """What the page of a day up to today reads."""
    period = Period(day, day)
    steady = cached_steady(lambda: _steady_on(day), "logged", day)
    return Logged(
        day,
        steady.episodes,
        steady.reliefs,
        entries_of(r.CompletedExercise, period),
        entries_of(r.DayNote, period),
        entries_of(r.PainLevel, period),
        entries_of(CheckIn, period),
        steady.events,
        steady.offers,
        steady.topics,
    )


class Steady(NamedTuple):
    """What of it depends on nothing that is logged day by day."""

    episodes: list[r.Episode]
    reliefs: list[r.Relief]
    events: list[Event]
    offers: list[Offer]
    topics: tuple[OwnTopic, ...]


def _steady_on(day: date) -> Steady:
    listed = in_use(db(), owner()) if OwnMethod in held() else []
    topics = day_questions(db(), owner()) if OwnTopic in held() else []
    return Steady(
        entries_of(r.Episode, Period(day - DETAILS_WITHIN - ONE_DAY, day)),
        entries_of(r.Relief, Period(day - ONE_DAY, day)),
        entries_of(Event, Period(day, day)),
        offered(db(), owner(), listed, day),
        tuple(topic for topic in topics if topic.is_asked)[:TOPICS_ON_TODAY],
    )
