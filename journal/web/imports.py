"""Imports: files previewed, asked about, and imported; all or nothing, and undone as a whole."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import NotFound

from journal.core.model.periods import Period
from journal.exchange.files import zips
from journal.exchange.files.left_list import LeftList
from journal.store.db.models import Change
from journal.store.imports import apply as import_apply
from journal.store.imports import import_answers, uploads
from journal.store.imports.import_undo import IMPORT_UNDO_LASTS
from journal.store.imports.prepared import Prepared
from journal.web.support.built import Built
from journal.web.support.flash import Message, flash
from journal.web.support.import_page import ImportPage, PreviewedFiles, SentFiles
from journal.web.support.once import submit_once
from journal.web.support.reading import looking
from journal.web.support.request import account, close_db, db, now, or_404, owner, see_other
from journal.words import import_pages, imports

if TYPE_CHECKING:
    from journal.store.imports.archive_import import ArchiveImport
    from journal.store.imports.uploaded import UploadedFile, UploadedFiles

bp = Blueprint("imports", __name__)
bp.add_app_template_filter(imports.sentence, "import_sentence")
bp.add_app_template_global(imports.left_out, "left_out")
bp.add_app_template_global(imports.at_same_time, "at_same_time")
bp.add_app_template_global(imports.levels_alone, "levels_alone")

LEFT_FILE: Final = "not-imported.txt"
FILES_MOST: Final = 20
PAST_MOST: Final = 20
TABLE: Final = "table"
"""What ``sort`` says where the person wants to tell the columns of a file themselves."""


@bp.get("/import")
@login_required
def show() -> ResponseReturnValue:
    """Show how to import files, and the imports of before."""
    past = import_apply.past(db(), owner(), PAST_MOST)
    return _page(ImportPage(past=past, undoable_since=now() - IMPORT_UNDO_LASTS))


def _page(page: ImportPage) -> str:
    return render_template("imports/show.html", page=page)


@bp.post("/import")
@login_required
def look() -> ResponseReturnValue:
    """Say what files would do, or ask about them first; nothing is imported yet."""
    chosen_files = [file for file in request.files.getlist("file") if file.filename]
    if not chosen_files:
        return _page(ImportPage(import_pages.choose_a_file())), 422
    if len(chosen_files) > FILES_MOST:
        return _page(ImportPage(import_pages.too_many_files(FILES_MOST))), 422
    with ExitStack() as closing:
        files = [(_name(file), closing.enter_context(file.stream)) for file in chosen_files]
        try:
            with looking() as reading:
                upload = SentFiles(_recognised(files))
                if (questions := _ask_first(reading, upload, files)) is not None:
                    return questions
                preview = PreviewedFiles(upload, upload.content.preview(reading, owner()))
                if preview.worth_keeping:
                    upload = replace(upload, batch=_keep(reading, files))
        except zips.ZipRefused as why:
            return _page(ImportPage(imports.sentence(why.text))), 422
        return _previewed(replace(preview, sent=upload))


def _keep(reading: Session, files: Sequence[uploads.Named]) -> str:
    reading.rollback()  # without WAL a writer waits for readers, this one too
    batch = uploads.keep(db(), owner(), files, now())
    db().commit()
    return batch


def _name(file: FileStorage) -> str:
    text = (file.filename or "").encode("utf-8", "replace").decode("utf-8")
    return "".join(character for character in text if character.isprintable())[-100:]


def _ask_first(
    reading: Session, upload: SentFiles, files: Sequence[uploads.Named]
) -> ResponseReturnValue | None:
    """Ask about a file that was just sent; None where it cannot be read, or asks nothing."""
    answers = upload.recall(reading)
    file = upload.asking
    if file is None or not file.questions(account().zone, answers):
        return None
    return _questions(replace(upload, batch=_keep(reading, files)), file, answers)


@bp.post("/import/<batch>/answers")
@login_required
def answer(batch: str) -> ResponseReturnValue:
    """Take answers, remember them, and ask on or say what the file would do."""
    from journal.web.support.import_questions import answered  # noqa: PLC0415 (see ``_recognised``)

    with ExitStack() as closing:
        with looking() as reading:
            upload = _kept_upload(reading, batch, closing)
            file = or_404(upload.asking)
            answers = answered(file, upload.recall(reading), request.form)
        import_answers.remember(db(), owner(), file.source, answers)
        db().commit()
        if "begin" in request.form or file.open(account().zone, answers):
            return _questions(upload, file, answers)
        with looking() as reading:
            upload.recall(reading)
            preview = upload.content.preview(reading, owner())
    return _previewed(PreviewedFiles(upload, preview))


@bp.post("/import/<batch>/rest")
@login_required
def leave_rows(batch: str) -> ResponseReturnValue:
    """Show what the rest would do, without the rows that cannot be read."""
    with ExitStack() as closing:
        with looking() as reading:
            upload = _kept_upload(reading, batch, closing)
            upload.recall(reading)
            preview = upload.content.preview(reading, owner())
        return _previewed(PreviewedFiles(upload, preview))


@bp.get("/import/<batch>/left.txt")
@login_required
def left(batch: str) -> ResponseReturnValue:
    """All that is left out, as a text file; the page names the first lines and cells."""
    with ExitStack() as closing, looking() as reading:
        upload = _kept_upload(reading, batch, closing)
        content = or_404(upload.others)
        upload.recall(reading)
        lines = closing.enter_context(TemporaryFile("w+", encoding="utf-8"))
        file = Built(f"{sentence}\n".encode() for sentence in _all_left(content, LeftList(lines)))
    response = Response(file, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{LEFT_FILE}"'
    return response


def _all_left(content: "UploadedFiles", left_list: LeftList) -> Iterator[str]:
    content.left_list = left_list
    for source in content.sources:
        yield from left_list.sentences(source.file)


def _kept_upload(reading: Session, batch: str, closing: ExitStack) -> SentFiles:
    """The files kept under an id, or 404."""
    files = or_404(uploads.kept(reading, owner(), batch, closing) or None)
    sort = TABLE if request.values.get("sort") == TABLE else ""
    upload = SentFiles(_recognised(files, as_table=bool(sort)), batch, sort)
    if upload.others is not None:
        upload.others.leave_rows_as_answered(request.values)
    return upload


def _recognised(
    files: Sequence[uploads.Named], *, as_table: bool = False
) -> "ArchiveImport | UploadedFiles":
    """What files are. All that reads them, 4 MB, is loaded when the first file comes."""
    from journal.store.imports.uploaded import uploaded_files  # noqa: PLC0415 (see above)

    return uploaded_files(files, now=now(), zone=account().zone, as_table=as_table)


def _questions(upload: SentFiles, file: "UploadedFile", answers: dict[str, str]) -> str:
    from journal.web.support.import_questions import questions_page  # noqa: PLC0415 (see above)

    return render_template("imports/questions.html", page=questions_page(upload, file, answers))


def _previewed(files: PreviewedFiles) -> ResponseReturnValue:
    return _page(ImportPage(files=files)), 422 if files.does.refused else 200


@bp.post("/import/<batch>/apply")
@login_required
def apply(batch: str) -> ResponseReturnValue:
    """Import what was looked at, all of it or nothing.

    All of it is read and compared before anything is locked: others save meanwhile.
    """
    _, change = submit_once()
    if change is not None:
        return _imported(change)
    with ExitStack() as closing:
        try:
            with looking() as reading:
                upload = _kept_upload(reading, batch, closing)
                upload.recall(reading)
                prepared = upload.content.prepared(reading, owner(), closing)
            return _applied(upload, prepared)
        except zips.ZipRefused as why:
            return _refused(imports.sentence(why.text))
        except import_apply.TwoOfOneDay:
            return _refused(import_pages.two_of_one_day())
        except NotFound:  # the files go as they are imported
            if answer := _imported_meanwhile():
                return answer
            raise


def _refused(sentence: str) -> ResponseReturnValue:
    """Say why nothing goes in, unless the same request has imported it meanwhile."""
    return _imported_meanwhile() or (_page(ImportPage(sentence)), 422)


def _imported_meanwhile() -> ResponseReturnValue | None:
    """The answer where the same request, sent twice, has imported it meanwhile."""
    db().rollback()
    _, change = submit_once()
    return None if change is None else _imported(change)


def _applied(upload: SentFiles, prepared: Prepared) -> ResponseReturnValue:
    """Write what is ready, unless the diary has become another meanwhile."""
    submission, change = submit_once()
    if change is not None:
        return _imported(change)
    result = upload.content.apply(db(), owner(), submission, prepared)
    if result.change is None:
        return _previewed(PreviewedFiles(upload, result.preview))
    if request.form.get("seen", result.preview.digest) != result.preview.digest:
        close_db()  # a rollback would let the account be read anew, by a second connection
        with looking() as reading:
            files = PreviewedFiles(upload, upload.content.preview(reading, owner()))
        return _page(ImportPage(import_pages.diary_changed(), files)), 409
    uploads.drop(db(), owner(), upload.batch)
    db().commit()
    return _imported(result.change, result.preview.period)


def _imported(change: Change, period: Period | None = None) -> ResponseReturnValue:
    """Say that it went in, and lead to its days; ``period``: theirs, where that is known."""
    flash(
        Message(
            text=import_pages.imported(),
            change=change.id,
            days=[str(period.first), str(period.last)] if period else [],
        )
        if change.action != "undone"
        else Message(text=import_pages.undone())
    )
    return see_other(url_for("diary.show", range="all"))
