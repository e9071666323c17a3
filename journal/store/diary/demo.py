"""The demonstration account: made, or made anew."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from journal.core.diary.demo import Maker
from journal.core.model.kinds import SLUGS
from journal.exchange.files.read_file import ReadFile
from journal.store.accounts import accounts
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import new_id
from journal.store.imports import apply
from journal.store.imports.preview import Source

ZONE: Final = "Europe/Vienna"


def make(session: Session, name: str, password_hash: str, now: datetime) -> None:
    """An account of made-up records; an earlier demonstration of that name gives way.

    Raises NameTaken where the name is a real person's. The caller commits.
    """
    earlier = accounts.account_named(session, name)
    if earlier is not None:
        if not earlier.demo:
            raise accounts.UsernameTaken
        accounts.remove(session, earlier.id)
    account = accounts.create(
        session, username=name, password_hash=password_hash, zone=ZONE, now=now
    )
    account.demo = True
    session.flush()
    files: dict[str, ReadFile] = {}
    for number, record in enumerate(Maker(now, ZONE).year()):
        kind = type(record)
        file = files.setdefault(f"{SLUGS[kind]}.csv", ReadFile(kind))
        file.records.append(record)
        file.lines.append(number)
    sources = [Source(name, file) for name, file in files.items()]
    apply.apply(session, account.id, sources, Submission(new_id(), "", now))
