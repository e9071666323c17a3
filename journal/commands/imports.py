"""Files that are imported into an account by a command: asked about, previewed, reported."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal.commands.import_listing import EntryList, with_sheet
from journal.commands.typed_secrets import CommandRefused
from journal.exchange.files import zips
from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import EXERCISE, Question, guesses
from journal.exchange.files.read_file import LeftOut, LineProblem, ReadFile
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.store.db.models import Account
from journal.store.db.sessions import session
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import new_id
from journal.store.imports import apply, import_answers
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.listed import listed_names
from journal.store.imports.prepared import Prepared
from journal.store.imports.preview import SHOWN, FilePreview, ImportPreview
from journal.store.imports.spasm_times import SpasmTimes
from journal.store.imports.uploaded import UploadedFile, UploadedFiles, uploaded_files
from journal.words import import_command as command
from journal.words.import_pages import newer_archive, two_of_one_day
from journal.words.imports import at_same_time, left_out, levels_alone, sentence


class NotImported(CommandRefused):
    """Files that were not imported; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported, and how; ``answers`` are texts like ``order=day first``."""

    files: Sequence[Path]
    answers: Sequence[str]
    guess: bool
    """Whether what is not answered is guessed."""
    dry_run: bool
    """Whether it is only said what would be done."""
    lists_all: bool = False
    """Whether every entry is listed that would come in or change, not only the first ones."""
    leave_rows: bool = False
    """Whether rows that cannot be read are left out."""


def bring_in(engine: Engine, account: Account, request: Wanted, now: datetime) -> ImportPreview:
    """What was done with the files, or would be, and told. Raises NotImported.

    Nothing is locked until all that is to be written is ready.
    """
    with ExitStack() as closing:
        files = [(path.name, closing.enter_context(_opened(path))) for path in request.files]
        try:
            content = uploaded_files(files, now=now, zone=account.zone)
            with session(engine, writes=False) as reading:
                if isinstance(content, UploadedFiles):
                    content.left_list = _left_list(request, closing)
                    _answer(reading, account, content, request)
                if request.dry_run:
                    listed = closing.enter_context(TemporaryFile("w+", encoding="utf-8"))
                    listing = EntryList(listed, None if request.lists_all else SHOWN)
                    preview = content.preview(reading, account.id, listing)
                else:
                    prepared = content.prepared(reading, account.id, closing)
            if not request.dry_run:
                submission = Submission(new_id(), "", now)
                preview = _imported(engine, account, content, submission, prepared)
        except zips.ZipRefused as why:
            raise NotImported(sentence(why.text)) from None
        except apply.TwoOfOneDay:
            raise NotImported(two_of_one_day()) from None
        _tell(preview, content.left_list if isinstance(content, UploadedFiles) else None)
        if request.dry_run and not preview.refused:
            listing.print()
        if isinstance(content, ArchiveImport) and not preview.refused:
            _tell_of_archive(preview, content)
    return preview


def _imported(
    engine: Engine,
    account: Account,
    content: ArchiveImport | UploadedFiles,
    submission: Submission,
    prepared: Prepared,
) -> ImportPreview:
    """What was done with the files, and is committed, unless they are refused."""
    with session(engine, writes=True) as writing:
        asking = content.asking if isinstance(content, UploadedFiles) else None
        if asking is not None and isinstance(content, UploadedFiles):
            import_answers.remember(writing, account.id, asking.source, content.answers)
        result = content.apply(writing, account.id, submission, prepared)
        if not result.preview.refused:
            writing.commit()
    return result.preview


def _left_list(request: Wanted, closing: ExitStack) -> LeftList | None:
    if not request.dry_run or not request.lists_all:
        return None
    return LeftList(closing.enter_context(TemporaryFile("w+", encoding="utf-8")))


def _opened(path: Path) -> IO[bytes]:
    if path.is_dir():
        raise NotImported(command.is_a_folder(path))
    if not path.is_file():
        raise NotImported(command.no_such_file(path))
    return path.open("rb")


def _answer(reading: Session, account: Account, content: UploadedFiles, request: Wanted) -> None:
    """Give the files their answers, typed, remembered or guessed. Raises NotImported."""
    typed = list(request.answers)
    leave_out = f"{BAD_ROWS}={LEFT_OUT}"
    if request.leave_rows or leave_out in typed:
        content.leave_rows = LEFT_OUT
    typed = [text for text in typed if text != leave_out]
    asking = content.asking
    if asking is not None:
        asking.listed = listed_names(reading, account.id)
        content.answers = _answers(reading, account, asking, typed, guess=request.guess)
    elif typed:
        raise NotImported(command.no_such_answer(typed[0]))


def _answers(
    reading: Session, account: Account, asking: UploadedFile, typed: list[str], *, guess: bool
) -> dict[str, str]:
    """The answers about a file, typed and guessed in turns. Raises NotImported."""
    zone, own = account.zone, list(typed)
    answers = import_answers.remembered(reading, account.id, asking.source)
    answers = asking.fitting(zone, answers)
    remembered = dict(answers)
    while fresh := _given(asking, zone, answers, typed) or (
        guesses(asking.open(zone, answers)) if guess else {}
    ):
        answers |= fresh
    if typed and not asking.broken:
        raise NotImported(command.no_such_answer(typed[0]))
    answers = asking.fitting(zone, answers)
    if guess:
        answers = asking.guessed(zone, answers)
    if missing := asking.open(zone, answers):
        raise NotImported("\n".join([command.still_open(), *map(_question, missing)]))
    _tell_guesses(asking.questions(zone, answers), answers, remembered, own)
    return answers


def _tell_guesses(
    questions: Sequence[Question],
    answers: Mapping[str, str],
    remembered: Mapping[str, str],
    typed: Sequence[str],
) -> None:
    """Say what was guessed: neither typed now nor answered before."""
    for question in questions:
        value = answers[question.id]
        answer = f"{question.id}={value}"
        if answer in typed or remembered.get(question.id) == value:
            continue
        choices = {choice: sentence(text) for choice, text in question.choices}
        words = choices.get(value, value.partition(":")[2] or value)
        print(command.guessed(sentence(question.text), words, answer))


def _given(
    asking: UploadedFile, zone: str, answers: dict[str, str], typed: list[str]
) -> dict[str, str]:
    """The typed answers to what is asked by now, taken out of ``typed``."""
    fresh = {}
    for question in asking.questions(zone, answers):
        start = f"{question.id}="
        for text in [answer for answer in typed if answer.startswith(start)]:
            if question.fault(text.removeprefix(start)) is None:
                typed.remove(text)
                fresh[question.id] = text.removeprefix(start)
    return fresh


def _question(question: Question) -> str:
    """A question with its id, and what may be answered."""
    choices = [value or command.nothing() for value, _ in question.choices]
    if EXERCISE in choices:
        choices.append(f"{EXERCISE}:NAME")
    if question.of_day:
        choices.append("YYYY-MM-DD")
    line = f"  --answer '{question.id}=…'  {sentence(question.text)}"
    return f"{line}\n      {', '.join(choices) or command.a_time_zone()}"


def _tell(preview: ImportPreview, left_list: LeftList | None) -> None:
    """Say what was found; ``left_list``: all that stays behind, where it is to be listed."""
    for part in preview.files:
        for problem in part.file.problems:
            print(_place(part, problem), file=sys.stderr)
        if not preview.refused:
            _tell_of_file(part, left_list)
    if not preview.refused:
        if preview.levels_alone:
            print(levels_alone(preview.levels_alone))
        _tell_of_spasms(preview.spasms)
    else:
        print(command.nothing_imported(), file=sys.stderr)
        if preview.only_rows_refused:
            print(command.leave_rows_hint(), file=sys.stderr)


def _tell_of_file(part: FilePreview, left_list: LeftList | None) -> None:
    print(command.counted(part.name, part.new, part.changed, part.same))
    if part.same_time:
        print(at_same_time(part.same_time, part.file.places(part.same_time_lines)))
    for about in part.file.assumed:
        print(command.assumed(_left_out(part.file, about)))
    _tell_not_brought(part.name, part.file, left_list)
    for problem in part.file.left_rows:
        is_part = problem.line in part.file.partly_left
        print(command.row_left_out(_place(part, problem), is_part=is_part))


def _tell_of_spasms(spasms: SpasmTimes) -> None:
    if spasms.meeting:
        print(command.spasms_meeting(spasms.meeting))
    if spasms.endless:
        print(command.spasms_endless(spasms.endless))


def _tell_not_brought(name: str, file: ReadFile, left_list: LeftList | None) -> None:
    """Say what stays behind: together, or each on a line of its own where all is to be listed."""
    if left_list is not None:
        for left_sentence in left_list.sentences(file):
            print(command.not_imported(name, [left_sentence]))
    elif file.not_brought:
        print(command.not_imported(name, [_left_out(file, each) for each in file.not_brought]))
        if not file.names_all_left:
            print(command.more_not_imported())


def _left_out(file: ReadFile, about: LeftOut) -> str:
    return left_out(about.sort, about.name, about.count, file.places(about.lines))


def _place(part: FilePreview, problem: LineProblem) -> str:
    """A problem with its file, line and column, and what was found there."""
    what = sentence(problem.text)
    name = with_sheet(part, problem.sheet)
    line = problem.sheet_line if problem.sheet else problem.line
    return command.problem(name, line, problem.column, problem.cell, what)


def _tell_of_archive(preview: ImportPreview, archive: ArchiveImport) -> None:
    if archive.archive.newer:
        print(newer_archive())
    for change in preview.holdings:
        names = ", ".join(name for name, _, _ in change.fields)
        print(
            command.holding(
                change.holding.words, names, change.new, change.changed, adds=change.holding.adds
            )
        )
    if preview.history:
        print(command.history(preview.history))
    _tell_not_brought("", ReadFile(not_brought=archive.not_brought), None)
