"""Track & Graph's CSV export: with a ``Label`` column, and the older one with labels in values."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Final

from journal.core.model import records as r
from journal.core.model.faults import Unreadable
from journal.core.model.time_fields import Moment
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.exchange.files.dates import Dates, When
from journal.exchange.files.durations import seconds_of
from journal.exchange.files.likely_use import likely_use
from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    OF_DAYS,
    PAIN_NOW,
    Answers,
    Question,
    place_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.texts import of_field, text
from journal.exchange.trackers.amounts import amount, amount_question
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.column_words import NO
from journal.exchange.trackers.intake import Intake, joined

EPISODES: Final = (
    ("episode:start", text("episode_began_then")),
    ("episode:end", text("episode_ended_then")),
)
VALUE: Final = re.compile(
    r"(?:(?P<duration>-?\d{1,6}:-?\d{1,2}:-?\d{1,2})|(?P<number>-?\d{1,12}(\.\d+)?))"
    r"(:(?P<label>.*))?",
    re.S,
)
SOURCES: Final = {
    "recorded_at": "timestamp",
    "completed_at": "timestamp",
    "applied_at": "timestamp",
    "started_at": "timestamp",
    "ended_at": "value",
    "day": "timestamp",
    "level": "value",
    "exercise": "featurename",
}


class TrackAndGraph(TableFormat):
    """One row is one data point of a feature: a number or a duration, at a moment with offset."""

    word: ClassVar[str] = "track-and-graph"
    title: ClassVar[str] = "Track & Graph"
    needed: ClassVar[frozenset[str]] = frozenset({"featurename", "timestamp", "value"})
    known: ClassVar[frozenset[str]] = frozenset({"label", "note"})

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone to show moments in; what each feature is, and what its numbers count."""
        points: dict[str, list[Row]] = {}
        for row in table.rows:
            points.setdefault(row["featurename"], []).append(row)
        questions = [place_question(zone)]
        for name, rows in points.items():
            questions += _feature_questions(name, rows)
        return questions

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the data points."""
        dates = Dates((row["timestamp"] for row in table.rows), zone=intake.zone)
        for row in table.rows:
            if intake.file.full:
                return
            name = row["featurename"]
            use = intake.answers[f"feature:{name}"]
            when, value = dates.read(row["timestamp"]), VALUE.fullmatch(row["value"])
            if not use:
                intake.leave("feature", name)
            elif when is None or when.clock is None:
                intake.refuse(row, "timestamp", "expected_day_and_time")
            elif value is None:
                intake.refuse(row, "value", "expected_number_or_length")
            elif use.startswith(("exercise", "relief")) and not _done(row, value):
                intake.leave("not_done", name)
            else:
                self._take(row, intake, use, name, value, when)

    def _take(
        self, row: Row, intake: Intake, use: str, name: str, value: re.Match[str], when: When
    ) -> None:
        label = joined(value["label"] or "", row["label"])
        words = joined(f"Track & Graph: {name} {_plain(value)}", label, row["note"])
        texts = {"note": words, "day": when.day.isoformat()}
        if use.startswith("episode:"):
            _take_episode(row, intake, use, texts | {"at": when.text()}, _length(value))
            return
        if use.startswith("exercise"):
            texts |= _counted(intake.answers.get(f"amount:{name}", ""), value)
        elif not use.startswith("relief"):
            texts["level"] = f"{float(value['number']):g}"
        intake.put(row, use, name, when.text(), texts, SOURCES, [row["timestamp"]])


def _done(row: Row, value: re.Match[str]) -> bool:
    """Whether a point says that something was done: neither zero nor a plain no."""
    label = (value["label"] or row["label"]).casefold()
    size = _length(value) if value["duration"] else float(value["number"])
    return size > 0 and label not in NO


def _plain(value: re.Match[str]) -> str:
    return value["duration"] or value["number"]


def _length(value: re.Match[str]) -> int:
    return round(_signed(value["duration"])) if value["duration"] else 0


def _signed(duration: str) -> float:
    """The seconds of ``1:10:00``, each part of which may be below zero."""
    if "-" not in duration:
        return seconds_of(duration) or 0
    hours, minutes, seconds = (int(part) for part in duration.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def _counted(field: str, value: re.Match[str]) -> dict[str, str]:
    """What the value fills: a duration in whole minutes, rounded, or in the seconds held."""
    if not value["duration"]:
        return amount(field, float(value["number"]))
    length = _length(value)
    return amount(field, max(1, round(length / 60)) if field == "minutes" else length)


def _take_episode(row: Row, intake: Intake, use: str, texts: dict[str, str], length: int) -> None:
    if length <= 0:
        intake.refuse(row, "value", "length_above_zero")
        return
    try:
        moment = Moment().read_in(intake.zone, texts["at"])
    except Unreadable as why:
        intake.file.refuse_row(row.line, "timestamp", row["timestamp"], of_field(why.fault))
        return
    start, end = moment, moment
    if use.endswith("start"):
        end = moment + timedelta(seconds=length)
    else:
        start = moment - timedelta(seconds=length)
        texts = {name: words for name, words in texts.items() if name != "day"}
    ends = {"started_at": f"{start:%Y-%m-%dT%H:%M:%SZ}", "ended_at": f"{end:%Y-%m-%dT%H:%M:%SZ}"}
    key = (row["featurename"], row["timestamp"])
    episode_texts = {name: words for name, words in texts.items() if name != "at"} | ends
    intake.add(row, r.Episode, key, episode_texts, SOURCES)


def _feature_questions(name: str, rows: list[Row]) -> Iterator[Question]:
    values = [value for row in rows if (value := VALUE.fullmatch(row["value"]))]
    timed = any(value["duration"] for value in values)
    choices = [LEAVE_OUT, AS_EXERCISE, *AS_RELIEF]
    if timed:
        choices += EPISODES
    elif all(_is_level(value["number"]) for value in values):
        choices.append(PAIN_NOW)
        if len({row["timestamp"][:10] for row in rows}) == len(rows):
            choices += OF_DAYS
    key = f"feature:{name}"
    guess = likely_use(name, choices)
    yield Question(key, text("what_is", name=name), tuple(choices), guess, group="features")
    yield amount_question(name, "min" if timed else "", key)


def _is_level(number: str | None) -> bool:
    return bool(number) and float(number or -1) in range(LEVEL_HIGHEST + 1)
