"""Files that wait while their owner looks at what they would do."""

from sqlalchemy.orm import Session

from journal.store import uploads
from tests.store.making import NOW

FILES = [("pain.csv", b"\xff\x00 anything"), ("days.csv", b""), ("pain.csv", b"again")]


def test_files_are_kept_in_order_for_their_owner_only(
    db: Session, owner: str, stranger: str
) -> None:
    batch = uploads.keep(db, owner, FILES, NOW)
    assert uploads.kept(db, owner, batch) == FILES
    assert uploads.kept(db, stranger, batch) == []
    assert uploads.kept(db, owner, "never issued") == []


def test_only_the_latest_files_of_an_owner_are_kept(
    db: Session, owner: str, stranger: str
) -> None:
    theirs = uploads.keep(db, stranger, FILES, NOW)
    first = uploads.keep(db, owner, FILES, NOW)
    second = uploads.keep(db, owner, FILES[:1], NOW)
    assert first != second
    assert uploads.kept(db, owner, first) == []
    assert uploads.kept(db, owner, second) == FILES[:1]
    assert uploads.kept(db, stranger, theirs) == FILES


def test_files_are_dropped_by_their_owner_only(db: Session, owner: str, stranger: str) -> None:
    batch = uploads.keep(db, owner, FILES, NOW)
    uploads.drop(db, stranger, batch)
    assert uploads.kept(db, owner, batch) == FILES
    uploads.drop(db, owner, batch)
    assert uploads.kept(db, owner, batch) == []
