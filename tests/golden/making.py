"""Fills a database of today's schema: every table, every column, nothing left to chance."""

import io
import re
import sqlite3
import tempfile
from dataclasses import replace
from datetime import time, timedelta
from itertools import count
from pathlib import Path
from secrets import token_bytes
from typing import Final

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.core.account.sharing import NewInvitation
from journal.core.diary.pauses import Pause
from journal.core.model import records as r
from journal.exchange.files.read_file import ReadFile
from journal.store.accounts import (
    accounts,
    care,
    care_messages,
    entry_links,
    handing_over,
    teams,
)
from journal.store.accounts.entry_links import Welcome
from journal.store.accounts.handing_over import Carer
from journal.store.accounts.offered_templates import OfferedTemplate
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.db.upgrade import upgrade
from journal.store.diary import (
    actions,
    catalogue,
    experiments,
    pauses,
    queries,
    row_writing,
)
from journal.store.diary.rows import key_of
from journal.store.imports import apply, archive_export, import_undo
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.preview import Source
from tests.golden import pairs
from tests.store.making import (
    DAY,
    EXAMPLES,
    EXPERIMENT,
    NOW,
    ZONE,
    account,
    one_of_everything,
    pain,
    sent,
)

PASSWORD: Final = "a golden password"
PASSWORD_HASH: Final = (
    "$argon2id$v=19$m=8,t=1,p=1$DhpzrKzXKGMBOwlromeqfw$LrhK3/00VoFsSL9AdqBP1p9VDjskEvb5pCZQamE3p4Y"
)
DELETED: Final = "33333333-0000-4000-8000-000000000001"
IMPORTED: Final = "33333333-0000-4000-8000-000000000002"
"""The client keys of a relief that was deleted, and of an import; both can be undone."""

LATER: Final = NOW + timedelta(minutes=5)
UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
SECRET: Final = re.compile(r"'[0-9a-f]{64}'")


def write(version: str) -> None:
    """Write the pair of today's schema."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "filled.sqlite3"
        engine = open_database(f"sqlite:///{file}")
        upgrade(engine, Path(folder), NOW)
        fill(engine)
        engine.dispose()
        pairs.database(version).write_text(as_sql(file))
        again = Path(folder) / "again.sqlite3"
        pairs.as_file(version, again)
        engine = open_database(f"sqlite:///{again}")
        pairs.archive(version).write_bytes(taken_out(engine))
        engine.dispose()


def as_sql(file: Path) -> str:
    """All of a database as SQL, its random ids and secrets replaced by numbered ones."""
    connection = sqlite3.connect(file)  # Python's own, as only that one dumps
    dump = "\n".join(connection.iterdump())
    connection.close()
    ids, secrets = count(1), count(1)
    replacements: dict[str, str] = {}

    def numbered_id(match: re.Match[str]) -> str:
        return replacements.setdefault(match[0], f"99999999-0000-4000-8000-{next(ids):012}")

    def numbered_secret(match: re.Match[str]) -> str:
        return replacements.setdefault(match[0], f"'{next(secrets):064x}'")

    text = UUID.sub(
        lambda match: match[0] if "-0000-4000-8000-" in match[0] else numbered_id(match), dump
    )
    return SECRET.sub(numbered_secret, text) + "\n"


def taken_out(engine: Engine) -> bytes:
    """The archive of the account ``ada``."""
    with session(engine, writes=False, one_moment=True) as reading:
        account = accounts.account_named(reading, "ada")
        assert account
        reading.rollback()
        return b"".join(archive_export.pieces(reading, account.id, NOW))


def fill(engine: Engine) -> None:
    """A person with everything, a clinician who looks after her, and imports of every sort."""
    ada, bea = account(engine, "ada"), account(engine, "bea")
    with session(engine, writes=True) as db:  # its list and programme, so that a whole one differs
        walking = row_writing.exercise_named(db, ada, "Walking")
        assert walking
        catalogue.rename(db, walking, "Walking", NOW)
        db.commit()
    one_of_everything(engine, ada)
    with session(engine, writes=True) as db:
        _lives_on(db, ada)
        _shares(db, ada, bea)
        db.commit()
    content = taken_out(engine)
    with session(engine, writes=True) as db:
        archive = ArchiveImport.opened(io.BytesIO(content), now=LATER, zone=ZONE)
        assert archive.apply(db, bea, sent(at=LATER)).change
        db.commit()
    with session(engine, writes=True) as db:
        _imports(db, ada)
        _settles(db, ada)
        db.commit()


def _lives_on(db: Session, ada: str) -> None:
    for name in ("Old one", "Cr\u00e8me stretch"):
        catalogue.add(db, ada, name, NOW)
    bridge, old = (row_writing.exercise_named(db, ada, name) for name in ("Bridge", "Old one"))
    assert bridge
    assert old
    catalogue.rename(db, bridge, "Shoulder bridge", NOW)
    old.retired_at = NOW
    running = r.Episode(
        id="22222222-0000-4000-8000-000000000001", day=DAY, zone=ZONE, started_at=NOW
    )
    actions.add(db, ada, running, sent())
    relief = queries.row(db, r.Relief, ada, key_of(EXAMPLES[3]))
    assert relief
    second_relief = EXAMPLES[3].with_(id="22222222-0000-4000-8000-000000000004")
    actions.add(db, ada, second_relief, sent())
    actions.remove(db, r.Relief, relief, sent(DELETED, at=LATER))
    over = EXPERIMENT.plan.ends_on + timedelta(days=1)
    levels = {DAY + timedelta(days=day): day % 7 for day in range((over - DAY).days)}
    experiments.put(db, ada, EXPERIMENT.opened(levels, over))
    stopped = replace(EXPERIMENT, id="11111111-0000-4000-8000-000000000008").stopped(DAY)
    experiments.put(db, ada, stopped)
    mine = db.get(m.Account, ada)
    assert mine
    mine.password_hash, mine.clock, mine.theme = PASSWORD_HASH, "12", "dark"
    mine.first_weekday, mine.paused_on = "sunday", DAY
    mine.recall_from = mine.recall_refused_on = mine.averages_shown_on = DAY
    mine.end_agreed_on = DAY
    pauses.put(db, ada, [Pause(DAY - timedelta(days=30), DAY - timedelta(days=20))])


def _shares(db: Session, ada: str, bea: str) -> None:
    clinician = db.get(m.Account, bea)
    assert clinician
    clinician.demo = True
    code = care.invite(
        db,
        ada,
        "accepted",
        NewInvitation(label="Bea", name="Ada", notes=True),
        NOW,
        token_bytes(32),
    )
    care.invite(
        db,
        ada,
        "unused",
        NewInvitation(label="Cid", name="Ada", notes=False),
        NOW,
        token_bytes(32),
    )
    joined = care.join(db, clinician, code, LATER)
    assert joined
    care.comment(db, joined, clinician, "words", "Slowly does it.", LATER)
    care.note_look(db, joined, clinician, LATER, "")
    words = care_messages.one(db, ada, "words")
    assert words
    care_messages.answer(db, words, "I will.", LATER)
    _team(db, ada, clinician)
    accounts.sign_in(db, clinician, "Firefox", NOW)
    clinician.erasure_told_at = LATER
    clinician.host = True
    clinician.switched_off_at = LATER
    entry_links.make(db, bea, "for a password", clinician, NOW, token_bytes(32))
    for carer in (Carer("team", "Back team", is_team=True), Carer(bea, "bea")):
        template = OfferedTemplate(bea, "bea", "template", "Back")
        welcome = Welcome(carer=carer, template=template)
        entry_links.make(db, bea, f"for {carer.name}", "Cid", NOW, token_bytes(32), welcome)
    link = entry_links.one(db, "for a password")
    assert link
    assert entry_links.use(db, link, LATER)
    db.add(m.Attempt(bucket="0" * 64, minute=1, count=3))


def _team(db: Session, ada: str, clinician: m.Account) -> None:
    clinician.clinician = True
    teams.make(db, "team", "Back team", NOW)
    team = teams.one(db, "team")
    assert team
    handing_over.give(db, ada, "Ada", Carer(team.id, team.name, is_team=True), NOW)
    assert teams.add_member(db, team, clinician, LATER)


def _imports(db: Session, ada: str) -> None:
    """One import that was taken back, and one that stands: an entry changed, another new."""
    taken_back = pain(DAY - timedelta(days=9), 2)
    outcome = apply.apply(db, ada, [_file(taken_back)], sent(at=LATER))
    assert outcome.change
    import_undo.undo(db, outcome.change, LATER)
    was = EXAMPLES[0]
    assert isinstance(was, r.PainLevel)
    changed = replace(was, level=8)
    fresh = pain(DAY - timedelta(days=8), 3, id="22222222-0000-4000-8000-000000000003")
    assert apply.apply(db, ada, [_file(changed, fresh)], sent(IMPORTED, at=LATER)).change


def _file(*levels: r.PainLevel) -> Source:
    return Source("pain.csv", ReadFile(r.PainLevel, [*levels], [*range(2, len(levels) + 2)]))


def _settles(db: Session, ada: str) -> None:
    """Give a value to what nothing above gives one."""
    link = db.scalars(select(m.ShareRow).where(m.ShareRow.owner_id == ada)).one()
    link.passcode_hash, link.revoked_at, link.last_opened_at = PASSWORD_HASH, LATER, NOW
    link.opened = 2
    link.code_until = LATER
    token = db.scalars(select(m.TokenRow).where(m.TokenRow.owner_id == ada)).one()
    token.last_used_at, token.expires_on = NOW, DAY
    passkey = db.scalars(select(m.PasskeyRow).where(m.PasskeyRow.owner_id == ada)).one()
    passkey.last_used_at = LATER
    assert care.end(db, ada, "an invitation", LATER)
    reminder = db.scalars(select(m.ReminderRow).where(m.ReminderRow.owner_id == ada)).one()
    reminder.quiet_from, reminder.quiet_until = time(22), time(7)
    reminder.settled_on, reminder.tries, reminder.failed = DAY, 2, True
    import_row = db.scalars(select(m.Import).where(m.Import.owner_id == ada)).first()
    assert import_row
    import_row.holdings = import_row.holdings or '{"introduction": [null, null]}'
