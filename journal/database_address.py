"""The address of a database, read as SQLAlchemy will read it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

SERVER: Final = "postgresql+psycopg"


class WrongAddress(Exception):
    """An address of a database that cannot be used."""

    def __init__(self, code: str, driver: str = "") -> None:
        super().__init__(code)
        self.code, self.driver = code, driver


def database_addresses(env: Mapping[str, str], data_dir: Path) -> tuple[str, str, str]:
    """The addresses by which the database is asked, by its owner and by pages, and of a replica.

    Raises WrongAddress.
    """
    own = database_address(env.get("JOURNAL_DATABASE_URL", ""), data_dir)
    pages = pages_address(env.get("JOURNAL_DATABASE_PAGES_URL", ""), own)
    replica = replica_address(env.get("JOURNAL_DATABASE_REPLICA_URL", ""), pages or own)
    return own, pages, replica


def database_address(text: str, data_dir: Path) -> str:
    """The address that somebody set; where nothing is set that of a file in the data folder.

    Raises WrongAddress.
    """
    if not text:
        return f"sqlite:///{data_dir / 'journal.sqlite3'}"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # the latter where a port is no number
        raise WrongAddress("database_address") from None
    if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
        return text
    if url.drivername == SERVER:
        return text
    raise WrongAddress("database_kind", url.drivername)


def pages_address(text: str, own: str) -> str:
    """The address by which pages ask the database: for a role that owns nothing; empty: for none.

    Raises WrongAddress.
    """
    if text and not _is_other_role(make_url(database_address(text, Path())), make_url(own)):
        raise WrongAddress("database_pages")
    return text


def _is_other_role(pages: URL, own: URL) -> bool:
    return pages.drivername == own.drivername == SERVER and pages.username != own.username


def replica_address(text: str, pages: str) -> str:
    """The address of a replica, for the role by which pages ask the database; empty: for none.

    Raises WrongAddress.
    """
    if not text:
        return ""
    try:
        replica = make_url(database_address(text, Path()))
    except WrongAddress:
        raise WrongAddress("database_replica") from None
    own = make_url(pages)
    if not replica.drivername == own.drivername == SERVER or replica.username != own.username:
        raise WrongAddress("database_replica")
    return text


def sqlite_file(address: str) -> Path | None:
    """The file that an address names; None on PostgreSQL."""
    url = make_url(address)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
