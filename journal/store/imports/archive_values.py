"""What the list of exercises and the history of an archive say, read value by value."""

from datetime import datetime
from typing import Any, Final

from journal.core.diary.programme import STARTING_EXERCISES
from journal.core.model.fields import is_id, text_fault
from journal.core.model.vocabulary import NAME_LENGTH
from journal.exchange.own.archive_reading import strange
from journal.store.imports.apply import IMPORT

BUILT_IN: Final = {exercise.token for exercise in STARTING_EXERCISES}
EXERCISE_KEYS: Final = ("name", "built_in", "retired_at")


def exercise_of(values: dict[str, Any], *, newer: bool) -> dict[str, Any]:
    """An exercise that an archive lists, as it is if it is one; raises ``zips.ZipRefused``.

    ``newer``: of a newer journal, which may come with exercises that are not known here.
    """
    try:
        name, built_in, retired_at = (values[key] for key in EXERCISE_KEYS)
        if newer and isinstance(built_in, str) and built_in not in BUILT_IN:
            built_in = None
        fine = (
            isinstance(name, str)
            and name.strip()
            and not text_fault(name, NAME_LENGTH)
            and built_in in (None, *BUILT_IN)
            and (retired_at is None or _moment(retired_at))
        )
    except (KeyError, TypeError, ValueError):
        fine = False
    if not fine:
        raise strange()
    return {"name": name, "built_in": built_in, "retired_at": retired_at}


LENGTHS: Final = {"digest": 64, "kind": 32, "record_key": 36, "action": 32}


def change_of(values: dict[str, Any]) -> dict[str, Any]:
    """A change that an archive remembers, as columns; raises ``zips.ZipRefused``."""
    try:
        made_at = _moment(values["made_at"])
        ids = {name: values[name] for name in ("id", "client_key")}
        texts = {name: values[name] for name in LENGTHS}
        fine = all(is_id(id_text) for id_text in ids.values()) and all(
            len(text) <= LENGTHS[name] and not text_fault(text or "-", LENGTHS[name])
            for name, text in texts.items()
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        fine = False
    if not fine or texts["kind"] == IMPORT:
        raise strange()
    return {"made_at": made_at, **ids, **texts}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
