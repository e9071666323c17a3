"""Accounts and records to test the store with."""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from secrets import token_bytes
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, uuid4, uuid5

from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.orm import Session

from journal.access.passkeys import NewPasskey
from journal.core.account.reminders import FIRST_REMINDER
from journal.core.account.sharing import NewInvitation, NewShare
from journal.core.account.tokens import NewToken
from journal.core.diary.agreed_end import AgreedEnd
from journal.core.diary.pauses import Pause
from journal.core.diary.rest_days import RestDayRule
from journal.core.insight.experiment import Experiment
from journal.core.insight.experiment_plan import Plan
from journal.core.model import records as r
from journal.core.model.amounts import Amount
from journal.core.model.answers import Answers, ListedName
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.fields import Choice, OwnWords, Several, Whole, Words, YesNo
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.former_names import EXERCISES, name_keys
from journal.core.model.inputs import columns
from journal.core.model.kinds import KINDS, Kind
from journal.core.model.moments import local_day
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.core.model.periods import Period
from journal.core.model.programme_template import ProgrammeTemplate, TemplateLine
from journal.core.model.reading import parse_file
from journal.core.model.record_json import as_said, sayable
from journal.core.report.options import PatientInfo, ReportOptions
from journal.exchange.files.read_file import ReadFile
from journal.pictures import stored_picture
from journal.store.accounts import (
    accounts,
    audit,
    care,
    identities,
    passkeys,
    reminders,
    second_factors,
    shares,
    tokens,
)
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import TELL
from journal.store.db.sessions import session
from journal.store.diary import (
    actions,
    agreed_end,
    exercise_pictures,
    experiments,
    former_names,
    pauses,
    programme_templates,
    prompts,
    report,
    rest_day_rules,
    row_writing,
)
from journal.store.diary.agreed_end import EndOfDiary
from journal.store.diary.changes import Submission
from journal.store.diary.rows import column_of, key_name, records, selected
from journal.store.imports import apply, import_answers
from journal.store.imports.preview import Source

R = TypeVar("R", bound=r.Record)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of a second factor; everybody may know it."""

PICTURE = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywt"
    "QFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09P"
    "T09PT09PT09PT09PT09PT09PT09PT0//wAARCAADAAQDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAU"
    "EAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMB"
    "AAIRAxEAPwCGASiv/9k="
)
"""A JPEG of four by three pixels."""

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
DAY = date(2026, 5, 20)
ZONE = "Europe/Vienna"

_GIVEN: tuple[r.Record, ...] = (
    r.PainLevel(
        id="11111111-0000-4000-8000-000000000001",
        day=DAY,
        recorded_at=datetime(2026, 5, 20, 8, 30, tzinfo=UTC),
        zone=ZONE,
        kind="day_average",
        level=4,
        interference=0,
        regions=("lower_back_left", "tailbone"),
        movement="rest",
        episode_id="11111111-0000-4000-8000-000000000002",
        recalled="yes",
        note="after the drive",
    ),
    r.Episode(
        id="11111111-0000-4000-8000-000000000002",
        day=date(2026, 5, 18),
        started_at=datetime(2026, 5, 18, 21, 50, tzinfo=UTC),
        ended_at=datetime(2026, 5, 19, 3, 0, tzinfo=UTC),
        zone=ZONE,
        peak_level=9,
        regions=("lower_back_right",),
        symptoms=("cramping", "tight"),
        onset="sudden",
        movement="movement",
        triggers=("lifting", "moved a piano"),
        note="stairs",
    ),
    r.CompletedExercise(
        id="11111111-0000-4000-8000-000000000003",
        day=DAY,
        completed_at=datetime(2026, 5, 20, 5, 15, 7, tzinfo=UTC),
        zone=ZONE,
        exercise="Bridge",
        sets=2,
        reps=15,
        hold_seconds=3,
        side="both",
        minutes=6,
        effort=5,
        pain_before=3,
        pain_after=2,
        outcome="partly",
        reason="no time",
        note="on the mat",
    ),
    r.Relief(
        id="11111111-0000-4000-8000-000000000004",
        day=DAY,
        applied_at=datetime(2026, 5, 20, 9, 0, tzinfo=UTC),
        zone=ZONE,
        method="warmth",
        minutes=20,
        pain_before=6,
        pain_after_20=5,
        pain_after_60=4,
        episode_id="11111111-0000-4000-8000-000000000002",
        note="hot bath",
    ),
    r.Prescription(
        id="11111111-0000-4000-8000-000000000005",
        exercise="Walking",
        sets=1,
        reps=1,
        hold_seconds=1,
        side="left",
        minutes=45,
        times_per_day=2,
        days_per_week=5,
        starts_on=date(2026, 5, 1),
        ends_on=date(2026, 8, 1),
        note="uphill",
    ),
    r.DayNote(
        day=date(2026, 5, 19),
        no_exercise=True,
        sleep=3,
        sitting_over_6h=False,
        stress=True,
        note="long",
        rest_reason="travel",
        confirmed_on=DAY,
    ),
    CheckIn(
        id="11111111-0000-4000-8000-000000000006",
        day=DAY,
        recorded_at=datetime(2026, 5, 20, 10, 0, tzinfo=UTC),
        zone=ZONE,
        pain=5,
        enjoyment=6,
        activity=7,
        note="a week",
    ),
    FlarePlan(
        id="11111111-0000-4000-8000-000000000015",
        day=DAY,
        written_at=datetime(2026, 5, 20, 10, 0, tzinfo=UTC),
        zone=ZONE,
        state="begun",
        note="warmth, then lie down",
        leave=("Curl-up",),
        leave_days=3,
        first_days=3,
        first_percent=50,
        second_days=3,
        second_percent=75,
        help="no better after five days",
        ended_on=date(2026, 5, 24),
    ),
    OwnMethod(
        id="11111111-0000-4000-8000-000000000018",
        day=DAY,
        added_at=datetime(2026, 5, 20, 10, 30, tzinfo=UTC),
        zone=ZONE,
        name="Heat wrap",
        method="warmth",
        dose="1",
        unit="wrap",
        not_before_hours=8,
        retired_on=date(2026, 5, 24),
        note="in the drawer",
    ),
    OwnTopic(
        id="11111111-0000-4000-8000-000000000019",
        day=DAY,
        added_at=datetime(2026, 5, 20, 10, 40, tzinfo=UTC),
        zone=ZONE,
        name="Coffee",
        kind="yes_no",
        retired_on=date(2026, 5, 24),
        note="more than two",
    ),
    Event(
        id="11111111-0000-4000-8000-000000000012",
        day=DAY,
        happened_at=datetime(2026, 5, 20, 11, 0, tzinfo=UTC),
        zone=ZONE,
        what="visit",
        name="Dr Huber",
        agreed="walk more",
        note="by bus",
    ),
)
"""Of kinds whose own example says too little; what they leave out is filled in below."""


def of_example(kind: Kind) -> r.Record:
    """The record that a kind's example says, at eight in the morning."""
    texts, problems = as_said(sayable(kind.record), kind.example)
    names = {column.name for column in columns(kind.record)}
    key = str(uuid5(NAMESPACE_OID, kind.slug))
    decided = {"id": key, "day": f"{DAY}", kind.record.MOMENT: f"{DAY}T08:00"}
    texts |= {name: text for name, text in decided.items() if name in names}
    reading = parse_file(kind.record, texts, now=NOW, zone=ZONE)
    assert reading.record, (problems, reading.problems)
    return reading.record


FIRST_TEXTS: dict[type, object] = {
    Words: "some words",
    ListedName: "some words",
    OwnWords: ("some",),
    Answers: ("some=yes",),
    Amount: "0.5",
}


def _filled(record: r.Record) -> r.Record:
    """A record whose fields without a value have the first one that is possible."""
    first: dict[str, object] = {}
    for column in columns(type(record)):
        if getattr(record, column.name) not in (None, ()):
            continue
        match column.field:
            case Whole(lowest=lowest):
                first[column.name] = lowest
            case Choice(tokens=tokens):
                first[column.name] = tokens[0]
            case Several(tokens=tokens):
                first[column.name] = tokens[:1]
            case YesNo():
                first[column.name] = True
            case Words() | OwnWords() | Amount():
                first[column.name] = FIRST_TEXTS[type(column.field)]
    return record.with_(**first)


_BY_KIND: dict[type[r.Record], r.Record] = {type(record): record for record in _GIVEN}
EXAMPLES = tuple(_filled(_BY_KIND.get(kind.record) or of_example(kind)) for kind in KINDS.values())


def example(kind: type[R]) -> R:
    """The record of a kind with everything given."""
    return next(record for record in EXAMPLES if isinstance(record, kind))


"""One of each kind, with every field given: a new field or kind is tested without a line here."""

EXPERIMENT = Experiment(
    "11111111-0000-4000-8000-000000000007",
    Plan(("walking", "rest"), DAY, (True, False, True, True, False, False), 2),
    NOW,
)
"""Planned today, with six pairs of weeks."""


END = EndOfDiary(
    AgreedEnd(peg_most=2, weeks=6, words="with Maria", helped="Walk a little."), 0, DAY, DAY, DAY
)
"""Agreed, confirmed, answered and stopped on one day."""

RULE = "11111111-0000-4000-8000-000000000009"
"""The id of a rule about rest days."""


def account(engine: Engine, name: str) -> str:
    """The id of a new account."""
    with session(engine, writes=True) as writing:
        account = accounts.create(
            writing, username=name, password_hash="no hash", zone=ZONE, now=NOW
        )
        writing.commit()
        return account.id


def sent(key: str | None = None, digest: str = "said so", at: datetime = NOW) -> Submission:
    """A form that was sent, under a key of its own unless one is given."""
    return Submission(key or str(uuid4()), digest, at)


def pain(day: date = DAY, level: int = 4, **fields: Any) -> r.PainLevel:
    """A day's average at noon UTC, unless ``fields`` say otherwise."""
    defaults: dict[str, Any] = {
        "id": str(uuid4()),
        "recorded_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        "zone": ZONE,
        "kind": "day_average",
    }
    return r.PainLevel(day=day, level=level, **(defaults | fields))


def episode(started_at: datetime, ended_at: datetime | None = None, **fields: Any) -> r.Episode:
    """An episode in Vienna's days."""
    defaults: dict[str, Any] = {
        "id": str(uuid4()),
        "zone": ZONE,
        "day": local_day(started_at, ZONE),
    }
    return r.Episode(started_at=started_at, ended_at=ended_at, **(defaults | fields))


def exercise(day: date = DAY, **fields: Any) -> r.CompletedExercise:
    """A completed bridge at noon UTC."""
    defaults: dict[str, Any] = {
        "id": str(uuid4()),
        "completed_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        "zone": ZONE,
        "exercise": "Bridge",
    }
    return r.CompletedExercise(day=day, **(defaults | fields))


def minimal(record: r.Record) -> r.Record:
    """The same record with nothing given that may be left out."""
    needed = [column.name for column in columns(type(record)) if column.required]
    return type(record)(**{name: getattr(record, name) for name in needed})


def all_of(reading: Session, kind: type[r.Record], owner: str) -> list[r.Record]:
    """The owner's records of a kind, by their key."""
    question = selected(kind, owner).order_by(column_of(kind, key_name(kind)))
    return list(records(reading, kind, question, {}))


def kept(engine: Engine, kind: type[r.Record], owner: str) -> list[r.Record]:
    """What another session finds of the owner's records of a kind."""
    with session(engine, writes=False) as reading:
        return all_of(reading, kind, owner)


def bring_in(engine: Engine, owner: str, records: Sequence[r.Record], at: datetime = NOW) -> None:
    """Store many records at once, as an import does."""
    files: dict[str, ReadFile] = {}
    for line, record in enumerate(records, start=2):
        file = files.setdefault(type(record).__name__, ReadFile(type(record)))
        file.records.append(record)
        file.lines.append(line)
    with session(engine, writes=True) as writing:
        apply.apply(writing, owner, [Source(*pair) for pair in files.items()], sent(at=at))
        writing.commit()


SHARE = NewShare(label="Dr Huber", name="Ada L.", expires_on=date(2026, 6, 3), rolling=False)


def the_examples(engine: Engine, owner: str) -> None:
    """Give an account one record of each kind, with everything given."""
    with session(engine, writes=True) as writing:
        for example in EXAMPLES:
            actions.add(writing, owner, example, sent())
        writing.commit()


def keep_templates(writing: Session, owner: str) -> None:
    """Keep a template, and one that was proposed and waits."""
    line = TemplateLine(exercise="Bridge", reps=15, instructions="slowly")
    for number, state in enumerate((programme_templates.READY, programme_templates.PROPOSED)):
        key = f"22222222-0000-4000-8000-00000000002{number}"
        template = ProgrammeTemplate(key, "After a spasm", (line,))
        programme_templates.keep(writing, owner, template, NOW, state)


def keep_picture(writing: Session, owner: str) -> None:
    """Give an exercise of the list a picture."""
    exercise = row_writing.exercise_named(writing, owner, "Walking")
    assert exercise
    picture = stored_picture(PICTURE, exercise.id, "somebody who walks")
    exercise_pictures.put(writing, owner, picture, sent(at=NOW), None)


def keep_former_name(writing: Session, owner: str) -> None:
    """Let an exercise have had other names, one of which was given anew and had again."""
    exercise = row_writing.exercise_named(writing, owner, "Walking")
    assert exercise
    for name in ("Going for a walk", "Stroll"):
        former_names.keep(writing, owner, EXERCISES, exercise.id, name_keys(name))
    former_names.give_anew(writing, owner, EXERCISES, name_keys("Stroll"), NOW)
    former_names.keep(writing, owner, EXERCISES, exercise.id, name_keys("Stroll"))


def one_of_everything(engine: Engine, owner: str) -> None:
    """Give an account at least one row in every owned table."""
    the_examples(engine, owner)
    with session(engine, writes=True) as writing:
        report.introduce(writing, owner, PatientInfo("Ada L.", "Is swimming all right?"), 0, NOW)
        writing.add(
            m.Upload(
                owner_id=owner, id="up", number=0, piece=0, made_at=NOW, name="a.csv", content=b"a"
            )
        )
        import_answers.remember(writing, owner, "daylio", {"mood": ""})
        prompts.dismiss(writing, owner, "something", NOW)
        apply.apply(
            writing,
            owner,
            [Source("a.csv", ReadFile(r.PainLevel, [pain(DAY, 5, kind="now")], [2]))],
            sent(),
        )
        experiments.put(writing, owner, EXPERIMENT)
        agreed_end.put(writing, owner, END, NOW)
        keep_templates(writing, owner)
        keep_picture(writing, owner)
        keep_former_name(writing, owner)
        rest_day_rules.put(writing, owner, [RestDayRule(RULE, DAY - timedelta(days=9), DAY, DAY)])
        pauses.put(writing, owner, [Pause(DAY - timedelta(days=30), DAY - timedelta(days=20))])
        prompts.dismiss(writing, owner, "details:an episode", NOW)
        shares.make(
            writing,
            owner,
            "a link",
            SHARE,
            ReportOptions(Period(DAY, DAY)),
            None,
            NOW,
            token_bytes(32),
        )
        invitation = NewInvitation(label="Maria", name="Ada L.", notes=False)
        care.invite(writing, owner, "an invitation", invitation, NOW, token_bytes(32))
        writing.add(
            m.CareEvent(
                owner_id=owner,
                id="seen",
                number=1,
                care_id="x",
                at=NOW,
                who="m",
                what="looked",
                detail="",
            )
        )
        reminders.save(
            writing, owner, replace(FIRST_REMINDER, address="ada@example.org"), NOW, ZONE
        )
        new_token = NewToken(name="watch", scopes=("read", "log"))
        tokens.make(writing, owner, "token", new_token, NOW, token_bytes(32))
        audit.add(writing, owner, "exported", NOW, owner)
        passkeys.add(writing, owner, "Phone", NewPasskey("aa", "bb", 5_000_000_000), NOW)
        identities.connect(writing, owner, "https://id.example.org", owner, NOW)
        second_factors.turn_on(writing, owner, SECRET, 1, [f"{owner} code"], NOW)
        writing.commit()


def rows_of(engine: Engine, owner: str) -> dict[str, int]:
    """How many rows each owned table holds of an owner."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(
                select(func.count()).select_from(table).where(table.c.owner_id == owner)
            ).scalar_one()
            for table in m.Base.metadata.sorted_tables
            if "owner_id" in table.c
        }


def backdate(engine: Engine, table: type[m.Base], **moments: datetime) -> None:
    """Let all rows of a table be of another time."""
    with engine.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        connection.execute(update(table).values(**moments))


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements an engine runs meanwhile."""
    ran: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("BEGIN", TELL)):
            ran.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        event.remove(engine, "before_cursor_execute", note)
