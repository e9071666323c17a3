"""Two spasms that overlap, whatever way they came: both are saved, and Today asks about them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from journal.clock import now
from journal.store.accounts import retention
from journal.store.db.sessions import session
from journal.web.support.request import ENGINE
from tests.people import Form, Person, forms
from tests.web.apps import app_of
from tests.web.reading import bring, listed, one, said, soup, texts
from tests.web.test_offline import send
from tests.web.test_parallel import at_once

pytestmark = pytest.mark.usefixtures("clock")

DAY = "2026-05-20T"
LONG = "n" * 5000


def waited(person: Person, start: str, end: str = "", *, day: str = DAY, **fields: str) -> str:
    """The id of a spasm whose form waited on a phone; it is saved."""
    key = str(uuid4())
    times = {"started_at": day + start, "ended_at": day + end if end else ""}
    answer = send(person, "/episodes/new", client_key=key, typed_ago="60", **times, **fields)
    assert answer.status_code == 204, answer.text
    return key


def questions(person: Person, path: str = "/") -> dict[str, Form]:
    """What a page asks of two spasms: the form of each answer."""
    answers = [form for form in forms(person.get(path).text) if form.action.endswith("/overlap")]
    return {dict(form.fields)["running"]: form for form in answers}


def say(person: Person, choice: str, path: str = "/") -> TestResponse:
    form = questions(person, path)[choice]
    answer = person.post(form.action, **texts(form))
    assert answer.status_code == 303
    return answer


def times(person: Person) -> list[tuple[str, str]]:
    return [
        (row["started_at"][11:16], row["ended_at"][11:16]) for row in listed(person, "episodes")
    ]


def test_where_none_overlap_nothing_is_asked(ada: Person) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:30", "10:40")
    assert questions(ada) == {}
    assert "overlap" not in said(ada.get("/diary"))


def test_both_are_saved_and_asked_about_and_made_one_with_all_of_both(ada: Person) -> None:
    first = waited(ada, "10:00", "10:30", note="of the phone", peak_level="4")
    ada.log("relief", method="cold", applied_at=DAY + "10:20", episode_id=first)
    later = waited(ada, "10:10", "10:40", note="of the watch", peak_level="7")
    ada.log("pain", kind="now", level="6", recorded_at=DAY + "10:30", episode_id=later)
    ada.log("relief", method="warmth", applied_at=DAY + "10:35", episode_id=later)
    assert times(ada) == [("10:00", "10:30"), ("10:10", "10:40")]
    words = said(ada.get("/"))
    assert "Two spasms overlap: 10:00 to 10:30, and 10:10 to 10:40. One spasm or two?" in words
    say(ada, "merge")
    row = one(ada, "episodes")
    assert (row["started_at"][11:16], row["ended_at"][11:16]) == ("10:00", "10:40")
    assert (row["peak_level"], row["note"]) == ("7", "of the phone\nof the watch")
    assert {each["episode_id"] for each in listed(ada, "relief")} == {first}
    assert one(ada, "pain")["episode_id"] == first
    assert questions(ada) == {}


def test_of_spasms_that_began_on_two_days_it_says_on_which(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-17T10:00", ended_at="2026-05-19T10:00")
    waited(ada, "12:00", "13:00", day="2026-05-18T")
    words = said(ada.get("/"))
    first, later = "10:00 on Sun 17 May to 10:00 on Tue 19 May", "12:00 on Mon 18 May to 13:00"
    assert f"Two spasms overlap: {first}, and {later}. One spasm or two? One: {first} Two" in words


def test_the_undo_of_one_brings_both_back_as_they_were(ada: Person) -> None:
    waited(ada, "10:00", "10:30", note="of the phone")
    later = waited(ada, "10:10", "10:40", note="of the watch")
    ada.log("pain", kind="now", level="6", recorded_at=DAY + "10:30", episode_id=later)
    before = listed(ada, "episodes"), listed(ada, "pain")
    page = ada.follow(say(ada, "merge"))
    assert "Saved as one spasm." in said(page)
    (undo,) = [form for form in forms(page.text) if "/changes/" in form.action]
    ada.post(undo.action, **texts(undo))
    assert (listed(ada, "episodes"), listed(ada, "pain")) == before
    assert {*questions(ada)} == {"merge", "keep"}


def test_two_that_are_kept_are_not_asked_about_again(
    ada: Person, clock: time_machine.Traveller
) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:10", "10:40")
    say(ada, "keep")
    for _ in range(2):
        assert questions(ada) == {}
        assert "overlap" not in said(ada.get("/diary"))
        clock.shift(86_400)
    assert len(listed(ada, "episodes")) == 2


def test_the_answer_that_they_are_two_can_be_undone_and_is_asked_again(ada: Person) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:10", "10:40")
    answer = say(ada, "keep")
    page = ada.follow(answer)
    assert "Still two spasms." in said(page)
    (undo,) = [form for form in forms(page.text) if "/changes/" in form.action]
    page = ada.follow(ada.post(undo.action, **texts(undo)))
    assert "Undone: the question is asked again." in said(page)
    assert {*questions(ada)} == {"merge", "keep"}
    say(ada, "merge")
    assert times(ada) == [("10:00", "10:40")]


def test_of_three_one_pair_is_asked_after_the_other(ada: Person) -> None:
    for start, end in (("10:00", "10:30"), ("10:10", "10:40"), ("10:20", "10:50")):
        waited(ada, start, end)
    say(ada, "merge")
    assert times(ada) == [("10:00", "10:30"), ("10:10", "10:50")]
    say(ada, "merge")
    assert times(ada) == [("10:00", "10:50")]
    assert questions(ada) == {}


def test_of_two_that_are_on_the_first_ends_as_the_later_begins(ada: Person) -> None:
    ada.post("/episodes/start", ago="60")
    key = str(uuid4())
    begun = {"client_key": key, "typed_ago": "1800"}
    assert send(ada, "/episodes/start", **begun).status_code == 204
    assert times(ada) == [("13:00", ""), ("13:30", "")]
    assert "Two: the first ended at 13:30" in said(ada.get("/"))
    say(ada, "end")
    assert times(ada) == [("13:00", "13:30"), ("13:30", "")]
    assert questions(ada) == {}


def test_that_the_first_ended_is_kept_where_the_later_one_ended_meanwhile(
    ada: Person,
) -> None:
    ada.post("/episodes/start", ago="60")
    later = str(uuid4())
    send(ada, "/episodes/start", client_key=later, typed_ago="1800")
    form = questions(ada)["end"]
    ada.post(f"/episodes/{later}/end", client_key=str(uuid4()))
    assert ada.post(form.action, **texts(form)).status_code == 303
    assert times(ada) == [("13:00", "13:30"), ("13:30", "14:00")]


def test_the_answer_twice_is_given_once_and_an_answer_too_late_changes_nothing(
    ada: Person,
) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:10", "10:40")
    form = questions(ada)["merge"]
    other = questions(ada)["keep"]
    for fields in (texts(form), texts(form), texts(other)):
        assert ada.post(form.action, **fields).status_code == 303
    assert times(ada) == [("10:00", "10:40")]
    assert "These spasms have changed since. Nothing was saved." in said(ada.get("/"))


def test_words_of_both_that_are_too_long_for_one_stay_two(ada: Person) -> None:
    waited(ada, "10:00", "10:30", note=LONG)
    waited(ada, "10:10", "10:40", note=LONG.upper())
    say(ada, "merge")
    assert "They stay two: This is 10,001 characters long" in said(ada.get("/"))
    assert [row["note"] for row in listed(ada, "episodes")] == [LONG, LONG.upper()]


@pytest.mark.parametrize("choice", ["", "both", "merge "])
def test_another_answer_is_refused(ada: Person, choice: str) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:10", "10:40")
    form = questions(ada)["merge"]
    assert ada.post(form.action, **texts(form) | {"running": choice}).status_code == 422


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "other", ["", "x", "\0", "11111111-0000-4000-8000-000000000001", "é" * 3000]
)
def test_a_spasm_that_is_none_of_ones_own_is_not_found(
    ada: Person, charlie: Person, other: str
) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:10", "10:40")
    form = questions(ada)["merge"]
    assert ada.post(form.action, **texts(form) | {"other": other}).status_code == 404
    own_token = {"csrf_token": charlie.token()}
    assert charlie.post(form.action, **texts(form) | own_token).status_code == 404
    assert len(listed(ada, "episodes")) == 2


def test_who_is_signed_out_answers_nothing(ada: Person, nobody: Person) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:10", "10:40")
    form = questions(ada)["merge"]
    assert nobody.post(form.action, **texts(form)).status_code in (400, 401)
    assert len(listed(ada, "episodes")) == 2


def test_of_long_ago_the_diary_leads_to_the_day_that_asks(ada: Person) -> None:
    waited(ada, "10:00", "10:30", day="2026-03-02T")
    waited(ada, "10:10", "10:40", day="2026-03-02T")
    assert questions(ada) == {}
    diary, question = "/diary?range=12w", "Spasms overlap: one or two?"
    (link,) = soup(ada.get(diary)).find_all("a", string=question)
    assert link["href"] == "/?day=2026-03-02"
    say(ada, "merge", str(link["href"]))
    assert times(ada) == [("10:00", "10:40")]
    assert not soup(ada.get(diary)).find_all("a", string=question)


def test_of_a_file_of_long_ago_today_asks_nothing(ada: Person) -> None:
    lines = [
        f"2026-03-{day:02}T10:{start}:00Z,2026-03-{day:02}T10:50:00Z,UTC\n"
        for day in range(1, 9)
        for start in ("00", "20")
    ]
    bring(ada, ("episodes.csv", "started_at,ended_at,zone\n" + "".join(lines)))
    assert len(listed(ada, "episodes")) == 16
    assert questions(ada) == {}


def test_an_app_is_not_refused_and_today_asks(ada: Person) -> None:
    ada.log("episodes", started_at=DAY + "10:00", ended_at=DAY + "10:30")
    watch = app_of(ada, "read", "log")
    watch.log("episodes", started_at=DAY + "10:10", ended_at=DAY + "10:40")
    assert {*questions(ada)} == {"merge", "keep"}


@pytest.mark.both_databases
def test_of_two_devices_at_once_both_are_saved_and_asked_about(ada: Person) -> None:
    watch = app_of(ada, "read", "log")
    spasms = [
        {"started_at": DAY + start, "ended_at": DAY + end}
        for start, end in (("10:00", "10:30"), ("10:10", "10:40"))
    ]
    logs = [lambda each=each: watch.post("/episodes", each).status_code for each in spasms]
    assert at_once(*logs) == [201, 201]
    assert {*questions(ada)} == {"merge", "keep"}


def test_that_two_are_two_is_known_for_good(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    waited(ada, "10:00", "10:30")
    waited(ada, "10:10", "10:40")
    say(ada, "keep")
    clock.shift(timedelta(days=500))
    with session(app.extensions[ENGINE], writes=True) as db:
        retention.forget(db, now())
        db.commit()
    assert questions(ada, "/?day=2026-05-20") == {}
