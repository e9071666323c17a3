"""The message about a change, for the next page."""

from collections.abc import Collection
from datetime import date

from flask import url_for
from werkzeug.wrappers import Response

from journal.core.diary.programme import planned_beside
from journal.core.diary.rest_days import beside_exercise
from journal.core.model import records as r
from journal.core.model.kinds import RECORDS, SLUGS, kind_of
from journal.core.model.own_method import OwnMethod
from journal.core.model.periods import Period
from journal.store.db.models import Change
from journal.store.diary import actions, change_undo, peaks, queries, rest_marks
from journal.store.diary.before import read
from journal.store.diary.relief import in_use, used_again
from journal.store.diary.row_writing import record_left_by
from journal.web.support.flash import Message, flash
from journal.web.support.formatting import time_text
from journal.web.support.happened import (
    RestDays,
    Values,
    happened,
    of_its_day,
    of_namesakes,
    of_rule,
    of_rule_without_time,
    of_undone,
    of_undone_day,
)
from journal.web.support.request import db, now, owner, see_other, today, way_back
from journal.words.dates import day_text, listed, short_day
from journal.words.messages import message


def announce(
    change: Change,
    record: r.Record | None = None,
    before: r.Record | None = None,
    *,
    twice: bool = False,
) -> None:
    """Leave a message about a change for the next page: of ``record``, once ``before``."""
    flash(message_of(change, record, before, twice=twice))


def message_of(
    change: Change,
    record: r.Record | None = None,
    before: r.Record | None = None,
    *,
    twice: bool = False,
) -> Message:
    """What a page tells of a change: of ``record``, once ``before``."""
    is_deleted = change.action == "deleted"
    if record is None and not is_deleted and change.kind in RECORDS:
        record = record_left_by(db(), change, RECORDS[change.kind])
    levels = (record, None) if is_deleted else (before, record)
    spasm = peaks.left_behind(db(), owner(), *levels)
    exercises = _exercises_of_rest_day(record)
    if isinstance(record, r.DayNote) and exercises:
        record = beside_exercise(record)
    is_as_before = exercises > 0 and record == before
    values = {} if is_as_before else _told(change, record, before)
    if exercises:
        values["exercises"] = exercises
    rest_days = _beside(change, record)
    return Message(
        slug=change.kind,
        action=change.action,
        values=values,
        rest_days=rest_days,
        day="" if rest_days.get("back") else _day_of(record, values),
        change=change.id if change.before and not is_as_before else "",
        twice=url_for("entries.edit", slug=change.kind, key=change.record_key) if twice else "",
        spasm=url_for("entries.edit", slug=SLUGS[r.Episode], key=spasm.id) if spasm else "",
        ended=url_for("episodes.ended", key=record.id)
        if isinstance(record, r.Episode) and "ended" in values
        else "",
        peak=(spasm.peak_level or 0) if spasm else 0,
    )


def _told(change: Change, record: r.Record | None, before: r.Record | None) -> Values:
    """What is told of a record, once ``before``, and of others of the same."""
    values = happened(record, before)
    if change.action == "deleted":
        return values
    return values | _beside_others(change, record, before)


def undone(change: Change, kind: type[r.Record]) -> Message:
    """Put back what a change did to records; the message about it. Raises CannotUndo."""
    befores = read(change.before) if change.before else []
    days = rest_marks.days_of(befores)
    count = actions.extent(change)
    removed, rest_days = record_left_by(db(), change, kind), _rest_days(days)
    change_undo.undo(db(), change, now())
    back = record_left_by(db(), change, kind)
    removals: Values = {}
    rest_days_told: RestDays = {}
    if count > 1:
        values: Values = {"count": count}
    elif kind is r.DayNote:
        values, removals = of_undone_day(
            *(each if isinstance(each, r.DayNote) else None for each in (removed, back))
        )
    else:
        values = of_undone(removed, back)
    if kind is r.CompletedExercise:
        rest_days_now = _rest_days(days)
        over, again = rest_days - rest_days_now, rest_days_now - rest_days
        rest_days_told = _rest_told(over, again, today())
    return Message(
        slug=change.kind,
        action="undone",
        values=values,
        removals=removals,
        rest_days=rest_days_told,
    )


def _beside(change: Change, record: r.Record | None) -> RestDays:
    """What is told of rest days beside a record: of an exercise alone."""
    if not isinstance(record, r.CompletedExercise):
        return {}
    return rest_days_changed(change, record.day)


def _rest_days(days: Collection[date]) -> set[date]:
    return rest_marks.rest_days(db(), owner(), days)


def rest_days_changed(change: Change, day: date | None) -> RestDays:
    """What is told where exercises took the mark off that a day was without, or it came back.

    ``day``: the one that the message is of; any other is named.
    """
    befores = read(change.before) if change.before else []
    over, back = rest_marks.changed(befores)
    return _rest_told(over, back, day)


def _rest_told(over: Collection[date], back: Collection[date], day: date | None) -> RestDays:
    return {
        name: "" if set(days) == {day} else listed([short_day(each) for each in sorted(days)])
        for name, days in (("over", over), ("back", back))
        if days
    }


def _exercises_of_rest_day(record: r.Record | None) -> int:
    """How many exercises were done on a day that is said to be without; else none."""
    if not isinstance(record, r.DayNote) or not record.no_exercise:
        return 0
    period = Period(record.day, record.day)
    exercises = queries.of_period(db(), r.CompletedExercise, owner(), period)
    return sum(exercise.exercised for exercise in exercises)


def _day_of(record: r.Record | None, values: Values) -> str:
    """The day of an entry, unless it is today, one of several, or of what happened since."""
    if not isinstance(record, r.Timed | r.DayNote) or not kind_of(type(record)).of_its_day:
        return ""
    if record.day == today() or values.keys() & {"ended", "after", "days"}:
        return ""
    same_year = record.day.year == today().year
    return short_day(record.day) if same_year else day_text(record.day)


def _beside_others(change: Change, record: r.Record | None, before: r.Record | None) -> Values:
    """What is to be told of an entry because of others of the same."""
    if isinstance(record, r.CompletedExercise):
        same = queries.done_on(db(), owner(), record.exercise, record.day)
        return of_its_day(record, same)
    if isinstance(record, r.Relief) and not (before and _is_same_use(record, before)):
        return _beside_uses(record, is_new=change.action == "created")
    if isinstance(record, OwnMethod) and not record.retired_on:
        return of_namesakes(record, before, in_use(db(), owner()))
    if isinstance(record, r.Prescription):
        is_beside = planned_beside(record, queries.programme(db(), owner()))
        return {"planned_twice": 1} if is_beside else {}
    days = actions.extent(change) if isinstance(record, r.DayNote) else 1
    return {"days": days} if days > 1 else {}


def _beside_uses(relief: r.Relief, *, is_new: bool) -> Values:
    """What is to be told of a relief because of other uses of the same."""
    again = used_again(db(), owner(), relief)
    if again.sooner:
        return of_rule(again.sooner)
    if again.perhaps_sooner:
        return of_rule_without_time(again.perhaps_sooner, relief.day)
    return _last(again.last, relief) if again.last and is_new else {}


def _last(use: r.Relief, relief: r.Relief) -> Values:
    """When a relief was used before; with the day, if that was another one.

    Of one whose time nobody gave, only that it was.
    """
    if use.time_not_asked:
        return {"last": ""}
    values: Values = {"last": time_text(use.applied_at, use.zone)}
    return values if use.day == relief.day else values | {"last_on": short_day(use.day)}


def _is_same_use(relief: r.Relief, before: r.Record) -> bool:
    """Whether an edited relief is of the same, at the same moment as before."""
    names = ("method", "name", "applied_at")
    return all(getattr(relief, name) == getattr(before, name) for name in names)


def answered(change: Change | None, otherwise: str, back: str) -> Response:
    """Keep a change, say so and go back; where there is none, say why by its message's code."""
    if change is None:
        flash(Message(text=message(otherwise)))
    else:
        db().commit()
        announce(change)
    return see_other(way_back(back))
