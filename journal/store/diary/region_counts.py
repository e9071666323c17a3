"""Where it was, over a period."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.core.model.periods import Period
from journal.core.model.vocabulary import REGIONS
from journal.store.db import models as m
from journal.store.diary.queries import OWNER, in_days, of, touches


def places(session: Session, owner: str, period: Period) -> dict[str, int]:
    """How often each region was marked in a spasm or a pain level of a period, in their order."""
    pain, episode = m.PainLevelRow, m.EpisodeRow
    questions = (
        select(pain.regions, func.count())
        .where(pain.owner_id == OWNER, in_days(pain.day), pain.regions != ())
        .group_by(pain.regions),
        select(episode.regions, func.count())
        .where(episode.owner_id == OWNER, touches(), episode.regions != ())
        .group_by(episode.regions),
    )
    counted: Counter[str] = Counter()
    for question in questions:
        for regions, times in session.connection().execute(question, of(owner, period)).all():
            counted.update(dict.fromkeys(regions, times))
    return {region: counted[region] for region in REGIONS if counted[region]}
