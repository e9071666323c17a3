"""What the cells of a column look like: days, times of day, lengths of time, numbers, words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from journal.core.model import moments
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.exchange.files.clocks import PART_OF_WORD, clock
from journal.exchange.files.dates import Dates, offset_of
from journal.exchange.files.durations import says_its_unit, seconds_of
from journal.exchange.files.numbers import Numbers, out_of
from journal.exchange.files.table import Table

SAMPLE: Final = 500
"""So many cells of a column are looked at to tell what they are."""
MOSTLY: Final = 0.6
HALF: Final = 0.5
YES: Final = frozenset(
    [
        "yes",
        "y",
        "true",
        "ja",
        "j",
        "oui",
        "sí",
        "si",
        "sì",
        "sim",
        "x",
        "✓",
        "✔",
        "✅",
        "done",
        "completed",
        "erledigt",
        "1",
    ]
)
NO: Final = frozenset(
    [
        "no",
        "n",
        "false",
        "nein",
        "non",
        "não",
        "nee",
        "nej",
        "0",
        "-",
        "–",
        "—",
        "✗",
        "✘",
        "❌",
        "skip",
        "skipped",
        "none",
    ]
)
SUMMARY: Final = frozenset(
    [
        "average",
        "avg",
        "mean",
        "total",
        "sum",
        "median",
        "minimum",
        "maximum",
        "min",
        "max",
        "count",
        "durchschnitt",
        "mittelwert",
        "schnitt",
        "summe",
        "gesamt",
        "anzahl",
        "moyenne",
        "somme",
        "promedio",
        "media",
        "suma",
        "somma",
        "totale",
        "gemiddelde",
    ]
)
"""With one of these, a row sums up those above it and is none of its own."""
RANGE: Final = re.compile(
    r"(?<![\d.])(\d{1,2})\s*(?:-|–|—|to|bis|à|a|…|\.\.)\s*(\d{1,3})(?![\d.])", re.I
)
EQUALS: Final = re.compile(r"\b(\d{1,2})\s*=.*?\b(\d{1,3})\s*=", re.I)
SLASH: Final = re.compile(r"/\s*(\d{1,3})\b")


@dataclass(frozen=True)
class Profile:
    """A column by its key, and its cells that are not empty."""

    key: str
    cells: tuple[str, ...]
    """Of the whole column."""

    @cached_property
    def sample(self) -> tuple[str, ...]:
        """Some of its cells, each of another text."""
        return tuple(islice(dict.fromkeys(self.cells), SAMPLE))

    def share(self, fitting: Iterable[object]) -> float:
        """Which part of the sample fits."""
        return sum(1 for it in fitting if it) / len(self.sample) if self.sample else 0.0

    @cached_property
    def dates(self) -> Dates:
        """How its days are written."""
        return Dates(self.sample)

    @cached_property
    def is_days(self) -> bool:
        """Whether most of its cells are days, with a time of day or not."""
        return self.share(self.dates.read(cell) for cell in self.sample) >= HALF

    @cached_property
    def has_clock(self) -> bool:
        """Whether its days have times other than midnight."""
        read = (self.dates.read(cell) for cell in self.sample)
        return any(when and when.clock for when in read)

    @cached_property
    def is_clocks(self) -> bool:
        """Whether most of its cells are times of day."""
        return (
            not self.is_days
            and self.share(
                clock(cell) is not None and not cell.isdecimal() for cell in self.sample
            )
            >= MOSTLY
        )

    @cached_property
    def is_parts_of_day(self) -> bool:
        """Whether it says morning, evening and the like."""
        return self.share(cell.casefold() in PART_OF_WORD for cell in self.sample) >= MOSTLY

    @cached_property
    def is_lengths(self) -> bool:
        """Whether most of its cells give a length of time with its unit."""
        return self.share(says_its_unit(cell) for cell in self.sample) >= MOSTLY

    @cached_property
    def may_be_lengths(self) -> bool:
        """Whether most of its cells can be read as a length of time."""
        return self.share(seconds_of(cell) is not None for cell in self.sample) >= MOSTLY

    @cached_property
    def numbers(self) -> Numbers:
        """How its numbers are written."""
        return Numbers.of(self.sample)

    def number(self, cell: str) -> float | None:
        """The number of a cell, that of ``8/10`` too."""
        if (share := out_of(cell)) is not None:
            return self.numbers.read(share[0])
        return self.numbers.read(cell)

    @cached_property
    def values(self) -> list[float]:
        """The numbers of all its cells that are numbers."""
        known = {cell: self.number(cell) for cell in dict.fromkeys(self.cells)}
        return [number for cell in self.cells if (number := known[cell]) is not None]

    @cached_property
    def is_numbers(self) -> bool:
        """Whether most of its cells are numbers."""
        return bool(self.cells) and len(self.values) >= MOSTLY * len(self.cells)

    @property
    def highest(self) -> float:
        """The largest of its numbers; 0 without any."""
        return max(self.values, default=0)

    @cached_property
    def is_levels(self) -> bool:
        """Whether its cells can be levels of a scale that ends at 10 or below."""
        return (
            self.is_numbers
            and not self.is_days
            and min(self.values) >= 0
            and self.highest <= LEVEL_HIGHEST
        )

    @cached_property
    def is_yes_no(self) -> bool:
        """Whether its cells say yes or no."""
        return self.share(cell.casefold() in YES | NO for cell in self.sample) >= 1.0

    @cached_property
    def is_zones(self) -> bool:
        """Whether its cells name time zones or distances from UTC."""
        return (
            self.share(
                moments.zone_exists(cell) or offset_of(cell) is not None for cell in self.sample
            )
            >= MOSTLY
        )

    @cached_property
    def scale(self) -> str:
        """The scale that its header or its cells give: ``1-5``; empty where they give none."""
        name = self.key
        for pattern in (RANGE, EQUALS):
            if (shape := pattern.search(name)) and int(shape[1]) < int(shape[2]):
                return f"{int(shape[1])}-{int(shape[2])}"
        if shape := SLASH.search(name):
            return f"0-{int(shape[1])}"
        wholes = {share[1] for cell in self.sample if (share := out_of(cell))}
        return f"0-{wholes.pop()}" if len(wholes) == 1 else ""


def profiles(table: Table) -> dict[str, Profile]:
    """Each column that has a name, as it looks; rows that sum others up are not looked at."""
    rows = [row for row in table.rows if not sums_up(row.cells.values())]
    return {
        key: Profile(key, tuple(cell for row in rows if (cell := row[key]))) for key in table.keys
    }


def sums_up(cells: Iterable[str]) -> bool:
    """Whether a row begins with a word such as ``Average``: it sums up others."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return first.casefold().rstrip(":.") in SUMMARY


@dataclass(frozen=True)
class AnyTable:
    """A table and how its columns look."""

    table: Table

    @cached_property
    def columns(self) -> dict[str, Profile]:
        """Each column by its key."""
        return profiles(self.table)

    def dates(self, keys: Iterable[str], zone: str) -> Dates:
        """How the days of some columns are written."""
        return Dates((cell for key in keys for cell in self.columns[key].cells), zone=zone)
