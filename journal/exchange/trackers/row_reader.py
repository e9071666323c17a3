"""A row of any table as records, by the recipes that were answered."""

import json
import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model.fields import Choice, Day, Moment, Whole
from journal.exchange.files.clocks import clock
from journal.exchange.files.dates import Dates, When, offset_of
from journal.exchange.files.likely_use import regions_in
from journal.exchange.files.questions import EXERCISE, ZONE, Answers
from journal.exchange.files.table import Row
from journal.exchange.trackers.attacks import AS_IT_BEGAN, ENDS
from journal.exchange.trackers.cell_reader import (
    CellReader,
    Draft,
    LeftOutOfIt,
    Refused,
)
from journal.exchange.trackers.column_guesses import ABOUT, CLOCK, DAYS_ROLES, LASTED
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import NO, YES
from journal.exchange.trackers.intake import Intake, joined
from journal.exchange.trackers.mapping import KIND, Recipe, field_of, is_level, is_timed, tokens_of

LENGTHS: Final = ("minutes", "hold_seconds")
SETS_OF_REPS: Final = re.compile(r"(\d{1,2})\s*[x×*]\s*(\d{1,3})", re.I)


class RowReader(CellReader):
    """Reads the rows of a table by recipes."""

    def __init__(
        self, columns: dict[str, Profile], dates: Dates, recipes: list[Recipe], intake: Intake
    ) -> None:
        super().__init__(columns, intake)
        self.dates = dates
        self.recipes = recipes
        self.signature = signature(intake.answers)
        self.words = [key for key in columns if self.answers.get(f"column:{key}") == "words"]
        self.of_days = {
            key: role.partition(":")[2]
            for key in columns
            if (role := self.answers.get(f"column:{key}", "")) in DAYS_ROLES
        }
        self.about = [key for key in columns if self.answers.get(f"column:{key}") == ABOUT]
        self.told: int = 0
        """The line whose note is already with a record: it is not said twice."""
        self.only_days = {key for key, it in columns.items() if it.is_days and not it.has_clock}

    def take(self, row: Row) -> None:
        """Bring in one row: every record that it holds."""
        taken = False
        for recipe in self.recipes:
            if not any(row[key] for key in recipe.own):
                continue
            taken = True
            try:
                self._add(row, recipe)
            except LeftOutOfIt as left:
                self.intake.leave("row", left.why)
            except Refused:
                return
        self._take_days(row)
        if self.recipes and not taken and not any(row[key] for key in self.of_days):
            self.intake.leave("row", "empty")

    def _add(self, row: Row, recipe: Recipe) -> None:
        draft = Draft(dict(recipe.constants))
        if recipe.kind in (r.PainLevel, r.Episode):
            self._check_subject(row, draft)
        if recipe.needed_done:
            self._check_done(row, recipe.needed_done, draft)
        for name, column in recipe.columns.items():
            if row[column] and name not in (CLOCK, LASTED, "outcome"):
                text = self._text(row, recipe, name, draft)
                if text:
                    draft.texts[name] = text
        if recipe.kind is r.CompletedExercise and not self._counts(row, recipe, draft):
            raise LeftOutOfIt("not_done")
        self._finish_moments(row, recipe, draft)
        self._tell(row, draft)
        self.intake.add(
            row, recipe.kind, self._key(row, recipe, draft), draft.texts, recipe.columns
        )

    def _tell(self, row: Row, draft: Draft) -> None:
        """Give the note of the row to the first record that is made of it."""
        first = self.told != row.line
        words = [f"{column}: {row[column]}" for column in self.words if row[column]]
        kept = draft.kept + (words if first else [])
        note = draft.texts.get("note") if first else ""
        draft.texts["note"] = "\n".join(part for part in (note, joined(*kept)) if part)
        self.told = row.line

    def _check_subject(self, row: Row, draft: Draft) -> None:
        """Leave a row out that is about another place than the back; note which place it says."""
        for column in self.about:
            if not (said := row[column]):
                continue
            answer = self.answers.get(f"word:{column}:{said}", "")
            draft.used.append(f"{said}={answer}")
            if not answer:
                raise LeftOutOfIt("elsewhere")
            draft.kept.append(f"{column}: {said}")
            if regions := regions_in(said):
                draft.texts.setdefault("regions", regions)

    def _key(self, row: Row, recipe: Recipe, draft: Draft) -> list[str]:
        """What the record is known by: what its columns meant, and the cells that say when."""
        kind = recipe.kind
        names = (kind.MOMENT, "day", EXERCISE, "method", KIND, CLOCK)
        meaning = json.dumps(
            [self.signature, sorted(recipe.columns.items()), sorted(recipe.constants.items()),
             str(recipe.at or ""), draft.used]
        )  # fmt: skip
        return [meaning, *(row[recipe.columns[name]] for name in names if name in recipe.columns)]

    def _counts(self, row: Row, recipe: Recipe, draft: Draft) -> bool:
        """Whether an exercise was done: whatever counts it says more than nothing."""
        counted = [name for name in r.DOSE if name in recipe.columns and name != "side"]
        return not counted or any(name in draft.texts for name in counted)

    def _check_done(self, row: Row, column: str, draft: Draft) -> None:
        """Leave a row out that says that it was not done; note in which way it was."""
        said = row[column]
        answer = self.answers.get(f"word:{column}:{said}")
        if answer is None:
            profile = self.columns[column]
            number = profile.number(said)
            done = number > 0 if number is not None else said.casefold() in YES
            answer = "done" if done else ""
            if number is not None and said not in ("0", "1"):
                draft.kept.append(f"{column}: {said}")
        draft.used.append(f"{said}={answer}")
        if not answer:
            raise LeftOutOfIt("not_done")
        draft.texts["outcome"] = answer

    def _text(self, row: Row, recipe: Recipe, name: str, draft: Draft) -> str:
        """A cell as its field reads it; what was changed is kept in the draft."""
        column, its = recipe.columns[name], field_of(recipe.kind, name)
        if name == ZONE:
            return self._zone(row, column)
        if is_timed(its):
            return self._moment(row, recipe, name)
        if name in LENGTHS:
            return self._length(row, column, name, draft)
        if isinstance(its, Whole):
            return self._count(row, column, name, draft, level=is_level(its))
        if tokens := tokens_of(its):
            return self._translated(row, column, tokens, draft, needed=isinstance(its, Choice))
        return row[column]

    def _count(self, row: Row, column: str, name: str, draft: Draft, *, level: bool) -> str:
        """A whole number; ``3x10`` of a column of repetitions gives the sets too."""
        if name == "reps" and (pair := SETS_OF_REPS.fullmatch(row[column])):
            draft.texts.setdefault("sets", pair[1])
            return pair[2]
        return self._number(row, column, draft, level=level)

    # When it was

    def _zone(self, row: Row, column: str) -> str:
        said = row[column]
        if moments.zone_exists(said) or offset_of(said) is not None:
            return said if moments.zone_exists(said) else ""
        answer = self.answers.get(f"zone:{said}")
        if not answer:
            self.intake.refuse(row, column, "no_such_zone")
            raise Refused
        return answer

    def _offset(self, row: Row, recipe: Recipe) -> timedelta | None:
        column = recipe.columns.get(ZONE)
        return offset_of(row[column]) if column else None

    def _when(self, row: Row, column: str) -> When:
        when = self.dates.read(row[column])
        if when is None:
            self.intake.refuse(row, column, "expected_moment")
            raise Refused
        return when

    def _moment(self, row: Row, recipe: Recipe, name: str) -> str:
        column, its = recipe.columns[name], field_of(recipe.kind, name)
        if isinstance(its, Day):
            return self._when(row, column).day.isoformat()
        if (
            name == "ended_at"
            and (at := clock(row[column])) is not None
            and column not in self.only_days
        ):
            return self._clock_after(row, recipe, at)
        when = self._when(row, column)
        length = when.clock
        if column in self.only_days or length is None:
            own = recipe.columns.get(CLOCK) if name == recipe.kind.MOMENT else None
            length = self._own_clock(row, own) if own and row[own] else recipe.at
        elif recipe.at is not None and name == recipe.kind.MOMENT:
            length = length or recipe.at
        if when.offset is None and (offset := self._offset(row, recipe)) is not None:
            when = When(when.day, when.clock, offset)
        if length is None:
            return self.intake.about(when.day)
        if name == recipe.kind.MOMENT and recipe.at is not None and length == recipe.at:
            return self.intake.about(
                when.day, (datetime.combine(when.day, time()) + length).time()
            )
        return When(when.day, length, when.offset).text()

    def _own_clock(self, row: Row, column: str) -> timedelta:
        at = self.columns[column].clock(row[column])
        if at is None:
            answer = self.answers.get(f"word:{column}:{row[column]}")
            at = clock(answer) if answer else None
        if at is None:
            self.intake.refuse(row, column, "expected_clock")
            raise Refused
        return at

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
        when = self.dates.read(row[column])
        inside = column not in self.only_days and when is not None and when.clock is not None
        return bool(own and row[own]) or inside

    def _finish_moments(self, row: Row, recipe: Recipe, draft: Draft) -> None:
        """Give a record its moment where only a day is given, and an episode its end."""
        kind, texts = recipe.kind, draft.texts
        if kind.MOMENT and kind.MOMENT not in texts and "day" in texts:
            dated = _dated_by_day(recipe)
            texts[kind.MOMENT] = self._moment(row, dated, kind.MOMENT)
            if texts.get("ended_at", texts[kind.MOMENT]) < texts[kind.MOMENT]:
                texts[kind.MOMENT] = texts["ended_at"]
                draft.kept.append("no beginning was noted")
        if kind is r.Episode and "ended_at" not in texts and kind.MOMENT in texts:
            self._end(row, recipe, draft)

    def _end(self, row: Row, recipe: Recipe, draft: Draft) -> None:
        texts, column = draft.texts, recipe.columns.get(LASTED, "")
        if column and row[column]:
            length = self._seconds(row, column, draft)
            if length < 0:
                self.intake.refuse(row, column, "expected_length")
                raise Refused
            texts["ended_at"] = self._after(texts, timedelta(seconds=round(length)))
            draft.kept.append(f"{column}: {row[column]}")
            return
        wanted = self.answers.get(ENDS, "")
        draft.used.append(f"{ENDS}={wanted}")
        if not wanted:
            raise LeftOutOfIt("without_end")
        if wanted == AS_IT_BEGAN:
            texts["ended_at"] = texts["started_at"]
            draft.kept.append("no end was noted")

    def _after(self, texts: dict[str, str], length: timedelta) -> str:
        """So long after the start, counted between moments."""
        zone = texts.get(ZONE) or self.intake.zone
        try:
            start = Moment().read_in(zone, texts["started_at"])
        except ValueError:
            return ""  # the start is refused as well, with its reason
        return f"{start + length:%Y-%m-%dT%H:%M:%SZ}"

    # What it says of the day

    def _take_days(self, row: Row) -> None:
        dated = next((it for it in self.recipes if it.kind.MOMENT), None)
        column = dated and (dated.columns.get(dated.kind.MOMENT) or dated.columns.get("day"))
        when = self.dates.read(row[column]) if column else None
        for key, name in self.of_days.items():
            if not row[key] or when is None:
                continue
            draft = Draft({})
            try:
                if name == "sleep":
                    text = self._number(row, key, draft, level=True)
                else:
                    answer = self.answers.get(f"word:{key}:{row[key]}", row[key].casefold())
                    text = "yes" if answer in YES else "no" if answer in NO else ""
            except (Refused, LeftOutOfIt):
                continue
            if text:
                self.intake.mark(row, when.day, name, text)


def _dated_by_day(recipe: Recipe) -> Recipe:
    """The same recipe, with its moment read from the column of the day."""
    columns = {**recipe.columns, recipe.kind.MOMENT: recipe.columns["day"]}
    return replace(recipe, columns=columns)


def signature(answers: Answers) -> list[tuple[str, str]]:
    """What the columns were said to hold; a record made by another mapping is another one."""
    starts = ("kind", "column:", "constant:", "scale:", "does:")
    return sorted((key, said) for key, said in answers.items() if key.startswith(starts) and said)
