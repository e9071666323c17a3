"""Two at once: whoever comes second finds what the first one did."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from journal.access.passwords import hashed_password
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary.row_writing import exercise_named
from journal.store.imports import uploads
from tests.people import PASSWORD, Person
from tests.store.making import rows_of
from tests.together import together
from tests.web.apps import app_of
from tests.web.conftest import joined, newcomer
from tests.web.reading import apply_form, listed, look, one, texts
from tests.web.test_exports import EVERYTHING

pytestmark = pytest.mark.both_databases


def at_once(*sends: Callable[[], int]) -> list[int]:
    """The statuses of requests that are sent at the same moment."""
    return sorted(together(*sends))


def tabs(person: Person, count: int) -> list[Person]:
    """The same browser several times over: the same cookie, the same token."""
    browsers = []
    cookie = person.browser.get_cookie("journal")
    assert cookie is not None
    for _ in range(count):
        tab = newcomer(person.app)
        tab.browser.set_cookie("journal", cookie.value)
        tab.name = person.name
        browsers.append(tab)
    return browsers


def posts(person: Person, path: str, *bodies: dict[str, str]) -> list[Callable[[], int]]:
    """Requests of one person, each ready to be sent from a tab of its own."""
    token = person.token()
    return [
        lambda tab=tab, body=body: tab.post(path, csrf_token=token, **body).status_code  # type: ignore[misc]  # defaults that bind the loop's own
        for tab, body in zip(tabs(person, len(bodies)), bodies, strict=True)
    ]


@pytest.mark.parametrize(
    ("slug", "body"),
    [
        ("pain", {"kind": "now", "level": "4"}),
        ("pain", {"kind": "day_average", "level": "4"}),
        ("exercises", {"exercise": "Bridge"}),
        ("relief", {"method": "cold"}),
    ],
)
def test_the_same_form_sent_many_times_at_once_saves_once(
    ada: Person, slug: str, body: dict[str, str]
) -> None:
    body = body | {"client_key": str(uuid4())}
    assert at_once(*posts(ada, f"/{slug}/new", *[body] * 6)) == [303] * 6
    assert len(listed(ada, slug)) == 1


def test_other_words_under_one_key_at_once_save_one_and_show_both(ada: Person) -> None:
    body = {"kind": "now", "level": "4", "client_key": str(uuid4())}
    requests = posts(ada, "/pain/new", body | {"note": "one"}, body | {"note": "two"})
    assert at_once(*requests) == [303, 409]
    assert one(ada, "pain")["note"] in ("one", "two")


def test_two_averages_of_one_day_at_once_are_one(ada: Person) -> None:
    bodies = [{"kind": "day_average", "level": str(level)} for level in range(6)]
    assert at_once(*posts(ada, "/pain/new", *bodies)) == [303] * 6
    assert len(listed(ada, "pain")) == 1


def test_two_edits_at_once_overwrite_nothing_silently(ada: Person) -> None:
    ada.log("pain", kind="now", level="4")
    edit = f"/pain/{one(ada, 'pain')['id']}/edit"
    form = {name: values[0] for name, values in texts(ada.form(edit)).items()}
    form |= {"level": "4"}
    del form["csrf_token"]
    bodies = [form | {"client_key": str(uuid4()), "note": f"tab {n}"} for n in range(4)]
    assert at_once(*posts(ada, edit, *bodies)) == [303, 409, 409, 409]


def test_two_notes_on_a_new_day_at_once_overwrite_nothing_silently(ada: Person) -> None:
    day = "/days/2026-05-19/edit"
    bodies = [{"version": "0", "note": f"tab {n}"} for n in range(4)]
    assert at_once(*posts(ada, day, *bodies)) == [303, 409, 409, 409]


def test_two_taps_on_spasm_now_at_once_start_one(ada: Person) -> None:
    key = str(uuid4())
    assert at_once(*posts(ada, "/episodes/start", *[{"client_key": key}] * 4)) == [303] * 4
    assert len(listed(ada, "episodes")) == 1


def test_two_spasms_at_once_ask_whether_they_are_the_same(ada: Person) -> None:
    bodies = [{"client_key": str(uuid4())} for _ in range(3)]
    assert at_once(*posts(ada, "/episodes/start", *bodies)) == [303, 409, 409]
    assert len(listed(ada, "episodes")) == 1


def test_a_deletion_and_its_undo_many_times_at_once_end_whole(ada: Person) -> None:
    ada.log("pain", kind="now", level="4")
    entry = one(ada, "pain")
    ada.get("/")
    ada.send(f"/pain/{entry['id']}/edit", f"/pain/{entry['id']}/delete")
    (path,) = [f.action for f in ada.forms_of(ada.get("/")) if "/changes/" in f.action]
    assert at_once(*posts(ada, path, *[{}] * 4)) == [303] * 4
    assert listed(ada, "pain") == [entry]


def test_an_import_applied_twice_at_once_goes_in_once(ada: Person) -> None:
    form = apply_form(look(ada, *EVERYTHING))
    body = {name: text for name, text in form.fields if name != "csrf_token"}
    assert at_once(*posts(ada, form.action, *[body] * 3)) == [303] * 3
    assert len(listed(ada, "pain")) == len(listed(ada, "days")) == 1


def test_an_import_that_another_tap_ends_before_its_files_are_read_is_found_done(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = apply_form(look(ada, *EVERYTHING))
    body = {name: text for name, text in form.fields if name != "csrf_token"}
    first, second = posts(ada, form.action, *[body] * 2)
    reader = uploads.kept
    taps = iter([first])

    def kept_after_another_tap(*values: Any) -> Any:  # as it is called, whatever it answers
        for tap in taps:
            assert tap() == 303
        return reader(*values)

    monkeypatch.setattr(uploads, "kept", kept_after_another_tap)
    assert second() == 303
    assert len(listed(ada, "pain")) == len(listed(ada, "days")) == 1


def waits_for_another(plain: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, but it goes on only when two have come to it, or nobody else does."""
    two = threading.Barrier(2)

    def slowly(*arguments: Any) -> Any:  # whatever it takes and gives
        answer = plain(*arguments)
        with suppress(threading.BrokenBarrierError):
            two.wait(1)
        return answer

    return slowly


def test_one_name_is_given_to_one_of_two_at_once(
    app: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"wanted {uuid4().hex[:12]}"
    requests = [registration(newcomer(app), name) for _ in range(2)]
    monkeypatch.setattr(accounts, "account_named", waits_for_another(accounts.account_named))
    assert at_once(*requests) == [303, 422]
    with engine.connect() as connection:
        rows = connection.execute(select(m.Account.id).where(m.Account.username == name)).all()
    assert len(rows) == 1


def registration(person: Person, name: str) -> Callable[[], int]:
    """A registration, ready to be sent."""
    fields = {
        "username": name,
        "password": PASSWORD,
        "password_again": PASSWORD,
        "zone": "Europe/Vienna",
        "csrf_token": person.token(),
    }
    return lambda: person.post("/account/register", **fields).status_code


def test_one_of_many_that_register_first_is_the_first(
    journal_of: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = journal_of(registration="first")
    slowly = waits_for_another(hashed_password)
    monkeypatch.setattr("journal.web.accounts.hashed_password", slowly)
    requests = [registration(newcomer(app), f"first {n}") for n in range(2)]
    assert at_once(*requests) == [303, 403]
    with app.extensions["journal_engine"].connect() as connection:
        assert len(connection.execute(select(m.Account.id)).all()) == 1


def test_guesses_at_once_are_all_counted(journal_of: Callable[..., Flask]) -> None:
    app = journal_of()
    Person(app).registered("ada")
    guesses = []
    for n in range(16):
        person = Person(app)
        fields = {"username": "ada", "password": f"guess {n}", "csrf_token": person.token()}
        guesses.append(
            lambda person=person, fields=fields: (
                person.post("/account/sign-in", **fields).status_code
            )
        )
    assert at_once(*guesses) == [422] * 10 + [429] * 6


def test_leaving_while_logging_leaves_nothing(app: Flask, engine: Engine) -> None:
    person = joined(app, "leaving")
    with engine.connect() as connection:
        question = select(m.Account.id).where(m.Account.username == person.name)
        owner = connection.execute(question).scalar_one()
    logs = posts(person, "/pain/new", *[{"kind": "now", "level": "4"}] * 4)
    leave = posts(person, "/account/delete", {"confirm": person.name, "own_password": PASSWORD})
    statuses = at_once(*logs, *leave)
    assert set(statuses) <= {302, 303, 401}
    assert set(rows_of(engine, owner).values()) == {0}


def test_two_edits_of_a_pause_at_once_make_no_second_pause(ada: Person) -> None:
    ada.post("/account/pause")
    (first_day,) = [pause["starts_on"] for pause in pauses_of(ada)]
    path = f"/account/pauses/{first_day}"
    bodies = [{"client_key": str(uuid4()), "starts_on": f"2026-01-0{n}"} for n in (1, 2, 3)]
    assert at_once(*posts(ada, path, *bodies)) == [303, 404, 404]
    (pause,) = pauses_of(ada)
    assert pause["starts_on"] in [body["starts_on"] for body in bodies]


def test_an_exercise_put_back_many_times_at_once_is_planned_once(ada: Person) -> None:
    ada.log("exercises", exercise="Bridge")
    before = listed(ada, "programme")
    page = ada.get("/programme")
    (path,) = {
        form.action
        for form in ada.forms_of(page)
        if form.action.endswith("/delete") and id_of(ada, "Bridge") in form.action
    }
    assert at_once(*posts(ada, path, *[{"client_key": str(uuid4())} for _ in range(3)]))[0] == 303
    back = path.replace("/delete", "/bring-back")
    bodies = [{"client_key": str(uuid4())} for _ in range(4)]
    assert at_once(*posts(ada, back, *bodies)) == [303] * 4
    assert listed(ada, "programme") == before


def pauses_of(person: Person) -> list[dict[str, Any]]:
    """The pauses of a diary, as an app is told them."""
    return list((app_of(person).get("/").json or {})["pauses"])


def id_of(person: Person, name: str) -> str:
    """The id of an exercise of somebody's list."""
    with session(person.app.extensions["journal_engine"], writes=False) as reading:
        account = accounts.account_named(reading, person.name)
        assert account
        exercise = exercise_named(reading, account.id, name)
        assert exercise
        return exercise.id
