"""Signing in with a second factor, and passwords that everybody tries."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from journal.access import second_factor
from journal.access.common_passwords import is_common
from journal.config import Settings, WrongSetting
from journal.qr_codes import qr_image
from tests.people import PASSWORD, Person
from tests.web.conftest import newcomer
from tests.web.reading import said, soup, texts

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/account/signing-in"
CODE = "/account/sign-in/code"
JournalOf = Callable[..., Flask]


def turned_on(person: Person) -> tuple[str, list[str]]:
    """The secret and the recovery codes of a second factor that is on now."""
    form = texts(person.form(PAGE))
    secret = str(form["secret"][0])
    digits = pyotp.TOTP(secret).now()
    answer = person.post(PAGE, **form | {"digits": digits, "own_password": PASSWORD})
    return secret, [code.text for code in soup(person.follow(answer)).select("code.secret")]


def asked(person: Person, name: str) -> TestResponse:
    """The page that asks for the digits, after the right password."""
    answer = person.signed_in(name)
    assert answer.status_code == 200
    assert "Six digits" in said(answer)
    assert person.get("/").status_code == 302
    return answer


def typed(person: Person, page: TestResponse, digits: str, **more: str) -> TestResponse:
    """The answer to digits that were typed into that page."""
    (form,) = [form for form in person.forms_of(page) if form.action == CODE]
    return person.post(CODE, **dict(form.fields) | {"digits": digits} | more)


def test_digits_are_asked_for_after_the_password_and_work_once(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    secret, _ = turned_on(ada)
    person, digits = newcomer(app), pyotp.TOTP(secret)
    page = asked(person, ada.name)
    assert typed(person, page, digits.now()).status_code == 422  # used when it was turned on
    clock.shift(30)
    wrong = typed(person, page, "000000" if digits.now() != "000000" else "111111")
    assert wrong.status_code == 422
    assert person.get("/").status_code == 302
    answer = typed(person, wrong, f" {digits.now()[:3]} {digits.now()[3:]}", next="/diary")
    assert (answer.status_code, answer.location) == (303, "/diary")
    assert person.get("/").status_code == 200
    again = newcomer(app)
    assert typed(again, asked(again, ada.name), digits.now()).status_code == 422


@pytest.mark.parametrize(("seconds", "status"), [(30, 303), (-30, 422), (95, 422), (-95, 422)])
def test_a_phone_may_be_half_a_minute_wrong_and_no_digits_before_the_last_count(
    app: Flask, ada: Person, seconds: int, status: int
) -> None:
    secret, _ = turned_on(ada)
    digits = pyotp.TOTP(secret).at(1_779_278_400 + seconds)  # noon, give or take
    person = newcomer(app)
    assert typed(person, asked(person, ada.name), digits).status_code == status


def test_a_recovery_code_signs_in_once(app: Flask, ada: Person) -> None:
    _, codes = turned_on(ada)
    assert len(set(codes)) == second_factor.CODES
    assert all(re.fullmatch("[a-z2-9]{5}-[a-z2-9]{5}", code) for code in codes)
    person = newcomer(app)
    assert typed(person, asked(person, ada.name), codes[0].upper()).status_code == 303
    again = newcomer(app)
    page = asked(again, ada.name)
    assert typed(again, page, codes[0]).status_code == 422
    assert typed(again, page, codes[1].replace("-", " ")).status_code == 303
    assert "8 recovery codes left" in said(ada.get(PAGE))


def test_new_codes_end_the_earlier_ones(app: Flask, ada: Person) -> None:
    _, codes = turned_on(ada)
    answer = ada.post(f"{PAGE}/codes", own_password=PASSWORD)
    fresh = [code.text for code in soup(ada.follow(answer)).select("code.secret")]
    assert set(fresh).isdisjoint(codes)
    person = newcomer(app)
    page = asked(person, ada.name)
    assert typed(person, page, codes[0]).status_code == 422
    assert typed(person, page, fresh[0]).status_code == 303


def test_turned_off_the_password_is_enough(app: Flask, ada: Person) -> None:
    turned_on(ada)
    assert ada.post(f"{PAGE}/off", own_password="not it").status_code == 422
    assert newcomer(app).signed_in(ada.name).status_code == 200
    assert ada.post(f"{PAGE}/off", own_password=PASSWORD).status_code == 303
    assert newcomer(app).signed_in(ada.name).status_code == 303


def test_it_is_not_turned_on_without_the_password_and_right_digits(
    app: Flask, ada: Person
) -> None:
    form = texts(ada.form(PAGE))
    right = {"digits": pyotp.TOTP(str(form["secret"][0])).now(), "own_password": PASSWORD}
    for wrong in (
        {"digits": "123"},
        {"own_password": "no"},
        {"secret": "a"},
        {"secret": "A" * 33},
    ):
        answer = ada.post(PAGE, **form | right | wrong)
        assert answer.status_code == 422, wrong
        assert PASSWORD not in answer.text
    assert newcomer(app).signed_in(ada.name).status_code == 303


def test_digits_are_guessed_ten_times_an_hour_and_nobody_else_is_locked_out(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    secret, codes = turned_on(ada)
    guesser = newcomer(app)
    page = asked(guesser, ada.name)
    statuses = [typed(guesser, page, f"{n:06}").status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]
    assert typed(guesser, page, codes[0]).status_code == 429
    ada.send("/", "/account/sign-out")  # a browser that was signed in is counted apart
    assert typed(ada, asked(ada, ada.name), codes[1]).status_code == 303
    clock.shift(3_600)
    page = asked(guesser, ada.name)
    assert typed(guesser, page, pyotp.TOTP(secret).now()).status_code == 303


@pytest.mark.parametrize("ticket", ["", "x", "\0", "W10.x", "é" * 100])
def test_without_the_password_no_digits_sign_in(ada: Person, nobody: Person, ticket: str) -> None:
    _, codes = turned_on(ada)
    token = nobody.token()
    answer = nobody.post(CODE, csrf_token=token, ticket=ticket, digits=codes[0])
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")
    assert nobody.get("/").status_code == 302


def test_the_right_password_counts_for_ten_minutes_and_until_it_is_changed(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    _, codes = turned_on(ada)
    person = newcomer(app)
    page = asked(person, ada.name)
    clock.shift(601)
    assert typed(person, page, codes[0]).location == "/account/sign-in"
    page = asked(person, ada.name)
    new = "another long enough password"
    ada.send("/account/", "/account/password", current=PASSWORD, password=new, password_again=new)
    assert typed(person, page, codes[0]).location == "/account/sign-in"


def test_the_picture_holds_what_the_app_needs() -> None:
    secret = second_factor.new_secret()
    parts = urlsplit(second_factor.address(secret, "Ada Lovelace"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parse_qs(parts.query) == {"secret": [secret], "issuer": ["Spasm Journal"]}
    assert qr_image("otpauth://x").startswith("data:image/svg+xml")


def test_digits_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: the last six of the eight digits, for SHA-1."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, digits in ((59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")):
        moment = datetime.fromtimestamp(seconds, UTC)
        assert second_factor.step_of(secret, digits, moment) == seconds // 30


def test_where_it_is_required_nothing_else_is_shown_before(journal_of: JournalOf) -> None:
    person = Person(journal_of(second_factor="required")).registered("ada")
    for path in ("/", "/diary", "/export", "/account/"):
        answer = person.get(path)
        assert (answer.status_code, answer.location) == (302, PAGE), path
    assert person.post("/pain/new", kind="now", level="4").status_code == 403
    assert person.get("/safety").status_code == 200
    assert "asks everyone" in said(person.get(PAGE))
    turned_on(person)
    assert person.get("/").status_code == 200


def test_a_setting_that_is_none_stops_the_start() -> None:
    with pytest.raises(WrongSetting, match="optional or required"):
        Settings.from_env({"JOURNAL_SECOND_FACTOR": "yes"})


# Common passwords


@pytest.mark.parametrize("password", ["password", "PassWord1", "qwertyuiop", "1234567890"])
def test_a_password_that_everybody_tries_is_refused(nobody: Person, password: str) -> None:
    answer = nobody.send(
        "/account/register", username="eve", password=password, password_again=password,
        zone="UTC",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Many people use this password" in said(answer)


def test_a_sentence_is_not_common() -> None:
    assert not is_common(PASSWORD)
    assert not is_common("")
