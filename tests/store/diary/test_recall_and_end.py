"""The recall check and the agreed end, as either database answers."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from journal.core.diary.agreed_end import AgreedEnd, Standing
from journal.core.model.check_in import CheckIn
from journal.core.model.periods import Period
from journal.core.model.recall_guess import RecallGuess
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, agreed_end, recall
from journal.store.diary.agreed_end import EndStale
from journal.store.imports.account_data import HOLDINGS
from tests.store.making import DAY, NOW, ZONE, bring_in, pain, sent

ONE = timedelta(days=1)
WEEK = Period(DAY - 7 * ONE, DAY - ONE)


def guess_of(week: Period, level: int = 6) -> RecallGuess:
    return RecallGuess(
        id="44444444-0000-4000-8000-000000000001",
        day=DAY,
        guessed_at=NOW,
        zone=ZONE,
        week_starts_on=week.first,
        level=level,
    )


def test_a_week_is_asked_about_until_it_was_seen_or_guessed(
    engine: Engine, owner: str, stranger: str
) -> None:
    bring_in(engine, owner, [pain(day) for day in WEEK], at=NOW - 8 * ONE)
    with session(engine, writes=True) as db:
        mine, other = (db.get(m.Account, name) for name in (owner, stranger))
        assert mine
        assert other
        assert not recall.may_be_asked(db, mine, WEEK)
        mine.recall_from = other.recall_from = WEEK.first
        db.flush()
        assert recall.may_be_asked(db, mine, WEEK)
        assert not recall.may_be_asked(db, other, WEEK), "the days are not theirs"
        assert recall.seen_before(db, owner, guess_of(WEEK), None) is False
        recall.note_averages_shown(db, owner, WEEK.last)
        db.refresh(mine)
        assert recall.seen_before(db, owner, guess_of(WEEK), None) is True
        assert not recall.may_be_asked(db, mine, WEEK)
        mine.averages_shown_on = None
        actions.add(db, owner, guess_of(WEEK).with_(seen_before=False), sent())
        db.flush()
        assert not recall.may_be_asked(db, mine, WEEK)
        assert recall.comparison(db, owner, DAY).weeks == 1
        assert recall.comparison(db, stranger, DAY).weeks == 0


def test_the_day_on_which_averages_were_shown_never_goes_back(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        mine = db.get(m.Account, owner)
        assert mine
        recall.note_averages_shown(db, owner, DAY)
        recall.note_averages_shown(db, owner, DAY - ONE)
        db.refresh(mine)
        assert mine.averages_shown_on == DAY
        holding = HOLDINGS["recall"]
        for day, expected in ((None, DAY), (DAY - ONE, DAY), (DAY + ONE, DAY + ONE)):
            before = holding.of(db, owner)
            value = before | {"averages_shown_on": day and day.isoformat()}
            holding.put(db, owner, holding.after(before, value, NOW), NOW)
            assert mine.averages_shown_on == expected
            holding.put(db, owner, before, NOW)  # as an undo does
            assert mine.averages_shown_on == DAY


def test_an_end_is_of_its_owner_and_never_overwrites_a_newer_one(
    engine: Engine, owner: str, stranger: str
) -> None:
    with session(engine, writes=True) as db:
        agreed_end.agree(db, owner, AgreedEnd(helped="warmth"), 0, NOW)
        first = agreed_end.end_of_diary(db, owner)
        assert first
        assert agreed_end.end_of_diary(db, stranger) is None
        agreed_end.agree(db, owner, AgreedEnd(helped="walking"), first.version, NOW)
        with pytest.raises(EndStale):
            agreed_end.agree(db, owner, AgreedEnd(helped="cold"), first.version, NOW)
        agreed_end.note(db, owner, answered_on=DAY, confirmed_on=DAY)
        second = agreed_end.end_of_diary(db, owner)
        assert second
        assert (second.agreed.helped, second.answered_on) == ("walking", DAY)
        agreed_end.agree(db, owner, AgreedEnd(weeks=8, helped="walking"), second.version, NOW)
        third = agreed_end.end_of_diary(db, owner)
        assert third
        assert third.answered_on is None, "a new agreement is offered again"
        assert third.confirmed_on is None, "an answer does not outlive what it was given to"
        assert agreed_end.standing_of(db, owner, third, DAY) == Standing("not_yet")


def test_a_check_in_counts_for_fourteen_days_where_one_week_is_agreed(
    engine: Engine, owner: str
) -> None:
    asked_of_one_week = CheckIn(
        id="44444444-0000-4000-8000-000000000002",
        day=DAY - 14 * ONE,
        recorded_at=NOW - 14 * ONE,
        zone=ZONE,
        pain=1,
        enjoyment=1,
        activity=1,
    )
    levels = [pain(day) for day in Period(DAY - 14 * ONE, DAY)]
    bring_in(engine, owner, [*levels, asked_of_one_week])
    with session(engine, writes=True) as db:
        agreed_end.agree(db, owner, AgreedEnd(weeks=1), 0, NOW)
        end = agreed_end.end_of_diary(db, owner)
        assert end
        assert agreed_end.standing_of(db, owner, end, DAY) == Standing("reached")
        assert agreed_end.standing_of(db, owner, end, DAY + ONE).state == "check_in"
