"""Pauses of a diary: kept once they are over, taken up again, and each owner's own."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.diary.pauses import Pause
from journal.store.accounts.accounts import revision_of
from journal.store.db import models as m
from journal.store.diary import pauses
from tests.store.making import DAY


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def of_account(db: Session, owner: str) -> m.Account:
    return db.scalars(select(m.Account).where(m.Account.id == owner)).one()


def test_a_pause_is_kept_once_it_is_over(db: Session, owner: str, stranger: str) -> None:
    mine = of_account(db, owner)
    for first, last in ((0, 5), (9, 12)):
        pauses.begin(db, mine, on(first))
        assert pauses.pauses(db, owner)[-1] == Pause(on(first))
        pauses.begin(db, mine, on(first + 1))
        assert mine.paused_on == on(first)
        pauses.end(db, mine, on(last))
    assert mine.paused_on is None
    expected = [Pause(on(0), on(4)), Pause(on(9), on(11))]
    assert pauses.pauses(db, owner) == pauses.past_pauses(db, owner) == expected
    assert pauses.pauses(db, stranger) == []


def test_a_pause_of_no_day_is_none_and_changes_no_diary(db: Session, owner: str) -> None:
    mine, before = of_account(db, owner), revision_of(db, owner)
    pauses.begin(db, mine, on(0))
    pauses.end(db, mine, on(0))
    pauses.end(db, mine, on(3))
    assert pauses.pauses(db, owner) == []
    assert revision_of(db, owner) == before


def test_a_pause_that_is_resumed_by_mistake_goes_on_as_it_was(db: Session, owner: str) -> None:
    mine = of_account(db, owner)
    pauses.begin(db, mine, on(0))
    pauses.end(db, mine, on(5))
    pauses.begin(db, mine, on(5))
    assert pauses.pauses(db, owner) == [Pause(on(0))]
    pauses.end(db, mine, on(8))
    assert pauses.pauses(db, owner) == [Pause(on(0), on(7))]


@pytest.mark.parametrize("last", [2, 30])
def test_a_pause_from_the_same_day_as_an_imported_one_takes_its_place(
    db: Session, owner: str, last: int
) -> None:
    mine = of_account(db, owner)
    pauses.put(db, owner, [Pause(on(0), on(last))])
    mine.paused_on = on(0)
    pauses.end(db, mine, on(8))
    assert pauses.pauses(db, owner) == [Pause(on(0), on(7))]
