"""Every page in the made-up language: no sentence is left in the code."""

from collections.abc import Iterator

import pytest
import time_machine
from babel import Locale
from bs4 import BeautifulSoup
from flask import Flask

from journal.core.diary import demo as made_up
from journal.core.diary.programme import STARTING
from journal.passwords import hashed_password
from journal.store.db.sessions import session
from journal.store.diary import demo
from journal.web.support.languages import LANGUAGES
from tests.people import PASSWORD, Person
from tests.web.conftest import NOON
from tests.words.pseudo import Pseudo, untranslated

SIGNED_OUT = ("/account/sign-in", "/account/register", "/safety", "/help", "/offline", "/shared")
PAGES = (
    *("/", "/?day=2026-05-10", "/pain/new", "/episodes/new", "/exercises/new", "/relief/new"),
    *("/checkins/new", "/programme/new", "/days/2026-05-10/edit", "/diary"),
    *("/diary?kind=episodes", "/diary?kind=exercises", "/diary?kind=days"),
    *("/charts", "/charts?range=1y", "/charts/spasms", "/charts/exercise", "/charts/relief"),
    *("/charts/where", "/charts/year"),
    *("/insight", "/insight/explore", "/insight/experiment"),
    *("/report", "/report/shares", "/care", "/patients", "/programme", "/session"),
    *("/export", "/import", "/account/", "/account/reminders", "/account/tokens", "/more"),
    *("/safety", "/help", "/no-such-page", "/charts?from=2026-13-01"),
)
WIDTHS = ("wide", "abbreviated")
LOCALE = Locale.parse(Pseudo.code)
DATA = (
    *made_up.NOTES,
    *(exercise.name for exercise in STARTING),
    *("demo", "dose", "Europe/Vienna", "TOKEN", "spasm-journal"),
    *(name for width in WIDTHS for name in LOCALE.months["format"][width].values()),
    *(name for width in WIDTHS for name in LOCALE.days["format"][width].values()),
)
"""What is no text of the journal; the names of months and days come in the language asked for."""

READ_OUT = ("alt", "title", "aria-label", "placeholder")
FOR_COMPUTERS = ("script", "style", "cite", "code", "pre", "kbd", "datalist")


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


def english_in(page: str) -> list[str]:
    """The words of a page that were never given to be translated."""
    soup = BeautifulSoup(page, "html.parser")
    for tag in [*soup.find_all(FOR_COMPUTERS), *soup.select("body [lang=en]")]:
        tag.decompose()
    texts = [soup.get_text(" ")]
    texts += [str(tag[name]) for tag in soup.find_all() for name in READ_OUT if tag.get(name)]
    zones = {option.text for option in soup.select("select[name=zone] option")}
    return [word for text in texts for word in untranslated(text, {*DATA, *zones})]


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_a_page_for_everybody_has_no_english_of_its_own(reader: Person, path: str) -> None:
    stranger = Person(reader.app)
    stranger.browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "eo"
    assert english_in(stranger.get(path).text) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_english_of_its_own(reader: Person, path: str) -> None:
    with time_machine.travel(NOON, tick=False):
        assert english_in(reader.get(path).text) == []
