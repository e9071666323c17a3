"""Headers of two rows, as spreadsheets have them, as one row of names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import Final

from journal.exchange.files.durations import UNIT_OF

LOOKED_AT: Final = 4
"""So many rows below a header show whether the first of them belongs to it."""
UNIT: Final = re.compile(
    r"\d{1,3}\s*(?:-|–|to|bis)\s*\d{1,3}|[%°€$]|km|mi|m|kg|lbs?|nrs|vas", re.I
)
RULE: Final = re.compile(r"(:?-{3,}:?)?")
NUMBER: Final = re.compile(r"[\W_]*\d[\d\s.,:/TZ+%-]*(?:[ap]\.?m\.?)?", re.I)

Rows = Iterable[tuple[int, list[str]]]


def without_rule(rows: Rows) -> Rows:
    """The rows without the line that stands below the header of a table in Markdown."""
    remaining = iter(rows)
    first = next(remaining, None)
    if first is None or all(RULE.fullmatch(cell.strip()) for cell in first[1]):
        return remaining
    return chain([first], remaining)


def with_second_row(header: Sequence[str], rows: Rows) -> tuple[list[str], Rows]:
    """The header and the rows below; a second row of names or units becomes part of it."""
    remaining = iter(rows)
    first = list(islice(remaining, LOOKED_AT))
    below = [cells for _, cells in first]
    if len(below) > 1 and _continues(header, below[0], below[1:]):
        return joined(header, below[0]), chain(first[1:], remaining)
    return list(header), chain(first, remaining)


def _continues(header: Sequence[str], row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row names columns on: it has nothing in the first one and stands above numbers."""
    names = {at: cell.strip() for at, cell in enumerate(row) if cell.strip()}
    if not names or 0 in names or not all(cells and cells[0].strip() for cells in below):
        return False
    if any(NUMBER.fullmatch(cell) and not UNIT.fullmatch(cell) for cell in names.values()):
        return False
    if any(len(header) <= at or not header[at].strip() for at in names):
        return True
    above_numbers = [at for at in names if any(_number_at(cells, at) for cells in below)]
    return 2 * len(above_numbers) >= len(names)


def _number_at(cells: Sequence[str], at: int) -> bool:
    return at < len(cells) and bool(NUMBER.fullmatch(cells[at].strip() or "-"))


def joined(header: Sequence[str], second: Sequence[str]) -> list[str]:
    """Two rows as one; a name that spans several columns goes on until the next one."""
    return list(_joined(header, second))


def _joined(header: Sequence[str], second: Sequence[str]) -> Iterator[str]:
    span = ""
    for above, below in zip_longest(header, second, fillvalue=""):
        name, more = above.strip(), below.strip()
        span = name or span
        if not more:
            yield name
        elif more.strip("()").casefold() in UNIT_OF or UNIT.fullmatch(more.strip("()")):
            yield f"{name or span} ({more.strip('()')})"
        else:
            yield f"{name or span} {more}".strip()
