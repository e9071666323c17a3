"""What an app sends: one JSON object, read strictly, as the texts of a form."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import request

from journal.core.model.faults import Problem, Unreadable
from journal.core.model.fields import Identifier
from journal.core.model.inputs import Column
from journal.core.model.record_json import Object, Texts, as_said
from journal.store.diary.changes import Submission
from journal.web.support.once import submission_of
from journal.web.support.problems import RequestRefused
from journal.words.api import detail

CLIENT_KEY: Final = Column("client_key", Identifier(), required=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What an app sent: the texts of a form, what cannot be one, and under which key."""

    texts: Texts
    problems: list[Problem]
    sent: Submission
    lists: dict[str, list[Texts]] = field(default_factory=dict)
    """What it says in lists of objects, by the names of these."""


def what_is_said(
    columns: Iterable[Column], lists: Mapping[str, tuple[Column, ...]] | None = None
) -> Said:
    """What the body says, in the texts of a form; ``lists``: the fields of their objects."""
    body = _body()
    lists_said = {
        name: _objects_said(name, of_each, body.pop(name, None))
        for name, of_each in (lists or {}).items()
    }
    texts, problems = as_said((*columns, CLIENT_KEY), body)
    key = str(texts.pop(CLIENT_KEY.name, ""))
    try:
        key = key and CLIENT_KEY.field.read(key)
    except Unreadable as unreadable:
        problems.append(unreadable.fault.at(CLIENT_KEY.name))
    objects = {name: objects_said for name, (objects_said, _) in lists_said.items()}
    problems += [problem for _, wrong in lists_said.values() for problem in wrong]
    of_lists = [
        (name, [repr(sorted(each.items())) for each in every]) for name, every in objects.items()
    ]
    submission = submission_of(key, [*texts.items(), *of_lists])
    return Said(texts, problems, replace(submission, is_unattended=True), objects)


def _objects_said(
    name: str, columns: tuple[Column, ...], values: Any
) -> tuple[list[Texts], list[Problem]]:  # of any of JSON
    """What a list of objects says, one after the other; a problem of one names its place too."""
    if values is None:
        return [], []
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        return [], [Problem(name, "list_of_objects")]
    objects, problems = [], []
    for place, value in enumerate(values):
        texts, wrong = as_said(columns, value)
        objects.append(texts)
        problems += at_place(name, place, wrong)
    return objects, problems


def at_place(name: str, place: int, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of an object of a list, each called such as ``lines.0.reps``."""
    return [replace(each, field=f"{name}.{place}.{each.field}") for each in problems]


def _body() -> Object:
    """The JSON object that was sent; none at all is an empty one."""
    raw = request.get_data()
    if not (raw or request.content_length or request.form or request.files):  # a form is read
        return {}
    charset = request.mimetype_params.get("charset", "utf-8")
    if request.mimetype != "application/json" or charset.lower() != "utf-8":
        raise RequestRefused(415, detail("not_json"))
    try:
        body = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number
        )
    except _Twice as twice:
        raise RequestRefused(400, detail("name_twice", name=twice)) from None
    except (ValueError, RecursionError):
        raise RequestRefused(400) from None
    if not isinstance(body, dict):
        raise RequestRefused(400)
    return body


class _Twice(Exception):
    """A name that an object holds twice."""


def _each_once(pairs: list[tuple[str, Any]]) -> Object:
    pairs_once: Object = {}
    for name, value in pairs:
        if name in pairs_once:
            raise _Twice(name)
        pairs_once[name] = value
    return pairs_once


def _no_number(name: str) -> float:
    raise ValueError(name)
