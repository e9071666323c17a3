"""The guard of owned tables: a statement that does not say whose rows it means is refused."""

import re
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection

from journal.store.db.models import Base, Owned

ALL_OWNERS: Final = "journal_all_owners"
"""The execution option of the few statements that are meant for every account."""

OWNED_TABLES: Final = tuple(
    mapper.class_.__tablename__
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Owned)
)


class OwnerNotNamed(Exception):
    """A statement on an owned table that does not say whose rows it means."""


_NAMES: Final = "|".join(OWNED_TABLES)
_USED = re.compile(rf'(?<!\w)({_NAMES})"?(?: AS (\w+))?(?![\w."])', re.IGNORECASE)
_INSERTED = re.compile(rf"\s*INSERT INTO ({_NAMES}) \(([^)]*)\)")


@lru_cache(maxsize=2048)
def uses_owned(statement: str) -> bool:
    """Whether a statement uses an owned table."""
    return bool(_INSERTED.match(statement) or _USED.search(statement))


@lru_cache(maxsize=2048)
def _unowned(statement: str) -> str | None:
    """The owned table that a statement uses without naming an owner, if there is one."""
    if statement.startswith("PRAGMA"):
        return None  # it may name a table, but reads no rows
    inserted = _INSERTED.match(statement)
    if inserted and "owner_id" not in inserted[2]:
        return inserted[1]
    remainder = statement[inserted.end() :] if inserted else statement
    needed: dict[str, int] = {}
    for table, alias in _USED.findall(remainder):
        needed[alias or table] = needed.get(alias or table, 0) + 1
    for name, times in needed.items():
        if len(re.findall(rf"\b{name}\.owner_id = ", remainder)) < times:
            return name
    return None


def refuse_unowned(
    _connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: Any,  # the dialect's own execution context
    _executemany: bool,
) -> None:
    """Raise OwnerNotNamed; called before every statement an engine runs."""
    options: dict[str, object] = context.execution_options if context is not None else {}
    if (table := _unowned(statement)) and not options.get(ALL_OWNERS):
        raise OwnerNotNamed(f"{table}: {statement}")
