"""In and out: the diary as CSV files, and CSV files into the diary."""

from collections.abc import Iterator
from contextlib import closing
from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage

from journal.core import records as r
from journal.core.formats import tidy
from journal.store import actions, imports, queries, uploads
from journal.store.engine import session
from journal.web.entries import tap
from journal.web.messages import Message, leave
from journal.web.request import account, db, engine, now, or_404, owner, see_other, today

bp = Blueprint("transfer", __name__)

FILES_MOST: Final = 20
CHANGED: Final = "Your diary changed since you looked. This is what the files would do now."


@bp.get("/export")
@login_required
def export() -> ResponseReturnValue:
    """Show what can be taken out."""
    return render_template(
        "transfer/export.html", counts=queries.counts(db(), owner()), notes=_notes_wanted()
    )


def _notes_wanted() -> bool:
    """Whether private notes go out too: unless the address says anything but ``notes=on``."""
    return request.args.get("notes", "on") == "on"


@bp.get("/export/<word>.csv")
@login_required
def export_csv(word: str) -> ResponseReturnValue:
    """All records of a kind as CSV, streamed: memory does not grow with the diary."""
    kind = r.KINDS.get(word)
    if kind is None:
        abort(404)
    notes = _notes_wanted()
    stream = _stream(kind, owner(), notes=notes)
    response = Response(stream, content_type="text/csv; charset=utf-8")
    name = f"spasm-journal-{word}-{today()}{'' if notes else '-without-notes'}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _stream(kind: type[r.Record], owner_id: str, *, notes: bool) -> Iterator[bytes]:
    """The file in pieces, from a session of its own: the request's ends before they are sent."""
    reading = session(engine(), writes=False)

    def pieces() -> Iterator[bytes]:
        # Broken off, the cursor is closed before the connection it came from goes back.
        with reading, closing(queries.export_rows(reading, kind, owner_id)) as rows:
            seldom = queries.uses_seldom(reading, kind, owner_id)
            shown = rows if notes else tidy.without_notes(kind, rows)
            for text in tidy.lines(kind, shown, seldom=seldom):
                yield text.encode("utf-8")

    return pieces()


@bp.get("/import")
@login_required
def import_page() -> ResponseReturnValue:
    """Show how to bring files in."""
    return _page()


def _page(problem: str = "", plan: imports.Plan | None = None, batch: str = "") -> str:
    return render_template(
        "transfer/import.html", form=FlaskForm(), problem=problem, plan=plan, batch=batch
    )


@bp.post("/import")
@login_required
def preview() -> ResponseReturnValue:
    """Say what the files would do; nothing is imported yet."""
    sent = [file for file in request.files.getlist("file") if file.filename]
    if not sent:
        return _page("Choose a file first."), 422
    if len(sent) > FILES_MOST:
        return _page(f"Choose at most {FILES_MOST} files at once."), 422
    named = [(_name(file), _content(file)) for file in sent]
    plan = _plan(named)
    if plan.refused:
        return _page(plan=plan), 422
    batch = uploads.keep(db(), owner(), named, now()) if plan.does_something else ""
    db().commit()
    return _page(plan=plan, batch=batch)


def _name(file: FileStorage) -> str:
    text = (file.filename or "").encode("utf-8", "replace").decode("utf-8")
    return "".join(character for character in text if character.isprintable())[-100:]


def _content(file: FileStorage) -> bytes:
    with file.stream as stream:
        return stream.read()


def _plan(named: list[tuple[str, bytes]]) -> imports.Plan:
    zone = account().zone
    files = [
        (name, tidy.read_file(content, now=now(), zone=zone, new_id=actions.new_id))
        for name, content in named
    ]
    return imports.plan(db(), owner(), files)


@bp.post("/import/<batch>/apply")
@login_required
def apply(batch: str) -> ResponseReturnValue:
    """Import what was previewed, all of it or nothing."""
    sent, made = tap()
    if made is None:
        named = or_404(uploads.kept(db(), owner(), batch) or None)
        plan = _plan(named)
        if plan.refused:
            return _page(plan=plan), 422
        if request.form.get("seen", plan.digest) != plan.digest:
            return _page(CHANGED, plan, batch), 409
        try:
            imports.apply(db(), owner(), plan, sent)
        except imports.TwoOfOneDay:
            return _page("Two entries would stand for one day. Nothing was imported."), 422
        uploads.drop(db(), owner(), batch)
        db().commit()
    leave(Message(text="Imported. It is all in your diary now."))
    return see_other(url_for("diary.show", range="all"))
