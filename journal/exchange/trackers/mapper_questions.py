"""What any table leaves open: what its columns hold, and what is meant by what stands there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model.fields import Choice
from journal.core.model.inputs import columns as fields_of
from journal.core.model.kinds import RECORDS
from journal.exchange.files.clocks import HOURS_A_DAY, PART_OF_WORD, clock
from journal.exchange.files.clocks import WORDS as PARTS_OF_DAY
from journal.exchange.files.dates import Dates
from journal.exchange.files.day_parts import offset_of
from journal.exchange.files.durations import (
    COLONS,
    HOURS_MINUTES,
    MINUTES_SECONDS,
    UNITS,
    says_its_unit,
    unit_in,
)
from journal.exchange.files.likely_use import words_of
from journal.exchange.files.questions import (
    AS_RELIEF,
    EXERCISE,
    LEAVE_OUT,
    ZONE,
    Answers,
    Question,
    date_questions,
    place_question,
    zone_question,
)
from journal.exchange.files.short_zones import ZONES_OF_SHORT
from journal.exchange.files.table import Table
from journal.exchange.files.texts import text
from journal.exchange.files.use_words import EXERCISE_WORDS
from journal.exchange.trackers.any_table import AnyTable
from journal.exchange.trackers.attacks import missing_ends
from journal.exchange.trackers.cell_reader import AS_IT_IS, HALVES, UP, says_nothing
from journal.exchange.trackers.clock_questions import clock_questions
from journal.exchange.trackers.column_guesses import Guesses
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_roles import (
    ABOUT,
    CLOCK,
    DAYS_ROLES,
    DOES,
    DOES_ROLES,
    LASTED,
    LEVEL,
    LEVEL_ROLES,
    NAMED,
    OF_DOSE,
    SPASM_ROLES,
    WORDS,
)
from journal.exchange.trackers.exercise_columns import guessed_name
from journal.exchange.trackers.exercise_lists import list_question
from journal.exchange.trackers.kind_guess import guessed_kind
from journal.exchange.trackers.mapping import (
    KIND,
    field_of_role,
    has_own_record,
    is_level,
)
from journal.exchange.trackers.number_pairs import pair_question
from journal.exchange.trackers.thing_columns import known_roles
from journal.exchange.trackers.value_questions import value_questions

DAYS_LONG: Final = 72
"""So many hours a spasm may go on; an exercise stays below a day."""
MINUTES_MOST: Final = 600
"""Hardly anybody exercises for longer: a larger number counts seconds."""
Columns = Mapping[str, Profile]
Roles = dict[str, list[str]]


def kind_question(any_table: AnyTable) -> Question:
    """What each row is; where each is about one of several things, the first is pain."""
    choices = tuple((word, text(f"kind_{word}")) for word in RECORDS)
    guess = "pain" if any_table.table.things else guessed_kind(any_table.columns)
    return Question(KIND, text("what_is_each_row"), choices, guess, reason=text("by_columns"))


def column_questions(any_table: AnyTable, kind: type[r.Record]) -> Iterator[Question]:
    """What each column holds, and what each thing is that rows are about."""
    columns, things = any_table.columns, any_table.table.things
    names = [column.name for column in fields_of(kind) if column.name != "id"]
    own = names + ([CLOCK] if kind.MOMENT else []) + ([LASTED] if kind is r.Episode else [])
    extra = (*LEVEL_ROLES, *SPASM_ROLES, *DOES_ROLES, NAMED, *DAYS_ROLES) if kind.MOMENT else ()
    choices = (
        LEAVE_OUT,
        (WORDS, text("role_words")),
        *(((ABOUT, text("role_about")),) if kind in (r.PainLevel, r.Episode) else ()),
        *((name, text("field", field=name)) for name in own),
        *((role, text("role_" + role.replace(":", "_"))) for role in extra),
        *(AS_RELIEF if kind.MOMENT else ()),
        *(((OF_DOSE, text("role_relief_dose")),) if kind.MOMENT and kind is not r.Relief else ()),
    )
    guesses = Guesses(columns, kind, known_roles(columns, things, kind)).all()
    for key, column in columns.items():
        reason = text("cells_such_as", example=_example(column)) if column.sample else None
        what = text("what_does_column_hold", column=column.name)
        if key in things:
            what = text("what_is", name=column.name)
        yield Question(
            f"column:{key}", what, choices, guesses[key], reason=reason, group="columns"
        )


def _example(column: Profile) -> str:
    """The first cell that shows what a column holds: one with words, unless it holds numbers."""
    cells = [cell for cell in column.sample if not says_nothing(cell)]
    with_words = [] if column.is_numbers else [cell for cell in cells if words_of(cell)]
    return [*with_words, *cells, *column.sample][0][:40]


def time_questions(
    any_table: AnyTable, kind: type[r.Record], roles: Roles, dates: Dates, zone: str
) -> Iterator[Question]:
    """The zone, the order of day and month, months, and words for times of day."""
    yield from date_questions(dates)
    if not kind.MOMENT:
        return
    column = roles.get(ZONE, [""])[0]
    timed = (kind.MOMENT, CLOCK, "ended_at")
    dates_columns = [key for role in timed for key in roles.get(role, [])]
    if _all_have_offsets(dates):
        yield place_question(zone)
    elif not column or len(any_table.columns[column].cells) < len(any_table.table.rows):
        yield zone_question(_named_zone(dates_columns) or zone, partly=bool(column))
    elif any(offset_of(cell) is not None for cell in any_table.columns[column].sample):
        yield place_question(zone)
    for cell in any_table.columns[column].sample if column else ():
        if not moments.zone_exists(cell) and offset_of(cell) is None:
            guess = ZONES_OF_SHORT.get(cell.upper(), "")
            yield Question(f"zone:{cell}", text("which_zone", name=cell), (), guess or zone)
    yield from _parts_of_day(any_table.columns, roles)
    yield from clock_questions(any_table.columns, roles, kind.MOMENT)


def _all_have_offsets(dates: Dates) -> bool:
    """Whether all days say how far from UTC they are; the first that does not ends the search."""
    offsets = (when.offset is not None for cell in dates.texts if (when := dates.read(cell)))
    return next(offsets, False) and all(offsets)


def _named_zone(keys: Iterable[str]) -> str:
    """The zone that the names of columns give: ``time (utc)``, ``start (europe/berlin)``."""
    words = {word for key in keys for word in re.findall(r"[\w/+-]+", key)}
    if words & {"utc", "gmt", "zulu"}:
        return "Etc/UTC"
    zones = {name.casefold(): name for name in moments.zone_names()}
    candidates = (zones.get(word) for word in words if "/" in word)
    return next((name for name in candidates if name), "")


def _parts_of_day(columns: Columns, roles: Roles) -> Iterator[Question]:
    """Which time of day a word stands for that is none the journal knows."""
    choices = tuple((part, text(f"part_{part}")) for part in PARTS_OF_DAY)
    for key in roles.get(CLOCK, []):
        for cell in columns[key].sample:
            if columns[key].is_parts_of_day and clock(cell) is None:
                known_words = filter(PART_OF_WORD.__contains__, words_of(cell))
                guess = PART_OF_WORD.get(next(known_words, ""), "")
                what = text("which_time_of_day", word=cell)
                yield Question(f"word:{key}:{cell}", what, choices, guess)


def level_kind_question(
    any_table: AnyTable, kind: type[r.Record], roles: Roles
) -> Iterator[Question]:
    """What each level is whose column does not say it."""
    columns = any_table.columns
    if kind is not r.PainLevel or KIND in roles:
        return
    plain = roles.get(LEVEL, [])
    if not plain:
        return
    dated = [*roles.get(kind.MOMENT, []), *roles.get("day", [])]
    timed = CLOCK in roles or any(columns[key].has_clock for key in dated)
    is_taken = f"{LEVEL}:day_average" in roles
    may_be_daily = len(plain) <= 1 and not timed and not is_taken
    once = may_be_daily and _are_once_a_day(any_table.table, dated, plain[0])
    choices = tuple(
        (token, text("pain_" + token)) for token in ("day_average", "day_worst", "now")
    )
    guess = "day_average" if once else "now"
    yield Question("constant:kind", text("what_is_each_level"), choices, guess)


def _are_once_a_day(table: Table, dated: Sequence[str], level: str) -> bool:
    """Whether no two levels of a column are of one day."""
    days = [row[key] for row in table.rows if row[level] for key in dated if row[key]]
    return len(set(days)) == len(days)


def questions_of_columns(
    any_table: AnyTable, kind: type[r.Record], roles: Roles, answers: Answers
) -> Iterator[Question]:
    """What the fields without a column are, and what stands in those with one."""
    yield from _constant_questions(any_table.columns, kind, roles)
    for role, keys in roles.items():
        for key in keys:
            column = any_table.columns[key]
            name, field = role.partition(":")[2] or role, field_of_role(kind, role)
            if role in DOES_ROLES:
                yield _name_question(column)
            if name in ("minutes", LASTED, "hold_seconds"):
                yield from _unit_questions(column, name)
            if name == "reps":
                yield from pair_question(column)
            if role == NAMED or (role == EXERCISE and kind is r.CompletedExercise):
                yield from list_question(column)
            yield from value_questions(column, role, field, answers)
    yield from _halves_question(any_table.columns, kind, roles, answers)
    own_spasms = kind is r.Episode and has_own_record(kind, roles)
    if own_spasms or any(role in roles for role in SPASM_ROLES):
        yield from missing_ends(any_table, roles)


def _constant_questions(
    columns: Columns, kind: type[r.Record], roles: Roles
) -> Iterator[Question]:
    """What every row is, where a field that is needed has no column and few values."""
    if not has_own_record(kind, roles):
        return
    for column in fields_of(kind):
        if not column.required or column.name in roles or column.name in (KIND, "day", ZONE):
            continue
        key, what = f"constant:{column.name}", text("constant_of_every_row", field=column.name)
        if isinstance(column.field, Choice):
            choices = tuple((token, text("token", token=token)) for token in column.field.tokens)
            yield Question(key, what, choices)
        elif column.name == EXERCISE:
            names = [name for name in columns if set(words_of(name)) & EXERCISE_WORDS]
            guess = f"{EXERCISE}:{guessed_name(names[0])}" if names else ""
            yield Question(key, what, ((EXERCISE, text("an_exercise")),), guess)


def _name_question(column: Profile) -> Question:
    name = guessed_name(column.key) or column.key
    what = text("which_exercise", column=column.name)
    return Question(
        f"{DOES}:{column.key}", what, ((EXERCISE, text("an_exercise")),), f"{EXERCISE}:{name[:80]}"
    )


def _unit_questions(column: Profile, name: str) -> Iterator[Question]:
    """In what a length is counted that does not say so."""
    open_ones = [cell for cell in column.sample if not says_its_unit(cell)]
    if not open_ones or (unit_in(column.key) and not all(map(COLONS.fullmatch, open_ones))):
        return
    colons = [shape for cell in open_ones if (shape := COLONS.fullmatch(cell))]
    if colons:
        units: tuple[str, ...] = (HOURS_MINUTES, MINUTES_SECONDS)
        most = DAYS_LONG if name == LASTED else HOURS_A_DAY - 1
        is_short = name == "hold_seconds" or any(int(shape[2]) > most for shape in colons)
        guess = MINUTES_SECONDS if is_short else HOURS_MINUTES
    elif all(column.numbers.read(cell) is None for cell in open_ones):
        return
    else:
        units = tuple(UNITS)
        is_short = name == "hold_seconds" or (name == "minutes" and column.highest > MINUTES_MOST)
        guess = "seconds" if is_short else "minutes"
    choices = tuple((unit, text("unit_" + unit.replace(":", "_"))) for unit in units)
    reason = text("cells_such_as", example=open_ones[0][:40])
    yield Question(
        f"unit:{column.key}", text("which_unit", column=column.name), choices, guess, reason=reason
    )


def _halves_question(
    columns: Columns, kind: type[r.Record], roles: Roles, answers: Answers
) -> Iterator[Question]:
    """Which whole level a half one becomes, where there are any."""
    for role, keys in roles.items():
        level = is_level(field_of_role(kind, role))
        for key in keys if level else ():
            plain = answers.get(f"scale:{key}", AS_IT_IS) == AS_IT_IS
            half = next(
                (cell for cell in columns[key].sample if (columns[key].number(cell) or 0) % 1), ""
            )
            if half and plain:
                choices = ((UP, text("halves_up")), ("down", text("halves_down")))
                yield Question(HALVES, text("which_halves", example=half), choices, UP)
                return
