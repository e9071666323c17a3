"""What the import command prints."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from journal.words.language import gettext as _
from journal.words.language import ngettext


def is_a_folder(path: Path) -> str:
    """That a path is a folder."""
    return _("%(path)s is a folder. Name the file in it.", path=path)


def no_such_file(path: Path) -> str:
    """That there is no such file."""
    return _("There is no file %(path)s.", path=path)


def no_such_answer(answer: str) -> str:
    """That a typed answer fits no question."""
    return _("There is no such question, or no such answer: %(answer)s", answer=answer)


def still_open() -> str:
    """What stands above the questions that are open."""
    return _("These questions are still open:")


def nothing() -> str:
    """An empty answer, as it is listed."""
    return _("(nothing)")


def a_time_zone() -> str:
    """What answers a question for a time zone."""
    return _("a time zone, such as Europe/Lisbon")


def counted(name: str, new: int, changed: int, same: int) -> str:
    """What a file did."""
    return _(
        "%(name)s: %(new)s new, %(changed)s changed, %(same)s the same",
        name=name,
        new=new,
        changed=changed,
        same=same,
    )


def not_imported(name: str, what: Sequence[str]) -> str:
    """What of a file was left out."""
    listed = ", ".join(what)
    if not name:
        return _("not imported: %(what)s", what=listed)
    return _("%(name)s: not imported: %(what)s", name=name, what=listed)


def more_not_imported() -> str:
    """How to see all of what is not imported, where only the first of it is named."""
    return _("--dry-run --list-all names every line and cell that is not imported")


def comes_in(name: str, line: int, entry: str) -> str:
    """An entry that is new."""
    return _("new: %(name)s, line %(line)s: %(entry)s", name=name, line=line, entry=entry)


def more_come_in(count: int) -> str:
    """How many new entries are not listed."""
    return ngettext(
        "and %(count)s more new entry (--list-all lists it)",
        "and %(count)s more new entries (--list-all lists them)",
        count,
    )


def would_change(name: str, line: int, before: str, after: str) -> str:
    """An entry that would change, as it is and as it would be."""
    return _(
        "would change: %(name)s, line %(line)s: %(before)s → %(after)s",
        name=name,
        line=line,
        before=before,
        after=after,
    )


def more_would_change(count: int) -> str:
    """How many changes are not listed."""
    return ngettext("and %(count)s more change", "and %(count)s more changes", count)


def assumed(what: str) -> str:
    """What the file does not say."""
    return _("Assumed: %(what)s.", what=what)


def guessed(question: str, words: str, answer: str) -> str:
    """A question that was answered by a guess."""
    values = {"question": question, "words": words, "option": f"--answer {quote(answer)}"}
    return _("guessed: %(question)s %(words)s (%(option)s)", **values)


def row_left_out(place: str, *, is_part: bool) -> str:
    """That a row was left out, as was chosen; ``is_part``: the rest of it comes in."""
    if is_part:
        return _("left out: %(place)s (the rest of this row comes in)", place=place)
    return _("left out: %(place)s", place=place)


def nothing_imported() -> str:
    """That nothing was done."""
    return _("Nothing was imported.")


def leave_rows_hint() -> str:
    """How to import the rest."""
    return _("To import the rest without what can’t be read in these rows, add --leave-bad-rows.")


def problem(name: str, line: int, column: str, value: str, what: str) -> str:
    """A problem with its place."""
    values = {"name": name, "line": line, "column": column, "found": value, "what": what}
    if column and value:
        text = _("%(name)s, line %(line)s, column %(column)s: %(what)s (found: %(found)s)")
    elif column:
        text = _("%(name)s, line %(line)s, column %(column)s: %(what)s")
    elif value:
        text = _("%(name)s, line %(line)s: %(what)s (found: %(found)s)")
    else:
        text = _("%(name)s, line %(line)s: %(what)s")
    return text % values


def holding(words: str, names: str, new: int, changed: int, *, adds: bool) -> str:
    """What an archive changes besides entries."""
    if adds:
        return _(
            "%(what)s: %(new)s new, %(changed)s changed", what=words, new=new, changed=changed
        )
    return _("%(what)s: changed (%(names)s)", what=words, names=names)


def spasms_meeting(count: int) -> str:
    """How many spasms are at the same time as another one."""
    return ngettext(
        "%(count)s spasm is at the same time as another one",
        "%(count)s spasms are at the same time as another one",
        count,
    )


def spasms_endless(count: int) -> str:
    """How many spasms have no end."""
    return ngettext(
        "%(count)s spasm has no end: the latest one without an end shows as still going",
        "%(count)s spasms have no end: the latest one without an end shows as still going",
        count,
    )


def history(count: int) -> str:
    """How many changes of long ago come back."""
    return ngettext("history: %(count)s change", "history: %(count)s changes", count)
