"""Faults in the log: of the database's nothing but where they happened."""

import logging
import traceback
from collections.abc import Iterator

from sqlalchemy.exc import StatementError


def log_fault(log: logging.Logger, error: BaseException, message: str, *about: object) -> None:
    """Log a fault with where it happened; a database's words may hold rows, so they are left out.

    PostgreSQL names the whole row that was refused, and a value that is there already.
    """
    chain = list(_chain(error))
    if not any(isinstance(link, StatementError) for link in chain):
        log.error(message, *about, exc_info=error)
        return
    trace = "".join(f"{_kind(link)}\n{_frames(link)}" for link in chain)
    log.error(f"{message}\n%s", *about, trace.rstrip())


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _frames(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__))
