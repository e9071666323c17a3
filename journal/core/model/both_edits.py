"""Two edits of one thing at once: what each of them changed stays.

A form carries what it was opened with. A field that was not changed in it takes what is saved by
now; only one that was changed in both places, to something else, is asked about.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from journal.core.model.answers import MARK, Answers
from journal.core.model.faults import Unreadable
from journal.core.model.fields import OwnWords
from journal.core.model.inputs import Column, Input, columns
from journal.core.model.strings import as_texts

Values = Mapping[str, Any]
"""What is given of a thing, by field; a field that is not there is empty."""

NOTHING: Final = (None, ())
"""What an empty field holds."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two edits of one thing changed: names of fields."""

    theirs: frozenset[str]
    """Changed elsewhere only: what is saved stays."""
    both: frozenset[str]
    """Changed here and elsewhere, to something else each."""


def meeting(
    origin: Values | None,
    typed: Values,
    saved: Values,
    together: Iterable[Collection[str]] = (),
) -> Meeting:
    """What ``typed`` and ``saved`` changed of what both came from, ``origin``.

    Where nobody knows what that was, every field that differs may have been changed in both. Of
    fields that are only right ``together`` each place changed all of them, if it changed one;
    what is asked of one is asked of those beside it.
    """
    differing = {
        name for name in typed.keys() | saved.keys() if typed.get(name) != saved.get(name)
    }
    if origin is None:
        return Meeting(frozenset(), frozenset(differing))
    mine, theirs = (
        {name for name in differing if values.get(name) != origin.get(name)}
        for values in (typed, saved)
    )
    clashes = mine & theirs
    groups = [differing.intersection(names) for names in together]
    for parts in groups + groups:  # once more: one field may be of several groups
        if parts & clashes or (parts & mine and parts & theirs):
            clashes |= parts
    return Meeting(frozenset(theirs - clashes), frozenset(clashes))


def content(kind: type[Input], values: Values, names: Collection[str]) -> dict[str, Any]:
    """What is given of these fields; each question of a person's own is one by itself."""
    contents: dict[str, Any] = {}
    for column in columns(kind):
        value = values.get(column.name)
        if column.name not in names or value in NOTHING:
            continue
        if isinstance(column.field, Answers):
            contents |= {_of_question(column, text): text for text in value}
        else:
            contents[column.name] = sorted(value) if isinstance(column.field, OwnWords) else value
    return contents


def _of_question(column: Column, text: str) -> str:
    return f"{column.name} {text.rpartition(MARK)[0]}"


def is_of(name: str, field: str) -> bool:
    """Whether a name of a content is of a field: the field itself, or a question in it."""
    return name == field or name.startswith(f"{field} ")


def values_of(record: Input) -> dict[str, Any]:
    """What a record holds, by field."""
    return {column.name: getattr(record, column.name) for column in columns(type(record))}


def opened_with(record: Input, names: Collection[str]) -> str:
    """What the form of a record carries along: what these fields held when it was opened."""
    texts = {name: text for name, text in as_texts(record).items() if name in names}
    return json.dumps(texts, ensure_ascii=False)


def opened_values(kind: type[Input], text: str) -> dict[str, Any] | None:
    """What a form was opened with; None where it does not say, or nobody can read it."""
    try:
        texts = json.loads(text) if text else None
        if not isinstance(texts, dict):
            return None
        return {
            column.name: column.field.read(str(texts[column.name]))
            for column in columns(kind)
            if column.name in texts
        }
    except (ValueError, Unreadable, RecursionError):
        return None
