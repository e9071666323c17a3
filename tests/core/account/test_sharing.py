"""What is asked of a shared link: its days, its last day, its passcode."""

from datetime import UTC, date, datetime, timedelta

import pytest

from journal.core.account.sharing import NewShare, expiry_fault, passcode_typed, shown_on
from journal.core.model.faults import Fault
from journal.core.model.periods import Period
from journal.core.report.options import ReportOptions

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
TODAY = date(2026, 5, 20)
WEEK = ReportOptions(Period(date(2026, 5, 1), date(2026, 5, 7)), frozenset({"pain"}), notes=True)


@pytest.mark.parametrize(
    ("days", "fault"),
    [(-1, Fault("link_day_over")), (0, None), (366, None), (367, Fault("link_too_long"))],
)
def test_a_link_ends_between_today_and_a_year_from_now(days: int, fault: Fault | None) -> None:
    assert expiry_fault(TODAY + timedelta(days=days), TODAY) == fault


@pytest.mark.parametrize(
    ("passcode", "blamed"),
    [(None, []), ("12345", ["passcode"]), ("123456", []), ("x" * 101, ["passcode"])],
)
def test_a_passcode_is_long_enough_or_none(passcode: str | None, blamed: list[str]) -> None:
    share = NewShare(
        label="Dr Huber", name="Ada", expires_on=TODAY, rolling=False, passcode=passcode
    )
    assert [problem.field for problem in share.problems(NOW)] == blamed


def test_blanks_around_a_passcode_do_not_matter() -> None:
    assert passcode_typed(" open  Sesame\n") == "open  Sesame"


def test_days_stay_where_they_were_or_end_when_it_is_opened() -> None:
    assert shown_on(WEEK, TODAY, rolling=False) == WEEK
    rolled = shown_on(WEEK, TODAY, rolling=True)
    assert rolled.period == Period(date(2026, 5, 14), TODAY)
    assert (rolled.sections, rolled.notes) == (WEEK.sections, True)
