"""A tap on an earlier day has no time: no hours are told from or to it, and no hour is claimed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from journal.web.support.openapi import document
from tests.people import Person, forms
from tests.schemas import faults
from tests.web.apps import app_of
from tests.web.reading import bring, one, soup, words_of
from tests.web.test_imports import archive_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

YESTERDAY = "/?day=2026-05-19"
VIENNA = ZoneInfo("Europe/Vienna")
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


def test_a_time_that_is_given_is_told_of_a_tap_on_that_day_and_of_no_hours(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-19T12:30")
    untold = "another one that day has no time, and you set 6 h between two"
    assert told(ada) == f"Ibuprofen saved; {untold}, Tue 19 May"


def test_the_day_after_a_tap_the_hours_may_reach_over_midnight(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-20T05:59")
    untold = "the one on Tue 19 May has no time, and you set 6 h between two"
    assert told(ada) == f"Ibuprofen saved; {untold}"
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-18T17:59")
    assert told(ada) == "Ibuprofen saved, Mon 18 May"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("07:00", "saved, 3 h before the next one; you set 6 h"),
        ("14:00", "saved, 4 h after the one before; you set 6 h"),
        ("18:00", "saved"),
    ],
)
def test_a_time_on_an_earlier_day_is_told_its_hours_before_or_after_another(
    ada: Person, time: str, words: str
) -> None:
    ada.log("methods", **SIX_HOURS)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-19T10:00")
    ada.send("/relief/new", **SIX_HOURS, applied_at=f"2026-05-19T{time}")
    told_last = told(ada)
    assert told_last.startswith(f"Ibuprofen {words}")
    assert told_last.endswith(", Tue 19 May")


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


def test_an_app_is_told_of_a_tap_on_that_day_and_of_no_hours(ada: Person) -> None:
    ada.log("methods", **SIX_HOURS)
    tap(ada)
    app = app_of(ada)
    use = {"method": "medicine", "name": "Ibuprofen"}
    entry = app.log("relief", **use, applied_at="2026-05-19T13:00+02:00")
    assert "sooner_than_set" not in entry
    assert entry["perhaps_sooner_than_set"] == {
        "day": "2026-05-19",
        "hours_set": 6,
        "message": "Saved; the one on 19 May 2026 has no time, and you set 6 h between two.",
    }
    assert faults(entry, document()["components"]["schemas"]["LoggedRelief"], document()) == []
    untimed = app.log("relief", **use, applied_at="2026-05-19T12:00+02:00", time_not_asked=True)
    assert not {"sooner_than_set", "perhaps_sooner_than_set"} & untimed.keys()


def test_today_waits_for_the_hours_after_the_end_of_a_day_with_a_tap(ada: Person) -> None:
    ada.log("methods", **TWO_DAYS)
    tap(ada)
    assert "time not known: not before Fri 00:00 to be safe" in offers(ada)


def test_a_use_of_today_whose_time_nobody_gave_claims_no_hour(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.log("methods", **SIX_HOURS)
    ada.send("/relief/new", **SIX_HOURS, applied_at="2026-05-20T12:00", time_not_asked="yes")
    assert "Ibuprofen used today, time not known" in offers(ada)
    assert "not before" not in offers(ada)
    clock.move_to(datetime(2026, 5, 21, 0, 30, tzinfo=VIENNA))
    assert "Ibuprofen time not known: not before 06:00 to be safe" in offers(ada)
    clock.move_to(datetime(2026, 5, 21, 6, 0, tzinfo=VIENNA))
    assert "Ibuprofen" in offers(ada)
    assert "not before" not in offers(ada)


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
