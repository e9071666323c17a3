"""A host hands patients over: they are told, may end it, and no page of a host shows a diary."""

import json
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine

from journal.config import Settings
from journal.store.accounts import audit, handing_over
from journal.store.accounts.handing_over import Carer
from journal.store.db import models as m
from journal.store.db.sessions import session
from tests.journals import security_lines
from tests.people import PASSWORD, Person
from tests.web.conftest import NOON, as_role
from tests.web.hosts import account_of, agreed, asked, hand_over, patients_of, team_made
from tests.web.reading import said, soup
from tests.web.test_care import accepted, end, trail
from tests.web.test_care_messages import line, tap_read, told

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

NOTE = "tears at dusk"


def page_of(engine: Engine, person: Person) -> str:
    return f"/host/accounts/{account_of(engine, person).id}/patients"


def token_of(engine: Engine, person: Person) -> str:
    return f"clinician:{account_of(engine, person).id}"


def where_of(engine: Engine, person: Person) -> str:
    """The page of an account, as a host sees it."""
    return f"/host/accounts/{account_of(engine, person).id}"


def looks_of(engine: Engine, person: Person) -> list[str]:
    with session(engine, writes=False) as reading:
        return [look.what for look in audit.looks(reading, account_of(engine, person).id)]


def test_a_patient_is_handed_over_and_the_former_clinician_sees_nothing_at_once(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    ada.log("pain", kind="now", level="7", note=NOTE)
    path = accepted(ada, maria, notes="yes")
    assert NOTE in maria.get(path).text
    answer = hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    assert "1 patient handed over to" in said(host.follow(answer))
    assert maria.get(path).status_code == 404
    assert maria.post(f"{path}/comments", words="still here").status_code == 404
    assert patients_of(maria) == set()
    assert patients_of(jonas) == {path}
    page = jonas.get(path)
    assert page.status_code == 200
    assert NOTE not in page.text, "private notes are handed to nobody"
    assert f"Handed over from {maria.name} to {jonas.name}" in said(page)


def test_the_patient_is_told_on_today_until_they_read_it_and_may_end_it(
    shared: Settings, engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(ada, maria)
    hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    sentence = f"{jonas.name} takes over from {maria.name} on your care team"
    assert line(ada) == sentence
    tap_read(ada)
    assert line(ada) == ""
    assert any(sentence in text and host.name in text for text in trail(ada))
    assert looks_of(engine, ada)[0] == "host_handed_over"
    assert f"moved your care to {jonas.name}" in said(ada.get("/account/looks"))
    lines = [
        entry for entry in security_lines(shared.data_dir) if entry["event"] == "host_handed_over"
    ]
    assert lines[-1]["about"] == account_of(engine, ada).id
    assert lines[-1]["account"] == account_of(engine, host).id
    told(jonas, path, "Hello.")
    end(ada)
    assert jonas.get(path).status_code == 404
    assert patients_of(jonas) == set()


def test_chosen_patients_go_and_the_others_stay(
    app: Flask, engine: Engine, host: Person, maria: Person, jonas: Person
) -> None:
    paths = [accepted(as_role(app, name), maria, name=name) for name in ("one", "two", "three")]
    first = paths[0].rpartition("/")[2]
    page = page_of(engine, maria)
    assert said(host.get(page)).count("All 3 patients") == 1
    question = asked(host, page, token_of(engine, jonas), first)
    assert agreed(host, page, question).status_code == 303
    sent_again = agreed(host, page, question)
    assert sent_again.status_code == 422
    assert f"1 patient handed over to {jonas.name}." in said(sent_again)
    assert patients_of(jonas) == {paths[0]}
    assert patients_of(maria) == set(paths[1:])
    for patient_id in (first, str(uuid4())):
        assert asked(host, page, token_of(engine, jonas), patient_id).status_code == 422
    assert patients_of(maria) == set(paths[1:])
    hand_over(host, page, token_of(engine, jonas))
    assert patients_of(jonas) == set(paths)


def test_whoever_sees_a_patient_already_sees_them_once(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(ada, maria)
    accepted(ada, jonas, notes="yes")
    hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    assert patients_of(jonas) == {path}
    assert "with private notes" in said(jonas.get(path)), "what Ada gave him herself stays"


def test_nobody_is_handed_over_to_who_may_not_have_patients(
    app: Flask, engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(ada, maria)
    page = page_of(engine, maria)
    off = as_role(app, "off", clinician=True)
    assert token_of(engine, off) in host.get(page).text
    where = f"/host/accounts/{account_of(engine, off).id}"
    host.send(where, f"{where}/off")
    other_host = as_role(app, "other host", host=True, clinician=True)
    demo = as_role(app, "demo", demo=True, clinician=True)
    person = as_role(app, "person")
    for wrong in (off, other_host, host, demo, person, maria, ada):
        assert token_of(engine, wrong) not in host.get(page).text.replace(page, "")
        answer = hand_over(host, page, token_of(engine, wrong))
        assert answer.status_code == 422, wrong.name
        assert "Choose who the patients are handed over to" in said(answer)
    for to in ("", "x", "team:x", f"clinician:{uuid4()}", f"team:{account_of(engine, jonas).id}"):
        assert host.post(page, to=to, who="all").status_code == 422
    fields = {"to": token_of(engine, jonas), "who": "all", "patient": path.rpartition("/")[2]}
    answer = host.post(page, **fields)
    assert answer.status_code == 422, "neither all nor one is handed over by mistake"
    assert "You ticked some patients" in said(answer)
    answer = host.post(page, to=token_of(engine, jonas), who="some")
    assert answer.status_code == 422
    option = soup(answer).select_one(f'option[value="{token_of(engine, jonas)}"]')
    assert option is not None
    assert option.has_attr("selected"), "what was chosen is kept"
    assert patients_of(maria) == {path}


def test_a_patient_who_is_the_new_clinician_is_not_their_own(
    engine: Engine, host: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(jonas, maria)
    hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    assert patients_of(maria) == {path}
    assert patients_of(jonas) == set()


def test_handing_over_is_not_there_for_anybody_else(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person, nobody: Person
) -> None:
    path = accepted(ada, maria)
    page, to = page_of(engine, maria), token_of(engine, jonas)
    for person in (ada, maria, jonas):
        assert person.get(page).status_code == 404
        assert person.post(page, to=to, who="all").status_code == 404
    assert nobody.get(page).status_code == 302
    assert nobody.post(page, to=to, who="all").status_code in (302, 401)
    own = page_of(engine, host)
    assert host.get(own).status_code == 404
    assert host.get(f"/host/accounts/{uuid4()}/patients").status_code == 404
    assert patients_of(maria) == {path}


def test_no_page_of_a_host_shows_a_diary_also_after_handing_over(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    ada.log("pain", kind="now", level="7", note=NOTE)
    path = accepted(ada, maria, name="Her secret name", label="Her own words")
    hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    team = team_made(host, account_of(engine, jonas).id)
    hand_over(host, page_of(engine, jonas), f"team:{team.rpartition('/')[2]}")
    pages = ("/host", "/host/teams", team, f"{team}/patients", page_of(engine, jonas))
    for address in (*pages, f"/host/accounts/{account_of(engine, ada).id}"):
        text = host.get(address).text
        for secret in (NOTE, "Her secret name", "Her own words"):
            assert secret not in text, address
    assert host.get(path).status_code == 404


def test_a_host_names_clinicians_and_takes_it_back(
    app: Flask, engine: Engine, host: Person, ada: Person, maria: Person
) -> None:
    accepted(ada, maria)
    person = as_role(app, "newcomer")
    where = f"/host/accounts/{account_of(engine, person).id}"
    for is_on in (True, False):
        answer = host.follow(host.send(where, f"{where}/clinician"))
        assert ("can be given patients" in said(answer)) is is_on
        offered = token_of(engine, person) in host.get(page_of(engine, maria)).text
        assert offered is is_on
    own = f"/host/accounts/{account_of(engine, host).id}/clinician"
    assert host.post(own).status_code == 404
    assert person.post(f"{where}/clinician").status_code == 404


def test_a_hand_over_asks_who_it_is_where_that_was_long_ago(
    engine: Engine,
    host: Person,
    ada: Person,
    maria: Person,
    jonas: Person,
    clock: time_machine.Traveller,
) -> None:
    path = accepted(ada, maria)
    clock.shift(3_600)
    page = page_of(engine, maria)
    question = asked(host, page, token_of(engine, jonas))
    answer = agreed(host, page, question)
    assert answer.status_code == 422
    assert "Type your password" in said(answer)
    assert patients_of(maria) == {path}
    assert agreed(host, page, question, own_password=PASSWORD).status_code == 303
    assert patients_of(jonas) == {path}


def test_what_a_hand_over_keeps_names_both(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    accepted(ada, maria)
    hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    owner = account_of(engine, ada).id
    with session(engine, writes=False) as reading:
        event = reading.query(m.CareEvent).filter_by(owner_id=owner, what="handed_over").one()
    assert json.loads(event.detail) == {"from": maria.name, "to": jonas.name}
    assert event.who == host.name


def test_two_accesses_of_one_clinician_are_one_patient_and_one_message(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(ada, maria)
    owner, clinician = account_of(engine, ada).id, account_of(engine, maria)
    with session(engine, writes=True) as writing:
        carer = Carer(clinician.id, clinician.username)
        handing_over.give(writing, owner, "Ada again", carer, NOON)
        writing.commit()
    answer = hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    assert "1 patient handed over to" in said(host.follow(answer))
    assert patients_of(maria) == set()
    assert patients_of(jonas) == {path}
    sentence = f"{jonas.name} takes over from {maria.name}"
    assert sum(sentence in text for text in trail(ada)) == 1
    assert looks_of(engine, ada).count("host_handed_over") == 1


def test_who_is_invited_by_a_patient_is_given_others_only_once_a_host_names_them(
    app: Flask, engine: Engine, host: Person, ada: Person, maria: Person
) -> None:
    accepted(ada, maria)
    friend = as_role(app, "friend")
    accepted(ada, friend)
    assert token_of(engine, friend) not in host.get(page_of(engine, maria)).text
    assert "Hand over patients" in said(host.get(where_of(engine, friend)))


def test_a_clinician_who_became_a_host_or_is_switched_off_can_still_hand_over(
    app: Flask, engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(ada, maria)
    for role in ("host", "off"):
        if role == "off":
            host.send(where_of(engine, maria), f"{where_of(engine, maria)}/off")
        else:
            with session(engine, writes=True) as writing:
                account = writing.get(m.Account, account_of(engine, maria).id)
                assert account
                account.host = True
                writing.commit()
        page = soup(host.get(where_of(engine, maria)))
        assert page.select_one(f'a[href="{page_of(engine, maria)}"]'), role
    hand_over(host, page_of(engine, maria), token_of(engine, jonas))
    assert patients_of(jonas) == {path}
    for kind in ({"host": True}, {"demo": True}):
        empty = as_role(app, "nobody's", **kind)
        headings = soup(host.get(where_of(engine, empty))).select("h2")
        assert not any("atients" in heading.text for heading in headings), kind


def test_nobody_moves_before_a_page_named_them(
    app: Flask, engine: Engine, host: Person, maria: Person, jonas: Person
) -> None:
    people = [as_role(app, name) for name in ("one", "two", "three")]
    paths = [accepted(person, maria, name=person.name) for person in people]
    page = page_of(engine, maria)
    question = asked(host, page, token_of(engine, jonas), paths[0].rpartition("/")[2])
    assert f"Move the care of {people[0].name} to {jonas.name}?" in said(question)
    assert people[1].name not in said(question)
    assert patients_of(maria) == set(paths), "asked is not done"
    everybody = asked(host, page, token_of(engine, jonas))
    assert "Move the care of 3 patients to" in said(everybody)
    unasked = host.post(page, to=token_of(engine, jonas), who="all", sure="yes")
    assert unasked.status_code == 422, "nobody was named"
    assert all(person.name in said(everybody) for person in people)
    late = accepted(as_role(app, "late"), maria)
    assert agreed(host, page, everybody).status_code == 303
    assert patients_of(maria) == {late}, "who came after the question was asked stays"


def test_whom_a_host_ticked_stands_in_no_address(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(ada, maria)
    page = page_of(engine, maria)
    (form,) = [each for each in host.forms_of(host.get(page)) if "to" in dict(each.fields)]
    assert form.method == "post", "an address has an end, and is logged"
    question = asked(host, page, token_of(engine, jonas))
    assert agreed(host, page, question).status_code == 303
    again = asked(host, page, token_of(engine, jonas), path.rpartition("/")[2])
    assert again.status_code == 422, "back at the question, nobody is there to move"
    assert patients_of(jonas) == {path}


def test_who_was_moved_meanwhile_is_not_said_to_be_handed_over(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    path = accepted(ada, maria)
    page = page_of(engine, maria)
    question = asked(host, page, token_of(engine, jonas))
    end(ada)
    answer = agreed(host, page, question)
    assert answer.status_code == 422
    assert "Choose at least one patient." in said(answer)
    assert path not in patients_of(jonas)


def test_a_browser_does_not_refill_whom_a_host_chose_before(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    accepted(ada, maria)
    page = soup(host.get(page_of(engine, maria)))
    controls = page.select("main input:not([type=hidden]), main select")
    assert {str(each["name"]) for each in controls} == {"to", "who", "patient"}
    assert jonas.name in page.text
    assert all(each.get("autocomplete") == "off" for each in controls)


def test_switching_off_says_first_how_many_patients_have_nobody_then(
    app: Flask, engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    sentence = "Then nobody looks after"
    where = where_of(engine, maria)
    assert sentence not in said(host.get(where))
    accepted(ada, maria)
    accepted(as_role(app, "other"), maria)
    assert f"{sentence} 2 patients" in said(host.get(where))
    accepted(ada, jonas)
    assert f"{sentence} 1 patient." in said(host.get(where))
    host.send(where_of(engine, jonas), f"{where_of(engine, jonas)}/off")
    assert f"{sentence} 2 patients" in said(host.get(where)), "who is off looks after nobody"
    assert "Their account is switched off" in said(ada.get("/care"))
    host.send(where_of(engine, jonas), f"{where_of(engine, jonas)}/on")
    assert "Their account is switched off" not in said(ada.get("/care"))


def test_removing_the_last_of_a_team_says_first_how_many_patients_have_nobody_then(
    engine: Engine, host: Person, ada: Person, maria: Person, jonas: Person
) -> None:
    ids = [account_of(engine, each).id for each in (maria, jonas)]
    team = team_made(host, *ids)
    accepted(ada, maria)
    hand_over(host, page_of(engine, maria), f"team:{team.rpartition('/')[2]}")
    sentence = "Then nobody looks after 1 patient"
    assert sentence not in said(host.get(team))
    host.send(team, f"{team}/members/{ids[1]}/end")
    assert sentence in said(host.get(team))
    assert sentence in said(host.get(where_of(engine, maria)))
    assert host.send(team, f"{team}/members/{ids[0]}/end").status_code == 303
    assert "A team with nobody in it" in said(ada.get("/care"))


def test_what_an_invitation_asks_about_teams_fits_a_patient_and_a_clinician(
    host: Person,
) -> None:
    team_made(host)
    label = soup(host.get("/host")).select_one('label[for="carer"]')
    assert label is not None
    asked_of = {str(part["class"][0]): part.text for part in label.select("span")}
    assert asked_of == {
        "unless-clinician": "Who will see the diary, or which team to join",
        "if-clinician": "Which team",
    }
