"""The lines of a programme that files bring: which exercises are then planned twice."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from journal.core.diary.programme import planned_beside
from journal.core.model.names import named_once
from journal.core.model.records import Prescription, Record
from journal.store.diary import queries


@dataclass(slots=True)
class LinesOfFiles:
    """The lines that come new or change, by their ids."""

    lines: dict[str, Prescription] = field(default_factory=dict)

    def note(self, record: Record) -> None:
        """Remember a record, if it is a line of a programme."""
        if isinstance(record, Prescription):
            self.lines[record.id] = record

    def planned_twice(self, session: Session, owner: str, old_ids: Collection[str]) -> list[str]:
        """The exercises of theirs that another line asks for on the same days.

        Of the files, or of the owner's programme but for the lines that are replaced.
        """
        if not self.lines:
            return []
        stored_lines = [
            line
            for line in queries.programme(session, owner)
            if line.id not in self.lines and line.id not in old_ids
        ]
        all_lines = [*stored_lines, *self.lines.values()]
        repeated_lines = [line for line in self.lines.values() if planned_beside(line, all_lines)]
        return list(named_once(line.exercise for line in repeated_lines))
