"""What a page for a doctor is made of, asked of the store, and the words kept for it."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.diary.adherence import weeks_counted
from journal.core.diary.asked import plan_days
from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.moments import end_of_day
from journal.core.model.periods import ONE_DAY
from journal.core.model.recall_guess import RecallGuess
from journal.core.report.options import KINDS_OF, SECTIONS, PatientInfo, ReportData, ReportOptions
from journal.core.report.report import Report, report
from journal.core.report.since_visit import visits_on
from journal.store.db import models as m
from journal.store.diary import events, flare_plans, pauses, programme, queries, series


class ReportStale(Exception):
    """The words were changed elsewhere since they were read."""


def introduction(session: Session, owner: str) -> m.IntroductionRow | None:
    """The name the owner gives a doctor, and what they want to ask; None: neither yet."""
    return session.scalars(
        select(m.IntroductionRow).where(m.IntroductionRow.owner_id == owner)
    ).one_or_none()


def patient_info(session: Session, account: m.Account) -> PatientInfo:
    """Whose diary it is, by the name they give, and what they want to ask."""
    saved = introduction(session, account.id)
    name = (saved and saved.name) or account.username
    return PatientInfo(name, saved.questions if saved else "", made_up=account.demo)


def given_name(session: Session, owner: str) -> str:
    """The name the owner gives a doctor; empty: none yet."""
    saved = introduction(session, owner)
    return saved.name or "" if saved else ""


def introduce(session: Session, owner: str, who: PatientInfo, version: int, now: datetime) -> None:
    """Keep these words, read at ``version`` (0: there were none). The caller commits.

    Raises ReportStale where others were kept since; the same words again are as good as kept.
    """
    row = introduction(session, owner)
    if row is None:
        row = m.IntroductionRow(owner_id=owner, created_at=now, name=who.name)
        session.add(row)
    elif (row.name, row.questions) == (who.name, who.questions):
        return
    elif row.version != version:
        raise ReportStale
    row.name, row.questions = who.name, who.questions
    session.flush()


def made_report(
    session: Session,
    account: m.Account,
    options: ReportOptions,
    today: date,
    first_weekday: int,
    *,
    who: PatientInfo,
) -> Report:
    """The page of what was chosen, of the diary of an account, whoever asks for it."""
    owner = account.id
    facts = series.facts(session, owner, options.reach)
    material = ReportData(facts, series.logged_days(session, owner, options.reach, facts))
    diary = queries.recorded(session, owner)  # may begin before all that is asked for
    material.begun_on = diary.first if diary else None
    material.pauses = pauses.pauses(session, owner)
    long = options.period.step != "day"
    for kind in _kinds(options, days=not long):
        material.records[kind] = list(queries.of_period(session, kind, owner, options.reach))
    if options.has("questions"):
        material.next_visits = events.next_visits(session, owner, options.period.last, today)
    if options.has("programme"):
        if visits_on(options.period.first, material):
            begin = end_of_day(options.period.first - ONE_DAY, account.zone)
            end = end_of_day(options.period.last, account.zone)
            material.edited = programme.edited_between(session, owner, begin, end)
        counted_in = weeks_counted(options.period)
        material.difficulties = programme.difficulties(session, owner, counted_in)
        material.lines = queries.programme(session, owner)
        material.logs = programme.done_by_day(session, owner, options.period)
        material.plan_days = plan_days(flare_plans.plans(session, owner))
        material.rest_days = programme.rest_days(session, owner, options.period)
    return report(who, options, material, today, first_weekday)


def _kinds(options: ReportOptions, *, days: bool) -> list[type[r.Record]]:
    """The kinds of records to ask for; where days are not printed, only those that are counted."""
    printed = days and options.has("entries")
    counted_kinds = {r.Episode, r.Relief, CheckIn, RecallGuess, Event}
    kinds = {kind for name in SECTIONS if options.has(name) for kind in KINDS_OF[name]}
    kinds_read = kinds if printed else kinds & counted_kinds
    return [*kinds_read, *([r.DayNote] if printed else [])]
