"""What whoever hosts the journal is told of moving it to another database."""

from collections.abc import Iterable

from journal.words.language import gettext as _
from journal.words.language import ngettext


def nothing_there(where: object) -> str:
    """A journal to be moved that is not there."""
    return _("There is no journal at %(where)s. Nothing was moved.", where=where)


def older(where: object) -> str:
    """A journal to be moved that an earlier version left."""
    return _(
        "The journal at %(where)s is of an earlier version. Start it once with this one, or type "
        "python -m journal init, then move it.",
        where=where,
    )


def newer(where: object) -> str:
    """A journal to be moved that a later version left."""
    return _(
        "The journal at %(where)s is of a later version than this one. Move it with the version "
        "that it belongs to.",
        where=where,
    )


def in_use(where: object) -> str:
    """A journal to be moved that is used by others."""
    return _(
        "%(where)s is in use, and what is written meanwhile might be left behind. Stop serve on "
        "every machine, and PgBouncer if there is one, then try again. Nothing was moved.",
        where=where,
    )


def there_already(file: object) -> str:
    """A file to move to that is there."""
    return _(
        "%(file)s is there already, and is left as it is. Give another name. Nothing was moved.",
        file=file,
    )


def not_empty(where: object) -> str:
    """A database to move to that is not empty."""
    return _(
        "%(where)s is not empty, and is left as it is. Give a database without tables. Nothing "
        "was moved.",
        where=where,
    )


def not_the_same(tables: Iterable[str]) -> str:
    """A copy that is not what was copied."""
    return _(
        "These tables did not arrive as they were: %(tables)s. Nothing was moved.",
        tables=", ".join(tables),
    )


def moved(rows: int, tables: int) -> str:
    """After a move: what arrived."""
    return ngettext(
        "%(count)s row of %(tables)s tables is moved and compared: it is the same.",
        "%(count)s rows of %(tables)s tables are moved and compared: all are the same.",
        rows,
        tables=tables,
    )


def serve_from(target: object) -> str:
    """After a move: what to do next."""
    return _(
        "The old database is left as it was. Before you serve again, set "
        "JOURNAL_DATABASE_URL=%(target)s (with its password, if it has one) and keep the secret "
        "key: then everybody stays signed in.",
        target=target,
    )
