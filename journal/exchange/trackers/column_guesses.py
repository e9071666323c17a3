"""What the columns of any table probably hold, by their names and by what stands in them."""

from collections.abc import Mapping
from typing import Final

from journal.core.model import records as r
from journal.core.model.amounts import Amount
from journal.core.model.check_in import CheckIn
from journal.core.model.inputs import columns as fields_of
from journal.core.model.time_fields import Day, Moment
from journal.exchange.files.day_parts import names_period
from journal.exchange.files.durations import minutes_after
from journal.exchange.files.likely_use import is_back_pain, is_elsewhere
from journal.exchange.files.use_words import EXERCISE_WORDS, MOVEMENT_WORDS
from journal.exchange.trackers.column_profiles import HALF, Profile
from journal.exchange.trackers.column_roles import ABOUT, CLOCK, LASTED, LEVEL, WORDS
from journal.exchange.trackers.column_words import (
    AFTER_WORDS,
    BEFORE_WORDS,
    COUNT_WORDS,
    COUNTS,
    DATE_WORDS,
    DONE_WORDS,
    DOSE_WORDS,
    END_WORDS,
    LENGTH_WORDS,
    LEVEL_WORDS,
    METHOD_WORDS,
    NAME_WORDS,
    NO_LEVELS,
    NOTE_WORDS,
    NUMBERING_WORDS,
    PART_WORDS,
    SIDE_COLUMN_WORDS,
    SLEEP_WORDS,
    START_WORDS,
    STRESS_WORDS,
    SUBJECT_WORDS,
    SYMPTOM_WORDS,
    TIME_WORDS,
    TRIGGER_WORDS,
    WORST_WORDS,
    ZONE_WORDS,
    Names,
    words,
)
from journal.exchange.trackers.exercise_columns import (
    exercise_role,
    is_outcome,
    is_question,
    only_titles,
)
from journal.exchange.trackers.level_columns import kind_of_level
from journal.exchange.trackers.relief_cells import relief_role, says_doses
from journal.exchange.trackers.repeated_columns import may_stand_twice, settled
from journal.exchange.trackers.sleep_columns import says_how_good

SUBJECTS_MOST: Final = 50


class Guesses:
    """Guesses what each column of a table holds, of rows of ``kind``; some have ``roles``."""

    def __init__(
        self, columns: Mapping[str, Profile], kind: type[r.Record], roles: Mapping[str, str]
    ) -> None:
        self.columns, self.known_roles = columns, roles
        self.kind = kind
        self.fields = [column.name for column in fields_of(kind) if column.name != "id"]
        self.roles: set[str] = set()
        self.of_days = [key for key, profile in columns.items() if profile.is_days]
        self.has_exercise = any(words(key) & NAME_WORDS for key in columns)

    def all(self) -> dict[str, str]:
        """The guess for each column, by its key; empty where none is likely."""
        guesses = {key: self.known_roles.get(key) or self._exact(key) for key in self.columns}
        self.roles = {role for role in guesses.values() if role}
        for each in (self._of_time, self._of_value):
            for key, column in self.columns.items():
                step = self._exercise if self._is_an_exercise(column) else each
                role = "" if guesses[key] else step(column, words(key))
                if role and (role not in self.roles or may_stand_twice(role, key)):
                    guesses[key] = role
                    self.roles.add(role)
        for key in self._levels_without_name(guesses):
            guesses[key] = kind_of_level(words(key), self.kind)
        return settled(guesses, self.columns, self.kind)

    def _is_an_exercise(self, column: Profile) -> bool:
        """Whether a column of a table of exercises is one of them by its name."""
        of_one = self.kind is r.CompletedExercise and not self.has_exercise
        return of_one and bool(words(column.key) & MOVEMENT_WORDS) and not column.is_days

    def _levels_without_name(self, roles: dict[str, str]) -> list[str]:
        """The columns that must be the levels, where none is called so."""
        level = "peak_level" if self.kind is r.Episode else LEVEL
        if self.kind not in (r.PainLevel, r.Episode) or any(
            role.startswith(level) for role in roles.values()
        ):
            return []
        open_ones = [
            key
            for key in self.columns
            if not (roles[key] or words(key) & NO_LEVELS or is_elsewhere(key))
        ]
        fine = [key for key in open_ones if self.columns[key].is_levels]
        candidates = [
            key
            for key in open_ones
            if self.columns[key].may_be_levels
            and kind_of_level(words(key), self.kind) not in (LEVEL, "peak_level")
        ]
        return candidates or (fine if len(fine) == 1 else [])

    def _fits(self, name: str, column: Profile) -> bool:
        """Whether a column named as a field holds what that field can."""
        field = next(each.field for each in fields_of(self.kind) if each.name == name)
        if isinstance(field, Day | Moment):
            return column.is_days or not column.cells
        if isinstance(field, Amount):
            return says_doses(column)
        return not column.is_days

    def _exact(self, key: str) -> str:
        """A column that is named as the field is."""
        name = "_".join(key.split()).replace("-", "_").partition("(")[0].strip("_")
        plain = name in self.fields and name not in ("level", "outcome", "day", "pain", "activity")
        day = name == "day" and (not self.kind.MOMENT or len(self.of_days) == 1)
        if plain and name == "zone" and not self.columns[key].is_zones:
            return "zone" if self.columns[key].cells else ""
        peg = self.kind is CheckIn and name in self.fields
        if (plain or peg or day) and not self._fits(name, self.columns[key]):
            return ""
        return name if plain or peg or day else ""

    def _of_time(self, column: Profile, names: Names) -> str:
        if column.is_zones and names & ZONE_WORDS:
            return "zone" if self.kind.MOMENT else ""
        if self.kind is r.Episode and names & END_WORDS and (column.is_days or column.is_clocks):
            return "ended_at"
        if column.has_period_days and self.kind is not CheckIn:
            return ""
        if column.is_days or (not self.of_days and self._is_called_a_day(column, names)):
            return self._of_days(column, names)
        if column.is_clocks or column.is_parts_of_day or self._is_named_clock(column, names):
            return self._of_clock(column, names)
        return ""

    def _is_called_a_day(self, column: Profile, names: Names) -> bool:
        """Whether a column is named as days are, or holds months, weeks or years without a day."""
        return bool(names & DATE_WORDS) or column.share(map(names_period, column.sample)) >= HALF

    def _is_named_clock(self, column: Profile, names: Names) -> bool:
        """Whether a column is called a time and holds words, beside one of days."""
        if not (names and names <= TIME_WORDS | START_WORDS and self.of_days):
            return False
        return not column.is_numbers or all(
            column.clock(cell) is not None for cell in column.sample
        )

    def _of_days(self, column: Profile, names: Names) -> str:
        if not self.kind.MOMENT:
            return next((name for name in ("day", "starts_on") if name in self.fields), "")
        starts = [key for key in self.of_days if words(key) & START_WORDS]
        dated = [key for key in self.of_days if words(key) & DATE_WORDS]
        first = (starts or dated or self.of_days or [column.key])[0]
        return self.kind.MOMENT if column.key == first else ""

    def _of_clock(self, column: Profile, names: Names) -> str:
        if self._is_length(column, names):
            return self._length()
        if not self.kind.MOMENT or not self.of_days:
            return ""
        timed = any(self.columns[key].has_clock for key in self.of_days)
        if timed and not column.is_parts_of_day:
            return self._length() if column.may_be_lengths else ""
        time_words = names & (TIME_WORDS | START_WORDS)
        may_be_part = column.is_parts_of_day and not timed and not names & NOTE_WORDS
        return CLOCK if time_words or may_be_part else ""

    def _is_length(self, column: Profile, names: Names) -> bool:
        """A length and no time of day: by its name, or by what stands beside it."""
        if names & LENGTH_WORDS:
            return not names & SLEEP_WORDS
        has_counts = any(
            words(key) & (COUNTS["reps"] | {"distance", "weight", "km"}) for key in self.columns
        )
        goes_far = any(words(key) & {"distance", "km"} for key in self.columns)
        if self.kind is r.CompletedExercise and column.is_small_hours:
            return True
        within_a_day = column.is_fractions or column.is_parts_of_day
        within_a_day |= column.is_round_clocks and not goes_far
        return has_counts and column.may_be_lengths and not within_a_day

    def _length(self) -> str:
        return LASTED if self.kind is r.Episode else "minutes" if "minutes" in self.fields else ""

    def _of_value(self, column: Profile, names: Names) -> str:
        if self._is_subject(column, names):
            return ABOUT
        timed = names & (EXERCISE_WORDS | LENGTH_WORDS | NOTE_WORDS)
        if column.is_days or (column.is_clocks and not timed):
            return ""
        level = self._level(column, names)
        if level:
            return level
        if (
            names & LENGTH_WORDS
            and not names & SLEEP_WORDS
            and (column.has_lengths or not column.cells)
        ):
            length = self._length()
            return length if length and length not in self.roles else self._exercise(column, names)
        return self._of_name(column, names) or self._exercise(column, names)

    def _level(self, column: Profile, names: Names) -> str:
        part = any(names & fitting for fitting in PART_WORDS.values())
        numbers_rows = column.counts_rows and names & NUMBERING_WORDS
        fits = (column.is_numbers or not column.is_yes_no) and not numbers_rows
        worst = self.kind is r.Episode and names & WORST_WORDS
        of_levels = (part or worst or is_back_pain(column.key)) and column.may_be_levels
        if (
            not fits
            or (names & (LENGTH_WORDS - {"min", "long"}) and column.is_lengths)
            or not (names & LEVEL_WORDS or of_levels)
            or names & (EXERCISE_WORDS - {"dog"})
        ):
            return ""
        if self.kind not in (r.PainLevel, r.Episode):
            return self._around(column.key, names)
        if names & COUNT_WORDS and not is_question(column.key):
            return ""
        if is_elsewhere(column.key) and not is_question(column.key) and not part:
            return ""
        return kind_of_level(names, self.kind)

    def _around(self, column_key: str, names: Names) -> str:
        """The level before an exercise or a relief, or after it; in words where no field fits."""
        if "pain_before" not in self.fields:
            return ""
        if names & BEFORE_WORDS:
            return "pain_before"
        if not names & AFTER_WORDS:
            return ""
        if "pain_after" in self.fields:
            return "pain_after"
        role = f"pain_after_{minutes_after(column_key)}"
        return role if role in self.fields else WORDS

    def _is_subject(self, column: Profile, names: Names) -> bool:
        """Whether a column says what hurts: the back, and something else."""
        if self.kind not in (r.PainLevel, r.Episode) or not names & SUBJECT_WORDS:
            return False
        few = 0 < len(column.sample) <= SUBJECTS_MOST and not column.is_numbers
        return few and any(is_back_pain(cell) or is_elsewhere(cell) for cell in column.sample)

    def _of_name(self, column: Profile, names: Names) -> str:
        field_words = {
            "exercise": NAME_WORDS | (names if names == {"name"} else frozenset()),
            "method": METHOD_WORDS,
            "triggers": TRIGGER_WORDS,
            "symptoms": SYMPTOM_WORDS,
            "outcome": DONE_WORDS,
            "side": SIDE_COLUMN_WORDS,
            "note": NOTE_WORDS,
            "dose": DOSE_WORDS,
            **COUNTS,
        }
        exercise_is_named = names & NAME_WORDS or not self.has_exercise
        a_name = (
            exercise_is_named
            and not only_titles(names, self.columns.values())
            and not (column.is_numbers or column.is_yes_no)
        )
        of_one = bool(names & MOVEMENT_WORDS)
        fine = {"exercise": a_name, "outcome": is_outcome(column, names)}
        fine["dose"] = says_doses(column)
        fine["side"] = not (column.is_numbers or of_one)
        fine |= dict.fromkeys(COUNTS, not of_one)
        for field, own_words in field_words.items():
            is_free = field in self.fields and field not in self.roles
            if is_free and names & own_words and fine.get(field, True):
                return field
        if names & (TRIGGER_WORDS | SYMPTOM_WORDS | NOTE_WORDS):
            return "" if column.is_numbers else WORDS
        role = relief_role(column, names) if self.kind.MOMENT and self.kind is not r.Relief else ""
        if role or names & METHOD_WORDS:
            return role or WORDS
        if self.kind is not r.DayNote and names & SLEEP_WORDS and says_how_good(column, names):
            return "days:sleep"
        if self.kind is not r.DayNote and names & STRESS_WORDS and column.is_yes_no:
            return "days:stress"
        return ""

    def _exercise(self, column: Profile, names: Names) -> str:
        return exercise_role(column, names) if self.kind.MOMENT else ""
