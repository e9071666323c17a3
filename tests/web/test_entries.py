"""Entries: what is typed is kept, once, and only for its owner."""

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, delete, select

from journal.store.db import models as m
from tests.people import Person
from tests.web.conftest import (
    NOON,
    joined,
    newcomer,
    settled,
)
from tests.web.reading import (
    as_read,
    csv_of,
    entry_form,
    listed,
    one,
    problems,
    said,
    soup,
    texts,
    typed,
    undo,
    without_token,
)

Fields = dict[str, Any]  # a text, or several

SPASM = "0b7f8d7e-1f58-4a51-8a6f-5a1a5b0f0001"
FULL: dict[str, Fields] = {
    "pain": {
        "kind": "day_worst", "level": "7", "day": "2026-05-19",
        "recorded_at": "2026-05-19T21:30:15", "zone": "Europe/Lisbon", "interference": "0",
        "regions": ["lower_back_left", "tailbone"], "movement": "movement",
        "episode_id": SPASM, "note": "=SUM(A1)\nsecond line, \"quoted\" <b>",
    },
    "episodes": {
        "started_at": "2026-05-18T22:00", "ended_at": "2026-05-19T03:15",
        "zone": "Europe/Vienna", "peak_level": "10", "regions": ["neck_left"],
        "symptoms": ["aching", "limited_movement"], "onset": "gradual", "movement": "rest",
        "triggers": ["lifting", "moved a piano, slept on the sofa"], "note": "stairs",
    },
    "exercises": {
        "exercise": "Bridge", "completed_at": "2026-05-20T07:05", "zone": "Europe/Vienna",
        "sets": "3", "reps": "12", "hold_seconds": "5", "side": "left", "minutes": "9",
        "effort": "6", "pain_before": "4", "pain_after": "0", "outcome": "stopped",
        "reason": "too sore", "note": "on the mat",
    },
    "relief": {
        "method": "cold", "applied_at": "2026-05-20T13:00", "zone": "Europe/Vienna",
        "minutes": "20", "pain_before": "8", "pain_after_20": "6", "pain_after_60": "7",
        "episode_id": SPASM, "note": "with a cloth",
    },
    "programme": {
        "exercise": "Walking", "sets": "1", "reps": "2", "hold_seconds": "3", "side": "both",
        "minutes": "40", "times_per_day": "2", "days_per_week": "5",
        "starts_on": "2026-06-01", "ends_on": "2026-07-31", "note": "uphill",
    },
    "checkins": {
        "pain": "5", "enjoyment": "0", "activity": "10", "recorded_at": "2026-05-20T09:00",
        "zone": "Europe/Vienna", "note": "a week",
    },
    "recall": {
        "week_starts_on": "2026-05-11", "level": "6", "guessed_at": "2026-05-20T09:00",
        "zone": "Europe/Vienna", "note": "a hard week",
    },
    "events": {
        "what": "visit", "name": "Dr Huber", "happened_at": "2026-05-27T09:00",
        "zone": "Europe/Vienna", "agreed": "walk more", "note": "by bus",
    },
}  # fmt: skip
CELLS: dict[str, dict[str, str]] = {
    "pain": {
        "day": "2026-05-19", "recorded_at": "2026-05-19T21:30:15+01:00", "recalled": "",
        "regions": "lower_back_left|tailbone", "note": "'=SUM(A1)\nsecond line, \"quoted\" <b>",
    },
    "episodes": {
        "day": "2026-05-18", "started_at": "2026-05-18T22:00:00+02:00",
        "ended_at": "2026-05-19T03:15:00+02:00", "regions": "neck_left",
        "symptoms": "aching|limited_movement",
        "triggers": "lifting|moved a piano|slept on the sofa",
    },
    "exercises": {"day": "2026-05-20", "completed_at": "2026-05-20T07:05:00+02:00"},
    "relief": {"day": "2026-05-20", "applied_at": "2026-05-20T13:00:00+02:00"},
    "programme": {},
    "checkins": {"day": "2026-05-20", "recorded_at": "2026-05-20T09:00:00+02:00"},
    "recall": {
        "day": "2026-05-20", "guessed_at": "2026-05-20T09:00:00+02:00", "seen_before": "yes",
    },
    "events": {"day": "2026-05-27", "happened_at": "2026-05-27T09:00:00+02:00"},
}  # fmt: skip
LEAST: dict[str, Fields] = {
    "pain": {"kind": "now", "level": "0"},
    "episodes": {},
    "exercises": {"exercise": "Bridge"},
    "relief": {"method": "own"},
    "programme": {"exercise": "Bridge", "starts_on": "2026-05-20"},
    "checkins": {"pain": "0", "enjoyment": "0", "activity": "0"},
    "recall": {"week_starts_on": "2026-05-11", "level": "0"},
    "events": {"what": "new_chair"},
}
SLUGS = pytest.mark.parametrize("slug", FULL)
MEGABYTE = 1_000_000


@pytest.fixture
def ada(clock: time_machine.Traveller, app: Flask, engine: Engine) -> Person:
    """Somebody whose clock stands at noon, with nothing prescribed, so that rows are their own."""
    clock.move_to(NOON)
    return unprescribed(joined(app, "ada"), engine)


@pytest.fixture(scope="module")
def typist(app: Flask) -> Person:
    """Somebody to share, for tests that look only at how an answer comes back."""
    return unprescribed(settled(app, "typist"), app.extensions["journal_engine"])


def unprescribed(person: Person, engine: Engine) -> Person:
    """The same person without the programme that everybody starts with."""
    owner = select(m.Account.id).where(m.Account.username == person.name)
    line = m.PrescriptionRow
    with engine.begin() as connection:
        key = connection.execute(owner).scalar_one()
        connection.execute(delete(line).where(line.owner_id == key))
    return person


def logged(person: Person, slug: str) -> dict[str, str]:
    """An entry with every field given, just logged."""
    person.log(slug, **FULL[slug])
    return one(person, slug)


@SLUGS
def test_everything_that_is_typed_is_kept(ada: Person, slug: str) -> None:
    ada.post("/episodes/new", client_key=SPASM, **LEAST["episodes"])
    answer = ada.send(f"/{slug}/new", **FULL[slug])
    assert (answer.status_code, answer.location) == (303, "/")
    entry = next(entry for entry in listed(ada, slug) if entry["id"] != SPASM)
    plain = {name: text for name, text in FULL[slug].items() if isinstance(text, str)}
    assert entry | plain | CELLS[slug] == entry


@SLUGS
def test_only_what_must_be_is_asked(ada: Person, slug: str) -> None:
    ada.log(slug, **LEAST[slug])
    entry = one(ada, slug)
    values = {"day": "2026-05-20", "zone": "Europe/Vienna"}
    assert entry | {name: text for name, text in values.items() if name in entry} == entry
    assert [
        name for name in ("interference", "note", "regions", "ends_on") if entry.get(name)
    ] == []


@SLUGS
def test_an_untouched_edit_changes_nothing(ada: Person, slug: str) -> None:
    before = logged(ada, slug)
    answer = ada.send(f"/{slug}/{before['id']}/edit")
    assert (answer.status_code, answer.location) == (303, "/")
    assert one(ada, slug) == before


@SLUGS
def test_an_edit_shows_what_is_kept_and_keeps_what_is_typed(ada: Person, slug: str) -> None:
    before = logged(ada, slug)
    form = texts(ada.form(f"/{slug}/{before['id']}/edit"))
    for name, text in FULL[slug].items():
        if isinstance(text, str) and name != "episode_id":
            assert form[name] == [text]
    ada.send(f"/{slug}/{before['id']}/edit", note="other words")
    assert one(ada, slug) == before | {"note": "other words"}


@SLUGS
def test_a_deletion_is_undone_to_the_byte(ada: Person, slug: str) -> None:
    before = logged(ada, slug)
    exported = csv_of(ada, slug)
    answer = ada.send(f"/{slug}/{before['id']}/edit", f"/{slug}/{before['id']}/delete")
    assert answer.status_code == 303
    assert listed(ada, slug) == []
    undo(ada)
    assert csv_of(ada, slug) == exported


@SLUGS
def test_an_entry_and_an_edit_are_undone(ada: Person, slug: str) -> None:
    before = logged(ada, slug)
    ada.get("/")
    ada.send(f"/{slug}/{before['id']}/edit", note="other words")
    undo(ada)
    assert one(ada, slug) == before
    ada.send(f"/{slug}/new", **LEAST[slug])
    undo(ada)
    assert one(ada, slug) == before


def test_what_was_undone_is_not_undone_again(ada: Person) -> None:
    ada.log("pain", **LEAST["pain"])
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    for _ in range(3):
        assert ada.post(path).status_code == 303
        assert listed(ada, "pain") == []


def test_undoing_what_was_changed_since_says_so_and_changes_nothing(ada: Person) -> None:
    ada.log("pain", **LEAST["pain"])
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    ada.send(f"/pain/{one(ada, 'pain')['id']}/edit", note="since")
    ada.get("/")
    assert ada.post(path).status_code == 303
    assert "changed again since" in said(ada.get("/"))
    assert one(ada, "pain")["note"] == "since"


def test_undoing_outlives_a_new_name_of_the_exercise(ada: Person) -> None:
    before = logged(ada, "exercises")
    ada.get("/")
    ada.post(f"/exercises/{before['id']}/delete")
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    rename(ada, "Bridge", "Glute bridge")
    assert ada.post(path).status_code == 303
    assert one(ada, "exercises") == before | {"exercise": "Glute bridge"}


def rename(person: Person, name: str, new: str) -> None:
    page = person.get("/programme")
    (path,) = [
        form.action
        for form in person.forms_of(page)
        if texts(form).get("name") == [name] and form.action.count("/") == 3
    ]
    assert person.post(path, name=new).status_code == 303


def test_a_day_later_it_is_too_late_to_undo(clock: time_machine.Traveller, ada: Person) -> None:
    ada.log("pain", **LEAST["pain"])
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    clock.shift(25 * 3600)
    newcomer(ada.app).signed_in(ada.name)
    assert ada.post(path).status_code == 303
    assert "too long ago" in said(ada.get("/"))
    assert len(listed(ada, "pain")) == 1


# Others


@SLUGS
def test_a_stranger_finds_nothing_as_if_it_had_never_been(
    ada: Person, charlie: Person, slug: str
) -> None:
    before = logged(ada, slug)
    never = str(uuid4())
    for path in (f"/{slug}/{{}}/edit",):
        mine, none = (charlie.get(path.format(key)) for key in (before["id"], never))
        assert mine.status_code == 404
        assert without_token(mine) == without_token(none)
    for path in (f"/{slug}/{{}}/edit", f"/{slug}/{{}}/delete"):
        mine, none = (
            charlie.post(path.format(key), **LEAST[slug]) for key in (before["id"], never)
        )
        assert mine.status_code == 404
        assert without_token(mine) == without_token(none)
    assert one(ada, slug) == before


def test_a_stranger_undoes_nothing(ada: Person, charlie: Person) -> None:
    ada.log("pain", **LEAST["pain"])
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    theirs, never = charlie.post(path), charlie.post(f"/changes/{uuid4()}/undo")
    assert theirs.status_code == 404
    assert without_token(theirs) == without_token(never)
    assert len(listed(ada, "pain")) == 1


def test_a_strangers_exercise_cannot_be_logged(ada: Person, charlie: Person) -> None:
    charlie.post("/programme/exercises", name="Handstand")
    answer = ada.send("/exercises/new", exercise="Handstand")
    assert answer.status_code == 422
    assert "Handstand" in problems(answer)["exercise"]
    assert listed(ada, "exercises") == []


@SLUGS
def test_nobody_is_asked_to_sign_in_and_comes_back(nobody: Person, slug: str) -> None:
    answer = nobody.get(f"/{slug}/new?day=2026-05-19")
    assert answer.status_code == 302
    address = urlsplit(answer.location)
    assert (address.netloc, address.path) == ("", "/account/sign-in")
    assert parse_qs(address.query) == {"next": [f"/{slug}/new?day=2026-05-19"]}


# Bad input

NOT_WHOLE = "whole number from 0 to 10"
BAD: list[tuple[str, str, Any, str]] = [
    *[
        ("pain", "level", text, NOT_WHOLE)
        for text in (
            "11",
            "-1",
            "four",
            "NaN",
            "1e9",
            "4.5",
            "+4",
            "0x4",
            "\u0664",
            "4\u00a04",
            "9" * 5000,
        )
    ],
    ("pain", "level", "", "number"),
    ("pain", "kind", "weekly", "Choose one of"),
    ("pain", "kind", "", "Choose one"),
    ("pain", "interference", "11", NOT_WHOLE),
    ("pain", "movement", "flying", "Choose one of"),
    ("pain", "regions", ["tailbone", "elbow"], "elbow"),
    ("pain", "episode_id", "17", "not an id"),
    ("pain", "zone", "Europe/Atlantis", "no such time zone"),
    ("pain", "zone", "../../etc/passwd", "no such time zone"),
    ("pain", "recorded_at", "2026-05-20T14:06", "in the future"),
    ("pain", "recorded_at", "2036-05-20T14:06", "in the future"),
    ("pain", "recorded_at", "2026-03-29T02:30", "clocks"),
    ("pain", "recorded_at", "2026-02-30T12:00", "date and a time"),
    ("pain", "recorded_at", "yesterday", "date and a time"),
    ("pain", "recorded_at", "1899-12-31T12:00", "after 1900"),
    ("pain", "recorded_at", "9999-12-31T23:59", "before 9000"),
    ("pain", "recorded_at", "0000-00-00T00:00", "date and a time"),
    ("pain", "note", "a\0b", "control character"),
    ("pain", "note", "a\x1bb", "control character"),
    ("pain", "note", "x" * MEGABYTE, "1,000,000 characters"),
    ("pain", "note", "x" * 8001, "8,000"),
    ("episodes", "ended_at", "2026-05-20T11:00", "before it starts"),
    ("episodes", "ended_at", "2026-05-20T15:00", "in the future"),
    ("episodes", "started_at", "2026-05-21T15:00", "in the future"),
    ("episodes", "started_at", "2026-03-29T02:00", "skipped 02:00"),
    ("episodes", "peak_level", "11", NOT_WHOLE),
    ("episodes", "onset", "slow", "Choose one of"),
    ("episodes", "symptoms", ["itching"], "itching"),
    ("episodes", "triggers", ["x" * 81], "81 characters"),
    ("episodes", "triggers", ["a|b"], "|"),
    ("episodes", "triggers", [f"reason {n}" for n in range(41)], "at most 40"),
    ("exercises", "exercise", "Handstand", "not in your list"),
    ("exercises", "exercise", "", "Fill this in"),
    ("exercises", "exercise", "Bridge\0", "control character"),
    ("exercises", "sets", "0", "from 1 to 100"),
    ("exercises", "sets", "101", "from 1 to 100"),
    ("exercises", "reps", "1001", "from 1 to 1,000"),
    ("exercises", "hold_seconds", "3601", "from 1 to 3,600"),
    ("exercises", "minutes", "1441", "from 1 to 1,440"),
    ("exercises", "minutes", "half an hour", "whole number"),
    ("exercises", "side", "top", "Choose one of"),
    ("exercises", "outcome", "won", "Choose one of"),
    ("exercises", "reason", "x" * 81, "81 characters"),
    ("exercises", "reason", "two\nlines", "one line"),
    ("exercises", "completed_at", "2026-05-20T14:06", "in the future"),
    ("relief", "method", "snake oil", "Choose one of"),
    ("relief", "method", "", "Choose one"),
    ("relief", "minutes", "-20", "from 1 to 1,440"),
    ("relief", "pain_after_20", "eleven", NOT_WHOLE),
    ("relief", "applied_at", "2026-05-21T09:00", "in the future"),
    ("programme", "exercise", "Handstand", "not in your list"),
    ("programme", "times_per_day", "25", "from 1 to 24"),
    ("programme", "days_per_week", "8", "from 1 to 7"),
    ("programme", "starts_on", "", "Choose a day"),
    ("programme", "starts_on", "1.6.2026", "day of the calendar"),
    ("programme", "starts_on", "1899-01-01", "after 1900"),
    ("programme", "ends_on", "2026-02-29", "day of the calendar"),
    ("programme", "ends_on", "2026-05-31", "before it starts"),
    ("checkins", "enjoyment", "11", NOT_WHOLE),
    ("checkins", "pain", "", "number"),
    ("checkins", "recorded_at", "2026-05-27T09:00", "in the future"),
    ("recall", "level", "11", NOT_WHOLE),
    ("recall", "level", "", "number"),
    ("recall", "week_starts_on", "", "Choose a day"),
    ("recall", "week_starts_on", "last week", "day of the calendar"),
    ("events", "happened_at", "2027-06-01T09:00", "within a year"),
    ("events", "what", "wedding", "Choose one of"),
]
SIMPLE: dict[str, Fields] = {
    "pain": {"kind": "now", "level": "4", "note": "kept", "interference": "3"},
    "episodes": {"started_at": "2026-05-20T12:00", "note": "kept", "peak_level": "3"},
    "exercises": {"exercise": "Bridge", "note": "kept", "effort": "3"},
    "relief": {"method": "warmth", "note": "kept", "minutes": "15"},
    "programme": {
        "exercise": "Bridge", "note": "kept", "minutes": "15", "starts_on": "2026-06-01",
    },
    "checkins": {"pain": "1", "enjoyment": "2", "activity": "3", "note": "kept"},
    "recall": {"week_starts_on": "2026-05-11", "level": "3", "note": "kept"},
    "events": {"what": "visit", "note": "kept"},
}  # fmt: skip


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("slug", "field", "text", "sentence"),
    BAD,
    ids=[f"{slug}-{field}-{str(text)[:20]!r}" for slug, field, text, _ in BAD],
)
def test_what_cannot_be_is_said_at_its_field_and_keeps_what_was_typed(
    typist: Person, slug: str, field: str, text: Any, sentence: str
) -> None:
    before = csv_of(typist, slug)
    sending = SIMPLE[slug] | {field: text}
    answer = typist.send(f"/{slug}/new", **sending)
    assert answer.status_code == 422
    assert sentence in problems(answer)[field]
    assert set(problems(answer)) == {field}
    assert csv_of(typist, slug) == before
    again = typed(answer)
    for name, value in sending.items():
        if name != field:
            assert again[name] == [value]
    if isinstance(text, str) and slug in ("pain", "episodes") and field in TYPED_AGAIN:
        assert again[field] == [as_read(text)]
    assert "Everything you typed is still here" in said(answer)


TYPED_AGAIN = ("note", "recorded_at", "started_at", "ended_at", "zone")


@SLUGS
def test_an_edit_that_cannot_be_leaves_the_entry_alone(ada: Person, slug: str) -> None:
    before = logged(ada, slug)
    answer = ada.send(f"/{slug}/{before['id']}/edit", note="a\0b")
    assert answer.status_code == 422
    assert "control character" in problems(answer)["note"]
    assert one(ada, slug) == before


@pytest.mark.usefixtures("clock")
def test_a_level_that_cannot_be_is_shown_as_it_was_typed(typist: Person) -> None:
    assert "You typed “eleven”" in said(typist.send("/pain/new", kind="now", level="eleven"))


@pytest.mark.usefixtures("clock")
def test_every_problem_is_shown_at_once(typist: Person) -> None:
    answer = typist.send(
        "/exercises/new", exercise="Bridge", sets="0", reps="x", completed_at="soon", effort="99"
    )
    assert set(problems(answer)) == {"sets", "reps", "completed_at", "effort"}
    assert "please check 4 fields" in said(answer)


@pytest.mark.usefixtures("clock")
def test_a_character_that_could_not_be_read_is_refused_at_its_field(typist: Person) -> None:
    answer = typist.send("/pain/new", kind="now", level="4", note="a\ufffd")
    assert answer.status_code == 422
    assert "could not be read" in problems(answer)["note"]


@pytest.mark.parametrize("version", ["9" * 5000, "-1", "one", "\u0664", "\0", ""])
def test_a_version_of_any_text_is_no_fault_of_ours(ada: Person, version: str) -> None:
    entry = logged(ada, "pain")
    answer = ada.send(f"/pain/{entry['id']}/edit", version=version, note="typed")
    assert answer.status_code in (303, 409)
    if answer.status_code == 409:
        assert typed(answer)["note"] == ["typed"]


def test_text_of_every_alphabet_is_kept_letter_by_letter(ada: Person) -> None:
    note = "Zähne, 背中, ظهر, 🧘🏽‍♀️ e\u0301 \u00a0x — “so”\n\ttab"
    ada.send("/pain/new", kind="now", level="4", note=note)
    assert one(ada, "pain")["note"] == note
    assert "🧘🏽‍♀️" in ada.get("/").text


def test_what_looks_like_a_page_is_shown_as_text(ada: Person) -> None:
    ada.send(
        "/pain/new", kind="now", level="4", note='<script>alert(1)</script> {{ 7*7 }} "><img>'
    )
    page = ada.get("/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


# Moments


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-20T14:00", "2026-05-20T14:00:00+02:00"),
        ("2026-05-20T13:59:59", "2026-05-20T13:59:59+02:00"),
        ("2026-05-20 13:30", "2026-05-20T13:30:00+02:00"),
        ("2026-05-20T14:04", "2026-05-20T14:00:00+02:00"),
        ("2026-05-20T14:05", "2026-05-20T14:00:00+02:00"),
        ("", "2026-05-20T14:00:00+02:00"),
    ],
)
def test_a_moment_up_to_five_minutes_ahead_is_now(ada: Person, text: str, moment: str) -> None:
    assert ada.send("/pain/new", kind="now", level="4", recorded_at=text).status_code == 303
    assert one(ada, "pain")["recorded_at"] == moment


def test_an_episode_that_eases_within_five_minutes_eased_now(ada: Person) -> None:
    ada.log("episodes", started_at="2026-05-20T14:03", ended_at="2026-05-20T14:04")
    entry = one(ada, "episodes")
    assert entry["started_at"] == entry["ended_at"] == "2026-05-20T14:00:00+02:00"


def test_a_time_is_of_the_zone_it_was_typed_in(ada: Person) -> None:
    ada.log("pain", kind="now", level="4", recorded_at="2026-05-20T20:30", zone="Asia/Tokyo")
    entry = one(ada, "pain")
    assert entry["recorded_at"] == "2026-05-20T20:30:00+09:00"
    assert entry["day"] == "2026-05-20"


def in_november(clock: time_machine.Traveller, ada: Person) -> Person:
    """Ada, signed in anew a week after the clocks were set back."""
    clock.move_to("2026-11-01T12:00:00+00:00")
    person = newcomer(ada.app)
    person.signed_in(ada.name)
    return person


def test_a_time_the_clocks_showed_twice_is_the_earlier_and_the_later_is_offered(
    clock: time_machine.Traveller, ada: Person
) -> None:
    person = in_november(clock, ada)
    person.send("/pain/new", kind="now", level="4", recorded_at="2026-10-25T02:30")
    earlier = one(person, "pain")
    assert earlier["recorded_at"] == "2026-10-25T02:30:00+02:00"
    page = person.get("/")
    edit = f"/pain/{earlier['id']}/edit"
    assert "so that time came twice" in said(page)
    assert f'href="{edit}"' in page.text
    assert "recorded_at_later" in person.form(edit).names
    person.send(edit, recorded_at_later="yes")
    later = one(person, "pain")
    assert later == earlier | {"recorded_at": "2026-10-25T02:30:00+01:00"}
    assert texts(person.form(edit))["recorded_at_later"] == ["yes"]
    person.send(edit, note="still the later")
    assert one(person, "pain")["recorded_at"] == "2026-10-25T02:30:00+01:00"


def test_the_later_one_is_offered_where_the_zone_was_not_sent_too(
    clock: time_machine.Traveller, ada: Person
) -> None:
    person = in_november(clock, ada)
    person.post("/pain/new", kind="now", level="4", recorded_at="2026-10-25T02:30")
    assert "Choose the later one" in said(person.get("/"))


def test_a_night_of_the_clocks_is_as_long_as_it_was(
    clock: time_machine.Traveller, ada: Person
) -> None:
    person = in_november(clock, ada)
    person.log(
        "episodes",
        started_at="2026-10-25T01:50",
        ended_at="2026-10-25T02:10",
        ended_at_later="yes",
    )
    assert "1 h 20 min" in said(person.get("/?day=2026-10-25"))


def test_an_end_before_the_start_by_the_clock_may_be_after_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    person = in_november(clock, ada)
    person.log(
        "episodes",
        started_at="2026-10-25T02:50",
        ended_at="2026-10-25T02:10",
        ended_at_later="yes",
    )
    assert one(person, "episodes")["ended_at"] == "2026-10-25T02:10:00+01:00"


@pytest.mark.parametrize(
    ("hours", "mark"),
    [(0, ""), (10 + 24, ""), (10 + 24.01, "yes"), (10 + 72, "yes"), (10 + 72.01, "excluded")],
)
@pytest.mark.parametrize("kind", ["day_average", "day_worst", "now"])
def test_a_level_that_comes_late_is_marked(
    clock: time_machine.Traveller, ada: Person, kind: str, hours: float, mark: str
) -> None:
    # The day ends at ten in the evening UTC: ten hours from noon.
    clock.shift(hours * 3600)
    ada.send("/pain/new", kind=kind, level="4", day="2026-05-20", recorded_at="2026-05-20T13:00")
    assert (one(ada, "pain")["day"], one(ada, "pain")["recalled"]) == ("2026-05-20", mark)


def test_a_note_added_late_leaves_the_mark_and_another_level_does_not(
    clock: time_machine.Traveller, ada: Person
) -> None:
    ada.send("/pain/new", kind="day_average", level="4")
    entry = one(ada, "pain")["id"]
    clock.shift(9 * 24 * 3600)
    ada.send(f"/pain/{entry}/edit", note="late")
    assert one(ada, "pain")["recalled"] == ""
    ada.send(f"/pain/{entry}/edit", level="5")
    assert one(ada, "pain")["recalled"] == "excluded"


def test_nobody_marks_a_level_by_hand(ada: Person) -> None:
    ada.log("pain", kind="now", level="4", recalled="excluded")
    assert one(ada, "pain")["recalled"] == ""


# One average and one worst a day


@pytest.mark.parametrize("kind", ["day_average", "day_worst"])
def test_a_second_level_of_the_day_updates_the_first(ada: Person, kind: str) -> None:
    first = FULL["pain"] | {"kind": kind}
    ada.log("pain", **first)
    before = one(ada, "pain")
    ada.get("/")
    ada.log("pain", kind=kind, level="2", day="2026-05-19")
    after = one(ada, "pain")
    assert after == before | {
        "level": "2",
        "zone": "Europe/Vienna",
        "recorded_at": "2026-05-20T14:00:00+02:00",
    }
    assert {"day_worst": "Worst pain 2 saved"}.get(kind, "Pain 2 saved") in said(ada.get("/"))


def test_updating_the_days_level_is_undone_to_the_byte(ada: Person) -> None:
    ada.log("pain", **FULL["pain"])
    exported = csv_of(ada, "pain")
    ada.get("/")
    ada.log("pain", kind="day_worst", level="2", day="2026-05-19")
    undo(ada)
    assert csv_of(ada, "pain") == exported


def test_a_level_moved_onto_a_day_that_has_one_is_refused_at_its_day(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="3", day="2026-05-19")
    ada.log("pain", kind="day_average", level="4", day="2026-05-20")
    entry = next(level for level in listed(ada, "pain") if level["day"] == "2026-05-20")
    answer = ada.send(f"/pain/{entry['id']}/edit", day="2026-05-19", note="typed")
    assert answer.status_code == 422
    assert "already logged this for that day" in problems(answer)["day"]
    assert typed(answer)["note"] == ["typed"]
    assert {level["level"] for level in listed(ada, "pain")} == {"3", "4"}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-05-22", "in the future"),
        ("2026-05-32", "day of the calendar"),
        ("1899-12-31", "after 1900"),
        ("\u0662\u0660\u0662\u0666-05-20", "day of the calendar"),
    ],
)
def test_a_day_that_cannot_be_is_refused(typist: Person, day: str, sentence: str) -> None:
    answer = typist.send("/pain/new", kind="day_average", level="4", day=day)
    assert answer.status_code == 422
    assert sentence in problems(answer)["day"]
    assert typed(answer)["day"] == [day]


def test_the_day_of_a_moment_is_the_moments(ada: Person) -> None:
    ada.log("pain", kind="now", level="4", day="2026-01-01", recorded_at="2026-05-19T23:59")
    assert one(ada, "pain")["day"] == "2026-05-19"


# The same twice

KEY = "3f0c1d52-7a3e-4c56-9c8e-2b7f0a1d4e65"


@SLUGS
def test_the_same_twice_is_saved_once_and_answered_alike(ada: Person, slug: str) -> None:
    key = str(uuid4())
    answers = [ada.post(f"/{slug}/new", client_key=key, **LEAST[slug]) for _ in range(3)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/")}
    assert len(listed(ada, slug)) == 1


@pytest.mark.parametrize("key", ["0123456789abcdef" * 2, KEY.upper(), "abc-123", "é" * 100])
def test_any_key_saves_once(ada: Person, key: str) -> None:
    for _ in range(2):
        assert ada.post("/relief/new", client_key=key, method="cold").status_code == 303
    assert ada.post("/relief/new", client_key=key, method="warmth").status_code == 409
    assert one(ada, "relief")["method"] == "cold"


@pytest.mark.parametrize("note", ["%ED%A0%80", "%FF%FE", b"\xff"])
def test_bytes_that_are_no_text_are_refused_at_their_field(ada: Person, note: str | bytes) -> None:
    start = f"csrf_token={ada.token()}&kind=now&level=4&note=kept+".encode()
    body = start + (note if isinstance(note, bytes) else note.encode())
    answer = ada.browser.post(
        "/pain/new", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422
    assert "a character that could not be read" in said(answer)
    assert typed(answer)["note"][0].startswith("kept ")
    assert listed(ada, "pain") == []


@SLUGS
def test_other_words_under_one_key_are_shown_beside_the_first(
    clock: time_machine.Traveller, ada: Person, slug: str
) -> None:
    key = str(uuid4())
    ada.post(f"/{slug}/new", client_key=key, **LEAST[slug], note="the first words")
    clock.shift(60)  # spasms that begin in one minute are never parted
    answer = ada.post(f"/{slug}/new", client_key=key, **LEAST[slug], note="the second words")
    assert answer.status_code == 409
    assert "the first words" in said(answer)
    form = typed(answer)
    assert form["note"] == ["the second words"]
    assert form["client_key"] != [key]
    assert one(ada, slug)["note"] == "the first words"
    again = {"started_at": ["2026-05-20T14:01"], "running": ["end"]}  # of the first spasm
    fields = form | again | {"csrf_token": [ada.token()]}
    assert ada.post(f"/{slug}/new", **fields).status_code == 303
    assert "the second words" in {entry["note"] for entry in listed(ada, slug)}


def test_a_key_whose_entry_is_gone_says_so(ada: Person) -> None:
    key = str(uuid4())
    ada.post("/pain/new", client_key=key, kind="now", level="4", note="the first words")
    ada.post(f"/pain/{one(ada, 'pain')['id']}/delete")
    answer = ada.post("/pain/new", client_key=key, kind="now", level="5", note="the second")
    assert answer.status_code == 409
    assert typed(answer)["note"] == ["the second"]
    assert "the entry it saved was deleted since" in said(answer)


def test_a_key_of_another_kind_does_not_pass_for_saved(ada: Person) -> None:
    key = str(uuid4())
    ada.post("/pain/new", client_key=key, kind="now", level="4")
    answer = ada.post("/relief/new", client_key=key, method="warmth", note="typed")
    assert answer.status_code == 409
    assert typed(answer)["note"] == ["typed"]
    assert listed(ada, "relief") == []


def test_a_key_of_something_else_does_not_pass_for_deleted(ada: Person) -> None:
    key = str(uuid4())
    ada.post("/pain/new", client_key=key, kind="now", level="4")
    ada.post(f"/pain/{one(ada, 'pain')['id']}/delete", client_key=key)
    assert listed(ada, "pain") == []


def test_a_deletion_sent_twice_is_answered_alike(ada: Person) -> None:
    entry = logged(ada, "pain")["id"]
    key = str(uuid4())
    answers = [ada.post(f"/pain/{entry}/delete", client_key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert ada.post(f"/pain/{entry}/delete", client_key=str(uuid4())).status_code == 404


def test_an_edit_sent_twice_is_answered_alike(ada: Person) -> None:
    entry = logged(ada, "pain")["id"]
    form = texts(ada.form(f"/pain/{entry}/edit")) | {"note": ["edited"]}
    answers = [ada.post(f"/pain/{entry}/edit", **form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert one(ada, "pain")["note"] == "edited"


@pytest.mark.parametrize("key", ["", "x", "\0", "'", "é" * 36, "x" * 10_000])
def test_a_key_that_is_none_saves_all_the_same(ada: Person, key: str) -> None:
    assert ada.post("/pain/new", client_key=key, kind="now", level="4").status_code == 303
    assert len(listed(ada, "pain")) == 1


def test_the_same_key_of_two_people_saves_twice(ada: Person, charlie: Person) -> None:
    key = str(uuid4())
    for person in (ada, charlie):
        assert person.post("/pain/new", client_key=key, kind="now", level="4").status_code == 303
        assert len(listed(person, "pain")) == 1


# Two tabs


@SLUGS
def test_a_second_tab_never_overwrites_silently(ada: Person, slug: str) -> None:
    entry = logged(ada, slug)
    edit = f"/{slug}/{entry['id']}/edit"
    first, second = (texts(ada.form(edit)) for _ in range(2))
    assert ada.post(edit, **first | {"note": ["of the first tab"]}).status_code == 303
    answer = ada.post(edit, **second | {"note": ["of the second tab"]})
    assert answer.status_code == 409
    assert "of the first tab" in said(answer)
    assert typed(answer)["note"] == ["of the second tab"]
    assert one(ada, slug)["note"] == "of the first tab"
    again = ada.post(edit, **typed(answer))
    assert again.status_code == 303
    assert one(ada, slug) == entry | {"note": "of the second tab"}


def test_a_tab_that_was_open_before_a_deletion_was_undone_does_not_overwrite(
    ada: Person,
) -> None:
    entry = logged(ada, "pain")
    edit = f"/pain/{entry['id']}/edit"
    old = texts(ada.form(edit))
    ada.get("/")
    ada.send(edit, note="newer")
    ada.get("/")
    ada.post(f"/pain/{entry['id']}/delete")
    undo(ada)
    answer = ada.post(edit, **old | {"note": ["of the old tab"]})
    assert answer.status_code == 409
    assert one(ada, "pain")["note"] == "newer"


def test_a_tab_of_what_was_deleted_meanwhile_finds_nothing(ada: Person) -> None:
    entry = logged(ada, "pain")
    edit = f"/pain/{entry['id']}/edit"
    form = texts(ada.form(edit))
    ada.post(f"/pain/{entry['id']}/delete")
    assert ada.post(edit, **form).status_code == 404


# The way back


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("next_page", "location"),
    [
        ("/diary?range=all&kind=pain", "/diary?range=all&kind=pain"),
        ("/?day=2026-05-19", "/?day=2026-05-19"),
        ("/charts#rest", "/charts#rest"),
        ("", "/"),
        ("diary", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("/a\r\nX-Evil: 1", "/"),
        ("/\x7fevil", "/"),
        ("\t//evil.example", "/"),
        (" //evil.example", "/"),
        ("http://evil.example", "/"),
        ("http:evil.example", "/"),
        ("https:/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\0", "/"),
    ],
)
def test_one_goes_back_where_one_came_from_and_never_elsewhere(
    typist: Person, next_page: str, location: str
) -> None:
    answer = typist.send("/pain/new", kind="now", level="4", next=next_page)
    assert (answer.status_code, answer.location) == (303, location)


@pytest.mark.parametrize(
    "next_page",
    [
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https://evil.example",
        "/\t/evil",
    ],
)
def test_no_link_of_a_form_leads_elsewhere(ada: Person, next_page: str) -> None:
    entry = logged(ada, "pain")
    where = quote(next_page, safe="")
    stale = texts(ada.form(f"/pain/{entry['id']}/edit")) | {"version": ["0"], "next": [next_page]}
    stale |= {"note": ["mine"], "opened": [""]}
    answers = [
        ada.get(f"/pain/new?next={where}"),
        ada.get(f"/pain/{entry['id']}/edit?next={where}"),
        ada.get(f"/days/2026-05-20/edit?next={where}"),
        ada.post("/pain/new", level="99", next=next_page),
        ada.post(f"/pain/{entry['id']}/edit", **stale),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 422, 409]
    for answer in answers:
        links = [str(tag["href"]) for tag in soup(answer).select("a[href]")]
        assert [link for link in links if leads_out(link)] == []


def leads_out(link: str) -> bool:
    plain = link.replace("\\", "/").replace("\t", "").replace("\n", "").strip()
    return not plain.startswith(("/", "#", "?")) or plain.startswith("//")


# Forms


@pytest.mark.parametrize(
    ("slug", "field"), [("exercises", "exercise"), ("relief", "method"), ("pain", "kind")]
)
def test_what_has_to_be_chosen_is_chosen_from_a_list(ada: Person, slug: str, field: str) -> None:
    page = soup(ada.get(f"/{slug}/new"))
    choices = page.select(
        f"input[name={field}][value]:not([value='']), select[name={field}] option"
    )
    assert len(choices) > 2
    assert all(tag.name == "option" or tag["type"] == "radio" for tag in choices)
    assert page.select(f"input[name={field}][required], select[name={field}][required]")


OPTIONAL = (
    "interference", "movement", "episode_id", "onset", "side", "effort", "note", "peak_level",
    "ended_at", "pain_before", "pain_after", "pain_after_20", "pain_after_60", "ends_on",
)  # fmt: skip


def test_what_may_be_left_out_begins_empty(ada: Person) -> None:
    ada.log("episodes", **LEAST["episodes"])
    for slug in FULL:
        form = texts(ada.form(f"/{slug}/new"))
        for name in OPTIONAL:
            assert set(form.get(name, [""])) == {""}


def test_a_form_for_another_day_begins_there(ada: Person) -> None:
    pain = texts(ada.form("/pain/new?day=2026-05-18"))
    assert (pain["day"], pain["recorded_at"]) == (["2026-05-18"], ["2026-05-18T12:00"])
    assert texts(ada.form("/exercises/new?day=2026-05-18"))["completed_at"] == ["2026-05-18T12:00"]


@pytest.mark.usefixtures("clock")
def test_a_form_of_an_address_that_makes_no_sense_is_still_a_form(typist: Person) -> None:
    for query in ("day=x", "day=%00", "level=99", "kind=%FF", "next=%00", "regions=elbow"):
        for slug in FULL:
            assert typist.get(f"/{slug}/new?{query}").status_code == 200


@pytest.mark.usefixtures("clock")
def test_there_is_an_edit_form_in_every_answer_to_a_refusal(typist: Person) -> None:
    for slug in FULL:
        answer = typist.send(f"/{slug}/new", **SIMPLE[slug] | {"note": "\0"})
        assert entry_form(answer).action == ""


@pytest.mark.parametrize("slug", ["pain", "relief"])
def test_only_a_spasm_of_ones_own_is_linked_to(ada: Person, charlie: Person, slug: str) -> None:
    theirs = logged(charlie, "episodes")["id"]
    for episode_id in (theirs, KEY):
        assert ada.post(f"/{slug}/new", **LEAST[slug], episode_id=episode_id).status_code == 303
    assert {entry["episode_id"] for entry in listed(ada, slug)} == {""}
    mine = logged(ada, "episodes")["id"]
    first = listed(ada, slug)[0]["id"]
    for episode_id, linked in ((mine, mine), (theirs, "")):
        ada.send(f"/{slug}/{first}/edit", episode_id=episode_id)
        assert (
            next(entry for entry in listed(ada, slug) if entry["id"] == first)["episode_id"]
            == linked
        )
