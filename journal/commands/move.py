"""The command that moves a whole journal to another database."""

import argparse
import os
from pathlib import Path

from journal import clock
from journal.access import security_log
from journal.config import Settings
from journal.store.db import moving
from journal.words import moving as words


def move(settings: Settings, options: argparse.Namespace) -> None:
    """Copy the journal of one database into another, empty one, and compare them."""
    target = _address(options.to)
    rows = moving.move(_address(getattr(options, "from")), target, clock.now())
    line = security_log.line("host_moved", clock.now())
    security_log.write(settings.data_dir, line)
    print(words.moved(sum(rows.values()), len(rows)))
    print(words.serve_from(moving.without_password(target)))


def _address(text: str) -> str:
    """The address of a database that is named by it, or by its SQLite file."""
    url = text if "://" in text else f"sqlite:///{Path(text).expanduser().absolute()}"
    return Settings.from_env(os.environ | {"JOURNAL_DATABASE_URL": url}).database_url
