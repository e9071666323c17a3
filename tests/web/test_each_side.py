"""Doses that differ from side to side, and whether an exercise was too easy or too hard."""

import pytest

from tests.people import Person
from tests.web.reading import listed, problems, said, soup
from tests.web.test_messages import toast

pytestmark = pytest.mark.usefixtures("clock")

UNEVEN = {
    "exercise": "Bird dog",
    "sets": "1",
    "reps": "8",
    "hold_seconds": "5",
    "side": "both",
    "reps_right": "12",
    "starts_on": "2026-05-20",
}


@pytest.fixture
def uneven(ada: Person) -> Person:
    """Somebody whose right side does more than the left."""
    ada.send("/programme", "/programme/exercises", name="Bird dog")
    answer = ada.send("/programme/new", **UNEVEN)
    assert answer.status_code == 303, said(answer)
    return ada


def tapped(person: Person) -> None:
    """A tap on the exercise, as Today has it."""
    (form,) = (
        form
        for form in person.forms_of(person.get("/"))
        if form.action == "/exercises/new" and ("exercise", "Bird dog") in form.fields
    )
    assert person.browser.post(form.action, data=dict(form.fields)).status_code == 303


def done(person: Person) -> list[tuple[str, str, str]]:
    return sorted(
        (row["side"], row["reps"], row["hold_seconds"]) for row in listed(person, "exercises")
    )


def test_each_side_says_its_dose_and_the_other_keeps_what_both_share(uneven: Person) -> None:
    dose = "8 times, hold 5 s, left; 12 times, hold 5 s, right"
    assert dose in said(uneven.get("/programme"))
    assert "8 times, hold 5 s, left, then right" in said(uneven.get("/"))


def test_two_taps_log_each_side_with_its_own_dose_and_make_one_exercise(uneven: Person) -> None:
    tapped(uneven)
    assert done(uneven) == [("left", "8", "5")]
    assert "left only: tap for 12 times, hold 5 s, right" in said(uneven.get("/"))
    tapped(uneven)
    assert done(uneven) == [("left", "8", "5"), ("right", "12", "5")]
    assert "done; tap to log once more" in said(uneven.get("/"))
    assert "Bird dog 1 of 1" in said(uneven.get("/report?range=4w"))


def test_a_session_goes_through_each_side_and_saves_both(uneven: Person) -> None:
    page = soup(uneven.get("/session"))
    names = [tag.text for tag in page.select(".performed [data-name]")]
    assert names.count("Bird dog") == 2
    first = names.index("Bird dog")
    fields = {
        f"{number}-{name}": text
        for number in (first, first + 1)
        for name, text in (("outcome", "done"), ("difficulty", "too_hard"))
    }
    assert uneven.send("/session", "/session", **fields).status_code == 303
    assert done(uneven) == [("left", "8", "5"), ("right", "12", "5")]


def test_a_dose_of_the_right_side_is_not_kept_where_it_would_not_be_used(uneven: Person) -> None:
    (line,) = (row for row in listed(uneven, "programme") if row["exercise"] == "Bird dog")
    path = f"/programme/{line['id']}/edit"
    for side in ("left", "right", ""):
        answer = uneven.send(path, side=side)
        assert answer.status_code == 422, side
        assert "only for exercises of both sides" in problems(answer)["reps_right"]
    assert uneven.send(path, side="left", reps_right="").status_code == 303
    (line,) = (row for row in listed(uneven, "programme") if row["exercise"] == "Bird dog")
    assert (line["side"], line.get("reps_right", "")) == ("left", "")


def test_the_second_side_is_told_as_both(uneven: Person) -> None:
    tapped(uneven)
    assert toast(uneven) == "Bird dog: done, left only"
    tapped(uneven)
    assert toast(uneven) == "Bird dog: done, both sides"
    tapped(uneven)
    assert toast(uneven) == "Bird dog: done, left only"
    tapped(uneven)
    assert toast(uneven) == "Bird dog: done, both sides, 2 times today"


def test_what_is_said_after_an_exercise_is_kept_shown_and_counted(ada: Person) -> None:
    for difficulty in ("too_easy", "too_easy", "too_hard", ""):
        answer = ada.log("exercises", exercise="Bridge", difficulty=difficulty)
        assert answer.status_code == 303
    said_of = sorted(row["difficulty"] for row in listed(ada, "exercises"))
    assert said_of == ["", "too_easy", "too_easy", "too_hard"]
    assert "too easy 2, too hard 1" in said(ada.get("/report?range=4w"))


def test_a_report_counts_it_of_the_weeks_whose_sessions_it_counts(ada: Person) -> None:
    for day, difficulty in (("2026-05-12", "too_hard"), ("2026-05-20", "too_easy")):
        fields = {"completed_at": f"{day}T08:00", "difficulty": difficulty}
        assert ada.log("exercises", exercise="Bridge", **fields).status_code == 303
    nine_days = said(ada.get("/report?from=2026-05-12&to=2026-05-20"))
    assert "too easy 1" in nine_days
    assert "too hard 1" not in nine_days


def test_a_word_that_is_none_of_the_three_is_refused(ada: Person) -> None:
    answer = ada.post("/exercises/new", exercise="Bridge", difficulty="so_so")
    assert answer.status_code == 422


def test_what_was_skipped_was_neither_too_easy_nor_too_hard(ada: Person) -> None:
    fields = {"0-outcome": "skipped", "0-difficulty": "too_hard"}
    assert ada.send("/session", "/session", **fields).status_code == 303
    assert [row.get("difficulty", "") for row in listed(ada, "exercises")] == [""]
