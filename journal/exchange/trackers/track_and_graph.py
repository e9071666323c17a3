"""Track & Graph's CSV export: with a ``Label`` column, and the older one with labels in values."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Final

from journal.core.model import records as r
from journal.core.model.fields import MOMENT_SHAPE, Moment, Unreadable
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    OF_DAYS,
    PAIN_NOW,
    Answers,
    Question,
    guessed_use,
    place_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.times import seconds
from journal.exchange.trackers.amounts import amount, amount_question
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

EPISODES: Final = (
    ("episode:start", "a spasm episode that began then and lasted so long"),
    ("episode:end", "a spasm episode that ended then and had lasted so long"),
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
        for row in table.rows:
            if intake.file.full:
                return
            name = row["featurename"]
            use = intake.answers[f"feature:{name}"]
            shape = MOMENT_SHAPE.fullmatch(row["timestamp"])
            value = VALUE.fullmatch(row["value"])
            if not use:
                intake.leave("feature", name)
            elif shape is None or not shape["offset"]:
                intake.refuse(row, "timestamp", "Expected such as 2026-05-31T14:30:00+02:00.")
            elif value is None:
                intake.refuse(row, "value", "Expected a number, or a duration such as 1:10:00.")
            else:
                self._take(row, intake, use, name, value)

    def _take(self, row: Row, intake: Intake, use: str, name: str, value: re.Match[str]) -> None:
        label = joined(value["label"] or "", row["label"])
        said = joined(f"Track & Graph: {name} {_plain(value)}", label, row["note"])
        texts = {"note": said, "day": row["timestamp"][:10]}
        if use.startswith("episode:"):
            _take_episode(row, intake, use, texts, _length(value))
            return
        if use.startswith("exercise"):
            texts |= _counted(intake.answers.get(f"amount:{name}", ""), value)
        elif not use.startswith("relief"):
            texts["level"] = f"{float(value['number']):g}"
        intake.put(row, use, name, row["timestamp"], texts, SOURCES, [row["timestamp"]])


def _plain(value: re.Match[str]) -> str:
    return value["duration"] or value["number"]


def _length(value: re.Match[str]) -> int:
    return seconds(value["duration"]) if value["duration"] else 0


def _counted(field: str, value: re.Match[str]) -> dict[str, str]:
    """What the value fills: a duration in whole minutes, rounded, or in the seconds held."""
    if not value["duration"]:
        return amount(field, float(value["number"]))
    length = _length(value)
    return amount(field, max(1, round(length / 60)) if field == "minutes" else length)


def _take_episode(row: Row, intake: Intake, use: str, texts: dict[str, str], length: int) -> None:
    if length <= 0:
        intake.refuse(row, "value", "An episode needs a duration above zero.")
        return
    try:
        moment = Moment().read(row["timestamp"])
    except Unreadable as why:
        intake.refuse(row, "timestamp", why.fault)
        return
    start, end = moment, moment
    if use.endswith("start"):
        end = moment + timedelta(seconds=length)
    else:
        start = moment - timedelta(seconds=length)
        texts = {name: text for name, text in texts.items() if name != "day"}
    said = {"started_at": f"{start:%Y-%m-%dT%H:%M:%SZ}", "ended_at": f"{end:%Y-%m-%dT%H:%M:%SZ}"}
    key = (row["featurename"], row["timestamp"])
    intake.add(row, r.Episode, key, texts | said, SOURCES)


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
    guess = guessed_use(name, choices)
    yield Question(key, f"What is “{name}”?", tuple(choices), guess)
    yield amount_question(name, "min" if timed else "", key)


def _is_level(number: str | None) -> bool:
    return bool(number) and float(number or -1) in range(LEVEL_HIGHEST + 1)
