"""The spasms of a diary: counted in a period, how long they lasted and how long it was quiet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Executable, Select, select, union
from sqlalchemy.orm import Session

from journal.charts.chart import Figure
from journal.charts.episodes import episodes
from journal.core.diary.durations import Between, HowLong, between, how_long, quiet_spells
from journal.core.diary.episode_summary import YEARLY_BEYOND, Spells, spells
from journal.core.model import records as r
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.charts import Screen
from journal.store.diary.queries import LAST, OF_THEIR_DAY, OWNER
from journal.store.diary.rows import column_of, records, selected


@dataclass(frozen=True, slots=True)
class Spasms(Screen):
    """The spasms that began in a period, and what all of them up to today were like."""

    PARTS: ClassVar = ("episodes",)
    counted: Spells
    figure: Figure
    yearly: bool
    lengths: HowLong | None
    between: Between | None

    @property
    def figures(self) -> dict[str, Figure | None]:
        return {"episodes": self.figure}


def spasms_screen(
    session: Session,
    owner: str,
    period: Period,
    now: datetime,
    paused: Collection[date],
    today: date,
) -> Spasms:
    """The spasms of a period; ``paused``: the days up to today on which the diary rests."""
    summary = spells(queries.of_period(session, r.Episode, owner, period), period)
    every = all_episodes(session, owner)
    quiet = quiet_spells(every, logged_days(session, owner, today), paused, today)
    return Spasms(
        summary,
        episodes(summary.by_month),
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


def logged_days(session: Session, owner: str, today: date) -> set[date]:
    """The days up to today on which anything was logged; one statement."""
    parameters = {"owner": owner, "last": today}
    return set(session.connection().scalars(_logged_days(), parameters))


@cache
def _logged_days() -> Executable:
    days = [column_of(kind, "day") for kind in OF_THEIR_DAY]
    return union(*(select(day).where(day.class_.owner_id == OWNER, day <= LAST) for day in days))
