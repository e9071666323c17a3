"""Exports of outdoor activities, one row each: Strava and Garmin."""

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Final

from journal.exchange.files.dates import Dates, When
from journal.exchange.files.durations import MINUTE, seconds_of
from journal.exchange.files.likely_use import likely_use
from journal.exchange.files.numbers import half_up
from journal.exchange.files.questions import (
    AS_EXERCISE,
    LEAVE_OUT,
    Answers,
    Question,
    answered_dates,
    date_questions,
    place_question,
    zone_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.texts import text
from journal.exchange.trackers.amounts import amount
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

CHOICES: Final = (LEAVE_OUT, AS_EXERCISE)
NOTHING: Final = frozenset({"", "--", "0", "0.0"})


class Activities(TableFormat):
    """What both share: which columns say what was done, when, and for how long."""

    kind: ClassVar[str]
    at: ClassVar[str]
    name: ClassVar[str]
    lengths: ClassVar[tuple[str, ...]]
    """Of which the first that is not zero counts: watches take a slow walk for standing."""
    unit: ClassVar[str]
    utc: ClassVar[bool] = False
    """Whether its times are those of UTC, without saying so."""

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; how days are written; which sorts of activity to bring."""
        kinds = dict.fromkeys(row[self.kind] for row in table.rows)
        return [
            place_question(zone) if self.utc else zone_question(zone),
            *date_questions(self._dates(table.rows, zone)),
            *(
                Question(f"activity:{name}", text("what_are_activities", name=name), CHOICES,
                         likely_use(name, CHOICES), group="activities")
                for name in kinds
                if name
            ),
        ]  # fmt: skip

    def _dates(self, rows: Iterable[Row], zone: str) -> Dates:
        return Dates((row[self.at] for row in rows), zone=zone)

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the activities."""
        dates = answered_dates(self._dates(table.rows, intake.zone), intake.answers)
        for row in table.rows:
            if intake.file.full:
                return
            kind = row[self.kind]
            if not kind or not (use := intake.answers[f"activity:{kind}"]):
                intake.leave("activity", kind or "without_exercise")
                continue
            when = dates.read(row[self.at])
            if when is None:
                intake.refuse(row, self.at, "expected_moment")
                continue
            if when.clock is not None and when.offset is None and self.utc:
                when = When(when.day, when.clock, timedelta())
            at = intake.about(when.day) if when.clock is None else when.text()
            self._take(row, intake, use, at)

    def _take(self, row: Row, intake: Intake, use: str, at: str) -> None:
        columns = (name for name in self.lengths if row[name] not in NOTHING)
        column = next((name for name in columns if seconds_of(row[name], self.unit) != 0), "")
        length = seconds_of(row[column], self.unit) if column else 0.0
        if length is None or length < 0:
            intake.refuse(row, column, "expected_length")
            return
        distance = f"{row['distance']} km" if row["distance"] not in NOTHING else ""
        note = joined(self.title, row[self.name], distance, self.remarks(row))
        minutes = amount("minutes", max(1, half_up(length / MINUTE))) if length else {}
        sources = {"completed_at": self.at, "minutes": column, "day": self.at}
        texts = {"note": note, **minutes}
        intake.put(row, use, row[self.kind], at, texts, sources, self.key(row))

    def key(self, row: Row) -> list[str]:
        """What an activity is known by."""
        return [row[self.at]]

    def remarks(self, row: Row) -> str:
        """What was written about it."""
        return ""


class Strava(Activities):
    """Its times are those of UTC; of the columns that stand twice the first counts."""

    word: ClassVar[str] = "strava"
    title: ClassVar[str] = "Strava"
    kind: ClassVar[str] = "activity type"
    at: ClassVar[str] = "activity date"
    name: ClassVar[str] = "activity name"
    lengths: ClassVar[tuple[str, ...]] = ("moving time", "elapsed time")
    unit: ClassVar[str] = "seconds"
    utc: ClassVar[bool] = True
    needed: ClassVar[frozenset[str]] = frozenset(
        {"activity id", "activity date", "activity type", "elapsed time"}
    )
    known: ClassVar[frozenset[str]] = frozenset(
        {"activity name", "moving time", "distance", "activity description"}
    )

    def key(self, row: Row) -> list[str]:
        """Its own number."""
        return [row["activity id"]]

    def remarks(self, row: Row) -> str:
        """Its description."""
        return row["activity description"]


class Garmin(Activities):
    """Its times are those of the watch; durations are ``h:mm:ss``."""

    word: ClassVar[str] = "garmin"
    title: ClassVar[str] = "Garmin Connect"
    kind: ClassVar[str] = "activity type"
    at: ClassVar[str] = "date"
    name: ClassVar[str] = "title"
    lengths: ClassVar[tuple[str, ...]] = ("moving time", "time", "elapsed time")
    unit: ClassVar[str] = "minutes:seconds"
    needed: ClassVar[frozenset[str]] = frozenset(
        {"activity type", "date", "favorite", "title", "time"}
    )
    known: ClassVar[frozenset[str]] = frozenset({"distance", "moving time", "elapsed time"})
