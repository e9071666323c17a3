"""Imports: files previewed, asked about, and imported; all or nothing, and undone as a whole."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from journal.core.model import moments
from journal.exchange.files import zips
from journal.exchange.files.questions import EXERCISE
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.store.db.models import Change
from journal.store.db.sessions import session
from journal.store.diary import queries
from journal.store.imports import apply as import_apply
from journal.store.imports import import_answers, uploads
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.import_undo import IMPORT_UNDO_LASTS
from journal.store.imports.prepared import Prepared
from journal.store.imports.preview import ImportPreview
from journal.store.imports.uploaded import UploadedFile, UploadedFiles, uploaded_files
from journal.web.support.flash import Message, leave
from journal.web.support.import_questions import ShownQuestion, field_name, groups, names_exercise
from journal.web.support.once import submit_once
from journal.web.support.request import account, db, engine, now, or_404, owner, see_other
from journal.words import import_pages, imports

bp = Blueprint("imports", __name__)

FILES_MOST: Final = 20
PAST_MOST: Final = 20
TABLE: Final = "table"
"""What ``sort`` says where the person wants to tell the columns of a file themselves."""

SAMPLE_ROWS: Final = 3


@bp.get("/import")
@login_required
def show() -> ResponseReturnValue:
    """Show how to import files, and the imports of before."""
    past = import_apply.past(db(), owner(), PAST_MOST)
    return _page(past=past, undoable_since=now() - IMPORT_UNDO_LASTS)


def _page(problem: str = "", **shown: Any) -> str:  # whatever the template asks for
    nothing: dict[str, Any] = {"past": [], "preview": None, "batch": "", "sort": "", "left": []}
    nothing |= {"undoable_since": None, "title": "", "table_offered": False, "archive": False}
    nothing |= {"bad_rows": "", "rows_can_be_left": False}
    nothing |= {"say": imports.sentence, "left_out": imports.left_out}
    return render_template("imports/show.html", problem=problem, **(nothing | shown))


@dataclass(frozen=True, slots=True)
class Sent:
    """Files that were sent: what they are, and the id they are kept under, if they are."""

    found: ArchiveImport | UploadedFiles
    batch: str = ""
    sort: str = ""

    @property
    def asking(self) -> UploadedFile | None:
        """The file about which something may be asked."""
        return self.found.asking if isinstance(self.found, UploadedFiles) else None

    def recall(self, reading: Session) -> dict[str, str]:
        """What was answered about such a file before, as far as it fits."""
        if not isinstance(self.found, UploadedFiles) or self.asking is None:
            return {}
        remembered = import_answers.remembered(reading, owner(), self.asking.source)
        self.found.answers = fitting = self.asking.fitting(account().zone, remembered)
        return fitting


@contextmanager
def _looking() -> Iterator[Session]:
    """A session to look with: it takes its time, and nobody else should wait for it."""
    db().commit()
    with session(engine(), writes=False) as reading:
        yield reading


@bp.post("/import")
@login_required
def look() -> ResponseReturnValue:
    """Say what files would do, or ask about them first; nothing is imported yet."""
    chosen = [file for file in request.files.getlist("file") if file.filename]
    if not chosen:
        return _page(import_pages.choose_a_file()), 422
    if len(chosen) > FILES_MOST:
        return _page(import_pages.too_many_files(FILES_MOST)), 422
    with ExitStack() as closing, _looking() as reading:
        files = [(_name(it), closing.enter_context(it.stream)) for it in chosen]
        try:
            sent = Sent(uploaded_files(files, now=now(), zone=account().zone))
            if sent.asking is not None and (asked := _ask_first(reading, sent, files)):
                return asked
            preview = sent.found.preview(reading, owner())
        except zips.ZipRefused as why:
            return _page(imports.sentence(why.text)), 422
        if _worth_keeping(sent, preview):
            sent = Sent(sent.found, _keep(reading, files))
        return _previewed(sent, preview), 422 if preview.refused else 200


def _worth_keeping(sent: Sent, preview: ImportPreview) -> bool:
    if preview.refused:
        return _rows_can_be_left(sent, preview)
    return preview.does_something or any(it.file.unknown_columns for it in preview.files)


def _rows_can_be_left(sent: Sent, preview: ImportPreview) -> bool:
    """Whether the rest can be imported without the rows that have problems."""
    return isinstance(sent.found, UploadedFiles) and all(
        it.file.only_rows for it in preview.files if it.file.problems
    )


def _keep(reading: Session, files: Sequence[uploads.Named]) -> str:
    reading.rollback()  # without WAL a writer waits for readers, this one too
    batch = uploads.keep(db(), owner(), files, now())
    db().commit()
    return batch


def _name(file: FileStorage) -> str:
    text = (file.filename or "").encode("utf-8", "replace").decode("utf-8")
    return "".join(character for character in text if character.isprintable())[-100:]


def _ask_first(
    reading: Session, sent: Sent, files: Sequence[uploads.Named]
) -> ResponseReturnValue | None:
    """Ask about a file that was just sent; None where it cannot be read, or asks nothing."""
    answers = sent.recall(reading)
    file = sent.asking
    if file is None or not file.questions(account().zone, answers):
        return None
    return _questions(Sent(sent.found, _keep(reading, files)), file, answers)


@bp.post("/import/<batch>/answers")
@login_required
def answer(batch: str) -> ResponseReturnValue:
    """Take answers, remember them, and ask on or say what the file would do."""
    with ExitStack() as closing:
        with _looking() as reading:
            sent = _kept(reading, batch, closing)
            file = or_404(sent.asking)
            answers = _answered(file, sent.recall(reading))
        import_answers.remember(db(), owner(), file.source, answers)
        db().commit()
        if "begin" in request.form or file.open(account().zone, answers):
            return _questions(sent, file, answers)
        with _looking() as reading:
            sent.recall(reading)
            preview = sent.found.preview(reading, owner())
    return _previewed(sent, preview), 422 if preview.refused else 200


@bp.post("/import/<batch>/rest")
@login_required
def leave_rows(batch: str) -> ResponseReturnValue:
    """Show what the rest would do, without the rows that cannot be read."""
    with ExitStack() as closing, _looking() as reading:
        sent = _kept(reading, batch, closing)
        sent.recall(reading)
        preview = sent.found.preview(reading, owner())
        return _previewed(sent, preview), 422 if preview.refused else 200


def _kept(reading: Session, batch: str, closing: ExitStack) -> Sent:
    """The files kept under an id, or 404."""
    files = or_404(uploads.kept(reading, owner(), batch, closing) or None)
    sort = TABLE if request.form.get("sort") == TABLE else ""
    found = uploaded_files(files, now=now(), zone=account().zone, as_table=bool(sort))
    if isinstance(found, UploadedFiles) and request.form.get(BAD_ROWS) == LEFT_OUT:
        found.leave_rows = LEFT_OUT
    return Sent(found, batch, sort)


def _answered(file: UploadedFile, remembered: dict[str, str]) -> dict[str, str]:
    """The answers of this request, with those of before where it says nothing of them."""
    zone = account().zone
    answers = file.fitting(zone, remembered)
    for it in file.questions(zone, answers):
        text = request.form.get(field_name(it))
        if text is not None:
            answers[it.id] = f"{EXERCISE}:{text.strip()}" if names_exercise(it) else text
    return file.fitting(zone, answers)


def _questions(sent: Sent, file: UploadedFile, answers: dict[str, str]) -> str:
    zone = account().zone
    questions = file.questions(zone, answers)
    asked = [ShownQuestion(it, answers.get(it.id, it.guess), it.id in answers) for it in questions]
    fresh = [it for it in asked if not it.answered]
    sample = file.sample(answers, SAMPLE_ROWS, now=now(), zone=zone) if file.is_any_table else []
    return render_template(
        "imports/questions.html",
        file=file,
        title=import_pages.title(file.form.word, file.form.title),
        batch=sent.batch,
        sort=sent.sort,
        groups=groups(fresh or asked),
        answered=[it for it in asked if it.answered] if fresh else [],
        table=file.table(answers),
        sample=sample,
        say=imports.sentence,
        group=import_pages.group,
        exercises=[it.name for it in queries.exercises(db(), owner())],
        zones=sorted(moments.zone_names()),
        again=bool(answers) and not fresh,
    )


def _previewed(sent: Sent, preview: ImportPreview, problem: str = "") -> str:
    found = sent.found
    archive = isinstance(found, ArchiveImport)
    ours = not archive and sent.asking is None
    asking = sent.asking
    return _page(
        problem,
        preview=preview,
        batch=sent.batch,
        sort=sent.sort,
        bad_rows=found.leave_rows if isinstance(found, UploadedFiles) else "",
        rows_can_be_left=preview.refused and _rows_can_be_left(sent, preview),
        left=found.not_brought if isinstance(found, ArchiveImport) else [],
        title=import_pages.source(asking.form.word, asking.form.title) if asking else "",
        table_offered=ours
        and len(preview.files) == 1
        and bool(preview.files[0].file.unknown_columns),
        archive=archive,
    )


@bp.post("/import/<batch>/apply")
@login_required
def apply(batch: str) -> ResponseReturnValue:
    """Import what was looked at, all of it or nothing.

    All of it is read and compared before anything is locked: others save meanwhile.
    """
    _, made = submit_once()
    if made is not None:
        return _imported(made)
    with ExitStack() as closing:
        try:
            with _looking() as reading:
                sent = _kept(reading, batch, closing)
                sent.recall(reading)
                prepared = sent.found.prepared(reading, owner(), closing)
            return _applied(sent, prepared)
        except zips.ZipRefused as why:
            return _refused(imports.sentence(why.text))
        except import_apply.TwoOfOneDay:
            return _refused(import_pages.two_of_one_day())


def _refused(sentence: str) -> ResponseReturnValue:
    """Say why nothing goes in, unless the same request has imported it meanwhile."""
    db().rollback()
    _, made = submit_once()
    return (_page(sentence), 422) if made is None else _imported(made)


def _applied(sent: Sent, prepared: Prepared) -> ResponseReturnValue:
    """Write what is ready, unless the diary has become another meanwhile."""
    submission, made = submit_once()
    if made is not None:
        return _imported(made)
    done = sent.found.apply(db(), owner(), submission, prepared)
    if done.change is None:
        return _previewed(sent, done.preview), 422
    if request.form.get("seen", done.preview.digest) != done.preview.digest:
        db().rollback()
        with _looking() as reading:
            now_does = sent.found.preview(reading, owner())
            return _previewed(sent, now_does, import_pages.diary_changed()), 409
    uploads.drop(db(), owner(), sent.batch)
    db().commit()
    return _imported(done.change)


def _imported(made: Change) -> ResponseReturnValue:
    leave(
        Message(text=import_pages.imported(), change=made.id)
        if made.action != "undone"
        else Message(text=import_pages.undone())
    )
    return see_other(url_for("diary.show", range="all"))
