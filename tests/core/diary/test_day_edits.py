"""One change of what is said of a day taken back, beside what was said since."""

from datetime import date

import pytest

from journal.core.diary.day_edits import changed_answers, without_edit
from journal.core.model.records import DayNote

DAY = date(2026, 5, 20)
BLANK = DayNote(day=DAY)
REST = DayNote(day=DAY, no_exercise=True, confirmed_on=DAY)


@pytest.mark.parametrize(
    ("before", "left", "now", "expected"),
    [
        (BLANK, BLANK.with_(sleep=6), BLANK.with_(sleep=6, stress=True), BLANK.with_(stress=True)),
        (REST, REST.with_(sleep=6), BLANK.with_(sleep=6), BLANK),
        (REST, BLANK, BLANK.with_(sleep=6), REST.with_(sleep=6)),
        (REST, BLANK, BLANK.with_(no_exercise=False), None),
        (BLANK, BLANK.with_(sleep=0), BLANK.with_(sleep=1), None),
        (BLANK, BLANK.with_(sleep=0), BLANK, BLANK),
        (
            BLANK.with_(factors=("Tea=yes",)),
            BLANK.with_(factors=("Tea=yes", "Mood=7")),
            BLANK.with_(factors=("Mood=7", "Coffee=yes")),
            BLANK.with_(factors=("Coffee=yes",)),
        ),
        (
            BLANK.with_(factors=("Mood=3",)),
            BLANK.with_(factors=("Mood=7",)),
            BLANK.with_(factors=("Mood=8",)),
            None,
        ),
    ],
)
def test_only_what_was_changed_goes_back(
    before: DayNote, left: DayNote, now: DayNote, expected: DayNote | None
) -> None:
    assert without_edit(now, before, left) == expected


def test_each_answer_that_was_changed_is_named() -> None:
    before = BLANK.with_(sleep=6, note="calm", factors=("Tea=yes", "Mood=3"))
    left = REST.with_(sleep=6, factors=("Mood=7", "Tea=yes"))
    assert changed_answers(before, left) == {"no_exercise", "note", "factors Mood"}
    assert changed_answers(left, left) == set()
