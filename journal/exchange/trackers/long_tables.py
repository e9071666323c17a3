"""Tables with a row for each thing that was measured or done, as tables with a column for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from journal.exchange.files.clocks import is_clock
from journal.exchange.files.durations import says_its_unit, seconds_of
from journal.exchange.files.numbers import SETS_OF_REPS, Numbers
from journal.exchange.files.pain_words import PAIN_WORDS
from journal.exchange.files.table import Row, Table, column_key, numbered_twins
from journal.exchange.files.use_words import EXERCISE_WORDS, word_set
from journal.exchange.trackers.column_words import (
    ATTACK_WORDS,
    COUNTS,
    DATE_WORDS,
    LENGTH_WORDS,
    LEVEL_WORDS,
    NOTE_WORDS,
    NUMBERING_WORDS,
    START_WORDS,
    TIME_WORDS,
    ZONE_WORDS,
    words,
)

THING_WORDS: Final = word_set(
    "measure measurement metric variable item name type tracker feature question parameter "
    "category kind event entry log what art typ eintrag kategorie ereignis was messwert merkmal "
    "größe mesure catégorie événement tipo categoría evento categoria soort rodzaj medida voce тип"
)
VALUE_WORDS: Final = word_set(
    "value amount answer result reading number wert antwort valeur réponse valor respuesta "
    "valore waarde värde wartość menge quantité cantidad quantità значение"
)
UNIT_WORDS: Final = word_set(
    "unit units einheit einheiten unité unités unidad unidades unità unidade eenheid enhet "
    "jednostka единица"
)
OF_TIME: Final = DATE_WORDS | TIME_WORDS | START_WORDS
NO_AMOUNTS: Final = OF_TIME | NOTE_WORDS | ZONE_WORDS | NUMBERING_WORDS
COUNTING: Final = LENGTH_WORDS.union(*COUNTS.values())
AMOUNT_WORDS: Final = VALUE_WORDS | LEVEL_WORDS | COUNTING
THINGS_MOST: Final = 40
"""So many different things may be measured in one table."""
LOOKED_AT: Final = 500
LASTED: Final = "min"
"""What tells the column of how long spasms lasted from that of how bad they were."""
COUNTED: Final = re.compile(r"(\d{1,4}(?:[.,]\d)?)\s*([^\W\d_]+)\.?")
"""A number with what it counts: ``10 reps``."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """The columns of a table of things: what a row is about, how much, and in which unit."""

    thing: str
    values: tuple[str, ...]
    unit: str
    is_log: bool = False
    """Whether each row is an entry of its own, as in a log of pain and exercises."""

    def cells(self, row: Row) -> Iterator[tuple[str, str, str]]:
        """The thing of a row, what is said beside its name, and how much of it there was.

        Where only the thing is said, its name stands for how much; where only how much, nothing.
        """
        filled_keys = [key for key in self.values if row[key]]
        for key in filled_keys:
            count = COUNTED.fullmatch(row[key])
            beside = row[self.unit] if self.unit else ""
            if count and count[2].casefold() in COUNTS["reps"] | COUNTS["sets"]:
                yield row[self.thing], count[2], count[1]
            else:
                if self._is_length_of_attack(row, key):
                    beside = beside or LASTED
                counts = words(key) & COUNTING and not words(key) & (VALUE_WORDS | LEVEL_WORDS)
                yield row[self.thing], beside or (key if counts else ""), row[key]
        if row[self.thing] and not filled_keys:
            yield row[self.thing], "", row[self.thing]

    def _is_length_of_attack(self, row: Row, key: str) -> bool:
        """Whether a cell says how long a spasm lasted; another one may say how bad it was."""
        return (
            self.is_log and bool(words(row[self.thing]) & ATTACK_WORDS) and says_its_unit(row[key])
        )


def with_a_column_each(table: Table) -> Table:
    """A table of a moment, a thing and its value, with one row for all of a moment.

    Only where pain is one of the things; any other table stays as it is. A thing that stands
    twice for one moment begins another row, and so does a row in which any other cell is
    another; a row with a note stays alone, so that the note goes with what it is about. In a log
    of pain and exercises each row stays alone, but for what is said of one thing in two units.
    """
    shape = _shape(table)
    if shape is None:
        return table
    other_keys = [
        key for key in table.names if key not in (shape.thing, *shape.values, shape.unit)
    ]
    titles: dict[tuple[str, str], str] = {}
    for row in table.rows:
        for name, beside, _ in shape.cells(row):
            title = name or table.names[shape.values[0]]
            titles.setdefault(_pair(name, beside), f"{title} ({beside})" if beside else title)
    columns = numbered_twins([*(table.names[key] for key in other_keys), *titles.values()])
    keys = dict(zip(titles, map(column_key, columns[len(other_keys) :]), strict=True))
    rows = sorted(_rows(table, other_keys, shape, keys), key=lambda row: row.line)
    return replace(
        table, columns=columns, rows=rows, things=frozenset(keys.values()),
        header=tuple(table.columns),
    )  # fmt: skip


def _pair(name: str, beside: str) -> tuple[str, str]:
    return column_key(name), column_key(beside)


def _shape(table: Table) -> _Shape | None:
    """How a table says what each row is about; None where it does not."""
    keys = list(table.names)
    if not any(words(key) & OF_TIME for key in keys):
        return None
    unit = next((key for key in keys if words(key) & UNIT_WORDS), "")
    other_keys = [key for key in keys if key != unit and not words(key) & NO_AMOUNTS]
    for thing in other_keys:
        if _are_mixed(table, thing) and (values := _amounts(table, other_keys)):
            return _Shape(thing, values, unit, is_log=True)
    thing = next((key for key in keys if words(key) <= THING_WORDS and words(key)), "")
    value = next((key for key in keys if words(key) & VALUE_WORDS and key != thing), "")
    is_measured = thing and value and _are_measured(table, thing) and _are_amounts(table, value)
    return _Shape(thing, (value,), unit) if is_measured else None


def _amounts(table: Table, keys: Sequence[str]) -> tuple[str, ...]:
    """The columns that say how much: those that are called so, or else the only one."""
    amounts = [key for key in keys if _are_amounts(table, key)]
    called_so = [key for key in amounts if words(key) & AMOUNT_WORDS]
    return tuple(called_so or (amounts if len(amounts) == 1 else ()))


def _names(table: Table, thing: str) -> set[str]:
    """What a column names, where that is a few things; else nothing."""
    names = set(map(column_key, table.column(thing)))
    return names if 1 < len(names) <= THINGS_MOST else set()


def _are_measured(table: Table, thing: str) -> bool:
    """Whether a column names a few things, pain among them."""
    return any(words(name) & LEVEL_WORDS for name in _names(table, thing))


def _are_mixed(table: Table, thing: str) -> bool:
    """Whether a column names pain or spasms, and exercises too: a row is of one or the other."""
    first = set(table.column(thing, LOOKED_AT))
    if len(first) > THINGS_MOST or not any(words(cell) & EXERCISE_WORDS for cell in first):
        return False
    names = [words(name) for name in _names(table, thing)]
    hurting = [each for each in names if each & (PAIN_WORDS | ATTACK_WORDS)]
    return any(not each & EXERCISE_WORDS for each in hurting) and any(
        each & EXERCISE_WORDS for each in names if each not in hurting
    )


def _are_amounts(table: Table, key: str) -> bool:
    """Whether at least half of the cells of a column say how much of something there was."""
    cells = table.column(key, LOOKED_AT)
    return 2 * sum(map(_is_amount, cells)) >= len(cells) > 0


def _is_amount(cell: str) -> bool:
    if Numbers().read(cell) is not None or SETS_OF_REPS.fullmatch(cell):
        return True
    count = COUNTED.fullmatch(cell)
    return bool(count) or (seconds_of(cell) is not None and not is_clock(cell))


def _rows(
    table: Table, other_keys: Sequence[str], shape: _Shape, keys: dict[tuple[str, str], str]
) -> Iterator[Row]:
    """One row a moment, on the line of its first value."""
    notes = [key for key in other_keys if words(key) & NOTE_WORDS]
    latest: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        shared = tuple(row[key] for key in other_keys)
        together = (*shared, column_key(row[shape.thing]) if shape.is_log else "")
        cells = {keys[_pair(name, beside)]: amount for name, beside, amount in shape.cells(row)}
        whole = Row(row.line, dict(zip(other_keys, shared, strict=True)) | cells)
        if any(row[key] for key in notes):
            yield whole
        elif together not in latest or any(latest[together][key] for key in cells):
            if together in latest:
                yield latest.pop(together)
            latest[together] = whole
        else:
            latest[together].cells.update(cells)
    yield from latest.values()
