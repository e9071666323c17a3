"""What a tap did, as plain values from which a page makes a sentence."""

from typing import Final

from journal.core.model import records as r
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.guide import Guide
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.core.model.recall_guess import RecallGuess

Values = dict[str, str | int]


PLAIN: Final[dict[type, tuple[str, ...]]] = {
    r.PainLevel: ("level", "kind"),
    r.CheckIn: ("pain", "enjoyment", "activity"),
    r.Prescription: ("exercise",),
    RecallGuess: ("level",),
    Ladder: ("exercise",),
    Guide: ("exercise",),
    LadderStep: ("exercise", "answer"),
    OwnMethod: ("name",),
    OwnTopic: ("name",),
}
"""The kinds of which some values are told as they are."""


def happened(record: r.Record | None, before: r.Record | None = None) -> Values:
    """What is to be told of a record that was saved, changed or deleted; ``before``: as it was."""
    values: Values
    if isinstance(record, r.Episode):
        return _of_episode(record, before)
    if isinstance(record, r.CompletedExercise):
        return {"exercise": record.exercise, "outcome": record.outcome} | _side(record)
    if isinstance(record, r.Relief):
        return _of_relief(record, before)
    if isinstance(record, r.DayNote):
        return _of_day(record)
    if isinstance(record, FlarePlan):
        values = {"state": record.state}
        return values if record.ended_on is None else values | {"ended": 1}
    values = {name: getattr(record, name) for name in PLAIN.get(type(record), ())}
    retired = isinstance(record, OwnMethod | OwnTopic) and record.retired_on is not None
    return values | {"retired": 1} if retired else values


def _of_episode(episode: r.Episode, before: r.Record | None) -> Values:
    if episode.minutes is None:
        return {"still_on": 1}
    ended = isinstance(before, r.Episode) and before.ended_at is None
    values: Values = {"minutes": episode.minutes}
    return values | {"ended": 1} if ended else values


def _side(exercise: r.CompletedExercise) -> Values:
    return {"side": exercise.side} if exercise.side in {"left", "right"} else {}


def _of_relief(relief: r.Relief, before: r.Record | None) -> Values:
    values: Values = {"method": relief.method}
    if relief.name:
        values |= {"name": relief.name}
    if not isinstance(before, r.Relief):
        return values
    for name in ("pain_after_20", "pain_after_60"):
        level = getattr(relief, name)
        if level is not None and level != getattr(before, name):
            return values | {"after": level}
    if relief.minutes is not None and relief.minutes != before.minutes:
        return values | {"minutes": relief.minutes}
    return values


def _of_day(day: r.DayNote) -> Values:
    marked = ("no_exercise", "sitting_over_6h", "stress", "note", "rest_reason", "factors")
    values: Values = {name: 1 for name in marked if getattr(day, name)}
    return values if day.sleep is None else values | {"sleep": day.sleep}
