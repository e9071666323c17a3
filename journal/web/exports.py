"""Out: the diary as CSV files, as one archive, and as FHIR observations."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.exchange.out import fhir, fhir_codes, workbook
from journal.exchange.own import tidy_csv
from journal.store.db.sessions import session
from journal.store.diary import pauses, queries
from journal.store.diary.export_rows import export_rows, unused_columns
from journal.store.diary.rows import record_of
from journal.store.imports import archive_export
from journal.store.imports.account_data import HOLDINGS
from journal.web.support import confirmation
from journal.web.support.built import Built
from journal.web.support.replica_reading import from_replica, reading_engine
from journal.web.support.request import (
    account,
    close_db,
    db,
    engine,
    now,
    own_path,
    owner,
    see_other,
    today,
)
from journal.web.support.security_events import look

WITHOUT_FILES: Final = ("exports.export", "exports.confirm")

bp = Blueprint("exports", __name__)


@bp.get("/export")
@login_required
def export() -> ResponseReturnValue:
    """Show what can be exported, once it is known who asks."""
    return _page()


@bp.post("/export")
@login_required
def confirm() -> ResponseReturnValue:
    """Say who it is, and go on to the export."""
    if status := confirmation.refused():
        return _page(), status
    db().commit()
    return see_other(own_path())


@bp.before_request
def confirm_first() -> ResponseReturnValue | None:
    """Give no file to a browser that has not said for a while who uses it."""
    if request.endpoint in WITHOUT_FILES or not current_user.is_authenticated:
        return None
    return None if confirmation.is_recent() else redirect(url_for(".export"))


def _page() -> str:
    counts = queries.counts(db(), owner())
    return render_template(
        "exports.html",
        counts=counts,
        pause_count=len(pauses.pauses(db(), owner())),
        extras=[holding.words for holding in HOLDINGS.values()],
        own_codes=fhir_codes.OWN_CODES,
        notes=_notes_wanted(),
    )


def _notes_wanted(otherwise: str = "on") -> bool:
    """Whether private notes go out too, by ``notes`` of the address."""
    return request.args.get("notes", otherwise) in ("on", "yes")


@bp.get("/export/<slug>.csv")
@login_required
def export_csv(slug: str) -> ResponseReturnValue:
    """All records of a kind as CSV, streamed: memory does not grow with the diary."""
    kind = RECORDS.get(slug)
    if kind is None:
        abort(404)
    notes = _notes_wanted()
    name = f"spasm-journal-{slug}-{today()}{'' if notes else '-without-notes'}.csv"
    return _download(lambda: _stream(kind, owner(), notes=notes), "text/csv; charset=utf-8", name)


def _stream(kind: type[r.Record], owner_id: str, *, notes: bool) -> Iterator[bytes]:
    """The file in pieces, from a session of its own: the request's ends before they are sent."""
    reading = session(reading_engine(), writes=False, one_moment=True)

    def pieces() -> Iterator[bytes]:
        # Broken off, the cursor is closed before the connection it came from goes back.
        with reading, closing(export_rows(reading, kind, owner_id)) as rows:
            unused = unused_columns(reading, kind, owner_id)
            shown_rows = rows if notes else tidy_csv.without_notes(kind, rows)
            for text in tidy_csv.lines(kind, shown_rows, unused=unused):
                yield text.encode("utf-8")

    return pieces()


@bp.get("/export/pauses.csv")
@login_required
def export_pauses() -> ResponseReturnValue:
    """The pauses of the diary as CSV; one that goes on has no last day."""

    def pieces() -> Iterator[bytes]:
        with session(reading_engine(), writes=False) as reading:
            yield tidy_csv.pauses(pauses.pauses(reading, owner_id)).encode("utf-8")

    owner_id, name = owner(), f"spasm-journal-pauses-{today()}.csv"
    return _download(pieces, "text/csv; charset=utf-8", name)


@bp.get("/export/journal.xlsx")
@login_required
def export_spreadsheet() -> ResponseReturnValue:
    """All records as a spreadsheet with one sheet for each kind, streamed."""
    notes = _notes_wanted()
    name = f"spasm-journal-{today()}{'' if notes else '-without-notes'}.xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(lambda: _workbook(owner(), notes=notes), content_type, name)


def _workbook(owner_id: str, *, notes: bool) -> Iterator[bytes]:
    reading = session(reading_engine(), writes=False, one_moment=True)

    def rows(kind: type[r.Record]) -> Iterator[tidy_csv.Row]:
        with closing(export_rows(reading, kind, owner_id)) as all_rows:
            yield from all_rows if notes else tidy_csv.without_notes(kind, all_rows)

    def pieces() -> Iterator[bytes]:
        with reading:
            yield from workbook.pieces({kind: rows(kind) for kind in RECORDS.values()})

    return pieces()


@bp.get("/export/journal.zip")
@login_required
def export_archive() -> ResponseReturnValue:
    """Everything of the account as one archive, streamed."""
    name = f"spasm-journal-{today()}.zip"
    return _download(lambda: _archive(owner(), now()), "application/zip", name, of_diary=False)


def _archive(owner_id: str, made_at: datetime) -> Iterator[bytes]:
    reading = session(engine(), writes=False, one_moment=True)

    def pieces() -> Iterator[bytes]:
        with reading, closing(archive_export.pieces(reading, owner_id, made_at)) as archive:
            yield from archive

    return pieces()


@bp.get("/export/fhir.json")
@login_required
def export_fhir() -> ResponseReturnValue:
    """The observations for a clinic's software, streamed; notes only where asked for."""
    notes, name = _notes_wanted("off"), f"spasm-journal-fhir-{today()}.json"
    return _download(lambda: _fhir(owner(), now(), notes=notes), "application/fhir+json", name)


def _fhir(owner_id: str, made_at: datetime, *, notes: bool) -> Iterator[bytes]:
    reading = session(reading_engine(), writes=False, one_moment=True)

    def records() -> Generator[r.Record, None, None]:
        for kind in RECORDS.values():
            with closing(export_rows(reading, kind, owner_id)) as rows:
                for row in rows:
                    yield record_of(kind, row)

    def pieces() -> Iterator[bytes]:
        with reading, closing(records()) as pairs:
            for text in fhir.bundle(pairs, person=owner_id, made_at=made_at, notes=notes):
                yield text.encode("utf-8")

    return pieces()


def _download(
    pieces: Callable[[], Iterator[bytes]], content_type: str, name: str, *, of_diary: bool = True
) -> Response:
    """A file; one that is not ``of_diary`` alone is never read from a replica."""
    look("exported", owner())
    close_db()  # the file has a session of its own: nobody holds two connections

    def built() -> Built:
        return Built(pieces())

    file = from_replica(account(), built) if of_diary else built()
    response = Response(file, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
