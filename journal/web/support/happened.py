"""What a tap did, as plain values from which a page makes a sentence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from journal.core.diary.relief_offers import namesakes, use_key
from journal.core.diary.tally import DONE, tally
from journal.core.diary.used_again import PerhapsSooner, Sooner
from journal.core.model import records as r
from journal.core.model.answers import MARK
from journal.core.model.both_edits import content, values_of
from journal.core.model.check_in import CheckIn
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.goals import Goal
from journal.core.model.guide import Guide
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.core.model.recall_guess import RecallGuess
from journal.core.model.vocabulary import EACH_SIDE
from journal.words.dates import short_day
from journal.words.messages import message
from journal.words.numbers import grouped
from journal.words.relief_names import relief_name

Values = dict[str, str | int]

RestDays = dict[str, str]
"""The days that are ``over`` as rest days, or ``back``, by name; empty: that of the message."""

PLAIN: Final[dict[type, tuple[str, ...]]] = {
    r.PainLevel: ("level", "kind"),
    CheckIn: ("pain", "enjoyment", "activity"),
    r.Prescription: ("exercise",),
    RecallGuess: ("level",),
    Ladder: ("exercise",),
    Guide: ("exercise",),
    LadderStep: ("exercise", "answer"),
    OwnTopic: ("name",),
    FlarePlan: ("state",),
}
"""The kinds of which some values are told as they are."""

CALLED: Final[dict[type, tuple[str, ...]]] = {
    r.PainLevel: ("level", "kind"),
    r.CompletedExercise: ("exercise",),
    r.Relief: ("method", "name", "dose", "unit"),
    r.Prescription: ("exercise", "ends_on"),
    RecallGuess: ("level",),
    FlarePlan: ("ended_on",),
    Ladder: ("exercise",),
    Guide: ("exercise",),
    OwnMethod: ("method", "name", "dose", "unit", "retired_on"),
    OwnTopic: ("name", "retired_on"),
}
"""What a record is called by, or what says that it is there at all."""

UNSEEN: Final = frozenset({"id", "day", "zone", "recalled"})
"""What changes with other fields, and is not told beside them."""

SET: Final = "minutes_set"
"""The value that says how much time is between two uses by the person's own rule."""

YES: Final = "yes"

OF_A_DAY: Final = (
    "no_exercise",
    "sleep",
    "sitting_over_6h",
    "stress",
    "note",
    "rest_reason",
    "factors",
)
"""What may be said of a day."""


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
        return _of_day(record, before)
    if isinstance(record, Goal):
        return _of_goal(record, before)
    if isinstance(record, OwnMethod):
        values = _use(record)
    else:
        values = {name: getattr(record, name) for name in PLAIN.get(type(record), ())}
    is_retired = isinstance(record, OwnMethod | OwnTopic) and record.retired_on is not None
    is_ended = isinstance(record, FlarePlan) and record.ended_on is not None
    return values | ({"retired": 1} if is_retired else {}) | ({"ended": 1} if is_ended else {})


def _of_episode(episode: r.Episode, before: r.Record | None) -> Values:
    if episode.ended_at is None:
        return {"still_on": 1}
    ended = isinstance(before, r.Episode) and before.ended_at is None
    values: Values = {} if episode.minutes is None else {"minutes": episode.minutes}
    return values | {"ended": 1} if ended else values


def _of_goal(goal: Goal, before: r.Record | None) -> Values:
    is_answered = not isinstance(before, Goal) or before.happened != goal.happened
    if goal.happened is None or not is_answered:
        return {}
    return {"goal": goal.goal, "happened": goal.happened}


def _side(exercise: r.CompletedExercise) -> Values:
    return {"side": exercise.side} if exercise.side in EACH_SIDE else {}


def of_its_day(exercise: r.CompletedExercise, exercises: Iterable[r.CompletedExercise]) -> Values:
    """What is told beside an exercise that was done before, or on the other side too.

    ``exercises``: all that was logged of it that day.
    """
    own = [each for each in exercises if each.exercised]
    has_both = {each.side for each in own} >= set(EACH_SIDE)
    count, before = (
        tally(((each.outcome, each.side) for each in some), each_side=has_both)
        for some in (own, [each for each in own if each.id != exercise.id])
    )
    values: Values = {}
    if count.only:
        return values
    is_done = exercise.outcome == DONE
    if has_both and exercise.side in EACH_SIDE:
        is_done = count.done > before.done
        values["paired"] = "done" if is_done else "partly"
    if is_done and count.done > 1:
        values["times"] = count.done
    return values


def _of_relief(relief: r.Relief, before: r.Record | None) -> Values:
    values = _use(relief)
    if not isinstance(before, r.Relief):
        return values
    for name in ("pain_after_20", "pain_after_60"):
        level = getattr(relief, name)
        if level is not None and level != getattr(before, name):
            return values | {"after": level}
    if relief.minutes is not None and relief.minutes != before.minutes:
        return values | {"minutes": relief.minutes}
    return values


def _use(use: r.Relief | OwnMethod) -> Values:
    """What something used for relief is called by."""
    names = ("method", "name", "dose", "unit")
    return {name: text for name in names if (text := getattr(use, name))}


def of_rule(sooner: Sooner) -> Values:
    """What is told of a relief that was used sooner than the person's own rule says."""
    values: Values = {"gap": sooner.minutes, SET: sooner.hours * 60}
    return values if sooner.is_later else values | {"is_first": 1}


def of_rule_without_time(sooner: PerhapsSooner, day: date) -> Values:
    """What is told of a relief that may have been used sooner; ``day``: its own."""
    untimed_on = "" if sooner.day == day else short_day(sooner.day)
    return {"untimed_on": untimed_on, SET: sooner.hours * 60}


LABELS_MOST: Final = 2
"""So many entries of a list are named in one sentence."""


def of_namesakes(item: OwnMethod, before: r.Record | None, listed: Iterable[OwnMethod]) -> Values:
    """What is told of something on the list because of others of its name, or of its former one.

    ``listed``: all that is offered, as it is now.
    """
    other_items = [other for other in listed if other.id != item.id]
    was = before if isinstance(before, OwnMethod) and not before.retired_on else None
    if was and use_key(was.method, was.name) == use_key(item.method, item.name):
        return {}
    same_now = namesakes(item, other_items)
    same_before = namesakes(was, other_items) if was else []
    values: Values = {}
    for items, name, hours_name in (
        (same_now, "also", "together"),
        (same_before, "not_changed", "apart"),
    ):
        if items:
            values[name] = _labels(items)
            if any(each.not_before_hours for each in (item, *items)):
                values[hours_name] = 1
    return values


def _labels(items: Sequence[OwnMethod]) -> str:
    """What the buttons of some entries of the list say."""
    labels = [relief_name(item.name, item.dose, item.unit) for item in items[:LABELS_MOST]]
    if len(items) > LABELS_MOST:
        labels.append(message("more", count=grouped(len(items) - LABELS_MOST)))
    return ", ".join(labels)


def _of_day(day: r.DayNote, before: r.Record | None) -> Values:
    """What is said of a day; where its earlier state is known, only what changed."""
    names = [name for name in OF_A_DAY if is_said(getattr(day, name))]
    if isinstance(before, r.DayNote):
        changed = [name for name in names if getattr(day, name) != getattr(before, name)]
        removed = _removed(day, before)
        if removed and changed in ([], [removed["removed"]]):
            return removed
        names = changed or names
    values: Values = dict.fromkeys(names, 1)
    if "factors" in names:
        former = before.factors if isinstance(before, r.DayNote) else ()
        values["factors"] = _answers_told([text for text in day.factors if text not in former])
    return values if "sleep" not in names else values | {"sleep": day.sleep or 0}


def _answers_told(answers: Sequence[str]) -> str | int:
    """The one answer to a question of the person's own; of several only that they are."""
    if len(answers) != 1:
        return 1
    name, _, answer = answers[0].rpartition(MARK)
    return name if answer == YES else f"{name} {answer}"


def _removed(day: r.DayNote, before: r.DayNote) -> Values:
    """The one thing that is not said any more of a day; nothing where there are several."""
    names = [
        name
        for name in OF_A_DAY
        if is_said(getattr(before, name)) and not is_said(getattr(day, name))
    ]
    answers = [text for text in before.factors if text not in day.factors]
    is_less = set(day.factors) < set(before.factors)
    if is_less and len(answers) == 1 and names in ([], ["factors"]):
        return {"removed": "factors", "name": answers[0].rpartition(MARK)[0]}
    return {"removed": names[0]} if len(names) == 1 else {}


def of_undone_day(was: r.DayNote | None, now: r.DayNote | None) -> tuple[Values, Values]:
    """What is told of a day when a change is undone: what came back, and what is gone."""
    before, after = (_said_of(note) for note in (was, now))
    back = {name for name, value in after.items() if before.get(name) != value}
    values = _as_told(back, after) | ({"back": 1} if back else {})
    return values, _as_told(before.keys() - after.keys(), before)


def _said_of(day: r.DayNote | None) -> dict[str, Any]:
    """What is said of a day, each answer to a question of the person's own by itself."""
    if day is None:
        return {}
    answers = content(r.DayNote, values_of(day), OF_A_DAY)
    return {name: value for name, value in answers.items() if is_said(value)}


def _as_told(names: Collection[str], answers: Mapping[str, Any]) -> Values:
    """Some answers as they are told: the level of sleep, and a question that is the only one."""
    values: Values = {name: 1 for name in names if name in OF_A_DAY}
    if "sleep" in values:
        values["sleep"] = answers["sleep"]
    questions = [name for name in names if name not in OF_A_DAY]
    if questions:
        values["factors"] = _answers_told([answers[name] for name in questions])
    return values


def of_undone(was: r.Record | None, now: r.Record | None) -> Values:
    """What is told of a record when a change is undone.

    That it is back or gone; where only some of it was changed, what of it is as before.
    """
    values = happened(now or was)
    if now is None or was is None:
        return values if now is None else values | {"back": 1}
    old, new = values_of(was), values_of(now)
    names = [name for name in new if old.get(name) != new[name]]
    if not names:  # it was undone before
        return values | {"same": 1}
    fields = [name for name in names if name not in UNSEEN] or names
    if isinstance(now, r.Episode) and fields == ["ended_at"] and now.ended_at is None:
        return values | {"goes_on": 1}
    is_all = set(fields) <= set(CALLED.get(type(now), ()))
    return values | ({"back": 1} if is_all else {"as_before": ",".join(fields)})


def is_said(value: object) -> bool:
    """Whether a field of a day says something: a level of 0 does."""
    return value is not None and value is not False and value not in {"", ()}
