"""Tokens for other apps: made, shown once, listed, revoked."""

import re

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from journal.core.model.vocabulary import TOKENS_MOST
from tests.people import Person
from tests.web.conftest import newcomer
from tests.web.reading import problems, said, soup

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/account/tokens"


def secret_of(person: Person, answer: TestResponse) -> str:
    """The secret that is shown after it was made."""
    (tag,) = soup(person.follow(answer)).select("code.secret")
    return tag.text


def ask(app: Flask, secret: str) -> int:
    """The status an app gets with a token."""
    headers = {"Authorization": f"Bearer {secret}"}
    return newcomer(app).get("/api/v1/", headers=headers).status_code


def test_a_token_is_shown_once_and_listed_with_what_it_may_do(app: Flask, ada: Person) -> None:
    answer = ada.send(PAGE, name="my watch", scopes=["read", "log"], expires_on="2026-12-31")
    secret = secret_of(ada, answer)
    assert ask(app, secret) == 200
    page = ada.get(PAGE)
    assert secret not in page.text
    assert soup(page).select("code.secret") == []
    assert "my watch read your diary, log entries; last used 20 May 2026" in said(page)
    assert "until 31 Dec 2026" in said(page)


def test_logging_is_all_a_token_is_offered_at_first(ada: Person) -> None:
    ada.send(PAGE, name="button")
    assert "button log entries; not used yet" in said(ada.get(PAGE))


def revoke(person: Person) -> TestResponse:
    """The answer to revoking the only token."""
    (action,) = re.findall(r'action="([^"]+/revoke)"', person.get(PAGE).text)
    return person.send(PAGE, action)


def test_a_revoked_token_dies_on_the_next_request(app: Flask, ada: Person) -> None:
    secret = secret_of(ada, ada.send(PAGE, name="watch"))
    assert ask(app, secret) == 200
    answer = revoke(ada)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "It no longer works" in said(ada.get(PAGE))
    assert ask(app, secret) == 401


def test_a_token_ends_after_its_last_day_and_says_so(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    secret = secret_of(ada, ada.send(PAGE, name="watch", expires_on="2026-05-20"))
    assert ask(app, secret) == 200
    clock.shift(24 * 3600)
    assert ask(app, secret) == 401
    assert "ended 20 May 2026" in said(ada.get(PAGE))


def test_a_token_outlives_a_changed_password_and_not_the_account(app: Flask, ada: Person) -> None:
    secret = secret_of(ada, ada.send(PAGE, name="watch"))
    assert "Changing your password does not revoke tokens" in said(ada.get(PAGE))
    other = "another long password"
    ada.post(
        "/account/password", current="a long enough password", password=other, password_again=other
    )
    assert ask(app, secret) == 200
    ada.post("/account/delete", confirm=ada.name, own_password=other)
    assert ask(app, secret) == 401


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "Fill this in"),
        ("name", "x" * 81, "characters long"),
        ("scopes", [""], "at least one"),
        ("scopes", ["read", "delete"], "Unknown: delete"),
        ("expires_on", "2026-05-18", "This day is over"),
        ("expires_on", "tomorrow", "YYYY-MM-DD"),
    ],
)
def test_a_token_that_cannot_be_is_not_made(
    ada: Person, field: str, text: str | list[str], sentence: str
) -> None:
    fields: dict[str, str | list[str]] = {"name": "watch", "scopes": ["log"]}
    answer = ada.post(PAGE, **fields | {field: text})
    assert answer.status_code == 422
    assert sentence in problems(answer)[field]
    assert "No tokens yet" in said(ada.get(PAGE))


def test_so_many_tokens_are_enough(ada: Person) -> None:
    token = ada.token()
    for number in range(TOKENS_MOST):
        answer = ada.post(PAGE, csrf_token=token, name=f"token {number}", scopes=["log"])
        assert answer.status_code == 303
    answer = ada.post(PAGE, csrf_token=token, name="one more", scopes=["log"])
    assert (answer.status_code, "Revoke one first" in said(answer)) == (422, True)


def test_tokens_are_nobody_elses(ada: Person, charlie: Person) -> None:
    ada.send(PAGE, name="watch of Ada")
    assert "watch of Ada" in ada.get(PAGE).text
    assert "watch of Ada" not in charlie.get(PAGE).text


def test_more_and_settings_lead_there(ada: Person) -> None:
    for path in ("/more", "/account/"):
        assert soup(ada.get(path)).select(f'a[href="{PAGE}"]'), path
