"""The spasm that is on now: one tap when it comes, one when it eases."""

import json
from typing import Final
from uuid import uuid4

import pytest
import time_machine
from werkzeug.test import TestResponse

from tests.people import Person
from tests.web.apps import app_of
from tests.web.reading import bring, listed, one, said, soup, texts, undo, without_token


def test_a_spasm_starts_now_and_eases_now(clock: time_machine.Traveller, ada: Person) -> None:
    answer = ada.send("/", "/episodes/start")
    assert (answer.status_code, answer.location) == (303, "/episodes/now")
    assert one(ada, "episodes")["started_at"] == "2026-05-20T14:00:00+02:00"
    assert "Spasm since 14:00" in said(ada.get("/"))
    clock.shift(95 * 60)
    episode = one(ada, "episodes")["id"]
    assert ada.send("/", f"/episodes/{episode}/end").status_code == 303
    assert one(ada, "episodes")["ended_at"] == "2026-05-20T15:35:00+02:00"
    page = ada.get("/")
    assert "1 h 35 min" in said(page)
    assert "Spasm since" not in said(page)


@pytest.mark.parametrize(
    ("ago", "began"),
    [
        ("0", "14:00"),
        ("15", "13:45"),
        ("60", "13:00"),
    ],
)
@pytest.mark.usefixtures("clock")
def test_a_spasm_may_have_started_a_little_ago(ada: Person, ago: str, began: str) -> None:
    ada.post("/episodes/start", ago=ago)
    assert one(ada, "episodes")["started_at"] == f"2026-05-20T{began}:00+02:00"


@pytest.mark.parametrize(
    "fields",
    [
        {"ago": "-15"},
        {"ago": "x"},
        {"ago": ""},
        {"ago": "20"},
        {"ago": "999999999999"},
        {"started_at": "soon"},
    ],
    ids=str,
)
def test_a_beginning_that_cannot_be_read_is_not_taken_as_now(
    ada: Person, fields: dict[str, str]
) -> None:
    answer = ada.post("/episodes/start", **fields)
    assert answer.status_code == 422
    assert "Nothing was saved" in said(answer)
    assert listed(ada, "episodes") == []


@pytest.mark.usefixtures("clock")
def test_every_way_to_start_a_spasm_offers_the_same_beginnings(ada: Person) -> None:
    device_state = json.loads(soup(ada.get("/")).select("#known")[0].text)
    offered = [
        [int(str(button["value"])) for button in soup(ada.get(page)).select("button[name=ago]")]
        for page in ("/", "/episodes/now")
    ]
    assert offered == [device_state["ago"]] * 2 == [[0, 15, 30, 60]] * 2


SAID_OF_THE_LAST: Final = {
    "peak_level": "7",
    "regions": ["tailbone", "neck_left"],
    "symptoms": ["numb"],
    "onset": "sudden",
    "movement": "movement",
    "triggers": ["lifting"],
    "note": "by the stairs",
}


@pytest.mark.parametrize("way", ["page", "waited", "app"])
def test_nothing_is_taken_over_from_the_last_spasm(
    clock: time_machine.Traveller, ada: Person, way: str
) -> None:
    ada.log(
        "episodes",
        started_at="2026-05-18T10:00",
        ended_at="2026-05-18T11:00",
        **SAID_OF_THE_LAST,
    )
    clock.shift(60)
    if way == "app":
        app_of(ada).post("/episodes/start")
    elif way == "waited":
        ada.post("/episodes/start", typed_ago="30", waiting="1", client_key=str(uuid4()))
    else:
        ada.send("/", "/episodes/start")
    former, begun = listed(ada, "episodes")
    assert former["regions"] == "neck_left|tailbone"
    assert {name: begun[name] for name in SAID_OF_THE_LAST} == dict.fromkeys(SAID_OF_THE_LAST, "")


def test_a_second_start_asks_whether_it_is_the_same(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/", "/episodes/start")
    clock.shift(3600)
    answer = ada.post("/episodes/start", client_key=str(uuid4()))
    assert answer.status_code == 409
    assert "It started on Wed 20 May at 14:00" in said(answer)
    first = one(ada, "episodes")
    assert first["ended_at"] == ""
    same, fields = starts(ada, answer)
    assert (same["running"], fields["running"]) == ("merge", "end")
    assert ada.post("/episodes/start", **fields).status_code == 303
    ended, running = listed(ada, "episodes")
    assert ended["ended_at"] == running["started_at"] == "2026-05-20T15:00:00+02:00"
    assert running["ended_at"] == ""
    assert ada.post("/episodes/start", **fields).status_code == 303
    assert len(listed(ada, "episodes")) == 2


@pytest.mark.usefixtures("clock")
def test_the_same_tap_twice_starts_one(ada: Person) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert ada.post("/episodes/start", client_key=key).status_code == 303
    assert len(listed(ada, "episodes")) == 1


@pytest.mark.usefixtures("clock")
def test_a_key_of_something_else_does_not_pass_for_started(ada: Person) -> None:
    key = str(uuid4())
    ada.post("/pain/new", client_key=key, kind="now", level="4")
    assert ada.post("/episodes/start", client_key=key).status_code == 303
    assert len(listed(ada, "episodes")) == 1


def test_a_spasm_that_eased_is_left_alone(clock: time_machine.Traveller, ada: Person) -> None:
    ada.send("/", "/episodes/start")
    episode = one(ada, "episodes")["id"]
    ada.post(f"/episodes/{episode}/end")
    clock.shift(3600)
    assert ada.post(f"/episodes/{episode}/end").status_code == 303
    assert one(ada, "episodes")["ended_at"] == "2026-05-20T14:00:00+02:00"


def test_a_start_and_an_end_are_undone(clock: time_machine.Traveller, ada: Person) -> None:
    ada.send("/", "/episodes/start")
    episode = one(ada, "episodes")["id"]
    clock.shift(60)
    ada.send("/", f"/episodes/{episode}/end")
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    ada.post(path)
    assert one(ada, "episodes")["ended_at"] == ""


@pytest.mark.usefixtures("clock")
def test_a_deleted_spasm_leaves_what_was_part_of_it(ada: Person) -> None:
    ada.send("/", "/episodes/start")
    episode = one(ada, "episodes")["id"]
    ada.log("pain", kind="now", level="8", episode_id=episode)
    ada.log("relief", method="warmth", episode_id=episode)
    before = one(ada, "pain"), one(ada, "relief")
    ada.get("/")
    ada.send(f"/episodes/{episode}/edit", f"/episodes/{episode}/delete")
    assert listed(ada, "episodes") == []
    assert one(ada, "pain") == before[0] | {"episode_id": ""}
    assert one(ada, "relief") == before[1] | {"episode_id": ""}
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    ada.post(path)
    assert (one(ada, "pain"), one(ada, "relief")) == before


def test_a_stranger_ends_no_spasm(ada: Person, charlie: Person) -> None:
    ada.send("/", "/episodes/start")
    episode = one(ada, "episodes")["id"]
    theirs = charlie.post(f"/episodes/{episode}/end")
    never = charlie.post(f"/episodes/{uuid4()}/end")
    assert theirs.status_code == 404
    assert without_token(theirs) == without_token(never)
    assert one(ada, "episodes")["ended_at"] == ""
    assert charlie.send("/", "/episodes/start").status_code == 303


def test_the_running_spasm_is_known_days_later(clock: time_machine.Traveller, ada: Person) -> None:
    ada.send("/", "/episodes/start")
    clock.shift(40 * 24 * 3600)
    page = said(ada.get("/"))
    assert "Spasm since 14:00, Wed 20 May" in page
    assert "still going" in page
    assert "still going" in said(ada.get("/diary"))


def test_nobody_starts_or_ends_anything(nobody: Person) -> None:
    for path in ("/episodes/start", f"/episodes/{uuid4()}/end"):
        answer = nobody.post(path)
        assert answer.status_code == 302
        assert answer.location.startswith("/account/sign-in")


def test_undo_on_a_page_that_was_posted_leads_to_a_page(ada: Person) -> None:
    token = ada.token()
    for _ in range(2):
        answer = ada.post("/episodes/start", csrf_token=token, client_key=str(uuid4()))
    assert answer.status_code == 409
    (undo,) = [form for form in ada.forms_of(answer) if "/changes/" in form.action]
    assert ada.post(undo.action, **dict(undo.fields)).location == "/"


def tapped(person: Person, path: str, **fields: str) -> TestResponse:
    """What a script gets for a tap on the page of the spasm that is on."""
    body = {"csrf_token": person.token(), "next": "/episodes/now", **fields}
    return person.browser.post(path, data=body, headers={"HX-Request": "true"})


@pytest.mark.usefixtures("clock")
def test_while_a_spasm_is_on_its_page_shows_its_time_and_the_last_level(ada: Person) -> None:
    ada.post("/episodes/start", ago="60")
    key = one(ada, "episodes")["id"]
    ada.post("/pain/new", kind="now", level="7", episode_id=key)
    page = soup(ada.get("/episodes/now"))
    assert page.select_one(".big-time").text.strip() == "1 h"  # type: ignore[union-attr]
    pressed = page.select("#spasm-levels [aria-pressed=true]")
    assert [button["aria-label"] for button in pressed] == ["Pain 7 of 10, now"]


@pytest.mark.usefixtures("clock")
def test_a_tap_while_a_spasm_is_on_is_answered_in_place(ada: Person) -> None:
    ada.post("/episodes/start")
    key = one(ada, "episodes")["id"]
    answer = tapped(ada, "/relief/new", method="massage", episode_id=key)
    assert answer.status_code == 200
    assert [tag["id"] for tag in soup(answer).select("#spasm-relief .used")] == ["try-massage"]
    assert "Massage saved" in said(answer)


def test_it_is_asked_how_it_is_twenty_minutes_after_the_last_level(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.post("/episodes/start")
    ask = soup(ada.get("/episodes/now")).select_one("#ask-20")
    assert ask is not None
    assert ask["data-show-at"] == "2026-05-20T12:20:00+00:00"
    assert ask.has_attr("hidden")
    clock.shift(21 * 60)
    late = soup(ada.get("/episodes/now")).select_one("#ask-20")
    assert late is not None
    assert not late.has_attr("hidden")


def test_an_end_that_is_undone_where_it_is_told_leads_back_to_the_spasm(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.post("/episodes/start")
    key = one(ada, "episodes")["id"]
    clock.shift(900)
    page = ada.get(ada.send("/episodes/now", f"/episodes/{key}/end").location)
    assert soup(page).select_one(".message a") is None
    (form,) = (form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    back = ada.post(form.action, **texts(form)).location
    assert ada.get(back).location == "/episodes/now"
    page = ada.get("/episodes/now")
    assert "Undone: the spasm is still going" in said(page)
    assert soup(page).select_one("#end-spasm")


def test_an_end_on_today_leads_to_what_is_asked_after_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.post("/episodes/start")
    key = one(ada, "episodes")["id"]
    clock.shift(900)
    ada.send("/", f"/episodes/{key}/end")
    (link,) = soup(ada.get("/")).select(".message a")
    assert (link.text, link["href"]) == ("How was it?", f"/episodes/{key}/ended")
    assert "It ended after 15 min" in said(ada.get(str(link["href"])))


def test_its_end_leads_to_what_it_was_and_two_questions_that_may_be_skipped(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.post("/episodes/start")
    key = one(ada, "episodes")["id"]
    clock.shift(7200)
    answer = ada.send("/episodes/now", f"/episodes/{key}/end")
    assert answer.location == f"/episodes/{key}/ended"
    page = ada.get(answer.location)
    assert "It ended after 2 h" in said(page)
    first = ada.send(answer.location, triggers=["lifting", "stress"])
    assert first.location == f"/episodes/{key}/ended?question=symptoms"
    assert "Spasm of 2 h saved" in said(ada.get(first.location))
    assert ada.send(first.location, symptoms=["cramping"]).location == "/"
    assert "Spasm of 2 h saved" in said(ada.get("/"))
    entry = one(ada, "episodes")
    assert (entry["triggers"], entry["symptoms"]) == ("lifting|stress", "cramping")
    skip = soup(ada.get(answer.location)).select_one("main .save a")
    assert skip is not None
    assert skip["href"] == first.location


@pytest.mark.usefixtures("clock")
def test_a_pill_leads_back_from_every_other_page(ada: Person) -> None:
    assert soup(ada.get("/diary")).select(".spasm-pill") == []
    ada.post("/episodes/start")
    for path in ("/diary", "/more", "/pain/new"):
        (pill,) = soup(ada.get(path)).select(".spasm-pill")
        assert pill["href"] == "/episodes/now"
    for path in ("/", "/offline"):  # each shows the spasm itself
        assert soup(ada.get(path)).select(".spasm-pill") == []


@pytest.mark.usefixtures("clock")
def test_a_stranger_is_told_nothing_of_the_end_of_a_spasm(ada: Person, charlie: Person) -> None:
    ada.post("/episodes/start")
    key = one(ada, "episodes")["id"]
    ada.post(f"/episodes/{key}/end")
    assert charlie.get(f"/episodes/{key}/ended").status_code == 404
    assert charlie.post(f"/episodes/{key}/ended", question="triggers").status_code == 404
    assert ada.post(f"/episodes/{key}/ended", question="note").status_code == 422


@pytest.mark.usefixtures("clock")
def test_two_spasms_of_one_time_are_asked_about_in_the_form(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-18T10:00", ended_at="2026-05-18T12:00")
    typed = {"started_at": "2026-05-18T11:00", "ended_at": "2026-05-18T13:00"}
    answer = ada.send("/episodes/new", **typed)
    assert answer.status_code == 409
    assert "You logged another spasm from 10:00, Mon 18 May, to 12:00" in said(answer)
    assert len(listed(ada, "episodes")) == 1
    assert ada.send("/episodes/new", **typed, running="end").status_code == 303
    earlier, later = listed(ada, "episodes")
    assert earlier["ended_at"] == later["started_at"] == "2026-05-18T11:00:00+02:00"
    assert later["ended_at"] == "2026-05-18T13:00:00+02:00"


@pytest.mark.usefixtures("clock")
def test_two_spasms_of_one_time_are_saved_as_one_where_that_is_chosen(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-18T11:00", ended_at="2026-05-18T13:00", peak_level="4")
    typed = {"started_at": "2026-05-18T10:00", "ended_at": "2026-05-18T12:00", "peak_level": "7"}
    assert ada.send("/episodes/new", **typed, running="merge").status_code == 303
    episode = one(ada, "episodes")
    assert episode["started_at"] == "2026-05-18T10:00:00+02:00"
    assert episode["ended_at"] == "2026-05-18T13:00:00+02:00"
    assert episode["peak_level"] == "7"


@pytest.mark.usefixtures("clock")
def test_a_spasm_that_began_as_another_ended_needs_no_question(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-18T10:00", ended_at="2026-05-18T12:00")
    ada.log("episodes", started_at="2026-05-18T12:00", ended_at="2026-05-18T13:00")
    ada.log("episodes", started_at="2026-05-18T09:00", ended_at="2026-05-18T10:00")
    assert len(listed(ada, "episodes")) == 3


@pytest.mark.usefixtures("clock")
def test_a_spasm_of_the_minute_in_which_another_began_and_ended_needs_no_question(
    ada: Person,
) -> None:
    ada.log("episodes", started_at="2026-05-18T10:00:10", ended_at="2026-05-18T10:00:20")
    ada.log("episodes", started_at="2026-05-18T10:00", ended_at="2026-05-18T10:30")
    ends = {episode["ended_at"] for episode in listed(ada, "episodes")}
    assert ends == {"2026-05-18T10:00:20+02:00", "2026-05-18T10:30:00+02:00"}


@pytest.mark.usefixtures("clock")
def test_a_note_beside_the_times_of_a_spasm_needs_no_question(ada: Person) -> None:
    lines = (
        "started_at,ended_at\n"
        "2026-05-18T10:00,2026-05-18T12:00\n2026-05-18T11:00,2026-05-18T13:00\n"
    )
    bring(ada, ("spasms.csv", lines))
    key = listed(ada, "episodes")[1]["id"]
    assert ada.send(f"/episodes/{key}/edit", note="better after a walk").status_code == 303


def starts(person: Person, answer: TestResponse) -> list[dict[str, str]]:
    """The ways to start that a page offers."""
    forms = person.forms_of(answer)
    return [dict(form.fields) for form in forms if form.action == "/episodes/start"]


def test_a_start_before_the_last_spasm_ended_asks_whether_it_is_the_same(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.log("episodes", started_at="2026-05-20T13:00", ended_at="2026-05-20T13:50")
    answer = ada.send("/", "/episodes/start", ago="30")
    assert answer.status_code == 409
    assert "It lasted from 13:00 to 13:50" in said(answer)
    same, other, _ = starts(ada, answer)
    assert ada.post("/episodes/start", **same).status_code == 303
    episode = one(ada, "episodes")
    assert (episode["started_at"], episode["ended_at"]) == ("2026-05-20T13:00:00+02:00", "")
    clock.shift(1)
    assert other["running"] == "end"


TWO_TODAY = [
    {"started_at": "2026-05-20T13:00", "ended_at": "2026-05-20T13:20"},
    {"started_at": "2026-05-20T13:30", "ended_at": "2026-05-20T13:50"},
]


@pytest.mark.usefixtures("clock")
def test_a_start_before_several_spasms_names_them_all_and_offers_to_start_now(ada: Person) -> None:
    for times in TWO_TODAY:
        ada.log("episodes", **times)
    answer = ada.send("/", "/episodes/start", ago="60")
    assert answer.status_code == 409
    assert "From 13:00 to 13:20" in said(answer)
    assert "From 13:30 to 13:50" in said(answer)
    same, start = starts(ada, answer)
    assert same["running"] == "merge"
    assert ada.post("/episodes/start", **start).status_code == 303
    began = {
        (each["started_at"][11:16], each["ended_at"][11:16]) for each in listed(ada, "episodes")
    }
    assert began == {("13:00", "13:20"), ("13:30", "13:50"), ("14:00", "")}


@pytest.mark.usefixtures("clock")
def test_a_start_before_several_spasms_may_be_the_last_of_them(ada: Person) -> None:
    for times in TWO_TODAY:
        ada.log("episodes", **times)
    answer = ada.send("/", "/episodes/start", ago="60")
    assert "Yes, the one from 13:30: it’s still going" in said(answer)
    assert ada.post("/episodes/start", **starts(ada, answer)[0]).status_code == 303
    assert {
        (each["started_at"][11:16], each["ended_at"][11:16]) for each in listed(ada, "episodes")
    } == {("13:00", "13:20"), ("13:30", "")}


@pytest.mark.parametrize("choice", ["end", "merge"])
@pytest.mark.usefixtures("clock")
def test_of_several_spasms_at_one_time_none_is_changed(ada: Person, choice: str) -> None:
    for times in TWO_TODAY:
        ada.log("episodes", **times)
    before = listed(ada, "episodes")
    typed = {"started_at": "2026-05-20T13:10", "ended_at": "2026-05-20T13:40"}
    answer = ada.send("/episodes/new", **typed, running=choice)
    assert answer.status_code == 409
    assert "This one meets 2 others" in said(answer)
    links = {str(link["href"]) for link in soup(answer).select("#another a")}
    assert links == {f"/episodes/{each['id']}/edit" for each in before}
    assert listed(ada, "episodes") == before


@pytest.mark.usefixtures("clock")
def test_a_spasm_that_is_on_does_not_end_as_an_ended_one_began_after_it(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-20T13:40", ended_at="2026-05-20T13:50")
    answer = ada.send("/", "/episodes/start", ago="30")
    assert [start.get("running") for start in starts(ada, answer)] == ["merge", None]
    refused = starts(ada, answer)[0] | {"running": "end"}
    assert ada.post("/episodes/start", **refused).status_code == 409
    assert len(listed(ada, "episodes")) == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [({"ended_at": "2026-05-20T12:00"}, {"ended_at": "2026-05-20T13:00"}), ({}, {})],
    ids=["ended ones", "those that are on"],
)
@pytest.mark.usefixtures("clock")
def test_an_undo_gives_the_other_spasm_its_end_again(
    ada: Person, earlier: dict[str, str], later: dict[str, str]
) -> None:
    ada.log("episodes", started_at="2026-05-20T10:00", **earlier)
    before = listed(ada, "episodes")
    ada.get("/")  # which says what was logged
    typed = {"started_at": "2026-05-20T11:00", **later}
    assert ada.send("/episodes/new", **typed, running="end").status_code == 303
    ends = {each["started_at"][11:16]: each["ended_at"] for each in listed(ada, "episodes")}
    assert ends["10:00"] == "2026-05-20T11:00:00+02:00"
    undo(ada)
    assert listed(ada, "episodes") == before


@pytest.mark.usefixtures("clock")
def test_what_is_said_to_be_saved_is_what_was_saved(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-20T11:00", ended_at="2026-05-20T12:00")
    typed = {"started_at": "2026-05-20T10:30", "ended_at": "2026-05-20T11:30"}
    assert ada.send("/episodes/new", **typed, running="end").status_code == 303
    assert "Spasm of 30 min saved" in said(ada.get("/"))


def times(person: Person) -> list[tuple[str, str]]:
    """When each spasm began and ended, by the clock."""
    return [
        (each["started_at"][11:16], each["ended_at"][11:16]) for each in listed(person, "episodes")
    ]


def two_and_the_later_moved_onto_the_earlier(person: Person) -> TestResponse:
    """The answer to an edit that moves the beginning of one spasm into another."""
    person.log(
        "episodes", started_at="2026-05-18T10:00", ended_at="2026-05-18T12:00", note="first"
    )
    person.log("episodes", started_at="2026-05-18T13:00", ended_at="2026-05-18T14:00")
    key = listed(person, "episodes")[0]["id"]
    person.log("pain", kind="now", level="6", recorded_at="2026-05-18T10:30", episode_id=key)
    person.get("/")
    later = listed(person, "episodes")[1]["id"]
    return person.send(f"/episodes/{later}/edit", started_at="2026-05-18T11:00")


@pytest.mark.usefixtures("clock")
def test_an_edit_onto_another_spasm_offers_what_a_new_one_does(ada: Person) -> None:
    answer = two_and_the_later_moved_onto_the_earlier(ada)
    offered = {str(button["value"]) for button in soup(answer).select("#another button")}
    assert (answer.status_code, offered) == (409, {"merge", "end"})


@pytest.mark.parametrize(
    ("choice", "after"),
    [("merge", [("10:00", "14:00")]), ("end", [("10:00", "11:00"), ("11:00", "14:00")])],
)
@pytest.mark.usefixtures("clock")
def test_an_edit_onto_another_spasm_makes_one_or_two_of_them_and_is_undone(
    ada: Person, choice: str, after: list[tuple[str, str]]
) -> None:
    two_and_the_later_moved_onto_the_earlier(ada)
    before, (level,) = listed(ada, "episodes"), listed(ada, "pain")
    later = before[1]["id"]
    typed = {"started_at": "2026-05-18T11:00", "running": choice}
    assert ada.send(f"/episodes/{later}/edit", **typed).status_code == 303
    assert times(ada) == after
    assert listed(ada, "episodes")[0]["note"] == "first"
    assert one(ada, "pain")["episode_id"] in {each["id"] for each in listed(ada, "episodes")}
    assert "both spasms are as they were before" in undo(ada)
    assert listed(ada, "episodes") == before
    assert one(ada, "pain") == level


@pytest.mark.usefixtures("clock")
def test_an_edit_of_an_old_form_onto_another_spasm_changes_neither(ada: Person) -> None:
    two_and_the_later_moved_onto_the_earlier(ada)
    before = listed(ada, "episodes")
    path = f"/episodes/{before[1]['id']}/edit"
    typed = {"started_at": "2026-05-18T11:00", "running": "merge", "version": "7", "opened": ""}
    assert ada.send(path, **typed).status_code == 409
    assert listed(ada, "episodes") == before


def test_the_start_that_ended_another_spasm_is_undone_with_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/", "/episodes/start")
    before = listed(ada, "episodes")
    clock.shift(600)
    ada.get("/")
    other = next(
        start for start in starts(ada, ada.post("/episodes/start")) if start["running"] == "end"
    )
    assert ada.post("/episodes/start", **other).status_code == 303
    assert times(ada) == [("14:00", "14:10"), ("14:10", "")]
    assert "both spasms are as they were before" in undo(ada)
    assert listed(ada, "episodes") == before


def test_a_start_that_is_the_same_spasm_changes_nothing_of_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/", "/episodes/start")
    clock.shift(3600)
    same = starts(ada, ada.post("/episodes/start"))[0]
    assert same["running"] == "merge"
    assert ada.post("/episodes/start", **same).location == "/episodes/now"
    assert times(ada) == [("14:00", "")]


@pytest.mark.usefixtures("clock")
def test_a_spasm_that_ended_at_the_moment_it_began_has_no_length(ada: Person) -> None:
    ada.post("/episodes/start")
    key = one(ada, "episodes")["id"]
    ada.post(f"/episodes/{key}/end")
    page = said(ada.get(f"/episodes/{key}/ended"))
    assert "It ended" in page
    assert "It ended after" not in page
    assert "14:00, length not known" in said(ada.get("/diary"))
    assert "The length of 1 spasm is not known." in said(ada.get("/report"))


@pytest.mark.parametrize(
    ("level", "word"), [("0", ""), ("3", "mild"), ("4", "moderate"), ("7", "severe")]
)
def test_a_spasm_is_listed_with_the_word_for_its_level(ada: Person, level: str, word: str) -> None:
    ada.log(
        "episodes", peak_level=level, started_at="2026-05-19T08:00", ended_at="2026-05-19T09:00"
    )
    for path in ("/diary?from=2026-05-19&to=2026-05-19", "/report?from=2026-05-19&to=2026-05-19"):
        text = said(ada.get(path))
        severities = [each for each in ("mild", "moderate", "severe") if each in text]
        assert severities == ([word] if word else []), path
    assert one(ada, "episodes")["peak_level"] == level


def test_where_a_spasm_is_logged_each_word_stands_with_its_levels(ada: Person) -> None:
    words = "1\u20133 is mild, 4\u20136 moderate, 7\u201310 severe."
    assert words in said(ada.get("/episodes/new"))
    ada.send("/", "/episodes/start")
    assert words in said(ada.get("/episodes/now"))


def test_pain_at_rest_and_worse_when_moving_is_one_answer(ada: Person) -> None:
    ada.log("episodes", movement="both", symptoms=["thinner"])
    ada.log("pain", kind="now", level="5", movement="both")
    for slug in ("episodes", "pain"):
        assert one(ada, slug)["movement"] == "both"
    text = said(ada.get("/diary"))
    assert text.count("at rest and worse when moving") == 2
    assert "looks or feels thinner" in text


@pytest.mark.usefixtures("clock")
def test_the_spasms_of_each_page_add_up_to_all_that_started(ada: Person) -> None:
    every = [f"2026-05-{day:02}T08:00,2026-05-{day:02}T08:01" for day in range(1, 6)]
    every += [f"2026-05-{day:02}T09:00,2026-05-{day:02}T09:00" for day in range(1, 15)]
    bring(ada, ("episodes.csv", "\n".join(["started_at,ended_at", *every, ""])))
    ada.send("/", "/episodes/start")
    started = (
        "20 spasms started in this time. The length of 5 is known: typically 1 min (median). The "
        "length of 14 spasms is not known. 1 is still going."
    )
    half = (
        "Half ended within 1 min. This is of 5 spasms whose length is known, and of 1 that is "
        "still going, for as long as it has lasted. 14 more are left out: their length is not "
        "known."
    )
    charts = said(ada.get("/charts/spasms"))
    assert started in charts
    assert half in charts
    assert started in said(ada.get("/report"))
    assert half in said(ada.get("/episodes/now"))


@pytest.mark.usefixtures("clock")
def test_of_two_lengths_none_is_called_typical(ada: Person) -> None:
    every = ["2026-05-01T08:00,2026-05-01T08:02", "2026-05-02T08:00,2026-05-02T09:00"]
    bring(ada, ("episodes.csv", "\n".join(["started_at,ended_at", *every, ""])))
    for page in ("/charts/spasms", "/report"):
        words = said(ada.get(page))
        assert "2 spasms started in this time." in words
        assert "ypical" not in words
