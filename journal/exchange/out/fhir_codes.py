"""The codes and code systems that an Observation of FHIR carries, each with its plain text."""

from typing import Final

LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
CATEGORIES: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
OWN: Final = "urn:uuid:0f5a9f0e-2a52-4d0b-8f0c-7b6f5f5d1c11"
"""The journal's own code system: a name, not an address."""

LOINC_CODES: Final = {
    "72514-3": "Pain level, 0-10 numeric rating",
    "75893-8": "Pain in the past week, 0-10 (PEG)",
    "91145-3": "Interference with enjoyment of life, 0-10 (PEG)",
    "91146-1": "Interference with general activity, 0-10 (PEG)",
    "91147-9": "PEG, mean of its three items",
    "73985-4": "Exercise activity",
    "55411-3": "Exercise duration",
}
"""Read in published guides: HL7 Belgium (72514-3), cds4cpm (PEG), HL7 physical activity."""

OWN_CODES: Final = {
    "pain-average-of-day": "Average pain of a day, 0-10",
    "pain-worst-of-day": "Worst pain of a day, 0-10",
    "interference": "Interference of pain with activities, 0-10",
    "recalled": "Typed in more than a day later",
    "spasm-episode": "Back spasm episode, as the person declared it",
    "peak-level": "Worst pain of the episode, 0-10",
    "symptom": "How the episode felt",
    "onset": "How the episode began",
    "movement": "At rest or on movement",
    "trigger": "What the person thinks set it off",
    "sets": "Sets",
    "repetitions": "Repetitions in each set",
    "hold-seconds": "Seconds held in each repetition",
    "side": "Side of the body",
    "effort": "How hard it was, 0-10",
    "difficulty": "Whether it was too easy or too hard, as the person said",
    "outcome": "Whether it was done in full",
    "pain-before": "Pain before, 0-10",
    "pain-after": "Pain after, 0-10",
    "relief-tried": "Method tried for relief",
    "relief-minutes": "How long the method was used",
    "dose": "How much was used, as the person gave it",
    "pain-after-20": "Pain 20 minutes after, 0-10",
    "pain-after-60": "Pain 60 minutes after, 0-10",
    "day": "What was said of a day",
    "no-exercise": "Confirmed that there was no exercise on that day",
    "recalled-week": "Average pain of the week before, from memory, 0-10",
    "sleep": "Sleep, 0-10",
    "sitting-over-6h": "More than six hours of sitting",
    "stress": "A stressful day",
    "abilities": "How well activities go that the person named, 0 (not at all) to 10 (as before)",
    "event": "An event that the person noted, such as a visit",
    "event-name": "What the event was, in the person's own words",
}
"""Not verified against any code system: these need the note that the export page gives."""
