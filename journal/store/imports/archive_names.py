"""Exercises of an archive whose names are one by now, told apart as the upgrade does it.

Names that differ in white space, or in how their letters are made, were two once.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from journal.core.model.fields import SEPARATOR
from journal.core.model.flare_plan import SIGN_IN_LISTS
from journal.core.model.names import former_name_key, told_apart
from journal.core.model.vocabulary import NAME_LENGTH
from journal.exchange.own.tidy_csv import guarded, unguarded

EXERCISE: Final = "exercise"
COLUMNS: Final = (EXERCISE, "leave")
"""The columns of files that name exercises: one, or those that a flare plan leaves out."""


def _key(name: str) -> str:
    return former_name_key(name.replace(SEPARATOR, SIGN_IN_LISTS))


@dataclass(frozen=True, slots=True)
class ArchiveNames:
    """The exercises that an archive lists, each under a name of its own."""

    exercises: list[dict[str, Any]]
    numbered: Mapping[str, str]
    """Those that got a number, by how their names in the archive were compared once."""

    @classmethod
    def of(cls, listed: Iterable[dict[str, Any]], account_names: Container[str]) -> Self:
        """What an archive lists. Of several the one that the account calls so keeps the name.

        Else the first that is in use. What stands there twice is once in it.
        """
        unique: dict[str, dict[str, Any]] = {}
        for exercise in listed:
            unique.setdefault(_key(exercise["name"]), exercise)

        def rank(key: str) -> tuple[bool, bool]:
            return unique[key]["name"] not in account_names, bool(unique[key]["retired_at"])

        keys = sorted(unique, key=rank)
        names = told_apart([unique[key]["name"] for key in keys], NAME_LENGTH)
        numbered = {
            key: name for key, name in zip(keys, names, strict=True) if name != unique[key]["name"]
        }
        exercises = [
            exercise | {"name": numbered.get(key, exercise["name"])}
            for key, exercise in unique.items()
        ]
        return cls(exercises, numbered)

    def name(self, name: str) -> str:
        """What an exercise of the archive is called here."""
        return self.numbered.get(_key(name), name) if self.numbered else name

    def row(self, columns: Sequence[str], cells: list[str]) -> list[str]:
        """A row of a file of the archive, with exercises as they are called here.

        As cells, because a list that is read leaves needless blanks out of its names.
        """
        if not self.numbered or len(cells) != len(columns):
            return cells
        return [self._cell(*pair) for pair in zip(columns, cells, strict=True)]

    def _cell(self, column: str, cell: str) -> str:
        if column not in COLUMNS:
            return cell
        text = unguarded(cell)
        names = [text] if column == EXERCISE else text.split(SEPARATOR)
        names_now = [self.name(name) for name in names]
        if column != EXERCISE:
            names_now = [name.replace(SEPARATOR, SIGN_IN_LISTS) for name in names_now]
        return cell if names_now == names else guarded(SEPARATOR.join(names_now))
