"""FHIR: every Bundle has the structure R4 asks for, and says no more than the diary."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.kinds import RECORDS
from journal.exchange.out import fhir
from journal.exchange.out.fhir_codes import LOINC, LOINC_CODES, OWN, OWN_CODES
from tests.core.strategies import brief, records

PERSON = str(UUID(int=7, version=4))
NOW = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)
ID = str(UUID(int=1, version=4))
COMMON: dict[str, Any] = {"id": ID, "day": date(2026, 5, 31), "zone": "Europe/Vienna"}

STRING = r"[ \r\n\t\S]+"
DATE_TIME = (
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
    r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?"
)
PATTERNS = {
    "string": STRING,
    "markdown": STRING,
    "code": r"[^\s]+(\s[^\s]+)*",
    "uri": r"\S+",
    "id": r"[A-Za-z0-9\-.]{1,64}",
    "dateTime": DATE_TIME,
    "instant": DATE_TIME,
}

SHAPES: dict[str, dict[str, tuple[str, int, int]]] = {
    "Bundle": {
        "resourceType": ("code", 1, 1),
        "type": ("code", 1, 1),
        "timestamp": ("instant", 0, 1),
        "entry": ("Entry", 0, 10**6),
    },
    "Entry": {"fullUrl": ("uri", 1, 1), "resource": ("Resource", 1, 1)},
    "Patient": {"resourceType": ("code", 1, 1), "id": ("id", 1, 1)},
    "Observation": {
        "resourceType": ("code", 1, 1),
        "id": ("id", 1, 1),
        "status": ("code", 1, 1),
        "category": ("CodeableConcept", 0, 9),
        "code": ("CodeableConcept", 1, 1),
        "subject": ("Reference", 0, 1),
        "effectiveDateTime": ("dateTime", 0, 1),
        "effectivePeriod": ("Period", 0, 1),
        "valueInteger": ("integer", 0, 1),
        "valueQuantity": ("Quantity", 0, 1),
        "valueCodeableConcept": ("CodeableConcept", 0, 1),
        "note": ("Annotation", 0, 9),
        "bodySite": ("CodeableConcept", 0, 1),
        "component": ("Component", 0, 99),
    },
    "Component": {
        "code": ("CodeableConcept", 1, 1),
        "valueInteger": ("integer", 0, 1),
        "valueBoolean": ("boolean", 0, 1),
        "valueString": ("string", 0, 1),
        "valueQuantity": ("Quantity", 0, 1),
    },
    "CodeableConcept": {"coding": ("Coding", 0, 9), "text": ("string", 0, 1)},
    "Coding": {"system": ("uri", 0, 1), "code": ("code", 0, 1), "display": ("string", 0, 1)},
    "Reference": {"reference": ("string", 0, 1)},
    "Period": {"start": ("dateTime", 0, 1), "end": ("dateTime", 0, 1)},
    "Quantity": {
        "value": ("decimal", 0, 1),
        "unit": ("string", 0, 1),
        "system": ("uri", 0, 1),
        "code": ("code", 0, 1),
    },
    "Annotation": {"text": ("markdown", 1, 1)},
}
"""The parts of R4 that are used: each element's type and how often it may stand."""

MANY = {"entry", "category", "note", "component", "coding"}
"""The elements that are lists in JSON."""


def check(value: Any, kind: str) -> None:
    """Fail where a value is not what R4 says of its type."""
    if kind == "Resource":
        check(value, value["resourceType"])
    elif kind in SHAPES:
        check_object(value, kind)
    elif kind == "integer":
        assert type(value) is int
    elif kind == "boolean":
        assert type(value) is bool
    elif kind == "decimal":
        assert type(value) in (int, float)
    else:
        assert isinstance(value, str)
        assert re.fullmatch(PATTERNS[kind], value), (kind, value)


def check_object(value: Any, kind: str) -> None:
    assert isinstance(value, dict)
    assert value, "ele-1: an element has a value or children"
    assert set(value) <= set(SHAPES[kind]), set(value) - set(SHAPES[kind])
    for name, (shape, least, most) in SHAPES[kind].items():
        if name not in value:
            assert least == 0, f"{kind}.{name} is missing"
            continue
        assert isinstance(value[name], list) == (name in MANY)
        items = value[name] if name in MANY else [value[name]]
        assert 1 <= len(items) <= most
        for item in items:
            check(item, shape)
    for choice in ("value", "effective"):
        alike = [name for name in value if re.fullmatch(f"{choice}[A-Z].*", name)]
        assert len(alike) <= 1, f"{choice}[x] stands once"


def check_bundle(bundle: Any) -> None:
    """Fail where a Bundle breaks R4's structure or the invariants that touch it."""
    check(bundle, "Bundle")
    assert bundle["type"] == "collection"
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(urls)) == len(urls), "bdl-7"
    for entry in bundle["entry"]:
        resource = entry["resource"]
        assert entry["fullUrl"] == f"urn:uuid:{resource['id']}"
        if resource["resourceType"] == "Observation":
            check_observation(resource)
            assert resource["subject"]["reference"] in urls


def check_observation(resource: Any) -> None:
    assert resource["status"] == "final"
    period = resource.get("effectivePeriod", {})
    if "end" in period:
        assert datetime.fromisoformat(period["start"]) <= datetime.fromisoformat(period["end"])
    own = [tuple(entry.items()) for entry in resource["code"]["coding"]]
    for component in resource.get("component", []):
        assert component["code"]["text"]
        for coding in component["code"].get("coding", []):  # none where a person named it
            assert tuple(coding.items()) not in own, "obs-7"
            codes = LOINC_CODES if coding["system"] == LOINC else OWN_CODES
            assert coding["code"] in codes


def bundled(*records: r.Record, notes: bool = False) -> list[Any]:
    """The Observations of some records."""
    bundle = json.loads("".join(fhir.bundle(records, person=PERSON, made_at=NOW, notes=notes)))
    check_bundle(bundle)
    patient, *observations = [entry["resource"] for entry in bundle["entry"]]
    assert patient == {"resourceType": "Patient", "id": PERSON}
    return observations


@pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
@given(st.data())
@brief
def test_every_bundle_has_the_structure_of_r4(kind: type[r.Record], data: st.DataObject) -> None:
    record = data.draw(records(kind))
    observations = bundled(record, notes=data.draw(st.booleans()))
    assert len(observations) <= 1


def test_an_empty_diary_is_a_bundle_with_the_patient() -> None:
    assert bundled() == []


def test_a_level_of_now_is_the_verified_code() -> None:
    (observation,) = bundled(r.PainLevel(**COMMON, recorded_at=NOW, kind="now", level=6))
    assert observation["code"]["coding"] == [{"system": "http://loinc.org", "code": "72514-3"}]
    assert observation["valueInteger"] == 6
    assert observation["effectiveDateTime"] == "2026-05-31T14:00:00+02:00"


def test_a_level_of_a_day_has_a_day_and_the_worst_is_no_loinc() -> None:
    (observation,) = bundled(
        r.PainLevel(
            **COMMON, recorded_at=NOW, kind="day_worst", level=0, recalled="excluded",
            regions=("neck_left",),
        )
    )  # fmt: skip
    assert observation["code"]["coding"] == [{"system": OWN, "code": "pain-worst-of-day"}]
    assert observation["effectiveDateTime"] == "2026-05-31"
    assert observation["bodySite"] == {"text": "neck left"}
    assert observation["component"][0]["valueBoolean"] is True


def test_the_peg_is_its_mean_with_its_three_items() -> None:
    (observation,) = bundled(CheckIn(**COMMON, recorded_at=NOW, pain=4, enjoyment=3, activity=3))
    assert observation["valueQuantity"]["value"] == 3.33
    assert [part["code"]["coding"][0]["code"] for part in observation["component"]] == [
        "75893-8",
        "91145-3",
        "91146-1",
    ]


def test_a_running_episode_has_no_end() -> None:
    (observation,) = bundled(r.Episode(**COMMON, started_at=NOW))
    assert observation["effectivePeriod"] == {"start": "2026-05-31T14:00:00+02:00"}


def test_an_episode_that_ended_after_nobody_knows_how_long_has_its_moment_only() -> None:
    (observation,) = bundled(r.Episode(**COMMON, started_at=NOW, ended_at=NOW))
    assert observation["effectiveDateTime"] == "2026-05-31T14:00:00+02:00"
    assert "effectivePeriod" not in observation


def test_a_skipped_exercise_and_the_programme_are_no_observations() -> None:
    exercise = r.CompletedExercise(**COMMON, completed_at=NOW, exercise="Bridge", minutes=5)
    line = r.Prescription(id=ID, exercise="Bridge", starts_on=date(2026, 5, 1))
    (observation,) = bundled(exercise, exercise.with_(id=PERSON, outcome="skipped"), line)
    assert observation["valueCodeableConcept"] == {"text": "Bridge"}
    assert observation["component"][0]["valueQuantity"]["value"] == 5


def test_notes_stay_home_unless_asked_for() -> None:
    level = r.PainLevel(**COMMON, recorded_at=NOW, kind="now", level=6, note="private")
    assert "private" not in json.dumps(bundled(level))
    assert bundled(level, notes=True)[0]["note"] == [{"text": "private"}]


def test_a_day_that_only_has_a_note_is_no_observation() -> None:
    day = r.DayNote(day=date(2026, 5, 31), note="private")
    assert bundled(day, notes=True) == []
    (observation,) = bundled(day.with_(no_exercise=True))
    assert observation["id"] == bundled(day.with_(stress=False))[0]["id"]


def test_an_offset_of_seconds_is_written_as_utc() -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC)
    level = r.PainLevel(
        **COMMON | {"zone": "Africa/Monrovia"}, recorded_at=at, kind="now", level=1
    )
    assert bundled(level)[0]["effectiveDateTime"] == "1970-01-01T00:00:00+00:00"
