"""The texts of a table whose code page is not sure: asked about, and read by the one answered."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from journal.exchange.files.code_pages import recoded
from journal.exchange.files.likely_use import words_of
from journal.exchange.files.month_names import NUMBERS as MONTHS
from journal.exchange.files.pain_words import PAIN_WORDS
from journal.exchange.files.questions import Question
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.files.texts import as_written, text
from journal.exchange.trackers.column_words import DATE_WORDS, NOTE_WORDS, TIME_WORDS

KNOWN: Final = frozenset(MONTHS) | PAIN_WORDS | DATE_WORDS | TIME_WORDS | NOTE_WORDS
CODE_PAGE: Final = "code_page"
EXAMPLES: Final = 3
EXAMPLE_LENGTH: Final = 40


def code_page_question(table: Table) -> Question:
    """Which of the readings of some texts of the table is right."""
    first = table.code_pages[0]
    cells = [*table.columns, *(cell for row in table.rows for cell in row.cells.values())]
    unlike = [cell for cell in dict.fromkeys(cells) if _is_unlike(cell, table.code_pages)]
    examples = [cell[:EXAMPLE_LENGTH] for cell in unlike[:EXAMPLES]]
    choices = tuple(
        (page, as_written(" · ".join(recoded(cell, first, page) for cell in examples)))
        for page in table.code_pages
    )
    likely = max(table.code_pages, key=lambda page: _known_words(unlike, first, page))
    return Question(CODE_PAGE, text("which_code_page"), choices, likely)


def _known_words(cells: Iterable[str], first: str, page: str) -> int:
    """How many words of some texts a code page gives that tables often have."""
    words = {word for cell in cells for word in words_of(recoded(cell, first, page))}
    return len(words & KNOWN)


def _is_unlike(cell: str, pages: tuple[str, ...]) -> bool:
    return not cell.isascii() and len({recoded(cell, pages[0], page) for page in pages}) > 1


def with_code_page(table: Table, page: str) -> Table:
    """The same as a code page reads it."""
    first = table.code_pages[0]
    if page not in table.code_pages or page == first:
        return table
    columns = [recoded(name, first, page) for name in table.columns]
    keys = {key: column_key(recoded(key, first, page)) for key in table.keys}
    rows = [
        Row(row.line, {keys.get(key, key): recoded(cell, first, page)
                       for key, cell in row.cells.items()})
        for row in table.rows
    ]  # fmt: skip
    above = tuple(recoded(title, first, page) for title in table.above)
    return replace(table, columns=columns, rows=rows, above=above)
