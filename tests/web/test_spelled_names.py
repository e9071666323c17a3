"""Names that only differ in how they are typed mean the same, on lists and in what was logged."""

import pytest
import time_machine

from tests.people import Person
from tests.web.conftest import NOON
from tests.web.reading import listed, one, said, soup, undo

IBUPROFEN = {"name": "Ibuprofen", "method": "medicine", "dose": "400", "unit": "mg"}


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon UTC of 20 May 2026."""
    clock.move_to(NOON)


@pytest.fixture
def before_listed(ada: Person) -> str:
    """The id of a medicine that ada put on her list after she had used it, named in capitals."""
    ada.post("/relief/new", **IBUPROFEN | {"name": "IBUPROFEN"}, applied_at="2026-05-20T13:00")
    ada.log("methods", **IBUPROFEN, not_before_hours="24")
    return one(ada, "methods")["id"]


def offer(person: Person, name: str) -> str:
    """What the control of that name says on Today."""
    texts = [" ".join(button.text.split()) for button in soup(person.get("/")).select("button")]
    return next(text for text in texts if text.startswith(name))


@pytest.mark.both_databases
def test_a_new_name_takes_uses_of_another_spelling_and_the_rule_along(
    ada: Person, before_listed: str
) -> None:
    ada.send(f"/methods/{before_listed}/edit", name="Ibuflam")
    assert one(ada, "relief")["name"] == "Ibuflam"
    undo(ada)
    assert offer(ada, "Ibuprofen") == "Ibuprofen 400 mg, used today not before Thu 13:00"
    ada.send(f"/methods/{before_listed}/edit", name="Ibuflam")
    assert offer(ada, "Ibuflam") == "Ibuflam 400 mg, used today not before Thu 13:00"


def test_of_two_spellings_of_one_name_each_takes_its_own_dose_along(
    ada: Person, before_listed: str
) -> None:
    ada.log("methods", **IBUPROFEN | {"name": "ibuprofen", "dose": "600"})
    ada.post("/relief/new", **IBUPROFEN | {"dose": "600"}, applied_at="2026-05-20T13:30")
    ada.send(f"/methods/{before_listed}/edit", name="Ibuflam")
    assert {entry["dose"]: entry["name"] for entry in listed(ada, "relief")} == {
        "400": "Ibuflam",
        "600": "ibuprofen",
    }


def test_what_was_used_in_another_spelling_is_retired(ada: Person, before_listed: str) -> None:
    ada.post(f"/methods/{before_listed}/delete")
    assert one(ada, "methods")["retired_on"] == "2026-05-20"


@pytest.mark.usefixtures("before_listed")
def test_the_last_use_counts_however_it_was_spelled(ada: Person) -> None:
    ada.post("/relief/new", **IBUPROFEN, applied_at="2026-05-19T15:00")
    assert offer(ada, "Ibuprofen") == "Ibuprofen 400 mg, used today not before Thu 13:00"


def test_the_summary_counts_spellings_together(ada: Person) -> None:
    for day, name in (("17", "Ibuprofen"), ("18", "IBUPROFEN"), ("19", "Ibuprofen")):
        moment = f"2026-05-{day}T08:00"
        ada.post("/relief/new", **IBUPROFEN | {"name": name}, applied_at=moment)
    summary = said(ada.get("/report"))
    assert "Ibuprofen 3 times." in summary
    assert "Ibuprofen 400 mg 3 times, on 3 days in May 2026." in summary
    assert "IBUPROFEN" not in summary.split("All entries")[0]
