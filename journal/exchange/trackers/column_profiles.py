"""What the cells of a column look like: days, times of day, lengths of time, numbers, words."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice, pairwise
from typing import Final

from journal.core.model import moments
from journal.core.model.periods import WEEK
from journal.core.model.vocabulary import LEVEL_HIGHEST
from journal.exchange.files.clocks import (
    HOURS_A_DAY,
    PART_OF_WORD,
    SECONDS_A_DAY,
    clock,
    is_clock,
    late_clock,
)
from journal.exchange.files.dates import Dates
from journal.exchange.files.day_parts import DAY_OF_WEEK, offset_of
from journal.exchange.files.durations import says_its_unit, seconds_of
from journal.exchange.files.numbers import Numbers, out_of
from journal.exchange.files.short_zones import ZONES_OF_SHORT
from journal.exchange.trackers.column_words import (
    DATE_WORDS,
    MONTH_WORDS,
    NO,
    NOT_GIVEN,
    WEEK_WORDS,
    YEAR_WORDS,
    YES,
    words,
)
from journal.exchange.trackers.scale_names import named_scale

SAMPLE: Final = 500
"""So many cells of a column are looked at to tell what they are."""
DECIMALS: Final = 3
"""With so many decimals, or with one, some number below 1 is a part of a day and no time."""
MOSTLY: Final = 0.6
HALF: Final = 0.5
CLOSE: Final = 2
"""Two numbers with a slash between them are a range where they are no farther apart."""
CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})")
PERIOD_WORDS: Final = MONTH_WORDS | WEEK_WORDS | YEAR_WORDS
MORNING: Final = 6
"""The hour from which people are up."""
ANSWERS_MOST: Final = 10
"""A column that says whether something was done has no more different words than this."""
SMALL: Final = 4
"""Hours before which hardly anybody exercises."""
ROUND: Final = 5
"""Minutes to which people write times of day."""


@dataclass(frozen=True)
class Profile:
    """A column by its key, its cells that are not empty, and its name as the file writes it."""

    key: str
    cells: tuple[str, ...]
    """Of the whole column."""
    name: str

    @cached_property
    def texts(self) -> Counter[str]:
        """Its texts in the order of their first cells, and how many cells have each."""
        return Counter(self.cells)

    @cached_property
    def sample(self) -> tuple[str, ...]:
        """Some of its cells, each of another text."""
        return tuple(islice(self.texts, SAMPLE))

    def share(self, fitting: Iterable[object]) -> float:
        """Which part of the sample fits."""
        return sum(1 for fit in fitting if fit) / len(self.sample) if self.sample else 0.0

    @cached_property
    def dates(self) -> Dates:
        """How its days are written."""
        return Dates(self.sample)

    @cached_property
    def is_days(self) -> bool:
        """Whether most of its cells are days, with a time of day or not."""
        return self.share(self.dates.read(cell) for cell in self.sample) >= HALF

    @cached_property
    def days(self) -> list[date]:
        """The different days of its sample, in order."""
        return sorted({when.day for cell in self.sample if (when := self.dates.read(cell))})

    @cached_property
    def has_period_days(self) -> bool:
        """Whether its days only stand for the months or the weeks that begin with them."""
        if not (words(self.key) & PERIOD_WORDS) or words(self.key) & DATE_WORDS:
            return False
        gaps = {(after - before).days for before, after in pairwise(self.days)}
        of_months = all(day.day == 1 for day in self.days)
        by_weekday = any(DAY_OF_WEEK.match(cell) for cell in self.sample)
        of_periods = of_months or not any(gap % WEEK for gap in gaps)
        return self.is_days and of_periods and not by_weekday

    @cached_property
    def has_clock(self) -> bool:
        """Whether its days have times other than midnight."""
        readings = (self.dates.read(cell) for cell in self.sample)
        return any(when and when.clock for when in readings)

    @cached_property
    def is_clocks(self) -> bool:
        """Whether most of its cells are times of day."""
        return not self.is_days and self.share(map(is_clock, self.sample)) >= MOSTLY

    @cached_property
    def is_round_clocks(self) -> bool:
        """Whether its cells rather are times of day than lengths: ``07:30``, ``7 pm``."""
        shapes = [CLOCK.fullmatch(cell) for cell in self.sample]
        fine = [
            shape is None
            or (MORNING <= int(shape[1]) < HOURS_A_DAY and int(shape[2]) % ROUND == 0)
            for shape in shapes
        ]
        return self.is_clocks and all(fine)

    @cached_property
    def is_small_hours(self) -> bool:
        """Whether all its cells would be times before the morning: rather lengths, ``0:45``."""
        shapes = [CLOCK.fullmatch(cell) for cell in self.sample]
        return bool(shapes) and all(shape and int(shape[1]) < SMALL for shape in shapes)

    @cached_property
    def is_parts_of_day(self) -> bool:
        """Whether it says morning, evening and the like."""
        return self.share(cell.casefold() in PART_OF_WORD for cell in self.sample) >= MOSTLY

    @cached_property
    def is_lengths(self) -> bool:
        """Whether most of its cells give a length of time with its unit."""
        return self.share(says_its_unit(cell) for cell in self.sample) >= MOSTLY

    @cached_property
    def may_be_lengths(self) -> bool:
        """Whether most of its cells can be read as a length of time."""
        return self.share(seconds_of(cell) is not None for cell in self.sample) >= MOSTLY

    @cached_property
    def has_lengths(self) -> bool:
        """Whether some of its cells can be read as a length of time."""
        return any(seconds_of(cell) is not None for cell in self.sample)

    @cached_property
    def numbers(self) -> Numbers:
        """How its numbers are written."""
        return Numbers.of(self.sample)

    def number(self, cell: str) -> float | None:
        """The number of a cell, that of ``8/10`` too."""
        if (share := out_of(cell)) is not None:
            return None if self.is_pairs else self.numbers.read(share[0])
        return self.numbers.read(cell)

    @cached_property
    def is_pairs(self) -> bool:
        """Whether ``6/7`` means six or seven: such cells are few, or are out of several wholes."""
        shares = [share for cell in self.sample if "/" in cell and (share := out_of(cell))]
        wholes = {whole for _, whole in shares}
        if not shares or wholes & {LEVEL_HIGHEST, 100}:
            return False
        close = all(0 < whole - (self.numbers.read(part) or 0) <= CLOSE for part, whole in shares)
        return close and (len(wholes) > 1 or len(shares) < len(self.sample))

    @cached_property
    def values(self) -> Counter[float]:
        """The numbers in the order of their first cells, and how many cells say each."""
        values: Counter[float] = Counter()
        for cell, count in self.texts.items():
            if (number := self.number(cell)) is not None:
                values[number] += count
        return values

    @cached_property
    def is_numbers(self) -> bool:
        """Whether most of its cells are numbers."""
        return bool(self.cells) and self.values.total() >= MOSTLY * len(self.cells)

    @property
    def highest(self) -> float:
        """The largest of its numbers; 0 without any."""
        return max(self.values, default=0)

    @cached_property
    def is_levels(self) -> bool:
        """Whether its cells can be levels of a scale that ends at 10 or below."""
        return (
            self.is_numbers
            and not self.is_days
            and min(self.values) >= 0
            and self.highest <= LEVEL_HIGHEST
        )

    @cached_property
    def may_be_levels(self) -> bool:
        """Whether most of its cells can be levels: some may be beyond the scale."""
        within = sum(count for value, count in self.values.items() if 0 <= value <= LEVEL_HIGHEST)
        return self.is_numbers and not self.is_days and within >= MOSTLY * self.values.total()

    @cached_property
    def is_shares(self) -> bool:
        """Whether its numbers are parts of 1: how a spreadsheet holds a percentage."""
        within = self.is_numbers and min(self.values) >= 0 and self.highest <= 1
        return within and any(value % 1 for value in self.values)

    @cached_property
    def is_yes_no(self) -> bool:
        """Whether its cells say yes or no, or that nothing was given."""
        answers = {cell.casefold() for cell in self.sample} - NOT_GIVEN
        return bool(answers) and answers <= YES | NO

    @cached_property
    def says_done(self) -> bool:
        """Whether its cells are a few words, and some of them say yes or no."""
        answers = {cell.casefold() for cell in self.sample} - NOT_GIVEN
        return not self.is_numbers and len(answers) <= ANSWERS_MOST and bool(answers & (YES | NO))

    @cached_property
    def says_how_much(self) -> bool:
        """Whether its cells say how much of something, and else only that it was not done."""
        words = [cell for cell in self.sample if cell.casefold() not in NO | NOT_GIVEN]
        amounts = [cell for cell in words if self.number(cell) is not None or says_its_unit(cell)]
        return bool(amounts) and len(amounts) == len(words)

    @cached_property
    def has_few_words(self) -> bool:
        """Whether it holds few different words and no numbers: marks for what was done."""
        return 0 < len(self.sample) <= ANSWERS_MOST and not (self.is_numbers or self.is_days)

    @cached_property
    def counts_rows(self) -> bool:
        """Whether it holds 1, 2, 3 … and so may only number the rows."""
        return len(self.cells) > 1 and [*self.values] == [*range(1, len(self.cells) + 1)]

    @cached_property
    def marks_with_x(self) -> bool:
        """Whether an x is its only mark for what was done: no other word says yes."""
        words = {cell.casefold() for cell in self.sample}
        return "x" in words and not words & (YES - {"x"})

    @cached_property
    def is_fractions(self) -> bool:
        """Whether its cells are fractions of a day, as a spreadsheet holds times of day."""
        within = self.is_numbers and all(0 <= value < 1 for value in self.values)
        digits = {
            len(re.split(r"[.,]", cell)[1]) for cell in self.sample if re.search("[.,]", cell)
        }
        return within and any(count >= DECIMALS or count == 1 for count in digits)

    @cached_property
    def is_hours(self) -> bool:
        """Whether its cells are whole hours of a day: 8, 20."""
        return self.is_numbers and all(
            value == int(value) and 0 <= value <= HOURS_A_DAY for value in self.values
        )

    def clock(self, cell: str) -> timedelta | None:
        """The time of day of a cell, by what the whole column holds; None where it says none."""
        number = None if ":" in cell else self.number(cell)
        if number is not None and self.is_fractions:
            return timedelta(seconds=round(number * SECONDS_A_DAY))
        if number is not None and self.is_hours:
            return timedelta(hours=number)
        return late_clock(cell) or clock(cell)

    @cached_property
    def is_zones(self) -> bool:
        """Whether its cells name time zones or distances from UTC."""
        return (
            self.share(
                moments.zone_exists(cell)
                or offset_of(cell) is not None
                or cell.upper() in ZONES_OF_SHORT
                for cell in self.sample
            )
            >= MOSTLY
        )

    @cached_property
    def scale(self) -> str:
        """The scale that its header or its cells give: ``1-5``; empty where they give none."""
        if scale := named_scale(self.key):
            return scale
        wholes = {share[1] for cell in self.sample if (share := out_of(cell))}
        if self.is_pairs:
            return ""
        return f"0-{wholes.pop()}" if len(wholes) == 1 else ""
