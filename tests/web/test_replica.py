"""Pages that only look read from a replica that has the diary as it is; nobody notices more."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from journal.commands import doctor
from journal.config import Settings
from journal.store.db import models as m
from journal.store.db.owner_guard import refuse_unowned
from journal.store.db.owner_wall import see, see_nobody
from journal.store.db.replica import Replica
from journal.store.db.sessions import session
from journal.web.support.replica_reading import REPLICA
from tests.databases import copied_database
from tests.journals import METRICS_TOKEN, journal, walled
from tests.middlemen import proxied
from tests.people import Person
from tests.replicas import ReplicaServer, replicated
from tests.web.conftest import joined
from tests.web.test_care import accepted, end
from tests.web.test_database_away import SOON
from tests.web.test_metrics import numbers
from tests.web.test_shared import look, shared

COSTLY = ("/diary", "/charts", "/charts/year", "/insight", "/report", "/export/pain.csv",
          "/export/journal.xlsx", "/export/fhir.json", "/diary/notes?q=note")  # fmt: skip


@pytest.fixture(scope="module")
def source(postgresql: str) -> Iterator[str]:
    """A migrated, empty database."""
    with copied_database(postgresql) as url:
        yield url


@pytest.fixture(scope="module")
def server(source: str, postgresql: str) -> Iterator[ReplicaServer]:
    """A replica of its server."""
    assert source
    with replicated(postgresql) as server:
        yield server


@pytest.fixture(scope="module")
def usual(
    source: str, server: ReplicaServer, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """The settings of a journal with a replica, and with a role for its pages."""
    own = {
        "JOURNAL_DATA_DIR": str(tmp_path_factory.mktemp("replicated")),
        "JOURNAL_DATABASE_URL": source,
        "JOURNAL_METRICS_TOKEN": METRICS_TOKEN,
    }
    settings = walled(Settings.from_env(own))
    address = server.address(settings.database_pages_url)
    return replace(settings, database_replica_url=address, registration="open")


@contextmanager
def journal_with(settings: Settings, address: str) -> Iterator[Flask]:
    """A journal with a replica at an address."""
    app = journal(replace(settings, database_replica_url=address))
    yield app
    app.extensions["journal_engine"].dispose()


@pytest.fixture(scope="module")
def shared_app(usual: Settings) -> Iterator[Flask]:
    with journal_with(usual, usual.database_replica_url) as app:
        yield app


@pytest.fixture
def replicated_app(shared_app: Flask) -> Flask:
    """A journal with a replica that is not left aside."""
    replica_of(shared_app).aside_until = monotonic()
    return shared_app


def replica_of(app: Flask) -> Replica:
    its_replica: Replica = app.extensions[REPLICA]
    return its_replica


@contextmanager
def asked(app: Flask) -> Iterator[list[str]]:
    """The statements on a diary that the replica of a journal is asked meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "owner_id" in statement:
            statements.append(statement)

    engine = replica_of(app).engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def with_a_note(app: Flask, server: ReplicaServer, name: str = "ada") -> Person:
    """Somebody with one level and its note, which the replica has."""
    person = joined(app, name)
    assert person.log("pain", kind="now", level="4", note="the first note").status_code == 303
    server.catch_up()
    return person


def test_what_only_looks_and_takes_its_time_is_read_from_the_replica(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = joined(replicated_app, "ada")
    for path in COSTLY:
        ada.log("pain", kind="now", level="4", note="another note")  # nothing of before is kept
        server.catch_up()
        with asked(replicated_app) as statements:
            assert ada.get(path).status_code == 200
        assert any("FROM pain_levels" in statement for statement in statements), path


def test_an_archive_is_read_from_the_database_as_it_holds_more_than_the_diary(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = with_a_note(replicated_app, server)
    with asked(replicated_app) as statements:
        assert ada.get("/export/journal.zip").status_code == 200
    assert statements == []


def test_what_somebody_wrote_is_there_at_once_however_far_the_replica_is_behind(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = with_a_note(replicated_app, server)
    server.hold_up()
    try:
        ada.log("pain", kind="now", level="7", note="the second note")
        with asked(replicated_app) as statements:
            for path in ("/diary", "/diary/notes?q=second", "/export/pain.csv"):
                assert "the second note" in ada.get(path).text
        assert statements == []
    finally:
        server.follow()
    with asked(replicated_app) as statements:
        assert "the second note" in ada.get("/export/pain.csv").text
    assert statements


def test_the_name_for_a_doctor_is_there_at_once_though_it_is_no_change_of_the_diary(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = with_a_note(replicated_app, server)
    server.hold_up()
    try:
        assert ada.send("/report", name="Ada Lovelace", questions="").status_code == 303
        with asked(replicated_app) as statements:
            assert "Ada Lovelace" in ada.get("/report").text
        assert statements, "the diary is as it was"
    finally:
        server.follow()


def test_access_that_ended_is_over_at_once_however_far_the_replica_is_behind(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = with_a_note(replicated_app, server)
    maria, reader = joined(replicated_app, "maria"), joined(replicated_app, "reader")
    page, token = accepted(ada, maria), shared(ada)
    server.catch_up()
    with asked(replicated_app) as statements:
        assert (maria.get(page).status_code, look(reader, token).status_code) == (200, 200)
    assert any("FROM pain_levels" in statement for statement in statements)
    server.hold_up()
    try:
        end(ada)
        (form,) = [
            form
            for form in ada.forms_of(ada.get("/report/shares"))
            if form.action.endswith("/end")
        ]
        ada.post(form.action, **dict(form.fields))
        assert (maria.get(page).status_code, look(reader, token).status_code) == (404, 404)
        with session(replicated_app.extensions["journal_own_engine"], writes=True) as ending:
            ending.execute(m.Login.__table__.delete())  # type: ignore[attr-defined]  # a table
            ending.commit()
        assert ada.get("/diary").status_code == 302
    finally:
        server.follow()


def test_a_replica_that_ends_is_left_aside_told_and_used_again(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = with_a_note(replicated_app, server)
    assert ada.get("/healthz").json["replica"] == {"word": "ok", "bytes_behind": 0}  # type: ignore[index]
    server.end()
    try:
        with asked(replicated_app) as statements:
            assert [ada.get(path).status_code for path in COSTLY] == [200] * len(COSTLY)
        assert statements == []
        answer = ada.get("/healthz")
        assert (answer.status_code, answer.json["replica"]["word"]) == (200, "away")  # type: ignore[index]
        assert numbers(replicated_app)["journal_replica_up"] == 0
    finally:
        server.start()
    until = monotonic() + SOON
    while ada.get("/healthz").json["replica"]["word"] != "ok":  # type: ignore[index]
        assert monotonic() < until
        sleep(0.1)
    server.catch_up()
    replica_of(replicated_app).aside_until = monotonic()  # that while is over
    with asked(replicated_app) as statements:
        ada.get("/export/pain.csv")
    assert statements


def test_how_far_it_is_behind_is_told(
    replicated_app: Flask, usual: Settings, server: ReplicaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = with_a_note(replicated_app, server)
    assert any("has all that was written" in finding.text for finding in doctor.examine(usual))
    monkeypatch.setattr(doctor, "CATCHING_UP_SECONDS", 0)
    server.hold_up()
    try:
        ada.log("pain", kind="now", level="7")
        server.written()
        counts = numbers(replicated_app)
        assert counts["journal_replica_up"] == 1
        assert counts["journal_replica_bytes_behind"] > 100
        (finding,) = [each for each in doctor.examine(usual) if "bytes behind" in each.text]
        assert not finding.fine
    finally:
        server.follow()
    assert numbers(replicated_app)["journal_replica_bytes_behind"] == 0


def test_a_replica_that_fails_in_the_middle_of_a_page_is_not_noticed(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = with_a_note(replicated_app, server)
    engine = replica_of(replicated_app).engine

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM pain_levels" in statement:
            raise OperationalError(statement, None, Exception("conflict with recovery"))

    event.listen(engine, "before_cursor_execute", fail)
    for path in COSTLY:
        replica_of(replicated_app).aside_until = monotonic()
        answer = ada.get(path)
        assert answer.status_code == 200, path
        assert replica_of(replicated_app).aside_until > monotonic(), path
    event.remove(engine, "before_cursor_execute", fail)
    assert "the first note" in ada.get("/export/pain.csv").text


def test_a_replica_with_the_tables_of_another_version_is_not_read(
    replicated_app: Flask, server: ReplicaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = with_a_note(replicated_app, server)
    monkeypatch.setattr(replica_of(replicated_app), "schema", "9999")
    with asked(replicated_app) as statements:
        assert "the first note" in ada.get("/export/pain.csv").text
    assert statements == []
    assert replica_of(replicated_app).aside_until > monotonic()


def test_a_replica_whose_connections_are_all_in_use_is_neither_left_aside_nor_away(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada, its_replica = with_a_note(replicated_app, server), replica_of(replicated_app)
    with ExitStack() as in_use, asked(replicated_app) as statements:
        for _ in range(its_replica.engine.pool.size()):  # type: ignore[attr-defined]
            in_use.enter_context(its_replica.engine.connect())
        assert "the first note" in ada.get("/export/pain.csv").text
        assert statements == []
        assert ada.get("/healthz").json["replica"]["word"] == "busy"  # type: ignore[index]
        counts = numbers(replicated_app)
        assert counts["journal_replica_up"] == 1
        assert "journal_replica_bytes_behind" not in counts
    with asked(replicated_app) as statements:
        ada.get("/export/pain.csv")
    assert statements, "it was not left aside"


def test_a_replica_that_has_no_connection_left_for_the_page_itself_is_not_left_aside(
    replicated_app: Flask, server: ReplicaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, its_replica = with_a_note(replicated_app, server), replica_of(replicated_app)
    monkeypatch.setattr(its_replica, "has", lambda *_: True)
    with ExitStack() as in_use, asked(replicated_app) as statements:
        for _ in range(its_replica.engine.pool.size()):  # type: ignore[attr-defined]
            in_use.enter_context(its_replica.engine.connect())
        assert "the first note" in ada.get("/export/pain.csv").text
    assert statements == []
    assert its_replica.aside_until <= monotonic()


def test_a_silent_replica_holds_nobody_up_for_long(usual: Settings, server: ReplicaServer) -> None:
    with proxied(usual.database_replica_url) as proxy, journal_with(usual, proxy.url) as app:
        ada = with_a_note(app, server)
        with asked(app) as statements:
            ada.get("/export/pain.csv")
        assert statements
        proxy.silent = True
        for path in ("/diary", "/export/pain.csv", "/healthz"):
            began = monotonic()
            assert ada.get(path).status_code == 200
            assert monotonic() - began < SOON


def test_the_wall_stands_before_the_replica_too(
    replicated_app: Flask, server: ReplicaServer
) -> None:
    ada = with_a_note(replicated_app, server)
    with_a_note(replicated_app, server, "charlie")
    with session(replicated_app.extensions["journal_own_engine"], writes=False) as reading:
        key = reading.scalar(select(m.Account.id).where(m.Account.username == ada.name))
    engine = replica_of(replicated_app).engine
    event.remove(engine, "before_cursor_execute", refuse_unowned)  # the wall in the code
    question = m.PainLevelRow.__table__.select()
    see_nobody()
    with session(engine, writes=False) as reading:
        assert reading.execute(question).all() == []
        see(str(key))
        assert {row.owner_id for row in reading.execute(question)} == {key}
    event.listen(engine, "before_cursor_execute", refuse_unowned)
    see_nobody()


def test_a_replica_that_was_promoted_is_left_aside_and_told(
    postgresql: str, usual: Settings
) -> None:
    with replicated(postgresql) as server:
        address = server.address(usual.database_pages_url)
        with journal_with(usual, address) as app:
            ada = with_a_note(app, server)
            server.promote()
            with asked(app) as statements:
                assert ada.get("/export/pain.csv").status_code == 200
            assert statements == []
            assert replica_of(app).aside_until > monotonic()
            assert ada.get("/healthz").json["replica"]["word"] == "promoted"  # type: ignore[index]
            assert numbers(app)["journal_replica_up"] == 0
        findings = doctor.examine(replace(usual, database_replica_url=address))
        assert [each.fine for each in findings if "of its own by now" in each.text] == [False]
