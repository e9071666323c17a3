"""What does not fit the rest of a diary, though nothing is wrong with it by itself."""

from sqlalchemy.orm import Session

from journal.core.model.records import Record
from journal.store.diary import ladder_doses, own_methods, own_topics


def refuse_unfit(
    session: Session, owner: str, record: Record, before: Record | None = None
) -> None:
    """Refuse a record that does not fit the others; what was so ``before`` may stay.

    A ladder for a dose that the programme has not, what a list has already. Raises FieldRefused.
    """
    ladder_doses.refuse_missing(session, owner, record, before)
    own_topics.refuse_namesake(session, owner, record, before)
    own_methods.refuse_twin(session, owner, record, before)
