"""Real hand-kept tables through the column mapper, by its guesses alone, counted cell by cell."""

import csv
import io

import pytest

from journal.core.model import records as r
from journal.exchange.files.numbers import half_up
from tests.conftest import REAL_DATA
from tests.exchange.sample_files import left, of
from tests.exchange.trackers.test_kept_tables import brought


def content(name: str) -> bytes:
    """The bytes of a real table."""
    return (REAL_DATA / f"myaiguide_{name}.csv").read_bytes()


def rows(name: str) -> list[dict[str, str]]:
    """Its rows, read by nothing but the csv module."""
    return list(csv.DictReader(io.StringIO(content(name).decode())))


@pytest.mark.parametrize(
    ("name", "column"), [("p1_daily", "shoulder_neck_pain"), ("p2_daily", "back_pain")]
)
def test_every_level_of_a_daily_table_comes_in_once(name: str, column: str) -> None:
    levels = [(row["date"], half_up(float(row[column]))) for row in rows(name) if row[column]]
    records = [
        (str(record.day), record.level) for record in of(r.PainLevel, brought(content(name)))
    ]
    assert records == levels


def test_what_was_done_on_a_day_is_an_exercise_and_zero_is_none() -> None:
    records = of(r.CompletedExercise, brought(content("p1_daily")))
    for column, exercise in (("swimming", "Swimming"), ("walk", "Walking")):
        days = [row["date"] for row in rows("p1_daily") if row[column] not in ("", "0")]
        assert [str(record.day) for record in records if record.exercise == exercise] == days


def test_knee_and_mood_of_a_real_log_are_not_taken_for_the_back() -> None:
    events = rows("p2_pain_events")
    levels = [
        half_up(float(event["intensity"])) for event in events if event["name"] == "Back pain"
    ]
    file = brought(content("p2_pain_events"))
    assert [record.level for record in of(r.PainLevel, file)] == levels
    assert left(file)["row elsewhere"] == len(events) - len(levels)
