"""Doors while the database is away, silent or busy with somebody else's work."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select

from journal.config import Settings
from journal.store.db.models import Account
from journal.store.db.sessions import session
from tests.middlemen import Proxy, proxied
from tests.people import Person
from tests.together import together
from tests.web.conftest import joined
from tests.web.test_care import accepted

SOON = 5.0
"""Seconds within which everybody is answered, however silent the database is."""

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def proxy(settings: Settings) -> Iterator[Proxy]:
    with proxied(settings.database_url) as way:
        yield way


@pytest.fixture
def behind(proxy: Proxy, journal_of: Callable[..., Flask]) -> Flask:
    """A journal whose database is behind a proxy."""
    return journal_of(database_url=proxy.url)


@pytest.fixture
def own(journal_of: Callable[..., Flask]) -> Flask:
    """A journal with a database of this test's own."""
    return journal_of()


def timed(person: Person, path: str) -> tuple[int, float]:
    """The status of a page, and how long it took."""
    began = time.monotonic()
    status = person.get(path).status_code
    return status, time.monotonic() - began


@on_postgresql
@pytest.mark.parametrize("path", ["/", "/healthz", "/diary"])
def test_a_silent_database_is_said_soon_and_where_to_get_help_stays_open(
    behind: Flask, proxy: Proxy, path: str
) -> None:
    ada = joined(behind, "ada")
    assert timed(ada, path)[0] == 200
    proxy.silent = True
    status, seconds = timed(ada, path)
    assert (status, seconds < SOON) == (503, True), seconds
    for _ in range(2):
        status, seconds = timed(ada, "/safety")
        assert (status, seconds < SOON) == (200, True), seconds
    proxy.silent = False
    time.sleep(1.1)
    assert timed(ada, path)[0] == 200


@on_postgresql
def test_all_that_ask_a_silent_database_at_once_are_answered_soon(
    behind: Flask, proxy: Proxy
) -> None:
    people = [joined(behind, "ada") for _ in range(10)]
    proxy.silent = True
    answers = together(*[lambda person=person: timed(person, "/") for person in people])
    assert [status for status, _ in answers] == [503] * 10
    assert max(seconds for _, seconds in answers) < SOON


@on_postgresql
def test_a_database_that_is_gone_is_said_at_once_and_found_again(
    behind: Flask, proxy: Proxy
) -> None:
    ada = joined(behind, "ada")
    for _ in range(5):
        proxy.go()
        assert timed(ada, "/")[0] == 503
        assert timed(ada, "/safety")[0] == 200
        proxy.come()
        time.sleep(1.1)
        assert timed(ada, "/")[0] == 200


@contextmanager
def saving(engine: Engine, name: str) -> Iterator[None]:
    """Somebody's writing of their own diary, which takes its time."""
    with session(engine, writes=True) as writing:
        question = select(Account.id).where(Account.username == name)
        writing.execute(question.with_for_update(key_share=True))
        yield


@on_postgresql
def test_a_clinician_looks_at_a_diary_while_its_owner_saves(own: Flask) -> None:
    ada, maria = joined(own, "ada"), joined(own, "maria")
    page = accepted(ada, maria)
    with saving(own.extensions["journal_engine"], ada.name):
        status, seconds = timed(maria, page)
    assert (status, seconds < 2) == (200, True), seconds


@on_postgresql
def test_two_who_look_after_each_other_never_wait_for_each_other(own: Flask) -> None:
    ada, maria = joined(own, "ada"), joined(own, "maria")
    pages = ((maria, accepted(ada, maria)), (ada, accepted(maria, ada)))
    forms = [
        next(form for form in person.forms_of(person.get(page)) if "words" in form.names)
        for person, page in pages
    ]
    first = threading.Barrier(2)
    waited = threading.local()

    def meet(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        if "FOR NO KEY UPDATE" in statement and not hasattr(waited, "once"):
            waited.once = True
            first.wait(10)

    event.listen(own.extensions["journal_engine"], "after_cursor_execute", meet)
    answers: list[int] = []

    def say(person: Person, form: Any) -> None:
        fields = dict(form.fields) | {"words": "Go on so."}
        answers.append(person.post(form.action, **fields).status_code)

    together(
        *(
            lambda person=person, form=form: say(person, form)
            for (person, _), form in zip(pages, forms, strict=True)
        )
    )
    assert answers == [303, 303]
