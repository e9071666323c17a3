"""Events as numbered marks: each is in the list, and near ones share a mark."""

from datetime import UTC, date, datetime, timedelta

from journal.core.diary.event_marks import MARKS_MOST, EventMark, event_marks
from journal.core.model.events import Event
from journal.core.model.periods import Period

FIRST = date(2026, 3, 1)


def visits(*days: int) -> list[Event]:
    """A visit on each of these days after the first."""
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return [
        Event(
            id=f"11111111-0000-4000-8000-{number:012}",
            day=FIRST + timedelta(days=day),
            happened_at=noon + timedelta(days=day),
            zone="UTC",
            what="visit",
        )
        for number, day in enumerate(days)
    ]


def period(days: int) -> Period:
    """So many days from the first."""
    return Period(FIRST, FIRST + timedelta(days=days - 1))


def test_no_events_are_no_marks() -> None:
    assert event_marks([], period(28)) == []


def test_events_far_apart_are_marked_each_on_its_day() -> None:
    assert event_marks(visits(0, 10), period(28)) == [
        EventMark(FIRST, "1"),
        EventMark(FIRST + timedelta(days=10), "2"),
    ]


def test_events_near_each_other_share_a_mark_on_the_day_of_the_first() -> None:
    assert event_marks(visits(0, 1, 1, 20), period(28)) == [
        EventMark(FIRST, "1\u20133"),
        EventMark(FIRST + timedelta(days=20), "4"),
    ]


def test_however_many_events_there_are_their_marks_have_room() -> None:
    marks = event_marks(visits(*range(365)), period(365))
    assert len(marks) <= MARKS_MOST
    assert marks[-1].label.endswith("365")
