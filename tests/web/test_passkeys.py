"""Passkeys: made, named, removed, and used to sign in."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.journals import security_lines
from tests.people import PASSWORD, Person
from tests.web.authenticator import USER_PRESENT, Authenticator, binary
from tests.web.conftest import newcomer
from tests.web.reading import said, soup
from tests.web.test_signing_in import turned_on, typed

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/account/signing-in"
MAKE = "/account/passkeys"
ENTER = "/account/sign-in/passkey"
HOST = "localhost"
JournalOf = Callable[..., Flask]


def phone(origin: str = "http://localhost", host: str = HOST, **more: Any) -> Authenticator:
    return Authenticator(origin, host, **more)


def question(person: Person, **fields: str) -> TestResponse:
    typed_fields = {"name": "Phone", "own_password": PASSWORD, "agreed": "yes"} | fields
    return person.post(f"{MAKE}/question", **typed_fields)


def added(person: Person, device: Authenticator, name: str = "Phone") -> TestResponse:
    """The answer to a passkey that was made as a browser does it."""
    prompt = question(person, name=name)
    assert prompt.status_code == 200, prompt.text
    answer = device.make(prompt.json["options"])  # type: ignore[index]  # it is JSON
    return person.post(MAKE, name=name, ticket=prompt.json["ticket"], answer=answer)  # type: ignore[index]  # as above


def asked_to_sign_in(person: Person) -> dict[str, Any]:
    json_answer = person.post(f"{ENTER}/question").json
    assert isinstance(json_answer, dict)
    return json_answer


def signed_in(person: Person, device: Authenticator, **more: str) -> TestResponse:
    prompt = asked_to_sign_in(person)
    answer = device.sign(prompt["options"])
    return person.post(ENTER, **{"ticket": prompt["ticket"], "answer": answer} | more)


def codes_of(person: Person, answer: TestResponse) -> list[str]:
    """The codes that the page after an answer shows."""
    return [code.text for code in soup(person.follow(answer)).select("code.secret")]


def name_of(page: TestResponse) -> list[str]:
    return [str(field.get("value")) for field in soup(page).select('input[id^="name-"]')]


def address(person: Person, what: str) -> str:
    (form,) = [form for form in person.forms_of(person.get(PAGE)) if form.action.endswith(what)]
    return form.action


# It works


def test_a_passkey_signs_in_without_a_password(app: Flask, ada: Person) -> None:
    device = phone()
    assert len(codes_of(ada, added(ada, device))) == 10
    assert name_of(ada.get(PAGE)) == ["Phone"]
    person = newcomer(app)
    answer = signed_in(person, device, next="/diary")
    assert (answer.status_code, answer.location) == (303, "/diary")
    assert person.get("/").status_code == 200
    assert "last used" in said(ada.get(PAGE))


def test_after_the_password_a_passkey_or_a_recovery_code_is_asked_for(
    app: Flask, ada: Person
) -> None:
    device = phone()
    codes = codes_of(ada, added(ada, device))
    person = newcomer(app)
    page = person.signed_in(ada.name)
    assert page.status_code == 200
    assert "Sign in with a passkey" in said(page)
    assert "Code from your app" not in said(page)
    assert person.get("/").status_code == 302
    assert typed(person, page, codes[0]).status_code == 303
    other = newcomer(app)
    other.signed_in(ada.name)
    assert signed_in(other, device).status_code == 303


def test_a_passkey_beside_an_app_keeps_its_recovery_codes(app: Flask, ada: Person) -> None:
    _, codes = turned_on(ada)
    assert codes_of(ada, added(ada, phone())) == []
    person = newcomer(app)
    page = person.signed_in(ada.name)
    assert "Code from your app" in said(page)
    assert typed(person, page, codes[0]).status_code == 303


def test_a_passkey_is_renamed_and_another_one_stays(ada: Person) -> None:
    added(ada, phone())
    answer = ada.post(address(ada, "/name"), name="Old phone")
    assert answer.status_code == 303
    added(ada, phone(), "Key ring")
    assert sorted(name_of(ada.get(PAGE))) == ["Key ring", "Old phone"]


def test_a_removed_passkey_signs_nobody_in_and_the_last_one_ends_the_codes(
    app: Flask, ada: Person
) -> None:
    device = phone()
    codes = codes_of(ada, added(ada, device))
    where = address(ada, "/remove")
    assert ada.post(where, own_password="not it").status_code == 422
    assert ada.post(where, own_password=PASSWORD).status_code == 303
    assert signed_in(newcomer(app), device).status_code == 422
    assert newcomer(app).signed_in(ada.name).status_code == 303  # the password is enough again
    added(ada, phone())
    person = newcomer(app)
    assert typed(person, person.signed_in(ada.name), codes[0]).status_code == 422


def test_turning_the_app_off_leaves_passkeys_and_codes(app: Flask, ada: Person) -> None:
    _, codes = turned_on(ada)
    added(ada, phone())
    assert ada.post(f"{PAGE}/off", own_password=PASSWORD).status_code == 303
    person = newcomer(app)
    page = person.signed_in(ada.name)
    assert "Code from your app" not in said(page)
    assert typed(person, page, codes[0]).status_code == 303


def test_the_owner_and_the_security_log_are_told(app: Flask, ada: Person) -> None:
    device = phone()
    added(ada, device)
    signed_in(newcomer(app), device)
    signed_in(newcomer(app), phone())
    assert "A passkey was added: Phone" in said(ada.get("/account/looks"))
    ada.post(address(ada, "/remove"), own_password=PASSWORD)
    assert "A passkey was removed" in said(ada.get("/account/looks"))
    lines = security_lines(app.extensions["journal_settings"].data_dir)
    events = [line["event"] for line in lines]
    for event in ("passkey_added", "signed_in_by_passkey", "passkey_refused", "passkey_removed"):
        assert event in events, event
    assert "Phone" not in str(lines)


def test_settings_say_what_is_asked_for(ada: Person) -> None:
    assert "Asked for: only your password." in said(ada.get("/account/"))
    added(ada, phone())
    page = said(ada.get("/account/"))
    assert "Asked for: a passkey; or your password and a recovery code." in page
    assert "10 recovery codes left" in page
    turned_on(ada)
    page = said(ada.get("/account/"))
    assert "Asked for: a passkey; or your password and a code from your app." in page


def test_where_a_second_factor_is_required_a_passkey_is_one(journal_of: JournalOf) -> None:
    person = Person(journal_of(second_factor="required")).registered("ada")
    assert person.get("/").location == PAGE
    assert len(codes_of(person, added(person, phone()))) == 10
    assert person.get("/").status_code == 200


@pytest.mark.parametrize(
    ("public", "origin", "host"),
    [
        ("https://journal.example.org", "https://journal.example.org", "journal.example.org"),
        ("https://journal.example.org", "https://journal.example.org:8443", "journal.example.org"),
        ("https://example.org", "https://journal.example.org", "example.org"),
    ],
)
def test_behind_a_proxy_the_public_name_counts(
    journal_of: JournalOf, public: str, origin: str, host: str
) -> None:
    app = journal_of(public_url=public)
    person, device = Person(app).registered("ada"), phone(origin, host)
    from_page = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    typed_fields = {"name": "Phone", "own_password": PASSWORD, "agreed": "yes"}
    typed_fields |= {"csrf_token": person.token()}
    prompt = person.browser.post(f"{MAKE}/question", data=typed_fields, headers=from_page).json
    assert prompt is not None
    assert prompt["options"]["rp"]["id"] == host
    answer = device.make(prompt["options"])
    new_passkey = typed_fields | {"ticket": prompt["ticket"], "answer": answer}
    assert person.browser.post(MAKE, data=new_passkey, headers=from_page).status_code == 303


# Signed out, strangers


def test_signed_out_nobody_makes_or_changes_a_passkey(nobody: Person) -> None:
    for path in (f"{MAKE}/question", MAKE, f"{MAKE}/x/name", f"{MAKE}/x/remove"):
        answer = nobody.post(path, name="x", own_password="x")
        assert answer.status_code == 401, path


def test_a_stranger_renames_and_removes_no_passkey(ada: Person, charlie: Person) -> None:
    added(ada, phone())
    assert charlie.post(address(ada, "/name"), name="Mine").status_code == 404
    assert charlie.post(address(ada, "/remove"), own_password=PASSWORD).status_code == 404
    assert name_of(ada.get(PAGE)) == ["Phone"]


def test_a_passkey_signs_in_to_no_account_but_its_own(
    app: Flask, ada: Person, charlie: Person
) -> None:
    device, other = phone(), phone()
    added(ada, device)
    added(charlie, other)
    device.user = other.user
    assert signed_in(newcomer(app), device).status_code == 422


# Bad input


def test_no_question_without_the_password_and_a_name(ada: Person) -> None:
    for wrong in (
        {"own_password": "not it"},
        {"own_password": ""},
        {"name": ""},
        {"name": "x" * 81},
    ):
        answer = question(ada, **wrong)
        assert answer.status_code == 422, wrong
        assert answer.json is not None
        assert answer.json["problem"], wrong


def test_a_password_is_guessed_ten_times_here_too(ada: Person) -> None:
    statuses = [question(ada, own_password="no").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_an_answer_counts_once(app: Flask, ada: Person) -> None:
    device = phone()
    added(ada, device)
    person = newcomer(app)
    prompt = asked_to_sign_in(person)
    typed_fields = {"ticket": prompt["ticket"], "answer": device.sign(prompt["options"])}
    assert newcomer(app).post(ENTER, **typed_fields).status_code == 303
    again = newcomer(app)
    assert again.post(ENTER, **typed_fields).status_code == 422
    assert again.get("/").status_code == 302


def test_an_answer_counts_for_ten_minutes(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    device = phone()
    added(ada, device)
    person = newcomer(app)
    prompt = asked_to_sign_in(person)
    clock.shift(601)
    answer = device.sign(prompt["options"])
    assert person.post(ENTER, ticket=prompt["ticket"], answer=answer).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://elsewhere"},
        {"host": "evil.example"},
        {"flags": USER_PRESENT},  # nobody looked whose finger it was
    ],
)
def test_what_another_site_or_another_hand_made_is_refused(
    app: Flask, ada: Person, wrong: dict[str, Any]
) -> None:
    device = phone()
    added(ada, device)
    for name, value in wrong.items():
        setattr(device, name, value)
    assert signed_in(newcomer(app), device).status_code == 422
    assert (
        added(ada, phone(**{"origin": "http://localhost", "host": HOST} | wrong)).status_code
        == 422
    )
    assert name_of(ada.get(PAGE)) == ["Phone"]


def test_a_wrong_signature_and_a_copied_device_are_refused(app: Flask, ada: Person) -> None:
    device, thief = phone(), phone()
    added(ada, device)
    thief.credential, thief.user = device.credential, device.user
    assert signed_in(newcomer(app), thief).status_code == 422
    for _ in range(3):
        assert signed_in(newcomer(app), device).status_code == 303
    device.signed -= 2  # a copy that has signed less often
    assert signed_in(newcomer(app), device).status_code == 422


def test_a_question_to_one_person_makes_no_passkey_for_another(
    ada: Person, charlie: Person
) -> None:
    prompt = question(ada).json
    assert prompt is not None
    answer = phone().make(prompt["options"])
    assert charlie.post(MAKE, name="x", ticket=prompt["ticket"], answer=answer).status_code == 422
    answer = phone().make(prompt["options"])
    assert ada.post(MAKE, name="x", ticket=prompt["ticket"], answer=answer).status_code == 303


@pytest.mark.parametrize(
    "answer",
    ["", "x", "[]", "{}", "null", '{"rawId": 1, "response": {}}', "[" * 30_000, '"\ud800"', "\0",
     '{"rawId": "AA", "response": {"userHandle": "AAAAAAAAAAAAAAAAAAAAAA"}}'],
)  # fmt: skip
def test_nonsense_signs_nobody_in_and_makes_nothing(app: Flask, ada: Person, answer: str) -> None:
    answer = answer.encode("utf-8", "replace").decode()
    person = newcomer(app)
    prompt = asked_to_sign_in(person)
    assert person.post(ENTER, ticket=prompt["ticket"], answer=answer).status_code == 422
    assert person.post(ENTER, ticket="x", answer=answer).status_code == 422
    new_passkey = question(ada).json
    assert new_passkey is not None
    assert ada.post(MAKE, name="x", ticket=new_passkey["ticket"], answer=answer).status_code == 422
    assert name_of(ada.get(PAGE)) == []


def test_one_passkey_is_kept_once_and_twenty_are_the_most(ada: Person) -> None:
    device = phone()
    added(ada, device)
    assert added(ada, device).status_code == 303
    assert name_of(ada.get(PAGE)) == ["Phone"]
    for number in range(19):
        assert added(ada, phone(), f"Key {number}").status_code == 303
    answer = question(ada)
    assert (answer.status_code, answer.json and "20 passkeys" in answer.json["problem"]) == (
        422,
        True,
    )


def test_passkeys_are_tried_twenty_times_an_hour(app: Flask, ada: Person) -> None:
    device = phone()
    added(ada, device)
    person = newcomer(app)
    assert [signed_in(person, phone()).status_code for _ in range(20)] == [422] * 20
    assert signed_in(person, device).status_code == 429
    assert signed_in(newcomer(app), device).status_code == 303  # from elsewhere


def test_a_device_that_has_a_passkey_is_asked_for_no_second_one(ada: Person) -> None:
    device = phone()
    added(ada, device)
    prompt = question(ada).json
    assert prompt is not None
    assert [
        binary(descriptor["id"]) for descriptor in prompt["options"]["excludeCredentials"]
    ] == [device.credential]
    assert prompt["options"]["user"]["id"] == device.user
