"""What is told of a programme that comes in by a file."""

import pytest

from tests.people import Person
from tests.web.reading import bring, look, said
from tests.web.test_imports import looked_through

pytestmark = pytest.mark.both_databases

TOLD = "More than one line of the programme asks for these on the same days, and all of them count"


@pytest.mark.parametrize("name", ["Bird dog", "BIRD DOG", "  bird  dog"])
def test_an_exercise_that_a_file_plans_twice_is_told(ada: Person, name: str) -> None:
    rows = f"Bird dog,8,2026-01-05,\n{name},12,2026-02-01,\nPlank,3,2026-01-05,\n"
    file = f"exercise,reps,starts_on,ends_on\n{rows}"
    assert f"{TOLD}: Bird dog." in said(look(ada, ("programme.csv", file)))
    other = file.replace("8,2026-01-05,", "8,2026-01-05,2026-01-31")
    assert TOLD not in said(look(ada, ("programme.csv", other)))


def test_an_exercise_that_a_file_plans_beside_the_diary_is_told(ada: Person) -> None:
    bring(ada, ("programme.csv", "exercise,reps,starts_on\nBird dog,8,2026-01-05\n"))
    file = "exercise,reps,starts_on\nbird dog,12,2026-02-01\n"
    assert f"{TOLD}: Bird dog." in said(look(ada, ("programme.csv", file)))


def test_a_table_that_plans_an_exercise_twice_is_told(ada: Person) -> None:
    rows = b"Bird dog,8,2026-01-05,1,x\nBird dog,9,2026-01-06,2,y\n"
    table = b"Exercise,Reps,starts_on,times_per_day,Extra\n" + rows
    assert f"{TOLD}: Bird dog." in said(looked_through(ada, "plan.csv", table))
