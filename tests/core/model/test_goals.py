"""Goals for a week, activities that are rated again, and the links of guides."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from journal.core.model.goals import Abilities, Goal, abilities_due, goal_to_answer
from journal.core.model.guide import is_web_address

DAY = date(2026, 5, 20)
AT = datetime(2026, 5, 20, 8, tzinfo=UTC)
ID = "11111111-0000-4000-8000-000000000001"


def goal(day: date = DAY, **fields: Any) -> Goal:
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Goal(id=ID, day=day, written_at=at, zone="UTC", goal="walk to the shop", **fields)


def test_a_goal_is_asked_about_once_its_seven_days_are_over() -> None:
    assert goal_to_answer([goal()], DAY + timedelta(days=6)) is None
    assert goal_to_answer([goal()], DAY + timedelta(days=7)) == goal()
    assert goal_to_answer([goal(happened="no")], DAY + timedelta(days=7)) is None
    assert goal_to_answer([], DAY) is None


def test_only_the_latest_goal_is_asked_about() -> None:
    later = goal(DAY + timedelta(days=8), happened="partly")
    assert goal_to_answer([goal(), later], DAY + timedelta(days=30)) is None


def abilities(**fields: Any) -> Abilities:
    values: dict[str, Any] = {"activity_1": "sitting", "ability_1": 4, "zone": "UTC"} | fields
    return Abilities(id=ID, day=DAY, rated_at=AT, **values)


def test_each_activity_that_was_named_counts_for_the_mean_and_no_other() -> None:
    assert abilities().mean == 4
    two = abilities(activity_3="sleeping", ability_3=7)
    assert two.rated == [("sitting", 4), ("sleeping", 7)]
    assert two.mean == 5.5


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"activity_2": "lifting"}, "ability_2"), ({"ability_3": 0}, "activity_3")],
)
def test_an_activity_and_its_level_go_together(fields: dict[str, Any], wrong: str) -> None:
    assert [problem.field for problem in abilities(**fields).problems(AT)] == [wrong]


def test_activities_are_due_again_after_four_weeks_and_only_where_they_were_rated() -> None:
    assert not abilities_due(None, DAY)
    assert not abilities_due(abilities(), DAY + timedelta(days=27))
    assert abilities_due(abilities(), DAY + timedelta(days=28))


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://user:secret@example.org", False),
        ("https://exa mple.org", False),
        ("https://[", False),
        ("example.org", False),
    ],
)
def test_a_link_is_an_https_address_without_a_password(text: str, fits: bool) -> None:
    assert is_web_address(text) == fits
