"""What is asked of two spasms that overlap, on Today and on the page of their day; the answer."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from journal.core.diary.overlaps import Pair, in_order, name_of, overlap, overlapping, united
from journal.core.model.fields import is_id
from journal.core.model.kinds import SLUGS
from journal.core.model.periods import Period
from journal.core.model.records import Episode
from journal.store.db.models import Change
from journal.store.diary import episodes, prompts
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import FieldRefused
from journal.store.diary.running import MERGE, PART, choices
from journal.store.diary.spasm_keys import episode_id
from journal.web.support.announcing import announce
from journal.web.support.diary_views import dismissed, may_have
from journal.web.support.flash import Message, flash
from journal.web.support.request import db, or_404, owner
from journal.web.support.revision_cache import cached_steady
from journal.web.support.stored_records import row_and_record
from journal.words.messages import message
from journal.words.problems import sentence

ASKED_WITHIN: Final = timedelta(days=28)
"""So far back Today asks; of days before that the diary leads to the page of the day."""

KEEP: Final = "keep"
"""They are two, with the times they have."""


@dataclass(frozen=True, slots=True)
class OverlapQuestion:
    """Two spasms that overlap, of which nobody said yet whether they are one."""

    first: Episode
    later: Episode
    both: Episode
    """What they are as one."""
    two: str
    """What is done if they are two: PART where one of them is on, else KEEP."""


def unanswered_pairs(period: Period) -> list[Pair]:
    """The spasms of a period that overlap and are asked about, the latest first."""
    if not may_have(Episode, period):
        return []
    pairs = cached_steady(lambda: _pairs(period), "overlaps", period)
    return [pair for pair in pairs if name_of(pair) not in dismissed()] if pairs else []


def _pairs(period: Period) -> list[Pair]:
    return overlapping(episodes.timed(db(), owner(), period))


def overlap_question(day: date, *, is_today: bool) -> OverlapQuestion | None:
    """What the page of a day asks, one thing at a time; Today of the weeks before it too."""
    pairs = unanswered_pairs(Period(day - ASKED_WITHIN if is_today else day, day))
    if not pairs:
        return None
    first, later = pairs[0]
    return OverlapQuestion(first, later, united(*pairs[0]), second_answer(pairs[0]))


def second_answer(pair: Pair) -> str:
    """What is done with two spasms that are two: of one that is on the end is known by that."""
    first, later = pair
    return PART if first.ended_at is None and PART in choices(later, [first]) else KEEP


def pair_of(key: str, other_key: str) -> Pair | None:
    """Two spasms by their keys, in order; None where they are one by now, or overlap no more."""
    first, second = (row_and_record(Episode, or_404(_id(each)))[1] for each in (key, other_key))
    return in_order(first, second) if first != second and overlap(first, second) else None


def _id(key: str) -> str | None:
    return episode_id(db(), owner(), key) if is_id(key) else None


def after_answer(pair: Pair | None, choice: str, submission: Submission) -> Change | None:
    """The change that an answer made; None where nothing changed, and why is said."""
    if pair is None:
        flash(Message(text=message("answered_elsewhere"), slug=SLUGS[Episode]))
        return None
    first, later = pair
    if choice == MERGE:
        return _merged(pair, submission)
    if choice == PART and first.ended_at is None and first.started_at < later.started_at:
        return episodes.part(db(), owner(), pair, submission)
    return prompts.answer(db(), owner(), name_of(pair), first.id, submission)


def announce_answer(change: Change, choice: str) -> None:
    """Leave a message about what an answer changed for the next page."""
    undo = change.id if change.before else ""
    if change.kind == prompts.ANSWER:
        flash(Message(text=message("two_spasms"), change=undo))
    elif choice == MERGE:
        flash(Message(text=message("one_spasm"), slug=change.kind, change=undo))
    else:
        announce(change)


def _merged(pair: Pair, submission: Submission) -> Change | None:
    """The change that made one of both; None where their words are more than one can hold."""
    try:
        return episodes.merge(db(), owner(), pair, submission)
    except FieldRefused as reason:
        flash(Message(text=message("not_one", problem=sentence(reason.problem))))
        return None
