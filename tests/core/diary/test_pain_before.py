"""By plan or by pain: days with exercise by the pain of the day before, counts only."""

from datetime import date, timedelta

from journal.core.diary.pain_before import DaysAfter, by_pain_before, missing_days
from journal.core.diary.summary import DaySummary, Rating

FIRST = date(2026, 5, 1)


def days(*levels_and_states: tuple[int | None, str]) -> list[DaySummary]:
    return [
        DaySummary(
            FIRST + timedelta(days=number),
            None if level is None else Rating(level),
            None,
            int(state == "done"),
            FIRST if state == "rest" else None,
            False,
        )
        for number, (level, state) in enumerate(levels_and_states)
    ]


def test_each_day_counts_under_the_pain_of_the_day_before() -> None:
    rows = by_pain_before(days((0, "done"), (5, "done"), (8, "rest"), (2, "rest"), (2, "done")))
    assert rows == [
        DaysAfter("none", 1, 1),
        DaysAfter("mild", 1, 1),
        DaysAfter("moderate", 1, 0),
        DaysAfter("severe", 1, 0),
    ]


def test_a_day_of_which_nothing_is_known_does_not_count() -> None:
    assert by_pain_before(days((5, "done"), (5, "unknown"), (None, "rest"), (3, "unknown"))) == [
        DaysAfter("none", 0, 0),
        DaysAfter("mild", 0, 0),
        DaysAfter("moderate", 1, 0),
        DaysAfter("severe", 0, 0),
    ]
    assert by_pain_before(days((5, "unknown"), (5, "unknown"))) == []


def test_a_level_recalled_too_late_does_not_count() -> None:
    before, after = days((5, "done"), (5, "done"))
    late = DaySummary(before.day, Rating(5, "excluded"), None, 1, None, False)
    assert by_pain_before([late, after]) == []


def test_one_group_is_never_compared_with_nothing() -> None:
    assert missing_days(by_pain_before(days((5, "done"), (5, "done"), (2, "done")))) == "rest"
    assert missing_days(by_pain_before(days((5, "rest"), (5, "rest"), (2, "rest")))) == "exercise"
    assert missing_days(by_pain_before(days((5, "rest"), (5, "rest"), (2, "done")))) is None
