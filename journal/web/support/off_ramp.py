"""The agreed end as pages show it: where the diary stands, and the plan for a spasm's return."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from journal.core.diary.agreed_end import Standing
from journal.store.accounts import reminders
from journal.store.diary import agreed_end
from journal.store.diary.agreed_end import EndOfDiary
from journal.store.diary.relief import use_counts
from journal.web.support.flash import Message, flash
from journal.web.support.request import account, db, now, owner, see_other, today, way_back
from journal.web.support.revision_cache import cached, cached_steady
from journal.words.messages import message


def end_of_mine() -> EndOfDiary | None:
    """What is agreed; nothing is asked of the database where nothing is."""
    if account().end_agreed_on is None:
        return None
    return cached_steady(lambda: agreed_end.end_of_diary(db(), owner()), "agreed end")


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


@dataclass(frozen=True, slots=True)
class RelapsePlan:
    """The plan for a spasm's return: their own words, and how often each relief was used."""

    end: EndOfDiary | None
    relief_counts: tuple[tuple[str, int], ...]

    @property
    def helped(self) -> str:
        """What they want to remember, in their own words."""
        return (self.end and self.end.agreed.helped) or ""


def relapse_plan() -> RelapsePlan:
    """The plan for a spasm's return, which may still be empty."""
    counts = cached_steady(lambda: tuple(use_counts(db(), owner()).items()), "relief used")
    return RelapsePlan(end_of_mine(), counts)


def plan_of_spasm() -> RelapsePlan | None:
    """That plan, as a spasm shows it; None to who agreed on no end."""
    return None if account().end_agreed_on is None else relapse_plan()


def resumed() -> ResponseReturnValue:
    """Take the diary up again where it is paused or put aside, say so, and go back."""
    reminders.resume(db(), account(), now())
    db().commit()
    flash(Message(text=message("welcome_back")))
    return see_other(way_back())
