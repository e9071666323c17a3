"""A page of an app's records: what was asked for, and the cursor of the next one."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from flask import request

from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem, Unreadable
from journal.core.model.inputs import Column, columns
from journal.core.model.periods import Period, asked
from journal.store.diary import queries
from journal.web.support.problems import RequestRefused
from journal.words.api import detail

EVER: Final = Period(date(v.EARLIEST_YEAR, 1, 1), date(v.LATEST_YEAR, 12, 31))


def asked_for(kind: type[r.Record]) -> tuple[Period, Sequence[Any]]:
    """The period a request asks for, and the place its page comes after. Raises RequestRefused."""
    texts = request.args.to_dict()
    texts_of_period = {name: texts.pop(name, "") for name in ("from", "to")}
    after = texts.pop("after", "")
    problems = [Problem(name, "unknown_parameter") for name in texts]
    answer = asked(texts_of_period, diary=EVER, today=EVER.last, preset="all")
    problems += answer.problems
    values: Sequence[Any] = ()
    try:
        values = _place(kind, after) if after else ()
    except (ValueError, RecursionError):
        problems.append(Problem("after", "after"))
    if problems:
        raise RequestRefused(422, detail("some_parameters"), problems)
    return answer.period, values


def _places(kind: type[r.Record]) -> list[Column]:
    columns_by_name = {column.name: column for column in columns(kind)}
    return [columns_by_name[name] for name in queries.in_order(kind)]


def cursor(record: r.Record) -> str:
    """Where a record stands among all of its kind, as a text to be handed back."""
    texts = [column.field.write(getattr(record, column.name)) for column in _places(type(record))]
    return urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def _place(kind: type[r.Record], cursor: str) -> list[Any]:
    """The values of a cursor. Raises ValueError."""
    texts = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not (isinstance(texts, list) and all(isinstance(text, str) for text in texts)):
        raise Unreadable("after")
    return [column.field.read(text) for column, text in zip(_places(kind), texts, strict=True)]
