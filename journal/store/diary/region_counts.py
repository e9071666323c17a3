"""Where it was, over a period."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.core.model.periods import Period
from journal.core.model.vocabulary import REGIONS
from journal.store.db import models as m
from journal.store.diary.queries import OWNER, in_days, of, touches


def marked(session: Session, owner: str, period: Period) -> Counter[tuple[str, ...]]:
    """How often each set of regions was marked, in a spasm or a pain level of a period."""
    pain, episode = m.PainLevelRow, m.EpisodeRow
    questions = (
        select(pain.regions, func.count())
        .where(pain.owner_id == OWNER, in_days(pain.day), pain.regions != ())
        .group_by(pain.regions),
        select(episode.regions, func.count())
        .where(episode.owner_id == OWNER, touches(), episode.regions != ())
        .group_by(episode.regions),
    )
    counts: Counter[tuple[str, ...]] = Counter()
    for question in questions:
        for regions, times in session.connection().execute(question, of(owner, period)).all():
            counts[regions] += times
    return counts


def places(sets: Mapping[tuple[str, ...], int]) -> dict[str, int]:
    """How often each region is in what was marked, in their order; none that never is."""
    counts: Counter[str] = Counter()
    for regions, times in sets.items():
        counts.update(dict.fromkeys(regions, times))
    return {region: counts[region] for region in REGIONS if counts[region]}
