"""Own symptoms and own questions about a day: asked where wanted, kept through every file."""

import json

import pytest
import time_machine

from tests.people import Person
from tests.web.apps import app_of
from tests.web.conftest import NOON
from tests.web.reading import listed, look, one, problems, said, soup, undo, words_of
from tests.web.test_imports import archive_of, brought

DAY = "/days/2026-05-20/edit"


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon UTC of 20 May 2026."""
    clock.move_to(NOON)


def test_who_has_none_is_asked_nothing(ada: Person) -> None:
    assert not soup(ada.get("/")).select(".own-topics")
    assert not soup(ada.get("/episodes/new")).select("#own_symptoms")
    assert not soup(ada.get(DAY)).select("#factors")
    ada.post(DAY, rest_reason="travel")
    header = ada.get("/export/days.csv").text.splitlines()[0]
    assert header.endswith("confirmed_on,rest_reason")
    assert ada.get("/export/episodes.csv").text.splitlines()[0].endswith("triggers,note")


def test_two_taps_on_today_are_two_answers_and_one_is_taken_back(ada: Person) -> None:
    for name in ("Coffee", "Swim"):
        ada.log("topics", name=name, kind="yes_no")
    for answer in ("Coffee=yes", "Swim=yes"):
        assert ada.post(DAY, factor=answer).status_code == 303
    assert one(ada, "days")["factors"] == "Coffee=yes|Swim=yes"
    assert "Coffee: yes, Swim: yes" in said(ada.get("/"))
    (button,) = soup(ada.get("/")).select(".own-topics form:first-of-type button")
    assert button["aria-pressed"] == "true"
    ada.post(DAY, factor="Coffee=")
    assert one(ada, "days")["factors"] == "Swim=yes"


def test_a_tap_leaves_the_rest_of_the_day_as_it_is(ada: Person) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.post(DAY, sleep="7", note="long")
    ada.post(DAY, factor="Coffee=yes")
    day = one(ada, "days")
    assert (day["sleep"], day["note"], day["factors"]) == ("7", "long", "Coffee=yes")
    ada.post(DAY, no_exercise="yes")
    assert one(ada, "days")["factors"] == "Coffee=yes"


def test_the_form_of_a_day_asks_and_keeps_what_is_not_asked_any_more(ada: Person) -> None:
    ada.log("topics", name="Mood", kind="level")
    ada.post(DAY, factor="Weather=3")
    assert ada.send(DAY, factors=["Mood=7", "Weather=3"]).status_code == 303
    assert one(ada, "days")["factors"] == "Mood=7|Weather=3"
    page = soup(ada.get(DAY))
    (option,) = page.select("#factors select option[selected]")
    assert option["value"] == "Mood=7"
    assert page.select_one("#factors input[checked]")["value"] == "Weather=3"  # type: ignore[index]


@pytest.mark.parametrize("answer", ["Mood=11", "Mood=maybe", "=yes", "Mood"])
def test_what_is_no_answer_is_refused(ada: Person, answer: str) -> None:
    assert ada.post(DAY, factors=answer).status_code == 422
    assert listed(ada, "days") == []


def test_at_most_five_are_on_today(ada: Person) -> None:
    for number in range(6):
        ada.log("topics", name=f"Question {number}", kind="yes_no")
    assert len(soup(ada.get("/")).select(".own-topics form")) == 5
    assert len(soup(ada.get(DAY)).select("#factors select")) == 6


def test_own_symptoms_are_offered_beside_the_others_and_after_a_spasm(ada: Person) -> None:
    ada.log("topics", name="Like a fist", kind="symptom")
    assert soup(ada.get("/episodes/new")).select("#own_symptoms input[value='Like a fist']")
    ada.log("episodes", started_at="2026-05-20T08:00", ended_at="2026-05-20T09:00")
    key = one(ada, "episodes")["id"]
    page = ada.get(f"/episodes/{key}/ended?question=symptoms")
    assert soup(page).select("input[name=own_symptoms]")
    ada.post(
        f"/episodes/{key}/ended",
        question="symptoms",
        symptoms="tight",
        own_asked="yes",
        own_symptoms="Like a fist",
    )
    entry = one(ada, "episodes")
    assert (entry["symptoms"], entry["own_symptoms"]) == ("tight", "Like a fist")
    assert "like a fist" in said(ada.get("/"))
    assert "like a fist" in said(ada.get("/report"))


def test_a_new_name_renames_what_was_logged_and_can_be_undone(ada: Person) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.post(DAY, factor="Coffee=yes")
    ada.post(DAY, factor="Mood=7")
    key = one(ada, "topics")["id"]
    ada.send(f"/topics/{key}/edit", name="Espresso")
    assert one(ada, "days")["factors"] == "Espresso=yes|Mood=7"
    undo(ada)
    assert one(ada, "days")["factors"] == "Coffee=yes|Mood=7"


def test_a_used_one_is_retired_and_one_never_used_goes(ada: Person) -> None:
    for name in ("Coffee", "Mistake"):
        ada.log("topics", name=name, kind="yes_no")
    ada.post(DAY, factor="Coffee=yes")
    for topic in listed(ada, "topics"):
        ada.post(f"/topics/{topic['id']}/delete")
    topic = one(ada, "topics")
    assert (topic["name"], topic["retired_on"]) == ("Coffee", "2026-05-20")
    assert not soup(ada.get("/")).select(".own-topics")
    assert one(ada, "days")["factors"] == "Coffee=yes"


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"name": "a|b"}, {"kind": ""}, {"kind": "scale"}]
)
def test_bad_input_is_told_at_its_field(ada: Person, fields: dict[str, str]) -> None:
    typed = {"name": "Coffee", "kind": "yes_no", "note": "typed"} | fields
    answer = ada.post("/topics/new", **typed)
    assert answer.status_code == 422
    assert soup(answer).select(f"#{next(iter(fields))}-problem-1")


def test_a_stranger_finds_none(ada: Person, charlie: Person) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    key = one(ada, "topics")["id"]
    assert charlie.get(f"/topics/{key}/edit").status_code == 404
    assert not soup(charlie.get("/")).select(".own-topics")


def test_the_archive_the_api_and_fhir_carry_them(ada: Person, charlie: Person) -> None:
    app = app_of(ada, "read", "log")
    app.log("topics", name="Mood", kind="level")
    app.log("days", day="2026-05-20", factors=["Mood=7", "Coffee=no"])
    app.log("episodes", started_at="2026-05-20T08:00", own_symptoms=["Like a fist"])
    fhir = json.loads(ada.get("/export/fhir.json").text)
    parts = [part for entry in fhir["entry"] for part in entry["resource"].get("component", [])]
    assert {"code": {"text": "Mood"}, "valueInteger": 7} in parts
    assert {"code": {"text": "Coffee"}, "valueBoolean": False} in parts
    assert "Like a fist" in [part.get("valueString") for part in parts]
    page = look(charlie, ("archive.zip", archive_of(ada)))
    assert brought(charlie, page).status_code == 303
    assert one(charlie, "days")["factors"] == "Mood=7|Coffee=no"
    assert one(charlie, "episodes")["own_symptoms"] == "Like a fist"
    assert one(charlie, "topics")["kind"] == "level"


def test_two_questions_never_share_a_name_however_it_is_typed(ada: Person) -> None:
    ada.log("topics", name="Café", kind="yes_no")
    for name in ("Café", "CAFÉ", "cafe\u0301"):
        answer = ada.send("/topics/new", name=name, kind="level")
        assert answer.status_code == 422, name
        assert "“Café” is in your list already" in problems(answer)["name"]
    assert ada.send("/topics/new", name="Café", kind="symptom").status_code == 303
    ada.log("topics", name="Mood", kind="level")
    key = next(row["id"] for row in listed(ada, "topics") if row["name"] == "Mood")
    assert ada.send(f"/topics/{key}/edit", name="café").status_code == 422
    assert ada.send(f"/topics/{key}/edit", name="MOOD").status_code == 303
    assert sorted(row["name"] for row in listed(ada, "topics")) == ["Café", "Café", "MOOD"]


def test_a_day_of_nothing_but_an_answer_is_listed_as_that_answer(ada: Person) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.post(DAY, factor="Coffee=yes")
    (line,) = soup(ada.get("/report?entries=on")).select(".entries .words p")
    assert words_of(line) == "Coffee: yes"
