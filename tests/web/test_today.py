"""Today: one tap a level, one tap an exercise, and what was logged."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tests.people import Form, Person
from tests.web.conftest import joined
from tests.web.reading import bring, listed, one, said, soup

pytestmark = pytest.mark.usefixtures("clock")


def tap(person: Person, path: str, **holding: str) -> Form:
    """The form of a page that holds some fields as they are."""
    (form,) = [
        form
        for form in person.forms_of(person.get(path))
        if holding.items() <= dict(form.fields).items()
    ]
    return form


def sent(person: Person, form: Form, **typed: str) -> int:
    answer = person.post(form.action, **(dict(form.fields) | typed))
    assert answer.status_code == 303
    return answer.status_code


def test_a_level_is_one_tap_and_a_second_tap_replaces_it(ada: Person) -> None:
    for level in ("4", "0"):
        sent(ada, tap(ada, "/", kind="day_average"), level=level)
        entry = one(ada, "pain")
        assert (entry["level"], entry["kind"], entry["day"]) == (
            level,
            "day_average",
            "2026-05-20",
        )
    pressed = soup(ada.get("/")).select('button[name=level][aria-pressed="true"]')
    assert [button["value"] for button in pressed] == ["0"]


def test_an_exercise_is_one_tap_as_prescribed(ada: Person) -> None:
    form = tap(ada, "/", exercise="Side leg raise")
    sent(ada, form)
    entry = one(ada, "exercises")
    assert {name: entry[name] for name in ("sets", "reps", "hold_seconds", "side", "outcome")} == {
        "sets": "1",
        "reps": "8",
        "hold_seconds": "2",
        "side": "both",
        "outcome": "done",
    }
    assert entry["completed_at"] == "2026-05-20T14:00:00+02:00"
    sent(ada, form)
    assert len(listed(ada, "exercises")) == 1
    sent(ada, tap(ada, "/", exercise="Side leg raise"))
    assert len(listed(ada, "exercises")) == 2


def test_relief_is_one_tap(ada: Person) -> None:
    sent(ada, tap(ada, "/", method="warmth"))
    assert one(ada, "relief")["method"] == "warmth"


def test_what_was_logged_stands_there_with_undo_and_edit(ada: Person) -> None:
    ada.log("pain", kind="now", level="6", note="a word")
    ada.log("exercises", exercise="Bridge", reps="12")
    ada.log("relief", method="cold", minutes="20")
    ada.log("episodes", started_at="2026-05-20T09:00", ended_at="2026-05-20T10:00")
    page = ada.get("/")
    assert "Nothing yet" not in said(page)
    for slug in ("pain", "exercises", "relief", "episodes"):
        key = one(ada, slug)["id"]
        assert f'href="/{slug}/{key}/edit' in page.text
        (form,) = [f for f in ada.forms_of(page) if f.action == f"/{slug}/{key}/delete"]
        sent(ada, form)
        assert listed(ada, slug) == []
    assert "Nothing yet" in said(ada.get("/"))


@pytest.mark.parametrize(
    ("form", "slug", "moment"),
    [
        ({"kind": "day_average"}, "pain", "day"),
        ({"exercise": "Walking"}, "exercises", "completed_at"),
        ({"method": "cold"}, "relief", "applied_at"),
    ],
)
def test_a_tap_on_an_earlier_day_is_of_that_day(
    ada: Person, form: dict[str, str], slug: str, moment: str
) -> None:
    ada.log("programme", exercise="Walking", starts_on="2026-05-01", minutes="20")
    page = "/?day=2026-05-17"
    page_form = tap(ada, page, **form)
    answer = ada.post(page_form.action, **(dict(page_form.fields) | {"level": "3"}))
    assert answer.location == "/?day=2026-05-17"
    entry = one(ada, slug)
    assert entry["day"] == "2026-05-17"
    assert entry[moment].startswith("2026-05-17")


def test_the_arrows_lead_a_day_back_and_forth_but_not_ahead(ada: Person) -> None:
    arrows = soup(ada.get("/?day=2026-05-19")).select(".days a.round")
    assert [arrow["href"] for arrow in arrows] == ["/?day=2026-05-18", "/?day=2026-05-20"]
    assert len(soup(ada.get("/")).select(".days a.round")) == 1


@pytest.mark.parametrize("day", ["2026-05-22", "2026-02-30", "x", "1899-12-31", "%00", "٢"])
def test_a_day_that_cannot_be_is_not_found(ada: Person, day: str) -> None:
    answer = ada.get(f"/?day={day}")
    assert answer.status_code == 404
    assert "no such day. You can open any day from 1 Jan 1900 to 20 May 2026" in said(answer)
    assert [link["href"] for link in soup(answer).select("main a")] == ["/", "/diary"]
    assert soup(answer).select("main form") == []


def test_the_first_days_there_are_have_a_page(ada: Person) -> None:
    assert ada.get("/?day=1900-01-01").status_code == 200


def test_a_day_is_the_accounts_own(ada: Person) -> None:
    kiri = joined(ada.app, "kiri", zone="Pacific/Kiritimati")
    sent(kiri, tap(kiri, "/", kind="day_average"), level="5")
    assert one(kiri, "pain")["day"] == "2026-05-21"
    assert "Thursday 21 May" in said(kiri.get("/"))


def test_yesterday_is_asked_for_once_the_diary_has_begun(
    clock: time_machine.Traveller, ada: Person
) -> None:
    assert "Any exercise yesterday?" not in said(ada.get("/"))
    ada.log("pain", kind="day_average", level="4")
    clock.shift(24 * 3600)
    assert "Any exercise yesterday?" in said(ada.get("/"))
    (form,) = [f for f in ada.forms_of(ada.get("/")) if f.action == "/days/2026-05-20/edit"]
    sent(ada, form)
    assert "Any exercise yesterday?" not in said(ada.get("/"))
    clock.shift(-24 * 3600)  # a day after signing in, an export asks for the password
    assert one(ada, "days")["no_exercise"] == "yes"


def test_yesterdays_exercise_answers_the_question_too(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.log("exercises", exercise="Bridge")
    clock.shift(24 * 3600)
    assert "Any exercise yesterday?" not in said(ada.get("/"))


def test_no_exercise_is_not_offered_where_there_was_some(ada: Person) -> None:
    assert "No exercise today" in said(ada.get("/"))
    ada.log("exercises", exercise="Bridge")
    assert "No exercise today" not in said(ada.get("/"))


def test_a_skipped_exercise_is_not_done(ada: Person) -> None:
    ada.log("exercises", exercise="Bridge", outcome="skipped")
    page = soup(ada.get("/"))
    assert page.select("button.tap.done") == []
    ada.log("exercises", exercise="Bridge", outcome="done")
    assert len(soup(ada.get("/")).select("button.tap.done")) == 1


def test_a_partly_done_exercise_is_shown_as_that(ada: Person) -> None:
    ada.log("exercises", exercise="Bridge", outcome="partly")
    page = soup(ada.get("/"))
    assert page.select("button.tap.done") == []
    (tile,) = page.select("button.tap.part")
    assert "partly done" in tile.text


def test_an_exercise_is_offered_while_it_is_prescribed(ada: Person) -> None:
    ada.log(
        "programme", exercise="Walking", minutes="77", starts_on="2026-05-10", ends_on="2026-05-12"
    )
    offered = {
        day: "77 min" in said(ada.get(f"/?day=2026-05-{day}")) for day in ("09", "10", "12", "13")
    }
    assert offered == {"09": False, "10": True, "12": True, "13": False}


def test_an_episode_stands_on_every_day_it_touched(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-16T22:00", ended_at="2026-05-18T07:00", note="long")
    presence = {
        day: "long" in said(ada.get(f"/?day=2026-05-{day}")) for day in (15, 16, 17, 18, 19)
    }
    assert presence == {15: False, 16: True, 17: True, 18: True, 19: False}


def test_a_stranger_sees_nothing_of_it(ada: Person, charlie: Person) -> None:
    ada.log("pain", kind="day_average", level="9", note="private")
    ada.send("/", "/episodes/start")
    ada.send("/days/2026-05-20/edit", note="private too")
    ada.post("/programme/exercises", name="Private exercise")
    for page in ("/", "/diary", "/charts", "/programme", "/export", "/exercises/new"):
        assert "rivate" not in said(charlie.get(page))
    assert "Spasm since" not in said(charlie.get("/"))
    for slug in ("pain", "episodes", "days"):
        assert listed(charlie, slug) == []


def test_nobody_is_sent_to_sign_in(ada: Person, nobody: Person) -> None:
    assert ada.get("/").status_code == 200  # a journal without an account asks for the first one
    answer = nobody.get("/?day=2026-05-19")
    assert answer.status_code == 302
    assert answer.location.startswith("/account/sign-in?next=/")


def test_last_weeks_rest_days_are_asked_once_a_week_in_one_answer(
    ada: Person, clock: time_machine.Traveller
) -> None:
    monday = date(2026, 5, 18)
    rows = [f"{monday - timedelta(days=n)},day_average,4" for n in range(1, 8)]
    exercise_file = f"completed_at,exercise\n{monday - timedelta(days=6)}T08:00,Bridge\n"
    bring(ada, ("pain.csv", "\n".join(["day,kind,level", *rows, ""])), ("e.csv", exercise_file))
    assert not soup(ada.get("/")).select("#rested-all")  # it is Wednesday
    clock.move_to(datetime(2026, 5, 18, 18, tzinfo=UTC))
    page = ada.get("/")
    assert "No exercise on Wed, Thu, Fri, Sat, Sun?" in said(page)
    form = next(each for each in ada.forms_of(page) if each.action.endswith("/rest-days"))
    days = [value for name, value in form.fields if name == "day"]
    answer = ada.post(form.action, **dict(form.fields) | {"day": days})
    assert answer.location.endswith("/")
    page = ada.get("/")
    assert "Rest day: 5 days saved" in said(page)
    assert not soup(page).select("#rested-all")
    clock.move_to(datetime(2026, 5, 20, 12, tzinfo=UTC))  # exports need no password then
    rested = [line for line in ada.get("/export/days.csv").text.splitlines() if "yes" in line]
    assert len(rested) == 5


def test_no_exercise_stays_on_offer_after_a_session_in_which_all_was_skipped(ada: Person) -> None:
    ada.log("exercises", exercise="Bridge", outcome="skipped")
    assert soup(ada.get("/")).select("#no-exercise")
    ada.log("exercises", exercise="Bridge", outcome="partly")
    assert not soup(ada.get("/")).select("#no-exercise")


@pytest.mark.usefixtures("clock")
def test_the_day_before_the_first_offers_the_exercises_too(ada: Person) -> None:
    page = soup(ada.get("/?day=2026-05-19"))
    offered = [button.get_text(" ", strip=True) for button in page.select("#today-exercises .tap")]
    assert [name.split(" ")[0] for name in offered] == ["Bridge", "Side", "Curl-up", "Walking"]


def test_a_day_with_levels_and_no_average_is_not_called_unlogged(ada: Person) -> None:
    ada.log("pain", kind="now", level="6")
    strip = said_in_strip(ada)
    assert "no average, but other pain levels" in strip[-1]
    assert "no average" in strip[-2]
    assert "other pain levels" not in strip[-2]
    ada.log("pain", kind="day_average", level="4")
    assert "other pain levels" not in said_in_strip(ada)[-1]


def said_in_strip(person: Person) -> list[str]:
    """What the strip of the week says of each of its days."""
    return [day.get_text(" ") for day in soup(person.get("/")).select("#today-week li")]


@pytest.mark.parametrize(("weeks_ago", "count"), [(4, 1), (13, 0)])
def test_all_of_last_week_is_asked_about_where_exercise_began_within_twelve_weeks(
    ada: Person, clock: time_machine.Traveller, weeks_ago: int, count: int
) -> None:
    monday = date(2026, 5, 18)
    rows = [f"{monday - timedelta(days=n)},day_average,4" for n in range(1, 8)]
    began_on = monday - timedelta(weeks=weeks_ago)
    exercise_file = f"completed_at,exercise\n{began_on}T08:00,Bridge\n"
    bring(ada, ("pain.csv", "\n".join(["day,kind,level", *rows, ""])), ("e.csv", exercise_file))
    clock.move_to(datetime(2026, 5, 18, 18, tzinfo=UTC))
    question = "No exercise on Mon, Tue, Wed, Thu, Fri, Sat, Sun?"
    assert said(ada.get("/")).count(question) == count
