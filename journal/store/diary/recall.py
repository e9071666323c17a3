"""The recall check asked of the store: whether it is wanted, its guesses, and what was shown."""

from datetime import date, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from journal.core.diary.recall_check import (
    LOGGED_LEAST,
    RecallCheck,
    guessed,
    recall_check,
    shown_before,
)
from journal.core.model.periods import Period
from journal.core.model.recall_guess import RecallGuess
from journal.core.model.vocabulary import EARLIEST_YEAR
from journal.store.db import models as m
from journal.store.diary import queries, series


def guesses(session: Session, owner: str, week: Period) -> list[RecallGuess]:
    """The guesses that can be about a day of a week: they are made in the two weeks after."""
    reach = Period(week.first, week.last + timedelta(weeks=2))
    return queries.of_period(session, RecallGuess, owner, reach)


def may_be_asked(session: Session, account: m.Account, week: Period) -> bool:
    """Whether a week over is to be guessed: wanted, not seen, not guessed, enough days logged."""
    if shown_before(week, account.recall_from, account.averages_shown_on):
        return False
    if len(series.levels(session, account.id, week)) < LOGGED_LEAST:
        return False
    return not guessed(week, guesses(session, account.id, week))


def seen_before(session: Session, owner: str, guess: RecallGuess, before: object) -> bool | None:
    """Whether the average of a guess's week was seen before it; as it was where it is the same."""
    if isinstance(before, RecallGuess) and (before.level, before.week) == (
        guess.level,
        guess.week,
    ):
        return before.seen_before
    row = m.Account
    dates = session.execute(
        select(row.recall_from, row.averages_shown_on).where(row.id == owner)
    ).one()
    return shown_before(guess.week, *dates)


def note_averages_shown(session: Session, owner: str, day: date) -> None:
    """Note that a page showed averages on a day, unless a later one is noted.

    The caller commits.
    """
    row = m.Account
    condition = or_(row.averages_shown_on.is_(None), row.averages_shown_on < day)
    session.execute(update(row).where(row.id == owner, condition).values(averages_shown_on=day))


def comparison(session: Session, owner: str, today: date) -> RecallCheck:
    """How far guesses and diary lie apart, of all weeks; two statements."""
    whole = Period(date(EARLIEST_YEAR, 1, 1), today + timedelta(days=1))
    all_guesses = queries.of_period(session, RecallGuess, owner, whole)
    if not all_guesses:
        return RecallCheck(0, None)
    first = min(guess.week.first for guess in all_guesses)
    last = max(guess.week.last for guess in all_guesses)
    return recall_check(all_guesses, series.levels(session, owner, Period(first, last)))
