"""The spreadsheet: one sheet a kind, every cell as it is in the diary."""

import io
from typing import Any

from python_calamine import CalamineWorkbook

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.exchange.out import workbook
from tests.store.making import EXAMPLES


def values(record: r.Record) -> tuple[Any, ...]:
    """A record as the values of its columns."""
    return tuple(getattr(record, column.name) for column in columns(type(record)))


def written(*records: r.Record) -> CalamineWorkbook:
    """The spreadsheet of some records."""
    rows = {
        kind: [values(record) for record in records if type(record) is kind]
        for kind in RECORDS.values()
    }
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(workbook.pieces(rows))))


def test_every_kind_has_a_sheet_with_its_columns() -> None:
    book = written()
    assert book.sheet_names == list(RECORDS)
    for slug, kind in RECORDS.items():
        rows = book.get_sheet_by_name(slug).to_python()
        assert rows == [[column.name for column in columns(kind)]]


def test_days_moments_and_numbers_stand_as_they_are() -> None:
    pain = next(record for record in EXAMPLES if isinstance(record, r.PainLevel))
    names, cells = written(*EXAMPLES).get_sheet_by_name("pain").to_python()
    row = dict(zip(names, cells, strict=True))
    assert row["day"] == "2026-05-20"
    assert row["recorded_at"] == "2026-05-20T10:30:00+02:00"
    assert (row["level"], row["interference"]) == (pain.level, 0)
    assert row["regions"] == "lower_back_left|tailbone"


def test_no_text_is_taken_for_a_formula_or_lost() -> None:
    for note in ("=1+1", "'quoted", "<b>&amp;\n two lines", "None", "0012"):
        pain = next(record for record in EXAMPLES if isinstance(record, r.PainLevel)).with_(
            note=note
        )
        names, cells = written(pain).get_sheet_by_name("pain").to_python()
        assert dict(zip(names, cells, strict=True))["note"] == note
