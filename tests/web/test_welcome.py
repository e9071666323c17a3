"""A first minute: three optional screens after registering."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.people import Person
from tests.web.conftest import joined
from tests.web.reading import listed, said, soup

JournalOf = Callable[..., Flask]

pytestmark = pytest.mark.usefixtures("clock")


def test_the_first_screen_of_an_empty_journal_is_to_register(journal_of: JournalOf) -> None:
    assert Person(journal_of()).get("/").location == "/account/register"


def test_the_screens_follow_each_other_and_each_can_be_skipped(ada: Person) -> None:
    path, headings = "/welcome/exercises", []
    while path != "/":
        page = soup(ada.get(path))
        heading = page.select_one("h1")
        assert heading is not None
        headings.append(heading.text)
        path = str(page.select(".save a.button")[-1]["href"])
    assert headings == ["Your exercises", "How is your back today?", "Put it on your phone"]


def test_signing_in_again_asks_none_of_it_twice(app: Flask, ada: Person) -> None:
    assert Person(app).signed_in(ada.name).location == "/"


def test_exercises_that_are_not_ticked_leave_the_programme(ada: Person) -> None:
    page = soup(ada.get("/welcome/exercises"))
    ids = [str(box["value"]) for box in page.select("input[name=keep][checked]")]
    assert len(ids) == 4
    answer = ada.send("/welcome/exercises", keep=[ids[0], ids[3]])
    assert (answer.status_code, answer.location) == (303, "/welcome/pain")
    assert {line["exercise"] for line in listed(ada, "programme")} == {"Bridge", "Walking"}


def test_somebody_elses_exercise_cannot_be_chosen(ada: Person, charlie: Person) -> None:
    theirs = soup(charlie.get("/welcome/exercises")).select("input[name=keep]")[0]["value"]
    answer = ada.send("/welcome/exercises", keep=[str(theirs)])
    assert answer.status_code == 422
    assert len(listed(ada, "programme")) == 4


def test_the_pain_of_today_is_one_tap_that_leads_on(ada: Person) -> None:
    answer = ada.send("/welcome/pain", "/pain/new", level="4")
    assert (answer.status_code, answer.location) == (303, "/welcome/phone")
    (level,) = listed(ada, "pain")
    assert (level["kind"], level["level"]) == ("day_average", "4")


def test_the_phone_screen_has_a_code_where_a_phone_finds_the_journal(
    journal_of: JournalOf,
) -> None:
    address = "https://journal.example.org"
    ada = joined(journal_of(registration="open", public_url=address), "ada")
    page = soup(ada.get("/welcome/phone"))
    (code,) = page.select("img.qr")
    assert str(code["src"]).startswith("data:image/svg+xml")
    assert code["alt"] == f"QR code of {address}/"


def test_the_phone_screen_has_the_address_that_its_reader_has_opened(
    journal_of: JournalOf,
) -> None:
    app = journal_of(registration="open", public_url="https://journal.example.org")
    ada = joined(app, "ada")
    tailnet = "https://pi.tail1234.ts.net"
    headers = {"Sec-Fetch-Site": "same-origin", "Referer": f"{tailnet}/welcome/pain"}
    page = soup(ada.get("/welcome/phone", headers=headers))  # a proxy drops the name
    assert page.select("p.secret")[0].text == f"{tailnet}/"
    foreign = headers | {"Sec-Fetch-Site": "cross-site"}
    page = soup(ada.get("/welcome/phone", headers=foreign))
    assert page.select("p.secret")[0].text == "https://journal.example.org/"


def test_the_phone_screen_says_so_where_only_this_computer_finds_it(ada: Person) -> None:
    answer = ada.get("/welcome/phone")
    assert "only be opened on this computer" in said(answer)
    assert not soup(answer).select("img.qr")
    assert "tailscale serve --bg" in said(answer)
    assert "--host" not in answer.text


def test_the_screens_are_for_whoever_is_signed_in(nobody: Person) -> None:
    assert nobody.get("/welcome/pain").status_code in (302, 303)


EMPTY = {
    "/diary": "Your days show here, newest first",
    "/charts": "Your pain, day by day",
    "/insight": "It begins with your first average pain",
    "/report": "After a few days this page shows your pain",
}


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_page_begins_with_what_will_be_there(ada: Person, path: str) -> None:
    page = soup(ada.get(path))
    paragraphs = page.select("main .empty")
    assert EMPTY[path] in " ".join(paragraphs[0].text.split())
    ada.send("/", "/pain/new", level="4")
    assert EMPTY[path] not in said(ada.get(path))


def test_an_empty_diary_offers_no_choice_among_nothing(ada: Person) -> None:
    assert not soup(ada.get("/diary")).select(".range, .filters")
