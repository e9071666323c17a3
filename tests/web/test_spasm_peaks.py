"""The worst level of a spasm, when a level that was noted while it lasted goes or is corrected."""

import pytest
import time_machine
from werkzeug.test import TestResponse

from tests.people import Person
from tests.web.reading import listed, one, said, soup

STAYS = "The spasm still says 9 at its worst."


@pytest.fixture
def spasm(clock: time_machine.Traveller, ada: Person) -> str:
    clock.shift(60)
    ada.send("/", "/episodes/start")
    return str(one(ada, "episodes")["id"])


def noted(ada: Person, spasm: str, level: str) -> str:
    """The id of a level noted in the spasm."""
    before = {entry["id"] for entry in listed(ada, "pain")}
    ada.post("/pain/new", kind="now", level=level, episode_id=spasm)
    (key,) = {entry["id"] for entry in listed(ada, "pain")} - before
    return str(key)


def peak(ada: Person) -> str:
    return str(one(ada, "episodes")["peak_level"])


def take_back(ada: Person, page: TestResponse) -> None:
    """Take the undo that a page offers."""
    *_, path = [form.action for form in ada.forms_of(page) if "/changes/" in form.action]
    assert ada.post(path).status_code == 303
    assert "Undone:" in said(ada.get("/"))


def test_the_peak_goes_back_with_the_deleted_level_that_made_it(ada: Person, spasm: str) -> None:
    noted(ada, spasm, "4")
    key = noted(ada, spasm, "9")
    ada.send("/", f"/episodes/{spasm}/end")
    ada.post(f"/pain/{key}/delete")
    assert peak(ada) == "4"
    page = ada.get("/")
    assert STAYS not in said(page)
    assert "Worst pain 9" not in said(ada.get("/report"))
    take_back(ada, page)
    assert peak(ada) == "9"
    assert len(listed(ada, "pain")) == 2


def test_a_spasm_without_another_level_has_no_peak_any_more(ada: Person, spasm: str) -> None:
    key = noted(ada, spasm, "9")
    ada.post(f"/pain/{key}/delete")
    assert peak(ada) == ""


def test_deleting_sent_twice_is_one_change_with_one_undo(ada: Person, spasm: str) -> None:
    key = noted(ada, spasm, "9")
    submission = {"client_key": "7b5f5f5c-6f0e-4a73-8a92-0c8f1e7a2f11"}
    for _ in range(2):
        assert ada.post(f"/pain/{key}/delete", **submission).status_code == 303
    assert peak(ada) == ""
    take_back(ada, ada.get("/"))
    assert peak(ada) == "9"


@pytest.mark.parametrize("order", [("5", "9"), ("9", "5")])
def test_levels_that_are_deleted_one_after_the_other_leave_no_peak(
    ada: Person, spasm: str, order: tuple[str, str]
) -> None:
    keys = {level: noted(ada, spasm, level) for level in ("5", "9")}
    for level in order:
        ada.post(f"/pain/{keys[level]}/delete")
    assert peak(ada) == ""


def test_a_peak_that_another_level_reaches_stays_without_a_word(ada: Person, spasm: str) -> None:
    noted(ada, spasm, "9")
    key = noted(ada, spasm, "9")
    ada.post(f"/pain/{key}/delete")
    assert peak(ada) == "9"
    assert STAYS not in said(ada.get("/"))


def test_a_peak_that_was_typed_stays_and_the_message_leads_there(ada: Person, spasm: str) -> None:
    ada.send(f"/episodes/{spasm}/edit", peak_level="9")
    key = noted(ada, spasm, "9")
    ada.post(f"/pain/{key}/delete")
    page = ada.get("/")
    assert peak(ada) == "9"
    assert STAYS in said(page)
    assert soup(page).select_one(f".message a[href='/episodes/{spasm}/edit']") is not None


def test_a_level_goes_back_to_the_peak_that_was_typed_before_it(ada: Person, spasm: str) -> None:
    ada.send(f"/episodes/{spasm}/edit", peak_level="6")
    key = noted(ada, spasm, "9")
    ada.post(f"/pain/{key}/delete")
    assert peak(ada) == "6"


def test_an_edit_that_touches_no_peak_does_not_make_it_a_typed_one(
    ada: Person, spasm: str
) -> None:
    key = noted(ada, spasm, "9")
    ada.send(f"/episodes/{spasm}/edit", note="lifting")
    ada.post(f"/pain/{key}/delete")
    assert peak(ada) == ""


def test_after_a_day_nobody_knows_who_made_a_peak_and_it_stays(
    clock: time_machine.Traveller, ada: Person, spasm: str
) -> None:
    key = noted(ada, spasm, "9")
    ada.send("/", f"/episodes/{spasm}/end")
    clock.shift(25 * 3600)
    ada.send(f"/pain/{key}/edit", f"/pain/{key}/delete")
    assert STAYS in said(ada.get("/"))
    assert peak(ada) == "9"


@pytest.mark.parametrize(("level", "peak_then"), [("3", "4"), ("7", "7"), ("10", "10")])
def test_the_peak_follows_a_corrected_level(
    ada: Person, spasm: str, level: str, peak_then: str
) -> None:
    noted(ada, spasm, "4")
    key = noted(ada, spasm, "9")
    assert ada.send(f"/pain/{key}/edit", level=level).status_code == 303
    assert peak(ada) == peak_then
    take_back(ada, ada.get("/"))
    assert peak(ada) == "9"


def test_a_level_that_is_edited_otherwise_moves_no_peak(ada: Person, spasm: str) -> None:
    key = noted(ada, spasm, "9")
    ada.send(f"/episodes/{spasm}/edit", peak_level="5")
    ada.send(f"/pain/{key}/edit", note="on the stairs")
    assert peak(ada) == "5"
    assert STAYS not in said(ada.get("/"))


def test_a_lowered_level_whose_peak_was_typed_says_that_it_stays(ada: Person, spasm: str) -> None:
    ada.send(f"/episodes/{spasm}/edit", peak_level="9")
    key = noted(ada, spasm, "9")
    ada.send(f"/pain/{key}/edit", level="2")
    assert peak(ada) == "9"
    assert STAYS in said(ada.get("/"))
