"""Real public diaries as our CSV files, for trying the journal on real lives.

Their scale is its own, 1 to 9.5, and no 0-10 numeric rating scale: the levels are rounded and
the note of each says so.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import fmean
from uuid import NAMESPACE_URL, uuid5

from journal.core.model.inputs import columns
from journal.core.model.kinds import kind_of
from journal.core.model.moments import local_day, moment_at
from journal.core.model.records import CompletedExercise, PainLevel, Record
from journal.exchange.own import tidy_csv

P1_ZONE = "Europe/Paris"
P2_ZONE = "UTC"  # its times are stamped in UTC, and nobody says where it was written
SPORTS = {
    "swimming": "Swimming",
    "climbing": "Climbing",
    "surfing": "Surfing",
    "mountainBike": "Mountain bike",
    "roadBike": "Road bike",
    "downSki": "Downhill skiing",
    "alpiSki": "Ski touring",
    "viaFerrata": "Via ferrata",
    "walk": "Walking",
}


def _id(*parts: object) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(str(part) for part in parts)))


def rounded(text: str) -> int:
    """A level of that scale as a whole number."""
    return int(Decimal(text).quantize(Decimal(1), ROUND_HALF_UP))


def _note(site: str, text: str) -> str:
    return f"{site} {text} on MyAIGuide's own scale of 1 to 9.5"


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _average(site: str, day: date, text: str, zone: str) -> PainLevel:
    return PainLevel(
        id=_id(site, day),
        day=day,
        recorded_at=moment_at(datetime.combine(day, time(21)), zone),
        zone=zone,
        kind="day_average",
        level=rounded(text),
        note=_note(site, text),
    )


def eight_years(folder: Path) -> dict[str, bytes]:
    """One person's daily knee pain and sports, 2015 to 2023, as pain.csv and exercises.csv."""
    levels: list[Record] = []
    exercises: list[Record] = []
    for row in _rows(folder / "myaiguide_p1_daily.csv"):
        day = date.fromisoformat(row["date"])
        if row["knee_pain"]:
            levels.append(_average("Knee pain", day, row["knee_pain"], P1_ZONE))
        exercises += [
            CompletedExercise(
                id=_id(sport, day),
                day=day,
                completed_at=moment_at(datetime.combine(day, time(12)), P1_ZONE),
                zone=P1_ZONE,
                exercise=name,
            )
            for sport, name in SPORTS.items()
            if row[sport] == "1"
        ]
    return {
        "pain.csv": _file(PainLevel, levels),
        "exercises.csv": _file(CompletedExercise, exercises),
    }


def three_gappy_years(folder: Path) -> dict[str, bytes]:
    """One person's pain as it was rated, several times on some days, and each day's mean."""
    levels: list[Record] = []
    of_day: dict[date, list[float]] = {}
    for number, row in enumerate(_rows(folder / "myaiguide_p2_pain_events.csv")):
        if "pain" not in row["name"].lower() or not row["intensity"]:
            continue
        moment = moment_at(datetime.fromisoformat(row["date"]), P2_ZONE)
        day = local_day(moment, P2_ZONE)
        of_day.setdefault(day, []).append(float(row["intensity"]))
        levels.append(
            PainLevel(
                id=_id("event", number),
                day=day,
                recorded_at=moment,
                zone=P2_ZONE,
                kind="now",
                level=rounded(row["intensity"]),
                note=_note(row["name"].strip(), row["intensity"]),
            )
        )
    levels += [
        _average("Mean of the day", day, f"{fmean(noted):.2f}", P2_ZONE)
        for day, noted in of_day.items()
    ]
    return {"pain.csv": _file(PainLevel, levels)}


def _file(kind: type[Record], records: Iterable[Record]) -> bytes:
    names = [column.name for column in columns(kind)]
    rows = (tuple(getattr(record, name) for name in names) for record in records)
    unused = len(kind_of(kind).seldom)  # no diary of those years knew them
    return "".join(tidy_csv.lines(kind, rows, unused=unused)).encode("utf-8")
