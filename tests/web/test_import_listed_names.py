"""Names of a table that are like listed ones: whether they are those is asked."""

import pytest

from tests.people import Person
from tests.web.reading import listed, look, said
from tests.web.test_imports import brought, name_of, questions_of, said_to

pytestmark = pytest.mark.usefixtures("clock")

TABLE = "Date,Time,Pain,Medicine,Exercise\n2026-04-29,09:00,6,{medicine},{exercise}\n"
IBUPROFEN = {"name": "Ibuprofen", "method": "medicine", "dose": "400", "unit": "mg"}


def bring(person: Person, medicine: str, exercise: str, **answers: str) -> str:
    """What is asked last of a table with one row, which is then brought in as answered."""
    table = TABLE.format(medicine=medicine, exercise=exercise)
    page, texts = look(person, ("diary.csv", table)), ""
    while "What would come in" not in said(page):
        texts, names = said(page), questions_of(page).names
        chosen_texts = {key: text for key, text in answers.items() if name_of(_id(key)) in names}
        page = said_to(person, page, **chosen_texts)
    assert brought(person, page).status_code == 303
    return texts


def _id(key: str) -> str:
    return key.replace("__", ":")


def uses(person: Person) -> list[tuple[str, str, str]]:
    """The name, the dose and the unit of each relief."""
    return [
        (use["name"], use.get("dose", ""), use.get("unit", "")) for use in listed(person, "relief")
    ]


def exercises(person: Person) -> list[str]:
    """The names of the exercises that were done."""
    return [entry["exercise"] for entry in listed(person, "exercises")]


@pytest.mark.parametrize("name", ["walk", "Walks", "spacer"])
def test_another_form_of_a_listed_exercise_is_that_one_if_nobody_says_no(
    ada: Person, name: str
) -> None:
    assert f"Is “{name}” in the file one of your exercises?" in bring(ada, "", name)
    assert exercises(ada) == ["Walking"]


def test_it_is_another_where_somebody_says_so(ada: Person) -> None:
    bring(ada, "", "walk", same__exercise__walk="")
    assert exercises(ada) == ["walk"]


@pytest.mark.parametrize("name", ["walking", "Row of cans"])
def test_a_listed_exercise_and_one_like_none_are_not_asked_about(ada: Person, name: str) -> None:
    assert "one of your exercises?" not in bring(ada, "", name)


def test_a_medicine_without_its_dose_stays_so_if_nobody_says_which_it_is(ada: Person) -> None:
    ada.send("/methods/new", **IBUPROFEN)
    assert "Is “ibuprofen” in the file one on your list" in bring(ada, "ibuprofen", "")
    assert uses(ada) == [("ibuprofen", "", "")]


def test_a_medicine_without_its_dose_gets_that_of_the_listed_one_it_is(ada: Person) -> None:
    ada.send("/methods/new", **IBUPROFEN)
    (method,) = listed(ada, "methods")
    bring(ada, "ibuprofen", "", same__relief__medicine__ibuprofen____=method["id"])
    assert uses(ada) == [("Ibuprofen", "400", "mg")]


def test_a_dose_without_its_unit_is_the_listed_one_if_nobody_says_no(ada: Person) -> None:
    ada.send("/methods/new", **IBUPROFEN)
    assert "Is “Ibuprofen 400” in the file one on" in bring(ada, "Ibuprofen 400", "")
    assert uses(ada) == [("Ibuprofen", "400", "mg")]


@pytest.mark.parametrize("cell", ["Ibuprofen 800", "Ibuprofen 0.4 g", "Xyz"])
def test_another_dose_and_the_same_in_another_unit_are_not_asked_about(
    ada: Person, cell: str
) -> None:
    ada.send("/methods/new", **IBUPROFEN)
    assert "one on your list" not in bring(ada, cell, "")


def test_bringing_it_again_changes_nothing(ada: Person) -> None:
    bring(ada, "", "walk")
    page = look(ada, ("diary.csv", TABLE.format(medicine="", exercise="walk")))
    while "Your diary has all of this already" not in said(page):
        page = said_to(ada, page)
    assert exercises(ada) == ["Walking"]
