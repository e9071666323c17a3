"""The agreed end of a diary: silence is never taken for weeks without a spasm."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from journal.core.diary.agreed_end import AgreedEnd, Standing, standing, window
from journal.core.model.check_in import CheckIn
from journal.core.model.periods import Period
from journal.core.model.records import Episode

TODAY = date(2026, 5, 20)
END = AgreedEnd(peg_most=2, weeks=2)
WINDOW = Period(date(2026, 5, 6), date(2026, 5, 19))
EVERY_DAY = set(Period(date(2026, 4, 1), TODAY))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def check_in(day: date, *levels: int) -> CheckIn:
    pain, enjoyment, activity = levels
    moment = noon(day)
    return CheckIn(
        id=str(uuid4()), day=day, recorded_at=moment, zone="UTC",
        pain=pain, enjoyment=enjoyment, activity=activity,
    )  # fmt: skip


def spasm(first: date, last: date | None) -> Episode:
    return Episode(
        id=str(uuid4()),
        day=first,
        started_at=noon(first),
        ended_at=noon(last) + timedelta(hours=1) if last else None,
        zone="UTC",
    )


GOOD = check_in(TODAY, 2, 2, 2)


def stands(
    logged: Collection[date] = EVERY_DAY,
    episodes: Collection[Episode] = (),
    check_ins: Collection[CheckIn] = (GOOD,),
    confirmed_on: date | None = None,
) -> Standing:
    return standing(
        END,
        TODAY,
        logged=logged,
        episodes=episodes,
        check_ins=check_ins,
        confirmed_on=confirmed_on,
    )


def test_the_weeks_end_yesterday() -> None:
    assert window(END, TODAY) == WINDOW


def test_every_day_logged_no_spasm_and_a_low_peg_reach_it() -> None:
    assert stands() == Standing("reached")


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (date(2026, 5, 1), date(2026, 5, 5), "reached"),
        (date(2026, 5, 1), date(2026, 5, 6), "not_yet"),
        (date(2026, 5, 19), date(2026, 5, 19), "not_yet"),
        (TODAY, TODAY, "not_yet"),
        (TODAY, None, "not_yet"),
    ],
)
def test_a_spasm_on_any_of_the_days_or_today_puts_it_off(
    first: date, last: date | None, state: str
) -> None:
    assert stands(episodes=[spasm(first, last)]).state == state


def test_weeks_of_silence_are_asked_about_and_do_not_count_by_themselves() -> None:
    silent = stands(logged={date(2026, 4, 1), date(2026, 5, 10), TODAY})
    assert silent.state == "unlogged"
    assert silent.unlogged == tuple(day for day in WINDOW if day != date(2026, 5, 10))


def test_an_answer_holds_up_to_the_day_before_it_and_no_further() -> None:
    logged = {date(2026, 4, 1)}
    assert stands(logged=logged, confirmed_on=TODAY).state == "reached"
    later = stands(logged=logged, confirmed_on=date(2026, 5, 18))
    assert later == Standing("unlogged", (date(2026, 5, 18), date(2026, 5, 19)))


def test_a_diary_that_began_later_than_those_weeks_has_not_reached_it() -> None:
    assert stands(logged={date(2026, 5, 7), TODAY}, confirmed_on=TODAY).state == "not_yet"
    assert stands(logged=set(), confirmed_on=TODAY).state == "not_yet"


@pytest.mark.parametrize(
    ("check_ins", "state"),
    [
        ([], "check_in"),
        ([check_in(date(2026, 5, 6), 0, 0, 0)], "reached"),
        ([check_in(date(2026, 5, 5), 0, 0, 0)], "check_in"),
        ([check_in(TODAY, 2, 2, 3)], "not_yet"),
        ([check_in(date(2026, 5, 19), 9, 9, 9), GOOD], "reached"),
        ([GOOD, check_in(date(2026, 5, 19), 0, 0, 0)], "reached"),
        ([check_in(TODAY, 3, 3, 3), check_in(date(2026, 5, 19), 0, 0, 0)], "not_yet"),
    ],
)
def test_the_latest_check_in_of_two_weeks_says_the_peg(
    check_ins: list[CheckIn], state: str
) -> None:
    assert stands(check_ins=check_ins).state == state
