"""What somebody answered about files of other trackers, kept for the next time."""

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.store import models as m


def remembered(session: Session, owner: str, about: str) -> dict[str, str]:
    """What was answered about files of this sort; empty where nothing was yet."""
    row = _row(session, owner, about)
    answers: dict[str, str] = json.loads(row.answers) if row else {}
    return answers


def remember(session: Session, owner: str, about: str, answers: Mapping[str, str]) -> None:
    """Keep what was answered instead of what was before. The caller commits."""
    text = json.dumps(dict(answers), ensure_ascii=False, sort_keys=True)
    row = _row(session, owner, about)
    if row is None:
        session.add(m.Mapping(owner_id=owner, about=about, answers=text))
    else:
        row.answers = text
    session.flush()


def _row(session: Session, owner: str, about: str) -> m.Mapping | None:
    question = select(m.Mapping).where(m.Mapping.owner_id == owner, m.Mapping.about == about)
    return session.scalars(question).one_or_none()
