"""Journals for tests: made as a host's is."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from journal.access import security_log
from journal.app import create_app
from journal.config import Settings
from tests.databases import BEHIND_THE_WALL

PAGES: Final = "journal_pages"
METRICS_TOKEN: Final = "the token of a host's monitoring, long enough"


def walled(settings: Settings) -> Settings:
    """The same, with a role for its pages that owns nothing; SQLite has none."""
    if settings.sqlite_file is not None:
        return settings
    url = make_url(settings.database_url)
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection, suppress(ProgrammingError):  # it is there already
        connection.execute(text(f"CREATE ROLE {PAGES} LOGIN"))
    admin.dispose()
    address = url.set(username=PAGES).render_as_string(hide_password=False)
    return replace(settings, database_pages_url=address)


def journal(settings: Settings) -> Flask:
    """A journal of these settings, for a test client."""
    app = create_app(walled(settings) if BEHIND_THE_WALL else settings)
    app.testing = True
    return app


def security_lines(folder: Path) -> list[dict[str, str]]:
    """The security log of a journal's data folder."""
    text = (folder / security_log.FILE).read_text()
    return [json.loads(line) for line in text.splitlines()]
