"""The commands about one person's diary: import, export, insight."""

import argparse
import json
import os
from datetime import date
from pathlib import Path

from journal import clock
from journal.commands.opening import account_of, journal_engine, make_sure_new, note_look
from journal.commands.typed_secrets import CommandRefused
from journal.config import Settings
from journal.core.insight.schedule import insight_from_day_1
from journal.core.model.faults import Unreadable
from journal.core.model.moments import local_day
from journal.core.model.time_fields import Day
from journal.exchange.out import verdict_text
from journal.store.db.database_files import make_durable, new_file
from journal.store.db.sessions import session
from journal.store.diary import series
from journal.store.imports import archive_export
from journal.words import hosting
from journal.words.commands import command_text
from journal.words.problems import sentence


def import_files(settings: Settings, options: argparse.Namespace) -> int:
    """Import files into an account, or say what that would do; 1 where they were refused."""
    from journal.commands.imports import Wanted, bring_in  # noqa: PLC0415 (only for this command)

    request = Wanted(
        options.files,
        options.answer,
        guess=options.guess,
        dry_run=options.dry_run,
        lists_all=options.list_all,
        leave_rows=options.leave_bad_rows,
    )
    engine = journal_engine(settings)
    with session(engine, writes=False) as reading:
        account = account_of(reading, options.user)
    refused = bring_in(engine, account, request, clock.now()).refused
    if not refused and not request.dry_run:
        with session(engine, writes=True) as writing:
            note_look(settings, writing, "host_imported", account.id)
    return int(refused)


def print_insight(settings: Settings, options: argparse.Namespace) -> None:
    """Print what a diary can tell. Raises CommandRefused."""
    engine = journal_engine(settings)
    with session(engine, writes=True) as writing:
        note_look(settings, writing, "host_looked", account_of(writing, options.user).id)
    with session(engine, writes=False) as reading:
        account = account_of(reading, options.user)
        today = local_day(clock.now(), account.zone)
        last = today if options.on is None else _past_day(options.on, today)
        insight = insight_from_day_1(series.diary_days(reading, account.id, last))
    if options.json:
        print(json.dumps(verdict_text.as_dict(insight), indent=2, allow_nan=False))
    else:
        print(verdict_text.as_text(insight), end="")


def _past_day(text: str, today: date) -> date:
    try:
        day = Day().read(text)
    except Unreadable as unreadable:
        raise CommandRefused(
            command_text("no_day", text=text, why=sentence(unreadable.fault))
        ) from None
    if day > today:
        raise CommandRefused(command_text("day_to_come", day=day))
    return day


def export(settings: Settings, options: argparse.Namespace) -> None:
    """Write an archive of an account to a file. Raises CommandRefused."""
    file = Path(options.file)
    part = file.with_name(file.name + ".part")
    make_sure_new(file)
    engine = journal_engine(settings)
    with session(engine, writes=True) as writing:
        owner = account_of(writing, options.user).id
        note_look(settings, writing, "host_exported", owner)
    with session(engine, writes=False, one_moment=True) as reading:
        try:
            with os.fdopen(new_file(part), "wb") as stream:
                for piece in archive_export.pieces(reading, owner, clock.now()):
                    stream.write(piece)
            make_durable(part)
            part.replace(file)
            make_durable(file.parent)
        except OSError as wrong:
            part.unlink(missing_ok=True)
            raise CommandRefused(hosting.cannot_be_written(file, wrong.strerror)) from wrong
    print(command_text("exported", name=options.user, file=options.file))
