"""Whoever runs the journal lets people in and helps them, and sees nothing of any diary."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, func, select
from werkzeug.test import TestResponse

from journal.store.accounts import accounts, audit, entry_links, retention
from journal.store.db import models as m
from journal.store.db.sessions import session
from tests.people import PASSWORD, Person
from tests.store.making import statements
from tests.web.conftest import NOON, newcomer
from tests.web.hosts import account_of
from tests.web.reading import one, problems, said, soup
from tests.web.test_tokens import ask, secret_of

pytestmark = pytest.mark.usefixtures("clock")

ANOTHER = "quite another password"
NOTE = "tears at dusk"
"""What stands in a diary and nowhere else."""
JOIN, CHOOSE = "/account/register?invited=yes", "/account/new-password"


@pytest.fixture
def closed_app(app: Flask) -> Iterator[Flask]:
    """The journal, where nobody may register by themselves."""
    settings = app.extensions["journal_settings"]
    app.extensions["journal_settings"] = replace(settings, registration="closed")
    yield app
    app.extensions["journal_settings"] = settings


def secret_shown(page: TestResponse) -> str:
    """The secret behind the # of the one link that a page shows."""
    (tag,) = soup(page).select("code.secret")
    return urlsplit(tag.text).fragment


def invite(host: Person, label: str = "Mr Gruber") -> TestResponse:
    """The page that shows a new invitation."""
    return host.follow(host.send("/host", "/host/invitations", label=label))


def register(app: Flask, code: str, name: str = "") -> tuple[Person, TestResponse]:
    """Somebody who registers with a code, and the answer."""
    person = newcomer(app)
    person.name = name or f"guest {uuid4().hex[:12]}"
    answer = person.send(
        JOIN,
        "/account/register",
        code=code,
        username=person.name,
        password=PASSWORD,
        password_again=PASSWORD,
        zone="Europe/Vienna",
    )
    return person, answer


def page_of(engine: Engine, person: Person) -> str:
    """The host's page of somebody."""
    return f"/host/accounts/{account_of(engine, person).id}"


def act(host: Person, engine: Engine, person: Person, what: str) -> TestResponse:
    """The answer to what the host does to somebody's account."""
    page = page_of(engine, person)
    return host.send(page, f"{page}/{what}")


def looks_of(engine: Engine, person: Person) -> list[str]:
    """What was done to somebody's account, in order."""
    owner = account_of(engine, person).id
    with session(engine, writes=False) as reading:
        return [look.what for look in reversed(audit.looks(reading, owner))]


def test_for_everybody_else_these_pages_are_not_there(
    engine: Engine, host: Person, ada: Person, nobody: Person
) -> None:
    owner = account_of(engine, host).id
    for path in ("/host", f"/host/accounts/{owner}", f"/host/accounts/{uuid4()}"):
        assert ada.get(path).status_code == 404
        assert nobody.get(path).status_code in (302, 404)
    for what in ("off", "on", "sign-out", "password-link"):
        assert ada.post(f"/host/accounts/{owner}/{what}").status_code == 404
    assert ada.post("/host/invitations", label="me").status_code == 404
    assert "/host" not in ada.get("/more").text
    assert "/host" in host.get("/more").text
    assert account_of(engine, host).switched_off_at is None


def test_a_host_sees_who_has_an_account_and_nothing_of_a_diary(
    engine: Engine, host: Person, ada: Person
) -> None:
    ada.log("pain", kind="now", level="7", note=NOTE)
    entry_id = one(ada, "pain")["id"]
    page = host.get(f"/host?q={ada.name}")
    assert f"{ada.name} person, last seen 20 May 2026" in said(page)
    account_page = host.get(page_of(engine, ada))
    assert "Signed in on 1 device" in said(account_page)
    with session(engine, writes=True) as writing:
        accounts.create(writing, username="absent", password_hash="", zone="UTC", now=NOON)
        writing.commit()
    assert "absent person, never signed in" in said(host.get("/host?q=absent"))
    for answer in (page, account_page, host.get("/diary"), host.get("/"), host.get("/report")):
        assert NOTE not in answer.text
    for path in (f"/pain/{entry_id}/edit", f"/patients/{account_of(engine, ada).id}"):
        assert host.get(path).status_code == 404
    assert looks_of(engine, ada) == ["exported"]  # which she did herself


def test_an_invitation_creates_one_account_although_the_journal_is_closed(
    closed_app: Flask, engine: Engine, host: Person
) -> None:
    assert newcomer(closed_app).get("/account/register").status_code == 403
    page = invite(host)
    code = secret_shown(page)
    assert soup(page).select_one("img.qr")
    assert "Mr Gruber" in said(host.get("/host"))
    guest, answer = register(closed_app, code)
    assert (answer.status_code, answer.location) == (303, "/welcome/exercises")
    assert guest.get("/").status_code == 200
    assert "Mr Gruber" not in said(host.get("/host"))
    _, again = register(closed_app, code)
    assert again.status_code == 422
    assert "used before" in problems(again)["code"]
    assert account_of(engine, guest).host is False


def test_an_invited_clinician_begins_at_their_patients(app: Flask, host: Person) -> None:
    typed = {"label": "Maria", "role": "clinician"}
    page = host.follow(host.send("/host", "/host/invitations", **typed))
    clinician, answer = register(app, secret_shown(page))
    assert (answer.status_code, answer.location) == (303, "/patients")
    assert "Enter a code" in said(clinician.get("/patients"))


def test_an_invitation_is_shown_again_for_some_minutes_and_made_once(
    host: Person, clock: time_machine.Traveller
) -> None:
    form = host.form("/host", "/host/invitations")
    fields = dict(form.fields) | {"label": "Mrs Huber"}
    first, second = (host.post(form.action, **fields) for _ in range(2))
    assert first.location == second.location
    assert secret_shown(host.get(first.location)) == secret_shown(host.get(second.location))
    assert said(host.get("/host")).count("Mrs Huber") == 1
    clock.shift(3_600)
    assert soup(host.get(first.location)).select("code.secret") == []
    assert "can’t be shown any more" in said(host.get(first.location))


@pytest.mark.parametrize("label", ["", "   ", "x" * 81])
def test_an_invitation_for_nobody_is_refused_and_keeps_what_was_typed(
    host: Person, label: str
) -> None:
    answer = host.send("/host", "/host/invitations", label=label)
    assert answer.status_code == 422
    assert "Say whom it is for" in problems(answer)["label"]
    field = soup(answer).select_one("#label")
    assert field is not None
    assert field["value"] == label


def test_an_ended_or_old_invitation_opens_nothing(
    closed_app: Flask, host: Person, clock: time_machine.Traveller
) -> None:
    code = secret_shown(invite(host, "Ended"))
    button = soup(host.get("/host")).select_one(
        "button[aria-label='End the invitation for Ended']"
    )
    assert button is not None
    assert button.parent is not None
    action = str(button.parent["action"])
    assert "has ended" in said(host.follow(host.send("/host", action)))
    assert host.post(action).status_code == 404
    assert register(closed_app, code)[1].status_code == 422
    code = secret_shown(invite(host, "Late"))
    clock.shift(entry_links.LASTS.total_seconds())
    assert register(closed_app, code)[1].status_code == 422


def test_codes_are_guessed_only_so_often_and_right_ones_are_not_counted(
    closed_app: Flask, host: Person
) -> None:
    guest = newcomer(closed_app)
    statuses = [guest.send(JOIN, "/account/register", code="x" * 43) for _ in range(21)]
    assert [answer.status_code for answer in statuses] == [422] * 20 + [429]
    assert guest.send(CHOOSE, code="x" * 43).status_code == 429
    other = newcomer(closed_app)
    codes = [secret_shown(invite(host, f"patient {number}")) for number in range(30)]
    for code in codes:  # thirty people of one building
        person, answer = register(closed_app, code)
        assert answer.status_code == 303, answer.text
        assert person.get("/").status_code == 200
    assert other.send(CHOOSE, code="x" * 43).status_code == 422


def test_a_new_password_is_chosen_by_a_link_and_the_old_one_and_every_device_end(
    app: Flask, engine: Engine, host: Person, ada: Person
) -> None:
    code = secret_shown(host.follow(act(host, engine, ada, "password-link")))
    guest = newcomer(app)
    assert (
        guest.send(CHOOSE, code=code, password="short", password_again="short").status_code == 422
    )
    typed = {"code": code, "password": ANOTHER, "password_again": ANOTHER}
    answer = guest.send(CHOOSE, **typed)
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")
    assert f"Sign in as {ada.name}" in said(guest.follow(answer))
    assert ada.get("/").status_code == 302
    assert guest.signed_in(ada.name).status_code == 422
    assert guest.signed_in(ada.name, ANOTHER).status_code == 303
    again = newcomer(app).send(CHOOSE, **typed)
    assert again.status_code == 422
    assert "used before" in problems(again)["code"]
    assert looks_of(engine, ada) == ["host_made_password_link", "password_link_used"]
    assert "A new password was chosen by that link" in said(guest.get("/account/looks"))


def test_only_the_latest_link_for_a_password_works_and_no_invitation_does(
    app: Flask, engine: Engine, host: Person, ada: Person
) -> None:
    first, second = (
        secret_shown(host.follow(act(host, engine, ada, "password-link"))) for _ in range(2)
    )
    typed = {"password": ANOTHER, "password_again": ANOTHER}
    guest = newcomer(app)
    assert guest.send(CHOOSE, code=first, **typed).status_code == 422
    assert guest.send(CHOOSE, code=secret_shown(invite(host)), **typed).status_code == 422
    assert register(app, second)[1].status_code == 422
    assert guest.send(CHOOSE, code=f" {second} ", **typed).status_code == 303


def test_an_account_that_is_switched_off_is_shut_and_comes_back_whole(
    app: Flask, engine: Engine, host: Person, ada: Person
) -> None:
    ada.log("pain", kind="now", level="7", note=NOTE)
    token = secret_of(ada, ada.send("/account/tokens", name="watch"))
    ada.follow(ada.send("/report/shares", label="Dr Huber", name="Ada"))
    assert ask(app, token) == 200
    assert "switched off" in said(host.follow(act(host, engine, ada, "off")))
    assert ada.get("/").status_code == 302
    assert ask(app, token) == 401
    answer = ada.signed_in(ada.name)
    assert answer.status_code == 303
    assert "switched off" in said(ada.follow(answer))
    assert ada.get("/").status_code == 302
    wrong = newcomer(app).signed_in(ada.name, "a wrong password")
    assert "switched off" not in said(wrong)
    assert "can sign in again" in said(host.follow(act(host, engine, ada, "on")))
    assert ada.signed_in(ada.name).status_code == 303
    assert NOTE in ada.get("/diary").text
    assert ask(app, token) == 200
    assert looks_of(engine, ada)[:2] == ["token_used", "host_switched_off"]


def test_signing_somebody_out_ends_their_devices_and_they_can_come_back(
    engine: Engine, host: Person, ada: Person
) -> None:
    assert "is signed out everywhere" in said(host.follow(act(host, engine, ada, "sign-out")))
    assert ada.get("/").status_code == 302
    assert ada.signed_in(ada.name).status_code == 303
    assert looks_of(engine, ada) == ["host_signed_out"]


def test_a_host_cannot_shut_out_themselves(engine: Engine, host: Person) -> None:
    page = page_of(engine, host)
    assert "This is your own account" in said(host.get(page))
    for what in ("off", "sign-out", "password-link"):
        assert host.post(f"{page}/{what}").status_code == 404
    assert host.get("/").status_code == 200


def test_what_lets_others_in_is_asked_for_again_after_a_while(
    engine: Engine, host: Person, ada: Person, clock: time_machine.Traveller
) -> None:
    clock.shift(3_600)
    page = page_of(engine, ada)
    for path, action, typed in (
        ("/host", "/host/invitations", {"label": "Mr Gruber"}),
        (page, f"{page}/password-link", {}),
        (page, f"{page}/off", {}),
    ):
        refused = host.send(path, action, **typed)
        assert refused.status_code == 422
        assert "own_password" in refused.text
    assert account_of(engine, ada).switched_off_at is None
    assert host.send(page, f"{page}/off", own_password=PASSWORD).status_code == 303


def test_the_list_is_found_by_name_and_goes_page_by_page(engine: Engine, host: Person) -> None:
    prefix = f"many {uuid4().hex[:8]}"
    with session(engine, writes=True) as writing:
        for number in range(60):
            typed = {"username": f"{prefix} {number:02}", "password_hash": "-", "zone": "UTC"}
            accounts.create(writing, **typed, now=NOON)
        writing.commit()
    with statements(engine) as questions:
        first = host.get(f"/host?q={prefix}")
    assert len(questions) == 6
    links = [link["href"] for link in soup(first).select("a.button[href*='first=']")]
    assert len(soup(first).select(".places a[href*='/host/accounts/']")) == 50
    assert soup(first).select_one("form.find a[href='/host']")
    page = page_of(engine, host)
    with statements(engine) as questions:
        host.get(page)
    assert len(questions) == 4
    (following,) = links
    second = host.get(str(following))
    assert len(soup(second).select(".places a[href*='/host/accounts/']")) == 10
    assert f"{prefix} 59" in said(second)
    assert "Nobody has a name like that" in said(host.get("/host?q=%25_"))
    assert host.get("/host?first=-1").status_code == 200


def test_used_and_old_links_are_forgotten_in_time(
    app: Flask, engine: Engine, host: Person
) -> None:
    register(app, secret_shown(invite(host)))
    lasts, owner = retention.ENTRY_LINKS_LAST, account_of(engine, host).id
    for share, count in ((0.9, 1), (1.1, 0)):
        with session(engine, writes=True) as writing:
            retention.forget(writing, NOON + share * lasts)
            links = select(func.count()).where(m.EntryLink.host_id == owner)
            assert writing.scalar(links) == count


def test_a_host_reads_when_an_unused_account_is_deleted_where_that_is_wanted(
    app: Flask, engine: Engine, host: Person, ada: Person
) -> None:
    page = page_of(engine, ada)
    with session(engine, writes=True) as writing:
        account = writing.get(m.Account, account_of(engine, ada).id)
        assert account
        account.erasure_told_at = NOON
        writing.commit()
    assert "Deleted if not used by" not in said(host.get(page))
    settings = app.extensions["journal_settings"]
    app.extensions["journal_settings"] = replace(settings, erase_unused=timedelta(days=400))
    try:
        assert "Deleted if not used by 19 Jun 2026" in said(host.get(page))
    finally:
        app.extensions["journal_settings"] = settings
    ada.send("/account/sign-out")
    assert ada.signed_in(ada.name).status_code == 303
    assert account_of(engine, ada).erasure_told_at is None
    assert account_of(engine, ada).used_at == NOON


def test_the_only_host_reads_what_their_leaving_means(engine: Engine, host: Person) -> None:
    warning = "You are the only host"
    other_ids = [key for key in _hosts(engine) if key != account_of(engine, host).id]
    with session(engine, writes=True) as db:
        for other_id in other_ids:
            db.get_one(m.Account, other_id).host = False
        db.commit()
    page = host.get("/account/")
    assert warning in said(page)
    assert "make-host" in said(page)
    second = register(host.app, secret_shown(invite(host)))[0]
    assert warning not in said(second.get("/account/"))
    with session(engine, writes=True) as db:
        db.get_one(m.Account, account_of(engine, second).id).host = True
        db.commit()
    assert warning not in said(host.get("/account/"))


def _hosts(engine: Engine) -> list[str]:
    with session(engine, writes=False) as db:
        return list(db.scalars(select(m.Account.id).where(m.Account.host.is_(True))))
