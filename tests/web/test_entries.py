"""Entries: what is typed is kept, once, and only for its owner."""

from tests.people import Person


def test_a_level_is_saved_and_shown_today(ada: Person) -> None:
    answer = ada.send("/pain/new", kind="day_average", level="4", note="after the drive")
    assert (answer.status_code, answer.location) == (303, "/")
    page = ada.get("/").text
    assert "after the drive" in page
    assert "Pain level saved." in page
