"""Who it is, asked once more before anything leaves; sign-ins that end; a word of new ones."""

from collections.abc import Callable
from datetime import timedelta
from queue import Queue
from typing import Any
from uuid import uuid4

import pyotp
import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from journal import messaging
from journal.config import Settings, WrongSetting
from journal.messaging import Notice, NotSent
from tests.people import PASSWORD, Person
from tests.web.conftest import newcomer
from tests.web.reading import said, soup, texts

pytestmark = pytest.mark.usefixtures("clock")

JournalOf = Callable[..., Flask]
LATER = timedelta(minutes=31)

FILES = ("pain.csv", "journal.xlsx", "journal.zip", "fhir.json", "days.csv")
WORDS: dict[str, dict[str, Any]] = {
    "/account/tokens": {"name": "my watch", "scopes": ["read"]},
    "/report/shares": {
        "label": "Dr Who",
        "name": "Ada",
        "expires_on": "2026-05-30",
        "rolling": "no",
    },
    "/care": {"label": "Maria", "name": "Ada", "notes": "no"},
    "/account/reminders": {
        "active": "no",
        "weekdays": ["monday"],
        "at": "19:00",
        "address": "https://ntfy.sh/ada",
    },
}
"""The forms that let somebody else see a diary, or say where words about it go."""


def sent(person: Person, path: str, **more: str) -> TestResponse:
    """The answer to one of those forms."""
    form = texts(person.form(path))
    return person.post(path, **form | WORDS[path] | {"client_key": str(uuid4())} | more)


def is_done(person: Person, path: str, answer: TestResponse) -> bool:
    """Whether what the form asked for was made."""
    if path in ("/account/tokens", "/report/shares", "/care"):
        return bool(soup(person.follow(answer)).select("code.secret"))
    return "https://ntfy.sh/ada" in person.get(path).text


@pytest.mark.parametrize("path", WORDS)
def test_half_an_hour_after_signing_in_the_password_is_asked_for_and_no_word_is_lost(
    ada: Person, clock: time_machine.Traveller, path: str
) -> None:
    assert "own_password" not in ada.form(path).names
    assert is_done(ada, path, sent(ada, path))
    clock.shift(LATER)
    assert "own_password" in ada.form(path).names
    other = {"address": "https://ntfy.sh/other"} if path == "/account/reminders" else {}
    for typed in ({}, {"own_password": ""}, {"own_password": "not it"}):
        answer = sent(ada, path, **other, **typed)
        assert answer.status_code == 422, typed
        page = soup(answer)
        assert not page.select("code.secret")
        for name in WORDS[path].keys() & {"name", "label", "expires_on", "address", "at"}:
            (field,) = page.select(f'[name="{name}"]')
            assert field["value"] == (WORDS[path] | other)[name]
    answer = sent(ada, path, **other, own_password=PASSWORD)
    assert answer.status_code == 303
    assert "own_password" not in ada.form(path).names
    clock.shift(LATER)
    assert "own_password" in ada.form(path).names


def test_no_file_leaves_before_the_password_and_every_file_after_it(
    ada: Person, clock: time_machine.Traveller
) -> None:
    assert ada.get("/export/pain.csv").status_code == 200
    clock.shift(LATER)
    for name in FILES:
        answer = ada.get(f"/export/{name}")
        assert (answer.status_code, answer.location) == (302, "/export"), name
    page = ada.get("/export")
    assert "/export/journal.zip" not in page.text
    assert ada.post("/export", own_password="not it").status_code == 422
    assert ada.get("/export/journal.zip").status_code == 302
    answer = ada.post("/export?notes=off", own_password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/export?notes=off")
    for name in FILES:
        assert ada.get(f"/export/{name}").status_code == 200, name


def test_the_password_is_guessed_ten_times_an_hour(
    ada: Person, clock: time_machine.Traveller
) -> None:
    clock.shift(LATER)
    statuses = [ada.post("/export", own_password=f"guess {n}").status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]
    assert ada.post("/export", own_password=PASSWORD).status_code == 429


def test_the_digits_of_the_second_factor_do_too_and_once(
    ada: Person, clock: time_machine.Traveller
) -> None:
    form = texts(ada.form("/account/signing-in"))
    app = pyotp.TOTP(str(form["secret"][0]))
    ada.post("/account/signing-in", **form | {"digits": app.now(), "own_password": PASSWORD})
    clock.shift(LATER)
    assert "six digits from your app" in said(ada.get("/export"))
    digits = app.now()
    assert ada.post("/export", own_password=digits).status_code == 303
    assert ada.get("/export/journal.zip").status_code == 200
    clock.shift(-LATER)
    clock.shift(2 * LATER)
    assert ada.post("/export", own_password=digits).status_code == 422


def test_a_password_typed_in_one_browser_opens_nothing_in_another(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    other = newcomer(app)
    other.signed_in(ada.name)
    clock.shift(LATER)
    assert ada.post("/export", own_password=PASSWORD).status_code == 303
    assert other.get("/export/journal.zip").status_code == 302


def test_a_clock_set_back_keeps_asking_and_does_not_sign_out(
    ada: Person, clock: time_machine.Traveller
) -> None:
    clock.shift(-LATER)
    assert ada.get("/export/pain.csv").status_code == 302
    assert ada.post("/export", own_password=PASSWORD).status_code == 303
    assert ada.get("/export/pain.csv").status_code == 200


def test_it_can_be_turned_off_and_made_shorter(
    journal_of: JournalOf, clock: time_machine.Traveller
) -> None:
    never = newcomer(journal_of(confirm_within=None)).registered("never")
    often = newcomer(journal_of(confirm_within=timedelta(minutes=5))).registered("often")
    clock.shift(timedelta(minutes=6))
    assert often.get("/export/pain.csv").status_code == 302
    clock.shift(timedelta(days=9))
    assert never.get("/export/pain.csv").status_code == 200


# Sign-ins that end


def test_a_browser_that_is_away_for_longer_than_the_setting_is_signed_out(
    journal_of: JournalOf, clock: time_machine.Traveller
) -> None:
    person = newcomer(journal_of(idle_limit=timedelta(minutes=15))).registered("idle")
    for _ in range(5):
        clock.shift(timedelta(minutes=10))
        assert person.get("/").status_code == 200
    clock.shift(timedelta(minutes=16))
    assert person.get("/").status_code == 302


def test_a_busy_browser_is_signed_out_once_the_whole_time_is_over(
    journal_of: JournalOf, clock: time_machine.Traveller
) -> None:
    person = newcomer(journal_of(sign_in_limit=timedelta(hours=12))).registered("busy")
    for _ in range(11):
        clock.shift(timedelta(hours=1))
        assert person.get("/").status_code == 200
    clock.shift(timedelta(hours=1))
    assert person.get("/").status_code == 302
    assert person.post("/pain/new", level="3", csrf_token="x").status_code in (302, 400, 401)


def test_left_alone_nobody_is_signed_out_for_half_a_year(
    ada: Person, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=179))
    assert ada.get("/").status_code == 200
    clock.shift(timedelta(days=180))
    assert ada.get("/").status_code == 302


@pytest.mark.parametrize("text", ["0m", "30", "1y", "181d", "-5m", "30 m", "30min"])
@pytest.mark.parametrize("name", ["ASK_AGAIN_AFTER", "SIGN_OUT_IDLE", "SIGN_OUT_AFTER"])
def test_a_time_that_is_none_stops_the_start_and_says_what_would_do(name: str, text: str) -> None:
    with pytest.raises(WrongSetting, match=f"JOURNAL_{name} .*30m, 12h or 90d"):
        Settings.from_env({f"JOURNAL_{name}": text})


def test_times_are_read_from_the_settings() -> None:
    values = {"ASK_AGAIN_AFTER": "off", "SIGN_OUT_IDLE": "15m", "SIGN_OUT_AFTER": "12h"}
    settings = Settings.from_env({f"JOURNAL_{name}": text for name, text in values.items()})
    assert settings.confirm_within is None
    assert (settings.idle_limit, settings.sign_in_limit) == (
        timedelta(minutes=15),
        timedelta(hours=12),
    )
    usual = Settings.from_env({})
    assert (usual.confirm_within, usual.idle_limit) == (timedelta(minutes=30), timedelta(days=180))
    assert usual.sign_in_limit is None


# A word of a new sign-in


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> Queue[tuple[str, Notice]]:
    """What is sent, and where to."""
    queue: Queue[tuple[str, Notice]] = Queue()
    monkeypatch.setattr(messaging, "send", lambda _, address, notice: queue.put((address, notice)))
    return queue


def test_a_browser_that_is_new_is_told_of_where_reminders_go_and_a_known_one_is_not(
    app: Flask, ada: Person, notices: Queue[tuple[str, Notice]]
) -> None:
    newcomer(app).signed_in(ada.name)  # no address yet
    assert sent(ada, "/account/reminders").status_code == 303
    ada.send("/", "/account/sign-out")
    assert ada.signed_in(ada.name).status_code == 303
    assert notices.empty()
    thief = newcomer(app)
    thief.browser.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/150.0"
    assert thief.signed_in(ada.name, "a wrong password").status_code == 422
    assert thief.signed_in(ada.name).status_code == 303
    address, notice = notices.get(timeout=5)
    assert address == "https://ntfy.sh/ada"
    assert "Firefox on Windows" in notice.sentence
    assert ada.name not in notice.sentence
    assert notices.empty()
    text = messaging.text(Settings.from_env({}), notice)
    assert "To stop these messages" in text
    assert "To stop reminders" not in text


def test_after_a_new_password_the_browser_that_set_it_is_no_new_one(
    ada: Person, notices: Queue[tuple[str, Notice]]
) -> None:
    assert sent(ada, "/account/reminders").status_code == 303
    ada.send("/account/", "/account/password", current=PASSWORD,
        password="another long password", password_again="another long password")  # fmt: skip
    ada.send("/", "/account/sign-out")
    assert ada.signed_in(ada.name, "another long password").status_code == 303
    assert notices.empty()


def test_with_a_second_factor_it_is_told_after_the_code_and_five_times_an_hour(
    app: Flask, ada: Person, clock: time_machine.Traveller, notices: Queue[tuple[str, Notice]]
) -> None:
    assert sent(ada, "/account/reminders").status_code == 303
    for _ in range(7):
        assert newcomer(app).signed_in(ada.name).status_code == 303
    addresses = [notices.get(timeout=5)[0] for _ in range(5)]
    assert addresses == ["https://ntfy.sh/ada"] * 5
    fields = texts(ada.form("/account/signing-in"))
    totp = pyotp.TOTP(str(fields["secret"][0]))
    ada.post("/account/signing-in", **fields | {"digits": totp.now(), "own_password": PASSWORD})
    clock.shift(timedelta(hours=2))
    person = newcomer(app)
    page = person.signed_in(ada.name)
    assert notices.empty()
    (code_form,) = [
        form for form in person.forms_of(page) if form.action == "/account/sign-in/code"
    ]
    person.post(code_form.action, **dict(code_form.fields) | {"digits": totp.now()})
    assert notices.get(timeout=5)[0] == "https://ntfy.sh/ada"


def test_a_notice_that_cannot_be_sent_keeps_nobody_out(
    app: Flask, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotSent("No.")

    monkeypatch.setattr(messaging, "send", fail)
    assert sent(ada, "/account/reminders").status_code == 303
    assert newcomer(app).signed_in(ada.name).status_code == 303
