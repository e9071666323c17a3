"""Turns: writers wait for each other, readers never for writers, and nothing typed is lost."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from journal import pdf
from journal.pdf import PrinterBusy
from journal.store.db.engine import POOL
from journal.web.support import turns
from journal.web.support.turns import NoTurn, Turns
from tests.people import Person, forms
from tests.web.reading import listed, said, texts


@contextmanager
def taken(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    """Let somebody have the only turn of a kind."""
    only = Turns(1, waiting=0)
    monkeypatch.setattr(turns, name, only)
    only.take()
    yield
    only.give_back()


def test_what_was_typed_while_too_many_write_is_shown_and_can_be_sent_again(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = texts(ada.form("/pain/new")) | {"level": ["6"], "note": ["typed for an hour"]}
    with taken(monkeypatch, "WRITING"):
        answer = ada.post("/pain/new", **form)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Send it again in a moment" in said(answer)
        assert ada.get("/").status_code == 200
    again = texts(next(f for f in forms(answer.text) if "level" in f.names))
    assert ada.post("/pain/new", **again).status_code == 303
    assert [entry["note"] for entry in listed(ada, "pain")] == ["typed for an hour"]


def test_pages_and_printing_do_not_wait_for_each_other(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with taken(monkeypatch, "PRINTING"):
        assert ada.get("/report.pdf").status_code == 503
        assert ada.get("/").status_code == 200
    with taken(monkeypatch, "READING"):
        assert ada.get("/").status_code == 503
        assert ada.get("/report.pdf").status_code == 200


def test_every_request_gives_its_turn_back(ada: Person, nobody: Person) -> None:
    for _ in range(turns.READERS + turns.WAITING_MOST + 1):
        assert nobody.get("/nothing").status_code == 404
        assert nobody.browser.post("/pain/new", data={"level": "4"}).status_code == 400
    assert ada.get("/").status_code == 200


def test_a_turn_is_waited_for_so_long_and_by_so_many() -> None:
    few = Turns(1, waiting=1, seconds=1)
    few.take()
    refused = []

    def wait() -> None:
        try:
            few.take()
        except NoTurn:
            refused.append(time.monotonic())

    begun = time.monotonic()
    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.1)  # in which the other one has begun to wait
    with pytest.raises(NoTurn):
        few.take()
    waiting.join(5)
    assert len(refused) == 1
    assert refused[0] - begun >= 1
    few.give_back()
    few.take()


def test_there_are_more_connections_to_the_database_than_turns_that_write() -> None:
    assert turns.WRITERS < POOL
    assert turns.READERS + turns.WRITERS < POOL + 10  # the most that SQLAlchemy opens


def test_one_prints_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with pdf.alone():  # other tests may be printing, and are waited for
        monkeypatch.setattr(pdf, "WAIT_SECONDS", 0.2)
        with pytest.raises(PrinterBusy), pdf.alone():
            raise AssertionError
    monkeypatch.undo()
    with pdf.alone():
        pass
    assert not list(Path(pdf.__file__).parent.glob("*.lock"))
