"""A whole day: what is said of it, and the tap that confirms it had no exercise."""

from uuid import uuid4

import pytest

from tests.people import Person, forms
from tests.web.reading import as_read, listed, one, problems, said, texts, typed

DAY = "/days/2026-05-19/edit"
FULL = {
    "no_exercise": "yes",
    "sleep": "0",
    "sitting_over_6h": "no",
    "stress": "yes",
    "note": "a long one",
}
KEPT = FULL | {"day": "2026-05-19", "confirmed_on": "2026-05-20"}

pytestmark = pytest.mark.usefixtures("clock")


def test_what_is_said_of_a_day_is_kept(ada: Person) -> None:
    assert ada.send(DAY, **FULL).status_code == 303
    assert one(ada, "days") == KEPT
    ada.send(DAY)
    assert one(ada, "days") == KEPT


def tap_no_exercise(person: Person) -> None:
    """Tap “No exercise” on the page of the day before."""
    page = person.get("/?day=2026-05-19").text
    (form,) = [form for form in forms(page) if "no_exercise" in form.names]
    person.post(DAY, **dict(form.fields))


def test_one_tap_confirms_a_day_without_exercise_and_keeps_the_rest(ada: Person) -> None:
    ada.send(DAY, **FULL | {"no_exercise": ""})
    tap_no_exercise(ada)
    assert one(ada, "days") == KEPT
    tap_no_exercise(ada)
    assert one(ada, "days") == KEPT | {"no_exercise": "", "confirmed_on": ""}


def test_a_tap_keeps_all_answers_to_own_questions(ada: Person) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.log("topics", name="Mood", kind="level")
    for fields in ({"factor": "Coffee=yes"}, {"factor": "Mood=7"}, {"no_exercise": "yes"}):
        assert ada.post(DAY, **fields).status_code == 303
    row = one(ada, "days")
    assert (row["factors"], row["no_exercise"]) == ("Coffee=yes|Mood=7", "yes")


def test_a_field_that_is_sent_empty_is_emptied(ada: Person) -> None:
    ada.send(DAY, **FULL)
    ada.send(DAY, note="", sleep="")
    assert one(ada, "days") == KEPT | {"note": "", "sleep": ""}


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("sleep", "11", "whole number"),
        ("no_exercise", "maybe", "yes or no"),
        ("stress", "1", "yes or no"),
        ("note", "a\0b", "control character"),
        ("note", "x" * 1_000_000, "1,000,000"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    ada: Person, field: str, text: str, sentence: str
) -> None:
    answer = ada.send(DAY, **FULL | {field: text})
    assert answer.status_code == 422
    assert sentence in problems(answer)[field]
    again = typed(answer)
    assert {n: again[n] for n in FULL if n != field} == {
        n: [t] for n, t in FULL.items() if n != field
    }
    if field == "note":
        assert again["note"] == [as_read(text)]
    assert listed(ada, "days") == []


@pytest.mark.parametrize(
    "day", ["2026-02-30", "20-05-2026", "x", "%00", "1899-12-31", "9999-12-31"]
)
def test_there_is_no_page_of_a_day_that_cannot_be(ada: Person, day: str) -> None:
    assert ada.get(f"/days/{day}/edit").status_code == 404
    assert ada.post(f"/days/{day}/edit", no_exercise="yes").status_code == 404


def test_a_day_to_come_is_refused_and_keeps_what_was_typed(ada: Person) -> None:
    assert ada.get("/days/2026-05-21/edit").status_code == 404
    answer = ada.post("/days/2026-05-21/edit", no_exercise="yes", note="of tomorrow")
    assert answer.status_code == 422
    assert "This day is in the future." in said(answer)
    assert typed(answer)["note"] == ["of tomorrow"]
    assert listed(ada, "days") == []


def test_the_address_says_which_day_it_is_and_nothing_else(ada: Person) -> None:
    ada.send(DAY, **FULL)
    ada.send("/days/2026-05-18/edit", note="the day before")
    before = listed(ada, "days")
    answer = ada.post(DAY, day="2026-05-18", note="of the nineteenth")
    assert answer.status_code == 303
    days = listed(ada, "days")
    assert [day["day"] for day in days] == ["2026-05-18", "2026-05-19"]
    assert days[0] == before[0]
    assert days[1]["note"] == "of the nineteenth"


def test_a_second_tab_never_overwrites_silently(ada: Person) -> None:
    first, second = (texts(ada.form(DAY)) for _ in range(2))
    assert ada.post(DAY, **first | {"note": ["of the first tab"]}).status_code == 303
    answer = ada.post(DAY, **second | {"note": ["of the second tab"]})
    assert answer.status_code == 409
    assert "of the first tab" in said(answer)
    assert typed(answer)["note"] == ["of the second tab"]
    assert one(ada, "days")["note"] == "of the first tab"
    assert ada.post(DAY, **typed(answer)).status_code == 303
    assert one(ada, "days")["note"] == "of the second tab"


def test_the_same_twice_is_saved_once_and_other_words_are_not(ada: Person) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert ada.post(DAY, client_key=key, note="the first words").status_code == 303
    answer = ada.post(DAY, client_key=key, note="the second words")
    assert answer.status_code == 409
    assert "the first words" in said(answer)
    assert typed(answer)["note"] == ["the second words"]
    assert one(ada, "days")["note"] == "the first words"


def test_a_day_is_undone(ada: Person) -> None:
    ada.send(DAY, **FULL)
    ada.get("/")
    ada.send(DAY, note="other")
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    ada.post(path)
    assert one(ada, "days") == KEPT


def test_a_stranger_sees_a_blank_day(ada: Person, charlie: Person) -> None:
    ada.send(DAY, **FULL)
    assert texts(charlie.form(DAY))["note"] == [""]
    charlie.send(DAY, note="mine")
    assert one(ada, "days")["note"] == "a long one"
    assert one(charlie, "days")["note"] == "mine"


def test_nobody_is_asked_to_sign_in(nobody: Person) -> None:
    assert nobody.get(DAY).location.startswith("/account/sign-in?next=")
    assert nobody.post(DAY, note="typed").status_code == 401
