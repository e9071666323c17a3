"""When something was, by the cells of a row: its day, time, zone and end."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model.periods import ONE_DAY
from journal.core.model.time_fields import Day, Moment
from journal.exchange.files.clocks import clock, late_clock
from journal.exchange.files.dates import Dates, When
from journal.exchange.files.day_parts import names_period, offset_of
from journal.exchange.files.questions import ZONE
from journal.exchange.files.table import Row
from journal.exchange.own.compiled import remembering
from journal.exchange.trackers.attacks import AS_IT_BEGAN, ENDS
from journal.exchange.trackers.cell_reader import (
    CellReader,
    Draft,
    LeftOutOfIt,
    RowRefused,
    says_nothing,
)
from journal.exchange.trackers.clock_questions import LATE, MIDNIGHTS, NO_TIME
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import CLOCK, LASTED
from journal.exchange.trackers.column_words import says_end
from journal.exchange.trackers.intake import Intake
from journal.exchange.trackers.mapping import Recipe, field_of


class MomentReader(CellReader):
    """Reads the moments of a table whose days are written in one way."""

    def __init__(self, columns: dict[str, Profile], dates: Dates, intake: Intake) -> None:
        super().__init__(columns, intake)
        self.dates = dates
        self.day = remembering(dates.read)
        """What a cell says in the way its table writes days."""
        self.clock = remembering(lambda column, cell: columns[column].clock(cell))
        """The same of a time of day."""
        self.only_days = {
            key for key, column in columns.items() if column.is_days and not column.has_clock
        }

        self.untimed = {
            key for key in columns if self.answers.get(f"{MIDNIGHTS}:{key}") == NO_TIME
        }

    def own_clock(self, column: str, when: When) -> timedelta | None:
        """The time that a cell gives beside its day; None where 0:00 only stands for the day."""
        is_day = column in self.only_days or (column in self.untimed and not when.clock)
        return None if is_day else when.clock

    def _zone(self, row: Row, column: str) -> str:
        cell = row[column]
        if moments.zone_exists(cell) or offset_of(cell) is not None:
            return cell if moments.zone_exists(cell) else ""
        answer = self.answers.get(f"zone:{cell}")
        if not answer:
            self.intake.refuse(row, column, "no_such_zone")
            raise RowRefused
        return answer

    def _offset(self, row: Row, recipe: Recipe) -> timedelta | None:
        column = recipe.columns.get(ZONE)
        return offset_of(row[column]) if column else None

    def _when(self, row: Row, column: str) -> When:
        when = self.day(row[column])
        if when is None:
            is_period = names_period(row[column])
            self.intake.refuse(row, column, "expected_day_of" if is_period else "expected_moment")
            raise RowRefused
        return when

    def _moment(self, row: Row, recipe: Recipe, name: str) -> str:
        column, field = recipe.columns[name], field_of(recipe.kind, name)
        if isinstance(field, Day):
            return self._when(row, column).day.isoformat()
        if (
            name == "ended_at"
            and column not in self.only_days
            and (at := self._clock_of_end(row, column)) is not None
        ):
            return self._clock_after(row, recipe, at)
        when = self._when(row, column)
        since_midnight = self.own_clock(column, when)
        if since_midnight is None:
            own = recipe.columns.get(CLOCK) if name == recipe.kind.MOMENT else None
            since_midnight = self._own_clock(row, own) if own and row[own] else recipe.at
        elif recipe.at is not None and name == recipe.kind.MOMENT:
            since_midnight = since_midnight or recipe.at
        if when.offset is None and (offset := self._offset(row, recipe)) is not None:
            when = When(when.day, when.clock, offset)
        if since_midnight is None:
            return self.intake.about(when.day)
        if name == recipe.kind.MOMENT and recipe.at is not None and since_midnight == recipe.at:
            return self.intake.about(
                when.day, (datetime.combine(when.day, time()) + since_midnight).time()
            )
        return When(when.day, since_midnight, when.offset).text()

    def _own_clock(self, row: Row, column: str) -> timedelta:
        at = self.clock(column, row[column])
        if at is None:
            answer = self.answers.get(f"word:{column}:{row[column]}")
            at = clock(answer) if answer else None
        if at is None:
            self.intake.refuse(row, column, "expected_clock")
            raise RowRefused
        self._check_late(row, column, at)
        return at

    def _check_late(self, row: Row, column: str, at: timedelta) -> None:
        """Tell of a time after 24:00; leave out what it is of, as answered."""
        if at <= ONE_DAY:
            return
        if not self.answers.get(f"{LATE}:{column}"):
            raise LeftOutOfIt("past_midnight")
        self.intake.file.past_midnight.add(row.line)

    def _clock_of_end(self, row: Row, column: str) -> timedelta | None:
        at = late_clock(row[column])
        if at is not None:
            self._check_late(row, column, at)
        return clock(row[column]) if at is None else at

    def _clock_after(self, row: Row, recipe: Recipe, at: timedelta) -> str:
        """The moment of an end that is only a clock: on the start's day, or the day after."""
        moment = recipe.kind.MOMENT
        column = recipe.columns.get(moment)
        if "day" in recipe.columns and not (column and row[column]):
            recipe = _dated_by_day(recipe)
        start = datetime.fromisoformat(self._moment(row, recipe, moment))
        end = datetime.combine(start.date(), time(), start.tzinfo) + at
        is_next_day = end < start and self._has_clock(row, recipe)
        return (end + timedelta(days=1) if is_next_day else end).isoformat()

    def _has_clock(self, row: Row, recipe: Recipe) -> bool:
        """Whether the row says at what time of its day something was."""
        own = recipe.columns.get(CLOCK)
        column = recipe.columns[recipe.kind.MOMENT]
        when = self.day(row[column])
        inside = when is not None and self.own_clock(column, when) is not None
        return bool(own and row[own]) or inside

    def _finish_moments(self, row: Row, recipe: Recipe, draft: Draft) -> None:
        """Give a record its moment where only a day is given, and an episode its end."""
        kind, texts = recipe.kind, draft.texts
        if kind.MOMENT and kind.MOMENT not in texts and "day" in texts:
            dated = _dated_by_day(recipe)
            texts[kind.MOMENT] = self._moment(row, dated, kind.MOMENT)
            if texts.get("ended_at", texts[kind.MOMENT]) < texts[kind.MOMENT]:
                texts[kind.MOMENT] = texts["ended_at"]
                draft.remarks.append("no beginning was noted")
        if kind is r.Episode and "ended_at" not in texts and kind.MOMENT in texts:
            self._end(row, recipe, draft)

    def _end(self, row: Row, recipe: Recipe, draft: Draft) -> None:
        texts, column = draft.texts, recipe.columns.get(LASTED, "")
        if column and says_end(row[column]):
            length = self._seconds(row, column, draft)
            if length < 0:
                self.intake.refuse(row, column, "expected_length")
                raise RowRefused
            texts["ended_at"] = self._after(texts, timedelta(seconds=round(length)))
            draft.remarks.append(f"{column}: {row[column]}")
            return
        if column and says_nothing(row[column]):
            self.intake.leave_cell(row, column)
        elif column and row[column]:
            draft.remarks.append(f"{column}: {row[column]}")
        answer = self.answers.get(ENDS, "")
        draft.used.append(f"{ENDS}={answer}")
        if not answer:
            raise LeftOutOfIt("without_end")
        if answer == AS_IT_BEGAN:
            texts["ended_at"] = texts["started_at"]
            draft.remarks.append("no end was noted")

    def _after(self, texts: dict[str, str], length: timedelta) -> str:
        """So long after the start, counted between moments."""
        zone = texts.get(ZONE) or self.intake.zone
        try:
            start = Moment().read_in(zone, texts["started_at"])
        except ValueError:
            return ""  # the start is refused as well, with its reason
        return f"{start + length:%Y-%m-%dT%H:%M:%SZ}"


def _dated_by_day(recipe: Recipe) -> Recipe:
    """The same recipe, with its moment read from the column of the day."""
    columns = {**recipe.columns, recipe.kind.MOMENT: recipe.columns["day"]}
    return replace(recipe, columns=columns)
