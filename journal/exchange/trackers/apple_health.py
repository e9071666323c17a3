"""Apple Health's export: workouts and pain in the lower back, read once as a stream."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, ClassVar, Final
from xml.parsers import expat

from journal.core.model import moments
from journal.exchange.files import zips
from journal.exchange.files.dates import Dates
from journal.exchange.files.file_kinds import HEAD, HEALTH
from journal.exchange.files.numbers import half_up
from journal.exchange.files.questions import (
    AS_EXERCISE,
    LEAVE_OUT,
    LEVELS,
    PAIN_NOW,
    Answers,
    Question,
    place_question,
)
from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import Row
from journal.exchange.files.texts import text
from journal.exchange.trackers.base import Format
from journal.exchange.trackers.intake import Intake, joined

PIECE: Final = 256 * 1024
UNPACKED_MOST: Final = 8 * 1024 * 1024 * 1024
EVENTS_MOST: Final = 200_000
PAIN_TYPE: Final = "HKCategoryTypeIdentifierLowerBackPain"
SEVERITY: Final = "HKCategoryValueSeverity"
ACTIVITY: Final = "HKWorkoutActivityType"
KNOWN: Final = frozenset(
    {
        *("Walking", "Hiking", "Yoga", "Pilates", "CoreTraining", "Flexibility", "MindAndBody"),
        *("PreparationAndRecovery", "TraditionalStrengthTraining", "FunctionalStrengthTraining"),
        *("Swimming", "Cycling", "Elliptical"),
    }
)
"""The kinds of workout that are brought over unless the person says otherwise."""
GUESSES: Final = {"Mild": "2", "Moderate": "5", "Severe": "8"}
SINCE: Final = "since"
MINUTES_OF: Final = {"min": 1.0, "h": 60.0, "hr": 60.0, "s": 1 / 60}


@dataclass(slots=True)
class HealthEntry:
    """A workout or a rating of pain, as it stands in the file."""

    line: int
    kind: str
    """The activity; or the severity of pain."""
    start: str
    end: str
    minutes: float = 0
    zone: str = ""
    note: str = ""


@dataclass(slots=True)
class Health:
    """What was found: events by sort, and how much there is of everything else."""

    workouts: list[HealthEntry] = field(default_factory=list)
    pains: list[HealthEntry] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


class AppleHealth(Format):
    """Steps and the like are left out by name: watch and phone count them twice."""

    word: ClassVar[str] = "apple-health"
    title: ClassVar[str] = "Apple Health"
    large: ClassVar[bool] = True

    def held(self, stream: IO[bytes], file: ReadFile) -> Health:
        """All that can be brought over."""
        health = Health()
        try:
            for source in _sources(stream):
                _parse(source, health)
        except zips.ZipRefused as why:
            file.refuse_as(1, "", "", why.text)
        return health

    def asked(self, health: Health, zone: str, answers: Answers) -> list[Question]:
        """Since when; the zone; which workouts, and which level each severity is."""
        everything = (("", text("everything")),)
        questions = [
            Question(SINCE, text("since_when"), everything, of_day=True),
            place_question(zone),
        ]
        for kind in dict.fromkeys(event.kind for event in health.workouts):
            what = text("what_are_activities", name=named(kind))
            guess = AS_EXERCISE[0] if kind in KNOWN else ""
            choices = (LEAVE_OUT, AS_EXERCISE)
            questions.append(
                Question(f"activity:{kind}", what, choices, guess, group="activities")
            )
        if health.pains:
            what = text("what_is", name="Lower Back Pain")
            questions.append(Question("pain", what, (LEAVE_OUT, PAIN_NOW), PAIN_NOW[0]))
        severities = {event.kind for event in health.pains}
        for kind, guess in GUESSES.items():
            if kind in severities:
                what = text("which_level_is_severity", word=kind)
                questions.append(Question(f"severity:{kind}", what, LEVELS, guess, "pain"))
        return questions

    def take(self, health: Health, intake: Intake) -> None:
        """Bring in workouts, each once, and ratings of pain."""
        since = intake.answers[SINCE]
        for sort, count in sorted(health.others.items()):
            intake.leave("health", sort, count)
        for event in _once(health.workouts, intake):
            if not intake.file.full and event.end[:10] >= since:
                _take_workout(event, intake)
        for event in health.pains:
            if not intake.file.full and event.start[:10] >= since:
                _take_pain(event, intake)


def named(kind: str) -> str:
    """A kind of workout as a name: ``CoreTraining`` is Core training."""
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in kind)
    return words.strip().capitalize()


def recognises(archive: Any, names: set[str]) -> bool:  # a ZipFile
    """Whether a zip holds an export, whatever its XML is called in the phone's language."""
    return any(True for _ in _members(archive, names))


def _members(archive: Any, names: set[str]) -> Iterator[str]:  # a ZipFile
    for name in sorted(names):
        if name.lower().endswith(".xml") and not name.lower().endswith("_cda.xml"):
            with archive.open(name) as member:
                if HEALTH in member.read(HEAD * 16):
                    yield name


def _sources(stream: IO[bytes]) -> Iterator[Iterator[bytes]]:
    """The XML files of an export, in pieces."""
    stream.seek(0)
    if not zips.is_zip(stream.read(4)):
        stream.seek(0)
        yield iter(lambda: stream.read(PIECE), b"")
        return
    with zips.opened(stream, unpacked=UNPACKED_MOST, members=zips.MEMBERS_LARGE) as archive:
        for name in _members(archive, set(archive.namelist())):
            yield zips.pieces(archive, name, UNPACKED_MOST)


def _parse(pieces: Iterator[bytes], health: Health) -> None:
    """Add what a file holds; raises ZipRefused where it is broken or declares entities."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _Reader(parser, health).start
    parser.EntityDeclHandler = _refuse_entities
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as wrong:
        raise zips.ZipRefused("health_damaged", line=wrong.lineno) from None


def _refuse_entities(*_said: object) -> None:
    raise zips.ZipRefused("holds_entities")


class _Reader:
    """What is done with each element; most of them are only counted."""

    def __init__(self, parser: Any, health: Health) -> None:  # expat names no type of its own
        self.parser, self.health = parser, health
        self.current: HealthEntry | None = None
        self.counts = health.others

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "Record":
            kind = attributes.get("type", "")
            if kind != PAIN_TYPE:
                self.current = None
                self.counts[kind] += 1
            else:
                self._pain(attributes)
        elif name == "Workout":
            self._workout(attributes)
        elif name == "MetadataEntry" and self.current and attributes.get("key") == "HKTimeZone":
            self.current.zone = attributes.get("value", "")

    def _pain(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("value", "").removeprefix(SEVERITY)
        start, end = attributes.get("startDate", ""), attributes.get("endDate", "")
        self.current = HealthEntry(self.parser.CurrentLineNumber, kind, start, end)
        self._keep(self.health.pains)

    def _workout(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("workoutActivityType", "").removeprefix(ACTIVITY)
        start, end = attributes.get("startDate", ""), attributes.get("endDate", "")
        try:
            minutes = (
                float(attributes.get("duration") or 0)
                * MINUTES_OF[attributes.get("durationUnit", "min")]
            )
        except (ValueError, KeyError):
            minutes = 0
        source = attributes.get("sourceName", "")
        line = self.parser.CurrentLineNumber
        self.current = HealthEntry(line, kind, start, end, minutes, "", source)
        self._keep(self.health.workouts)

    def _keep(self, events: list[HealthEntry]) -> None:
        if len(events) >= EVENTS_MOST:
            raise zips.ZipRefused("too_many_rows", most=EVENTS_MOST)
        if self.current is not None:
            events.append(self.current)


def _moment(cell: str) -> datetime | None:
    when = Dates([cell]).read(cell)
    if when is None or when.clock is None or when.offset is None:
        return None
    return datetime.fromisoformat(when.text())


def _once(events: list[HealthEntry], intake: Intake) -> Iterator[HealthEntry]:
    """Each workout once: of two of one kind that overlap, the one that begins first."""
    ends: dict[str, datetime] = {}
    timed = [(start, event) for event in events if (start := _moment(event.start))]
    for start, event in sorted(timed, key=lambda pair: (pair[0], -pair[1].minutes)):
        end = _moment(event.end) or start
        if event.kind in ends and start < ends[event.kind]:
            intake.leave("duplicate", named(event.kind))
            ends[event.kind] = max(end, ends[event.kind])
            continue
        ends[event.kind] = end
        yield event
    if len(timed) < len(events):
        intake.leave("workout", "without_time", len(events) - len(timed))


def _texts(event: HealthEntry, at: str) -> dict[str, str]:
    zone = {"zone": event.zone} if moments.zone_exists(event.zone) else {}
    moment = _moment(at)
    return {**zone, **({"day": moment.date().isoformat()} if moment and not zone else {})}


def _take_workout(event: HealthEntry, intake: Intake) -> None:
    row = Row(event.line, {"enddate": event.end, "startdate": event.start})
    if not (use := intake.answers[f"activity:{event.kind}"]):
        intake.leave("activity", named(event.kind))
        return
    moment = _moment(event.end)
    if moment is None:
        intake.refuse(row, "enddate", "expected_day_and_time")
        return
    minutes = {"minutes": str(max(1, half_up(event.minutes)))} if event.minutes else {}
    note = joined("Apple Health", event.note)
    texts = {"note": note, **minutes, **_texts(event, event.end)}
    key = [event.start, event.end]
    intake.put(row, use, named(event.kind), moment.isoformat(), texts, {}, key)


def _take_pain(event: HealthEntry, intake: Intake) -> None:
    row = Row(event.line, {"startdate": event.start})
    moment = _moment(event.start)
    if not intake.answers.get("pain"):
        intake.leave("health", "LowerBackPain")
    elif event.kind not in (*GUESSES, "NotPresent"):
        intake.leave("severity", event.kind or "Unspecified")
    elif moment is None:
        intake.refuse(row, "startdate", "expected_day_and_time")
    else:
        level = "0" if event.kind == "NotPresent" else intake.answers[f"severity:{event.kind}"]
        note = f"Apple Health: Lower Back Pain, {event.kind}"
        texts = {"level": level, "note": note, **_texts(event, event.start)}
        intake.put(row, "now", "LowerBackPain", moment.isoformat(), texts, {}, [event.start])
