"""What a change keeps of the records as they were, so that it can be undone: JSON, by name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS, SLUGS
from journal.core.model.strings import as_texts, from_texts

VERSION: Final = 2
"""Of what is written; the first wrote the values in the order of ``NAMES``, without names."""

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


def written(befores: Iterable[Before]) -> str:
    """The records as a change keeps them."""
    return json.dumps({"version": VERSION, "records": [_as_mapping(before) for before in befores]})


def read(text: str) -> list[Before]:
    """The records that a change has kept, in whichever version it was written."""
    document = json.loads(text)
    if isinstance(document, list):
        return [_before(dict(zip(NAMES, values, strict=True))) for values in document]
    return [_before(values) for values in document["records"]]


def _as_mapping(before: Before) -> dict[str, Any]:
    record = before.record and as_texts(before.record)
    slug = SLUGS[before.kind]
    values = (slug, before.key, record, before.exercise_id, before.version, before.after)
    return dict(zip(NAMES, values, strict=True))


def _before(values: dict[str, Any]) -> Before:
    kind = RECORDS[values["kind"]]
    texts = values["record"]
    record = None if texts is None else from_texts(kind, texts)
    versions = (values["exercise_id"], values["version"], values["after"])
    return Before(kind, values["key"], record, *versions)
