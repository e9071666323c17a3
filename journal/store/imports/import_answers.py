"""What somebody answered about files of other trackers, kept for the next time."""

import json
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.store.db import models as m


def remembered(session: Session, owner: str, about: str) -> dict[str, str]:
    """What was answered about files of this sort; empty where nothing was yet."""
    row = _row(session, owner, about)
    return _answers(row) if row else {}


def everything(session: Session, owner: str) -> dict[str, dict[str, str]]:
    """What was answered about files of every sort."""
    rows = session.scalars(select(m.Mapping).where(m.Mapping.owner_id == owner))
    return {row.about: _answers(row) for row in sorted(rows, key=lambda row: row.about)}


def put(session: Session, owner: str, answers_by_source: Mapping[str, Mapping[str, str]]) -> None:
    """Keep just what ``everything`` gave, here or elsewhere. The caller commits."""
    session.execute(delete(m.Mapping).where(m.Mapping.owner_id == owner))
    session.add_all(
        m.Mapping(owner_id=owner, about=about, answers=_text(answers))
        for about, answers in answers_by_source.items()
    )
    session.flush()


def remember(session: Session, owner: str, about: str, answers: Mapping[str, str]) -> None:
    """Keep what was answered instead of what was before. The caller commits."""
    text = _text(answers)
    row = _row(session, owner, about)
    if row is None:
        session.add(m.Mapping(owner_id=owner, about=about, answers=text))
    else:
        row.answers = text
    session.flush()


def _row(session: Session, owner: str, about: str) -> m.Mapping | None:
    question = select(m.Mapping).where(m.Mapping.owner_id == owner, m.Mapping.about == about)
    return session.scalars(question).one_or_none()


def _answers(row: m.Mapping) -> dict[str, str]:
    answers: dict[str, str] = json.loads(row.answers)
    return answers


def _text(answers: Mapping[str, str]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False, sort_keys=True)
