"""The fast reader of records says nothing else than the careful one."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.core.model.reading import parse_file
from journal.core.model.strings import as_texts
from journal.exchange.trackers.record_reader import RecordReader
from tests.store.making import EXAMPLES

NOW = datetime(2026, 11, 29, 7, 0, tzinfo=UTC)
ZONE = "Europe/Berlin"
CELLS = st.sampled_from(
    [
        "", " ", " 7 ", "0", "11", "x", "yes", "no", "now", "day_worst", "done", "partly", "left",
        "lower_back_left|lower_back_right", "lower_back_left|lower_back_left", "|", "tailbone",
        "2026-02-30", "2026-03-01", "2027-03-01", "1800-01-01", "2026-03-29T02:30",
        "2026-10-25T02:30", "2026-10-25T02:30:00+01:00", "2026-05-01 08:00", "2026-11-29T08:05",
        "2026-11-30T08:05", "Europe/Berlin", "America/New_York", "Mars/Base", "two\nlines",
        " blanks around ", "a\x07b", "6D1C2F6E-5F0B-4C55-9F38-0D5B0F8A7C41",
        "6d1c2f6e-5f0b-4c55-9f38-0d5b0f8a7c41",
    ]
)  # fmt: skip


def agree(kind: type[r.Record], texts: dict[str, str]) -> r.Record | None:
    """What both readers make of some texts; each is asked twice, as the fast one remembers."""
    careful = parse_file(kind, texts, now=NOW, zone=ZONE).record
    fast = RecordReader(kind, NOW, ZONE)
    assert [fast.record(texts), fast.record(texts)] == [careful, careful]
    return careful


@pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: type(record).__name__)
def test_the_fast_reader_reads_every_kind(record: r.Record) -> None:
    assert agree(type(record), as_texts(record)) is not None


@given(st.sampled_from(list(RECORDS.values())), st.data())
def test_the_fast_reader_makes_what_the_careful_one_makes(
    kind: type[r.Record], data: st.DataObject
) -> None:
    whole = as_texts(next(record for record in EXAMPLES if type(record) is kind))
    names = [column.name for column in columns(kind)]
    changed = data.draw(st.dictionaries(st.sampled_from([*names, "nothing"]), CELLS, max_size=3))
    agree(kind, whole | changed)


@given(st.text(max_size=12))
@example("\N{REPLACEMENT CHARACTER}")
def test_the_fast_reader_takes_no_note_that_cannot_be_stored(note: str) -> None:
    whole = as_texts(next(record for record in EXAMPLES if isinstance(record, r.PainLevel)))
    agree(r.PainLevel, whole | {"note": note})
