"""Records as JSON objects: written, read as the texts of a form, and described."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.core.model.reading import parse_file, parse_form
from journal.core.model.record_json import as_object, as_said, said_schema, sayable, shown_schema
from journal.words.problems import sentence
from tests.core.strategies import brief, records
from tests.schemas import faults

NOW = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)
ZONE = "Europe/Vienna"
ID = "0b5c9d1e-7a54-4d7f-9f41-0123456789ab"


@pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
@given(st.data())
@brief
def test_a_record_comes_back_from_its_object(kind: type[r.Record], data: st.DataObject) -> None:
    record = data.draw(records(kind))
    document = json.loads(json.dumps(as_object(record)))
    assert faults(document, shown_schema(kind), {}) == []
    texts, problems = as_said(columns(kind), document)
    assert problems == []
    far = datetime(9000, 1, 1, tzinfo=UTC)
    assert parse_file(kind, texts, now=far, zone="UTC").record == record


def test_a_moment_is_told_as_the_clocks_there_showed_it() -> None:
    episode = r.Episode(
        id=ID,
        day=NOW.date(),
        started_at=NOW,
        ended_at=datetime(2026, 12, 1, tzinfo=UTC),
        zone=ZONE,
    )
    document = as_object(episode)
    assert document["started_at"] == "2026-05-31T14:00:00+02:00"
    assert document["ended_at"] == "2026-12-01T01:00:00+01:00"
    assert (document["day"], document["peak_level"], document["regions"]) == (
        "2026-05-31",
        None,
        [],
    )


def said(kind: type[r.Record], fields: dict[str, Any]) -> dict[str, str]:
    """What is wrong with what an app says, by field."""
    texts, problems = as_said(sayable(kind), fields)
    reading = parse_form(kind, {"id": ID} | texts, now=NOW, zone=ZONE)
    return {problem.field: sentence(problem) for problem in (*reading.problems, *problems)}


PAIN = {"kind": "now", "level": 4}
LEVEL = "Choose a whole number from 0 to 10."


@pytest.mark.parametrize("level", [0, 10, 4.0, 1e1, "4", " 4 "])
def test_a_number_is_a_number_or_the_text_of_one(level: Any) -> None:
    assert said(r.PainLevel, PAIN | {"level": level}) == {}


@pytest.mark.parametrize(
    "level",
    [11, -1, 4.5, 1e9, 10**300, 1e308, float("inf"), True, [4], {"level": 4}, "4.0", "four"],
)
def test_what_is_no_whole_number_of_the_scale_is_named(level: Any) -> None:
    assert said(r.PainLevel, PAIN | {"level": level}) == {"level": LEVEL}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("no_exercise", 1, "Give true or false."),
        ("no_exercise", [], "Give true or false."),
        ("no_exercise", "true", "Answer yes or no, or leave it empty."),
        ("note", 4, "Give this as a text."),
        ("note", True, "Give this as a text."),
        ("day", 20260531, "Give this as a text."),
        ("rest_reason", ["flare"], "Give this as a text."),
        ("mood", None, "There is no such field. Leave it out."),
        ("id", ID, "The journal sets this itself. Leave it out."),
    ],
)
def test_a_value_of_another_type_is_named(field: str, value: Any, sentence: str) -> None:
    assert said(r.DayNote, {"day": "2026-05-31", field: value})[field] == sentence


@pytest.mark.parametrize("value", [True, "yes"])
def test_yes_is_true_or_the_text(value: Any) -> None:
    texts, _ = as_said(sayable(r.DayNote), {"no_exercise": value, "stress": False})
    note = parse_form(r.DayNote, texts, now=NOW, zone=ZONE).record
    today = NOW.date()
    assert note == r.DayNote(day=today, no_exercise=True, stress=False, confirmed_on=today)


@pytest.mark.parametrize(
    "value", [["neck_left", "tailbone"], ["tailbone", "neck_left"], "neck_left|tailbone"]
)
def test_a_list_is_a_list_or_the_text_of_a_file(value: Any) -> None:
    texts, problems = as_said(sayable(r.PainLevel), PAIN | {"regions": value})
    assert problems == []
    level = parse_form(r.PainLevel, {"id": ID} | texts, now=NOW, zone=ZONE).record
    assert level is not None
    assert level.regions == ("neck_left", "tailbone")


@pytest.mark.parametrize("value", [4, {}, [4], [None], [["neck_left"]], True])
def test_a_list_of_anything_else_is_named(value: Any) -> None:
    assert said(r.PainLevel, PAIN | {"regions": value}) == {"regions": "Give a list of texts."}


def test_null_is_not_given() -> None:
    assert said(r.PainLevel, PAIN | {"note": None, "regions": None, "zone": None}) == {}


@pytest.mark.parametrize("kind", [r.Episode, r.CompletedExercise, r.Relief, CheckIn])
def test_a_day_that_follows_from_the_moment_is_not_said(kind: type[r.Record]) -> None:
    assert "day" not in {column.name for column in sayable(kind)}
    assert said(kind, {"day": "2026-05-30"})["day"].startswith("The journal sets")


@pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
def test_what_must_be_said_is_what_the_record_misses(kind: type[r.Record]) -> None:
    schema = said_schema(kind)
    assert set(schema["required"]) == set(said(kind, {}))
    assert faults({}, schema, {}) == [f"{name} is missing" for name in schema["required"]]
    assert set(schema["properties"]) == {column.name for column in sayable(kind)}
