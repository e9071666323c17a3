"""Relief and what followed: asked once on Today, answered in one tap, or dismissed."""

from uuid import uuid4

import pytest
import time_machine

from tests.people import Person
from tests.web.reading import listed, one, said, soup

ASKS = "how is the pain 20 minutes later?"


def tried(person: Person, method: str = "warmth", **fields: str) -> str:
    """The id of a relief tried now."""
    person.post("/relief/new", method=method, **fields)
    return listed(person, "relief")[-1]["id"]


def test_the_level_after_20_and_60_minutes_is_asked_for_and_kept(
    clock: time_machine.Traveller, ada: Person
) -> None:
    key = tried(ada, pain_before="6")
    assert ASKS not in said(ada.get("/"))
    clock.shift(21 * 60)
    assert ASKS in said(ada.get("/"))
    assert ada.post(f"/relief/{key}/after", minutes="20", level="4").status_code == 303
    assert ASKS not in said(ada.get("/"))
    clock.shift(40 * 60)
    assert "how is the pain an hour later?" in said(ada.get("/"))
    ada.post(f"/relief/{key}/after", minutes="60", level="0")
    entry = one(ada, "relief")
    assert (entry["pain_before"], entry["pain_after_20"], entry["pain_after_60"]) == (
        "6",
        "4",
        "0",
    )


def test_what_was_skipped_is_not_asked_again(clock: time_machine.Traveller, ada: Person) -> None:
    key = tried(ada)
    clock.shift(21 * 60)
    for _ in range(2):
        assert ada.post("/prompts/wave", about=f"after20:{key}").status_code == 303
    assert ASKS not in said(ada.get("/"))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": "20", "level": "11"},
        {"minutes": "20", "level": ""},
        {"minutes": "20", "level": "four"},
        {"minutes": "30", "level": "4"},
        {"level": "4"},
    ],
)
def test_an_answer_that_is_none_changes_nothing(ada: Person, fields: dict[str, str]) -> None:
    key = tried(ada)
    assert ada.post(f"/relief/{key}/after", **fields).status_code == 422
    entry = one(ada, "relief")
    assert (entry["pain_after_20"], entry["pain_after_60"]) == ("", "")


@pytest.mark.parametrize(
    "about", ["", "x", "after20:1", "details:11111111-0000-4000-8000-000000000001 "]
)
def test_only_a_prompt_can_be_dismissed(ada: Person, about: str) -> None:
    assert ada.post("/prompts/wave", about=about).status_code == 422


@pytest.mark.usefixtures("clock")
def test_a_stranger_answers_nothing_for_others(ada: Person, charlie: Person) -> None:
    key = tried(ada)
    for door in ("after", "stop"):
        answer = charlie.post(f"/relief/{key}/{door}", minutes="20", level="4")
        assert answer.status_code == 404
    assert one(ada, "relief")["pain_after_20"] == ""


def test_an_answer_sent_twice_counts_once_and_can_be_undone(
    clock: time_machine.Traveller, ada: Person
) -> None:
    key, client_key = tried(ada), str(uuid4())
    clock.shift(21 * 60)
    for _ in range(2):
        answer = ada.post(f"/relief/{key}/after", minutes="20", level="4", client_key=client_key)
        assert answer.status_code == 303
    page = ada.get("/")
    *_, undo = (form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    ada.post(undo.action, **dict(undo.fields))
    assert one(ada, "relief")["pain_after_20"] == ""


def test_another_answer_under_the_same_key_is_not_lost(
    clock: time_machine.Traveller, ada: Person
) -> None:
    key, client_key = tried(ada), str(uuid4())
    clock.shift(21 * 60)
    for level in ("4", "3"):
        answer = ada.post(f"/relief/{key}/after", minutes="20", level=level, client_key=client_key)
        assert answer.status_code == 303
        assert one(ada, "relief")["pain_after_20"] == level


def test_cold_counts_down_says_when_to_stop_and_keeps_how_long_it_was_on(
    clock: time_machine.Traveller, ada: Person
) -> None:
    key = tried(ada, "cold")
    page = ada.get("/")
    assert "Take it off at 14:20" in said(page)
    until = soup(page).select_one("[data-until]")
    assert until is not None
    assert until["data-until"] == "2026-05-20T12:20:00+00:00"
    clock.shift(12 * 60)
    ada.post(f"/relief/{key}/stop")
    assert one(ada, "relief")["minutes"] == "12"
    assert "Take it off" not in said(ada.get("/"))


def test_cold_forgotten_is_kept_as_the_twenty_minutes_it_was_to_be(
    clock: time_machine.Traveller, ada: Person
) -> None:
    key = tried(ada, "cold")
    clock.shift(35 * 60)
    ada.post(f"/relief/{key}/stop")
    assert one(ada, "relief")["minutes"] == "20"


@pytest.mark.parametrize("method", ["cold", "warmth"])
def test_what_was_never_taken_off_was_on_for_a_day_at_most(
    clock: time_machine.Traveller, ada: Person, method: str
) -> None:
    key = tried(ada, method)
    clock.shift(50 * 3600)
    assert ada.post(f"/relief/{key}/stop").status_code == 303
    assert one(ada, "relief")["minutes"] == {"cold": "20", "warmth": "1440"}[method]


@pytest.mark.usefixtures("clock")
def test_what_is_taken_off_before_it_was_on_changes_nothing(ada: Person) -> None:
    key = tried(ada)
    assert ada.post(f"/relief/{key}/stop", typed_ago="3600").status_code == 422
    assert one(ada, "relief")["minutes"] == ""
    assert ada.post(f"/relief/{key}/stop", typed_ago="5").status_code == 303
    assert one(ada, "relief")["minutes"] == "1"


def test_relief_from_the_running_spasm_belongs_to_it_and_starts_from_its_level(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/", "/episodes/start")
    episode = one(ada, "episodes")["id"]
    ada.post("/pain/new", kind="now", level="7", episode_id=episode)
    clock.shift(10 * 60)
    page = ada.get("/")
    form = next(
        form
        for form in ada.forms_of(page)
        if form.action == "/relief/new" and ("method", "warmth") in form.fields
    )
    ada.post(form.action, **dict(form.fields))
    entry = one(ada, "relief")
    assert (entry["episode_id"], entry["pain_before"]) == (episode, "7")


def test_a_level_of_half_an_hour_ago_is_not_taken_for_that_of_now(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/", "/episodes/start")
    ada.post("/pain/new", kind="now", level="7", episode_id=one(ada, "episodes")["id"])
    clock.shift(31 * 60)
    names = {name for form in ada.forms_of(ada.get("/")) for name, _ in form.fields}
    assert "method" in names
    assert "pain_before" not in names


def test_levels_of_a_spasm_raise_its_peak_and_never_lower_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/", "/episodes/start")
    episode = one(ada, "episodes")["id"]
    for level, peak in (("5", "5"), ("8", "8"), ("3", "8")):
        clock.shift(60)
        ada.post("/pain/new", kind="now", level=level, episode_id=episode)
        assert one(ada, "episodes")["peak_level"] == peak
    page = ada.get("/episodes/now")
    assert soup(page).select_one(".curve")["aria-label"] == "Pain levels so far: 5, 8, 3"  # type: ignore[index]


@pytest.mark.usefixtures("clock")
def test_undoing_a_level_takes_its_peak_back(ada: Person) -> None:
    ada.send("/", "/episodes/start")
    ada.post("/pain/new", kind="now", level="8", episode_id=one(ada, "episodes")["id"])
    *_, undo = (f for f in ada.forms_of(ada.get("/")) if f.action.endswith("/undo"))
    ada.post(undo.action, **dict(undo.fields))
    assert one(ada, "episodes")["peak_level"] == ""
    assert listed(ada, "pain") == []


def test_details_are_asked_for_the_day_after_and_never_again(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/", "/episodes/start")
    key = one(ada, "episodes")["id"]
    clock.shift(3600)
    ada.send("/", f"/episodes/{key}/end")
    assert "what it was like" not in said(ada.get("/"))
    clock.shift(20 * 3600)
    assert "add what it was like?" in said(ada.get("/"))
    ada.post("/prompts/wave", about=f"details:{key}")
    assert "what it was like" not in said(ada.get("/"))
