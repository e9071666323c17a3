"""What a page for a doctor is made of, asked of the store, and the words kept for it."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.report.options import KINDS_OF, PatientInfo, ReportData, ReportOptions
from journal.core.report.report import Report, report
from journal.store.db import models as m
from journal.store.diary import programme, queries, series


class ReportStale(Exception):
    """The words were changed elsewhere since they were read."""


def introduction(session: Session, owner: str) -> m.IntroductionRow | None:
    """The name the owner gives a doctor, and what they want to ask; None: neither yet."""
    return session.scalars(
        select(m.IntroductionRow).where(m.IntroductionRow.owner_id == owner)
    ).one_or_none()


def introduce(session: Session, owner: str, who: PatientInfo, version: int, now: datetime) -> None:
    """Keep these words, read at ``version`` (0: there were none). The caller commits.

    Raises ReportStale where others were kept since; the same words again are as good as kept.
    """
    kept = introduction(session, owner)
    if kept is None:
        kept = m.IntroductionRow(owner_id=owner, created_at=now, name=who.name)
        session.add(kept)
    elif (kept.name, kept.questions) == (who.name, who.questions):
        return
    elif kept.version != version:
        raise ReportStale
    kept.name, kept.questions = who.name, who.questions
    session.flush()


def made_report(
    session: Session, account: m.Account, chosen: ReportOptions, today: date, first_weekday: int
) -> Report:
    """The page of what was chosen, of the diary of an account, whoever asks for it."""
    owner = account.id
    kept = introduction(session, owner)
    who = PatientInfo((kept and kept.name) or account.username, kept.questions if kept else "")
    material = ReportData(series.facts(session, owner, chosen.reach))
    long = chosen.period.step != "day"
    for kind in _kinds(chosen, days=not long):
        material.records[kind] = list(queries.of_period(session, kind, owner, chosen.reach))
    if chosen.has("programme"):
        material.lines = queries.programme(session, owner)
        material.logs = programme.done_by_day(session, owner, chosen.period)
        material.rest_days = programme.rest_days(session, owner, chosen.period)
    return report(who, chosen, material, today, first_weekday)


def _kinds(chosen: ReportOptions, *, days: bool) -> list[type[r.Record]]:
    """The kinds of records to ask for; where days are not printed, only those that are counted."""
    printed = days and chosen.has("entries")
    counted = {r.Episode, r.Relief, r.CheckIn}
    kinds = {kind for name, kind in KINDS_OF.items() if chosen.has(name)}
    wanted = kinds if printed else kinds & counted
    return [*wanted, *([r.DayNote] if printed else [])]
