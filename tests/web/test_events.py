"""Events: marks beside the pain, in charts, diary and the summary for a doctor; never a claim."""

import json

import pytest
import time_machine

from tests.people import Person
from tests.web.conftest import NOON
from tests.web.reading import one, said, soup, undo

APRIL = {"happened_at": "2026-05-06T09:00", "zone": "Europe/Vienna"}


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon of 20 May 2026."""
    clock.move_to(NOON)


def test_nobody_sees_events_who_has_none(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    for path in ("/", "/charts", "/report"):
        assert not soup(ada.get(path)).select("ol.events, #sheet-events"), path
    assert "\u201cVisit" not in said(ada.get("/"))


def test_an_event_is_a_numbered_mark_in_the_chart_with_its_words_below(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.log("events", what="injection", name="Dr Huber", **APRIL)
    for path in ("/charts?range=4w", "/charts?range=all"):
        page = soup(ada.get(path))
        (listed,) = page.select("ol.events li")
        assert " ".join(listed.text.split()) == "1 Injection: Dr Huber 6 May 2026"
        assert page.select("polyline.dotted")
        assert "1" in [mark.text for mark in page.select("text.a-start")]


def test_an_event_is_in_the_diary_and_on_the_summary(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.log("events", what="new_chair", name="in the office", note="a secret", **APRIL)
    assert "New chair in the office" in said(ada.get("/diary"))
    report = soup(ada.get("/report"))
    section = report.select_one("section[aria-labelledby=sheet-events]")
    assert section is not None
    assert "New chair: in the office" in " ".join(section.text.split())
    assert "a secret" not in report.text


def test_what_was_agreed_is_shown_only_with_the_private_notes(ada: Person) -> None:
    ada.log("events", what="visit", agreed="less lifting", **APRIL)
    assert "less lifting" not in said(ada.get("/report"))
    assert "less lifting" in said(ada.get("/report?notes=on"))


def test_a_visit_may_be_planned_and_is_no_day_of_the_diary_yet(ada: Person) -> None:
    ada.log("events", what="visit", happened_at="2026-06-03T09:00", zone="Europe/Vienna")
    assert one(ada, "events")["day"] == "2026-06-03"
    for path in ("/diary", "/diary?range=all", "/diary?from=2026-05-01&to=2026-06-30", "/charts"):
        assert ada.get(path).status_code == 200, path
    days = soup(ada.get("/diary?range=all")).select("li.diary-day")
    assert not [day for day in days if "3 Jun" in day.text]
    bundle = json.loads(ada.get("/export/fhir.json").text)
    types = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert "Patient" in types
    assert "Observation" not in types


def test_an_event_that_was_is_an_observation_without_what_is_private(ada: Person) -> None:
    ada.log("events", what="visit", name="Dr Huber", agreed="rest", note="tired", **APRIL)
    text = ada.get("/export/fhir.json").text
    assert "Dr Huber" in text
    assert "tired" not in text
    assert '"rest"' not in text


def test_an_event_is_undone(ada: Person) -> None:
    ada.log("events", what="visit", **APRIL)
    undo(ada)
    assert ada.get("/export/events.csv").text.count("\n") == 1


def test_a_stranger_finds_no_event(ada: Person, charlie: Person) -> None:
    ada.log("events", what="visit", **APRIL)
    assert charlie.get(f"/events/{one(ada, 'events')['id']}/edit").status_code == 404


def test_insight_says_the_same_whatever_events_there_are(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.get("/")  # where the message about it is taken
    before = said(ada.get("/insight"))
    ada.log("events", what="injection", **APRIL)
    ada.get("/")
    assert said(ada.get("/insight")) == before


FUTURE = {"happened_at": "2026-06-03T15:00", "zone": "Europe/Vienna"}


def coming_up(person: Person, path: str) -> dict[str, str]:
    """The events that a page lists as coming up: where each leads, and its words."""
    return {
        str(link["href"]).partition("?")[0]: " ".join(link.text.split())
        for link in soup(person.get(path)).select("section.to-come a")
    }


def test_a_planned_visit_is_found_and_changed_once_its_undo_has_gone(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.log("events", what="visit", name="Dr Huber", **FUTURE)
    edit = f"/events/{one(ada, 'events')['id']}/edit"
    for path in ("/diary", "/diary?range=12w", "/diary?kind=events", "/events/new"):
        assert coming_up(ada, path) == {edit: "Visit: Dr Huber Wed 3 Jun 2026, 15:00"}, path
    assert ada.get(edit).status_code == 200
    assert edit in ada.get("/report").text


def test_a_planned_visit_is_found_before_anything_else_is_logged(ada: Person) -> None:
    ada.log("events", what="visit", **FUTURE)
    assert len(coming_up(ada, "/diary")) == 1


def test_only_what_is_to_come_is_listed_above_the_newest_day(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    assert coming_up(ada, "/diary") == coming_up(ada, "/events/new") == {}
    ada.log("events", what="injection", **APRIL)
    ada.log("events", what="visit", **FUTURE)
    ada.log("events", what="new_chair", happened_at="2026-05-28T09:00", zone="Europe/Vienna")
    days = ["New chair Thu 28 May 2026, 09:00", "Visit Wed 3 Jun 2026, 15:00"]
    assert list(coming_up(ada, "/diary").values()) == days
    for path in ("/diary?kind=pain", "/diary?from=2026-05-01&to=2026-05-10"):
        assert coming_up(ada, path) == {}, path


def test_a_visit_later_today_stands_under_today_and_on_the_page_of_events(ada: Person) -> None:
    ada.log("events", what="visit", happened_at="2026-05-20T18:00", zone="Europe/Vienna")
    assert coming_up(ada, "/diary") == {}
    assert "Visit 18:00" in said(ada.get("/diary"))
    assert list(coming_up(ada, "/events/new").values()) == ["Visit Wed 20 May 2026, 18:00"]


def test_what_somebody_plans_is_listed_for_nobody_else(ada: Person, charlie: Person) -> None:
    ada.log("events", what="visit", **FUTURE)
    assert coming_up(charlie, "/diary") == coming_up(charlie, "/events/new") == {}


def test_an_event_of_long_ago_makes_no_months_of_days_and_is_found_by_its_dates(
    ada: Person,
) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.log("events", what="injection", name="Dr Huber", happened_at="2006-05-06T09:00")
    ada.log("events", what="visit", name="Dr Maier", happened_at="2006-05-04T09:00")
    for path in ("/diary", "/charts", "/charts/spasms", "/report"):
        text = said(ada.get(f"{path}?range=all"))
        assert "More than" not in text, path
        assert "Dr Huber" not in text, path
    page = soup(ada.get("/diary?from=2006-05-01&to=2006-05-31"))
    days = [str(day["id"]) for day in page.select("li.diary-day")]
    assert days == ["day-2006-05-06", "day-2006-05-04"]
