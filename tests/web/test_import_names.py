"""One exercise, however its name is typed: at each door by which entries come in."""

import unicodedata

import pytest

from tests.people import Person
from tests.web.apps import app_of
from tests.web.reading import bring, listed, look, said
from tests.web.test_imports import brought, looked_through

pytestmark = pytest.mark.both_databases

NAME = "Hüftöffner"
SPELLED = [NAME.upper(), unicodedata.normalize("NFD", NAME), f"  {NAME.lower()} "]

OWN = "completed_at,zone,exercise\n{at},Europe/Vienna,{name}\n"
STRONG = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n"
    "{at},Push,60m,{name},1,60,5,,,\n"
)
TABLE = "Date,Time,Exercise,Reps\n{day},{clock},{name},10\n"


def exercises(person: Person) -> set[str]:
    """The names of the exercises that were done."""
    return {entry["exercise"] for entry in listed(person, "exercises")}


def come_in(person: Person, door: str, day: int, name: str) -> None:
    """Bring an exercise in by a door."""
    at = f"2026-05-{day:02}T10:00:00+02:00"
    if door == "app":
        app_of(person, "read", "log").log("exercises", exercise=name, completed_at=at)
    elif door == "own":
        bring(person, ("exercises.csv", OWN.format(at=at, name=name)))
    else:
        form = STRONG if door == "strong" else TABLE
        text = form.format(
            at=f"2026-05-{day:02} 10:00:00", day=f"2026-05-{day:02}", clock="10:00", name=name
        )
        page = looked_through(person, f"{door}.csv", text.encode())
        assert brought(person, page).status_code == 303


@pytest.mark.parametrize("spelled_name", SPELLED)
@pytest.mark.parametrize("door", ["own", "table", "strong", "app"])
def test_an_exercise_that_comes_in_once_more_is_the_same(
    ada: Person, door: str, spelled_name: str
) -> None:
    come_in(ada, "own", 4, NAME)
    come_in(ada, door, 5, spelled_name)
    assert exercises(ada) == {NAME}
    assert len(listed(ada, "exercises")) == 2


@pytest.mark.parametrize("spelled_name", SPELLED)
@pytest.mark.parametrize("door", ["own", "table", "strong"])
def test_a_file_with_two_spellings_brings_one_exercise(
    ada: Person, door: str, spelled_name: str
) -> None:
    come_in(ada, door, 4, NAME)
    page = look(ada, ("programme.csv", f"exercise,starts_on\n{spelled_name},2026-05-05\n"))
    assert "New on your list of exercises" not in said(page)


@pytest.mark.parametrize("spelled_name", SPELLED)
def test_a_cell_that_lists_an_exercise_in_two_spellings_names_one(
    ada: Person, spelled_name: str
) -> None:
    table = f'Date,Pain,Exercises\n2026-05-04,4,"{NAME}, {spelled_name}, walk"\n'
    page = looked_through(ada, "table.csv", table.encode())
    assert brought(ada, page).status_code == 303
    assert sorted(entry["exercise"] for entry in listed(ada, "exercises")) == [NAME, "Walking"]
