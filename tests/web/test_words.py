"""Every page in the made-up language: no sentence is left in the code."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from journal.access.passwords import hashed_password
from journal.store.db.sessions import session
from journal.store.diary import demo
from journal.web.support.languages import LANGUAGES
from tests.people import PASSWORD, Person
from tests.web.conftest import NOON
from tests.words.page_text import english_in
from tests.words.pseudo import Pseudo

SIGNED_OUT = ("/account/sign-in", "/account/register", "/safety", "/help", "/offline", "/shared")
PAGES = (
    *("/", "/?day=2026-05-10", "/pain/new", "/episodes/new", "/exercises/new", "/relief/new"),
    *("/checkins/new", "/events/new", "/programme/new", "/days/2026-05-10/edit", "/diary"),
    *("/diary?kind=episodes", "/diary?kind=exercises", "/diary?kind=days"),
    *("/charts", "/charts?range=1y", "/charts/spasms", "/charts/exercise", "/charts/relief"),
    *("/charts/where", "/charts/year"),
    *("/insight", "/insight/explore", "/insight/experiment"),
    *("/report", "/report/shares", "/care", "/patients", "/programme", "/session"),
    *("/export", "/import", "/account/", "/account/reminders", "/account/tokens", "/more"),
    *("/safety", "/help", "/no-such-page", "/charts?from=2026-13-01"),
)


@pytest.fixture(scope="module")
def reader(app: Flask) -> Iterator[Person]:
    """Somebody with a made-up year, whose browser wants the made-up language."""
    app.extensions[LANGUAGES]["eo"] = Pseudo()
    with session(app.extensions["journal_engine"], writes=True) as writing:
        demo.make(writing, "demo", hashed_password(PASSWORD), NOON)
        writing.commit()
    person = Person(app)
    person.browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "eo"
    with time_machine.travel(NOON, tick=False):
        assert person.signed_in("demo").status_code == 303
    yield person
    del app.extensions[LANGUAGES]["eo"]


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_a_page_for_everybody_has_no_english_of_its_own(reader: Person, path: str) -> None:
    stranger = Person(reader.app)
    stranger.browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "eo"
    assert english_in(stranger.get(path).text) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_english_of_its_own(reader: Person, path: str) -> None:
    with time_machine.travel(NOON, tick=False):
        assert english_in(reader.get(path).text) == []


def test_a_downloaded_chart_has_no_english_of_its_own(reader: Person) -> None:
    with time_machine.travel(NOON, tick=False):
        page = reader.get("/charts/download?figure=over_time").text
    assert english_in(page) == []
