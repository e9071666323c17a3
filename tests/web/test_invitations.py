"""A host invites in one step: with a role, and who will see the diary if the person agrees."""

from collections.abc import Callable
from ipaddress import ip_network
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine

from journal.core.model.programme_template import ProgrammeTemplate, TemplateLine
from journal.store.db.sessions import session
from journal.store.diary import programme_templates
from tests.people import PASSWORD, Person
from tests.web.conftest import NOON, as_role, newcomer
from tests.web.hosts import account_of, patients_of, team_made
from tests.web.reading import problems, said, soup
from tests.web.test_care import trail
from tests.web.test_care_messages import line
from tests.web.test_handing_over import token_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

BUILDING = "203.0.113.7"


def invited(
    host: Person,
    carer: str = "",
    role: str = "person",
    label: str = "Guest",
    template: str = "",
) -> str:
    """The address of an invitation, with its secret."""
    fields = {"template": template} if template else {}
    answer = host.send("/host", "/host/invitations", label=label, role=role, carer=carer, **fields)
    (tag,) = soup(host.follow(answer)).select("code.secret")
    return tag.text.partition("localhost")[2]


def arrival(app: Flask, address: str, name: str, **typed: str) -> tuple[Person, int, str]:
    """Somebody who opens an invitation and registers; the status and the page of the answer."""
    person = newcomer(app)
    person.name = name
    path, _, code = address.partition("#")
    answer = person.send(
        path,
        "/account/register",
        code=code,
        username=name,
        password=PASSWORD,
        password_again=PASSWORD,
        zone="Europe/Vienna",
        **typed,
    )
    return person, answer.status_code, answer.text


def fresh(name: str) -> str:
    """A name that nobody has."""
    return f"{name} {uuid4().hex[:12]}"


def test_the_person_sees_who_will_see_the_diary_agrees_and_is_a_patient(
    app: Flask, engine: Engine, host: Person, maria: Person, jonas: Person
) -> None:
    team = team_made(host, *(account_of(engine, each).id for each in (maria, jonas)))
    address = invited(host, f"team:{team.rpartition('/')[2]}")
    page = said(newcomer(app).get(address.partition("#")[0]))
    for text in ("May Team", "without your private notes", "you find who is in it"):
        assert text in page
    for member in (maria, jonas):
        assert member.name not in page, "who has the address alone learns no name of a member"
    _, status, refused = arrival(app, address, "", agreed="yes")
    assert status == 422
    assert maria.name in refused
    assert jonas.name in refused
    guest, status, _ = arrival(app, address, fresh("guest"), agreed="yes", known_as="Mr Gruber")
    assert status == 303
    for member in (maria, jonas):
        (path,) = patients_of(member)
        assert "Mr Gruber" in said(member.get(path))
    assert any("You agreed that Team" in text for text in trail(guest))
    assert line(guest) == "", "what they agreed to is no news"


def test_who_declines_has_a_diary_that_nobody_sees(
    app: Flask, engine: Engine, host: Person, maria: Person
) -> None:
    guest, status, _ = arrival(
        app, invited(host, token_of(engine, maria)), fresh("guest"), agreed="no"
    )
    assert status == 303
    assert guest.get("/").status_code == 200
    assert patients_of(maria) == set()
    assert "Nobody yet" in said(guest.get("/care"))


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_nobody_is_seen_by_anybody_without_an_answer(
    app: Flask, engine: Engine, host: Person, maria: Person, answer: str
) -> None:
    address = invited(host, token_of(engine, maria))
    name = fresh("guest")
    secret = address.partition("#")[2]
    for path in (address, f"/account/register?invited=yes#{secret}"):
        guest = newcomer(app)
        page, _, code = path.partition("#")
        refused = guest.send(
            page, "/account/register", code=code, username=name, password=PASSWORD,
            password_again=PASSWORD, zone="Europe/Vienna", agreed=answer,
        )  # fmt: skip
        assert refused.status_code == 422
        assert "Say whether you agree" in problems(refused)["agreed"]
        field = soup(refused).select_one("#username")
        assert field is not None
        assert field["value"] == name
    assert patients_of(maria) == set()
    _, status, _ = arrival(app, address, name, agreed="yes")
    assert status == 303, "the invitation is not used up"
    _, status, _ = arrival(app, address, fresh("guest"), agreed="yes")
    assert status == 422
    assert len(patients_of(maria)) == 1


def test_a_clinician_who_is_invited_joins_the_team_and_its_patients_are_told(
    app: Flask, engine: Engine, host: Person, maria: Person
) -> None:
    team = team_made(host, account_of(engine, maria).id)
    key = f"team:{team.rpartition('/')[2]}"
    patient, _, _ = arrival(app, invited(host, key), fresh("patient"), agreed="yes")
    address = invited(host, key, "clinician")
    assert "You join the team" in said(newcomer(app).get(address.partition("#")[0]))
    newest, status, _ = arrival(app, address, fresh("clinician"))
    assert status == 303
    assert patients_of(newest) == patients_of(maria) != set()
    assert line(patient) == f"{newest.name} joined your care team"


def test_a_wrong_role_or_carer_is_refused_and_what_was_typed_stays(
    engine: Engine, host: Person, ada: Person, maria: Person
) -> None:
    wrong = [
        ({"carer": "team:x"}, "carer", "can’t be given patients"),
        ({"carer": token_of(engine, ada)}, "carer", "can’t be given patients"),
        ({"carer": token_of(engine, maria), "role": "clinician"}, "carer", "joins a team"),
        ({"role": "host"}, "role", "Choose one"),
    ]
    for typed, field, text in wrong:
        answer = host.send("/host", "/host/invitations", label="Mrs Huber", **typed)
        assert answer.status_code == 422
        assert text in problems(answer)[field]
        label = soup(answer).select_one("#label")
        assert label is not None
        assert label["value"] == "Mrs Huber"
    assert "Mrs Huber" not in said(host.get("/host"))


def test_who_may_not_have_patients_by_then_gets_none(
    app: Flask, engine: Engine, host: Person, maria: Person
) -> None:
    address = invited(host, token_of(engine, maria))
    where = f"/host/accounts/{account_of(engine, maria).id}"
    host.send(where, f"{where}/off")
    assert maria.name not in said(newcomer(app).get(address.partition("#")[0]))
    _, status, _ = arrival(app, address, fresh("guest"), agreed="yes")
    assert status == 303
    host.send(where, f"{where}/on")
    assert maria.signed_in(maria.name).status_code == 303
    assert patients_of(maria) == set()


def test_an_address_without_its_secret_creates_nothing(
    app: Flask, engine: Engine, host: Person, maria: Person
) -> None:
    address = invited(host, token_of(engine, maria)).partition("#")[0]
    _, status, _ = arrival(app, address, fresh("guest"), agreed="yes")
    assert status == 422
    assert patients_of(maria) == set()
    for wrong in ("yes", "x", "\0", "'", "x" * 3_000):
        page = newcomer(app).get("/account/register", query_string={"invited": wrong})
        assert page.status_code == 200
        assert maria.name not in page.text


def test_the_next_invitation_begins_as_the_last_one(
    engine: Engine, host: Person, maria: Person
) -> None:
    typed = {"label": "One", "role": "person", "carer": token_of(engine, maria)}
    page = host.follow(host.send("/host", "/host/invitations", **typed))
    option = soup(page).select_one("#carer option[selected]")
    assert option is not None
    assert option["value"] == typed["carer"]
    assert f"for {maria.name}" in said(page)


def test_a_programme_template_waits_for_the_patient_as_a_proposal(
    app: Flask, engine: Engine, host: Person, maria: Person, jonas: Person
) -> None:
    owner = account_of(engine, maria).id
    lines = (TemplateLine(exercise="Bridge", reps=12),)
    template = ProgrammeTemplate(str(uuid4()), "Back at work", lines)
    with session(engine, writes=True) as writing:
        programme_templates.keep(writing, owner, template, NOON)
        writing.commit()
    token = f"{owner}:{template.id}"
    assert "Back at work" in said(host.get("/host"))
    for carer, text in (
        ("", "see the diary of this patient"),
        (token_of(engine, jonas), "of some"),
    ):
        answer = host.send("/host", "/host/invitations", label="x", carer=carer, template=token)
        assert answer.status_code == 422
        assert text in problems(answer)["template"]
    unknown = host.send(
        "/host", "/host/invitations", label="x", carer=token_of(engine, maria), template="x:y"
    )
    assert unknown.status_code == 422
    address = invited(host, token_of(engine, maria), template=token)
    guest, status, _ = arrival(app, address, fresh("guest"), agreed="yes")
    assert status == 303
    assert "Back at work" in said(guest.get("/programme"))
    sentence = f"Your invitation came with a programme by {maria.name}: Back at work"
    assert line(guest) == sentence
    assert f"{sentence} Arranged by {host.name}" in trail(guest)[0]
    assert "proposed a programme" not in " ".join(trail(guest))
    assert "A programme is proposed to you: Back at work." in said(guest.get("/welcome/exercises"))
    (patient,) = soup(maria.get("/patients")).select(".places a")
    page = said(maria.get(str(patient["href"])))
    assert f"Their invitation came with a programme by {maria.name}: Back at work" in page
    assert "Your invitation" not in page
    acceptances = [
        form for form in guest.forms_of(guest.get("/programme")) if form.action.endswith("/accept")
    ]
    assert guest.post(acceptances[0].action, **dict(acceptances[0].fields)).status_code == 303
    assert "Accepted " in said(maria.get(str(patient["href"])))
    declining, status, _ = arrival(
        app, invited(host, token_of(engine, maria), template=token), fresh("guest"), agreed="no"
    )
    assert status == 303
    assert "Back at work" not in said(declining.get("/programme"))


def test_thirty_patients_of_one_building_are_enrolled_without_a_wait(
    journal_of: Callable[..., Flask],
) -> None:
    app = journal_of(clinic_networks=(ip_network("203.0.113.0/24"),), registration="closed")
    engine = app.extensions["journal_engine"]
    host, maria = as_role(app, "host", host=True), as_role(app, "maria", clinician=True)
    host.browser.environ_base["REMOTE_ADDR"] = BUILDING
    for number in range(30):
        address = invited(host, token_of(engine, maria), label=f"patient {number}")
        person = newcomer(app)
        person.browser.environ_base["REMOTE_ADDR"] = BUILDING
        path, _, code = address.partition("#")
        answer = person.send(
            path, "/account/register", code=code, username=f"patient {number}", password=PASSWORD,
            password_again=PASSWORD, zone="Europe/Vienna", agreed="yes",
        )  # fmt: skip
        assert answer.status_code == 303, (number, said(answer))
        assert person.get("/").status_code == 200
        assert person.send("/account/sign-out").status_code == 303
        assert person.signed_in(f"patient {number}").status_code == 303
    assert len(soup(maria.get("/patients?all=yes")).select(".places a")) == 30
