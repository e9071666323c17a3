"""The small parts that a FHIR resource is made of."""

from datetime import UTC, datetime
from typing import Any

from journal.core.model.moments import local_time
from journal.core.model.vocabulary import plain
from journal.exchange.out.fhir_codes import CATEGORIES, LOINC, LOINC_CODES, OWN, OWN_CODES, UCUM

FhirObject = dict[str, Any]
"""A FHIR resource or a part of one, as JSON has it."""


def date_time(moment: datetime, zone: str) -> str:
    """A dateTime with its offset; in UTC where the offset of old times has seconds."""
    local = local_time(moment, zone)
    offset = local.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        local = moment.astimezone(UTC)
    return local.isoformat(timespec="seconds")


def coding(system: str, code: str) -> FhirObject:
    """A code of a system."""
    return {"system": system, "code": code}


def loinc_concept(code: str) -> FhirObject:
    """What LOINC calls something, in a code and in words."""
    return {"coding": [coding(LOINC, code)], "text": LOINC_CODES[code]}


def own_concept(code: str) -> FhirObject:
    """What only the journal calls something, in a code and in words."""
    return {"coding": [coding(OWN, code)], "text": OWN_CODES[code]}


def categories(code: str) -> list[FhirObject]:
    """The category of an observation."""
    return [{"coding": [coding(CATEGORIES, code)]}]


def body_site(regions: tuple[str, ...]) -> FhirObject | None:
    """Regions in words: SNOMED CT's codes need a licence in some countries."""
    return {"text": ", ".join(plain(region) for region in regions)} if regions else None


def in_minutes(minutes: int) -> FhirObject:
    """A number of minutes as a quantity."""
    return {"value": minutes, "unit": "min", "system": UCUM, "code": "min"}


def components_of(*parts: tuple[str, int | bool | str | None]) -> list[FhirObject]:
    """The parts of an observation that have a value, by the journal's own codes."""
    return [
        {"code": own_concept(code), **typed_value(value)}
        for code, value in parts
        if value is not None
    ]


def typed_value(value: int | bool | str) -> FhirObject:
    """A value under the name of its type."""
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    return {"valueString": plain_text(plain(value))}


def plain_text(text: str) -> str:
    """A text with plain spaces for every other kind of blank: R4's strings allow no more."""
    return "".join(
        " " if letter.isspace() and letter not in "\r\n\t" else letter for letter in text
    )
