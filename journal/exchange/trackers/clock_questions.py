"""Times of day of which a column leaves open what they mean: 0:00, and those after 24:00."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from journal.exchange.files.clocks import late_clock
from journal.exchange.files.questions import Question
from journal.exchange.files.texts import text
from journal.exchange.trackers.column_profiles import MOSTLY, Profile
from journal.exchange.trackers.column_roles import CLOCK

MIDNIGHTS: Final = "midnights"
NO_TIME: Final = "no_time"
"""The answer by which 0:00 of a day says that no time was noted."""
LATE: Final = "late"
NEXT_DAY: Final = "next_day"
"""The answer by which 25:10 is 1:10 of the next day."""
JUST_PAST: Final = "24"
"""The hour that nobody types by mistake."""


def clock_questions(
    columns: Mapping[str, Profile], roles: Mapping[str, Sequence[str]], moment: str
) -> Iterator[Question]:
    """What is open about the times of a table; ``moment``: the role of when something was."""
    for key in roles.get(moment, []):
        yield from _midnight_question(columns[key])
    for key in (*roles.get(CLOCK, []), *roles.get("ended_at", [])):
        yield from _late_question(columns[key])


def _midnight_question(column: Profile) -> Iterator[Question]:
    """Whether 0:00 is a time, where not most of the days of a column have another one.

    A spreadsheet writes a midnight and a day without a time alike.
    """
    midnights, timed = _timed(column)
    if not (midnights and timed) or timed >= MOSTLY * (midnights + timed):
        return
    choices = (("", text("part_midnight")), (NO_TIME, text("no_time_noted")))
    what = text("what_is_midnight", column=column.name)
    reason = text("other_times", timed=timed, count=midnights + timed)
    guess = "" if timed >= midnights else NO_TIME
    yield Question(f"{MIDNIGHTS}:{column.key}", what, choices, guess, reason=reason)


def _timed(column: Profile) -> tuple[int, int]:
    """How many cells of a column are at 0:00 of their day, and how many at another time."""
    whens = {cell: when for cell in column.sample if (when := column.dates.read(cell))}
    clocks = [(when.clock, column.texts[cell]) for cell, when in whens.items()]
    midnights = sum(count for at, count in clocks if at is not None and not at)
    return midnights, sum(count for at, count in clocks if at)


def _late_question(column: Profile) -> Iterator[Question]:
    """What becomes of times after 24:00, which some write on purpose; a lone one may be a slip."""
    late = [cell for cell in column.sample if late_clock(cell)]
    if not late:
        return
    count = sum(column.texts[cell] for cell in late)
    choices = ((NEXT_DAY, text("as_next_day")), ("", text("leave_them_out")))
    on_purpose = count > 1 or late[0].startswith(JUST_PAST)
    what = text("what_are_late_times", column=column.name, example=late[0])
    reason = text("late_times", count=count)
    guess = NEXT_DAY if on_purpose else ""
    yield Question(f"{LATE}:{column.key}", what, choices, guess, reason=reason)
