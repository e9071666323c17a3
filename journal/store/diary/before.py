"""What a change keeps of the records as they were, so that it can be undone: JSON, by name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from journal.core.diary.rest_days import beside_exercise
from journal.core.model import records as r
from journal.core.model.kinds import RECORDS, SLUGS, kind_of
from journal.core.model.strings import as_texts, from_texts

VERSION: Final = 2
"""Of what is written; the first wrote the values in the order of ``NAMES``, without names."""

CHANGED: Final = "changed"
ANNOTATED: Final = "annotated"
"""The action of a change that touched private fields alone."""

NAMES: Final = ("kind", "key", "record", "exercise_id", "version", "after")


@dataclass(frozen=True, slots=True)
class Before:
    """A record as it was before a change; None: it was not."""

    kind: type[r.Record]
    key: str
    record: r.Record | None
    exercise_id: str | None
    """The exercise it names, whatever that is called by now."""
    version: int
    after: int
    """Its version since the change; 0: it is gone."""
    offset_seconds: int | None = None
    """The offset from UTC that its moment was written under; None: unknown, or it has none."""
    starting: bool = False
    """Whether it is a line of the programme as the journal began it."""
    left: r.Record | None = None
    """What the change left of a day's note, to which other changes add; None of all else."""


def edit_action(before: r.Record | None, record: r.Record) -> str:
    """The action of a change by which a record became another."""
    kind = kind_of(type(record))
    openly = before is None or kind.without_private(before) != kind.without_private(record)
    return CHANGED if openly else ANNOTATED


@dataclass(frozen=True, slots=True)
class Sending:
    """When what made a change was typed, and by which login it came; empty: by none."""

    typed_at: datetime
    login: str


def written(befores: Iterable[Before], sending: Sending | None = None) -> str:
    """The records as a change keeps them, and how what changed them was sent."""
    document = {"version": VERSION, "records": [_as_mapping(before) for before in befores]}
    if sending is not None:
        document["sent"] = {"typed_at": sending.typed_at.isoformat(), "login": sending.login}
    return json.dumps(document)


def _document(text: str) -> Any:
    """What a change has kept, by name; nothing by name of a question that was dismissed."""
    try:
        return json.loads(text)
    except ValueError:
        return {}


def sending_of(text: str) -> Sending | None:
    """How what made a change was sent; None where it has not kept that."""
    document = _document(text)
    values = document.get("sent") if isinstance(document, dict) else None
    return values and Sending(datetime.fromisoformat(values["typed_at"]), values["login"])


def read(text: str) -> list[Before]:
    """The records that a change has kept, in whichever version it was written."""
    befores = [_before(values) for values in _mappings(_document(text))]
    is_of_exercise = any(was.kind is r.CompletedExercise for was in befores)
    return [_with_left(was) if is_of_exercise else was for was in befores]


def _with_left(was: Before) -> Before:
    """A note in a change of exercises; what was left of it was not kept before that was needed.

    Then they did nothing but take the mark of a rest day off.
    """
    if was.left is not None or not isinstance(was.record, r.DayNote):
        return was
    return replace(was, left=beside_exercise(was.record))


def with_more(text: str, befores: Iterable[Before]) -> str:
    """What a change keeps, and with it more of what was before; of no record twice."""
    document = json.loads(text)
    places = {_place(values) for values in _mappings(document)}
    more = [values for values in map(_as_mapping, befores) if _place(values) not in places]
    values_beside = document if isinstance(document, dict) else {"version": VERSION}
    return json.dumps({**values_beside, "records": [*_mappings(document), *more]})


def _place(values: dict[str, Any]) -> tuple[str, str]:
    return values["kind"], values["key"]


def without_mark(text: str, day: date) -> str:
    """What a change keeps, without the mark of a rest day in what it keeps of that day."""
    document = json.loads(text)
    for values in _mappings(document):
        if values["kind"] == SLUGS[r.DayNote] and values["key"] == str(day):
            for name in ("record", "left"):
                if values.get(name) is not None:
                    note = from_texts(r.DayNote, values[name])
                    values[name] = as_texts(beside_exercise(note))
    return json.dumps(document)


def _mappings(document: Any) -> list[dict[str, Any]]:
    if isinstance(document, list):
        return [dict(zip(NAMES, values, strict=True)) for values in document]
    records: list[dict[str, Any]] = document.get("records", [])
    return records


def with_proposal(text: str, proposal: dict[str, Any]) -> str:
    """What a change keeps, and with it the proposal whose acceptance it is."""
    return json.dumps({**json.loads(text), "proposal": proposal})


def proposal_of(text: str) -> dict[str, Any] | None:
    """The proposal whose acceptance a change is; None: it is none."""
    return _beside_records(text, "proposal")


def with_exercise(text: str, exercise: dict[str, Any]) -> str:
    """What a change keeps, and with it an exercise that came on the list by it, or off it."""
    return json.dumps({**json.loads(text), "exercise": exercise})


def exercise_of(text: str) -> dict[str, Any] | None:
    """The exercise that came on the list by a change, or off it, as it was before; None: none."""
    return _beside_records(text, "exercise")


def _beside_records(text: str, name: str) -> dict[str, Any] | None:
    document = _document(text)
    return document.get(name) if isinstance(document, dict) else None


MERGED_ONLY: Final = '{"merged": '
"""How a text begins of which only the keys are kept that another record took over."""


def merged_only(text: str, record_key: str) -> str | None:
    """What is kept of a change that can no longer be undone; None: nothing.

    The keys of the records that went into ``record_key``: a phone may still send what is theirs.
    """
    keys = [key for key in gone(text) if key != record_key]
    return json.dumps({"merged": keys}) if keys else None


def gone(text: str) -> list[str]:
    """The keys of the records that are gone since a change."""
    document = _document(text)
    if "merged" in document:
        return [str(key) for key in document["merged"]]
    return [str(values["key"]) for values in _mappings(document) if values["after"] == 0]


def _as_mapping(before: Before) -> dict[str, Any]:
    record = before.record and as_texts(before.record)
    slug = SLUGS[before.kind]
    values = (slug, before.key, record, before.exercise_id, before.version, before.after)
    extras: dict[str, Any] = {"offset_seconds": before.offset_seconds}
    if before.starting:
        extras["starting"] = True
    if before.left is not None:
        extras["left"] = as_texts(before.left)
    return dict(zip(NAMES, values, strict=True)) | extras


def _before(values: dict[str, Any]) -> Before:
    kind = RECORDS[values["kind"]]
    texts = values["record"]
    record = None if texts is None else from_texts(kind, texts)
    left = from_texts(kind, values["left"]) if "left" in values else None
    versions = (values["exercise_id"], values["version"], values["after"])
    extras = (values.get("offset_seconds"), values.get("starting", False))
    return Before(kind, values["key"], record, *versions, *extras, left)
