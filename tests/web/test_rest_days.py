"""The rule that days with pain and no exercise are rest days: its page, and what it does."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tests.people import Person
from tests.web.conftest import NOON, joined
from tests.web.reading import bring, csv_of, problems, said, soup

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/account/rest-days"
TODAY = NOON.date()


def on(back: int) -> str:
    return str(TODAY - timedelta(days=back))


def resting(app: Flask) -> Person:
    """Somebody who logged two weeks of pain, and exercise on every third day."""
    person = joined(app, "resting")
    pain = [f"{on(n)},day_average,4" for n in range(1, 15)]
    exercise_rows = [f"{on(n)}T09:00,Bridge" for n in range(2, 15, 3)]
    bring(
        person,
        ("pain.csv", "\n".join(["day,kind,level", *pain])),
        ("done.csv", "\n".join(["completed_at,exercise", *exercise_rows])),
    )
    return person


def offered(person: Person) -> int:
    """How many days Insight asks about."""
    return len(soup(person.get("/insight")).select("input[name=day]"))


def test_it_is_off_until_it_is_turned_on_and_can_be_taken_back(ada: Person) -> None:
    assert "Turn on" in ada.get(PAGE).text
    answer = ada.send(PAGE, starts_on=on(30))
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "days with an average pain and no exercise are rest days" in said(ada.get(PAGE))
    assert "Turn off" in ada.get(PAGE).text
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        form = next(form for form in ada.forms_of(ada.get(PAGE)) if form.action.endswith("/end"))
        ada.post(form.action, **dict(form.fields))
        page = soup(ada.get(PAGE)).text
    assert "Turn on" in page
    assert "Earlier" in page


@pytest.mark.parametrize("text", ["", "tomorrow", "2020-02-30", str(TODAY + timedelta(days=1))])
def test_a_day_that_is_none_or_to_come_is_refused_and_kept_as_typed(
    ada: Person, text: str
) -> None:
    answer = ada.send(PAGE, starts_on=text)
    assert answer.status_code == 422
    assert problems(answer)
    assert "Turn on" in ada.get(PAGE).text


def test_it_is_nobody_elses(ada: Person, charlie: Person) -> None:
    ada.send(PAGE, starts_on=on(0))
    assert "Turn on" in charlie.get(PAGE).text


def test_insight_turns_it_on_in_one_tap_and_stops_asking_of_later_days(app: Flask) -> None:
    person = resting(app)
    count = offered(person)
    assert count == 9
    form = next(form for form in person.forms_of(person.get("/insight")) if form.action == PAGE)
    assert person.post(form.action, **dict(form.fields)).location == "/insight"
    assert all(form.action != PAGE for form in person.forms_of(person.get("/insight")))
    assert offered(person) == count


def test_it_may_reach_back_and_then_asks_nothing(app: Flask) -> None:
    person = resting(app)
    person.send(PAGE, starts_on=on(40))
    assert offered(person) == 0
    rows = person.get("/insight/day_after.csv").text.splitlines()[1:]
    assert "".join(row.rsplit(",", 1)[1] or "?" for row in rows) == "1001001001001??"
    person.log("pain", kind="day_average", level="3")
    rows = person.get("/insight/day_after.csv").text.splitlines()[1:]
    assert "".join(row.rsplit(",", 1)[1] or "?" for row in rows) == "10010010010010?"
    assert csv_of(person, "days").count(b"yes") == 0  # nobody said it of any one day


def test_it_goes_out_and_comes_back_with_an_archive_and_is_told_to_other_apps(app: Flask) -> None:
    person, other = resting(app), joined(app, "moved")
    person.send(PAGE, starts_on=on(40))
    archive = person.get("/export/journal.zip").data
    bring(other, ("journal.zip", archive))
    assert "Turn off" in other.get(PAGE).text
    page = other.get("/insight/day_after.csv").text
    assert page == person.get("/insight/day_after.csv").text
