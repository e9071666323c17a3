"""Pauses: the days that are over, and those within a period."""

from datetime import date, timedelta

import pytest

from journal.core.diary.pauses import Pause, paused_days
from journal.core.model.periods import Period

TODAY = date(2026, 5, 20)
WEEK = Period.ending(TODAY, 7)


def on(back: int) -> date:
    return TODAY - timedelta(days=back)


def test_a_pause_that_is_ended_lasted_until_the_day_before() -> None:
    assert Pause(on(3)).ended(TODAY) == Pause(on(3), on(1))
    assert Pause(on(1)).ended(TODAY) == Pause(on(1), on(1))


@pytest.mark.parametrize("back", [0, -1])
def test_nothing_is_left_of_a_pause_that_is_ended_on_its_first_day(back: int) -> None:
    assert Pause(on(back)).ended(TODAY) is None


def test_the_days_of_pauses_are_those_of_the_period_and_each_counts_once() -> None:
    pauses = [Pause(on(60), on(50)), Pause(on(9), on(6)), Pause(on(7), on(5)), Pause(on(1))]
    assert paused_days(pauses, WEEK) == {on(6), on(5), on(1), TODAY}
    assert paused_days([Pause(on(-1))], WEEK) == set()


def test_each_day_is_gone_through_once_however_many_pauses_a_file_brings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths: list[int] = []
    plain = Pause.within

    def counted(pause: Pause, period: Period) -> Period | None:
        days = plain(pause, period)
        lengths.append(len(days) if days else 0)
        return days

    monkeypatch.setattr(Pause, "within", counted)
    pauses = [Pause(on(back), on(back - 4)) for back in range(9)] * 20
    assert paused_days(pauses, WEEK) == set(WEEK)
    assert sum(lengths) == len(WEEK)
