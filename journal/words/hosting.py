"""What whoever hosts the journal is told: by the commands, the log and the doctor."""

from collections.abc import Iterable

from journal.words.language import gettext as _
from journal.words.language import ngettext


def database_in_use(database: object) -> str:
    """A restore while something uses the database."""
    return _(
        "The journal is in use, so %(database)s was not replaced. Stop serve and every other "
        "command, then try again.",
        database=database,
    )


def database_being_replaced(database: object) -> str:
    """A command while a restore runs."""
    return _(
        "A restore is replacing %(database)s. Try again when it is done.",
        database=database,
    )


def file_missing(file: object) -> str:
    """A backup that is not there."""
    return _("There is no file %(file)s. Nothing was changed.", file=file)


def is_the_database(file: object) -> str:
    """A restore of the database from itself, or a backup into it."""
    return _("%(file)s is the database in use. Give the name of a backup.", file=file)


def unreadable(file: object, reason: object) -> str:
    """A file that SQLite cannot read."""
    return _("%(file)s can’t be read as a database: %(reason)s.", file=file, reason=reason)


def damaged(file: object, faults: Iterable[str]) -> str:
    """A file that is not whole."""
    return _("%(file)s is damaged: %(faults)s.", file=file, faults="; ".join(faults))


def refers_to_nothing(table: str, to: str) -> str:
    """A fault of a damaged file: a row that belongs to one that is gone."""
    return _("a row of %(table)s refers to nothing in %(to)s", table=table, to=to)


def serving_damaged(reason: str) -> str:
    """A damaged database that is not served."""
    return _(
        "%(reason)s It is left as it is and not served. Restore a backup: "
        "python -m journal restore FILE.",
        reason=reason,
    )


def backup_damaged(reason: str) -> str:
    """A backup of a damaged database."""
    return _(
        "%(reason)s No backup was made, and older ones were left alone.",
        reason=reason,
    )


def not_a_journal(file: object) -> str:
    """A database of something else."""
    return _("%(file)s is not a database of the journal. Nothing was changed.", file=file)


def unversioned(file: object) -> str:
    """A backup without its version."""
    return _(
        "%(file)s does not say which version of the journal it is from. Nothing was changed.",
        file=file,
    )


def newer(version: str, journal_version: str) -> str:
    """A database or a backup of a newer journal."""
    return _(
        "The database is at version %(version)s, which this journal (%(known)s) does not know. "
        "Install the newer journal again, or restore a backup made before it.",
        version=version,
        known=journal_version,
    )


def lacks(where: object, parts: Iterable[str]) -> str:
    """A database whose tables are not those of its version."""
    return _(
        "%(where)s lacks tables or columns that its version should have: %(parts)s. "
        "Something else has changed it. Restore a backup: python -m journal restore FILE.",
        where=where,
        parts=", ".join(parts),
    )


def database_missing(where: object, marker: object) -> str:
    """A journal that was set up, without its database."""
    return _(
        "%(where)s is missing or empty, although this journal was set up before (%(marker)s). "
        "Is a disk not mounted, or did a setting change? To bring a backup back: "
        "python -m journal restore FILE. To begin again with an empty journal: "
        "python -m journal init.",
        where=where,
        marker=marker,
    )


def marker_text(day: object) -> str:
    """What stands in the marker of a journal that is set up."""
    return _(
        "This journal was set up on %(day)s. While this file is here, only the command init "
        "creates an empty database.",
        day=day,
    )


def rows_lost(tables: Iterable[str]) -> str:
    """An upgrade that would lose rows."""
    return _(
        "The upgrade would lose rows of %(tables)s. Nothing was changed: the database is as it "
        "was. Install the version you had before, and report this.",
        tables=", ".join(tables),
    )


def rows_of_table(table: str, before: int, after: int) -> str:
    """One of those tables."""
    return _(
        "%(table)s (%(before)s before, %(after)s after)", table=table, before=before, after=after
    )


def references_lost(tables: Iterable[str]) -> str:
    """An upgrade that would leave rows which refer to nothing."""
    return _(
        "The upgrade would leave references that lead nowhere in %(tables)s. Nothing was changed: "
        "the database is as it was. Install the version you had before, and report this.",
        tables=", ".join(tables),
    )


def no_database_made() -> str:
    """An upgrade to no version, where there was no database yet."""
    return _("There is no database yet, and none was made. To make one: alembic upgrade head.")


def made_database(version: str, where: object) -> str:
    """An upgrade where there was no database yet."""
    return _(
        "A new database was made, at version %(version)s: %(where)s.", version=version, where=where
    )


def upgraded(before: str, after: str, copy: object) -> str:
    """An upgrade, and the copy of an SQLite file that was made before it."""
    if before == after:
        return _(
            "The database is at version %(version)s already. Nothing was changed.", version=after
        )
    sentence = _(
        "Upgraded from version %(before)s to version %(after)s.", before=before, after=after
    )
    if copy is None:
        return sentence
    return f"{sentence}\n" + _("A copy of the database as it was before: %(copy)s.", copy=copy)


def no_way_back() -> str:
    """A migration that somebody wants to take back."""
    return _(
        "There is no way back by a migration. Restore the copy made before the upgrade: "
        "python -m journal restore FILE."
    )


def online_only() -> str:
    """An upgrade that somebody wants as SQL."""
    return _(
        "Upgrades run online only, as they count the rows of every table and check every "
        "reference. Type it without --sql."
    )


def cannot_be_used(file: object, reason: object) -> str:
    """A file that the system refuses."""
    return _("%(file)s can’t be used: %(reason)s.", file=file, reason=reason)


def cannot_be_written(file: object, reason: object) -> str:
    """A file that the system does not let us write."""
    return _("%(file)s can’t be written: %(reason)s.", file=file, reason=reason)


def key_differs() -> str:
    """Nodes whose keys are not the same."""
    return _(
        "Another node signs people in with another secret key, so they are signed out here. Give"
        " every node the same JOURNAL_SECRET_KEY, or the same secret_key file."
    )


def cannot_be_opened(reason: object) -> str:
    """A database that cannot be reached."""
    return _("The database can’t be opened: %(reason)s", reason=reason)


def not_as_many(file: object, tables: Iterable[str]) -> str:
    """A backup that does not bring everything back."""
    return _(
        "%(file)s restores a different number of rows in %(tables)s.",
        file=file,
        tables=", ".join(tables),
    )


def backup_failed(reason: str) -> str:
    """A backup by night that was not made, or does not come back."""
    return _("Last night’s backup of the journal failed: %(reason)s", reason=reason)


def host_not_told(reason: str) -> str:
    """A word to the host that was not sent."""
    return _("The person who runs the journal could not be told: %(reason)s", reason=reason)


def last_proven(at: object, entries: int) -> str:
    """The latest backup that was brought back for a try."""
    return ngettext(
        "Last proven restore: %(at)s, %(count)s entry.",
        "Last proven restore: %(at)s, %(count)s entries.",
        entries,
        at=at,
    )


def none_proven() -> str:
    """A journal of which no backup was tried yet."""
    return _("No backup was tried yet: the first is made in the first night that serve runs.")


def names_differ(origin: str, host: str) -> str:
    """A form of a page under a name that the journal does not know."""
    return _(
        "A form came from a page at %(origin)s, but the journal was asked as %(host)s. If both "
        "are this journal, set JOURNAL_PUBLIC_URL to the address people open, or let the proxy "
        "pass the Host header on.",
        origin=origin,
        host=host,
    )


def proxy_unnamed(peer: str) -> str:
    """Headers of a proxy that nobody was told to believe."""
    return _(
        "A proxy at %(peer)s sends X-Forwarded headers that are not believed, so everybody "
        "seems to come from one address. If it is yours, set JOURNAL_TRUSTED_PROXIES=%(peer)s.",
        peer=peer,
    )


def database_failed(reason: str) -> str:
    """A command that the database stopped."""
    return _(
        "The database answered: %(reason)s. Nothing was changed by this command.", reason=reason
    )


def disk_full(where: object) -> str:
    """A command, or serving, without room to write."""
    return _("The disk of %(where)s is full. Make room, then try again.", where=where)


def restored(earlier_file: object | None) -> str:
    """After a restore."""
    if earlier_file is None:
        return _("The backup is in place. There was no database here before.")
    return _(
        "The backup is in place. The database that was here before is kept as %(kept)s",
        kept=earlier_file,
    )
