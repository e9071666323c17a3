"""What is renamed on one device is the same thing for every other device and every open page."""

from base64 import b64encode
from collections.abc import Callable
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from journal.web.support.request import ACCOUNT
from tests.people import Person
from tests.store.imports.test_archive_names import TWO_SPACES, as_before
from tests.store.making import PICTURE
from tests.web.apps import app_of
from tests.web.conftest import NOON
from tests.web.reading import bring, known, listed, look, one, said, soup, texts, undo
from tests.web.test_care import accepted
from tests.web.test_imports import archive_of, brought, undone
from tests.web.test_own_methods import IBUPROFEN, tiles
from tests.web.test_programme import paths
from tests.web.test_programme_templates import form_to, new_template, proposed, with_line

DAY = "/days/2026-05-20/edit"
SPASM = {"started_at": "2026-05-20T08:00", "ended_at": "2026-05-20T09:00"}
Send = Callable[..., object]


@pytest.fixture(autouse=True)
def noon(clock: time_machine.Traveller) -> None:
    """The clock stands at noon UTC of 20 May 2026."""
    clock.move_to(NOON)


@pytest.fixture(params=["page", "queue", "app"])
def send(request: pytest.FixtureRequest, ada: Person) -> Send:
    """A way by which an entry comes: an open page, a device that was offline, another app."""
    account = known(ada)["account"]

    def by_page(slug: str, **fields: str) -> None:
        assert ada.post(DAY if slug == "days" else f"/{slug}/new", **fields).status_code == 303

    def by_queue(slug: str, **fields: str) -> None:
        waited = {"typed_ago": "7200", "typed_zone": "UTC", "client_key": str(uuid4())}
        body = fields | waited | {"csrf_token": ada.token()}
        path = DAY if slug == "days" else f"/{slug}/new"
        answer = ada.browser.post(path, data=body, headers={ACCOUNT: account})
        assert answer.status_code == 204, said(answer)

    def by_app(slug: str, **fields: str) -> None:
        lists = {name: [fields[name]] for name in ("own_symptoms", "factors") if name in fields}
        own_day = {"day": "2026-05-20"} if slug == "days" else {}
        assert app.post(f"/{slug}", own_day | fields | lists).status_code in (200, 201)

    app = app_of(ada, "read", "log")
    return {"page": by_page, "queue": by_queue, "app": by_app}[request.param]


def rename_exercise(person: Person, name: str, new_name: str) -> None:
    assert person.post(paths(person, name)["rename"], name=new_name).status_code == 303


def edit(person: Person, slug: str, name: str, /, **fields: str) -> None:
    """Change what is on a list under a name."""
    key = next(row["id"] for row in listed(person, slug) if row["name"] == name)
    assert person.send(f"/{slug}/{key}/edit", **fields).status_code == 303


def test_an_exercise_under_its_former_name_is_filed_under_the_new_one(
    ada: Person, send: Send
) -> None:
    rename_exercise(ada, "Bridge", "Glute bridge")
    rename_exercise(ada, "Glute bridge", "Lift")
    for name in ("Bridge", "\uff22RIDGE", "glute bridge"):
        send("exercises", exercise=name, reps="15")
    assert {row["exercise"] for row in listed(ada, "exercises")} == {"Lift"}
    assert "Lift" in said(ada.get("/"))
    assert "Bridge" not in said(ada.get("/charts/exercise"))


def test_a_relief_under_its_former_name_is_under_its_own_rule(ada: Person, send: Send) -> None:
    ada.log("methods", **IBUPROFEN, not_before_hours="6")
    edit(ada, "methods", "Ibuprofen", name="Ibu", method="own")
    send("relief", **IBUPROFEN)
    entry = one(ada, "relief")
    assert (entry["name"], entry["method"], entry["dose"]) == ("Ibu", "own", "400")
    assert tiles(ada)[0].startswith("Ibu 400 mg, used today not before")


def test_of_two_of_one_name_the_one_that_was_tapped_is_meant(ada: Person, send: Send) -> None:
    for dose in ("400", "600"):
        ada.log("methods", **(IBUPROFEN | {"dose": dose}))
    key = next(row["id"] for row in listed(ada, "methods") if row["dose"] == "600")
    assert ada.send(f"/methods/{key}/edit", name="Forte").status_code == 303
    for dose in ("400", "600"):
        send("relief", **(IBUPROFEN | {"dose": dose}))
    names = {row["dose"]: row["name"] for row in listed(ada, "relief")}
    assert names == {"400": "Ibuprofen", "600": "Forte"}


def test_an_own_symptom_under_its_former_name_is_the_new_one(ada: Person, send: Send) -> None:
    ada.log("topics", name="Fist", kind="symptom")
    edit(ada, "topics", "Fist", name="Like a fist")
    send("episodes", **SPASM, own_symptoms="fist")
    assert one(ada, "episodes")["own_symptoms"] == "Like a fist"


def test_an_own_question_has_one_answer_a_day_whatever_its_name(ada: Person, send: Send) -> None:
    ada.log("topics", name="Kaffee", kind="yes_no")
    ada.post(DAY, factor="Kaffee=yes")
    edit(ada, "topics", "Kaffee", name="Espresso")
    send("days", factors="Kaffee=no")
    assert one(ada, "days")["factors"] == "Espresso=no"


@pytest.mark.parametrize("waited", [{}, {"typed_ago": "7200", "typed_zone": "UTC"}])
def test_a_tap_takes_an_answer_back_under_the_former_name(
    clock: time_machine.Traveller, app: Flask, ada: Person, waited: dict[str, str]
) -> None:
    phone = Person(app)
    phone.signed_in(ada.name)
    ada.log("topics", name="Kaffee", kind="yes_no")
    ada.post(DAY, factor="Kaffee=yes")
    ada.post(DAY, factor="Swim=no")
    clock.shift(2 * 3600 + 60)
    edit(ada, "topics", "Kaffee", name="Espresso")
    assert phone.post(DAY, factor="Kaffee=", **waited).status_code == 303
    assert one(ada, "days")["factors"] == "Swim=no"


@pytest.mark.parametrize(
    ("answer", "after"),
    [("Kaffee=yes", "Espresso=yes"), ("Kaffee=no", "Espresso=no"), ("", "")],
)
def test_the_form_of_a_day_that_was_open_asks_nothing_because_of_a_rename(
    ada: Person, answer: str, after: str
) -> None:
    ada.log("topics", name="Kaffee", kind="yes_no")
    ada.post(DAY, factor="Kaffee=yes")
    fields = texts(ada.form(DAY))
    edit(ada, "topics", "Kaffee", name="Espresso")
    assert ada.post(DAY, **fields | {"factors": [answer], "sleep": ["7"]}).status_code == 303
    assert (one(ada, "days").get("factors", ""), one(ada, "days")["sleep"]) == (after, "7")


def test_the_form_of_a_spasm_that_was_open_keeps_its_own_symptoms(ada: Person) -> None:
    ada.log("topics", name="Fist", kind="symptom")
    ada.log("episodes", **SPASM, own_symptoms="Fist")
    path = f"/episodes/{one(ada, 'episodes')['id']}/edit"
    fields = texts(ada.form(path))
    edit(ada, "topics", "Fist", name="Like a fist")
    typed = fields | {"own_symptoms": ["Fist", "Knot"], "note": ["x"]}
    assert ada.post(path, **typed).status_code == 303
    assert one(ada, "episodes")["own_symptoms"] == "Like a fist|Knot"


def test_the_form_of_a_relief_that_was_open_keeps_the_new_name(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    ada.log("relief", **IBUPROFEN)
    path = f"/relief/{one(ada, 'relief')['id']}/edit"
    fields = texts(ada.form(path))
    edit(ada, "methods", "Ibuprofen", name="Ibu", method="own")
    assert ada.post(path, **fields | {"minutes": ["9"]}).status_code == 303
    entry = one(ada, "relief")
    assert (entry["name"], entry["method"], entry["minutes"]) == ("Ibu", "own", "9")


def test_given_under_both_names_the_answer_under_the_new_one_counts(ada: Person) -> None:
    ada.log("topics", name="Kaffee", kind="yes_no")
    edit(ada, "topics", "Kaffee", name="Espresso")
    assert ada.send(DAY, factors=["Kaffee=no", "Espresso=yes"]).status_code == 303
    assert one(ada, "days")["factors"] == "Espresso=yes"


def test_the_question_after_a_spasm_takes_a_former_name(ada: Person) -> None:
    ada.log("topics", name="Fist", kind="symptom")
    ada.log("episodes", **SPASM)
    edit(ada, "topics", "Fist", name="Like a fist")
    path = f"/episodes/{one(ada, 'episodes')['id']}/ended"
    ada.post(path, question="symptoms", own_asked="yes", own_symptoms="Fist")
    assert one(ada, "episodes")["own_symptoms"] == "Like a fist"


def test_a_session_that_was_open_is_saved_under_the_new_name(ada: Person) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    fields = {"0-exercise": "Bridge", "0-outcome": "done", "0-zone": "UTC", "client_key": "s"}
    assert ada.post("/session", **fields).status_code == 303
    assert one(ada, "exercises")["exercise"] == "Lift"


def test_a_flare_plan_leaves_out_what_it_named_before(ada: Person) -> None:
    rename_exercise(ada, "Curl-up", "Crunch | small")
    assert ada.send("/flareplans/new", leave="Curl-up", note="rest").status_code == 303
    assert one(ada, "flareplans")["leave"] == "Crunch \u00a6 small"
    rename_exercise(ada, "Crunch | small", "Crunch")
    assert one(ada, "flareplans")["leave"] == "Crunch"


def test_what_a_clinician_prescribes_and_proposes_is_in_the_patients_names(
    ada: Person, maria: Person
) -> None:
    path = with_line(maria, new_template(maria), exercise="Bridge", reps="12")
    proposed(maria, ada, path)
    patient = form_to(ada, "/programme", "/accept").action
    rename_exercise(ada, "Bridge", "Lift")
    proposal = soup(ada.get("/programme")).select_one("[aria-labelledby^=proposal] li strong")
    assert proposal is not None
    assert proposal.text == "Lift"
    assert ada.post(patient).status_code == 303
    (line,) = [row for row in listed(ada, "programme") if row["exercise"] == "Lift"]
    assert line["reps"] == "12"
    assert "Bridge" not in said(ada.get("/programme"))


def test_a_clinicians_open_form_prescribes_what_was_renamed_meanwhile(
    ada: Person, maria: Person
) -> None:
    patient = accepted(ada, maria)
    rename_exercise(ada, "Walking", "Stroll")
    fields = {"exercise": "Walking", "minutes": "20", "times_per_day": "1", "days_per_week": "7"}
    answer = maria.post(f"{patient}/programme/new", **fields, starts_on="2026-05-20", beside="")
    assert answer.status_code == 422
    assert "Stroll" in said(answer)


def test_the_picture_that_an_app_sends_is_of_the_renamed_exercise(ada: Person) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    picture = {"exercise": "bridge", "alt": "lying", "picture": b64encode(PICTURE).decode()}
    assert app_of(ada).post("/pictures", picture).status_code == 201


def test_an_exercise_made_anew_takes_its_former_name_back(ada: Person) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    ada.send("/programme", "/programme/exercises", name="bridge")
    ada.log("exercises", exercise="bridge")
    assert one(ada, "exercises")["exercise"] == "bridge"
    rename_exercise(ada, "bridge", "Span")
    ada.post("/exercises/new", exercise="Bridge")
    assert {row["exercise"] for row in listed(ada, "exercises")} == {"Span"}


WAITED = {"typed_ago": str(3 * 3600), "typed_zone": "UTC"}
"""Typed before what the tests below rename and make anew within the last two hours."""


def test_an_exercise_typed_before_its_name_was_given_anew_is_the_one_that_had_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    rename_exercise(ada, "Bridge", "Glute bridge")
    rename_exercise(ada, "Walking", "Stroll")
    clock.shift(3600)
    ada.send("/programme", "/programme/exercises", name="Bridge")
    rename_exercise(ada, "Curl-up", "Walking")
    clock.shift(3600)
    for name, seconds in (
        ("Bridge", "7200"),
        ("Walking", "7200"),
        ("Bridge", "9"),
        ("Bridge", ""),
    ):
        ada.post("/exercises/new", exercise=name, **(WAITED | {"typed_ago": seconds}))
    fields = {"0-exercise": "Bridge", "0-outcome": "done", "0-zone": "UTC", "client_key": "s"}
    assert ada.post("/session", **fields, **WAITED).status_code == 303
    names = sorted(row["exercise"] for row in listed(ada, "exercises"))
    assert names == ["Bridge", "Bridge", "Glute bridge", "Glute bridge", "Stroll"]


def test_a_medicine_typed_before_its_name_was_given_anew_is_the_one_that_had_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    for dose in ("400", "600"):
        ada.log("methods", **(IBUPROFEN | {"dose": dose}))
    key = next(row["id"] for row in listed(ada, "methods") if row["dose"] == "600")
    assert ada.send(f"/methods/{key}/edit", name="Forte", dose="800").status_code == 303
    clock.shift(3600)
    ada.log("methods", **(IBUPROFEN | {"dose": "600"}))
    clock.shift(3600)
    for dose in ("400", "600", ""):
        ada.post(
            "/relief/new", **(IBUPROFEN | {"dose": dose, "unit": "mg" if dose else ""}), **WAITED
        )
    ada.post("/relief/new", **(IBUPROFEN | {"dose": "600"}))
    names = sorted((row.get("dose", ""), row["name"]) for row in listed(ada, "relief"))
    assert names == [
        ("", "Ibuprofen"),
        ("400", "Ibuprofen"),
        ("600", "Forte"),
        ("600", "Ibuprofen"),
    ]


def test_an_own_word_typed_before_it_was_given_anew_is_the_one_that_had_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    for name, kind in (("Kaffee", "yes_no"), ("Fist", "symptom")):
        ada.log("topics", name=name, kind=kind)
        edit(ada, "topics", name, name=f"Old {name}")
    clock.shift(3600)
    for name, kind in (("Kaffee", "level"), ("Fist", "symptom")):
        ada.log("topics", name=name, kind=kind)
    clock.shift(3600)
    ada.post(DAY, factor="Kaffee=yes", **WAITED)
    ada.post("/episodes/new", **SPASM, own_symptoms="Fist", **WAITED)
    assert one(ada, "days")["factors"] == "Old Kaffee=yes"
    assert one(ada, "episodes")["own_symptoms"] == "Old Fist"


def test_a_flare_plan_typed_before_a_name_was_given_anew_leaves_out_what_had_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    rename_exercise(ada, "Bridge", "Glute bridge")
    clock.shift(3600)
    ada.send("/programme", "/programme/exercises", name="Bridge")
    clock.shift(3600)
    ada.send(
        "/flareplans/new", leave="Bridge", note="rest", written_at="2026-05-20T11:00", **WAITED
    )
    assert one(ada, "flareplans")["leave"] == "Glute bridge"


def test_a_question_made_anew_takes_its_former_name_back(ada: Person) -> None:
    ada.log("topics", name="Kaffee", kind="yes_no")
    edit(ada, "topics", "Kaffee", name="Espresso")
    ada.log("topics", name="Kaffee", kind="level")
    ada.post(DAY, factor="Kaffee=7")
    assert one(ada, "days")["factors"] == "Kaffee=7"


def test_a_medicine_made_anew_keeps_its_name_once_it_is_not_used_any_more(ada: Person) -> None:
    ada.log("methods", method="medicine", name="Ibuprofen")
    edit(ada, "methods", "Ibuprofen", name="Naproxen")
    ada.log("methods", method="medicine", name="Ibuprofen")
    ada.log("relief", method="medicine", name="Ibuprofen")
    edit(ada, "methods", "Ibuprofen", retired_on="2026-05-20")
    key = one(ada, "relief")["id"]
    assert ada.send(f"/relief/{key}/edit", note="with food").status_code == 303
    ada.log("relief", method="medicine", name="Ibuprofen")
    assert [row["name"] for row in listed(ada, "relief")] == ["Ibuprofen"] * 2


def test_a_medicine_that_is_called_so_again_keeps_its_name_as_well(ada: Person) -> None:
    for name in ("Ibuprofen", "Aspirin"):
        ada.log("methods", method="medicine", name=name)
    edit(ada, "methods", "Ibuprofen", name="Naproxen")
    edit(ada, "methods", "Aspirin", name="Ibuprofen")
    edit(ada, "methods", "Ibuprofen", retired_on="2026-05-20")
    ada.log("relief", method="medicine", name="Ibuprofen")
    assert one(ada, "relief")["name"] == "Ibuprofen"


def test_two_exercises_of_an_older_archive_that_have_one_name_by_now_are_both_imported(
    ada: Person, charlie: Person
) -> None:
    for name in ("Leg  raise", "Leg raise (2)"):
        ada.send("/programme", "/programme/exercises", name=name)
        ada.log("exercises", exercise=name)
    page = look(charlie, ("journal.zip", as_before(archive_of(ada), TWO_SPACES)))
    assert "To keep them apart, these get a number: Leg raise (2)." in said(page)
    assert brought(charlie, page).status_code == 303
    names = {row["exercise"] for row in listed(charlie, "exercises")}
    assert names == {"Leg  raise", "Leg raise (2)"}


def test_a_name_of_nothing_is_what_it_always_was(ada: Person) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    answer = ada.post("/exercises/new", exercise="Plank")
    assert answer.status_code == 422
    assert "is not in your list" in said(answer)
    ada.log("methods", **IBUPROFEN)
    ada.post("/relief/new", method="own", name="Tea")
    ada.post(DAY, factor="Weather=3")
    assert (one(ada, "relief")["name"], one(ada, "days")["factors"]) == ("Tea", "Weather=3")


def test_a_former_name_is_its_owners_alone(ada: Person, charlie: Person) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    ada.log("methods", **IBUPROFEN)
    edit(ada, "methods", "Ibuprofen", name="Ibu")
    charlie.log("methods", **(IBUPROFEN | {"name": "Other"}))
    charlie.post("/relief/new", **IBUPROFEN)
    assert one(charlie, "relief")["name"] == "Ibuprofen"
    rename_exercise(charlie, "Bridge", "Mine")
    charlie.post("/exercises/new", exercise="Lift")
    assert listed(charlie, "exercises") == []


def offered_undo(person: Person) -> str:
    """Where the undo goes that the programme offers, after what was just done there."""
    page = person.get("/programme")
    (path,) = [form.action for form in person.forms_of(page) if "/changes/" in form.action]
    return path


def test_renaming_an_exercise_can_be_undone_in_all_that_has_its_name(ada: Person) -> None:
    ada.log("exercises", exercise="Bridge")
    ada.send("/flareplans/new", leave="Bridge", note="rest")
    rename_exercise(ada, "Bridge", "Lift")
    assert one(ada, "flareplans")["leave"] == "Lift"
    path = offered_undo(ada)
    assert ada.post(path).status_code == 303
    assert "Undone: it is called “Bridge” again." in said(ada.get("/"))
    assert one(ada, "exercises")["exercise"] == "Bridge"
    assert one(ada, "flareplans")["leave"] == "Bridge"
    ada.post("/exercises/new", exercise="Lift")
    assert {row["exercise"] for row in listed(ada, "exercises")} == {"Bridge"}


def test_undoing_a_rename_gives_the_name_back_to_the_medicine_that_had_it(
    clock: time_machine.Traveller, ada: Person
) -> None:
    for name in ("Alpha", "Mono"):
        ada.log("methods", name=name, method="medicine")
    edit(ada, "methods", "Alpha", name="Xeno")
    clock.shift(60)
    edit(ada, "methods", "Mono", name="Alpha")
    undo(ada)
    ada.post("/relief/new", method="medicine", name="Alpha")
    assert one(ada, "relief")["name"] == "Xeno"


def test_renaming_is_not_undone_where_it_would_undo_something_else(ada: Person) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    path = offered_undo(ada)
    ada.send("/programme", "/programme/exercises", name="Bridge")
    ada.get("/")
    ada.post(path)
    assert "Another exercise has that name now" in said(ada.get("/"))
    rename_exercise(ada, "Lift", "Raise")
    ada.get("/")
    ada.post(path)
    assert "This was changed again since" in said(ada.get("/"))


def test_a_rename_that_is_sent_twice_is_done_once(ada: Person) -> None:
    path, key = paths(ada, "Bridge")["rename"], str(uuid4())
    for _ in range(2):
        assert ada.post(path, name="Lift", client_key=key).status_code == 303
    rename_exercise(ada, "Lift", "Raise")
    assert ada.post(path, name="Lift", client_key=key).status_code == 303
    assert "Raise" in said(ada.get("/"))


@pytest.mark.parametrize("name", ["Espresso", "Kaffee"])
def test_after_an_undo_both_names_are_one_question(ada: Person, name: str) -> None:
    ada.log("topics", name="Kaffee", kind="yes_no")
    ada.post(DAY, factor="Kaffee=yes")
    edit(ada, "topics", "Kaffee", name="Espresso")
    undo(ada)
    ada.post(DAY, factor=f"{name}=no")
    assert one(ada, "days")["factors"] == "Kaffee=no"


@pytest.mark.parametrize("name", ["Ibuflam", "Ibuprofen"])
def test_after_an_undo_both_names_are_one_medicine(ada: Person, name: str) -> None:
    ada.log("methods", **IBUPROFEN)
    edit(ada, "methods", "Ibuprofen", name="Ibuflam")
    undo(ada)
    ada.post("/relief/new", **(IBUPROFEN | {"name": name}))
    assert one(ada, "relief")["name"] == "Ibuprofen"


@pytest.mark.parametrize("waited", [{}, {"typed_ago": "60", "typed_zone": "UTC"}])
def test_a_name_means_what_had_it_again_once_its_new_bearer_is_taken_back(
    clock: time_machine.Traveller, ada: Person, waited: dict[str, str]
) -> None:
    ada.log("topics", name="Kaffee", kind="yes_no")
    edit(ada, "topics", "Kaffee", name="Espresso")
    ada.log("methods", **IBUPROFEN)
    edit(ada, "methods", "Ibuprofen", name="Ibuflam")
    ada.get("/")
    clock.shift(3600)
    ada.log("topics", name="Kaffee", kind="level", **waited)
    undo(ada)
    ada.post(DAY, factor="Kaffee=yes")
    assert one(ada, "days")["factors"] == "Espresso=yes"
    ada.get("/")
    ada.log("methods", **IBUPROFEN, **waited)
    undo(ada)
    ada.post("/relief/new", **IBUPROFEN)
    assert one(ada, "relief")["name"] == "Ibuflam"


def test_what_is_put_back_after_a_rename_has_the_new_name(ada: Person) -> None:
    ada.log("methods", **IBUPROFEN)
    ada.post("/relief/new", **IBUPROFEN)
    ada.get("/")
    ada.post(f"/relief/{one(ada, 'relief')['id']}/delete")
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    edit(ada, "methods", "Ibuprofen", name="Ibu")
    ada.post(path)
    assert one(ada, "relief")["name"] == "Ibu"


def test_a_table_names_an_exercise_as_it_was_and_makes_no_second_one(ada: Person) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    bring(ada, ("exercises.csv", "completed_at,exercise\n2026-05-19T06:00,Bridge\n"))
    assert one(ada, "exercises")["exercise"] == "Lift"


def test_an_archive_carries_former_names_and_comes_back_as_it_is(
    ada: Person, charlie: Person
) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    ada.log("methods", **IBUPROFEN)
    edit(ada, "methods", "Ibuprofen", name="Ibu")
    ada.log("topics", name="Kaffee", kind="yes_no")
    edit(ada, "topics", "Kaffee", name="Espresso")
    page = look(charlie, ("archive.zip", archive_of(ada)))
    assert brought(charlie, page).status_code == 303
    charlie.post("/exercises/new", exercise="Bridge")
    charlie.post("/relief/new", **IBUPROFEN)
    charlie.post(DAY, factor="Kaffee=yes")
    assert one(charlie, "exercises")["exercise"] == "Lift"
    assert one(charlie, "relief")["name"] == "Ibu"
    assert one(charlie, "days")["factors"] == "Espresso=yes"


@pytest.mark.parametrize("is_undone", [False, True])
def test_an_archive_does_not_change_what_a_name_meant_before_it_was_given_anew(
    clock: time_machine.Traveller, ada: Person, charlie: Person, *, is_undone: bool
) -> None:
    rename_exercise(charlie, "Bridge", "Lift")
    rename_exercise(charlie, "Curl-up", "Crunch")
    archive = archive_of(charlie)
    rename_exercise(ada, "Bridge", "Glute bridge")
    clock.shift(3600)
    ada.send("/programme", "/programme/exercises", name="Bridge")
    assert brought(ada, look(ada, ("archive.zip", archive))).status_code == 303
    if is_undone:
        assert "names that were changed" not in undone(ada)
    clock.shift(3600)
    for typed in (WAITED, {}):
        ada.post("/exercises/new", exercise="Bridge", **typed)
    assert sorted(row["exercise"] for row in listed(ada, "exercises")) == [
        "Bridge",
        "Glute bridge",
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize("is_undone", [False, True])
def test_an_entry_that_waited_means_no_exercise_that_an_archive_brought_since(
    clock: time_machine.Traveller, ada: Person, charlie: Person, *, is_undone: bool
) -> None:
    rename_exercise(ada, "Bridge", "Lift")
    archive = archive_of(charlie)
    clock.shift(3600)
    assert brought(ada, look(ada, ("archive.zip", archive))).status_code == 303
    if is_undone:
        undone(ada)
    clock.shift(3600)
    for typed in (WAITED | {"typed_ago": "5400"}, {}):
        ada.post("/exercises/new", exercise="Bridge", **typed)
    entries = sorted(listed(ada, "exercises"), key=lambda entry: entry["completed_at"])
    new_name = "Lift" if is_undone else "Bridge"
    assert [entry["exercise"] for entry in entries] == ["Lift", new_name]


def test_an_import_is_undone_whole_though_a_name_it_brought_was_given_anew_since(
    ada: Person, charlie: Person
) -> None:
    rename_exercise(charlie, "Bridge", "Lift")
    assert brought(ada, look(ada, ("archive.zip", archive_of(charlie)))).status_code == 303
    ada.send("/programme", "/programme/exercises", name="Bridge")
    assert "names that were changed" not in undone(ada)


def test_what_another_device_deleted_is_said_to_be_deleted_already(
    app: Flask, ada: Person, charlie: Person
) -> None:
    ada.post("/relief/new", method="cold")
    charlie.post("/relief/new", method="cold")
    key = one(ada, "relief")["id"]
    phone = Person(app)
    phone.signed_in(ada.name)
    account = str(known(phone)["account"])
    ada.post(f"/relief/{key}/delete")
    for other in (key, one(charlie, "relief")["id"], str(uuid4())):
        body = {"csrf_token": phone.token(), "client_key": str(uuid4()), "next": "/"}
        headers = {ACCOUNT: account, "HX-Request": "true"}
        answer = phone.browser.post(f"/relief/{other}/delete", data=body, headers=headers)
        assert answer.status_code == 200
        assert "This was already deleted." in said(answer)
        assert soup(answer).select("#today-logged")
        assert not soup(answer).select(f"#delete-{key}")
        assert phone.post(f"/relief/{other}/delete").status_code == 404
    assert one(charlie, "relief")["method"] == "cold"
