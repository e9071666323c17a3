"""The addresses of the database: the journal's own, and by which role pages ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

OWN: Final = "JOURNAL_DATABASE_URL"
PAGES: Final = "JOURNAL_DATABASE_PAGES_URL"
SERVER: Final = "postgresql+psycopg"


class WrongAddress(Exception):
    """An address of the database that cannot be used."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class DatabaseAddresses:
    """Where the database is."""

    own: str
    pages: str = ""
    """Empty: pages use the journal's own."""


def addresses_from(env: Mapping[str, str], data_dir: Path) -> DatabaseAddresses:
    """The addresses of the ``JOURNAL_…`` variables. Raises WrongAddress."""
    own = env.get(OWN) or f"sqlite:///{data_dir / 'journal.sqlite3'}"
    pages = env.get(PAGES, "")
    url = _url(own)
    if url.drivername != SERVER and (
        url.drivername != "sqlite" or url.database in {None, "", ":memory:"}
    ):
        raise WrongAddress("database_kind", driver=url.drivername)
    if pages:
        _refuse_same_role(url, _url(pages))
    return DatabaseAddresses(own, pages)


def _url(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError):  # the latter where a port is no number
        raise WrongAddress("database_address") from None


def _refuse_same_role(own: URL, pages: URL) -> None:
    """Pages need a role that owns nothing, in the same kind of database."""
    if not own.drivername == pages.drivername == SERVER or own.username == pages.username:
        raise WrongAddress("database_pages")
