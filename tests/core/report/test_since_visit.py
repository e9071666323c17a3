"""What of the programme is another since a visit."""

from datetime import date

from journal.core.model.periods import Period
from journal.core.model.records import Prescription
from journal.core.report.since_visit import LineChange, programme_changes

SINCE = Period(date(2026, 5, 4), date(2026, 5, 20))


def line(
    key: str, exercise: str, first: int, last: int | None = None, reps: int = 10
) -> Prescription:
    return Prescription(
        id=key,
        exercise=exercise,
        reps=reps,
        starts_on=date(2026, 4, 1) if not first else date(2026, 5, first),
        ends_on=date(2026, 5, last) if last else None,
    )


def test_what_was_changed_on_the_day_of_the_visit_is_since_the_visit() -> None:
    before, after = line("a", "Bridge", 0, last=3), line("b", "Bridge", 4, reps=15)
    ended, addition = line("c", "Walking", 0, last=10), line("d", "Curl-up", 6)
    stays = line("e", "Side leg raise", 0)
    assert programme_changes([before, after, ended, addition, stays], SINCE, ()) == [
        LineChange(before, after),
        LineChange(ended, None),
        LineChange(None, addition),
    ]


def test_what_came_and_went_in_between_or_is_to_come_is_no_change() -> None:
    lines = [line("a", "Bridge", 5, last=9), line("b", "Walking", 25)]
    assert programme_changes(lines, SINCE, ()) == []


def test_a_line_that_was_edited_is_told_without_a_dose_that_is_not_known_any_more() -> None:
    edited = line("a", "Bridge", 0)
    assert programme_changes([edited], SINCE, {"a"}) == [LineChange(None, edited, edited=True)]
