"""What one worker wrote of a page another shows: nothing old, torn, erased or of somebody else."""

import errno
import fcntl
import os
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from markupsafe import escape
from sqlalchemy import Engine

from journal.config import Settings
from journal.store.accounts import accounts
from journal.store.db.sessions import session
from journal.store.diary.row_writing import revise
from journal.web.support.languages import LANGUAGES
from journal.web.support.revision_cache import TEXTS
from journal.web.support.shared_texts import PLACE_BYTES, PLACES, SharedTexts, forget_outdated
from tests.journals import journal
from tests.people import PASSWORD, Person
from tests.store.making import statements
from tests.web.conftest import NOON, joined
from tests.web.reading import bring, without_token
from tests.words.pseudo import Pseudo

ADA, BEN = str(uuid4()), str(uuid4())


@pytest.fixture
def memory() -> Iterator[int]:
    """Memory that several may hold."""
    file = os.memfd_create("test")
    yield file
    os.close(file)


@pytest.fixture
def texts(memory: int) -> SharedTexts:
    return SharedTexts(os.dup(memory))


def content(memory: int) -> bytes:
    """All that is in there."""
    return os.pread(memory, os.fstat(memory).st_size, 0)


def test_a_text_that_one_keeps_another_has(memory: int, texts: SharedTexts) -> None:
    texts.keep("charts", escape("ünlike"), ADA, 1)
    other = SharedTexts(os.dup(memory))
    assert (other.text("charts"), other.text("diary")) == ("ünlike", None)
    assert other.owners() == {ADA}


def test_nothing_is_in_there_at_first(texts: SharedTexts) -> None:
    assert (texts.text("charts"), texts.owners()) == (None, set())


def test_a_text_that_is_torn_is_none(memory: int, texts: SharedTexts) -> None:
    texts.keep("charts", escape("pain 7"), ADA, 1)
    os.pwrite(memory, b"8", content(memory).index(b"pain 7") + 5)
    assert texts.text("charts") is None


def test_of_a_diary_that_was_changed_no_byte_stays(memory: int, texts: SharedTexts) -> None:
    texts.keep("charts 1", escape("pain 7"), ADA, 1)
    texts.keep("charts of ben", escape("calm"), BEN, 1)
    texts.keep("charts 2", escape("pain"), ADA, 2)
    assert [texts.text(key) for key in ("charts 1", "charts of ben", "charts 2")] == [
        None,
        "calm",
        "pain",
    ]
    assert b"pain 7" not in content(memory)


def test_what_was_read_before_a_change_is_not_kept_after_it(texts: SharedTexts) -> None:
    texts.keep("charts 2", escape("pain 7"), ADA, 2)
    texts.keep("charts 1", escape("pain 6"), ADA, 1)
    assert (texts.text("charts 1"), texts.text("charts 2")) == (None, "pain 7")


def test_of_one_who_is_gone_no_byte_stays(memory: int, texts: SharedTexts) -> None:
    texts.keep("charts", escape("pain 7"), ADA, 1)
    texts.keep("diary", escape("pain 8"), BEN, 1)
    texts.forget(ADA)
    assert (texts.text("charts"), texts.text("diary")) == (None, "pain 8")
    assert b"pain 7" not in content(memory)


def test_the_oldest_text_gives_way(memory: int, texts: SharedTexts) -> None:
    texts.keep("oldest", escape("pain 7 " * 100), ADA, 1)
    for number in range(PLACES):
        texts.keep(f"{number}", escape(f"text {number}"), BEN, 1)
    assert texts.text("oldest") is None
    assert b"pain 7" not in content(memory)
    assert [texts.text(f"{number}") for number in range(PLACES)] == [
        f"text {number}" for number in range(PLACES)
    ]


def test_a_text_that_comes_twice_takes_one_place(texts: SharedTexts) -> None:
    texts.keep("charts", escape("pain 7"), ADA, 1)
    for _ in range(PLACES):
        texts.keep("diary", escape("pain 8"), ADA, 1)
    assert (texts.text("charts"), texts.text("diary")) == ("pain 7", "pain 8")


def test_a_text_that_is_too_long_is_not_kept(texts: SharedTexts) -> None:
    texts.keep("longest", escape("x" * PLACE_BYTES), ADA, 1)
    texts.keep("too long", escape("x" * (PLACE_BYTES + 1)), ADA, 1)
    texts.keep("next", escape("y" * PLACE_BYTES), ADA, 1)
    assert texts.text("too long") is None
    assert texts.text("longest") == "x" * PLACE_BYTES
    assert texts.text("next") == "y" * PLACE_BYTES


def test_what_no_template_wrote_is_not_kept(texts: SharedTexts) -> None:
    texts.keep("charts", "<b>", ADA, 1)
    assert texts.text("charts") is None


def test_where_there_is_no_room_nothing_is_kept_and_nothing_fails() -> None:
    full = SharedTexts(os.open("/dev/full", os.O_RDWR))
    full.keep("charts", escape("pain 7"), ADA, 1)
    full.forget(ADA)
    full.keep_only({})
    assert (full.text("charts"), full.owners()) == (None, set())


def test_where_nobody_can_be_alone_nothing_is_kept_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = SharedTexts.in_memory()
    assert texts is not None
    texts.keep("charts", escape("pain 7"), ADA, 1)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", refuse)
    texts.keep("diary", escape("pain 3"), ADA, 1)
    texts.forget(ADA)
    texts.keep_only({})
    assert (texts.text("charts"), texts.text("diary")) == ("pain 7", None)


def test_a_system_without_such_memory_has_no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert SharedTexts.in_memory() is None


@pytest.fixture
def workers(app: Flask, shared: Settings) -> Iterator[tuple[Flask, Flask]]:
    """Two workers on one database that share what they write."""
    other = journal(shared)
    app.extensions[TEXTS] = other.extensions[TEXTS] = SharedTexts.in_memory()
    yield app, other
    app.extensions[TEXTS] = None
    other.extensions["journal_engine"].dispose()


def at_both(workers: tuple[Flask, Flask], name: str) -> tuple[Person, Person]:
    """Somebody with some days, signed in at both workers."""
    ada, again = joined(workers[0], name), Person(workers[1])
    days = "".join(f"2026-05-{day:02},day_average,{day % 11}\n" for day in range(1, 20))
    bring(ada, ("pain.csv", f"day,kind,level\n{days}"))
    assert again.signed_in(ada.name).status_code == 303
    for person in (ada, again):
        person.get("/more")  # which shows what was to be said of it
    return ada, again


KEPT = {"/charts": 2, "/charts?range=all": 1, "/charts/year": 1, "/diary": 1, "/report": 5}
"""Pages, and the statements of a worker that shows what another one wrote; the first of them also
asks from when to when the diary goes."""


@pytest.mark.usefixtures("clock")
def test_a_worker_shows_what_another_wrote_without_working_it_out(
    workers: tuple[Flask, Flask],
) -> None:
    ada, again = at_both(workers, "two workers")
    engine: Engine = workers[1].extensions["journal_engine"]
    counts = {}
    for path in (*KEPT, "/insight"):
        page = without_token(ada.get(path))
        with statements(engine) as ran:
            assert without_token(again.get(path)) == page
        counts[path] = len(ran)
    assert counts == KEPT | {"/insight": 5}


@pytest.mark.usefixtures("clock")
def test_a_change_by_one_worker_is_seen_at_once_by_the_other(
    workers: tuple[Flask, Flask],
) -> None:
    ada, again = at_both(workers, "change")
    for level in (1, 9):
        ada.log("pain", kind="day_average", day="2026-05-19", level=str(level))
        row = f">2026-05-19<td>{level}<"
        assert row in again.get("/charts").text
        assert row in ada.get("/charts").text


@pytest.mark.usefixtures("clock")
def test_what_was_typed_is_escaped_in_what_another_worker_wrote(
    workers: tuple[Flask, Flask],
) -> None:
    ada, again = at_both(workers, "typed")
    ada.log("pain", kind="now", level="3", note="<b>stiff & sore</b>")
    for person in (ada, again):
        assert "&lt;b&gt;stiff &amp; sore&lt;/b&gt;" in person.get("/diary").text


@pytest.mark.usefixtures("clock")
def test_of_a_deleted_account_nothing_stays(workers: tuple[Flask, Flask]) -> None:
    ada, again = at_both(workers, "deleted")
    ben, _ = at_both(workers, "stays")
    for person in (ada, again, ben):
        person.get("/charts")
    texts: SharedTexts = workers[0].extensions[TEXTS]
    assert len(texts.owners()) == 2
    answer = ada.send("/account/", "/account/delete", confirm=ada.name, own_password=PASSWORD)
    assert answer.status_code == 303
    assert len(texts.owners()) == 1


@pytest.mark.usefixtures("clock")
def test_of_what_was_erased_or_changed_elsewhere_nothing_stays_for_long(
    workers: tuple[Flask, Flask],
) -> None:
    people = [at_both(workers, name)[0] for name in ("erased", "changed", "unchanged")]
    engine: Engine = workers[0].extensions["journal_engine"]
    texts: SharedTexts = workers[0].extensions[TEXTS]
    for person in people:
        person.get("/charts")
    assert len(texts.owners()) == 3
    with session(engine, writes=True) as elsewhere:
        rows = [accounts.account_named(elsewhere, person.name) for person in people]
        erased, changed, unchanged = (row.id for row in rows if row)
        accounts.remove(elsewhere, erased)
        revise(elsewhere, changed)
        elsewhere.commit()
    forget_outdated(engine, texts)
    assert texts.owners() == {unchanged}


@pytest.mark.usefixtures("clock")
def test_nobody_sees_what_was_written_for_another(workers: tuple[Flask, Flask]) -> None:
    ada, _ = at_both(workers, "first")
    ben, ben_again = at_both(workers, "second")
    ada.log("pain", kind="now", level="3", note="the secret of Ada")
    for path in KEPT:
        ada.get(path)
        assert "the secret of Ada" not in ben_again.get(path).text
    assert "the secret of Ada" in ada.get("/diary").text
    assert "the secret of Ada" not in ben.get("/diary").text


@pytest.mark.usefixtures("clock")
def test_each_language_has_texts_of_its_own(
    workers: tuple[Flask, Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    for worker in workers:
        monkeypatch.setitem(worker.extensions[LANGUAGES], "eo", Pseudo())
    ada, again = at_both(workers, "language")
    english = ada.get("/charts", headers={"Accept-Language": "en"}).text
    other = again.get("/charts", headers={"Accept-Language": "eo"}).text
    assert "Numbers, day by day" in english
    assert "Numbers, day by day" not in other


def test_another_clock_zone_or_day_is_seen_at_both(workers: tuple[Flask, Flask]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ada, again = at_both(workers, "settings")
        ada.log("pain", kind="now", level="6", recorded_at="2026-05-18T17:05")
        for person in (ada, again):
            assert "17:05" in person.get("/diary").text
        ada.send("/account/", clock="12")
        for person in (ada, again):
            assert "5:05 pm" in person.get("/diary").text
        ada.send("/account/", zone="Pacific/Kiritimati")  # where it is the next day already
        for person in (ada, again):
            assert 'id="day-2026-05-21"' in person.get("/diary").text
        clock.shift(24 * 3600)
        for person in (ada, again):
            assert 'id="day-2026-05-22"' in person.get("/diary").text
