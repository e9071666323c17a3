"""Programme templates, and those that wait for an answer, as plain values for the archive."""

from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from journal.core.model.fields import is_id
from journal.core.model.programme_template import (
    LINES_MOST,
    TEMPLATES_MOST,
    ProgrammeTemplate,
    TemplateName,
)
from journal.store.db import models as m
from journal.store.diary import programme_templates as store
from journal.store.imports.holding import Holding, Naming, Value, as_it_is

TOO_MANY: Final = "too_many_templates"


def _of(state: str, session: Session, owner: str) -> Value:
    templates = store.of_state(session, owner, state)
    return {
        template.id: store.plain(template)
        for template in sorted(templates, key=lambda template: template.id)
    }


def _unfit(value: Value, now: datetime) -> bool:
    return any(not is_id(key) or _is_unfit(plain, now) for key, plain in value.items())


def _is_unfit(plain: Value, now: datetime) -> bool:
    template = _template("", plain)
    return (
        set(plain) != {"name", "lines"}
        or len(template.lines) > LINES_MOST
        or store.plain_lines(template) != plain["lines"]
        or any(line.problems(now) for line in template.lines)
        or bool(TemplateName(name=template.name).problems(now))
    )


def _template(key: str, plain: Value) -> ProgrammeTemplate:
    return ProgrammeTemplate(key, plain["name"], store.lines_from(plain["lines"]))


def _put(state: str, session: Session, owner: str, value: Value, now: datetime) -> None:
    row = m.ProgrammeTemplateRow
    session.execute(delete(row).where(row.owner_id == owner, row.state == state))
    for key, plain in value.items():
        store.keep(session, owner, _template(key, plain), now, state)


def _renamed(value: Value, name: Naming) -> Value:
    return {
        key: plain | {"lines": [_line_renamed(line, name) for line in plain["lines"]]}
        for key, plain in value.items()
    }


def _line_renamed(line: Value, name: Naming) -> Value:
    return line | {"exercise": name(line["exercise"])}


TEMPLATES = tuple(
    Holding(
        name,
        partial(_of, state),
        partial(_put, state),
        _unfit,
        most=TEMPLATES_MOST,
        adds=True,
        clash=TOO_MANY,
        whole_only=whole_only,
        renamed=renamed,
    )
    for name, state, whole_only, renamed in (
        ("programme_templates", store.READY, False, as_it_is),
        ("programme_proposals", store.PROPOSED, True, _renamed),
    )
)
"""A clinician's own templates, which name exercises of whoever gets them, and what was proposed
to the owner."""
