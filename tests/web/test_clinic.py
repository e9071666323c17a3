"""A clinic: many people at one address, and what its host reads of them."""

import json
from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_network

import pytest
from flask import Flask

from journal.commands.doctor import examine
from journal.config import Settings
from journal.words import hosting
from tests.people import PASSWORD, Person
from tests.web.conftest import joined
from tests.web.test_care import invited

pytestmark = pytest.mark.usefixtures("clock")

BUILDING = "203.0.113.7"
NETWORKS = (ip_network("203.0.113.0/29"),)


def come(app: Flask, address: str = BUILDING) -> Person:
    """A browser at an address."""
    person = Person(app)
    person.browser.environ_base["REMOTE_ADDR"] = address
    return person


def enrolled(app: Flask, number: int, address: str = BUILDING) -> list[int]:
    """The statuses of as many registrations from one address."""
    statuses: list[int] = []
    for _ in range(number):
        person = come(app, address)
        typed = {"username": f"patient {len(statuses)} of {address}", "zone": "Europe/Vienna"}
        answer = person.send(
            "/account/register", password=PASSWORD, password_again=PASSWORD, **typed
        )
        statuses.append(answer.status_code)
    return statuses


def test_thirty_patients_enrol_in_one_building_and_twenty_elsewhere(
    journal_of: Callable[..., Flask],
) -> None:
    app = journal_of(clinic_networks=NETWORKS)
    assert enrolled(app, 30) == [303] * 30
    assert enrolled(app, 22, "203.0.113.8") == [303] * 20 + [429] * 2


def test_right_codes_of_one_building_all_work_and_guesses_end(
    journal_of: Callable[..., Flask],
) -> None:
    app = journal_of()
    patients = [joined(app, f"patient {number}") for number in range(14)]
    for patient in patients:
        clinician = joined(app, "clinician")
        clinician.browser.environ_base["REMOTE_ADDR"] = BUILDING
        assert clinician.send("/patients", code=invited(patient)).status_code == 303
    guesser = joined(app, "guesser")
    guesser.browser.environ_base["REMOTE_ADDR"] = BUILDING
    statuses = [guesser.send("/patients", code=f"guess {n}").status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]


def wrong(app: Flask, name: str) -> int:
    """The status of a wrong password from the building."""
    typed = {"username": name, "password": "not the right one"}
    return come(app).send("/account/sign-in", **typed).status_code


def test_in_a_clinic_nobody_pays_for_a_neighbours_wrong_passwords(
    journal_of: Callable[..., Flask],
) -> None:
    app = journal_of(clinic_networks=NETWORKS)
    ada, bob = joined(app, "ada"), joined(app, "bob")
    assert [wrong(app, ada.name) for _ in range(11)] == [422] * 10 + [429]
    assert wrong(app, bob.name) == 422
    app = journal_of()
    assert [wrong(app, ada.name) for _ in range(11)][-1] == 429
    assert wrong(app, bob.name) == 429


def test_the_access_log_says_nothing_of_a_diary(
    journal_of: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    app = journal_of(access_log=True)
    ada = joined(app, "ada")
    capsys.readouterr()
    request = ada.get("/days/2026-05-19/edit").headers["X-Request-Id"]
    ada.send("/pain/new", kind="now", level="4", note="secret words")
    ada.get("/diary/notes?q=secret")
    output = capsys.readouterr().out
    lines = [json.loads(line) for line in output.splitlines()]
    assert [line["page"] for line in lines if line["method"] == "POST"] == ["entries.create"]
    assert lines[0]["page"] == "days.edit"
    assert (lines[0]["request"], lines[0]["status"]) == (request, 200)
    assert lines[0]["milliseconds"] >= 0
    assert not any(text in output for text in ("secret", "2026-05-19", ada.name, "level"))


def test_without_the_setting_nothing_is_logged(
    ada: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    ada.get("/")
    assert capsys.readouterr().out == ""


KEYS = ("the key of one node, long enough for it", "the key of another, which is not the same")


def cookie_of(person: Person) -> str:
    """What a browser sends that is signed in."""
    cookie = person.browser.get_cookie("journal")
    assert cookie is not None
    return cookie.value


def test_nodes_that_sign_with_different_keys_are_told_of_once(
    journal_of: Callable[..., Flask], settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    counts = []
    first, second = (journal_of(secret_key=key) for key in KEYS)
    leaver, ada = joined(first, "leaver"), joined(first, "ada")
    cookies = [cookie_of(person) for person in (leaver, ada, ada)]
    leaver.send("/account/sign-out")
    elsewhere = Person(second)
    for text in cookies:
        elsewhere.browser.set_cookie("journal", text)
        assert elsewhere.get("/").status_code == 302
        counts.append(len(caplog.records))
    assert counts == [0, 1, 1]
    messages = [
        record.message for record in caplog.records if "another secret key" in record.message
    ]
    assert messages == [hosting.key_differs()]
    same, other = (replace(settings, secret_key=key) for key in KEYS)
    assert not [finding for finding in examine(same) if finding.text == messages[0]]
    assert [finding.fine for finding in examine(other) if finding.text == messages[0]] == [False]
