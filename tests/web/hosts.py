"""A journal with a host, clinicians and their patients, for the tests of a clinic's doors."""

from http import HTTPStatus
from uuid import uuid4

from sqlalchemy import Engine
from werkzeug.test import TestResponse

from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.owner_wall import see
from journal.store.db.sessions import session
from tests.people import Person
from tests.web.reading import soup


def account_of(engine: Engine, person: Person) -> m.Account:
    """The account of somebody."""
    with session(engine, writes=False) as reading:
        account = accounts.account_named(reading, person.name)
        assert account
        see(account.id)
        return account


def team_made(host: Person, *members: str, name: str = "") -> str:
    """The address of a new team with some members, given by their ids."""
    answer = host.send("/host/teams", name=name or f"Team {uuid4().hex[:12]}")
    assert answer.status_code == 303, answer.text
    for account_id in members:
        new_member(host, str(answer.location), account_id)
    return str(answer.location)


def new_member(host: Person, team: str, account_id: str) -> TestResponse:
    """The answer to putting somebody into a team."""
    answer = host.send(team, f"{team}/members", account=account_id)
    assert answer.status_code == 303, answer.text
    return answer


def hand_over(host: Person, page: str, to: str, *patient_ids: str) -> TestResponse:
    """The answer to handing over all patients of a page, or those chosen, and to the question."""
    question = asked(host, page, to, *patient_ids)
    return agreed(host, page, question) if question.status_code == HTTPStatus.OK else question


def asked(host: Person, page: str, to: str, *patient_ids: str) -> TestResponse:
    """The question whether patients move, all of a page or those chosen."""
    if not patient_ids:
        return host.post(page, to=to, who="all")
    return host.post(page, to=to, who="some", patient=[*patient_ids])


def agreed(host: Person, page: str, question: TestResponse, **typed: str) -> TestResponse:
    """The answer to agreeing to that question."""
    fields: dict[str, list[str]] = {}
    for field in soup(question).select("main form input[name]"):
        fields.setdefault(str(field["name"]), []).append(str(field.get("value", "")))
    return host.post(page, **(fields | typed))


def patients_of(clinician: Person) -> set[str]:
    """The addresses in a clinician's list."""
    links = soup(clinician.get("/patients")).select(".places a")
    return {str(link["href"]) for link in links}
