"""The agreed end: offered once, the journal put aside, and taken up again in one tap."""

import pytest
import time_machine

from tests.people import Person
from tests.web.reading import known, listed, said, soup

OFFER = "What you agreed on is reached. Stop the diary?"
UNLOGGED = "Any spasm on the days you didn’t log"
CHECK_IN = "A check-in shows whether you can stop"
DAY = 86400


def agreed(person: Person, **fields: str) -> None:
    answer = person.send("/off-ramp", **{"peg_most": "2", "weeks": "1", **fields})
    assert answer.status_code == 303, answer.text


def quiet_week(clock: time_machine.Traveller, person: Person, *, logged: bool = True) -> None:
    """A week without a spasm, a level on each day or on the first alone, and a good check-in."""
    person.post("/pain/new", kind="day_average", level="1")
    for _ in range(7):
        clock.shift(DAY)
        if logged:
            person.post("/pain/new", kind="day_average", level="1")
    person.post("/checkins/new", pain="1", enjoyment="1", activity="1")


def test_once_it_is_reached_today_offers_to_stop_and_one_tap_does(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    assert OFFER not in said(ada.get("/"))
    quiet_week(clock, ada)
    assert OFFER in said(ada.get("/"))
    before = listed(ada, "pain")
    assert ada.post("/off-ramp/stop").status_code == 303
    page = ada.get("/")
    assert soup(page).select("#start-0")
    assert not soup(page).select("#today-pain, #today-exercises, #today-questions, #today-week")
    assert soup(ada.get("/?day=2026-05-27")).select("#today-pain"), "everything is one tap away"
    assert listed(ada, "pain") == before


def test_coming_back_is_one_tap_and_the_offer_is_not_made_again(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    quiet_week(clock, ada)
    ada.post("/off-ramp/stop")
    assert ada.post("/off-ramp/resume").status_code == 303
    page = ada.get("/")
    assert soup(page).select("#today-pain")
    assert OFFER not in said(page)
    assert "Paused since" not in said(page)


def test_the_offer_can_be_turned_down_and_comes_back_with_another_agreement(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    quiet_week(clock, ada)
    ada.post("/off-ramp/keep")
    assert OFFER not in said(ada.get("/"))
    agreed(ada, words="with Maria")
    assert OFFER not in said(ada.get("/")), "own words make no new agreement"
    agreed(ada, peg_most="3")
    assert OFFER in said(ada.get("/"))


def test_silence_is_asked_about_before_anything_is_offered(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    quiet_week(clock, ada, logged=False)
    page = said(ada.get("/"))
    assert UNLOGGED in page
    assert OFFER not in page
    assert ada.post("/off-ramp/no-spasm", **no_spasm(ada)).status_code == 303
    assert OFFER in said(ada.get("/"))


def no_spasm(person: Person) -> dict[str, str]:
    """The fields of the form that says there was no spasm, as Today shows it now."""
    form = soup(person.get("/")).select_one("form:has(#end-none)")
    assert form
    return {str(field["name"]): str(field["value"]) for field in form.select("input[name]")}


def test_an_answer_given_days_later_covers_only_the_days_it_was_shown_for(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    quiet_week(clock, ada, logged=False)
    fields = no_spasm(ada)
    clock.shift(2 * DAY)
    ada.post("/pain/new", kind="day_average", level="1")
    clock.shift(DAY)
    assert ada.post("/off-ramp/no-spasm", **fields).status_code == 303
    page = said(ada.get("/"))
    assert UNLOGGED in page, "the day after the question was shown is unknown"
    assert OFFER not in page
    for text in ("", "soon", "0000-00-00"):
        assert ada.post("/off-ramp/no-spasm", last_day=text).status_code == 422


def test_a_check_in_is_asked_for_where_there_is_none(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    for _ in range(8):
        ada.post("/pain/new", kind="day_average", level="1")
        clock.shift(DAY)
    assert CHECK_IN in said(ada.get("/"))
    ada.post("/checkins/new", pain="7", enjoyment="7", activity="7")
    page = said(ada.get("/"))
    assert CHECK_IN not in page
    assert OFFER not in page


def test_a_spasm_after_stopping_works_as_before_and_shows_the_plan(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada, helped="Walk a little, <b>then</b> warmth.")
    ada.post("/relief/new", method="warmth")
    ada.post("/relief/new", method="warmth")
    quiet_week(clock, ada)
    ada.post("/off-ramp/stop")
    assert ada.post("/episodes/start", ago="0").status_code == 303
    page = said(ada.get("/episodes/now"))
    assert "Walk a little, <b>then</b> warmth." in page
    assert "2 times" in page
    plan = said(ada.get("/off-ramp/plan"))
    assert "Walk a little, <b>then</b> warmth." in plan
    assert "when to see a doctor" in plan
    key = listed(ada, "episodes")[0]["id"]
    assert ada.post(f"/episodes/{key}/end").status_code == 303
    assert not soup(ada.get("/")).select("#today-pain"), "it stays put aside"


def test_nothing_is_seen_of_it_by_who_agreed_on_nothing(
    clock: time_machine.Traveller, ada: Person
) -> None:
    quiet_week(clock, ada)
    page = said(ada.get("/"))
    assert OFFER not in page
    assert CHECK_IN not in page
    ada.post("/episodes/start", ago="0")
    assert "What helped you" not in said(ada.get("/episodes/now"))
    assert ada.post("/off-ramp/stop").status_code == 404


def test_resuming_under_reminders_brings_all_of_today_back_too(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    quiet_week(clock, ada)
    ada.post("/off-ramp/stop")
    ada.post("/account/pause/end")
    assert soup(ada.get("/")).select("#today-pain")
    ada.post("/account/pause")
    assert "Paused since" in said(ada.get("/")), "a later pause puts nothing aside"


def test_a_pause_after_one_that_was_deleted_puts_nothing_aside(
    clock: time_machine.Traveller, ada: Person
) -> None:
    agreed(ada)
    quiet_week(clock, ada)
    ada.post("/off-ramp/stop")
    pause = "/account/pauses/2026-05-27"
    ada.send(pause, f"{pause}/delete")
    page = ada.get("/")
    undo = next(each for each in ada.forms_of(page) if each.action.endswith("/undo"))
    ada.post(undo.action)
    assert "You stopped on" in said(ada.get("/")), "as before"
    ada.send(pause, f"{pause}/delete")
    ada.post("/account/pause")
    text = said(ada.get("/"))
    assert "Paused since" in text
    assert "You stopped on" not in text


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "fields",
    [
        {"peg_most": "11"},
        {"peg_most": "two"},
        {"weeks": "0"},
        {"weeks": "27"},
        {"helped": "a" * 100_000},
        {"words": "a\x07"},
    ],
)
def test_what_cannot_be_agreed_is_named_and_not_saved(ada: Person, fields: dict[str, str]) -> None:
    answer = ada.send("/off-ramp", **{"peg_most": "2", "weeks": "6", **fields})
    assert answer.status_code == 422
    assert "Where you are" not in said(ada.get("/off-ramp"))


@pytest.mark.usefixtures("clock")
def test_words_changed_in_another_window_are_shown_and_nothing_is_lost(ada: Person) -> None:
    agreed(ada, helped="first words")
    form = ada.form("/off-ramp")
    version = dict(form.fields)["version"]
    agreed(ada, helped="other words")
    texts = {"peg_most": "2", "weeks": "1", "helped": "my words"}
    answer = ada.post("/off-ramp", version=version, **texts)
    assert answer.status_code == 409
    assert "other words" in said(answer)
    assert "my words" in answer.text
    fields = dict(ada.forms_of(answer)[-2].fields) | {"helped": "my words"}
    assert ada.post("/off-ramp", **{**texts, "version": fields["version"]}).status_code == 303
    assert "my words" in said(ada.get("/off-ramp/plan"))


def test_nobody_sees_or_ends_the_diary_of_another(ada: Person, charlie: Person) -> None:
    agreed(ada, helped="warm bath")
    assert "warm bath" not in said(charlie.get("/off-ramp/plan"))
    assert charlie.post("/off-ramp/stop").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(nobody: Person) -> None:
    for path in ("/off-ramp", "/off-ramp/plan"):
        assert nobody.get(path).status_code == 302
    for path in ("", "/no-spasm", "/keep", "/stop", "/resume"):
        assert nobody.post(f"/off-ramp{path}").status_code in (302, 303)


@pytest.mark.usefixtures("clock")
def test_a_spasm_shows_the_plan_open_even_while_nothing_is_written(ada: Person) -> None:
    agreed(ada, helped="")
    ada.post("/episodes/start", ago="0")
    (plan,) = soup(ada.get("/episodes/now")).select("details#relapse")
    assert plan.has_attr("open")
    assert "Nothing yet." in plan.text
    assert plan.select('a[href="/off-ramp/plan"]')


@pytest.mark.usefixtures("clock")
def test_a_spasm_shows_no_such_plan_to_who_agreed_on_no_end(ada: Person) -> None:
    ada.post("/relief/new", method="warmth")
    ada.post("/episodes/start", ago="0")
    assert not soup(ada.get("/episodes/now")).select("#relapse")
    assert known(ada)["relapse"] is None


@pytest.mark.usefixtures("clock")
def test_a_phone_keeps_the_plan_for_a_spasm_without_a_network(ada: Person) -> None:
    agreed(ada, helped="Walk a little, <b>then</b> warmth.")
    ada.post("/relief/new", method="warmth")
    relapse = known(ada)["relapse"]
    assert relapse["helped"] == "Walk a little, <b>then</b> warmth."
    assert relapse["counts"].endswith("Warmth 1 time.")
