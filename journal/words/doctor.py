"""What the command doctor says of each thing it looks at."""

from collections.abc import Iterable

from journal.words.language import gettext as _
from journal.words.language import ngettext, readable


def python(version: str, platform: str) -> str:
    """What it runs on."""
    return _("Python %(version)s on %(platform)s", version=version, platform=platform)


def zones(package: str, system: str, *, from_package: bool) -> str:
    """Which rules of time zones count."""
    if from_package:
        return _(
            "Time zones by version %(package)s, which comes with the journal (the system has "
            "%(system)s).",
            package=package,
            system=system or "none",
        )
    return _(
        "Time zones by the system’s version %(system)s (the journal brings %(package)s).",
        package=package,
        system=system or "unknown",
    )


def outdated(count: int) -> str:
    """Entries that newer rules of their time zone make wrong."""
    if not count:
        return _("No entry is known to be wrong by today’s time-zone rules.")
    return ngettext(
        "%(count)s entry may have a wrong time, as time-zone rules have changed since. Its owner "
        "can correct it under Settings.",
        "%(count)s entries may have a wrong time, as time-zone rules have changed since. Their "
        "owners can correct them under Settings.",
        count,
    )


def no_database(file: object) -> str:
    """A journal that was not started yet."""
    return _("There is no database yet at %(file)s; serve makes it.", file=file)


def looks_fit() -> str:
    """The lists of who looked at a diary are as they were written."""
    return _("The lists of who looked at a diary are complete.")


def looks_broken(account: str, number: int) -> str:
    """A list in which something was changed."""
    return _(
        "The list of who looked at the diary of account %(account)s was changed outside the "
        "journal, at line %(number)s or before it. Compare it with a backup.",
        account=account,
        number=number,
    )


def version(database_version: str, needed: str) -> str:
    """The version of the tables."""
    if database_version == needed:
        return _("The database is at version %(found)s.", found=database_version)
    return _(
        "The database is at version %(found)s; this journal needs %(needed)s: type init.",
        found=database_version,
        needed=needed,
    )


def unversioned() -> str:
    """A database without a version."""
    return _("The database does not say which version it is at. Type init.")


def sqlite(version: str, mode: str, *, safe: bool) -> str:
    """Which SQLite is used, and in which mode."""
    if safe:
        return _("SQLite %(version)s, journal %(mode)s.", version=version, mode=mode)
    return _(
        "SQLite %(version)s, journal %(mode)s: the slower, safer mode, as this version can damage "
        "WAL files.",
        version=version,
        mode=mode,
    )


def whole() -> str:
    """A file that is whole."""
    return _("Integrity of the database file: ok.")


def faults(messages: Iterable[str]) -> str:
    """A file that is not."""
    return _(
        "Integrity of the database file: %(found)s. Restore a backup: "
        "python -m journal restore FILE.",
        found="; ".join(messages),
    )


def tables_fit() -> str:
    """The tables and columns are those of this version."""
    return _("Tables and columns are those of this version.")


def private(file: object) -> str:
    """A file that only its owner can read."""
    return _("Only its owner can read %(file)s.", file=file)


def database_open_to_others(file: object) -> str:
    """A database that others can read."""
    return _("Others can read the database. Type: chmod 600 %(file)s", file=file)


def size(megabytes: float, wal: float) -> str:
    """How large it is."""
    return _(
        "The database is %(size)s MB, its newest writes (WAL) %(wal)s MB.",
        size=round(megabytes, 1),
        wal=round(wal, 1),
    )


def cut_off(file: object) -> str:
    """A restore that was interrupted."""
    return _("A restore of %(file)s was interrupted. The next start finishes it.", file=file)


def key_from_setting() -> str:
    """A key that is a setting."""
    return _("The secret key comes from JOURNAL_SECRET_KEY.")


def key_missing(file: object) -> str:
    """A key that is not there."""
    return _("The secret key %(file)s is missing. Put it back from a backup.", file=file)


def key_private() -> str:
    """A key that only its owner can read."""
    return _("Only its owner can read the secret key.")


def free(megabytes: float) -> str:
    """Free space."""
    space = readable(round(megabytes))
    return _("%(space)s MB are free on the disk with the data.", space=space)


def hosts_unset() -> str:
    """A public journal that answers to any name."""
    return _(
        "The journal answers to any host name. As JOURNAL_PUBLIC_URL is set, set "
        "JOURNAL_TRUSTED_HOSTS too."
    )


def hosts(names: Iterable[str]) -> str:
    """The names it answers to."""
    return _("It answers to: %(names)s.", names=", ".join(names))


def reminders(by_mail: str, hosts: str, *, served: bool) -> str:
    """How reminders go."""
    ways = {"mail": by_mail, "hosts": hosts}
    if by_mail and served:
        return _(
            "Reminders go by email through %(mail)s and by web to %(hosts)s. They are sent by "
            "serve.",
            **ways,
        )
    if by_mail:
        return _(
            "Reminders go by email through %(mail)s and by web to %(hosts)s. They are sent by "
            "the command remind only.",
            **ways,
        )
    if served:
        return _(
            "Reminders go by web to %(hosts)s, and are sent by serve. Email is not set up.",
            hosts=hosts,
        )
    return _(
        "Reminders go by web to %(hosts)s, and are sent by the command remind only. "
        "Email is not set up.",
        hosts=hosts,
    )


def nowhere() -> str:
    """No host that reminders go to."""
    return _("nowhere")


def link(url: str) -> str:
    """The link in reminders."""
    if url:
        return _("The link in reminders: %(url)s.", url=url)
    return _("The link in reminders: none, as JOURNAL_PUBLIC_URL is not set.")


def replica(word: str, bytes_behind: int) -> str:
    """How the replica does that pages may read from."""
    if word == "away":
        return _("The replica does not answer. Pages read from the database meanwhile.")
    if word == "promoted":
        return _(
            "The replica is a database of its own by now. Pages read nothing from it. Set "
            "JOURNAL_DATABASE_REPLICA_URL to one that follows JOURNAL_DATABASE_URL."
        )
    if bytes_behind:
        return _(
            "The replica is %(bytes)s bytes behind and does not catch up. Pages read from the "
            "database meanwhile.",
            bytes=bytes_behind,
        )
    return _("The replica has all that was written.")
