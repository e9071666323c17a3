"""How entries are listed and asked for: no field of a kind is forgotten, or it is named here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, g, render_template_string

from journal.core.model import records as r
from journal.core.model.amounts import Amount
from journal.core.model.answers import Answers, ListedName
from journal.core.model.fields import Choice, Identifier, OwnWords, Several, Whole, Words, YesNo
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.inputs import Column, columns
from journal.core.model.kinds import KINDS, SLUGS
from journal.core.model.time_fields import Day, Moment, Zone
from journal.core.model.vocabulary import TOPICS
from tests.people import Person
from tests.store.making import EXAMPLES
from tests.web.reading import soup

WHERE = "an entry is listed under its day"
ADDRESS = "it stands in the address of the entry"
COPIED = "one that was begun is a copy: what it says is listed where the plan was written"
HIDDEN: dict[tuple[str, str], str] = {
    **{(slug, "id"): ADDRESS for slug in KINDS},
    **{(slug, "day"): WHERE for slug in KINDS},
    ("days", "confirmed_on"): "that the day was a rest day says enough",
    **{("flareplans", name): COPIED for name in ("note", "leave", "leave_days", "help")},
    ("pain", "episode_id"): "the spasm is listed itself",
    ("relief", "episode_id"): "the spasm is listed itself",
}
HIDDEN_FROM_A_DOCTOR: dict[tuple[str, str], str] = HIDDEN | {
    ("exercises", "completed_at"): "the day is enough, and the page short",
    ("exercises", "time_not_asked"): "the day is enough, and the page short",
    ("checkins", "recorded_at"): "the day is enough, and the page short",
    ("recall", "guessed_at"): "the day is enough, and the page short",
    ("flareplans", "written_at"): "the day is enough, and the page short",
    ("ladders", "written_at"): "the day is enough, and the page short",
    ("laddersteps", "decided_at"): "the day is enough, and the page short",
    ("guides", "written_at"): "the day is enough, and the page short",
    ("goals", "written_at"): "the day is enough, and the page short",
    ("abilities", "rated_at"): "the day is enough, and the page short",
}
NOT_ASKED = {
    ("pain", "id"): "the journal decides it",
    ("pain", "recalled"): "the journal decides it",
    ("recall", "seen_before"): "the journal decides it",
    ("flareplans", "ended_on"): "asked of a plan that was begun",
    ("goals", "happened"): "asked once its week is over",
    ("exercises", "time_not_asked"): "asked of what was tapped for an earlier day",
    ("relief", "time_not_asked"): "asked of what was tapped for an earlier day",
    ("methods", "added_at"): "asked once it is on the list",
    ("methods", "retired_on"): "asked once it is on the list",
    ("topics", "added_at"): "asked once it is on the list",
    ("topics", "retired_on"): "asked once it is on the list",
    **{(slug, "id"): "the journal decides it" for slug in KINDS},
    **{
        (slug, "day"): "it follows from the time"
        for slug, kind in KINDS.items()
        if kind.record.MOMENT and slug != "pain"
    },
    ("days", "confirmed_on"): "the journal decides it",
    ("days", "day"): "it stands in the address of the form",
}

SHOWN = [
    example.with_(kind="now")
    if isinstance(example, r.PainLevel)
    else example.with_(side="both")
    if isinstance(example, r.Prescription)
    else example.with_(time_not_asked=False)
    if isinstance(example, r.CompletedExercise | r.Relief)
    else example
    for example in EXAMPLES
]
"""One of each kind with every field given; the pain level is of a moment, which is shown, and
the line of the programme of both sides, each of which may have a dose of its own; the time of what
was done is given."""

FIELDS = [(record, column) for record in SHOWN for column in columns(type(record))]
fields = pytest.mark.parametrize(
    ("record", "column"),
    FIELDS,
    ids=[f"{SLUGS[type(record)]}-{column.name}" for record, column in FIELDS],
)


OTHER_VALUES: dict[type, Callable[[Any, Any], Any]] = {  # of a field, beside one it has
    Whole: lambda field, value: field.lowest if value != field.lowest else field.highest,
    Choice: lambda field, value: next(token for token in field.tokens if token != value),
    YesNo: lambda _, value: not value,
    Several: lambda field, value: field.tokens[-1:] if value != field.tokens[-1:] else (),
    OwnWords: lambda *_: ("quite another",),
    Amount: lambda *_: "7",
    ListedName: lambda *_: "quite another",
    Answers: lambda *_: ("other=7",),
    Words: lambda *_: "quite another",
    Moment: lambda _, value: value + timedelta(minutes=7),
    Day: lambda _, value: value + timedelta(days=1),
    Zone: lambda *_: "Asia/Tokyo",
    Identifier: lambda *_: "33333333-0000-4000-8000-000000000001",
}


def line(app: Flask, record: r.Record, *, plain: bool) -> str:
    """An entry as it is listed."""
    with app.test_request_context("/"):
        g.failed = True  # nobody is signed in
        return render_template_string(
            '{% import "records/" ~ (record | slug) ~ "/line.html" as kind %}'
            '{{ kind.line(record, "24", plain) }}',
            record=record,
            plain=plain,
        )


def shows(app: Flask, record: r.Record, column: Column, *, plain: bool) -> bool:
    """Whether a line is another where the field is."""
    value = getattr(record, column.name)
    changed = record.with_(**{column.name: OTHER_VALUES[type(column.field)](column.field, value)})
    return line(app, record, plain=plain) != line(app, changed, plain=plain)


@fields
def test_the_examples_say_something_of_every_field(record: r.Record, column: Column) -> None:
    assert getattr(record, column.name) not in (None, ())


@fields
def test_a_line_shows_every_field_that_is_not_listed_as_hidden(
    app: Flask, record: r.Record, column: Column
) -> None:
    slug = SLUGS[type(record)]
    hidden = (slug, column.name) in HIDDEN
    assert hidden or shows(app, record, column, plain=False)


@pytest.mark.parametrize("name", [name for slug, name in HIDDEN if HIDDEN[slug, name] == COPIED])
def test_a_plan_is_listed_in_full_where_it_was_written_and_not_at_each_begin(
    app: Flask, name: str
) -> None:
    begun = next(record for record in SHOWN if isinstance(record, FlarePlan))
    column = next(column for column in columns(FlarePlan) if column.name == name)
    assert not shows(app, begun, column, plain=False)
    assert shows(app, begun.with_(state="ready", ended_on=None), column, plain=False)


@fields
def test_the_page_for_a_doctor_shows_every_field_that_is_not_listed_as_hidden(
    app: Flask, record: r.Record, column: Column
) -> None:
    slug = SLUGS[type(record)]
    timeless = column.name == "zone" and (slug, record.MOMENT) in HIDDEN_FROM_A_DOCTOR
    hidden = (slug, column.name) in HIDDEN_FROM_A_DOCTOR
    assert hidden or timeless or shows(app, record, column, plain=True)


@pytest.mark.parametrize("slug", KINDS)
def test_a_form_asks_for_every_field_that_is_not_listed_as_decided(ada: Person, slug: str) -> None:
    path = "/days/2026-05-20/edit" if slug == "days" else f"/{slug}/new"
    ada.log("episodes")
    ada.log("methods", name="Ibuprofen", method="medicine")
    for kind in TOPICS:
        ada.log("topics", name=f"my {kind}", kind=kind)
    names = {tag["name"] for tag in soup(ada.get(path)).select("[name]")}
    for column in columns(KINDS[slug].record):
        assert (column.name in names) == ((slug, column.name) not in NOT_ASKED), column.name
