"""Events as the screens and the page for a doctor find them."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Engine

from journal.core.model.events import Event
from journal.core.model.moments import local_day
from journal.core.model.periods import Period
from journal.store.db.sessions import session
from journal.store.diary import charts, events
from tests.store.making import DAY, NOW, ZONE, bring_in

ONE = timedelta(days=1)


def visit(days: int) -> Event:
    """A visit so many days from now."""
    moment = NOW + days * ONE
    return Event(
        id=str(uuid4()),
        day=local_day(moment, ZONE),
        happened_at=moment,
        zone=ZONE,
        what="visit",
    )


def test_past_visits_and_the_next_are_found_beside_many_to_come(
    engine: Engine, owner: str, stranger: str
) -> None:
    past = [visit(-7 * week) for week in range(1, 5)]
    to_come = [visit(7 * week) for week in range(1, 41)]
    bring_in(engine, owner, [*to_come[::-1], *past])
    bring_in(engine, stranger, [visit(-1), visit(1)])
    with session(engine, writes=False) as db:
        assert events.visits(db, owner, NOW) == (past[:2], to_come[0])
        assert events.visits(db, owner, NOW - 100 * ONE) == ([], past[-1])
        assert events.visits(db, owner, NOW + 400 * ONE) == (to_come[:-3:-1], None)


def test_events_of_a_long_period_are_marked_in_all_of_it(engine: Engine, owner: str) -> None:
    events = [visit(-900), visit(-3)]
    bring_in(engine, owner, events)
    with session(engine, writes=False) as db:
        screen = charts.pain_screen(db, owner, Period(DAY - 1000 * ONE, DAY), 0)
    assert list(screen.over_time.events) == events
