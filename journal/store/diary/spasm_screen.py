"""The spasms of a diary: counted in a period, how long they lasted and how long it was quiet."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from journal.core.diary.durations import Between, HowLong, between, how_long, quiet_spells
from journal.core.diary.episode_summary import YEARLY_BEYOND, Spells, spells
from journal.core.diary.pauses import paused_days
from journal.core.model import records as r
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.diary import pauses, queries
from journal.store.diary.queries import OWNER
from journal.store.diary.rows import records, selected
from journal.store.diary.series import watched_days


@dataclass(frozen=True, slots=True)
class Spasms:
    """The spasms that began in a period, and what all of them up to today were like."""

    counted: Spells
    yearly: bool
    lengths: HowLong | None
    between: Between | None


def spasms_screen(
    session: Session,
    owner: str,
    period: Period,
    now: datetime,
    today: date,
) -> Spasms:
    """The spasms of a period, seen on ``today``."""
    summary = spells(queries.of_period(session, r.Episode, owner, period), period)
    every = all_episodes(session, owner)
    paused = paused_days(pauses.pauses(session, owner), Period(date.min, today))
    quiet = quiet_spells(every, watched_days(session, owner, today), paused, today)
    return Spasms(
        summary,
        len(period) > YEARLY_BEYOND,
        how_long(every, now),
        between(quiet),
    )


def all_episodes(session: Session, owner: str) -> list[r.Episode]:
    """Every spasm of a diary, in the order in which they began."""
    return records(session, r.Episode, _episodes(), {"owner": owner})


@cache
def _episodes() -> Select[Any]:
    return selected(r.Episode, OWNER).order_by(m.EpisodeRow.started_at)
