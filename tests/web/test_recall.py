"""The recall check: guessed in one tap, before any page shows the week's average."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlalchemy import Engine

from tests.people import PASSWORD, Person
from tests.store.making import statements
from tests.web.apps import app_of
from tests.web.reading import listed, one, said
from tests.web.test_statements import AGAIN

ASKS = "From memory: your average pain"
WEEK_START = date(2026, 5, 25)
"""The Monday after the fixed clock's Wednesday: the first whole week that may be guessed."""


def a_week_later(
    clock: time_machine.Traveller, person: Person, days: int = 7, level: int = 4
) -> None:
    """Turn the check on, log the next whole week day by day, and go on to the Monday after."""
    person.post("/account/recall")
    clock.shift((WEEK_START - date(2026, 5, 20)).days * 86400)
    for day in range(7):
        if day < days:
            person.post("/pain/new", kind="day_average", level=str(level + day % 2))
        clock.shift(86400)


def guess(person: Person, level: int = 6, first: date = WEEK_START, **fields: str) -> None:
    answer = person.post("/recall/new", week_starts_on=str(first), level=str(level), **fields)
    assert answer.status_code == 303, answer.text


def test_one_tap_guesses_last_week_and_it_is_not_asked_again(
    clock: time_machine.Traveller, ada: Person
) -> None:
    a_week_later(clock, ada)
    assert ASKS in said(ada.get("/"))
    guess(ada)
    entry = one(ada, "recall")
    assert (entry["week_starts_on"], entry["level"], entry["seen_before"]) == (
        "2026-05-25",
        "6",
        "no",
    )
    assert ASKS not in said(ada.get("/"))


def test_nothing_is_asked_of_who_did_not_turn_it_on(
    clock: time_machine.Traveller, ada: Person
) -> None:
    a_week_later(clock, ada)
    ada.post("/account/recall/end")
    assert ASKS not in said(ada.get("/"))


def test_four_days_logged_are_too_few_and_five_are_enough(
    clock: time_machine.Traveller, ada: Person, charlie: Person
) -> None:
    a_week_later(clock, ada, days=4)
    assert ASKS not in said(ada.get("/"))
    clock.move_to(clock_start())
    a_week_later(clock, charlie, days=5)
    assert ASKS in said(charlie.get("/"))


def clock_start() -> str:
    return "2026-05-20T12:00:00+00:00"


def test_until_it_is_guessed_today_shows_no_level_of_that_week(
    clock: time_machine.Traveller, ada: Person
) -> None:
    a_week_later(clock, ada)
    for day in range(18, 26):
        assert levels_in_strip(ada, f"/?day=2026-05-{day}") == [], day
    assert levels_in_strip(ada) == []
    guess(ada)
    assert len(levels_in_strip(ada)) == 6


def levels_in_strip(person: Person, path: str = "/") -> list[str]:
    strip = BeautifulSoup(person.get(path).text, "html.parser").find(id="today-week")
    assert strip
    return [each.get_text() for each in strip.select(".level") if "missing" not in each["class"]]


SHOWING = (
    "/charts",
    "/charts/year",
    "/insight",
    "/insight/trend.csv",
    "/insight/explore",
    "/insight/experiment",
    "/report",
    "/report.pdf",
    "/diary",
    "/export/pain.csv",
    "/export/journal.zip",
    "/export/journal.xlsx",
    "/export/fhir.json",
)


@pytest.mark.parametrize("path", SHOWING)
def test_once_a_page_showed_averages_no_guess_counts(
    clock: time_machine.Traveller, ada: Person, path: str
) -> None:
    a_week_later(clock, ada)
    ada.send("/export", own_password=PASSWORD)
    assert ada.get(path).status_code == 200
    assert ASKS not in said(ada.get("/"))
    guess(ada)
    assert one(ada, "recall")["seen_before"] == "yes"


@pytest.mark.parametrize("path", ["/report", "/charts", "/charts/spasms", "/diary"])
def test_a_page_shown_beside_what_was_wrong_was_seen_too(
    clock: time_machine.Traveller, ada: Person, path: str
) -> None:
    a_week_later(clock, ada)
    assert ada.get(f"{path}?range=nonsense").status_code == 422
    assert ASKS not in said(ada.get("/"))


def test_an_experiments_page_shown_around_refused_words_was_seen_too(
    clock: time_machine.Traveller, ada: Person
) -> None:
    a_week_later(clock, ada)
    assert ada.post("/insight/experiment", one_way="walking").status_code == 422
    assert ASKS not in said(ada.get("/"))


def test_an_app_that_is_refused_was_shown_nothing(
    clock: time_machine.Traveller, ada: Person
) -> None:
    app = app_of(ada)
    a_week_later(clock, ada)
    assert app.get("/pain?from=nonsense").status_code == 422
    assert ASKS in said(ada.get("/"))


def test_whether_to_ask_is_worked_out_once_until_the_diary_changes(
    clock: time_machine.Traveller, ada: Person, engine: Engine
) -> None:
    a_week_later(clock, ada)
    counts = []
    for _ in range(2):
        with statements(engine) as ran:
            assert ASKS in said(ada.get("/"))
        counts.append(len(ran))
    assert counts[1] == AGAIN["/"], counts
    guess(ada)
    assert ASKS not in said(ada.get("/"))


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"questions": "x" * 100_000}, 422), ({"questions": "third", "version": "1"}, 409)],
)
def test_a_report_shown_around_refused_words_was_seen_too(
    clock: time_machine.Traveller, ada: Person, fields: dict[str, str], status: int
) -> None:
    a_week_later(clock, ada)
    for version, words in enumerate(("first", "second")):
        assert ada.post("/report", questions=words, version=str(version)).status_code == 303
    assert ASKS in said(ada.get("/"))
    answer = ada.post("/report", **fields)
    assert answer.status_code == status
    assert ASKS not in said(ada.get("/"))


@pytest.mark.parametrize("path", ["/insight/method", "/help", "/safety", "/more", "/programme"])
def test_pages_without_averages_leave_the_question_open(
    clock: time_machine.Traveller, ada: Person, path: str
) -> None:
    a_week_later(clock, ada)
    assert ada.get(path).status_code == 200
    assert ASKS in said(ada.get("/"))


def test_averages_seen_on_the_last_day_of_a_week_void_it_and_those_before_do_not(
    clock: time_machine.Traveller, ada: Person, charlie: Person
) -> None:
    for person, days, question in ((ada, 5, True), (charlie, 6, False)):
        clock.move_to(clock_start())
        person.post("/account/recall")
        clock.shift(5 * 86400)
        for day in range(7):
            person.post("/pain/new", kind="day_average", level="3")
            if day == days:
                person.get("/charts")
            clock.shift(86400)
        assert (ASKS in said(person.get("/"))) is question


def test_another_app_that_reads_the_levels_voids_the_week(
    clock: time_machine.Traveller, ada: Person
) -> None:
    app = app_of(ada)
    a_week_later(clock, ada)
    body = {"week_starts_on": str(WEEK_START), "level": 5}
    first = app.post("/recall", body)
    assert (first.status_code, (first.json or {})["seen_before"]) == (201, False)
    app.get("/pain")
    second = app.post("/recall", {**body, "guessed_at": "2026-06-01T01:00:00Z"})
    assert (second.json or {})["seen_before"] is True, "an earlier time does not make it unseen"


def test_an_app_cannot_say_that_it_was_not_seen(ada: Person) -> None:
    body = {"week_starts_on": str(WEEK_START), "level": 5, "seen_before": False}
    assert app_of(ada).post("/recall", body).status_code == 422


def test_a_guess_that_waited_without_a_network_is_of_when_it_was_made(
    clock: time_machine.Traveller, ada: Person
) -> None:
    a_week_later(clock, ada)
    clock.shift(3600)
    guess(ada, typed_ago="3600")
    entry = one(ada, "recall")
    assert entry["seen_before"] == "no"
    assert entry["guessed_at"] == "2026-06-01T14:00:00+02:00"


def test_a_guess_changed_after_the_average_was_seen_does_not_count(
    clock: time_machine.Traveller, ada: Person
) -> None:
    a_week_later(clock, ada)
    guess(ada)
    ada.get("/charts")
    key = one(ada, "recall")["id"]
    ada.send(f"/recall/{key}/edit", note="a hard week")
    assert one(ada, "recall")["seen_before"] == "no", "a note changes no guess"
    ada.send(f"/recall/{key}/edit", level="4")
    assert one(ada, "recall")["seen_before"] == "yes"
    assert "doesn’t count" in said(ada.get("/diary"))


def test_skipping_asks_no_more_about_that_week_and_guessing_can_be_undone(
    clock: time_machine.Traveller, ada: Person, charlie: Person
) -> None:
    a_week_later(clock, ada)
    assert ada.post("/account/recall/skip", week_starts_on=str(WEEK_START)).status_code == 303
    assert ASKS not in said(ada.get("/"))
    clock.move_to(clock_start())
    a_week_later(clock, charlie)
    guess(charlie)
    undos = [form.action for form in charlie.forms_of(charlie.get("/")) if "/undo" in form.action]
    charlie.post(undos[-1])
    assert listed(charlie, "recall") == []
    assert ASKS in said(charlie.get("/"))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("text", ["", "last week", "2026-13-01", "1066-01-01"])
def test_a_week_that_is_none_is_not_skipped(ada: Person, text: str) -> None:
    assert ada.post("/account/recall/skip", week_starts_on=text).status_code == 422


def test_the_offer_comes_after_four_weeks_and_one_tap_ends_it_for_good(
    clock: time_machine.Traveller, ada: Person
) -> None:
    offer = "How well do you remember"
    for _ in range(27):
        ada.post("/pain/new", kind="day_average", level="3")
        clock.shift(86400)
    ada.post("/days/2026-06-15", no_exercise="yes")
    assert offer not in said(ada.get("/"))
    clock.shift(86400)
    assert offer in said(ada.get("/"))
    assert ada.post("/account/recall/refuse").status_code == 303
    clock.shift(500 * 86400)
    for _ in range(6):
        ada.post("/pain/new", kind="day_average", level="3")
        clock.shift(86400)
    assert offer not in said(ada.get("/"))


def test_after_eight_weeks_insight_says_how_memory_and_diary_compare(
    clock: time_machine.Traveller, ada: Person
) -> None:
    assert "What you remember" not in said(ada.get("/insight"))
    a_week_later(clock, ada)
    for week in range(8):
        guess(ada, 6, WEEK_START + timedelta(weeks=week))
        if week < 7:
            assert "higher than you noted" not in said(ada.get("/insight"))
            for day in range(7):
                ada.post("/pain/new", kind="day_average", level=str(3 + (day + week) % 2))
                clock.shift(86400)
    page = said(ada.get("/insight"))
    assert "You remember 2." in page
    assert "higher than you noted (8 weeks, likely range" in page
    assert "minus the average noted: +2." in said(ada.get("/report?range=12w"))


def test_a_stranger_finds_no_guess_and_nobody_unknown_gets_in(
    clock: time_machine.Traveller, ada: Person, charlie: Person, nobody: Person
) -> None:
    a_week_later(clock, ada)
    guess(ada)
    key = one(ada, "recall")["id"]
    assert charlie.get(f"/recall/{key}/edit").status_code == 404
    assert nobody.get("/account/recall").status_code == 302
    for path in ("/account/recall", "/account/recall/end", "/account/recall/skip"):
        assert nobody.post(path).status_code in (302, 303)
