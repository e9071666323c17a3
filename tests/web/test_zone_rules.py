"""Entries that newer rules of their time zone make wrong: told in the settings, asked about, and
corrected with one undo."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine

from journal.core.diary.zone_rules import MOST
from tests.people import Person
from tests.store.making import statements
from tests.web.conftest import NOON, joined
from tests.web.reading import listed, problems, said, soup
from tests.zone_rules import older_rules

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/account/zone-rules"
LATE = NOON + timedelta(hours=10, minutes=30)
"""By the older rules it is still the twentieth."""
LATER = NOON + timedelta(days=3)


@pytest.fixture
def ada(app: Flask, clock: time_machine.Traveller) -> Person:
    """Somebody who logged under the older rules: by a tap at night, and by typing a time."""
    person = joined(app, "ada")
    with older_rules(), time_machine.travel(LATE, tick=False):
        person.log("relief", method="cold")
        person.log("relief", method="warmth", applied_at="2026-05-19T08:15")
    clock.move_to(LATER)
    return person


def entries(person: Person) -> list[tuple[str, str, str]]:
    """What was tried, on which day and when, the first one first."""
    return sorted(
        (row["method"], row["day"], row["applied_at"]) for row in listed(person, "relief")
    )


WRONG = [
    ("cold", "2026-05-20", "2026-05-21T00:30:00+02:00"),
    ("warmth", "2026-05-19", "2026-05-19T09:15:00+02:00"),
]


def test_the_settings_tell_of_them_once_there_are_some(ada: Person, charlie: Person) -> None:
    assert PAGE not in charlie.get("/account/").text
    link = soup(ada.get("/account/")).select_one(f'a[href="{PAGE}"]')
    assert link
    assert link.text.startswith("2 entries may have a wrong time")
    assert "No entry needs a correction." in charlie.get(PAGE).text


@pytest.mark.both_databases
def test_each_group_is_asked_about_and_corrected_and_an_undo_brings_it_back(ada: Person) -> None:
    assert entries(ada) == WRONG
    first = said(ada.get(PAGE))
    assert "Then: 20 May 2026, 23:30 Now: 21 May 2026, 00:30" in first
    assert "08:15" not in first
    assert "1 more entry follows." in first
    answer = ada.send(PAGE, right="moment")
    assert (answer.status_code, answer.location) == (303, PAGE)
    second = ada.follow(answer)
    assert "1 entry saved" in said(second)
    assert "Then: 19 May 2026, 08:15 Now: 19 May 2026, 09:15" in said(second)
    last = ada.follow(ada.send(PAGE, right="clock"))
    assert "No entry needs a correction." in last.text
    assert entries(ada) == [
        ("cold", "2026-05-21", "2026-05-21T00:30:00+02:00"),
        ("warmth", "2026-05-19", "2026-05-19T08:15:00+02:00"),
    ]
    for page in (second, last):
        undo = next(form for form in ada.forms_of(page) if form.action.endswith("/undo"))
        assert "1 entry is as it was before" in said(
            ada.follow(ada.post(undo.action, **dict(undo.fields)))
        )
    assert entries(ada) == WRONG
    assert PAGE in ada.get("/account/").text


def test_without_an_answer_or_an_entry_nothing_is_saved_and_the_choice_stays(ada: Person) -> None:
    form = ada.form(PAGE)
    (name, _) = [value for field, value in form.fields if field == "entries"]
    answer = ada.post(PAGE, entries=[name, ""])
    assert answer.status_code == 422
    assert problems(answer) == {"right": "Choose one."}
    assert len(soup(answer).select("input[name=entries][checked]")) == 1
    answer = ada.post(PAGE, entries="", right="as_it_is")
    assert answer.status_code == 422
    assert problems(answer) == {"entries": "Choose at least one."}
    for fields in ({"right": "x"}, {"right": "moment", "entries": "\0"}, {}):
        assert ada.post(PAGE, **({"entries": name} | fields)).status_code == 422
    too_many = [f"relief:{n}" for n in range(MOST + 1)]
    assert ada.post(PAGE, entries=[*too_many, ""], right="moment").status_code == 422
    assert entries(ada) == WRONG


@pytest.mark.both_databases
def test_a_strangers_entry_is_as_one_that_never_was(ada: Person, charlie: Person) -> None:
    names = [value for field, value in ada.form(PAGE).fields if field == "entries"]
    for posted in (names, ["relief:x", "x", ":", ""]):
        answer = charlie.post(PAGE, entries=posted, right="moment")
        assert answer.status_code == 303
        assert "0 entries saved" in said(charlie.follow(answer))
    assert entries(ada) == WRONG


def test_sent_twice_it_is_saved_once(ada: Person) -> None:
    form = ada.form(PAGE)
    names = [value for field, value in form.fields if field == "entries"]
    fields: dict[str, Any] = {**dict(form.fields), "right": "moment", "entries": names}
    pages = [ada.follow(ada.post(PAGE, **fields)) for _ in range(2)]
    for page in pages:
        assert "1 entry saved" in said(page)
    other = ada.post(PAGE, **(fields | {"right": "as_it_is"}))
    assert (other.status_code, other.location) == (303, PAGE)
    assert entries(ada)[0][1] == "2026-05-21"


def test_what_cannot_be_is_told_and_stays(app: Flask) -> None:
    person = joined(app, "twice")
    with older_rules(), time_machine.travel(LATE, tick=False):
        person.log("pain", kind="day_average", level="6")
    with time_machine.travel(LATER, tick=False):
        person.log("pain", kind="day_average", level="3", day="2026-05-21")
        page = person.follow(person.send(PAGE, right="moment"))
        assert "0 entries saved. 1 stays as it was" in said(page)
        assert "1 entry saved" in said(person.follow(person.send(PAGE, right="as_it_is")))
        assert PAGE not in person.get("/account/").text


def test_the_page_asks_as_much_of_many_entries(app: Flask, engine: Engine) -> None:
    counts = []
    for many in (1, 30):
        person = joined(app, "many")
        with older_rules(), time_machine.travel(LATE, tick=False):
            for n in range(many):
                person.log("relief", method="cold", note=f"{n}")
        with statements(engine) as ran:
            assert person.get(PAGE).status_code == 200
        counts.append(len(ran))
    assert counts == [3, 3]
