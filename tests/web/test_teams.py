"""Teams: each member sees the patients, the trail names who did what, who leaves sees nothing."""

from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine

from journal.store.accounts import accounts
from journal.store.db.sessions import session
from tests.people import PASSWORD, Person
from tests.store.making import statements
from tests.web.conftest import as_role
from tests.web.hosts import account_of, hand_over, patients_of, team_made
from tests.web.reading import problems, said, soup, words_of
from tests.web.test_care import accepted, end, trail
from tests.web.test_care_messages import answer_address, line, told
from tests.web.test_handing_over import looks_of, page_of, where_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]


def key(team: str) -> str:
    """What a form calls a team."""
    return f"team:{team.rpartition('/')[2]}"


def removed(host: Person, team: str, engine: Engine, member: Person) -> None:
    """Take somebody out of a team."""
    action = f"{team}/members/{account_of(engine, member).id}/end"
    assert host.send(team, action).status_code == 303


@pytest.fixture
def team(engine: Engine, host: Person, maria: Person, jonas: Person) -> str:
    """The address of a team of both."""
    return team_made(host, *(account_of(engine, each).id for each in (maria, jonas)))


@pytest.fixture
def path(engine: Engine, host: Person, ada: Person, maria: Person, team: str) -> str:
    """The page of Ada, whom the team looks after."""
    path = accepted(ada, maria)
    assert hand_over(host, page_of(engine, maria), key(team)).status_code == 303
    return path


def test_each_member_sees_the_patient_and_the_trail_names_who_did_what(
    ada: Person, maria: Person, jonas: Person, path: str
) -> None:
    for member in (maria, jonas):
        assert patients_of(member) == {path}
        assert member.get(path).status_code == 200
    lines = trail(ada)
    for member in (maria, jonas):
        assert any(f"{member.name} viewed your summary" in text for text in lines), lines
    told(jonas, path, "Slowly.")
    assert line(ada) == f"{jonas.name} sent you a message"
    assert ada.send(answer_address(ada), words="I will.").status_code == 303
    assert "I will." in said(maria.get(path)), "the whole team reads the answer"
    assert "A team: " in said(ada.get("/care"))
    assert maria.name in said(ada.get("/care"))


def test_who_leaves_the_team_sees_nothing_at_once_and_who_joins_is_told_of(
    app: Flask, engine: Engine, host: Person, ada: Person, maria: Person, team: str, path: str
) -> None:
    removed(host, team, engine, maria)
    assert maria.get(path).status_code == 404
    assert maria.post(f"{path}/comments", words="still here").status_code == 404
    assert patients_of(maria) == set()
    assert f"{maria.name} was removed from your care team" in trail(ada)[0]
    assert line(ada) == "", "it was read there"
    newcomer = as_role(app, "newcomer", clinician=True)
    assert newcomer.get(path).status_code == 404
    for _ in range(2):
        host.post(f"{team}/members", account=account_of(engine, newcomer).id)
    assert newcomer.get(path).status_code == 200
    assert line(ada) == f"{newcomer.name} joined your care team", "told once"
    assert looks_of(engine, ada)[1] == "host_added_member"
    again = f"{team}/members/{account_of(engine, maria).id}/end"
    assert host.post(again).status_code == 404


def test_a_patient_ends_a_team_as_any_access(
    ada: Person, maria: Person, jonas: Person, path: str
) -> None:
    end(ada)
    for member in (maria, jonas):
        assert member.get(path).status_code == 404
        assert patients_of(member) == set()


def test_a_patient_of_a_clinician_and_their_team_is_one_line(
    ada: Person, maria: Person, jonas: Person, path: str
) -> None:
    assert accepted(ada, maria, notes="yes") == path
    assert patients_of(maria) == {path}
    assert "with private notes" in said(maria.get(path))
    assert "without private notes" in said(jonas.get(path))


def test_who_looks_after_accounts_sees_no_patient_of_a_team(
    app: Flask, engine: Engine, host: Person, jonas: Person, team: str, path: str
) -> None:

    with session(engine, writes=True) as writing:
        account = accounts.account_named(writing, jonas.name)
        assert account
        account.host = True
        writing.commit()
    assert jonas.get(path).status_code == 404
    assert "sees no patient of the team" in said(host.get(team))
    for wrong in (host, as_role(app, "host 2", host=True, clinician=True), as_role(app, "any")):
        answer = host.post(f"{team}/members", account=account_of(engine, wrong).id)
        assert answer.status_code == 422
        assert "Choose a clinician from the list" in said(answer)
    assert host.post(f"{team}/members", account="x").status_code == 422


@pytest.mark.usefixtures("path")
def test_who_is_switched_off_is_not_named_as_one_of_the_team(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    address = f"/host/accounts/{account_of(engine, jonas).id}"
    assert host.send(address, f"{address}/off", own_password=PASSWORD).status_code == 303
    host.get(address)  # which says that it was done
    assert f"A team: {maria.name}." in said(ada.get("/care"))
    assert jonas.name not in said(host.get("/host/teams"))
    assert host.post(f"{address}/on").status_code == 303
    host.get(address)
    assert jonas.name in said(host.get("/host/teams"))


def test_a_team_is_made_once_and_needs_a_name_of_its_own(host: Person) -> None:
    form = host.form("/host/teams")
    name = f"Back {uuid4()}"
    fields = dict(form.fields) | {"name": name}
    first, second = (host.post("/host/teams", **fields) for _ in range(2))
    assert first.location == second.location
    refused = host.send("/host/teams", name=name.upper())
    assert refused.status_code == 422
    assert "Another team has this name" in problems(refused)["name"]
    field = soup(refused).select_one("#name")
    assert field is not None
    assert field["value"] == name.upper()
    for wrong in ("", "  ", "x" * 81):
        answer = host.send("/host/teams", name=wrong)
        assert answer.status_code == 422
        assert "Give the team a name" in problems(answer)["name"]


def test_a_team_with_patients_is_not_ended(
    engine: Engine, host: Person, jonas: Person, team: str, path: str
) -> None:
    assert "Hand them over first" in said(host.post(f"{team}/end"))
    to = f"clinician:{account_of(engine, jonas).id}"
    assert hand_over(host, f"{team}/patients", to).status_code == 303
    assert patients_of(jonas) == {path}
    assert host.send(team, f"{team}/end").status_code == 303
    assert host.get(team).status_code == 404
    assert host.post(f"{team}/end").status_code == 404
    assert jonas.get(path).status_code == 200


def test_teams_are_not_there_for_anybody_else(
    engine: Engine, ada: Person, maria: Person, nobody: Person, team: str
) -> None:
    member = account_of(engine, maria).id
    for person in (ada, maria):
        for address in ("/host/teams", team, f"{team}/patients"):
            assert person.get(address).status_code == 404
        for action in ("/host/teams", f"{team}/members", f"{team}/end", f"{team}/patients"):
            assert person.post(action, name="x", account=member).status_code == 404
        assert person.post(f"{team}/members/{member}/end").status_code == 404
    assert nobody.get(team).status_code == 302


def test_pages_of_many_teams_and_patients_take_a_fixed_number_of_statements(
    app: Flask, engine: Engine, host: Person, maria: Person, team: str
) -> None:
    pages = ("/host/teams", team, f"{team}/patients", "/patients")
    counts = []
    for more in (0, 4):
        for number in range(more):
            patient = as_role(app, f"patient {number}")
            accepted(patient, maria)
            hand_over(host, page_of(engine, maria), key(team))
            team_made(host, account_of(engine, maria).id)
        people = dict.fromkeys(pages, host) | {"/patients": maria}
        took = {}
        for address, person in people.items():
            with statements(engine) as ran:
                assert person.get(address).status_code == 200
            took[address.replace(team, "team")] = len(ran)
        counts.append(took)
    expected = {"/host/teams": 3, "team": 6, "team/patients": 5, "/patients": 3}
    assert counts == [expected, expected]


def test_a_look_of_one_member_is_not_that_of_another(
    maria: Person, jonas: Person, path: str, clock: time_machine.Traveller
) -> None:
    maria.get(path)
    clock.shift(86_400)
    assert "Since your last visit here" not in said(jonas.get(path))
    assert "Since your last visit here" in said(maria.get(path))
    assert patients_of(jonas) == {path}


def test_who_is_no_longer_named_leaves_every_team_at_once_and_its_patients_are_told(
    engine: Engine,
    host: Person,
    ada: Person,
    maria: Person,
    team: str,
    path: str,
    clock: time_machine.Traveller,
) -> None:
    other = team_made(host, account_of(engine, maria).id)
    assert maria.get(path).status_code == 200
    clock.shift(3_600)
    where = where_of(engine, maria)
    (question,) = soup(host.get(where)).select("details.ending:not([open])")
    assert "They leave all their teams at once" in words_of(question)
    assert [button.text for button in question.select("button")] == [f"End this for {maria.name}"]
    assert "Type your password" in said(refused := host.send(where, f"{where}/clinician"))
    assert refused.status_code == 422
    assert len(soup(refused).select("details[open] .problem")) == 1, "at the form that was sent"
    assert maria.get(path).status_code == 200
    answer = host.send(where, f"{where}/clinician", own_password=PASSWORD)
    assert answer.status_code == 303
    assert "is in no team now" in said(host.follow(answer))
    assert maria.get(path).status_code == 404
    assert patients_of(maria) == set()
    assert f"{maria.name} was removed from your care team" in trail(ada)[0]
    for address in (team, other):
        names = [name.text for name in soup(host.get(address)).select(".names strong")]
        assert maria.name not in names


@pytest.mark.usefixtures("path")
def test_a_team_is_removed_with_words_that_are_true_of_it(ada: Person) -> None:
    (words, *_) = [entry.text for entry in soup(ada.get("/care")).select(".ending p")]
    assert "Everybody in this team loses access at once" in words
    assert "code" not in words


def test_who_hands_patients_to_a_team_they_are_in_is_said_to_see_them_still(
    engine: Engine, host: Person, ada: Person, maria: Person, team: str
) -> None:
    path = accepted(ada, maria)
    name = soup(host.get(team)).h1
    assert name
    assert f"still sees each patient of a team they are in: {name.text.strip()}." in said(
        host.get(page_of(engine, maria))
    )
    assert "still sees" not in said(host.get(f"{team}/patients"))
    hand_over(host, page_of(engine, maria), key(team))
    assert maria.get(path).status_code == 200
