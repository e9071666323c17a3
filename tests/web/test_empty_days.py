"""A day of which nothing is said is none: it is not listed, counted or exported."""

import pytest

from tests.people import Person
from tests.web.apps import app_of
from tests.web.reading import bring, csv_of, listed, look, one, said, soup, undo, words_of
from tests.web.test_imports import undone

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

DAY = "/days/2026-05-20/edit"


def emptied_by_exercise(person: Person) -> None:
    """A rest day, until an exercise that was a mistake."""
    person.post(DAY, no_exercise="yes", next="/")
    person.post("/exercises/new", exercise="Bridge", next="/")
    person.post(DAY, no_exercise="no", next="/")
    person.post(DAY, no_exercise="", next="/")
    person.post(f"/exercises/{one(person, 'exercises')['id']}/delete", next="/")


def emptied_by_hand(person: Person) -> None:
    """A note that was taken out again."""
    person.post(DAY, note="calm", sleep="6", next="/")
    person.post(DAY, note="", sleep="", next="/")


def emptied_of_answers(person: Person) -> None:
    """An answer to a question of one's own that was taken back."""
    person.log("topics", name="Coffee", kind="yes_no")
    person.post(DAY, factor="Coffee=yes", next="/")
    person.post(DAY, factor="Coffee=", next="/")


def saved_empty(person: Person) -> None:
    """A form that was saved as it was."""
    person.send(DAY)


def said_nothing(person: Person) -> None:
    """An app that says nothing of a day."""
    assert app_of(person).post("/days", {}).status_code == 201


def taken_back(person: Person) -> None:
    """What was said of an emptied day is undone."""
    emptied_by_hand(person)
    person.get("/")
    person.post(DAY, sleep="6", next="/")
    undo(person)


def brought_in(person: Person) -> None:
    """A line of a file that says nothing."""
    bring(person, ("days.csv", "day,sleep\n2026-05-18,6\n2026-05-20,\n"))
    person.post("/days/2026-05-18/edit", sleep="", next="/")


WAYS = {
    way.__name__: way
    for way in (
        emptied_by_exercise,
        emptied_by_hand,
        emptied_of_answers,
        saved_empty,
        said_nothing,
        taken_back,
        brought_in,
    )
}


@pytest.mark.parametrize("way", WAYS)
def test_a_day_of_which_nothing_is_said_is_none(ada: Person, way: str) -> None:
    WAYS[way](ada)
    assert csv_of(ada, "days").decode().splitlines()[1:] == []
    counts = {words_of(row) for row in soup(ada.get("/export")).select("main tr, main li")}
    assert not any(text.startswith("Days 1") for text in counts), counts
    app = app_of(ada)
    assert (app.get("/days").json or {})["records"] == []
    assert app.get("/days/2026-05-20").status_code == 404
    assert not soup(ada.get("/diary")).select("main a[href*='/days/']")


NOTHING_SAID = ("days.csv", "day,sleep\n2026-05-18,6\n2026-05-20,\n")


@pytest.mark.parametrize("was_emptied", [False, True])
def test_a_line_of_a_file_that_says_nothing_of_a_day_is_not_counted(
    ada: Person, *, was_emptied: bool
) -> None:
    if was_emptied:
        emptied_by_hand(ada)
    counts = "1 new entry, 0 changed, 0 the same as in your diary."
    assert counts in said(look(ada, NOTHING_SAID))
    bring(ada, NOTHING_SAID)
    assert "0 new entries, 0 changed, 1 the same" in said(look(ada, NOTHING_SAID))


def test_a_day_that_was_emptied_is_new_where_a_file_fills_it(ada: Person) -> None:
    emptied_by_hand(ada)
    file = ("days.csv", "day,sleep\n2026-05-20,7\n")
    page = look(ada, file)
    assert "1 new entry, 0 changed" in said(page)
    assert "What would change" not in said(page)
    bring(ada, file)
    assert one(ada, "days")["sleep"] == "7"
    assert "1 new entry, 0 changed" in said(ada.get("/import"))
    undone(ada)
    assert listed(ada, "days") == []


def test_the_undo_of_an_answer_of_an_emptied_day_brings_no_day_back(ada: Person) -> None:
    emptied_by_hand(ada)
    ada.get("/")
    ada.post(DAY, sleep="6", next="/")
    undo(ada)
    assert listed(ada, "days") == []
