"""A spasm that was logged without a network, beside one that is in the diary by then."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from journal.clock import now
from journal.store.accounts import retention
from journal.store.db.models import Change
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.web.support.request import ENGINE
from tests.people import Person, forms
from tests.web.reading import entry_form, listed, one, said, soup, texts, typed
from tests.web.test_offline import send

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

NOON = "2026-05-20T"
"""It is 14:00 by the clock of these tests."""


def sent(person: Person, path: str, **fields: str) -> TestResponse:
    """The answer to what waited on a phone, under a key of its own unless one is given."""
    return send(person, path, **{"client_key": str(uuid4()), **fields})


def waited(person: Person, key: str, **fields: str) -> None:
    """A spasm from 13:20 to 13:50 that waited; it is saved, whatever is in the diary by then."""
    typed_then = {"client_key": key, "typed_ago": "2400", "ended_ago": "600", **fields}
    assert sent(person, "/episodes/start", **typed_then).status_code == 204


def answer(person: Person, choice: str) -> TestResponse:
    """The answer to what Today asks about two spasms."""
    answers = [form for form in forms(person.get("/").text) if form.action.endswith("/overlap")]
    form = next(form for form in answers if dict(form.fields)["running"] == choice)
    return person.post(form.action, **texts(form))


def saved_from(person: Person, answer: TestResponse, **typed_now: str) -> TestResponse:
    """The answer to the form of an answer, sent with a choice or other times."""
    form = entry_form(answer)
    return person.post(form.action, **(texts(form) | typed_now))


def elsewhere(person: Person, start: str, end: str = "") -> str:
    """The id of a spasm that was logged on another device meanwhile."""
    before = {each["id"] for each in listed(person, "episodes")}
    ends = {"ended_at": NOON + end} if end else {}
    person.log("episodes", started_at=NOON + start, **ends)
    return next(each["id"] for each in listed(person, "episodes") if each["id"] not in before)


def times(person: Person) -> list[tuple[str, str]]:
    return [
        (each["started_at"][11:16], each["ended_at"][11:16]) for each in listed(person, "episodes")
    ]


def test_a_spasm_with_its_end_meets_none_that_began_after_it_ended(ada: Person) -> None:
    elsewhere(ada, "13:55", "13:58")
    fields = {"client_key": str(uuid4()), "typed_ago": "2400", "ended_ago": "600"}
    assert sent(ada, "/episodes/start", **fields).status_code == 204
    assert times(ada) == [("13:20", "13:50"), ("13:55", "13:58")]
    (first, _) = listed(ada, "episodes")
    assert sent(ada, f"/episodes/{first['id']}/end", typed_ago="600").status_code == 204
    assert times(ada)[0] == ("13:20", "13:50")


def test_an_end_that_came_with_its_start_is_told_once_with_its_undo(ada: Person) -> None:
    key = str(uuid4())
    waited(ada, key)
    assert sent(ada, f"/episodes/{key}/end", typed_ago="599").status_code == 204
    page = ada.get("/")
    (text,) = (each.get_text(strip=True) for each in soup(page).select(".message p"))
    assert text == "Spasm of 30 min saved"
    assert soup(page).select_one(".message form[action$='/undo']")


def test_an_end_that_waited_after_another_end_says_when_it_had_ended(ada: Person) -> None:
    key = str(uuid4())
    waited(ada, key)
    assert sent(ada, f"/episodes/{key}/end", typed_ago="300").status_code == 204
    assert "This spasm had already ended at 13:50." in said(ada.get("/"))


def test_sent_again_with_its_end_it_is_the_same_submission(ada: Person) -> None:
    key = str(uuid4())
    assert sent(ada, "/episodes/start", client_key=key, typed_ago="2400").status_code == 204
    again = {"client_key": key, "typed_ago": "2400", "ended_ago": "600"}
    assert sent(ada, "/episodes/start", **again).status_code == 204
    assert len(listed(ada, "episodes")) == 1


def test_a_tap_that_is_sent_at_once_is_asked_about_at_once(ada: Person) -> None:
    ada.post("/episodes/start", ago="60")
    page = sent(ada, "/episodes/start", typed_ago="0")
    assert page.status_code == 409
    choices = [form for form in forms(page.text) if "running" in form.names]
    assert {dict(form.fields)["running"] for form in choices} == {"merge", "end"}
    assert soup(page).select_one("[data-overlap]")
    assert times(ada) == [("13:00", "")]


@pytest.mark.parametrize(
    ("choice", "after"),
    [("merge", [("13:00", "13:50")]), ("keep", [("13:00", "13:30"), ("13:20", "13:50")])],
)
def test_one_that_overlaps_is_saved_and_whatever_it_becomes_what_waits_for_it_follows(
    ada: Person, choice: str, after: list[tuple[str, str]]
) -> None:
    elsewhere(ada, "13:00", "13:30")
    key = str(uuid4())
    waited(ada, key)
    assert times(ada) == [("13:00", "13:30"), ("13:20", "13:50")]
    assert answer(ada, choice).status_code == 303
    late = {"typed_ago": "1200", "episode_id": key}
    assert sent(ada, "/pain/new", kind="now", level="9", **late).status_code == 204
    assert sent(ada, "/relief/new", method="cold", **late).status_code == 204
    assert sent(ada, f"/episodes/{key}/end", typed_ago="600").status_code == 204
    assert times(ada) == after
    spasm = listed(ada, "episodes")[-1]
    assert one(ada, "pain")["episode_id"] == one(ada, "relief")["episode_id"] == spasm["id"]
    assert spasm["peak_level"] == "9"


def test_a_spasm_that_is_on_and_one_that_waited_are_asked_about(ada: Person) -> None:
    ada.post("/episodes/start", ago="15")
    key = str(uuid4())
    waited(ada, key)
    assert "One: 13:20, still going" in said(ada.get("/"))
    answer(ada, "merge")
    assert times(ada) == [("13:20", "")]
    assert sent(ada, f"/episodes/{key}/end", typed_ago="600").status_code == 204
    assert times(ada) == [("13:20", "13:50")]


def test_a_spasm_merged_on_another_device_is_still_ended_by_what_waits(ada: Person) -> None:
    key = str(uuid4())
    assert sent(ada, "/episodes/start", client_key=key, typed_ago="2400").status_code == 204
    other = elsewhere(ada, "12:00", "12:30")
    merging = {"started_at": NOON + "12:00", "ended_at": "", "running": "merge"}
    assert ada.send(f"/episodes/{other}/edit", **merging).status_code == 303
    assert one(ada, "episodes")["id"] == other
    assert sent(ada, f"/episodes/{key}/end", typed_ago="600").status_code == 204
    late = {"typed_ago": "1200", "episode_id": key}
    assert sent(ada, "/pain/new", kind="now", level="4", **late).status_code == 204
    assert times(ada) == [("12:00", "13:50")]
    assert one(ada, "pain")["episode_id"] == other


def test_a_merged_spasm_is_still_found_when_the_merge_can_no_longer_be_undone(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    key = str(uuid4())
    assert sent(ada, "/episodes/start", client_key=key, typed_ago="2400").status_code == 204
    other = elsewhere(ada, "12:00", "12:30")
    merging = {"started_at": NOON + "12:00", "ended_at": "", "running": "merge", "note": "private"}
    assert ada.send(f"/episodes/{other}/edit", **merging).status_code == 303
    for days in (2, 100):
        clock.shift(timedelta(days=days))
        with session(app.extensions[ENGINE], writes=True) as db:
            retention.forget(db, now())
            db.commit()
            befores = [
                text
                for text in db.scalars(select(Change.before), execution_options={ALL_OWNERS: True})
                if text and key in text
            ]
        assert befores == [json.dumps({"merged": [key]})]
    late = {"typed_ago": str(102 * 86400), "episode_id": key}
    assert sent(ada, "/pain/new", kind="now", level="4", **late).status_code == 204
    assert one(ada, "pain")["episode_id"] == other


def test_of_a_spasm_that_is_gone_the_levels_stay_and_the_end_is_refused(ada: Person) -> None:
    key = str(uuid4())
    sent(ada, "/episodes/start", client_key=key, typed_ago="2400")
    ada.post(f"/episodes/{key}/delete", client_key=str(uuid4()))
    assert sent(ada, f"/episodes/{key}/end", typed_ago="600").status_code == 404
    late = {"typed_ago": "1200", "episode_id": key}
    assert sent(ada, "/pain/new", kind="now", level="4", **late).status_code == 204
    assert one(ada, "pain")["episode_id"] == ""


def test_a_merge_that_was_undone_is_two_spasms_again_and_asked_about(ada: Person) -> None:
    elsewhere(ada, "13:00", "13:30")
    key = str(uuid4())
    waited(ada, key)
    answer(ada, "merge")
    page = ada.get("/")
    *_, undo = (form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    ada.post(undo.action, **texts(undo))
    assert times(ada) == [("13:00", "13:30"), ("13:20", "13:50")]
    assert "One: 13:00 to 13:50" in said(ada.get("/"))
    late = {"typed_ago": "1200", "episode_id": key}
    assert sent(ada, "/pain/new", kind="now", level="4", **late).status_code == 204
    assert one(ada, "pain")["episode_id"] == key


def test_a_stranger_reaches_no_spasm_by_a_key_that_was_merged(
    ada: Person, charlie: Person
) -> None:
    elsewhere(ada, "13:00", "13:30")
    key = str(uuid4())
    waited(ada, key)
    answer(ada, "merge")
    assert sent(charlie, f"/episodes/{key}/end", typed_ago="600").status_code == 404


def test_an_entry_deleted_elsewhere_comes_back_in_a_form_that_saves_it_anew(ada: Person) -> None:
    ada.log("pain", kind="now", level="4", recorded_at=NOON + "12:00")
    key = one(ada, "pain")["id"]
    form = ada.form(f"/pain/{key}/edit")
    ada.post(f"/pain/{key}/delete", client_key=str(uuid4()))
    fields = {name: values[0] for name, values in texts(form).items()} | {"note": "typed offline"}
    answer = sent(ada, f"/pain/{key}/edit", **fields | {"waiting": "3"})
    assert answer.status_code == 404
    assert typed(answer)["waiting"] == ["3"]
    assert saved_from(ada, answer).status_code == 303
    assert one(ada, "pain")["note"] == "typed offline"


def test_the_other_of_two_changes_shows_its_times_as_the_diary_does(ada: Person) -> None:
    ada.log("episodes", started_at=NOON + "09:05", ended_at=NOON + "09:30", onset="sudden")
    key = one(ada, "episodes")["id"]
    form = ada.form(f"/episodes/{key}/edit")
    ada.send(f"/episodes/{key}/edit", ended_at=NOON + "09:40")
    answer = ada.post(f"/episodes/{key}/edit", **texts(form) | {"ended_at": NOON + "09:35"})
    assert answer.status_code == 409
    (other,) = (part.get_text(" ") for part in soup(answer).select(".beside"))
    assert "09:40" in other
    assert "+00:00" not in other and "Z" not in other  # noqa: PT018 (no moment of machines)


# What is cut


@pytest.mark.parametrize(
    ("first", "second", "offered"),
    [
        (("10:00", "12:00"), ("10:30", "11:00"), ["merge"]),
        (("10:30", "11:00"), ("10:00", "12:00"), ["merge"]),
        (("10:00", "12:00"), ("11:00", "13:00"), ["end", "merge"]),
        (("11:00", "13:00"), ("10:00", "12:00"), ["end", "merge"]),
        (("10:00", "12:00"), ("11:00", "12:00"), ["end", "merge"]),
    ],
    ids=str,
)
def test_two_are_never_parted_where_that_loses_time(
    ada: Person, first: tuple[str, str], second: tuple[str, str], offered: list[str]
) -> None:
    elsewhere(ada, *first)
    ends = {"started_at": NOON + second[0], "ended_at": NOON + second[1]}
    answer = ada.send("/episodes/new", **ends)
    assert answer.status_code == 409
    assert sorted(str(each["value"]) for each in soup(answer).select("#another button")) == offered


def test_each_choice_says_what_will_end_when(ada: Person) -> None:
    elsewhere(ada, "10:00", "12:00")
    answer = ada.send("/episodes/new", started_at=NOON + "11:00", ended_at=NOON + "13:00")
    merge, part = (
        button.get_text(" ", strip=True) for button in soup(answer).select("#another button")
    )
    assert "10:00 to 13:00" in merge
    assert "from 10:00 ends at 11:00" in part


def test_the_question_comes_before_the_fields_and_enter_chooses_nothing(ada: Person) -> None:
    elsewhere(ada, "10:00", "12:00")
    answer = ada.send("/episodes/new", started_at=NOON + "11:00", ended_at=NOON + "13:00")
    form = soup(answer).select_one("form.entry")
    assert form is not None
    default = form.select("button:not([type=button])")[0]
    assert "name" not in default.attrs
    controls = form.select("button[value], #started_at")
    names = [str(control.get("value")) for control in controls]
    assert names == ["merge", "end", f"{NOON}11:00"]


def test_a_time_that_can_be_picked_keeps_its_picker_beside_a_problem(ada: Person) -> None:
    fields = {"started_at": NOON + "13:00", "ended_at": NOON + "12:00"}
    page = soup(ada.send("/episodes/new", **fields))
    assert [page.select_one(f"#{name}")["type"] for name in fields] == ["datetime-local"] * 2  # type: ignore[index]  # they are there
    page = soup(ada.send("/episodes/new", **fields | {"ended_at": "at noon"}))
    field = page.select_one("#ended_at")
    assert field is not None
    assert (field["type"], field["value"]) == ("text", "at noon")
    page = soup(ada.send("/episodes/new", started_at="2026-05-19T12:00", ended_at=""))
    field = page.select_one("#ended_at")
    assert field is not None
    assert field["type"] == "datetime-local"
