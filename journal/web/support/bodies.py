"""What an app sends: one JSON object, read strictly, as the texts of a form."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
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


def what_is_said(columns: Iterable[Column]) -> Said:
    """What the body says, in the texts of a form."""
    texts, problems = as_said((*columns, CLIENT_KEY), _body())
    key = str(texts.pop(CLIENT_KEY.name, ""))
    try:
        key = key and CLIENT_KEY.field.read(key)
    except Unreadable as unreadable:
        problems.append(unreadable.fault.at(CLIENT_KEY.name))
    return Said(texts, problems, submission_of(key, texts.items()))


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
