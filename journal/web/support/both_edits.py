"""A form of something that was changed elsewhere while it was open: both changes are kept."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import request

from journal.core.model import moments
from journal.core.model.both_edits import (
    Values,
    content,
    is_of,
    meeting,
    opened_values,
    opened_with,
    values_of,
)
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.inputs import Input
from journal.core.model.reading import values_typed
from journal.core.model.records import DayNote, Episode, Record, Relief
from journal.store.diary.former_names import as_called_now
from journal.web.support.forms import InputForm, begins_as, form_for, local_text
from journal.web.support.request import db, owner
from journal.web.support.typed_fields import Beside, Typed
from journal.web.support.typed_moments import typed_zone, waited_since

NAMING: Final[dict[type[Input], tuple[str, ...]]] = {
    DayNote: ("factors",),
    Episode: ("own_symptoms",),
    FlarePlan: ("leave",),
    Relief: ("method", "name", "dose", "unit"),
}
"""The fields in which a record names things of a person's own; any other: an exercise."""

TAKEN: Final = "take"
"""Names the fields in which what was saved elsewhere is chosen."""


def opened_form(record: Input, version: int = 0) -> InputForm:
    """The form of an edit, which carries along what it was opened with."""
    return as_opened(form_for(type(record), begins_as(record)), record, version)


def as_opened(form: InputForm, record: Input, version: int = 0) -> InputForm:
    """A form as if it were opened now, when ``record`` is saved: in its own fields alone."""
    form.version.data = str(version)
    form.opened.data = opened_with(record, {field.name for field in form.typed})
    return form


def meet(
    form: InputForm,
    saved: Input,
    version: int = 0,
    *,
    stale: bool = False,
    diary_of: str | None = None,
) -> bool:
    """Let a form hold what was changed elsewhere since it was opened, where it changed nothing.

    Answers whether a field was changed in both places: what is saved is shown beside each. Where
    a form does not say what it was opened with, ``stale`` says whether that was something older.
    ``diary_of``: the account it is about, if that is not the one signed in.
    """
    kind, names = type(saved), _names(form)
    at = waited_since()
    typed = _as_called_now(saved, values_typed(kind, form.texts, typed_zone()), diary_of, at)
    values = _as_called_now(saved, values_of(saved), diary_of)
    contents = content(kind, typed, names), content(kind, values, names)
    start: Values | None = opened_values(kind, request.form.get("opened", ""))
    if start is None and not stale:
        start = values
    origin = start and content(kind, _as_called_now(saved, start, diary_of, at), names)
    edits = meeting(origin, *contents, kind.TOGETHER)
    picks = {
        name
        for name in {**contents[0], **contents[1]}
        if any(is_of(name, field) for field in request.form.getlist(TAKEN))
    }
    theirs = edits.theirs | picks
    zone = str((values if "zone" in theirs else typed).get("zone") or typed_zone())
    filling = Filling(saved, *contents, theirs, edits.both - picks, zone)
    for field in form.typed:
        filling.fill(field, typed.get(field.name))
    as_opened(form, saved, version)
    return bool(form.asked)


def _as_called_now(
    saved: Input, values: Values, diary_of: str | None, typed_at: datetime | None = None
) -> Values:
    """Values with what they name of a person's own as it is called now: to rename is no edit."""
    names = NAMING.get(type(saved), ("exercise",))
    if not isinstance(saved, Record) or not values.get(names[0]):
        return values
    typed = saved.with_(**{name: values.get(name) for name in names})
    record = as_called_now(db(), diary_of or owner(), typed, typed_at)
    return {**values, **{name: getattr(record, name) for name in names}}


def _names(form: InputForm) -> set[str]:
    """The fields that were asked; the day of a moment, which follows from it, is not."""
    return {field.name for field in form.typed if field.name != "day" or "day" in request.form}


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into the fields of a form, and beside them."""

    saved: Input
    here: Values
    elsewhere: Values
    theirs: Set[str]
    """What was changed elsewhere only, or is chosen as it was."""
    both: Set[str]
    zone: str
    """The zone of the moments in the form, by now."""

    def fill(self, field: Typed, typed: object) -> None:
        """Fill in a field; ``typed``: what it said."""
        texts, value = begins_as(self.saved).get(field.name), getattr(self.saved, field.name)
        if clashes := [name for name in self.both if is_of(name, field.name)]:
            answers = [self.elsewhere[name] for name in clashes if name in self.elsewhere]
            field.beside = Beside(
                answers if field.one_by_one else _as_list(texts), value, self.zone
            )
        if field.one_by_one and any(is_of(name, field.name) for name in self.theirs):
            field.process_data(self._answers(field.name))
        elif field.name in self.theirs:
            field.process_data(texts)
        if self.theirs & {field.name, "zone"}:
            self._put_in_zone(field, value if field.name in self.theirs else typed)

    def _answers(self, field: str) -> list[str]:
        """The answers of a field, each from where it was changed."""
        names = [name for name in {**self.elsewhere, **self.here} if is_of(name, field)]
        sources = [(name, self.elsewhere if name in self.theirs else self.here) for name in names]
        return [source[name] for name, source in sources if name in source]

    def _put_in_zone(self, field: Typed, value: object) -> None:
        """Show a moment as the clocks of the form's zone showed it."""
        if not isinstance(value, datetime) or not moments.zone_exists(self.zone):
            return
        text = local_text(value, self.zone)
        if moments.happened_twice(datetime.fromisoformat(text), self.zone):
            text = moments.local_time(value, self.zone).isoformat(timespec="seconds")
        field.process_data(text)


def _as_list(texts: str | Sequence[str] | None) -> list[str]:
    if isinstance(texts, str):
        return [texts]
    return [*(texts or ())]
