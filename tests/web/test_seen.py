"""Whose rows the second wall lets be seen: nobody's before it is proven who asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select

from journal.store.db import models as m
from journal.store.db.owner_wall import SEEN, see_nobody
from journal.store.db.sessions import session
from tests.people import Person
from tests.web.conftest import newcomer
from tests.web.test_passkeys import added, phone, signed_in
from tests.web.test_shared import look, shared
from tests.web.test_signing_in import turned_on
from tests.web.test_tokens import secret_of

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(autouse=True)
def _nobody_seen() -> Iterator[None]:
    yield
    see_nobody()


def id_of(engine: Engine, person: Person) -> str:
    with session(engine, writes=False) as reading:
        question = select(m.Account.id).where(m.Account.username == person.name)
        return reading.scalars(question).one()


def test_a_name_lets_nothing_be_seen_before_its_password(
    app: Flask, engine: Engine, ada: Person
) -> None:
    person = newcomer(app)
    assert person.signed_in(ada.name, "not the password").status_code == 422
    assert SEEN.get() == ()
    assert person.signed_in(ada.name).status_code == 303
    assert SEEN.get() == (id_of(engine, ada),)


def test_digits_are_asked_for_once_the_password_was_right(
    app: Flask, engine: Engine, ada: Person
) -> None:
    turned_on(ada)
    page = newcomer(app).signed_in(ada.name)
    assert page.status_code == 200
    assert SEEN.get() == (id_of(engine, ada),)


def test_a_passkey_lets_nothing_be_seen_before_it_has_answered(
    app: Flask, engine: Engine, ada: Person
) -> None:
    device = phone()
    added(ada, device)
    other_key = replace(phone(), user=device.user, credential=device.credential)
    assert signed_in(newcomer(app), other_key).status_code == 422
    assert SEEN.get() == ()
    assert signed_in(newcomer(app), device).status_code == 303
    assert SEEN.get() == (id_of(engine, ada),)


def test_a_link_lets_nothing_be_seen_before_its_passcode(
    engine: Engine, ada: Person, nobody: Person
) -> None:
    token = shared(ada, passcode="the right one")
    assert look(nobody, token).status_code == 401
    assert SEEN.get() == ()
    assert look(nobody, token, "a wrong one").status_code == 401
    assert SEEN.get() == ()
    assert look(nobody, token, "the right one").status_code == 200
    assert SEEN.get() == (id_of(engine, ada),)


def test_a_token_that_is_over_lets_nothing_be_seen(
    ada: Person, nobody: Person, clock: time_machine.Traveller
) -> None:
    secret = secret_of(ada, ada.send("/account/tokens", name="watch", expires_on="2026-05-20"))
    clock.shift(timedelta(days=2))
    headers = {"Authorization": f"Bearer {secret}"}
    assert nobody.get("/api/v1/today", headers=headers).status_code == 401
    assert SEEN.get() == ()
