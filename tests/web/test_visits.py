"""What somebody wants to ask at a visit, and what came of it, on the summary and on Today."""

import json

import pytest
import time_machine

from tests.people import Person
from tests.web.conftest import NOON
from tests.web.reading import csv_of, listed, one, problems, said, soup, typed, undo, words_of

ZONE = {"zone": "Europe/Vienna"}
MAY_6 = {"what": "visit", "name": "Dr Huber", "happened_at": "2026-05-06T09:00", **ZONE}
TODAY = {"what": "visit", "name": "Dr Huber", "happened_at": "2026-05-20T14:30", **ZONE}
SINCE = "/report?from=2026-05-06&to=2026-05-20"


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> time_machine.Traveller:
    """The clock stands at two in the afternoon of 20 May 2026, in Vienna, until it is moved."""
    clock.move_to(NOON)
    return clock


def front(person: Person, path: str) -> list[str]:
    """The headings of the first sheet, in order."""
    return [words_of(each) for each in soup(person.get(path)).select(".sheet.front h3")]


@pytest.mark.both_databases
def test_the_questions_of_the_next_visit_are_the_first_thing_on_the_summary(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.log("events", questions="Ask about stairs\nWhen may I lift?", **TODAY)
    ada.log(
        "events",
        what="visit",
        happened_at="2026-05-25T09:00",
        questions="Ask about skiing",
        **ZONE,
    )
    page = said(ada.get("/report"))
    assert front(ada, "/report")[0] == "What I want to ask on 20 May 2026"
    assert "Ask about stairs When may I lift?" in page
    assert "skiing" not in page


def test_questions_that_were_asked_are_not_asked_again(ada: Person) -> None:
    ada.log("events", questions="Ask about stairs", **MAY_6)
    section = soup(ada.get("/report")).select("#sheet-questions")
    assert not section
    assert "asked: Ask about stairs" in said(ada.get("/diary"))


def test_questions_go_only_where_the_section_was_chosen(ada: Person) -> None:
    ada.log("events", questions="Ask about stairs", **TODAY)
    assert "stairs" not in said(ada.get("/report?sections=pain,events"))
    assert "stairs" in said(ada.get("/report?sections=questions"))


def test_questions_of_a_visit_that_was_go_only_where_the_section_was_chosen(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.log("events", questions="Ask about stairs", **MAY_6)
    for sections in ("events,entries", "events,programme,entries&notes=on"):
        assert "stairs" not in said(ada.get(f"{SINCE}&sections={sections}")), sections
    assert "asked: Ask about stairs" in said(ada.get(f"{SINCE}&sections=events,questions,entries"))


def test_a_file_without_notes_has_no_questions_for_a_visit(ada: Person) -> None:
    ada.log("events", questions="Ask about stairs", **MAY_6)
    assert b"stairs" in csv_of(ada, "events")
    assert "stairs" not in ada.get("/export/events.csv?notes=off").text


@pytest.mark.both_databases
def test_the_page_of_a_time_that_is_over_asks_nothing_of_a_later_visit(
    ada: Person, noon: time_machine.Traveller
) -> None:
    ada.log("events", questions="Ask about stairs", **MAY_6)
    ada.log("events", questions="Ask about skiing", **TODAY)
    over = "/report?from=2026-05-01&to="
    assert "skiing" in said(ada.get(f"{over}2026-05-20"))
    assert "skiing" not in said(ada.get(f"{over}2026-05-19"))
    assert front(ada, f"{over}2026-05-06")[0] == "What I want to ask on 6 May 2026"
    noon.shift(3 * 24 * 3600)
    assert front(ada, f"{over}2026-05-20")[0] == "What I want to ask on 20 May 2026"


def test_since_a_visit_says_what_was_agreed_and_how_the_programme_changed(ada: Person) -> None:
    ada.log("events", agreed="less lifting", **MAY_6)
    ada.log("programme", exercise="Curl-up", reps="12", starts_on="2026-05-06")
    section = soup(ada.get(f"{SINCE}&notes=on")).select_one("[aria-labelledby=sheet-since]")
    assert section is not None
    words = words_of(section)
    assert words.startswith("Since the visit of 6 May 2026: Dr Huber Agreed: less lifting")
    assert "New: Curl-up, 12 times, once a day, every day." in words
    assert "less lifting" not in said(ada.get(SINCE))
    assert "sheet-since" not in ada.get("/report?from=2026-05-07&to=2026-05-20").text


@pytest.mark.both_databases
def test_a_line_that_was_edited_is_told(ada: Person) -> None:
    ada.log("events", **MAY_6)
    ada.log("programme", exercise="Curl-up", reps="12", starts_on="2026-05-01")
    line = next(each for each in listed(ada, "programme") if each["reps"] == "12")
    ada.send(f"/programme/{line['id']}/edit", reps="14", applies="always")
    assert "Edited: Curl-up, now 14 times" in said(ada.get(SINCE))


@pytest.mark.both_databases
def test_an_edit_after_the_time_of_the_page_is_not_told(
    ada: Person, noon: time_machine.Traveller
) -> None:
    ada.log("events", **MAY_6)
    ada.log("programme", exercise="Curl-up", reps="12", starts_on="2026-05-01")
    line = next(each for each in listed(ada, "programme") if each["reps"] == "12")
    noon.shift(24 * 3600)
    ada.send(f"/programme/{line['id']}/edit", reps="14", applies="always")
    assert "Edited" not in said(ada.get(SINCE))
    assert "Edited" in said(ada.get("/report?from=2026-05-06&to=2026-05-21"))


def test_an_edit_of_the_private_note_alone_is_not_told(ada: Person) -> None:
    ada.log("events", **MAY_6)
    ada.log("programme", exercise="Curl-up", reps="12", starts_on="2026-05-01")
    line = next(each for each in listed(ada, "programme") if each["reps"] == "12")
    edit = f"/programme/{line['id']}/edit"
    ada.send(edit, note="my knee dislikes it")
    undo(ada)
    assert not next(each for each in listed(ada, "programme") if each["reps"] == "12")["note"]
    ada.send(edit, note="my knee dislikes it")
    assert "Edited" not in said(ada.get(SINCE))


def test_a_line_whose_edit_was_undone_is_as_it_was(ada: Person) -> None:
    ada.log("events", **MAY_6)
    ada.log("programme", exercise="Curl-up", reps="12", starts_on="2026-05-01")
    line = next(each for each in listed(ada, "programme") if each["reps"] == "12")
    ada.send(f"/programme/{line['id']}/edit", reps="14", applies="always")
    undo(ada)
    assert "Edited" not in said(ada.get(SINCE))


def test_today_leads_to_a_visit_on_its_day_only(ada: Person, noon: time_machine.Traveller) -> None:
    ada.log("events", **TODAY)
    key = one(ada, "events")["id"]
    links = {link["href"]: link.text for link in soup(ada.get("/")).select("#today-questions a")}
    assert list(links.values()) == ["What I want to ask"]
    assert ada.get(str(next(iter(links)))).status_code == 200
    noon.shift(3600)
    chips = [link.text for link in soup(ada.get("/")).select("#today-questions a")]
    assert chips == ["What I want to ask", "What was agreed"]
    noon.shift(24 * 3600)
    assert key not in ada.get("/").text
    assert "What was agreed" not in said(ada.get("/?day=2026-05-20"))


def test_the_file_of_events_has_the_column_of_questions_only_where_it_is_used(ada: Person) -> None:
    ada.log("events", **MAY_6)
    assert csv_of(ada, "events").splitlines()[0].endswith(b",note")
    ada.log("events", questions="Ask about stairs", **TODAY)
    assert csv_of(ada, "events").splitlines()[0].endswith(b",note,questions")


def test_a_bundle_has_what_was_asked_at_a_visit_only_with_notes(ada: Person) -> None:
    ada.log("events", questions="Ask about stairs", agreed="a secret", **MAY_6)
    text = ada.get("/export/fhir.json").text
    assert "Dr Huber" in text
    assert "stairs" not in text
    assert "a secret" not in text
    notes = ada.get("/export/fhir.json?notes=on").text
    (entry,) = [e for e in json.loads(notes)["entry"] if "note" in e["resource"]]
    assert [each["text"] for each in entry["resource"]["note"]] == ["a secret", "Ask about stairs"]


def test_the_form_says_who_sees_the_questions_and_loses_nothing_that_is_too_long(
    ada: Person,
) -> None:
    answer = ada.send("/events/new", what="visit", questions="why? " * 500)
    assert answer.status_code == 422
    assert problems(answer).keys() == {"questions"}
    assert "why? why?" in typed(answer)["questions"][0]
    assert "they are not a private note" in said(answer)
