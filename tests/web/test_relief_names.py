"""A medicine that was used is told with its dose, wherever it is named."""

import pytest
import time_machine

from tests.people import Person
from tests.web.reading import one, said, soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

IBUPROFEN = {"method": "medicine", "name": "Ibuprofen", "dose": "400", "unit": "mg"}
NAMED = "Ibuprofen 400 mg"


def told(person: Person) -> str:
    """What the next page tells of what was done last, without the way back."""
    return words_of(soup(person.get("/")).select("#toast .message p")[-1])


def test_each_message_about_a_use_has_its_dose(ada: Person) -> None:
    ada.send("/relief/new", **IBUPROFEN)
    assert told(ada) == f"{NAMED} saved"
    ada.send("/relief/new", **IBUPROFEN)
    page = soup(ada.get("/"))
    assert words_of(page.select("#toast .message p")[-1]) == f"{NAMED} saved again; last at 14:00"
    ada.post(str(page.select(".message form")[-1]["action"]))
    assert told(ada) == f"Undone: {NAMED} removed"
    key = one(ada, "relief")["id"]
    ada.post(f"/relief/{key}/after", minutes="20", level="3")
    assert told(ada) == f"Pain 3 after {NAMED} saved"
    ada.post(f"/relief/{key}/delete")
    assert told(ada) == f"{NAMED} deleted"


def test_what_has_a_dose_and_no_name_is_told_with_it(ada: Person) -> None:
    ada.send("/relief/new", method="medicine", dose="0,50", unit="g")
    assert told(ada) == "Medicine 0.5 g saved"


def test_what_is_listed_is_told_with_its_dose(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    assert told(ada) == f"{NAMED} saved"
    ada.post("/relief/new", **IBUPROFEN)
    ada.get("/")
    ada.post(f"/methods/{one(ada, 'methods')['id']}/delete")
    assert told(ada).startswith(f"{NAMED} is not offered any more")


def test_the_question_after_a_use_has_its_dose(clock: time_machine.Traveller, ada: Person) -> None:
    ada.post("/relief/new", **IBUPROFEN)
    clock.shift(25 * 60)
    assert f"{NAMED} at 14:00: how is the pain 20 minutes later?" in said(ada.get("/"))


def test_the_page_after_a_spasm_has_each_dose(ada: Person) -> None:
    ada.send("/", "/episodes/start")
    spasm = one(ada, "episodes")["id"]
    for dose in ("400", "400", "600"):
        ada.post("/relief/new", **IBUPROFEN | {"dose": dose}, episode_id=spasm)
    ada.post("/relief/new", method="cold", episode_id=spasm)
    ada.post(f"/episodes/{spasm}/end")
    page = said(ada.get(f"/episodes/{spasm}/ended"))
    assert f"You tried: {NAMED}, Ibuprofen 600 mg, Cold" in page


def test_the_lists_have_the_dose_in_the_name(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    ada.post("/relief/new", **IBUPROFEN)
    for path in ("/", "/own/"):
        assert NAMED in [words_of(name) for name in soup(ada.get(path)).select("strong")], path
    assert f"{NAMED}" in said(ada.get("/diary"))
