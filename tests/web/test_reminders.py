"""The page of reminders, the test that can be sent, and the pause."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select

from journal.mail_server import MailServer
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.web.support.limits import TEST_REMINDERS_AN_HOUR
from tests.people import PASSWORD, Person
from tests.posts import Received
from tests.store.making import rows_of
from tests.web.conftest import joined
from tests.web.reading import beside, bring, problems, said, soup, texts

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/account/reminders"
PAUSED = "Diary paused. Resume whenever you like."
ON: dict[str, Any] = {"active": "yes", "address": "https://ntfy.sh/topic"}
DAYS = ["monday", "wednesday", "saturday"]


def form_of(person: Person) -> dict[str, list[str]]:
    return texts(person.form(PAGE))


def account_of(engine: Engine, name: str) -> m.Account:
    with session(engine, writes=False) as reading:
        return reading.scalars(select(m.Account).where(m.Account.username == name)).one()


def test_they_are_off_until_they_are_turned_on(ada: Person) -> None:
    assert form_of(ada)["active"] == ["no"]
    answer = ada.send(PAGE, at="18:15", weekdays=["sunday", "friday"], **ON)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "Reminders are on." in said(ada.get(PAGE))
    fields = form_of(ada)
    assert fields["active"] == ["yes"]
    assert fields["weekdays"] == ["friday", "sunday"]
    assert (fields["at"], fields["quiet_from"], fields["quiet_until"]) == (
        ["18:15"],
        ["21:00"],
        ["08:00"],
    )
    assert fields["address"] == ["https://ntfy.sh/topic"]
    ada.send(PAGE, active="no", address="", quiet_from="", quiet_until="")
    assert "Reminders are off." in said(ada.get(PAGE))
    assert form_of(ada)["address"] == form_of(ada)["quiet_from"] == [""]


def test_of_two_devices_each_keeps_what_it_changed(ada: Person) -> None:
    first, second = form_of(ada), form_of(ada)
    assert ada.post(PAGE, **first | ON).status_code == 303
    assert ada.post(PAGE, **second | {"at": "18:15"}).status_code == 303
    fields = form_of(ada)
    assert (fields["active"], fields["at"], fields["address"]) == (
        ["yes"],
        ["18:15"],
        ["https://ntfy.sh/topic"],
    )
    answer = ada.post(PAGE, **second | {"at": "17:00"})
    assert answer.status_code == 409
    assert beside(answer) == {"at": "Elsewhere it says: 18:15"}
    assert form_of(ada)["at"] == ["18:15"]


def test_they_are_nobody_elses(ada: Person, charlie: Person) -> None:
    ada.send(PAGE, **ON)
    assert form_of(charlie)["active"] == ["no"]
    assert "ntfy.sh/topic" not in charlie.get(PAGE).text


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("active", "", "yes or no"),
        ("active", "maybe", "yes or no"),
        ("weekdays", "", "at least one"),
        ("weekdays", ["monday", "someday"], "Unknown: someday"),
        ("at", "", "time of day"),
        ("at", "25:00", "time of day"),
        ("at", "22:00", "quiet hours"),
        ("at", "19:00\r\n", ""),
        ("quiet_until", "", "both times"),
        ("address", "", "where"),
        ("address", "ada", "https://"),
        ("address", "https://evil.example/topic", "only sends to ntfy.sh"),
        ("address", "http://127.0.0.1:8000/pain/new", "only sends to ntfy.sh"),
        ("address", "https://ntfy.sh@evil.example/x", "https://"),
        ("address", "ada@example.org", "not set up"),
        ("address", "https://ntfy.sh/a\r\nTitle: b", "one line"),
        ("address", "https://ntfy.sh/" + "x" * 300, "characters long"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept_as_typed(
    ada: Person, field: str, text: str | list[str], sentence: str
) -> None:
    typed = ON | {"weekdays": DAYS} | {field: text}
    answer = ada.send(PAGE, **typed)
    if not sentence:
        assert answer.status_code == 303  # blanks around it are taken off
        return
    assert answer.status_code == 422
    assert sentence in problems(answer)[field]
    assert form_of(ada)["active"] == ["no"]
    if isinstance(text, str) and field == "address":
        box = soup(answer).select_one("#address")
        assert box is not None
        assert str(box["value"]).split() == text.split()


def test_reminders_can_be_turned_off_whatever_the_host_allows_by_then(
    journal_of: Callable[..., Flask],
) -> None:
    person = Person(journal_of()).registered("ada")
    person.send(PAGE, **ON)
    later = Person(journal_of(reminder_hosts=("home.example",)))
    later.signed_in("ada")
    assert later.send(PAGE).status_code == 422
    assert later.send(PAGE, active="no").status_code == 303


def test_what_can_be_sent_where_is_said_in_the_form(journal_of: Callable[..., Flask]) -> None:
    mail = MailServer("mail.example", 587, "diary@example.org")
    hosts = ("ntfy.sh", "home.example")
    person = Person(journal_of(mail=mail, reminder_hosts=hosts)).registered("ada")
    page = said(person.get(PAGE))
    assert "An email address, or the https:// address" in page
    assert "ntfy.sh and home.example" in page
    assert person.send(PAGE, active="yes", address="ada@example.org").status_code == 303
    for ways, word in (
        ({"mail": mail, "reminder_hosts": ()}, "An email address."),
        ({"mail": None, "reminder_hosts": hosts}, "The https:// address"),
        ({"mail": None, "reminder_hosts": ()}, "not set up"),
    ):
        other = Person(journal_of(**ways))
        other.signed_in("ada")
        assert word in said(other.get(PAGE))
        assert "Pause the diary" in said(other.get(PAGE))


def test_a_test_goes_to_the_address_that_is_kept(
    journal_of: Callable[..., Flask], mail: Received, web: Received
) -> None:
    server = MailServer("127.0.0.1", mail.port, "diary@example.org")
    person = Person(journal_of(mail=server, reminder_hosts=(web.at,))).registered("ada")
    test = f"{PAGE}/test"
    assert test not in {form.action for form in person.forms_of(person.get(PAGE))}
    for address in ("ada@example.org", f"http://{web.at}/topic"):
        person.send(PAGE, active="yes", address=address)
        assert person.send(PAGE, test).location == PAGE
        assert "The test is on its way." in said(person.get(PAGE))
    assert [message["To"] for message in mail.mails] == ["ada@example.org"]
    assert [path for path, *_ in web.posts] == ["/topic"]
    web.status = 404
    person.send(PAGE, test)
    assert "did not get through. The address answered 404" in said(person.get(PAGE))


def test_only_so_many_tests_an_hour(journal_of: Callable[..., Flask], web: Received) -> None:
    person = Person(journal_of(reminder_hosts=(web.at,))).registered("ada")
    person.send(PAGE, active="yes", address=f"http://{web.at}/topic")
    for _ in range(TEST_REMINDERS_AN_HOUR + 2):
        person.post(f"{PAGE}/test")
    assert len(web.posts) == TEST_REMINDERS_AN_HOUR
    assert "That was a lot of tests. Wait an hour, then try again." in said(person.get(PAGE))


def test_a_test_without_an_address_asks_for_one(ada: Person) -> None:
    ada.post(f"{PAGE}/test")
    assert "Save an address first." in said(ada.get(PAGE))


def test_in_the_first_weeks_it_says_that_a_few_days_are_enough(ada: Person) -> None:
    enough = "two or three days a week are enough"
    assert enough in said(ada.get(PAGE))
    bring(ada, ("pain.csv", "day,kind,level\n2026-05-01,day_average,4\n"))
    assert enough in said(ada.get(PAGE))
    bring(ada, ("pain.csv", "day,kind,level\n2026-04-01,day_average,4\n"))
    assert enough not in said(ada.get(PAGE))


def test_a_paused_diary_says_so_calmly_and_asks_nothing(ada: Person, engine: Engine) -> None:
    bring(ada, ("pain.csv", "day,kind,level\n2026-05-18,day_average,4\n"))
    question = "Any exercise yesterday?"
    assert question in said(ada.get("/"))
    assert ada.send(PAGE, "/account/pause").location == f"{PAGE}#pause"
    (toast,) = soup(ada.get(PAGE)).select("#toast p")
    assert toast.text == PAUSED
    page = said(ada.get("/"))
    assert "Paused since 20 May 2026. Everything is still here. Stopping when" in page
    assert question not in page
    assert "Paused since" not in said(ada.get("/?day=2026-05-18"))
    ada.log("pain", kind="now", level="4")
    assert account_of(engine, ada.name).paused_on is not None
    assert ada.send("/", "/account/pause/end").location == "/"
    page = said(ada.get("/"))
    assert "Welcome back. The pause is over." in page
    assert "Paused since" not in page
    assert question in page


def test_a_pause_that_is_over_is_seen_in_the_charts_as_it_was_while_it_lasted(
    ada: Person, clock: time_machine.Traveller
) -> None:
    days = [date(2026, 5, 15) - timedelta(days=ago) for ago in (0, 10, 20, 30, 50, 70, 90)]
    lines = [f"{day}T08:00:00Z,{day}T09:00:00Z,7\n" for day in days]
    bring(ada, ("episodes.csv", "started_at,ended_at,peak_level\n" + "".join(lines)))
    ada.post("/account/pause")
    clock.shift(timedelta(days=20))
    paused = said(ada.get("/charts/spasms"))
    gaps = "within 20 days. This is of 6 that are over"
    assert gaps not in paused
    ada.post("/account/pause/end")
    assert gaps not in said(ada.get("/charts/spasms"))
    assert "Paused before: 20 May 2026 to 8 Jun 2026." in said(ada.get(PAGE))


def test_a_pause_is_ones_own(ada: Person, charlie: Person) -> None:
    ada.post("/account/pause")
    assert "Paused since" in said(ada.get("/"))
    assert "Paused since" not in said(charlie.get("/"))


def test_an_address_goes_with_its_account(app: Flask, engine: Engine) -> None:
    person = joined(app, "leaving")
    person.send(PAGE, **ON)
    owner = account_of(engine, person.name).id
    assert rows_of(engine, owner)["reminders"] == 1
    person.send("/account/", "/account/delete", confirm=person.name, own_password="x" * 9)
    assert rows_of(engine, owner)["reminders"] == 1
    person.send("/account/", "/account/delete", confirm=person.name, own_password=PASSWORD)
    assert rows_of(engine, owner)["reminders"] == 0


def test_both_are_found_from_more_and_from_the_settings(ada: Person) -> None:
    for page in ("/more", "/account/"):
        assert soup(ada.get(page)).select(f'a[href="{PAGE}"]'), page
