"""What pages show of ladders, of this request's account unless another is named."""

from collections.abc import Sequence
from dataclasses import dataclass

from journal.core.diary.asked import PlanDays
from journal.core.diary.ladder import (
    LadderPlace,
    current_ladders,
    ladder_place,
    morning_to_rate,
)
from journal.core.diary.mornings import LadderDiary
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.records import Prescription
from journal.store.db.models import Account
from journal.store.diary import ladders
from journal.web.support.diary_views import cached_of, flare_plan_days, programme_lines
from journal.web.support.request import account, db, now, owner, today
from journal.web.support.revision_cache import cached


@dataclass(frozen=True, slots=True)
class LaddersPage:
    """The ladders as the page of the programme shows them."""

    places: list[LadderPlace]
    proposed: list[Ladder]
    steps: Sequence[LadderStep]
    """What was answered so far, the latest first."""


@dataclass(frozen=True, slots=True)
class LadderQuestion:
    """What Today asks for a ladder: a step to answer, or this morning's level."""

    place: LadderPlace
    step: bool


def ladders_page(
    lines: Sequence[Prescription], days: PlanDays, patient: Account | None = None
) -> LaddersPage:
    """Where each ladder stands; one statement where nobody wrote or proposed any.

    ``days``: those of flare plans.
    """
    whose = patient or account()
    all_ladders = ladders.ladders(db(), whose.id) if patient else _ladders()
    current = current_ladders(all_ladders)
    proposed = [ladder for ladder in all_ladders if ladder.state == "proposed"]
    if not current:
        return LaddersPage([], proposed, ladders.steps(db(), whose.id) if all_ladders else [])
    diary = ladders.diary(db(), whose.id, today(whose), days) if patient else _diary()
    places = [ladder_place(ladder, lines, diary, now(), whose.zone) for ladder in current]
    return LaddersPage(places, proposed, diary.steps)


def ladder_question() -> LadderQuestion | None:
    """The one thing that Today asks for the ladders, if anything is to be asked."""
    current = current_ladders(_ladders())
    if not current:
        return None
    diary, lines = _diary(), programme_lines()
    places = [ladder_place(ladder, lines, diary, now(), account().zone) for ladder in current]
    offered = next((place for place in places if place.state == "offered"), None)
    if offered is not None:
        return LadderQuestion(offered, step=True)
    unrated = (
        place
        for place in places
        if place.amount_after is not None
        and morning_to_rate(place.ladder, place.line, diary, now(), account().zone)
    )
    place = next(unrated, None)
    return None if place is None else LadderQuestion(place, step=False)


def _ladders() -> list[Ladder]:
    return cached_of(Ladder, lambda: ladders.ladders(db(), owner()), "ladders")


def _diary() -> LadderDiary:
    day = today()
    return cached(
        lambda: ladders.diary(db(), owner(), day, flare_plan_days()), "ladder diary", day
    )
