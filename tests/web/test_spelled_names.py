"""Names that only differ in how they are typed mean the same, on lists and in what was logged."""

import pytest
import time_machine

from tests.people import Person
from tests.web.apps import app_of
from tests.web.conftest import NOON
from tests.web.reading import listed, one, said, soup, undo

DAY = "/days/2026-05-20/edit"
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
    assert "Ibuprofen 400 mg 3 times." in summary
    assert "Ibuprofen 400 mg 3 times, on 3 days." in summary
    assert "IBUPROFEN" not in summary.split("All entries")[0]


def test_a_question_has_one_answer_however_it_was_spelled(ada: Person) -> None:
    ada.post(DAY, factors=["mood=5", "Swim=yes"])
    ada.log("topics", name="Mood", kind="level")
    page = soup(ada.get(DAY))
    (option,) = page.select("#factors select option[selected]")
    assert option["value"] == "Mood=5"
    assert [box["value"] for box in page.select("#factors input[checked]")] == ["Swim=yes"]
    assert ada.send(DAY, factors=["Mood=6", "Swim=yes"]).status_code == 303
    ada.post(DAY, factor="Mood=7")
    assert one(ada, "days")["factors"] == "Mood=7|Swim=yes"
    ada.post(DAY, factor="MOOD=")
    assert one(ada, "days")["factors"] == "Swim=yes"


def test_of_two_answers_to_one_question_the_later_counts(ada: Person) -> None:
    app_of(ada, "read", "log").log(
        "days", day="2026-05-20", factors=["Coffee=yes", "Swim=no", "COFFEE=no"]
    )
    assert one(ada, "days")["factors"] == "Swim=no|COFFEE=no"


@pytest.mark.both_databases
def test_a_renamed_question_takes_answers_of_another_spelling_along(ada: Person) -> None:
    ada.post(DAY, factors="mood=5")
    ada.log("topics", name="Mood", kind="level")
    key = one(ada, "topics")["id"]
    ada.send(f"/topics/{key}/edit", name="Humour")
    assert one(ada, "days")["factors"] == "Humour=5"
    undo(ada)
    ada.post(f"/topics/{key}/delete")
    assert one(ada, "topics")["retired_on"] == "2026-05-20"


def test_own_words_of_a_spasm_stand_once_however_they_were_spelled(ada: Person) -> None:
    ada.log(
        "episodes",
        started_at="2026-05-20T08:00",
        ended_at="2026-05-20T08:30",
        own_symptoms=["CAFÉ", "Cafe\u0301"],
        triggers=["Piano", "PIANO", "piano "],
    )
    ada.log("topics", name="Café", kind="symptom")
    entry = one(ada, "episodes")
    assert (entry["own_symptoms"], entry["triggers"]) == ("CAFÉ", "Piano")
    for path in ("edit", "ended?question=symptoms"):
        boxes = soup(ada.get(f"/episodes/{entry['id']}/{path}")).select("[name=own_symptoms]")
        checked = [box.has_attr("checked") for box in boxes if box.get("type") == "checkbox"]
        assert checked == [True]
    ada.send(f"/topics/{one(ada, 'topics')['id']}/edit", name="Fist")
    assert one(ada, "episodes")["own_symptoms"] == "Fist"


@pytest.mark.usefixtures("before_listed")
def test_what_was_logged_in_another_spelling_is_edited_without_a_question(ada: Person) -> None:
    key = one(ada, "relief")["id"]
    assert ada.send(f"/relief/{key}/edit", dose="600").status_code == 303
    assert (one(ada, "relief")["name"], one(ada, "relief")["dose"]) == ("Ibuprofen", "600")


def test_a_unit_typed_in_capitals_is_the_same_dose(ada: Person, before_listed: str) -> None:
    answer = ada.send("/methods/new", **IBUPROFEN | {"name": "IBUPROFEN", "unit": "MG"})
    assert answer.status_code == 422
    assert "“Ibuprofen” with this dose is in your list already." in said(answer)
    assert one(ada, "methods")["id"] == before_listed


@pytest.mark.both_databases
def test_a_new_name_takes_its_dose_along_however_the_unit_was_typed(
    ada: Person, before_listed: str
) -> None:
    ada.post("/relief/new", **IBUPROFEN | {"unit": "MG"}, applied_at="2026-05-20T13:10")
    ada.log("methods", name="IBUPROFEN", method="medicine")
    ada.post("/relief/new", method="medicine", name="ibuprofen", applied_at="2026-05-20T13:20")
    ada.send(f"/methods/{before_listed}/edit", name="Ibuflam")
    names = [(entry.get("unit", ""), entry["name"]) for entry in listed(ada, "relief")]
    assert names == [("mg", "Ibuflam"), ("MG", "Ibuflam"), ("", "IBUPROFEN")]


TOGETHER = "Hours between uses are counted together."
APART = "Hours between uses are counted apart now."


def told(person: Person) -> str:
    """What the next page tells of what was done last."""
    *_, message = soup(person.get("/")).select("#toast .message p")
    return " ".join(message.text.split())


def test_who_adds_another_dose_is_told_that_it_counts_as_the_same(
    clock: time_machine.Traveller, ada: Person, before_listed: str
) -> None:
    clock.shift(60)
    ada.log("methods", name="IBUPROFEN", method="medicine", note="without a dose")
    assert told(ada) == f"IBUPROFEN saved. Also on your list: Ibuprofen 400 mg. {TOGETHER}"
    clock.shift(60)
    ada.log("methods", **IBUPROFEN | {"dose": "600"})
    labels = "Ibuprofen 400 mg, IBUPROFEN"
    assert told(ada) == f"Ibuprofen 600 mg saved. Also on your list: {labels}. {TOGETHER}"
    ada.log("methods", **IBUPROFEN | {"method": "nsaid_cream"})
    assert told(ada) == "Ibuprofen 400 mg saved"
    ada.send(f"/methods/{before_listed}/edit", dose="200")
    assert told(ada) == "Ibuprofen 200 mg saved"
    tiles = [offer(ada, name) for name in ("Ibuprofen 200 mg", "IBUPROFEN", "Ibuprofen 600 mg")]
    assert [", used today" in tile for tile in tiles] == [True, False, False]
    assert all("not before Thu 13:00" in tile for tile in tiles)


def test_hours_that_nobody_set_are_not_told(clock: time_machine.Traveller, ada: Person) -> None:
    cream = {"name": "Voltaren", "method": "nsaid_cream", "unit": "%"}
    ada.log("methods", **cream, dose="1")
    ada.get("/")
    clock.shift(60)
    ada.log("methods", **cream, dose="2")
    assert told(ada) == "Voltaren 2 % saved. Also on your list: Voltaren 1 %."
    first, second = (entry["id"] for entry in listed(ada, "methods"))
    ada.send(f"/methods/{first}/edit", name="Diclac")
    assert told(ada) == "Diclac 1 % saved. Not changed: Voltaren 2 %."
    ada.send(f"/methods/{second}/edit", name="Diclac", not_before_hours="6")
    assert told(ada) == f"Diclac 2 % saved. Also on your list: Diclac 1 %. {TOGETHER}"
    ada.send(f"/methods/{first}/edit", name="Voltaren")
    assert told(ada) == f"Voltaren 1 % saved. Not changed: Diclac 2 %. {APART}"
    ada.log("methods", name="Arnica", method="nsaid_cream")
    ada.get("/")
    ada.send(f"/methods/{first}/edit", name="Diclac")
    ada.get("/")
    ada.send(f"/methods/{first}/edit", name="Arnica")
    changes = f"Also on your list: Arnica. Not changed: Diclac 2 %. {APART}"
    assert told(ada) == f"Arnica 1 % saved. {changes}"


def test_who_renames_one_dose_is_told_which_are_not(ada: Person, before_listed: str) -> None:
    ada.log("methods", **IBUPROFEN | {"dose": "600"})
    ada.get("/")
    ada.send(f"/methods/{before_listed}/edit", name="Ibuflam")
    assert told(ada) == f"Ibuflam 400 mg saved. Not changed: Ibuprofen 600 mg. {APART}"
    (other,) = (entry for entry in listed(ada, "methods") if entry["dose"] == "600")
    ada.send(f"/methods/{other['id']}/edit", name="IBUFLAM")
    assert told(ada) == f"IBUFLAM 600 mg saved. Also on your list: Ibuflam 400 mg. {TOGETHER}"
    ada.send(f"/methods/{other['id']}/edit", retired_on="2026-05-20")
    ada.get("/")
    ada.send(f"/methods/{before_listed}/edit", name="Ibuprofen")
    assert told(ada) == "Ibuprofen 400 mg saved"
    ada.send(f"/methods/{before_listed}/edit", name="Ibuflam")
    ada.get("/")
    ada.send(f"/methods/{other['id']}/edit", retired_on="")
    assert told(ada) == f"IBUFLAM 600 mg saved. Also on your list: Ibuflam 400 mg. {TOGETHER}"
