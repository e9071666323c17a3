"""A database that another process keeps busy: pages are read, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import time_machine
from flask import Flask

from journal.store.db import engine as engine_module
from journal.store.db.engine import SQLITE
from tests.people import Person, forms
from tests.web.apps import app_of
from tests.web.reading import one, said, texts
from tests.web.test_shared import look, shared

JournalOf = Callable[..., Flask]


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Whatever the others run on: only writers of SQLite wait for each other."""


@contextmanager
def another_writes(app: Flask) -> Iterator[None]:
    """Let another process be in the middle of writing to a journal's SQLite file."""
    other = SQLITE.connect(app.extensions["journal_engine"].url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, journal_of: JournalOf) -> Flask:
    """A journal that soon gives up on a busy database."""
    monkeypatch.setattr(engine_module, "BUSY_MILLISECONDS", 100)
    return journal_of()


@on_sqlite
@pytest.mark.parametrize("token", ["right", "wrong"])
def test_what_was_typed_while_the_database_was_busy_can_be_sent_again(
    impatient: Flask, token: str
) -> None:
    ada = Person(impatient).registered("ada")
    form = texts(ada.form("/pain/new")) | {"level": ["6"], "note": ["typed\nfor an hour"]}
    if token == "wrong":
        form["csrf_token"] = ["wrong"]
    with another_writes(impatient):
        answer = ada.post("/pain/new", **form)
        assert answer.status_code == 503
        assert "Send it again in a moment" in said(answer)
        assert int(answer.headers["Retry-After"]) > 0
        again = texts(next(f for f in forms(answer.text) if "level" in f.names))
        assert ada.post("/pain/new", **again).status_code == 503
    assert ada.post("/pain/new", **again).status_code == 303
    assert one(ada, "pain")["note"] == "typed\nfor an hour"
    assert again["client_key"] == form["client_key"]


@on_sqlite
def test_a_page_is_read_while_another_writes_though_nobody_can_note_it(
    clock: time_machine.Traveller, impatient: Flask
) -> None:
    ada = Person(impatient).registered("ada")
    watch, link = app_of(ada), shared(ada)
    ada.post("/account/recall")
    clock.shift(2 * 3600)
    with another_writes(impatient):
        assert ada.get("/").status_code == 200
        assert ada.get("/charts").status_code == 200
        assert watch.get("/today").status_code == 200
        assert look(Person(impatient), link).status_code == 200
