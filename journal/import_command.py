"""Files that are brought into an account by a command: asked about, looked at, told of."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from journal.exchange.files import zips
from journal.exchange.files.questions import EXERCISE, Question
from journal.store.db.models import Account
from journal.store.diary.actions import Submission, new_id
from journal.store.imports import apply, import_answers
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.preview import ImportPreview
from journal.store.imports.uploaded import UploadedFile, UploadedFiles, uploaded_files


class NotImported(Exception):
    """Files that were not brought in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be brought in, and how; ``answers`` are texts like ``order=day first``."""

    files: Sequence[Path]
    answers: Sequence[str]
    guess: bool
    """Whether what is not answered is guessed."""
    dry_run: bool
    """Whether it is only said what would be done."""


def bring_in(writing: Session, account: Account, wanted: Wanted, now: datetime) -> ImportPreview:
    """What was done with the files, or would be, and told; not committed. Raises NotImported."""
    with ExitStack() as closing:
        files = [(path.name, closing.enter_context(_opened(path))) for path in wanted.files]
        try:
            found = uploaded_files(files, now=now, zone=account.zone)
            if isinstance(found, UploadedFiles) and found.asking is not None:
                found.answers = _answers(writing, account, found.asking, wanted)
            if wanted.dry_run:
                preview = found.preview(writing, account.id)
            else:
                preview = found.apply(writing, account.id, Submission(new_id(), "", now)).preview
        except zips.Refused as why:
            raise NotImported(str(why)) from None
        except apply.TwoOfOneDay:
            raise NotImported(
                "Two entries would stand for one day. Nothing was imported."
            ) from None
        _tell(preview)
        if isinstance(found, ArchiveImport) and not preview.refused:
            _tell_of_archive(preview, found)
    return preview


def _opened(path: Path) -> IO[bytes]:
    if path.is_dir():
        raise NotImported(f"{path} is a folder. Name the file in it.")
    if not path.is_file():
        raise NotImported(f"There is no file {path}.")
    return path.open("rb")


def _answers(
    writing: Session, account: Account, arrival: UploadedFile, wanted: Wanted
) -> dict[str, str]:
    """The answers about a file: typed, of before, or guessed. Raises NotImported."""
    answers = import_answers.remembered(writing, account.id, arrival.about)
    given = list(wanted.answers)
    while fresh := _given(arrival, account.zone, answers, given):
        answers |= fresh
    if given:
        raise NotImported(f"There is no such question, or no such answer: {given[0]}")
    answers = arrival.fitting(account.zone, answers)
    if wanted.guess:
        answers = arrival.guessed(account.zone, answers)
    if missing := arrival.open(account.zone, answers):
        raise NotImported("\n".join(["These are still to be answered:", *map(_question, missing)]))
    import_answers.remember(writing, account.id, arrival.about, answers)
    return answers


def _given(
    arrival: UploadedFile, zone: str, answers: dict[str, str], given: list[str]
) -> dict[str, str]:
    """The typed answers to what is asked by now, taken out of ``given``."""
    fresh = {}
    for question in arrival.questions(zone, answers):
        start = f"{question.id}="
        for text in [it for it in given if it.startswith(start)]:
            if question.fault(text.removeprefix(start)) is None:
                given.remove(text)
                fresh[question.id] = text.removeprefix(start)
    return fresh


def _question(question: Question) -> str:
    """A question with its id, and what may be answered."""
    choices = [value or "(nothing)" for value, _ in question.choices]
    if EXERCISE in choices:
        choices.append(f"{EXERCISE}:NAME")
    asked = f"  --answer '{question.id}=…'  {question.text}"
    return f"{asked}\n      {', '.join(choices) or 'a time zone, such as Europe/Lisbon'}"


def _tell(preview: ImportPreview) -> None:
    for part in preview.files:
        for problem in part.file.problems:
            where = f"{part.name}, line {problem.line}"
            where += f", column {problem.column}" if problem.column else ""
            found = f" (found: {problem.found})" if problem.found else ""
            print(f"{where}: {problem.message}{found}", file=sys.stderr)
        if not preview.refused:
            print(f"{part.name}: {part.new} new, {part.changed} changed, {part.same} the same")
            if left := part.file.not_brought:
                print(f"{part.name}: not brought over: {', '.join(map(str, left))}")
    if preview.refused:
        print("Nothing was imported.", file=sys.stderr)


def _tell_of_archive(preview: ImportPreview, found: ArchiveImport) -> None:
    for it in preview.holdings:
        names = ", ".join(name for name, _, _ in it.fields)
        adds = f"{it.new} new, {it.changed} changed"
        print(f"{it.holding.words}: {adds if it.holding.adds else f'changed ({names})'}")
    if preview.history:
        print(f"history: {preview.history} changes")
    if left := found.not_brought:
        print(f"not brought over: {', '.join(map(str, left))}")
