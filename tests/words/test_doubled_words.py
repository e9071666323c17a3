"""No word stands twice in a row: in a text, in a manual, in the line of an entry."""

import re
from collections.abc import Iterator
from typing import Final

from journal.core.model import records as r
from journal.core.model.fields import Choice
from journal.core.model.inputs import columns
from journal.words.record_lines import record_line
from tests.store.making import EXAMPLES
from tests.words.test_glossary import texts

DOUBLED: Final = re.compile(r"(?<![\w/)-])([a-z]{2,}) \1(?![\w-])", re.IGNORECASE)


def with_each_choice(record: r.Record) -> Iterator[r.Record]:
    """A record with each value of each of its choices in turn."""
    yield record
    for column in columns(type(record)):
        if isinstance(column.field, Choice):
            for token in column.field.tokens:
                yield record.with_(**{column.name: token})


def test_no_text_says_a_word_twice() -> None:
    assert [(place, text) for text, place in texts().items() if DOUBLED.search(text)] == []
    assert DOUBLED.search("whether it was done done")


def test_the_line_of_an_entry_says_no_word_twice_and_no_stored_token() -> None:
    lines = {record_line(record) for example in EXAMPLES for record in with_each_choice(example)}
    assert len(lines) > len(EXAMPLES)
    assert [line for line in lines if DOUBLED.search(line)] == []
    assert [line for line in lines if "_" in line] == []
