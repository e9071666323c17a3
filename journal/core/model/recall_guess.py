"""The guess of the recall check: a record like the others, and the week it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Self

from journal.core.model.fields import YesNo
from journal.core.model.inputs import LocalDay
from journal.core.model.periods import WEEK, Period
from journal.core.model.records import At, Level, Note, Timed


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallGuess(Timed):
    """What somebody thought last week's average pain was, asked once the week was over."""

    MOMENT: ClassVar[str] = "guessed_at"
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("week_starts_on", "level"),)

    guessed_at: At
    week_starts_on: LocalDay
    level: Level
    seen_before: Annotated[bool, YesNo()] | None = None
    """Whether a page had shown that week's average before; None: that is not known."""
    note: Note | None = None

    def typed_in(self, now: datetime, before: Self | None) -> Self:
        """Seen before as it was known, where an edit leaves the guess the same."""
        guess = Timed.typed_in(self, now, before)
        same = before and (before.level, before.week) == (self.level, self.week)
        return guess.with_(seen_before=before.seen_before) if before and same else guess

    @property
    def week(self) -> Period:
        """The seven days it is about."""
        return Period(self.week_starts_on, self.week_starts_on + timedelta(days=WEEK - 1))

    @property
    def in_time(self) -> bool:
        """Whether it was made in the seven days after its week."""
        return WEEK <= (self.day - self.week_starts_on).days < 2 * WEEK
