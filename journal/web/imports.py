"""In: files looked at, asked about, and imported; all of it or nothing, and undone as a whole."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from journal.core.model import moments
from journal.exchange.files import zips
from journal.exchange.files.questions import EXERCISE, Question
from journal.exchange.trackers import mapper
from journal.store.db.models import Change
from journal.store.db.sessions import session
from journal.store.diary import queries
from journal.store.imports import apply as import_apply
from journal.store.imports import import_answers, preview, uploads
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.import_undo import IMPORT_UNDO_LASTS
from journal.store.imports.uploaded import UploadedFile, UploadedFiles, uploaded_files
from journal.web.entries import tap
from journal.web.support.flash import Message, leave
from journal.web.support.request import account, db, engine, now, or_404, owner, see_other

bp = Blueprint("imports", __name__)

FILES_MOST: Final = 20
PAST_MOST: Final = 20
TABLE: Final = "table"
"""What ``sort`` says where the person wants to tell the columns of a file themselves."""

CHANGED: Final = "Your diary changed since you looked. This is what the files would do now."
TWICE: Final = "Two entries would stand for one day. Nothing was imported."


@bp.get("/import")
@login_required
def show() -> ResponseReturnValue:
    """Show how to bring files in, and what was brought in before."""
    past = import_apply.past(db(), owner(), PAST_MOST)
    return _page(past=past, undoable_since=now() - IMPORT_UNDO_LASTS)


def _page(problem: str = "", **shown: Any) -> str:  # whatever the template asks for
    nothing: dict[str, Any] = {"past": [], "plan": None, "batch": "", "sort": "", "left": []}
    nothing |= {"undoable_since": None, "title": "", "table_offered": False, "archive": False}
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
        remembered = import_answers.remembered(reading, owner(), self.asking.about)
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
        return _page("Choose a file first."), 422
    if len(chosen) > FILES_MOST:
        return _page(f"Choose at most {FILES_MOST} files at once."), 422
    with ExitStack() as closing, _looking() as reading:
        files = [(_name(it), closing.enter_context(it.stream)) for it in chosen]
        try:
            sent = Sent(uploaded_files(files, now=now(), zone=account().zone))
            if sent.asking is not None and (asked := _ask_first(reading, sent, files)):
                return asked
            plan = sent.found.preview(reading, owner())
        except zips.Refused as why:
            return _page(str(why)), 422
        if not plan.refused and _worth_keeping(plan):
            sent = Sent(sent.found, _keep(reading, files))
        return _planned(sent, plan), 422 if plan.refused else 200


def _worth_keeping(plan: preview.ImportPreview) -> bool:
    return plan.does_something or any(it.file.unknown_columns for it in plan.files)


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
    arrival = sent.asking
    if arrival is None or not arrival.questions(account().zone, answers):
        return None
    return _questions(Sent(sent.found, _keep(reading, files)), arrival, answers)


@bp.post("/import/<batch>/answers")
@login_required
def answer(batch: str) -> ResponseReturnValue:
    """Take answers, remember them, and ask on or say what the file would do."""
    with ExitStack() as closing:
        with _looking() as reading:
            sent = _kept(reading, batch, closing)
            arrival = or_404(sent.asking)
            answers = _answered(arrival, sent.recall(reading))
        import_answers.remember(db(), owner(), arrival.about, answers)
        db().commit()
        if "begin" in request.form or arrival.open(account().zone, answers):
            return _questions(sent, arrival, answers)
        with _looking() as reading:
            sent.recall(reading)
            plan = sent.found.preview(reading, owner())
    return _planned(sent, plan), 422 if plan.refused else 200


def _kept(reading: Session, batch: str, closing: ExitStack) -> Sent:
    """The files kept under an id, or 404."""
    files = or_404(uploads.kept(reading, owner(), batch, closing) or None)
    sort = TABLE if request.form.get("sort") == TABLE else ""
    found = uploaded_files(files, now=now(), zone=account().zone, as_table=bool(sort))
    return Sent(found, batch, sort)


def _answered(arrival: UploadedFile, remembered: dict[str, str]) -> dict[str, str]:
    """The answers of this request, with those of before where it says nothing of them."""
    zone = account().zone
    answers = arrival.fitting(zone, remembered)
    for it in arrival.questions(zone, answers):
        text = request.form.get(field_name(it))
        if text is not None:
            answers[it.id] = f"{EXERCISE}:{text.strip()}" if names_exercise(it) else text
    return arrival.fitting(zone, answers)


def field_name(question: Question) -> str:
    """The name of a question's form field: its id may hold anything a file holds."""
    return "q" + hashlib.sha256(question.id.encode()).hexdigest()[:16]


def names_exercise(question: Question) -> bool:
    """Whether a question asks for nothing but the name of an exercise."""
    return [value for value, _ in question.choices] == [EXERCISE]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its page shows it: with what is chosen by now, and whether it is new."""

    question: Question
    chosen: str
    answered: bool
    name: str = field(init=False)
    kind: str = field(init=False)
    offers_exercises: bool = field(init=False)
    needs_choice: bool = field(init=False)
    """Whether nothing is chosen yet, and nothing could be guessed."""

    def __post_init__(self) -> None:
        values = [value for value, _ in self.question.choices]
        kind = "zone" if not values else "exercise" if names_exercise(self.question) else "choice"
        object.__setattr__(self, "name", field_name(self.question))
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "offers_exercises", EXERCISE in values)
        object.__setattr__(self, "needs_choice", self.question.fault(self.chosen) is not None)


def _questions(sent: Sent, arrival: UploadedFile, answers: dict[str, str]) -> str:
    questions = arrival.questions(account().zone, answers)
    asked = [Asked(it, answers.get(it.id, it.guess), it.id in answers) for it in questions]
    fresh = [it for it in asked if not it.answered]
    return render_template(
        "imports/questions.html",
        arrival=arrival,
        batch=sent.batch,
        sort=sent.sort,
        fresh=fresh or asked,
        answered=[it for it in asked if it.answered] if fresh else [],
        preview=mapper.preview(arrival.content) if arrival.is_any_table else None,
        exercises=[it.name for it in queries.exercises(db(), owner())],
        zones=sorted(moments.zone_names()),
        again=bool(answers) and not fresh,
    )


def _planned(sent: Sent, plan: preview.ImportPreview, problem: str = "") -> str:
    archive = isinstance(sent.found, ArchiveImport)
    ours = not archive and sent.asking is None
    return _page(
        problem,
        plan=plan,
        batch=sent.batch,
        sort=sent.sort,
        left=sent.found.not_brought if isinstance(sent.found, ArchiveImport) else [],
        title=sent.asking.form.title if sent.asking else "",
        table_offered=ours and len(plan.files) == 1 and bool(plan.files[0].file.unknown_columns),
        archive=archive,
    )


@bp.post("/import/<batch>/apply")
@login_required
def apply(batch: str) -> ResponseReturnValue:
    """Import what was looked at, all of it or nothing."""
    submission, made = tap()
    if made is not None:
        return _imported(made)
    with ExitStack() as closing:
        try:
            sent = _kept(db(), batch, closing)
            sent.recall(db())
            done = sent.found.apply(db(), owner(), submission)
        except zips.Refused as why:
            db().rollback()
            return _page(str(why)), 422
        except import_apply.TwoOfOneDay:
            return _page(TWICE), 422
        if done.change is None:
            return _planned(sent, done.preview), 422
        if request.form.get("seen", done.preview.digest) != done.preview.digest:
            db().rollback()
            with _looking() as reading:
                return _planned(sent, sent.found.preview(reading, owner()), CHANGED), 409
        uploads.drop(db(), owner(), batch)
        db().commit()
    return _imported(done.change)


def _imported(made: Change) -> ResponseReturnValue:
    leave(
        Message(text="Imported. It is all in your diary now.", change=made.id)
        if made.action != "undone"
        else Message(text="This import was undone.")
    )
    return see_other(url_for("diary.show", range="all"))
