"""What tests of the doors stand on: a journal their module shares, people, a clock."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from time import perf_counter
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask import session as flask_session
from sqlalchemy import Engine
from sqlalchemy.util import queue

from journal import pdf
from journal.access.passwords import hashed_password
from journal.clock import now
from journal.config import Settings
from journal.pdf import typesetting
from journal.store.accounts import accounts
from journal.store.db.sessions import session
from journal.web.support import known_browsers
from journal.web.support.entering import enter_browser
from journal.web.support.request import db
from tests.databases import fresh_database
from tests.journals import journal
from tests.people import PASSWORD, Person

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
"""A Wednesday; two in the afternoon in Vienna."""

ADDRESSES = count(1)


@pytest.fixture(scope="module", autouse=True)
def _printed_here() -> Iterator[None]:
    """PDFs drawn by the process of the tests; tests/pdf has them from one of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_printed", typesetting.pdf)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_endless_wait() -> Iterator[None]:
    """Whoever wants more connections than there are is told so, also where the clock stands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "_time", perf_counter)
        yield


def newcomer(app: Flask) -> Person:
    """A browser at an address of its own, as only so many may register from one."""
    person = Person(app)
    number = next(ADDRESSES)
    person.browser.environ_base["REMOTE_ADDR"] = (
        f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
    )
    return person


def joined(app: Flask, name: str, zone: str = "Europe/Vienna") -> Person:
    """Somebody with an account of that name and some letters, signed in without any page."""
    person = newcomer(app)
    person.name = f"{name} {uuid4().hex[:12]}"
    typed = {"username": person.name, "password_hash": hashed_password(PASSWORD), "zone": zone}
    with app.test_request_context(method="POST", environ_base=person.browser.environ_base):
        account = accounts.create(db(), **typed, now=now())
        enter_browser(account)
        answer = known_browsers.remember(app.response_class(), account)
        app.session_interface.save_session(app, flask_session, answer)  # type: ignore[arg-type]  # stands for it
    for cookie in answer.headers.getlist("Set-Cookie"):
        key, _, value = cookie.partition("=")
        person.browser.set_cookie(key, value.partition(";")[0])
    return person


def as_role(app: Flask, name: str, **roles: bool) -> Person:
    """Somebody with a role."""
    person = joined(app, name)
    with session(app.extensions["journal_engine"], writes=True) as writing:
        account = accounts.account_named(writing, person.name)
        assert account
        for role, is_on in roles.items():
            setattr(account, role, is_on)
        writing.commit()
    return person


@pytest.fixture(scope="module")
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """The settings of a journal that the tests of a module share; accounts they do not."""
    folder = tmp_path_factory.mktemp("shared")
    settings = replace(
        Settings.from_env({"JOURNAL_DATA_DIR": str(folder)}),
        registration="open",
        secret_key="a secret key for tests, long enough",
        database_connections=1,  # no request needs two at a time
    )
    with fresh_database(request, folder) as url:
        yield replace(settings, database_url=url)


@pytest.fixture(scope="module")
def app(shared: Settings) -> Iterator[Flask]:
    """The application of the shared journal, where anybody may register."""
    application = journal(shared)
    yield application
    application.extensions["journal_engine"].dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The engine of the shared journal, for looking into it directly."""
    database: Engine = app.extensions["journal_engine"]
    return database


def settled(app: Flask, name: str) -> Person:
    """Somebody who came at noon, for the tests of a module to share."""
    with time_machine.travel(NOON, tick=False):
        return joined(app, name)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands at noon; named before people, so that they come when it shows so."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ada(app: Flask) -> Person:
    """Somebody with a journal."""
    return joined(app, "ada")


@pytest.fixture
def charlie(app: Flask) -> Person:
    """Somebody else, who has no business in Ada's."""
    return joined(app, "charlie")


@pytest.fixture
def host(app: Flask) -> Person:
    """Somebody who runs the journal."""
    return as_role(app, "host", host=True)


@pytest.fixture
def maria(app: Flask) -> Person:
    """A clinician."""
    return as_role(app, "maria", clinician=True)


@pytest.fixture
def jonas(app: Flask) -> Person:
    """Another one."""
    return as_role(app, "jonas", clinician=True)


@pytest.fixture(scope="module")
def inhabited(app: Flask) -> Flask:
    """The shared journal once somebody has an account; before, everybody is sent to register."""
    settled(app, "first")
    return app


@pytest.fixture
def nobody(inhabited: Flask) -> Person:
    """Somebody who is not signed in."""
    return newcomer(inhabited)


@pytest.fixture
def journal_of(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """Makes a journal of this test's own, with some settings changed."""
    apps: list[Flask] = []

    def make(**changes: object) -> Flask:
        app = journal(replace(settings, **changes))  # type: ignore[arg-type]  # each its own
        apps.append(app)
        return app

    yield make
    for app in apps:
        app.extensions["journal_engine"].dispose()
