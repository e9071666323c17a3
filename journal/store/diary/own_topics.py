"""A person's own symptoms and questions: renamed with what was logged, retired where used."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, Text, select, type_coerce
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.answers import question
from journal.core.model.faults import Problem
from journal.core.model.moments import local_day
from journal.core.model.names import name_key
from journal.core.model.own_topic import OwnTopic
from journal.store.db import models as m
from journal.store.diary.before import Before
from journal.store.diary.queries import OWNER
from journal.store.diary.row_writing import FieldRefused, as_it_is, stored
from journal.store.diary.rows import records, selected

SYMPTOM: Final = "symptom"


class TopicNameTaken(FieldRefused):
    """The list has a symptom, or a question, of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(Problem("name", "topic_name_taken", {"name": name}))


def topics(session: Session, owner: str) -> Sequence[OwnTopic]:
    """The owner's whole list, as it was added."""
    return records(session, OwnTopic, _topics(), {"owner": owner})


def symptoms(session: Session, owner: str) -> list[OwnTopic]:
    """The owner's own symptoms, those that are not asked any more among them."""
    return [topic for topic in topics(session, owner) if topic.kind == SYMPTOM]


def day_questions(session: Session, owner: str) -> list[OwnTopic]:
    """The owner's questions about a day, those that are not asked any more among them."""
    return [topic for topic in topics(session, owner) if topic.kind != SYMPTOM]


@cache
def _topics() -> Select[Any]:
    row = m.OwnTopicRow
    return selected(OwnTopic, OWNER).order_by(row.added_at, row.created_at, row.id)


def refuse_namesake(
    session: Session, owner: str, record: r.Record, before: r.Record | None = None
) -> None:
    """Raise TopicNameTaken where a new name is another's already; ``before``: it, unedited."""
    if not isinstance(record, OwnTopic):
        return
    was = before if isinstance(before, OwnTopic) else None
    if was is not None and (was.name, was.kind) == (record.name, record.kind):
        return
    for topic in topics(session, owner):
        is_same_list = (topic.kind == SYMPTOM) == (record.kind == SYMPTOM)
        is_other = was is None or topic.id != was.id
        if is_other and is_same_list and name_key(topic.name) == name_key(record.name):
            raise TopicNameTaken(topic.name)


def _name(text: str, kind: str) -> str:
    """Whose entry of a list it is."""
    return text if kind == SYMPTOM else question(text)


def _rows(session: Session, owner: str, name: str, kind: str) -> list[m.EpisodeRow | m.DayNoteRow]:
    """The rows that name a topic."""
    episode, day = m.EpisodeRow, m.DayNoteRow
    rows: list[m.EpisodeRow | m.DayNoteRow]
    if kind == SYMPTOM:
        has_some = type_coerce(episode.own_symptoms, Text) != ""
        rows = list(session.scalars(select(episode).where(episode.owner_id == owner, has_some)))
    else:
        has_some = type_coerce(day.factors, Text) != ""
        rows = list(session.scalars(select(day).where(day.owner_id == owner, has_some)))
    key = name_key(name)
    return [row for row in rows if any(name_key(_name(text, kind)) == key for text in _texts(row))]


def _texts(row: m.EpisodeRow | m.DayNoteRow) -> tuple[str, ...]:
    return row.own_symptoms if isinstance(row, m.EpisodeRow) else row.factors


def renamed(session: Session, owner: str, was: Before, after: r.Record) -> list[Before]:
    """What the entries were before they got the new name of a topic they name."""
    before = was.record
    if not isinstance(before, OwnTopic) or not isinstance(after, OwnTopic):
        return []
    if before.name == after.name:
        return []
    befores = []
    for row in _rows(session, owner, before.name, before.kind):
        kind: type[r.Record] = r.Episode if isinstance(row, m.EpisodeRow) else r.DayNote
        entry = as_it_is(session, kind, row)
        _rename(row, before, after.name)
        session.flush()
        befores.append(replace(entry, after=row.version))
    return befores


def _rename(row: m.EpisodeRow | m.DayNoteRow, topic: OwnTopic, new_name: str) -> None:
    new = {}
    for text in _texts(row):
        old = _name(text, topic.kind)
        name = new_name if name_key(old) == name_key(topic.name) else old
        new[name_key(name)] = f"{name}{text.removeprefix(old)}"
    texts = tuple(new.values())
    if isinstance(row, m.EpisodeRow):
        row.own_symptoms = texts
    else:
        row.factors = texts


def retired(session: Session, row: m.Versioned, now: datetime) -> OwnTopic | None:
    """What is kept of one that is taken off the list; None: it was never used, and goes."""
    if not isinstance(row, m.OwnTopicRow):
        return None
    if not _rows(session, row.owner_id, row.name, row.kind):
        return None
    topic = stored(session, OwnTopic, row)
    return topic.with_(retired_on=topic.retired_on or local_day(now, topic.zone))
