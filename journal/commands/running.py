"""The commands that serve, remind and examine."""

import argparse

from journal import clock
from journal.commands.opening import journal_engine
from journal.config import Settings
from journal.hosting import reminder_job
from journal.words.commands import command_text


def serve(settings: Settings, options: argparse.Namespace) -> None:
    """Serve the journal until it is stopped."""
    from journal.hosting.serving import serve  # noqa: PLC0415 (gunicorn is only for serving)

    where = (options.host, options.port, options.workers)
    serve(settings, *where, print_qr=options.print_qr)


def remind(settings: Settings, _options: argparse.Namespace) -> int:
    """Send the reminders that are due; 1 where one failed."""
    tally = reminder_job.send_due(journal_engine(settings), settings, clock.now)
    counts = {"sent": tally.sent, "not_needed": tally.not_needed, "failed": tally.failed}
    print(command_text("reminded", **counts))
    return 1 if tally.failed else 0


def look(settings: Settings, _options: argparse.Namespace) -> int:
    """Print what is right and what is wrong with this journal; 1 where anything is."""
    from journal.commands import doctor  # noqa: PLC0415 (only for this command)

    findings = doctor.examine(settings)
    for finding in findings:
        print(f"{'ok  ' if finding.fine else 'LOOK'}  {finding.text}")
    return 0 if all(finding.fine for finding in findings) else 1
