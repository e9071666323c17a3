"""Records as an HL7 FHIR R4 Bundle of Observations, for a clinic's own software.

LOINC codes are used where a published guide was read that uses them for the same thing
(``LOINC_CODES``). Everything else carries a plain text and a code of the journal's own
(``OWN_CODES``), which no other software knows. Programme lines and skipped exercises are no
observations and stay out; so do notes, unless asked for.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from journal.core.diary.rest_days import beside_exercise
from journal.core.model import records as r
from journal.core.model.answers import MARK
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.goals import Abilities
from journal.core.model.kinds import kind_of
from journal.core.model.recall_guess import RecallGuess
from journal.core.model.vocabulary import plain
from journal.exchange.out.fhir_codes import LOINC, LOINC_CODES, OWN, OWN_CODES, UCUM
from journal.exchange.out.fhir_parts import (
    FhirObject,
    body_site,
    categories,
    coding,
    components_of,
    date_time,
    in_minutes,
    loinc_concept,
    own_concept,
    plain_text,
    typed_value,
)


def bundle(
    records: Iterable[r.Record], *, person: str, made_at: datetime, notes: bool = False
) -> Iterator[str]:
    """The Bundle as JSON text, in pieces; ``person`` is the UUID that stands for the patient.

    ``notes``: whether what the person wrote goes along.
    """
    head = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": date_time(made_at, "UTC"),
    }
    yield json.dumps(head).removesuffix("}") + ', "entry": [\n'
    yield json.dumps(_entry({"resourceType": "Patient", "id": person}))
    exercised: set[date] = set()  # exercises come before what is said of days
    for record in records:
        if isinstance(record, r.CompletedExercise) and record.exercised:
            exercised.add(record.day)
        if isinstance(record, Event) and record.happened_at > made_at:
            continue  # planned, and so nothing that was observed
        fact = beside_exercise(record) if getattr(record, "day", None) in exercised else record
        if (resource := observation(fact, person=person, notes=notes)) is not None:
            yield ",\n" + json.dumps(_entry(resource), ensure_ascii=False)
    yield "\n]}\n"


def _entry(resource: FhirObject) -> FhirObject:
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}


def observation(record: r.Record, *, person: str, notes: bool = False) -> FhirObject | None:
    """The Observation of a record; None for what is none."""
    say = _SAYING.get(type(record))
    fields = say(record) if say else None
    if fields is None:
        return None
    resource: FhirObject = {
        "resourceType": "Observation",
        "id": getattr(record, "id", None) or _day_id(person, record),
        "status": "final",
        "subject": {"reference": f"urn:uuid:{person}"},
        **fields,
    }
    private = (getattr(record, name, None) for name in kind_of(type(record)).private)
    if notes and (texts := [text for text in private if text]):
        resource["note"] = [{"text": plain_text(text)} for text in texts]
    return {key: value for key, value in resource.items() if value not in (None, [], {})}


def _day_id(person: str, record: r.Record) -> str:
    """An id for what has none of its own: the same for the same person and day."""
    day: date = record.day if isinstance(record, r.DayNote) else date.min
    return str(uuid5(UUID(person), day.isoformat()))


def _pain(level: r.PainLevel) -> FhirObject:
    own = {"day_average": "pain-average-of-day", "day_worst": "pain-worst-of-day"}
    codes = [coding(LOINC, "72514-3")] if level.kind != "day_worst" else []
    text = LOINC_CODES["72514-3"]
    if name := own.get(level.kind):
        codes.append(coding(OWN, name))
        text = OWN_CODES[name]
    moment = date_time(level.recorded_at, level.zone)
    return {
        "category": categories("survey"),
        "code": {"coding": codes, "text": text},
        "effectiveDateTime": level.day.isoformat() if level.of_the_day else moment,
        "valueInteger": level.level,
        "bodySite": body_site(level.regions),
        "component": components_of(
            ("interference", level.interference),
            ("movement", level.movement),
            ("recalled", True if level.recalled else None),
        ),
    }


def _episode(episode: r.Episode) -> FhirObject:
    began = date_time(episode.started_at, episode.zone)
    period = {"start": began}
    if episode.ended_at is not None:
        period["end"] = date_time(episode.ended_at, episode.zone)
    over = episode.ended_at is not None and episode.minutes is None
    effective = {"effectiveDateTime": began} if over else {"effectivePeriod": period}
    return {
        "category": categories("survey"),
        "code": own_concept("spasm-episode"),
        **effective,
        "bodySite": body_site(episode.regions),
        "component": components_of(
            ("peak-level", episode.peak_level),
            *(("symptom", symptom) for symptom in episode.symptoms),
            ("onset", episode.onset),
            ("movement", episode.movement),
            *(("trigger", trigger) for trigger in episode.triggers),
            *(("symptom", symptom) for symptom in episode.own_symptoms),
        ),
    }


def _exercise(exercise: r.CompletedExercise) -> FhirObject | None:
    if not exercise.exercised:
        return None
    components = components_of(
        ("sets", exercise.sets),
        ("repetitions", exercise.reps),
        ("hold-seconds", exercise.hold_seconds),
        ("side", exercise.side),
        ("effort", exercise.effort),
        ("difficulty", exercise.difficulty),
        ("pain-before", exercise.pain_before),
        ("pain-after", exercise.pain_after),
        ("outcome", exercise.outcome),
    )
    if exercise.minutes is not None:
        minutes = {
            "code": loinc_concept("55411-3"),
            "valueQuantity": in_minutes(exercise.minutes),
        }
        components.insert(0, minutes)
    return {
        "category": categories("activity"),
        "code": loinc_concept("73985-4"),
        "effectiveDateTime": _when_tapped(exercise),
        "valueCodeableConcept": {"text": plain_text(exercise.exercise)},
        "component": components,
    }


def _when_tapped(record: r.CompletedExercise | r.Relief) -> str:
    """When it was; only the day where nobody gave the time."""
    return (
        record.day.isoformat() if record.time_not_asked else date_time(record.moment, record.zone)
    )


def _relief(relief: r.Relief) -> FhirObject:
    components = components_of(
        ("pain-before", relief.pain_before),
        ("pain-after-20", relief.pain_after_20),
        ("pain-after-60", relief.pain_after_60),
    )
    if relief.minutes is not None:
        minutes = {
            "code": own_concept("relief-minutes"),
            "valueQuantity": in_minutes(relief.minutes),
        }
        components.append(minutes)
    if relief.dose is not None:
        dose = {"value": float(relief.dose)} | (
            {"unit": plain_text(relief.unit)} if relief.unit else {}
        )
        components.append({"code": own_concept("dose"), "valueQuantity": dose})
    return {
        "category": categories("survey"),
        "code": own_concept("relief-tried"),
        "effectiveDateTime": _when_tapped(relief),
        "valueCodeableConcept": {"text": plain_text(relief.name or plain(relief.method))},
        "component": components,
    }


def _checkin(checkin: CheckIn) -> FhirObject:
    items = {"75893-8": checkin.pain, "91145-3": checkin.enjoyment, "91146-1": checkin.activity}
    return {
        "category": categories("survey"),
        "code": loinc_concept("91147-9"),
        "effectiveDateTime": date_time(checkin.recorded_at, checkin.zone),
        "valueQuantity": {
            "value": round(checkin.peg, 2),
            "unit": "score",
            "system": UCUM,
            "code": "{score}",
        },
        "component": [
            {"code": loinc_concept(code), "valueInteger": level} for code, level in items.items()
        ],
    }


def _guess(guess: RecallGuess) -> FhirObject:
    return {
        "category": categories("survey"),
        "code": own_concept("recalled-week"),
        "effectivePeriod": {"start": f"{guess.week.first}", "end": f"{guess.week.last}"},
        "valueInteger": guess.level,
    }


def _day(day: r.DayNote) -> FhirObject | None:
    components = components_of(
        ("no-exercise", day.no_exercise),
        ("sleep", day.sleep),
        ("sitting-over-6h", day.sitting_over_6h),
        ("stress", day.stress),
    )
    components += [_answer(*text.rsplit(MARK, 1)) for text in day.factors]
    if not components:
        return None
    return {
        "category": categories("survey"),
        "code": own_concept("day"),
        "effectiveDateTime": day.day.isoformat(),
        "component": components,
    }


def _answer(name: str, answer: str) -> FhirObject:
    value = int(answer) if answer.isdecimal() else answer == "yes"
    return {"code": {"text": plain_text(name)}, **typed_value(value)}


def _event(event: Event) -> FhirObject:
    return {
        "category": categories("survey"),
        "code": own_concept("event"),
        "effectiveDateTime": date_time(event.happened_at, event.zone),
        "valueCodeableConcept": {"text": plain(event.what)},
        "component": components_of(("event-name", event.name)),
    }


def _abilities(rated: Abilities) -> FhirObject:
    activities = [({"text": plain_text(name)}, level) for name, level in rated.rated]
    return {
        "category": categories("survey"),
        "code": own_concept("abilities"),
        "effectiveDateTime": date_time(rated.rated_at, rated.zone),
        "component": [{"code": code, "valueInteger": level} for code, level in activities],
    }


_SAYING: Final[dict[type[r.Record], Callable[[Any], FhirObject | None]]] = {
    r.PainLevel: _pain,
    r.Episode: _episode,
    r.CompletedExercise: _exercise,
    r.Relief: _relief,
    CheckIn: _checkin,
    RecallGuess: _guess,
    r.DayNote: _day,
    Event: _event,
    Abilities: _abilities,
}
