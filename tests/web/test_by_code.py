"""The summary by code: opened in the room on another device, ended by itself and by one tap."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from journal.core.model.vocabulary import CODE_MINUTES, SHARES_MOST
from tests.people import Person
from tests.web.conftest import NOON, joined
from tests.web.reading import listed, said, soup

SINCE = "?from=2026-05-06&to=2026-05-20"


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> time_machine.Traveller:
    """The clock stands at noon of 20 May 2026, until it is moved."""
    clock.move_to(NOON)
    return clock


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens of the codes that were drawn, the last one last."""
    texts: list[str] = []

    def draw(text: str) -> str:
        texts.append(text.partition("#")[2])
        return "data:image/svg+xml,code"

    monkeypatch.setattr("journal.web.shares.qr_image", draw)
    return texts


def code_shown(person: Person, query: str = "") -> str:
    """Where a code that was just made is shown."""
    answer = person.send(f"/report{query}", "/report/shares/code")
    assert answer.status_code == 303
    return answer.location


def opened(person: Person, token: str) -> tuple[int, str]:
    """What another device gets for the token of a code."""
    answer = person.get("/shared/page", headers={"Authorization": f"Share {token}"})
    return answer.status_code, answer.text


def test_a_code_opens_the_summary_without_an_account_and_without_private_notes(
    ada: Person, nobody: Person, tokens: list[str]
) -> None:
    ada.log("pain", kind="day_average", level="4", note="a secret")
    page = ada.get(code_shown(ada, "?range=4w&notes=on"))
    assert page.status_code == 200
    assert soup(page).select_one("img.qr")
    assert "Ends at 14:15" in said(page)
    status, text = opened(nobody, tokens[-1])
    assert status == 200
    assert "shows you this by code, until 14:15" in text
    assert "a secret" not in text


def test_a_code_shows_the_days_that_were_chosen(
    ada: Person, nobody: Person, tokens: list[str]
) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.get(code_shown(ada, SINCE))
    assert "6 May 2026 to 20 May 2026" in opened(nobody, tokens[-1])[1]


def test_a_code_ends_by_itself(
    ada: Person, nobody: Person, tokens: list[str], noon: time_machine.Traveller
) -> None:
    place = code_shown(ada)
    ada.get(place)
    noon.shift(timedelta(minutes=CODE_MINUTES, seconds=-1))
    assert opened(nobody, tokens[-1])[0] == 200
    noon.shift(timedelta(seconds=1))
    assert opened(nobody, tokens[-1])[0] == 404
    assert "The code has ended" in said(ada.get(place))


def test_a_code_made_just_before_midnight_outlives_it(
    ada: Person, nobody: Person, tokens: list[str], noon: time_machine.Traveller
) -> None:
    noon.move_to(NOON.replace(hour=21, minute=55))
    ada.get(code_shown(ada))
    noon.shift(timedelta(minutes=14))
    assert opened(nobody, tokens[-1])[0] == 200


def test_one_tap_ends_a_code_at_once(ada: Person, nobody: Person, tokens: list[str]) -> None:
    place = code_shown(ada)
    assert "Works until 14:15." in said(ada.get("/report/shares"))
    (end,) = [form for form in ada.forms_of(ada.get(place)) if form.action.endswith("/end")]
    assert ada.send(place, end.action).status_code == 303
    assert opened(nobody, tokens[-1])[0] == 404
    assert "The code has ended" in said(ada.get(place))


def test_another_device_learns_that_a_code_has_ended(
    ada: Person, nobody: Person, tokens: list[str]
) -> None:
    place = code_shown(ada)
    ada.get(place)
    headers = {"Authorization": f"Share {tokens[-1]}"}
    assert nobody.get("/shared/open", headers=headers).status_code == 204
    (end,) = [form for form in ada.forms_of(ada.get(place)) if form.action.endswith("/end")]
    ada.send(place, end.action)
    assert nobody.get("/shared/open", headers=headers).status_code == 404
    assert nobody.get("/shared/open").status_code == 404
    assert "Someone opened" not in said(ada.get("/account/looks"))


def test_a_code_is_named_in_the_trail_and_listed_among_the_links(
    ada: Person, nobody: Person, tokens: list[str]
) -> None:
    ada.get(code_shown(ada))
    opened(nobody, tokens[-1])
    assert "Someone opened the summary that you showed by code" in said(ada.get("/account/looks"))
    assert "Shown by code" in said(ada.get("/report/shares"))


def test_a_code_sent_twice_is_one(ada: Person, tokens: list[str]) -> None:
    key = "0b7f8d7e-1f58-4a51-8a6f-5a1a5b0f0009"
    for _ in range(2):
        ada.get(ada.post("/report/shares/code", client_key=key).location)
    assert len(set(tokens)) == 1
    assert said(ada.get("/report/shares")).count("Shown by code") == 1


def test_a_code_takes_the_place_of_one_that_nobody_opened(
    ada: Person, nobody: Person, tokens: list[str]
) -> None:
    first, second = code_shown(ada), code_shown(ada)
    assert "The code has ended" in said(ada.get(first))
    assert soup(ada.get(second)).select_one("img.qr")
    assert opened(nobody, tokens[-1])[0] == 200
    assert said(ada.get("/report/shares")).count("Works until") == 1


def test_the_code_before_opens_nothing_any_more(
    ada: Person, nobody: Person, tokens: list[str]
) -> None:
    ada.get(code_shown(ada))
    code_shown(ada)
    assert opened(nobody, tokens[-1])[0] == 404


def test_a_code_that_somebody_has_open_is_left_to_them(
    ada: Person, nobody: Person, tokens: list[str]
) -> None:
    ada.get(code_shown(ada))
    assert opened(nobody, tokens[-1])[0] == 200
    code_shown(ada)
    assert opened(nobody, tokens[-1])[0] == 200


def test_a_code_ends_no_link_and_nothing_of_others(
    ada: Person, charlie: Person, nobody: Person, tokens: list[str]
) -> None:
    ada.get(code_shown(ada))
    charlie.get(code_shown(charlie))
    assert opened(nobody, tokens[0])[0] == 200
    link = ada.send("/report/shares", label="Dr Huber", name="Ada", expires_on="2026-06-03")
    assert link.status_code == 303
    code_shown(ada)
    assert "Ended" not in said(ada.get("/report/shares"))


def test_the_code_of_a_second_tap_is_not_ended_by_itself(ada: Person) -> None:
    key = "0b7f8d7e-1f58-4a51-8a6f-5a1a5b0f0010"
    for _ in range(2):
        place = ada.post("/report/shares/code", client_key=key).location
    assert soup(ada.get(place)).select_one("img.qr")


def test_a_form_that_one_comes_back_to_after_its_code_has_ended_makes_another(
    ada: Person, nobody: Person, tokens: list[str], noon: time_machine.Traveller
) -> None:
    key = "0b7f8d7e-1f58-4a51-8a6f-5a1a5b0f0011"
    ada.get(ada.post("/report/shares/code", client_key=key).location)
    noon.shift(timedelta(minutes=CODE_MINUTES))
    ada.get(ada.post("/report/shares/code", client_key=key).location)
    assert opened(nobody, tokens[-1])[0] == 200


def test_many_codes_in_a_row_leave_room_for_links(ada: Person) -> None:
    for _ in range(SHARES_MOST + 1):
        place = code_shown(ada)
    assert soup(ada.get(place)).select_one("img.qr")


@pytest.mark.parametrize(
    ("public", "warning"),
    [
        ("", "Only this computer can open that address."),
        ("http://192.168.1.5:8000", "Only a device in the same network can open that address."),
        ("https://journal.example.org", ""),
    ],
)
def test_the_address_that_a_code_opens_is_said_in_words_and_who_can_open_it(
    journal_of: Callable[..., Flask], public: str, warning: str
) -> None:
    ada = joined(journal_of(registration="open", public_url=public), "ada")
    page = soup(ada.get(code_shown(ada)))
    address = page.select_one(".opens .address")
    assert address is not None
    assert address.text.endswith("/shared")
    assert address.text.startswith(public or "http://localhost")
    problems = [problem.text for problem in page.select("p.problem")]
    assert [problem.startswith(warning) for problem in problems] == [True] * bool(warning)


def test_a_stranger_sees_and_ends_no_code(
    ada: Person, charlie: Person, nobody: Person, tokens: list[str]
) -> None:
    place = code_shown(ada)
    ada.get(place)
    count = len(tokens)
    assert "The code has ended" in said(charlie.get(place))
    assert len(tokens) == count
    key = re.search(r"made=([\w-]+)", place)
    assert key is not None
    assert charlie.post(f"/report/shares/{key[1]}/end").status_code == 404
    assert opened(nobody, tokens[-1])[0] == 200


def test_nobody_makes_a_code_signed_out(nobody: Person) -> None:
    answer = nobody.get("/report/shares/code")
    assert (answer.status_code, "/account/sign-in" in answer.location) == (302, True)


@pytest.mark.parametrize("query", ["", "?made=", "?made=nothing", "?made=" + "0" * 36])
def test_what_was_never_made_is_no_code(ada: Person, query: str) -> None:
    answer = ada.get(f"/report/shares/code{query}")
    assert answer.status_code == 200
    assert not soup(answer).select("img.qr")


def test_what_cannot_be_shown_makes_no_code(ada: Person) -> None:
    answer = ada.post("/report/shares/code?from=soon")
    assert (answer.status_code, answer.location) == (303, "/report")


def test_a_report_since_the_last_visit_is_one_tap_away(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    assert "Since the visit" not in said(ada.get("/report"))
    for day in ("2026-04-01", "2026-04-20", "2026-05-06"):
        ada.log("events", what="visit", happened_at=f"{day}T09:00", zone="Europe/Vienna")
    ada.log("events", what="visit", happened_at="2026-06-03T15:00", zone="Europe/Vienna")
    page = soup(ada.get("/report"))
    chips = {str(chip["href"]): chip.text for chip in page.select("p.visits a")}
    assert chips == {
        "/report?from=2026-05-06&to=2026-05-20": "Since the visit of 6 May 2026",
        "/report?from=2026-04-20&to=2026-05-20": "Since the visit of 20 Apr 2026",
    }
    assert "Next visit: 3 Jun 2026, 15:00" in " ".join(page.text.split())
    assert "6 May 2026 to 20 May 2026" in said(ada.get(next(iter(chips))))
    assert len(listed(ada, "events")) == 4
