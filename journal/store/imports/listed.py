"""What a person lists, which an imported file may call a little differently."""

from sqlalchemy.orm import Session

from journal.core.model.own_method import OwnMethod
from journal.exchange.trackers.listed_names import ListedNames
from journal.store.diary import queries
from journal.store.diary.rows import records, selected


def listed_names(session: Session, owner: str) -> ListedNames:
    """The exercises and what is used for relief that a person lists."""
    methods = records(session, OwnMethod, selected(OwnMethod, owner), {})
    return ListedNames(
        tuple(exercise.name for exercise in queries.exercises(session, owner)),
        tuple(method for method in methods if method.retired_on is None),
    )
