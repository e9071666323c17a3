"""Nothing is said of hours to a use whose time nobody gave: a tap on an earlier day."""

import pytest

from tests.people import Person, forms
from tests.web.apps import app_of
from tests.web.reading import one, soup, words_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

YESTERDAY = "/?day=2026-05-19"
SIX_HOURS = {"name": "Ibuprofen", "method": "medicine", "not_before_hours": "6"}


def tap(person: Person, path: str = YESTERDAY, name: str = "Ibuprofen") -> str:
    """Tap the control of that name or method on a page; what is told then."""
    texts = [dict(form.fields) for form in forms(person.get(path).text)]
    fields = next(each for each in texts if name in (each.get("name"), each.get("method")))
    assert person.post("/relief/new", **fields).status_code == 303
    return told(person)


def told(person: Person) -> str:
    """What the next page tells of what was done last."""
    return words_of(soup(person.get("/")).select("#toast .message p")[-1])


def test_two_taps_on_an_earlier_day_are_not_said_to_be_minutes_apart(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    assert tap(ada) == "Ibuprofen saved, Tue 19 May"
    assert tap(ada) == "Ibuprofen saved again, Tue 19 May"


def test_a_tap_on_an_earlier_day_is_not_near_to_a_time_that_was_given(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-19T10:00")
    assert told(ada) == "Ibuprofen saved, Tue 19 May"
    assert tap(ada) == "Ibuprofen saved again, Tue 19 May"
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-19T12:30")
    assert told(ada) == "Ibuprofen saved, 2 h 30 min after the one before; you set 6 h, Tue 19 May"


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


def test_an_app_is_told_of_no_hours_to_a_time_that_nobody_gave(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    entry = app_of(ada).log(
        "relief", method="medicine", name="Ibuprofen", applied_at="2026-05-19T13:00+02:00"
    )
    assert "sooner_than_set" not in entry


def test_today_is_not_told_to_wait_for_hours_after_a_time_that_nobody_gave(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS | {"not_before_hours": "48"})
    tap(ada)
    page = ada.get("/")
    assert "not before" not in " ".join(
        words_of(button) for button in soup(page).select(".slide form > button")
    )
