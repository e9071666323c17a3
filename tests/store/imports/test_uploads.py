"""Files that wait while their owner looks at what they would do."""

import io
from contextlib import ExitStack

from sqlalchemy.orm import Session

from journal.store.imports import uploads
from tests.store.making import NOW

FILES = [("pain.csv", b"\xff\x00 anything"), ("days.csv", b""), ("pain.csv", b"again")]
LARGE = [("archive.zip", bytes(range(256)) * 10_000)]
Files = list[tuple[str, bytes]]


def keep(db: Session, owner: str, files: Files) -> str:
    return uploads.keep(db, owner, [(name, io.BytesIO(text)) for name, text in files], NOW)


def kept(db: Session, owner: str, batch: str) -> Files:
    with ExitStack() as closing:
        files = uploads.kept(db, owner, batch, closing)
        return [(name, content.read()) for name, content in files]


def test_files_are_kept_in_order_for_their_owner_only(
    db: Session, owner: str, stranger: str
) -> None:
    batch = keep(db, owner, FILES)
    assert kept(db, owner, batch) == FILES
    assert kept(db, stranger, batch) == []
    assert kept(db, owner, "never issued") == []


def test_a_large_file_is_kept_in_pieces(db: Session, owner: str) -> None:
    assert len(LARGE[0][1]) > 2 * uploads.PIECE
    assert kept(db, owner, keep(db, owner, LARGE)) == LARGE


def test_what_is_given_back_is_gone_afterwards(db: Session, owner: str) -> None:
    with ExitStack() as closing:
        ((_, content),) = uploads.kept(db, owner, keep(db, owner, LARGE), closing)
    assert content.closed


def test_only_the_latest_files_of_an_owner_are_kept(
    db: Session, owner: str, stranger: str
) -> None:
    theirs = keep(db, stranger, FILES)
    first = keep(db, owner, FILES)
    second = keep(db, owner, FILES[:1])
    assert first != second
    assert kept(db, owner, first) == []
    assert kept(db, owner, second) == FILES[:1]
    assert kept(db, stranger, theirs) == FILES


def test_files_are_dropped_by_their_owner_only(db: Session, owner: str, stranger: str) -> None:
    batch = keep(db, owner, FILES)
    uploads.drop(db, stranger, batch)
    assert kept(db, owner, batch) == FILES
    uploads.drop(db, owner, batch)
    assert kept(db, owner, batch) == []
