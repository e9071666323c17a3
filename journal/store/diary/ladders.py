"""Ladders, asked of the store; a proposed step answered, a proposed ladder taken as one's own."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from journal.core.diary.asked import PlanDays, plan_days
from journal.core.diary.ladder import (
    LOOKBACK_DAYS,
    LadderPlace,
    current_ladders,
    ladder_place,
)
from journal.core.diary.mornings import LadderDiary
from journal.core.model import records as r
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.moments import local_day
from journal.core.model.periods import ONE_DAY, Period
from journal.store.db import models as m
from journal.store.diary import actions, flare_plans, queries
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import made_hold, new_id, stored
from journal.store.diary.rows import records, selected


def ladders(session: Session, owner: str) -> list[Ladder]:
    """All of the owner's ladders, those proposed among them, the earliest first."""
    return records(session, Ladder, _ladders(), {"owner": owner})


@cache
def _ladders() -> Select[Any]:
    row = m.LadderRow
    return selected(Ladder, queries.OWNER).order_by(row.written_at, row.id)


def steps(session: Session, owner: str) -> list[LadderStep]:
    """What was answered to steps, the latest first."""
    return records(session, LadderStep, _steps(), {"owner": owner})


@cache
def _steps() -> Select[Any]:
    row = m.LadderStepRow
    return selected(LadderStep, queries.OWNER).order_by(row.decided_at.desc(), row.id)


def diary(session: Session, owner: str, today: date, days: PlanDays) -> LadderDiary:
    """What ladders look at, seen on a day; four statements. ``days``: those of flare plans."""
    period = Period.ending(today, LOOKBACK_DAYS)
    return LadderDiary(
        queries.of_period(session, r.CompletedExercise, owner, period),
        queries.of_period(session, r.PainLevel, owner, period),
        queries.of_period(session, r.Episode, owner, period),
        days,
        steps(session, owner),
    )


def offered(
    session: Session, row: m.Versioned, ladder: Ladder, at: datetime, zone: str
) -> LadderPlace | None:
    """The step that a ladder proposes at a moment, also where it was put off; None: none."""
    owner = row.owner_id
    if ladder not in current_ladders(ladders(session, owner)):
        return None
    lines = queries.programme(session, owner)
    days = plan_days(flare_plans.plans(session, owner))
    ladder_diary = diary(session, owner, local_day(at, zone), days)
    place = ladder_place(ladder, lines, ladder_diary, at, zone)
    return place if place.state in ("offered", "later") else None


def answer(
    session: Session,
    owner: str,
    place: LadderPlace,
    step_answer: str,
    submission: Submission,
) -> m.Change | None:
    """Keep what was answered to an offered step, at its moment and in its zone.

    Accepted, the new dose is asked for from that day on; the line of the programme as it was
    ends the day before, so that each day goes on asking for what it asked. None: nothing is
    offered.
    """
    line, dose_after = place.line, place.dose_after
    if line is None or dose_after is None or place.amount is None or place.amount_after is None:
        return None
    today = local_day(place.at, place.zone)
    step = LadderStep(
        id=new_id(),
        day=today,
        decided_at=place.at,
        zone=place.zone,
        exercise=line.exercise,
        answer=step_answer,
        dose_part=place.ladder.dose_part,
        amount_before=place.amount,
        amount_after=place.amount_after,
        rests_on=tuple(str(basis) for basis in place.fine),
    )
    line_row = queries.row(session, r.Prescription, owner, line.id)
    if step_answer != "accepted" or line_row is None:
        return actions.add(session, owner, step, submission)
    ended = made_hold(session, line_row, line.with_(ends_on=today - ONE_DAY))
    new_line = dose_after.with_(id=new_id(), starts_on=today)
    return actions.add_all(session, owner, [step, new_line], submission, [ended])


def accept(
    session: Session, row: m.Versioned, ladder: Ladder, submission: Submission
) -> m.Change | None:
    """Take a ladder that a clinician proposes as one's own. None: it is not proposed any more."""
    if ladder.state != "proposed":
        return None
    day = local_day(submission.at, ladder.zone)
    accepted = ladder.with_(state="ready", written_at=submission.at, day=day)
    return actions.change(session, row, accepted, submission)


def row_and_ladder(session: Session, owner: str, key: str) -> tuple[m.Versioned, Ladder] | None:
    """The owner's ladder of that key, and its row; None for any other."""
    row = queries.row(session, Ladder, owner, key)
    return None if row is None else (row, stored(session, Ladder, row))
