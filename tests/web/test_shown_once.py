"""What is shown once is made once; a reload, a way back or a second tap says nothing false.

Every template that shows a secret has its way here, so that a new one cannot forget it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyotp
import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.people import PASSWORD, Person
from tests.web.conftest import newcomer
from tests.web.reading import said, soup, texts
from tests.web.test_passkeys import phone, question

pytestmark = pytest.mark.usefixtures("clock")

TEMPLATES = Path(__file__).parents[2] / "templates"
SIGNING_IN = "/account/signing-in"
MINUTES = 10


@dataclass(frozen=True)
class Sent:
    """A form as a browser has sent it, and can send it again."""

    path: str
    fields: dict[str, object]

    def by(self, person: Person) -> TestResponse:
        return person.post(self.path, **self.fields)


def form_of(person: Person, page: str, action: str | None = None, **typed: object) -> Sent:
    form = person.form(page, action)
    return Sent(form.action or page, texts(form) | typed)


def a_token(person: Person) -> Sent:
    return form_of(person, "/account/tokens", name="watch")


def a_link(person: Person) -> Sent:
    return form_of(person, "/report/shares", label="Dr Huber", name="Ada")


def an_invitation(person: Person) -> Sent:
    return form_of(person, "/care", label="Maria", name="Ada")


def an_app(person: Person) -> Sent:
    form = texts(person.form(SIGNING_IN))
    digits = pyotp.TOTP(str(form["secret"][0])).now()
    return Sent(SIGNING_IN, form | {"digits": digits, "own_password": PASSWORD})


def a_passkey(person: Person) -> Sent:
    prompt = question(person).json
    assert prompt is not None
    answer = phone().make(prompt["options"])
    fields = {"name": "Phone", "ticket": prompt["ticket"], "answer": answer}
    return Sent("/account/passkeys", fields)


def new_codes(person: Person) -> Sent:
    an_app(person).by(person)
    return form_of(person, SIGNING_IN, f"{SIGNING_IN}/codes", own_password=PASSWORD)


WAYS: dict[Callable[[Person], Sent], str] = {
    a_token: "accounts/tokens.html",
    a_link: "shares/show.html",
    an_invitation: "care/show.html",
    an_app: "accounts/codes.html",
    a_passkey: "accounts/codes.html",
    new_codes: "accounts/codes.html",
}
"""Each form that makes something which is shown once, and the template that shows it."""

each_way = pytest.mark.parametrize("way", WAYS)
ONCE = re.compile("shown_once\\(")
SECRET = re.compile('class="secret"')
FALSE = ("not saved", "Delete it", "wrong")


def secrets_of(answer: TestResponse) -> list[str]:
    return [code.text for code in soup(answer).select(".once code.secret")]


def everything(person: Person) -> list[str]:
    """What there is of all that can be made, without what was shown of it."""
    parts = []
    for path in ("/account/tokens", "/report/shares", "/care", SIGNING_IN):
        parts += [
            " ".join(tag.text.split()) for tag in soup(person.get(path)).select("ul.names li")
        ]
    return parts


def test_every_template_that_shows_a_secret_does_it_in_one_way_and_is_tried_here() -> None:
    users = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if ONCE.search(path.read_text()) and path.name != "_shown_once.html"
    }
    assert users == {*WAYS.values(), "host/_link.html"}  # that one is tried in test_host
    with_secret = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if SECRET.search(path.read_text())
    }
    # The address of the journal is no secret; the key of an app is made anew until it is used.
    assert with_secret == {
        "_shown_once.html", "welcome/phone.html", "accounts/signing_in.html"
    }  # fmt: skip


@each_way
def test_a_reload_shows_the_same_and_nothing_false(
    ada: Person, way: Callable[[Person], Sent]
) -> None:
    answer = way(ada).by(ada)
    page = ada.follow(answer)
    assert secrets_of(page)
    again = ada.get(answer.headers["Location"])
    assert secrets_of(again) == secrets_of(page)
    assert not soup(again).select('[role="alert"]')
    assert not any(words in said(again) for words in FALSE)


@each_way
def test_a_second_tap_makes_no_second_one_and_leads_to_the_same(
    ada: Person, way: Callable[[Person], Sent]
) -> None:
    form = way(ada)
    first = ada.follow(form.by(ada))
    before = everything(ada)
    second = ada.follow(form.by(ada))
    assert secrets_of(second) == secrets_of(first)
    assert everything(ada) == before


@each_way
def test_after_ten_minutes_it_is_gone_and_the_page_says_what_to_do(
    ada: Person, way: Callable[[Person], Sent], clock: time_machine.Traveller
) -> None:
    answer = way(ada).by(ada)
    clock.shift(60 * MINUTES - 1)
    assert secrets_of(ada.get(answer.headers["Location"]))
    clock.shift(2)
    page = ada.get(answer.headers["Location"])
    assert page.status_code == 200
    assert secrets_of(page) == []
    assert "can’t be shown any more" in said(page)


@each_way
def test_another_browser_or_another_person_sees_none_of_it(
    app: Flask, ada: Person, charlie: Person, way: Callable[[Person], Sent]
) -> None:
    before = newcomer(app)
    before.signed_in(ada.name)
    address = way(ada).by(ada).headers["Location"]
    for person in (charlie, before):
        assert secrets_of(person.get(address)) == []


@each_way
def test_it_can_be_copied_and_says_for_how_long_it_is_there(
    ada: Person, way: Callable[[Person], Sent]
) -> None:
    page = ada.follow(way(ada).by(ada))
    assert len(soup(page).select(".once [data-copy]")) == 1
    assert f"This is shown here for {MINUTES} minutes." in said(page)


@pytest.mark.parametrize(
    ("way", "field"), [(a_token, "name"), (a_link, "label"), (an_invitation, "label")]
)
def test_a_form_that_is_gone_back_to_makes_one_more_for_somebody_else(
    ada: Person, way: Callable[[Person], Sent], field: str
) -> None:
    form = way(ada)
    first = ada.follow(form.by(ada))
    other = ada.follow(Sent(form.path, form.fields | {field: "somebody else"}).by(ada))
    assert secrets_of(other) != secrets_of(first)
    assert "for somebody else" in said(other)


def test_recovery_codes_are_a_file_too_that_says_what_it_is_for(ada: Person) -> None:
    page = ada.follow(a_passkey(ada).by(ada))
    (link,) = soup(page).select("a[download]")
    answer = ada.get(str(link["href"]))
    assert answer.headers["Content-Disposition"] == "attachment; filename=recovery-codes.txt"
    assert answer.headers["Cache-Control"] == "no-store"
    lines = answer.text.splitlines()
    assert set(secrets_of(page)) <= set(lines)
    assert f"Name: {ada.name}" in lines
    assert "Address: http://localhost" in lines


def test_a_used_code_is_not_shown_again(app: Flask, ada: Person) -> None:
    answer = an_app(ada).by(ada)
    codes = secrets_of(ada.follow(answer))
    person = newcomer(app)
    page = person.signed_in(ada.name)
    (form,) = [form for form in person.forms_of(page) if form.action.endswith("/code")]
    assert person.post(form.action, **texts(form) | {"digits": codes[0]}).status_code == 303
    assert secrets_of(ada.get(answer.headers["Location"])) == codes[1:]


def test_a_code_that_was_used_or_ended_is_not_called_missed(app: Flask, ada: Person) -> None:
    answer = an_invitation(ada).by(ada)
    (code,) = secrets_of(ada.follow(answer))
    maria = newcomer(app).registered(f"maria {uuid4().hex[:12]}")
    assert maria.send("/patients", code=code).status_code == 303
    page = ada.get(answer.headers["Location"])
    assert secrets_of(page) == []
    assert "can’t be shown any more" not in said(page)


def test_what_a_passkey_changes_is_said_first_and_has_to_be_agreed_to(ada: Person) -> None:
    page = soup(ada.get(SIGNING_IN))
    (form,) = page.select('form[action="/account/passkeys"]')
    assert "your password alone is not enough" in " ".join(form.text.split())
    (box,) = form.select('[name="agreed"]')
    assert box.has_attr("required")
    assert not box.has_attr("checked")
    answer = question(ada, agreed="")
    assert answer.status_code == 422
    a_passkey(ada).by(ada)
    assert not soup(ada.get(SIGNING_IN)).select('[name="agreed"]')
    assert question(ada, agreed="").status_code == 200
