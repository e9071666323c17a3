"""Forms behind proxies: ours are taken, whatever the proxy drops; other sites' never."""

import logging

import pytest
import time_machine

from journal import clock
from journal.access.passwords import hashed_password
from journal.config import Settings
from journal.core.account.addresses import TrustedProxies
from journal.store.accounts import accounts
from journal.store.db.sessions import session
from journal.store.notices import noticed
from tests.people import Person
from tests.web.test_security import JournalOf

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OURS = {
    "all is passed on": {"Host": "journal.example", "Origin": "https://journal.example"},
    "the port is dropped": {"Host": "journal.example", "Origin": "https://journal.example:8443"},
    "the name is dropped, the browser is new": {
        "Host": "127.0.0.1:8000",
        "Origin": "https://journal.example",
        "Sec-Fetch-Site": "same-origin",
    },
    "no Referer is sent": {"Host": "journal.example", "Sec-Fetch-Site": "same-origin"},
    "nothing is sent": {"Host": "journal.example"},
    "a Referer alone": {"Host": "journal.example", "Referer": "https://journal.example/a?b"},
}
OTHERS = {
    "another site, a new browser": {
        "Origin": "https://evil.example",
        "Sec-Fetch-Site": "cross-site",
    },
    "a neighbour": {"Sec-Fetch-Site": "same-site", "Origin": "https://x.journal.example"},
    "another site, an old browser": {"Origin": "https://evil.example"},
    "a Referer of another": {"Referer": "https://evil.example/"},
    "hidden": {"Origin": "null"},
    "one that begins like ours": {"Origin": "https://journal.example.evil.example"},
}


def visitor(journal_of: JournalOf, **settings: object) -> Person:
    """Somebody who comes over HTTPS, through a trusted proxy."""
    person = Person(journal_of(trusted_proxies=TrustedProxies(hops=1), **settings))
    person.browser.environ_base |= {"HTTP_X_FORWARDED_PROTO": "https"}
    return person


def registered(person: Person, name: str, headers: dict[str, str]) -> int:
    """The status of a registration, sent with some headers."""
    page = person.get("/account/register", headers={"Host": headers.get("Host", "localhost")})
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    typed = {"csrf_token": token, "username": name, "password": "a long enough password"}
    typed |= {"password_again": "a long enough password", "zone": "UTC"}
    return person.browser.post("/account/register", data=typed, headers=headers).status_code


@pytest.mark.parametrize("name", OURS)
def test_a_form_of_ours_is_taken_whatever_the_proxy_drops(
    journal_of: JournalOf, name: str
) -> None:
    assert registered(visitor(journal_of), "ada", OURS[name]) == 303


@pytest.mark.parametrize("name", OTHERS)
def test_a_form_of_another_site_is_refused(journal_of: JournalOf, name: str) -> None:
    headers = {"Host": "journal.example"} | OTHERS[name]
    assert registered(visitor(journal_of), "ada", headers) == 400


def test_where_the_name_is_dropped_both_are_told_and_the_public_one_counts(
    journal_of: JournalOf, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Host": "127.0.0.1:8000", "Origin": "https://journal.example"}
    with caplog.at_level(logging.WARNING):
        assert registered(visitor(journal_of), "ada", headers) == 400
    assert "at journal.example, but the journal was asked as 127.0.0.1" in caplog.text
    assert noticed(settings.data_dir) == {"foreign name": "journal.example 127.0.0.1"}
    person = visitor(journal_of, public_url="https://journal.example")
    assert registered(person, "ada", headers) == 303


def test_a_form_without_its_token_is_refused_even_so(journal_of: JournalOf) -> None:
    person = visitor(journal_of)
    answer = person.browser.post(
        "/account/register", data={"username": "eve"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 400


def test_a_proxy_that_nobody_named_is_told_of_once(
    journal_of: JournalOf, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    person = Person(journal_of())
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            person.get("/help", headers={"X-Forwarded-For": "198.51.100.7"})
    assert caplog.text.count("set JOURNAL_TRUSTED_PROXIES=127.0.0.1") == 1
    assert noticed(settings.data_dir) == {"unnamed proxy": "127.0.0.1"}


# Who may try how often


def wrong(person: Person, name: str = "ada") -> int:
    return person.signed_in(name, "not the password").status_code


def test_strangers_cannot_lock_out_a_browser_that_was_signed_in(journal_of: JournalOf) -> None:
    app = journal_of(trusted_proxies=TrustedProxies(hops=1))
    ada = Person(app).registered("ada")
    ada.send("/", action="/account/sign-out")
    for number in range(60):
        stranger = Person(app)
        stranger.browser.environ_base |= {"HTTP_X_FORWARDED_FOR": f"198.51.{number}.1"}
        last = wrong(stranger)
    assert last == 429
    stranger.browser.environ_base |= {"HTTP_X_FORWARDED_FOR": "203.0.113.1"}
    assert stranger.signed_in("ada").status_code == 429
    assert ada.signed_in("ada").status_code == 303


def test_a_password_the_host_sets_opens_at_once_wherever_one_guessed_from(
    journal_of: JournalOf,
) -> None:
    app = journal_of()
    Person(app).registered("ada")
    guesser = Person(app)
    assert [wrong(guesser) for _ in range(11)] == [422] * 10 + [429]
    with session(app.extensions["journal_engine"], writes=True) as writing:
        mine = accounts.account_named(writing, "ada")
        assert mine is not None
        accounts.set_password(writing, mine, hashed_password("one of the host's"))
        accounts.forgive_guesses(writing, mine, clock.now())
        writing.commit()
    assert guesser.signed_in("ada", "one of the host's").status_code == 303
    other_person = Person(app)
    assert [wrong(other_person) for _ in range(11)] == [422] * 10 + [429]
    assert wrong(other_person, "another name") == 429


def test_a_browser_that_was_signed_in_may_not_guess_for_ever(journal_of: JournalOf) -> None:
    app = journal_of()
    ada = Person(app).registered("ada")
    ada.send("/", action="/account/sign-out")
    assert [wrong(ada) for _ in range(11)] == [422] * 10 + [429]
    other = Person(app)
    assert other.signed_in("ada").status_code == 303  # which is counted apart


@pytest.mark.parametrize("form", ["198.51.100.7:{n}", "[2001:db8::1]:{n}"])
def test_a_port_behind_a_forwarded_address_opens_no_limit(
    journal_of: JournalOf, form: str
) -> None:
    app = journal_of(trusted_proxies=TrustedProxies(hops=1))
    statuses = []
    for number in range(11):
        person = Person(app)
        person.browser.environ_base |= {"HTTP_X_FORWARDED_FOR": form.format(n=1000 + number)}
        statuses.append(wrong(person, "nobody"))
    assert statuses == [422] * 10 + [429]


def test_a_blank_after_the_name_and_a_letter_in_two_signs_sign_in(journal_of: JournalOf) -> None:
    app = journal_of()
    typed = "mots de passe \u00e8 composer"
    fields = {"username": "ada", "password": typed, "password_again": typed, "zone": "UTC"}
    assert Person(app).send("/account/register", **fields).status_code == 303
    assert Person(app).signed_in("ada ", "mots de passe e\u0300 composer").status_code == 303


# Clocks


def test_a_clock_that_went_back_signs_nobody_out(journal_of: JournalOf) -> None:
    app = journal_of()
    with time_machine.travel("2026-05-20T12:00:00Z", tick=False):
        ada = Person(app).registered("ada")
    with time_machine.travel("2026-05-19T12:00:00Z", tick=False):
        assert ada.get("/").status_code == 200
