"""Who looked at a diary is listed for its owner; the security log holds ids and no words."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, delete, text, update

from journal.access import security_log
from journal.commands import doctor
from journal.config import Settings
from journal.core.account.audit import LOOKS, first_break
from journal.store.accounts import audit
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from tests.journals import security_lines
from tests.people import PASSWORD, Person
from tests.web.apps import app_of
from tests.web.conftest import NOON, joined, newcomer
from tests.web.reading import said, soup

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

PAGE = "/account/looks"
FIELDS = {"at", "event", "account", "about", "address", "request"}


def listed(person: Person) -> list[str]:
    """What the list says, the latest first."""
    lines = soup(person.get(PAGE)).select("ul.trail li:not(.empty)")
    return [" ".join(item.text.split()) for item in lines]


def opened_link(app: Flask, ada: Person) -> None:
    """Somebody opens a link that Ada makes."""
    answer = ada.post(
        "/report/shares", client_key=str(uuid4()), label="Dr Who", name="Ada",
        expires_on="2026-05-30", rolling="no",
    )  # fmt: skip
    token = soup(ada.follow(answer)).select("code.secret")[0].text.rpartition("#")[2]
    headers = {"Authorization": f"Share {token}"}
    assert newcomer(app).get("/shared/page", headers=headers).status_code == 200


def list_removed(engine: Engine, owner: str) -> None:
    """A list that was changed is removed, so that the next test finds none broken."""
    row = m.AuditEvent
    with session(engine, writes=True) as db:
        db.execute(delete(row).where(row.owner_id == owner))
        db.commit()


def looked_by_a_clinician(app: Flask, ada: Person) -> Person:
    """Somebody Ada invites looks at her summary."""
    invitation = ada.post("/care", client_key=str(uuid4()), label="Maria", name="Ada", notes="no")
    code = soup(ada.follow(invitation)).select("code.secret")[0].text
    maria = joined(app, "maria")
    answer = maria.post("/patients", code=code)
    assert answer.status_code == 303, said(answer)
    assert maria.get(answer.location).status_code == 200
    return maria


def test_the_owner_reads_who_looked_and_nobody_else_does(
    app: Flask, ada: Person, charlie: Person, nobody: Person
) -> None:
    assert "Nobody yet." in said(ada.get(PAGE))
    opened_link(app, ada)
    looked_by_a_clinician(app, ada)
    app_of(ada, "read").get("/pain")
    assert ada.get("/export/journal.zip").status_code == 200
    lines = listed(ada)
    ends = [
        "You exported a file",
        "An app used the token an app",
        "Maria viewed your summary",
        "Someone opened the link for Dr Who",
    ]
    assert len(lines) == 4
    for line, end in zip(lines, ends, strict=True):
        assert line.endswith(end)
    assert listed(charlie) == []
    assert nobody.get(PAGE).status_code == 302


def test_a_file_that_was_not_given_out_is_not_listed(
    ada: Person, clock: time_machine.Traveller
) -> None:
    assert ada.get("/export/no-such-kind.csv").status_code == 404
    clock.shift(timedelta(hours=1))
    assert ada.get("/export/journal.zip").status_code == 302
    assert listed(ada) == []


def owner_of(engine: Engine, person: Person) -> str:
    """The id of a person's account."""
    with session(engine, writes=False) as db:
        return str(
            db.execute(
                text("SELECT id FROM accounts WHERE username = :name"), {"name": person.name}
            ).scalar_one()
        )


def broken(engine: Engine) -> bool:
    """Whether the chain of any list is broken."""
    with engine.connect() as connection:
        rows = connection.execute(text(audit.ALL), execution_options={ALL_OWNERS: True})
        return first_break(audit.read(*row) for row in rows) is not None


@pytest.mark.parametrize("change", ["what", "at", "about", "mark", "removed", "first removed"])
def test_a_line_that_is_changed_or_removed_breaks_the_chain(
    ada: Person, engine: Engine, clock: time_machine.Traveller, change: str
) -> None:
    for _ in range(4):
        ada.get("/export/pain.csv")
        clock.shift(60)
    owner = owner_of(engine, ada)
    assert not broken(engine)
    row = m.AuditEvent
    number = 1 if change == "first removed" else 2
    conditions = (row.owner_id == owner, row.number == number)
    with session(engine, writes=True) as db:
        if "removed" in change:
            db.execute(delete(row).where(*conditions))
        else:
            value = NOON if change == "at" else "host_looked"
            db.execute(update(row).where(*conditions).values({change: value}))
        db.commit()
    assert broken(engine)
    list_removed(engine, owner)


def test_doctor_says_whether_the_lists_are_complete(
    ada: Person, engine: Engine, shared: Settings
) -> None:
    ada.get("/export/pain.csv")
    assert any(check.fine and "are complete" in check.text for check in doctor.examine(shared))
    owner, row = owner_of(engine, ada), m.AuditEvent
    with session(engine, writes=True) as db:
        db.execute(update(row).where(row.owner_id == owner).values(what="token_used"))
        db.commit()
    checks = [
        check
        for check in doctor.examine(shared)
        if "was changed outside the journal" in check.text
    ]
    assert [check.fine for check in checks] == [False]
    assert owner in checks[0].text
    list_removed(engine, owner)


def test_a_deleted_account_takes_its_list_along_and_breaks_no_other(
    ada: Person, charlie: Person, engine: Engine
) -> None:
    ada.get("/export/pain.csv")
    charlie.get("/export/pain.csv")
    ada.post("/account/delete", confirm=ada.name, own_password=PASSWORD)
    assert not broken(engine)
    assert len(listed(charlie)) == 1


def test_no_word_of_a_person_enters_the_security_log(
    app: Flask, ada: Person, shared: Settings
) -> None:
    secret = "Zwerchfellpalimpsest"
    ada.log("pain", kind="now", level="7", recorded_at="2026-05-20T10:00", note=secret)
    newcomer(app).registered(f"{secret} too")
    newcomer(app).signed_in(secret, secret)
    newcomer(app).signed_in(ada.name, secret)
    ada.post("/export", own_password=secret)
    ada.post("/account/tokens", client_key=secret, name=secret, scopes=["read"])
    ada.post("/care", client_key=str(uuid4()), label=secret, name=secret, notes="yes")
    ada.post("/care/" + secret + "/end")
    ada.get("/export/pain.csv?notes=" + secret)
    app_headers = {"Authorization": f"Bearer {secret}"}
    newcomer(app).get("/api/v1/pain", headers=app_headers)
    newcomer(app).get("/shared/page", headers={"Authorization": f"Share {secret}"})
    ada.post("/account/reminders", address="https://ntfy.sh/" + secret, at="19:00", active="no",
        weekdays=["monday"])  # fmt: skip
    opened_link(app, ada)
    looked_by_a_clinician(app, ada)
    text = (shared.data_dir / security_log.FILE).read_text()
    for word in (secret, ada.name, PASSWORD, "Dr Who", "Maria", "ntfy"):
        assert word not in text
    records = security_lines(shared.data_dir)
    assert all(set(event) <= FIELDS and event["event"] in security_log.EVENTS for event in records)
    events = {event["event"] for event in records}
    assert {
        "registered", "sign_in_failed", "token_refused", "token_made", "invited", "link_made",
        "link_opened", "clinician_looked", "exported", "reminder_address_changed",
    } <= events  # fmt: skip


def test_a_line_names_the_moment_the_network_and_the_request(
    app: Flask, ada: Person, shared: Settings
) -> None:
    guest = newcomer(app)
    guest.browser.environ_base["REMOTE_ADDR"] = "2001:db8:1:2:3:4:5:6"
    page = guest.get("/account/sign-in")
    assert guest.signed_in(ada.name, "wrong").status_code == 422
    line = security_lines(shared.data_dir)[-1]
    assert line["event"] == "sign_in_failed"
    assert line["at"] == "2026-05-20T12:00:00+00:00"
    assert "3:4:5:6" not in line["address"]
    assert line["address"].startswith("2001:db8:1:2")
    assert len(line["request"]) == len(page.headers["X-Request-Id"]) == 16
    assert line["request"] != page.headers["X-Request-Id"]


def test_a_log_that_cannot_be_written_stops_nobody(ada: Person, shared: Settings) -> None:
    file = shared.data_dir / security_log.FILE
    file.unlink()
    file.mkdir()
    try:
        assert ada.get("/export/pain.csv").status_code == 200
    finally:
        file.rmdir()


def test_the_log_is_private_and_a_long_one_gives_way(
    ada: Person, shared: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.get("/export/pain.csv")
    file = shared.data_dir / security_log.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(security_log, "BYTES_MOST", 10)
    ada.get("/export/pain.csv")
    assert len(security_lines(shared.data_dir)) == 1
    assert (shared.data_dir / security_log.EARLIER).exists()


def test_nothing_but_ids_and_known_events_makes_a_line() -> None:
    line = security_log.line("exported", NOON, account="sore back", about="x", request="level 7")
    assert set(json.loads(line)) == {"at", "event"}
    with pytest.raises(ValueError, match="pain"):
        security_log.line("pain", NOON)


def test_every_kind_of_look_has_its_sentence(ada: Person, engine: Engine) -> None:
    owner = owner_of(engine, ada)
    with session(engine, writes=True) as db:
        for what in LOOKS:
            audit.add(db, owner, what, NOON)
        db.commit()
    sentences = listed(ada)
    assert len(set(sentences)) == len(LOOKS)
    assert not any("_" in line for line in sentences)
