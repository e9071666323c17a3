"""A tap on Today is answered in one round trip, with the parts of the page that changed."""

import re
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.people import Person
from tests.web.reading import listed, one, said, soup

pytestmark = pytest.mark.usefixtures("clock")

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

TAPS: dict[str, tuple[str, dict[str, str], set[str], str]] = {
    "pain": (
        "/pain/new",
        {"kind": "day_average", "level": "6"},
        {"today-pain", "today-logged", "today-week"},
        "Pain 6 saved",
    ),
    "exercise": (
        "/exercises/new",
        {"exercise": "Bridge", "reps": "15"},
        {"today-ways", "today-questions", "today-exercises", "today-logged", "today-week"},
        "Bridge: done",
    ),
    "relief": (
        "/relief/new",
        {"method": "warmth"},
        {"today-questions", "today-more", "today-logged"},
        "Warmth saved",
    ),
    "no exercise": (
        "/days/2026-05-20/edit",
        {"no_exercise": "yes"},
        {
            *("today-ways", "today-questions", "today-exercises", "today-more", "today-logged"),
            "today-week",
        },
        "Rest day saved",
    ),
}


def tap(person: Person, path: str, **fields: str) -> TestResponse:
    """What a script gets for a tap on Today."""
    body = {"csrf_token": person.token(), "next": "/", "client_key": str(uuid4()), **fields}
    return person.browser.post(path, data=body, headers={"HX-Request": "true"})


def ids(answer: TestResponse) -> set[str]:
    page = BeautifulSoup(answer.text, "html.parser")
    return {str(tag["id"]) for tag in page.find_all(id=True, recursive=False)} - {"known"}


ELSEWHERE = {"care.read_messages": "the messages", "off_ramp.stop": "a Today of another kind"}
"""Where a tap on Today leads that shows another page."""


def test_every_question_of_today_is_answered_in_place() -> None:
    forms = re.findall(r"<form [^>]*>", (TEMPLATES / "today" / "_questions.html").read_text())
    plain = [form for form in forms if "data-queue" not in form]
    assert {re.findall(r"url_for\('([\w.]+)'", form)[0] for form in plain} == set(ELSEWHERE)
    assert len(forms) > len(plain)


@pytest.mark.parametrize("where", ["/", "/?day=2026-05-19"])
def test_an_undo_that_comes_too_late_says_so_in_place_on_any_day(ada: Person, where: str) -> None:
    level = {"kind": "day_average", "day": "2026-05-19", "next": where}
    toast = soup(tap(ada, "/pain/new", level="3", **level)).select_one("form[action$='/undo']")
    assert toast is not None
    tap(ada, "/pain/new", level="7", **level)
    answer = tap(ada, str(toast["action"]), next=where)
    assert answer.status_code == 200
    assert "This was changed again since, so it stays as it is." in said(answer)
    assert one(ada, "pain")["level"] == "7"


def test_a_spasm_that_ended_elsewhere_is_told_and_shown_as_it_is(ada: Person) -> None:
    tap(ada, "/episodes/start", ago="0")
    path = f"/episodes/{one(ada, 'episodes')['id']}/end"
    tap(ada, path)
    answer = tap(ada, path)
    assert "This spasm had already ended at 14:00." in said(answer)
    assert {"today-spasm", "today-logged"} <= ids(answer)


@pytest.mark.parametrize("path", ["/off-ramp/keep", "/account/recall/refuse"])
def test_a_question_that_is_turned_down_is_gone_in_one_round_trip(ada: Person, path: str) -> None:
    answer = tap(ada, path)
    assert answer.headers["Journal-Saved"] == "yes"
    assert ids(answer) == {"today-questions", "today-week"}


def test_a_level_while_a_spasm_is_on_shows_it_anew(ada: Person) -> None:
    tap(ada, "/episodes/start", ago="0")
    fields = {"kind": "day_average", "level": "6", "day": "2026-05-20"}
    assert "today-spasm" in ids(tap(ada, "/pain/new", **fields))


@pytest.mark.parametrize("name", TAPS)
def test_a_tap_is_answered_with_what_changed_and_what_was_done(ada: Person, name: str) -> None:
    path, fields, parts, message = TAPS[name]
    answer = tap(ada, path, **fields)
    assert answer.status_code == 200
    assert answer.headers["Journal-Saved"] == "yes"
    assert "Location" not in answer.headers
    assert ids(answer) == parts
    toast = BeautifulSoup(answer.text, "html.parser").select_one("[data-toast]")
    assert toast is not None
    assert message in " ".join(toast.text.split())
    assert toast.select_one("form[action$='/undo']") is not None


def parts_of(answer: TestResponse) -> dict[str, str]:
    """The parts of Today in a page or an answer, by their ids, without what is new each time."""
    page = BeautifulSoup(answer.text, "html.parser")
    for field in page.select("[name=csrf_token], [name=client_key]"):
        field.decompose()
    return {str(part["id"]): str(part) for part in page.select("[id^=today-]")}


@pytest.mark.parametrize("where", ["/", "/?day=2026-05-19"])
@pytest.mark.parametrize(
    "names",
    [["pain"], ["exercise"], ["relief"], ["no exercise"], ["no exercise", "exercise"],
     ["no exercise", "not so"], ["no exercise", "exercise", "relief"]],
    ids=" ".join,
)  # fmt: skip
def test_after_taps_today_is_as_if_it_was_opened_anew(
    ada: Person, where: str, names: list[str]
) -> None:
    day = where.partition("=")[2] or "2026-05-20"
    taps = TAPS | {"not so": ("/days/2026-05-20/edit", {"no_exercise": ""}, set(), "")}
    moments = {"exercise": "completed_at", "relief": "applied_at"}
    page = parts_of(ada.get(where))
    for name in names:
        path, fields, _parts, _message = taps[name]
        of_day = {moments[name]: f"{day}T12:00"} if name in moments else {"day": day}
        path = path.replace("2026-05-20", day)
        page |= parts_of(tap(ada, path, next=where, **{**of_day, **fields}))
    ada.get("/more")  # which shows the messages
    assert page == parts_of(ada.get(where))


def test_what_a_device_knows_is_told_anew_only_where_a_tap_changes_it(ada: Person) -> None:
    level = {"kind": "day_average", "level": "6", "day": "2026-05-20"}
    assert 'id="known"' not in tap(ada, "/pain/new", **level).text
    assert 'id="known"' not in tap(ada, "/exercises/new", exercise="Bridge").text
    assert 'id="known"' in tap(ada, "/relief/new", method="cold").text
    tap(ada, "/episodes/start", ago="0")
    assert 'id="known"' in tap(ada, "/pain/new", **level).text


def test_the_parts_are_those_of_the_page_that_would_be_shown(ada: Person) -> None:
    answer = tap(ada, "/pain/new", kind="day_average", level="4")
    page = BeautifulSoup(ada.get("/").text, "html.parser")
    part = BeautifulSoup(answer.text, "html.parser").select_one("#today-week")
    assert str(part) == str(page.select_one("#today-week"))


@pytest.mark.parametrize(
    ("headers", "back"),
    [({}, "/"), ({"HX-Request": "true"}, "/diary")],
    ids=["plain", "elsewhere"],
)
def test_any_other_way_of_saving_leads_back_as_before(
    ada: Person, headers: dict[str, str], back: str
) -> None:
    fields = {"csrf_token": ada.token(), "next": back, "kind": "now", "level": "3"}
    answer = ada.browser.post("/pain/new", data=fields, headers=headers)
    assert (answer.status_code, answer.location) == (303, back)


def test_a_tap_that_is_refused_is_answered_with_its_form(ada: Person) -> None:
    assert tap(ada, "/pain/new", kind="day_average", level="11").status_code == 422


def test_a_tap_on_an_earlier_day_is_answered_with_that_day(ada: Person) -> None:
    fields = {"kind": "day_average", "level": "2", "day": "2026-05-18"}
    answer = tap(ada, "/pain/new", next="/?day=2026-05-18", **fields)
    pressed = BeautifulSoup(answer.text, "html.parser").select("#today-pain [aria-pressed=true]")
    assert [button["aria-label"] for button in pressed] == ["Pain 2 of 10, average of that day"]


def test_undoing_in_place_puts_the_page_back(ada: Person) -> None:
    answer = tap(ada, "/pain/new", kind="day_average", level="6")
    form = next(form for form in ada.forms_of(answer) if form.action.endswith("/undo"))
    undone = tap(ada, form.action)
    assert undone.status_code == 200
    assert "Undone" in undone.text
    assert listed(ada, "pain") == []


def test_a_tap_of_whoever_is_signed_out_is_not_answered_with_a_page(nobody: Person) -> None:
    fields = {"csrf_token": nobody.token(), "kind": "now", "level": "3"}
    answer = nobody.browser.post("/pain/new", data=fields, headers={"HX-Request": "true"})
    assert answer.status_code in {302, 401}
    assert urlsplit(answer.location or "/").path in {"/", "/account/sign-in"}


def test_a_side_of_an_exercise_is_shown_and_the_other_one_asked_for(ada: Person) -> None:
    exercise = {"exercise": "Side leg raise", "reps": "3"}
    ada.log("exercises", side="left", outcome="partly", **exercise)
    assert "left only: tap for right" in said(ada.get("/"))
    page = BeautifulSoup(ada.get("/").text, "html.parser")
    assert [field["value"] for field in page.select("#today-exercises [name=side]")] == ["right"]
    assert page.select("#today-exercises .tap.done") == []


def test_both_sides_logged_one_after_the_other_are_one(ada: Person) -> None:
    for side in ("left", "right"):
        ada.log("exercises", exercise="Side leg raise", reps="8", side=side)
    page = BeautifulSoup(ada.get("/").text, "html.parser")
    assert len(page.select("#today-exercises .tap.done")) == 1


def test_a_relief_that_was_tapped_is_shown_as_used(ada: Person) -> None:
    answer = tap(ada, "/relief/new", method="massage")
    used = BeautifulSoup(answer.text, "html.parser").select("#today-more .used")
    assert [button["id"] for button in used] == ["relief-massage"]
