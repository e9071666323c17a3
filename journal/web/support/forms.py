"""Forms: they carry what was typed, word for word, to the record that judges it.

A form of a kind of record is made from the record's own fields; its rules stand in the core.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeVar

from flask import request, url_for
from flask_wtf import FlaskForm
from wtforms import HiddenField

from journal.core.model import moments
from journal.core.model.answers import Answers
from journal.core.model.faults import Problem
from journal.core.model.field_names import DECIDED
from journal.core.model.fields import OwnWords, Several
from journal.core.model.inputs import Column, Input, columns
from journal.core.model.kinds import KINDS, RECORDS
from journal.core.model.reading import Reading, parse_form
from journal.core.model.records import Timed
from journal.core.model.strings import as_texts
from journal.core.model.time_fields import Moment
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import new_id
from journal.web.support.once import submission
from journal.web.support.request import now, safe_path
from journal.web.support.typed_fields import Typed
from journal.web.support.typed_moments import typed_at, typed_zone
from journal.words.problems import sentence

R = TypeVar("R", bound=Input)


NO_VERSION: Final = -1
"""What stands for a text that is no version: nobody can have seen it."""

OF_AN_END: Final = ("lasted", "still_on", "so_long")
"""What a form may say of a spasm besides, or instead of, the time it ended at."""


class BlamedForm(FlaskForm):
    """A form that shows at each field what is wrong with it."""

    codes: frozenset[str] = frozenset()
    """Of the problems that are shown."""

    def blame(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field, once."""
        for problem in problems:
            self.codes |= {problem.code}
            field, text = self[problem.field], sentence(problem)
            if text not in field.errors:
                field.errors = [*field.errors, text]


class InputForm(BlamedForm):
    """The typed texts of one input, with the key that makes sending it twice save it once."""

    class Meta(FlaskForm.Meta):
        """What WTForms takes of it: the token was looked at before the door was reached."""

        csrf = False

    client_key = HiddenField()
    version = HiddenField()
    opened = HiddenField()
    next = HiddenField()
    sent: tuple[str | None, Submission] | None = None
    """What was sent, under the key it then had; asked for several times."""

    @property
    def typed(self) -> list[Typed]:
        """The fields of the input."""
        return [field for field in self if isinstance(field, Typed)]

    @property
    def asked(self) -> list[Typed]:
        """The fields that were changed elsewhere too, and are asked about."""
        return [field for field in self.typed if field.beside]

    @property
    def texts(self) -> dict[str, str | Sequence[str]]:
        """What was typed, by field name."""
        texts: dict[str, str | Sequence[str]] = {}
        for field in self.typed:
            several = isinstance(field.holds, Several | OwnWords)
            texts[field.short_name] = split_words(field) if several else field.text
            if request.form.get(field.name + Moment.later_suffix):
                texts[field.short_name + Moment.later_suffix] = "yes"
        if "ended_at" in texts:
            texts |= {name: request.form.get(name, "") for name in OF_AN_END}
        return texts

    @property
    def seen_version(self) -> int | None:
        """The version its editor saw; None where the form does not say, -1 where it says none."""
        text = request.form.get("version", "")
        if not text:
            return None
        return int(text) if re.fullmatch("[0-9]{1,9}", text) else NO_VERSION

    @property
    def edited_version(self) -> int:
        """The version that was edited; one that nobody has seen where the form does not say."""
        return NO_VERSION if self.seen_version is None else self.seen_version

    @property
    def back(self) -> str:
        """Where the person came from, if that is a page of ours; else Today."""
        return safe_path(self.next.data) or url_for("today.show")

    def read(
        self, kind: type[R], *, zone: str = "UTC", key: str | None = None, before: R | None = None
    ) -> Reading[R]:
        """The input that was typed in; its problems are put at their fields.

        ``zone``: of the moments of a record, where the form names none. A new record goes by the
        key of its submission, so that whoever typed it knows its id before it was sent.
        """
        texts = self.texts
        if kind.MOMENT and not self[kind.MOMENT].texts:  # not sent at all
            del texts[kind.MOMENT]
            if typed_at() != now():
                self[kind.MOMENT].texts = [local_text(typed_at(), zone)]  # shown if it comes back
        texts.setdefault(columns(kind)[0].name, key or self.submission().client_key)
        reading = parse_form(kind, texts, now=typed_at(), zone=zone, before=before)
        self.blame(reading.problems)
        return reading

    def keep(self, texts: Mapping[str, str | Sequence[str]]) -> None:
        """Let fields that were not sent at all hold ``texts``; what was sent empty stays so."""
        for field in self.typed:
            if field.name not in request.form:
                field.process_data(texts.get(field.name))

    def submission(self) -> Submission:
        """Under which key this was sent, and what it said."""
        if self.sent is None or self.sent[0] != self.client_key.data:
            self.sent = self.client_key.data, submission(self.client_key.data)
        return self.sent[1]


def split_words(field: Typed) -> Sequence[str]:
    """The entries of a list: each box that was ticked, and own words parted by commas or lines."""
    if isinstance(field.holds, Several | Answers):
        return field.texts
    *ticked, own = field.texts or [""]
    return [*ticked, *own.replace(",", "\n").split("\n")]


def _form_class(kind: type[Input]) -> type[InputForm]:
    fields = {
        column.name: Typed(column=column) for column in columns(kind) if column.name not in DECIDED
    }
    return type(f"{kind.__name__}Form", (InputForm,), fields)


_FORM_CLASSES: Final[dict[type[Input], type[InputForm]]] = {}


def form_class(kind: type[Input]) -> type[InputForm]:
    """The form of an input, with a field for each that a person may fill in."""
    if kind not in _FORM_CLASSES:
        _FORM_CLASSES[kind] = _form_class(kind)
    return _FORM_CLASSES[kind]


def form_for(kind: type[Input], begins: Mapping[str, str | Sequence[str]]) -> InputForm:
    """A form that begins with some texts, or holds what this request sent."""
    start = {**begins, "version": "0", "next": request.values.get("next", "")}
    form = form_class(kind)(data=start)
    if not form.client_key.data:
        form.client_key.data = new_id()
    return form


def begins_as(record: Input) -> dict[str, str | Sequence[str]]:
    """The texts an edit form of a record begins with: moments as the clocks there showed them."""
    texts: dict[str, str | Sequence[str]] = dict(as_texts(record))
    for column in columns(type(record)):
        value = getattr(record, column.name)
        if isinstance(column.field, Several | OwnWords):
            texts[column.name] = value
        elif isinstance(column.field, Moment) and value and isinstance(record, Timed):
            texts[column.name] = local_text(value, record.zone)
    return texts


def local_text(moment: datetime, zone: str) -> str:
    """A moment as a form shows it: local time of ``zone``, with seconds only if it has some."""
    local = moments.local_time(moment, zone).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def defaults(kind: type[Input]) -> dict[str, str]:
    """What the form of an input begins with, if nothing else is known."""
    return {column.name: column.default for column in columns(kind) if column.default}


def starting_texts(slug: str, zone: str) -> dict[str, str | Sequence[str]]:
    """What the form of a new record begins with: defaults, now, and what its address asks."""
    kind = RECORDS[slug]
    texts: dict[str, str | Sequence[str]] = {**defaults(kind), **KINDS[slug].begins}
    if kind.MOMENT:
        texts["zone"] = zone
        texts["day"] = moments.local_day(now(), zone).isoformat()
        texts[kind.MOMENT] = local_text(now().replace(second=0), zone)
        if (day := request.args.get("day", "")) and day != texts["day"]:
            texts[kind.MOMENT] = f"{day}T12:00"
    texts |= {column.name: text for column in columns(kind) if (text := _texts_of_address(column))}
    return texts


def _texts_of_address(column: Column) -> str | Sequence[str]:
    if isinstance(column.field, Several | OwnWords):
        return request.args.getlist(column.name)
    return request.args.get(column.name, "")


def shown_twice(form: InputForm, record: Input | None) -> dict[str, bool]:
    """The moments of a form that the clocks showed twice, and whether the later one is meant."""
    zone = (form["zone"].text if "zone" in form else "") or typed_zone()
    twice: dict[str, bool] = {}
    for field in form.typed:
        if not isinstance(field.holds, Moment) or not moments.zone_exists(zone):
            continue
        try:
            naive = datetime.fromisoformat(field.text)
        except ValueError:
            continue
        if naive.tzinfo is None and moments.happened_twice(naive, zone):
            moment = getattr(record, field.name, None)
            twice[field.name] = bool(
                request.form.get(field.name + Moment.later_suffix)
            ) or moment == moments.moment_at(naive, zone, later=True)
    return twice
