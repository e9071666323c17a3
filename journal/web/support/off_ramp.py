"""The agreed end as pages show it: where the diary stands, and the plan for a spasm's return."""

from typing import Any

from journal.core.diary.agreed_end import Standing
from journal.core.model import records as r
from journal.core.report.report import used
from journal.store.diary import agreed_end, queries
from journal.store.diary.agreed_end import EndOfDiary
from journal.web.support.request import account, db, owner, today
from journal.web.support.revision_cache import cached


def end_of_mine() -> EndOfDiary | None:
    """What is agreed; nothing is asked of the database where nothing is."""
    if account().end_agreed_on is None:
        return None
    return cached(lambda: agreed_end.end_of_diary(db(), owner()), "agreed end")


def where_it_stands(end: EndOfDiary) -> Standing:
    """Where the diary stands beside its agreed end today."""
    day = today()
    return cached(
        lambda: agreed_end.standing_of(db(), owner(), end, day), "end stands", day, end.version
    )


def asked_today() -> Standing | None:
    """What Today asks about the agreed end: nothing before it is near, or once it is answered."""
    end = end_of_mine()
    if end is None or end.answered_on is not None:
        return None
    reached = where_it_stands(end)
    return None if reached.state == "not_yet" else reached


def put_aside() -> EndOfDiary | None:
    """The agreed end after which the journal was put aside; None where it is in use."""
    end = None if account().paused_on is None else end_of_mine()
    return end if end and end.stopped_on else None


def plan() -> dict[str, Any]:  # what the templates name, of any type
    """The plan for a spasm's return: their own words, and how often each relief was used."""
    end = end_of_mine()
    return {"end": end, "relief_counts": cached(_used, "relief used")}


def _used() -> list[tuple[str, int]]:
    whole = queries.recorded(db(), owner())
    if whole is None:
        return []
    return list(used(queries.of_period(db(), r.Relief, owner(), whole)).items())
