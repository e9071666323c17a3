"""The agreed end of a diary as plain values, for the archive."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from journal.core.diary.agreed_end import AgreedEnd
from journal.core.model.faults import Unreadable
from journal.core.model.inputs import columns
from journal.core.model.strings import as_texts, from_texts
from journal.store.diary import agreed_end
from journal.store.diary.agreed_end import DATES, EndOfDiary
from journal.store.imports.holding import Holding, Value, account_of, are_days

PARTS = frozenset({*(column.name for column in columns(AgreedEnd)), *DATES, "agreed_on"})


def _of(session: Session, owner: str) -> Value:
    end = agreed_end.end_of_diary(session, owner)
    agreed_on = account_of(session, owner).end_agreed_on
    if end is None or agreed_on is None:
        return None
    days = {name: day and day.isoformat() for name in DATES for day in [getattr(end, name)]}
    return as_texts(end.agreed) | days | {"agreed_on": agreed_on.isoformat()}


def _unfit(value: Value, now: datetime) -> bool:
    if value is None:
        return False
    days = {name: value[name] for name in (*DATES, "agreed_on")}
    if value["agreed_on"] is None or not are_days(days.values()):
        return True
    texts = {name: text for name, text in value.items() if name not in days}
    try:
        agreed = from_texts(AgreedEnd, texts)
    except Unreadable:
        return True
    return not set(value) <= PARTS or bool(agreed.problems(now)) or as_texts(agreed) != texts


def _put(session: Session, owner: str, value: Value, now: datetime) -> None:
    account = account_of(session, owner)
    if value is None:
        account.end_agreed_on = None
        agreed_end.put(session, owner, None, now)
        return
    days = {name: value[name] and date.fromisoformat(value[name]) for name in DATES}
    texts = {name: text for name, text in value.items() if name not in {*DATES, "agreed_on"}}
    account.end_agreed_on = date.fromisoformat(value["agreed_on"])
    agreed_end.put(session, owner, EndOfDiary(from_texts(AgreedEnd, texts), 0, **days), now)


AGREED_END = Holding("agreed_end", _of, _put, _unfit, parts=PARTS)
"""What is agreed, with what became of it; None where there is none."""
