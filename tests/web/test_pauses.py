"""A pause of the diary that was typed wrong: mended, deleted, undone, exported."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from journal.store.accounts import reminders
from journal.store.db import models as m
from journal.store.db.sessions import session
from tests.people import PASSWORD, Person
from tests.web.reading import bring, look, said, soup

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

PAGE = "/account/reminders"
PAUSE = "/account/pauses/2026-05-20"


@pytest.fixture
def over(ada: Person, clock: time_machine.Traveller) -> Person:
    """Ada, whose diary was paused from 20 to 29 May; it is the 31st."""
    ada.post("/account/pause")
    clock.shift(timedelta(days=10))
    ada.post("/account/pause/end")
    clock.shift(timedelta(days=1))
    return ada


def undo(person: Person, page: TestResponse) -> None:
    """Tap the undo that a page offers."""
    form = next(each for each in person.forms_of(page) if each.action.endswith("/undo"))
    assert person.post(form.action, next=PAGE).status_code == 303


def test_the_days_of_a_pause_are_mended_and_that_is_undone(over: Person) -> None:
    (link,) = soup(over.get(PAGE)).select(f'a[href="{PAUSE}"]')
    assert link.text == "20 May 2026 to 29 May 2026"
    over.send(PAUSE, PAUSE, starts_on="2026-05-18", ends_on="2026-05-25")
    page = over.get(PAGE)
    assert "Pause saved" in said(page)
    assert "18 May 2026 to 25 May 2026" in said(page)
    undo(over, page)
    text = said(over.get(PAGE))
    assert "Undone: the pause is as it was before" in text
    assert "Paused before: 20 May 2026 to 29 May 2026." in text


def test_a_pause_is_deleted_and_that_is_undone(over: Person) -> None:
    over.send(PAUSE, f"{PAUSE}/delete")
    page = over.get(PAGE)
    assert "Pause deleted" in said(page)
    assert "Paused before" not in said(page)
    undo(over, page)
    assert "Paused before: 20 May 2026 to 29 May 2026." in said(over.get(PAGE))


def test_the_first_day_of_the_pause_that_goes_on_is_mended(ada: Person) -> None:
    ada.post("/account/pause")
    assert "Last day" not in said(ada.get(PAUSE))
    ada.send(PAUSE, PAUSE, starts_on="2026-05-11")
    page = ada.get("/")
    assert "Paused since 11 May 2026." in said(page)
    undo(ada, page)
    assert "Paused since 20 May 2026." in said(ada.get("/"))


@pytest.mark.parametrize(
    ("path", "fields"),
    [(PAUSE, {"starts_on": "2026-05-20", "ends_on": "2026-05-22"}), (f"{PAUSE}/delete", {})],
)
def test_no_reminder_goes_out_as_a_pause_ends_by_its_days(
    ada: Person,
    clock: time_machine.Traveller,
    engine: Engine,
    path: str,
    fields: dict[str, str],
) -> None:
    ada.send(PAGE, active="yes", address="https://ntfy.sh/topic", at="19:00")
    ada.post("/account/pause")
    clock.move_to(datetime(2026, 5, 23, 17, 30, tzinfo=UTC))
    ada.send(PAUSE, path, **fields)
    with session(engine, writes=False) as reading:
        (row,) = reminders.waiting(reading, m.Account.username == ada.name)
    assert row.settled_on == date(2026, 5, 23)


def test_an_undo_does_not_take_the_place_of_another_pause(over: Person) -> None:
    over.send(PAUSE, f"{PAUSE}/delete")
    page = over.get(PAGE)
    form = next(each for each in over.forms_of(page) if each.action.endswith("/undo"))
    over.post("/account/pause")
    over.send("/account/pauses/2026-05-31", starts_on="2026-05-20")
    over.post(form.action, next=PAGE)
    text = said(over.get(PAGE))
    assert "Undone" not in text
    assert "Paused since 20 May 2026." in text


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        ({"starts_on": "2026-05-20", "ends_on": ""}, "Choose a day."),
        ({"starts_on": "2026-05-20", "ends_on": "2026-05-19"}, "It can’t end before it starts."),
        ({"starts_on": "2026-05-20", "ends_on": "2026-06-09"}, "This day is in the future."),
        (
            {"starts_on": "2026-05-31", "ends_on": "2026-05-31"},
            "Another pause starts on this day.",
        ),
        ({"starts_on": "", "ends_on": "2026-05-25"}, "Choose a day."),
    ],
)
def test_days_that_no_pause_has_are_refused(
    over: Person, days: dict[str, str], fault: str
) -> None:
    over.post("/account/pause")
    answer = over.send(PAUSE, PAUSE, **days)
    assert answer.status_code == 422
    assert fault in said(answer)
    assert "Paused before: 20 May 2026 to 29 May 2026." in said(over.get(PAGE))


def test_a_strangers_pause_is_none(over: Person, charlie: Person) -> None:
    for path in (PAUSE, f"{PAUSE}/delete"):
        fields = {"csrf_token": charlie.token(), "starts_on": "2026-05-18"}
        assert charlie.post(path, **fields, ends_on="2026-05-25").status_code == 404
    assert charlie.get(PAUSE).status_code == 404
    assert "Paused before: 20 May 2026 to 29 May 2026." in said(over.get(PAGE))


def test_pauses_are_a_file(over: Person) -> None:
    over.post("/account/pause")
    over.send("/export", own_password=PASSWORD)
    (link,) = soup(over.get("/export")).select('a[href="/export/pauses.csv"]')
    assert link.strong
    answer = over.get("/export/pauses.csv")
    assert answer.text == "\ufeffstarts_on,ends_on\r\n2026-05-20,2026-05-29\r\n2026-05-31,\r\n"


def test_the_pauses_that_are_exported_are_counted_and_come_in_again(
    over: Person, charlie: Person
) -> None:
    over.post("/account/pause")
    over.send("/export", own_password=PASSWORD)
    assert "pauses.csv, 2 entries" in said(over.get("/export"))
    content = over.get("/export/pauses.csv").data
    assert "Your diary has all of this already" in said(look(over, ("pauses.csv", content)))
    bring(charlie, ("pauses.csv", content))
    assert charlie.get("/export/pauses.csv").data == content
    undo(charlie, charlie.get("/import"))
    assert charlie.get("/export/pauses.csv").text == "\ufeffstarts_on,ends_on\r\n"


@pytest.mark.parametrize(
    "row", ["2026-05-20,2026-05-19", "soon,2026-05-19", "2027-01-01,", ",2026-05-01"]
)
def test_a_line_that_is_no_pause_brings_nothing(charlie: Person, row: str) -> None:
    page = look(charlie, ("pauses.csv", f"starts_on,ends_on\n2026-04-01,2026-04-03\n{row}\n"))
    assert page.status_code == 422
    assert len(soup(page).select(".faults li")) == 1
