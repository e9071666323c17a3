"""Texts: how a record lies in a change or an archive, and comes back from it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.core.model.strings import as_texts, from_texts
from tests.core.strategies import brief, records

ID = "0b5c9d1e-7a54-4d7f-9f41-0123456789ab"


@pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
@given(st.data())
@brief
def test_a_record_comes_back_from_its_texts(kind: type[r.Record], data: st.DataObject) -> None:
    record = data.draw(records(kind))
    texts = as_texts(record)
    assert from_texts(kind, texts) == record
    assert list(texts) == [column.name for column in columns(kind) if column.name in texts]
    assert all(texts.values())


def test_only_what_is_given_is_written() -> None:
    episode = r.Episode(
        id=ID,
        day=date(2026, 5, 31),
        started_at=datetime(2026, 5, 31, 12, 0, 0, tzinfo=UTC),
        zone="Europe/Vienna",
        peak_level=0,
        regions=("lower_back_left", "tailbone"),
    )
    assert as_texts(episode) == {
        "id": ID,
        "day": "2026-05-31",
        "started_at": "2026-05-31T12:00:00+00:00",
        "zone": "Europe/Vienna",
        "peak_level": "0",
        "regions": "lower_back_left|tailbone",
    }


def test_confirmed_none_is_not_the_same_as_nothing_said() -> None:
    day = r.DayNote(day=date(2026, 5, 31))
    assert as_texts(day) == {"day": "2026-05-31"}
    assert as_texts(day.with_(no_exercise=False)) == {"day": "2026-05-31", "no_exercise": "no"}


def test_what_was_kept_is_not_judged_anew() -> None:
    outdated = {"day": "1850-01-01", "sleep": "11"}
    assert from_texts(r.DayNote, outdated) == r.DayNote(day=date(1850, 1, 1), sleep=11)


def test_a_change_from_before_a_field_was_renamed_can_be_undone() -> None:
    former = {"day": "2026-05-31", "frozen": "flare"}
    assert from_texts(r.DayNote, former) == r.DayNote(day=date(2026, 5, 31), rest_reason="flare")
