"""Whether the programme has the dose that a ladder is about, and less of it than at its top."""

from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.faults import Problem
from journal.core.model.ladder import Ladder
from journal.core.model.names import stored_name_key
from journal.store.diary import queries
from journal.store.diary.row_writing import FieldRefused


def refuse_missing(
    session: Session, owner: str, record: r.Record, before: r.Record | None = None
) -> None:
    """Refuse a ladder for a dose that no line of its exercise has, now or to come, or has in full.

    One for an exercise that is in no line may wait for it, and one may stay as it was. Raises
    FieldRefused.
    """
    if not isinstance(record, Ladder):
        return
    if isinstance(before, Ladder) and _dose_of(before) == _dose_of(record):
        return
    own_lines = [
        line
        for line in queries.programme(session, owner)
        if stored_name_key(line.exercise) == stored_name_key(record.exercise)
        if line.ends_on is None or line.ends_on >= record.day
    ]
    amounts = [getattr(line, record.dose_part) for line in own_lines]
    if own_lines and not any(amounts):
        raise FieldRefused(Problem("dose_part", "no_such_dose"))
    least = min(filter(None, amounts), default=0)
    if least >= record.up_to:
        raise FieldRefused(Problem("up_to", "at_the_top", {"amount": least}))


def _dose_of(ladder: Ladder) -> tuple[str, str, int]:
    return ladder.exercise, ladder.dose_part, ladder.up_to
