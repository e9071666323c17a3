"""A tap on an earlier day, whose time nobody gave, is told no hours; they count from its noon."""

import pytest

from tests.people import Person, forms
from tests.web.apps import app_of
from tests.web.reading import bring, one, soup, words_of
from tests.web.test_imports import archive_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

YESTERDAY = "/?day=2026-05-19"
SIX_HOURS = {"name": "Ibuprofen", "method": "medicine", "not_before_hours": "6"}
TWO_DAYS = SIX_HOURS | {"not_before_hours": "48"}


def tap(person: Person, path: str = YESTERDAY, name: str = "Ibuprofen", **sent_beside: str) -> str:
    """Tap the control of that name or method on a page; what is told then."""
    texts = [dict(form.fields) for form in forms(person.get(path).text)]
    fields = next(each for each in texts if name in (each.get("name"), each.get("method")))
    assert person.post("/relief/new", **fields | sent_beside).status_code == 303
    return told(person)


def told(person: Person) -> str:
    """What the next page tells of what was done last."""
    return words_of(soup(person.get("/")).select("#toast .message p")[-1])


def offers(person: Person) -> str:
    """What Today offers for relief in one tap."""
    buttons = soup(person.get("/")).select(".slide form > button")
    return " ".join(words_of(button) for button in buttons)


def test_two_taps_on_an_earlier_day_are_not_said_to_be_minutes_apart(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    assert tap(ada) == "Ibuprofen saved, Tue 19 May"
    assert tap(ada) == "Ibuprofen saved again, Tue 19 May"


def test_what_waited_since_it_was_tapped_there_is_told_no_hours_either(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    sent_beside = {"typed_ago": "600", "typed_zone": "Europe/Vienna"}
    assert tap(ada, **sent_beside) == "Ibuprofen saved again, Tue 19 May"


def test_a_tap_on_an_earlier_day_is_told_no_hours_to_a_time_that_was_given(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-19T10:00")
    assert told(ada) == "Ibuprofen saved, Tue 19 May"
    assert tap(ada) == "Ibuprofen saved again, Tue 19 May"


def test_a_time_that_is_given_is_told_its_hours_to_a_tap_on_an_earlier_day(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-19T12:30")
    assert told(ada) == "Ibuprofen saved, 30 min after the one before; you set 6 h, Tue 19 May"


def test_a_use_of_today_that_was_typed_as_noon_has_its_time(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-20T12:00")
    assert told(ada) == "Ibuprofen saved"
    assert tap(ada, "/") == "Ibuprofen saved, 2 h after the one before; you set 6 h"


def test_a_time_that_is_given_later_counts(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    ada.send(f"/relief/{one(ada, 'relief')['id']}/edit", applied_at="2026-05-19T13:00")
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-19T14:00")
    assert "1 h after the one before; you set 6 h" in told(ada)


def test_an_app_is_told_its_hours_to_a_tap_on_an_earlier_day(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    entry = app_of(ada).log(
        "relief", method="medicine", name="Ibuprofen", applied_at="2026-05-19T13:00+02:00"
    )
    assert entry["sooner_than_set"]["minutes"] == 60


def test_today_waits_for_the_hours_after_a_tap_on_an_earlier_day(ada: Person) -> None:
    ada.log("methods", **TWO_DAYS)
    tap(ada)
    assert "not before Thu 12:00" in offers(ada)


def test_today_waits_for_the_hours_after_a_use_that_was_typed_as_noon_of_yesterday(
    ada: Person,
) -> None:
    ada.log("methods", **TWO_DAYS)
    ada.send("/relief/new", **TWO_DAYS, applied_at="2026-05-19T12:00")
    assert "not before Thu 12:00" in offers(ada)


def test_an_account_filled_from_an_archive_waits_as_long(ada: Person, charlie: Person) -> None:
    ada.log("methods", **TWO_DAYS)
    ada.send("/relief/new", **TWO_DAYS, applied_at="2026-05-19T12:00")
    bring(charlie, ("journal.zip", archive_of(ada)))
    assert "not before Thu 12:00" in offers(charlie)
