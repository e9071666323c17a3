"""What was answered about the columns of a table, as recipes: one for each record of a row."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, zip_longest
from typing import Final

from journal.core.model import records as r
from journal.core.model.field_names import DOSE
from journal.core.model.fields import Choice, Field, Several, Whole, YesNo
from journal.core.model.inputs import columns as fields_of
from journal.core.model.time_fields import Day, Moment
from journal.core.model.vocabulary import LEVEL_HIGHEST, LEVEL_LOWEST
from journal.exchange.files.clocks import WORDS as PARTS_OF_DAY
from journal.exchange.files.likely_use import regions_in
from journal.exchange.files.questions import EXERCISE, RELIEF, Answers
from journal.exchange.trackers.column_roles import (
    CLOCK,
    DAYS_ROLES,
    DOES,
    DOES_ROLES,
    HAD,
    LASTED,
    LEVEL,
    LEVEL_ROLES,
    NAMED,
    OF_DOSE,
    OF_MEDICINE,
    RELIEF_ROLES,
    SPASM_ROLES,
    WORDS,
)
from journal.exchange.trackers.exercise_columns import side_in

KIND: Final = "kind"
NOTE: Final = "note"
ZONE: Final = "zone"
DAY: Final = "day"
REGIONS: Final = "regions"
SINGLE_ROLES: Final = (*DOES_ROLES, NAMED, *LEVEL_ROLES, *SPASM_ROLES, *RELIEF_ROLES)
"""The roles of columns of which each makes a record of its own."""
SHARED: Final = (CLOCK, ZONE, DAY, NOTE, WORDS)
"""What all records of a row share."""


_FIELDS: Final[dict[type[r.Record], dict[str, Field]]] = {}


def field_of(kind: type[r.Record], name: str) -> Field | None:
    """The field of a kind of this name, if it has one."""
    if kind not in _FIELDS:
        _FIELDS[kind] = {column.name: column.field for column in fields_of(kind)}
    return _FIELDS[kind].get(name)


def field_of_role(kind: type[r.Record], role: str) -> Field | None:
    """The field that a column of a role says something of, where it is one of a record."""
    name = role.partition(":")[2]
    if role in LEVEL_ROLES or role == LEVEL:
        return field_of(r.PainLevel, LEVEL)
    if role in DAYS_ROLES:
        return field_of(r.DayNote, name)
    return field_of(r.Episode, name) if role in SPASM_ROLES else field_of(kind, role)


def is_level(field: Field | None) -> bool:
    """Whether a field is on the numeric rating scale."""
    limits = (LEVEL_LOWEST, LEVEL_HIGHEST)
    return isinstance(field, Whole) and (field.lowest, field.highest) == limits


def tokens_of(field: Field | None) -> tuple[str, ...]:
    """The tokens a field may hold; none where it is no choice."""
    if isinstance(field, Choice | Several):
        return field.tokens
    return ("yes", "no") if isinstance(field, YesNo) else ()


def is_timed(field: Field | None) -> bool:
    """Whether a field is a day or a moment."""
    return isinstance(field, Day | Moment)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one record is made of a row: the columns of its fields, and what is constant.

    Without a cell in one of ``own`` there is no record. ``at`` is the time of day of what has
    none, ``needed_done`` the column that says whether there was one at all.
    """

    kind: type[r.Record]
    columns: dict[str, str]
    own: tuple[str, ...]
    constants: dict[str, str] = field(default_factory=dict)
    at: timedelta | None = None
    needed_done: str = ""
    remark: str = ""
    """What tells a record from others of its row, for its note."""


def held_by(answers: Answers, key: str) -> str:
    """What a column holds, by the answers; empty where it is left out."""
    return answers.get(f"column:{key}", "")


def assigned(keys: list[str], answers: Answers) -> dict[str, list[str]]:
    """The columns of each role."""
    roles: dict[str, list[str]] = {}
    for key in keys:
        if role := held_by(answers, key):
            roles.setdefault(role, []).append(key)
    return roles


def constants(answers: Answers) -> dict[str, str]:
    """What was answered for the fields that have no column."""
    start = "constant:"
    return {
        key.removeprefix(start): answer.removeprefix(f"{EXERCISE}:")
        for key, answer in answers.items()
        if key.startswith(start) and answer
    }


def recipes(kind: type[r.Record], roles: dict[str, list[str]], answers: Answers) -> list[Recipe]:
    """One recipe for each record that a row can become."""
    first = {role: keys[0] for role, keys in roles.items()}
    shared: dict[str, str] = {
        name: first[name] for name in (CLOCK, ZONE, DAY, NOTE) if name in first
    }
    if kind.MOMENT in first:
        shared[kind.MOMENT] = first[kind.MOMENT]
    own_recipes = [] if kind is r.PainLevel else list(_of_kind(kind, first, answers))
    return [
        *own_recipes,
        *_levels(kind, roles, shared, answers),
        *_spasms(kind, roles, shared),
        *_done(kind, roles, shared, answers),
        *_named(kind, roles, shared),
        *_tried(kind, roles, shared),
    ]


def has_own_record(kind: type[r.Record], roles: dict[str, list[str]]) -> bool:
    """Whether a row becomes a record of the kind itself, and not only ones of single columns."""
    singles = any(role in roles for role in SINGLE_ROLES)
    return not singles or bool(set(own_fields(kind)) & set(roles))


def own_fields(kind: type[r.Record]) -> list[str]:
    """The fields that say more than when something was."""
    common = {"id", kind.MOMENT, "day", "zone", "note", CLOCK}
    names = [column.name for column in fields_of(kind) if column.name not in common]
    return [*names, kind.MOMENT] if kind is r.Episode else names


def _of_kind(kind: type[r.Record], first: dict[str, str], answers: Answers) -> Iterator[Recipe]:
    if not has_own_record(kind, {role: [key] for role, key in first.items()}):
        return
    names = {column.name for column in fields_of(kind)} | {CLOCK, LASTED}
    columns = {role: key for role, key in sorted(first.items(), key=_is_dose) if role in names}
    own = tuple(columns[name] for name in own_fields(kind) if name in columns)
    fixed = constants(answers)
    if kind is r.Episode:
        fixed = _of_place(columns.get("peak_level", ""), columns) | fixed
    if kind is r.CompletedExercise:
        doses = tuple(columns[name] for name in DOSE if name in columns)
        own = doses or own
    if not own:
        own = tuple(key for name, key in columns.items() if name not in (ZONE, CLOCK))
    needed = first.get(HAD, "") if kind is r.Episode else columns.get("outcome", "")
    yield Recipe(kind, columns, own, fixed, needed_done=needed)


def _is_dose(of_role: tuple[str, str]) -> bool:
    """Whether a column gives doses: it is read after the names, which may have one themselves."""
    return of_role[0] == "dose"


def _levels(
    kind: type[r.Record], roles: dict[str, list[str]], shared: dict[str, str], answers: Answers
) -> Iterator[Recipe]:
    """The levels of a row: each column of its own kind, or of a time of day."""
    shared_columns = _moved(shared, kind, r.PainLevel)
    other_columns = {
        name: keys[0]
        for name, keys in roles.items()
        if kind is r.PainLevel and name in own_fields(r.PainLevel) and name != LEVEL
    }
    for key in roles.get(LEVEL, []) if kind is r.PainLevel else []:
        fixed = constants(answers) | _of_place(key, other_columns)
        several = len(roles[LEVEL]) > 1 and REGIONS not in fixed
        columns = {**shared_columns, LEVEL: key, **other_columns}
        yield Recipe(r.PainLevel, columns, (key,), fixed, remark=key if several else "")
    for role in LEVEL_ROLES:
        part = role.partition(":")[2]
        for key in roles.get(role, []):
            fixed = {KIND: "now" if part in PARTS_OF_DAY else part} | _of_place(key, other_columns)
            columns = {**shared_columns, LEVEL: key, **other_columns}
            columns.pop(KIND, None)
            at = PARTS_OF_DAY.get(part)
            length = timedelta(hours=at.hour) if at else None
            yield Recipe(r.PainLevel, columns, (key,), fixed, length)


def _of_place(key: str, columns: dict[str, str]) -> dict[str, str]:
    """Where it hurt, by the name of a column of levels, where no other column says it."""
    regions = "" if REGIONS in columns else regions_in(key)
    return {REGIONS: regions} if regions else {}


def _spasms(
    kind: type[r.Record], roles: dict[str, list[str]], shared: dict[str, str]
) -> Iterator[Recipe]:
    """The spasms that have columns of their own: whether, how bad, and how long each was.

    Where each row is a spasm, a column that says whether there was one is about that.
    """
    shared_columns = _moved(shared, kind, r.Episode)
    peaks, lengths, whether = (roles.get(role, []) for role in SPASM_ROLES)
    if kind is r.Episode and has_own_record(kind, roles):
        whether = whether[1:]
    for peak, length, had in zip_longest(peaks, lengths, whether, fillvalue=""):
        pair = {"peak_level": peak, LASTED: length}
        columns = {name: key for name, key in pair.items() if key}
        own = tuple(filter(None, (peak, length, had)))
        constants = _of_place(peak or length or had, {})
        yield Recipe(r.Episode, shared_columns | columns, own, constants, needed_done=had)


def _done(
    kind: type[r.Record], roles: dict[str, list[str]], shared: dict[str, str], answers: Answers
) -> Iterator[Recipe]:
    """The exercises that have columns of their own; those of one exercise make one record."""
    shared_columns = _moved(shared, kind, r.CompletedExercise)
    recipes_of: dict[tuple[str, str], list[Recipe]] = {}
    for role in DOES_ROLES:
        amount = role.partition(":")[2]
        for key in roles.get(role, []):
            name = answers.get(f"{DOES}:{key}", "").removeprefix(f"{EXERCISE}:")
            side = side_in(key)
            same = recipes_of.setdefault((name, side), [])
            at = next(
                (at for at, recipe in enumerate(same) if _is_free(recipe, amount)), len(same)
            )
            if at == len(same):
                fixed = {EXERCISE: name} | ({"side": side} if side else {})
                same.append(Recipe(r.CompletedExercise, shared_columns, (), fixed))
            same[at] = _with_amount(same[at], amount, key)
    yield from chain.from_iterable(recipes_of.values())


def _named(
    kind: type[r.Record], roles: dict[str, list[str]], shared: dict[str, str]
) -> Iterator[Recipe]:
    """The exercises that a column names, beside records of another kind."""
    shared_columns = _moved(shared, kind, r.CompletedExercise)
    for key in roles.get(NAMED, []):
        yield Recipe(r.CompletedExercise, {**shared_columns, EXERCISE: key}, (key,))


def _tried(
    kind: type[r.Record], roles: dict[str, list[str]], shared: dict[str, str]
) -> Iterator[Recipe]:
    """What was tried for relief, each in a column of its own."""
    shared_columns = _moved(shared, kind, r.Relief)
    tried = [key for role in RELIEF_ROLES for key in roles.get(role, [])]
    doses = dict(zip(roles.get(OF_MEDICINE, tried), roles.get(OF_DOSE, []), strict=False))
    for role in RELIEF_ROLES:
        fixed = {"method": role.removeprefix(f"{RELIEF}:")}
        for key in roles.get(role, []):
            columns = shared_columns | ({"dose": doses[key]} if key in doses else {})
            yield Recipe(r.Relief, columns, (key,), fixed, needed_done=key)


def _is_free(recipe: Recipe, amount: str) -> bool:
    return not recipe.needed_done if amount == "done" else amount not in recipe.columns


def _with_amount(recipe: Recipe, amount: str, key: str) -> Recipe:
    """A recipe of an exercise of which one more column says something."""
    own = (*recipe.own, key)
    if amount == "done":
        return replace(recipe, own=own, needed_done=key)
    return replace(recipe, own=own, columns={**recipe.columns, amount: key})


def _moved(shared: dict[str, str], kind: type[r.Record], other: type[r.Record]) -> dict[str, str]:
    """What a record of another kind takes from the same row; its note stays with its own kind."""
    columns = {name: key for name, key in shared.items() if name not in (NOTE, kind.MOMENT)}
    if kind.MOMENT in shared:
        columns[other.MOMENT] = shared[kind.MOMENT]
    if kind is other and NOTE in shared:
        columns[NOTE] = shared[NOTE]
    return columns
