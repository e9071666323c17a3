"""A clinician's list: what happened since they looked last comes first, however many patients."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine

from journal.core.account.sharing import NewInvitation
from journal.store.accounts import accounts, care, retention
from journal.store.db.sessions import session
from tests.people import Person
from tests.store.making import account, statements
from tests.store.plans import overheard, plan
from tests.web.conftest import NOON, as_role, joined
from tests.web.reading import said, soup, words_of
from tests.web.test_care import accepted, end
from tests.web.test_care_messages import answer_address, told

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

HARD = {"exercise": "Bridge", "pain_after": "7"}


def rows(clinician: Person, address: str = "/patients") -> list[str]:
    """The lines of the list."""
    return [words_of(line) for line in soup(clinician.get(address)).select(".places li")]


def first_words(clinician: Person) -> dict[str, str]:
    """What happened, by the name of each patient, in the order of the list."""
    lines = soup(clinician.get("/patients")).select(".places li")
    return {line.strong.text: words_of(line.select(".soft")[0]) for line in lines if line.strong}


def test_the_list_is_by_what_happened_and_never_by_pain(
    app: Flask, maria: Person, clock: time_machine.Traveller
) -> None:
    names = ("Quiet", "High pain", "Spasm", "Hurt", "Stopped", "Answered")
    people = {name: joined(app, name.replace(" ", "").lower()) for name in names}
    paths = {name: accepted(people[name], maria, name=name) for name in names}
    told(maria, paths["Answered"], "How is it?")
    for path in paths.values():
        assert maria.get(path).status_code == 200
    assert set(first_words(maria).values()) == {"nothing new"}
    clock.shift(60)
    people["High pain"].send("/pain/new", kind="day_average", level="10")
    people["Spasm"].post("/episodes/start", ago="0")
    people["Hurt"].send("/exercises/new", **HARD)
    people["Stopped"].send("/exercises/new", exercise="Bridge", outcome="stopped")
    people["Answered"].send(answer_address(people["Answered"]), words="Better.")
    assert first_words(maria) == {
        "Answered": "answered you",
        "Stopped": "stopped an exercise",
        "Hurt": "pain 7 or more after exercise",
        "Spasm": "a new spasm",
        "High pain": "new in their diary",
        "Quiet": "nothing new",
    }
    clock.shift(60)
    maria.get(paths["Stopped"])
    assert first_words(maria)["Stopped"] == "nothing new"
    end(people["Answered"])
    assert "Answered" not in first_words(maria)


def test_what_hurt_a_little_is_new_and_no_more(
    app: Flask, maria: Person, clock: time_machine.Traveller
) -> None:
    bea = joined(app, "bea")
    path = accepted(bea, maria, name="Bea")
    maria.get(path)
    clock.shift(60)
    bea.send("/exercises/new", **(HARD | {"pain_after": "6"}))
    assert first_words(maria) == {"Bea": "new in their diary"}


def test_who_has_stopped_logging_is_seen_by_the_day_of_their_latest_entry(
    app: Flask, maria: Person, clock: time_machine.Traveller
) -> None:
    bea = joined(app, "bea")
    path = accepted(bea, maria, name="Bea")
    assert "last entry" not in " ".join(rows(maria))
    bea.send("/exercises/new", exercise="Bridge")
    day = f"last entry {NOON.day} {NOON:%b %Y}"
    assert rows(maria)[0].endswith(day)
    clock.shift(timedelta(days=40))
    maria.get(path)
    look = NOON + timedelta(days=40)
    assert rows(maria)[0].endswith(f"nothing new since {look.day} {look:%b %Y}; {day}")


def test_what_changes_no_diary_is_nothing_new(app: Flask, engine: Engine, maria: Person) -> None:
    bea = joined(app, "bea")
    assert bea.send("/off-ramp").status_code == 303
    path = accepted(bea, maria, name="Bea")
    about = "details:11111111-0000-4000-8000-000000000001"
    assert bea.post("/prompts/wave", about=about).status_code == 303
    maria.get(path)
    for way in ("/account/pause", "/account/pause/end"):
        assert bea.post(way).status_code == 303
        assert first_words(maria) == {"Bea": "nothing new"}, way
    with session(engine, writes=True) as db:
        retention.forget(db, NOON + retention.DISMISSED_LASTS + timedelta(days=1))
        db.commit()
    assert maria.signed_in(maria.name).status_code == 303, "that, too, was forgotten"
    assert first_words(maria) == {"Bea": "nothing new"}


def patients(engine: Engine, clinician: Person, numbers: range) -> None:
    """Give a clinician the patients of these numbers."""
    for number in numbers:
        owner = account(engine, f"patient {number}")
        with session(engine, writes=True) as db:
            theirs = accounts.account_named(db, clinician.name)
            assert theirs
            invitation = NewInvitation(label="M", name=f"Person {number:03}", notes=False)
            seed = str(number).encode().rjust(32)
            assert care.join(db, theirs, care.invite(db, owner, "1", invitation, NOON, seed), NOON)
            db.commit()


def test_a_list_of_many_asks_as_little_and_is_searched_by_name(
    engine: Engine, maria: Person
) -> None:
    maria.get("/patients")
    counts = []
    for numbers in (range(3), range(3, 15)):
        patients(engine, maria, numbers)
        with statements(engine) as ran:
            assert len(rows(maria)) == numbers.stop
        counts.append(len(ran))
    assert counts == [3, 3]
    assert "Search by name" not in said(maria.get("/patients"))
    patients(engine, maria, range(15, 17))
    assert "Search by name" in said(maria.get("/patients"))
    assert [row[:10] for row in rows(maria, "/patients?name=SON+012")] == ["Person 012"]
    assert rows(maria, "/patients?name=nobody") == ["Nobody of that name."]


def test_a_clinician_finds_templates_before_the_first_patient(app: Flask) -> None:
    for is_clinician in (True, False):
        person = as_role(app, f"clinician {is_clinician}", clinician=is_clinician)
        links = soup(person.get("/patients")).select("main a[href='/templates']")
        assert len(links) == is_clinician


def test_what_happened_is_looked_up_by_indexes(engine: Engine, maria: Person) -> None:
    with overheard(engine) as ran:
        maria.get("/patients")
    happened, latest = (
        plan(engine, whole, few_rows=True)
        for name in ("looked_revision", "max(checkins")
        for whole in ran
        if name in whole[0]
    )
    for index in (
        "ix_care_clinician_id",
        "ix_care_events_answered",
        "ix_completed_exercises_hard",
        "ix_episodes_created_at",
    ):
        assert index in happened
    for steps in (happened, latest):
        parts = {*re.findall(r"CO-ROUTINE (\S+)", steps), "CONSTANT"}
        assert {*re.findall(r"SCAN (\S+)", steps)} <= parts, "no table is read whole"
        assert "Seq Scan" not in steps


def test_what_was_emptied_does_not_count_as_logging(app: Flask, maria: Person) -> None:
    bea = joined(app, "bea")
    accepted(bea, maria, name="Bea")
    bea.post("/days/2026-05-10/edit", sleep="6")
    bea.post("/days/2026-05-19/edit", sleep="6")
    bea.post("/days/2026-05-19/edit", sleep="")
    (row,) = rows(maria)
    assert "10 May" in row
    assert "19 May" not in row
