"""A journal behind a wire, and a window of each engine with somebody signed in."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from journal.core.model import records as r
from journal.core.model.moments import local_day
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import actions, row_writing
from tests.benchmarks.results import laid_out
from tests.browser.conftest import PASSWORD, Server, free_port, started
from tests.browser.wire import Wire
from tests.engines.drivers import ENGINES, Window

NAMES = count(1)
NOON = 12
TODAY_IS_THERE = "!!document.querySelector('#today-pain') && document.readyState === 'complete'"
DOUBLE_TAPS = "double taps"
"""The property of a test that tells which pairs of taps it made."""
TASK = "task"
"""The property of a test that tells how many taps and seconds a task took."""


def zone_at_noon(now: datetime) -> str:
    """A zone in which it is about noon, so that no test crosses midnight."""
    west = now.hour - NOON
    return f"Etc/GMT{west:+d}" if west else "Etc/GMT"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The journal, served in the time of the machine, which is that of the engines."""
    running = started(tmp_path_factory.mktemp("engines"), free_port(), timedelta())
    yield running
    running.process.terminate()
    running.process.wait(timeout=30)


@pytest.fixture(scope="session")
def wire(server: Server) -> Iterator[Wire]:
    """What lies between the engines and the journal."""
    proxy = Wire(int(server.url.rpartition(":")[2]))
    yield proxy
    proxy.close()


@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES],
)
def engine(request: pytest.FixtureRequest) -> Iterator[Window]:
    """A window of each engine, for all tests."""
    with ENGINES[request.param]() as window:
        yield window


class Person:
    """Somebody signed in, in the window of an engine."""

    def __init__(self, window: Window, wire: Wire, server: Server) -> None:
        self.window = window
        self.wire = wire
        self.server = server
        self.name = f"engine {next(NAMES)}"
        self.zone = zone_at_noon(server.now)
        self.database = open_database(f"sqlite:///{server.folder / 'journal.sqlite3'}")
        self.owner = ""

    def joined(self) -> "Person":
        """The same, with a new account."""
        self.server.add_user(self.name, self.zone)
        with session(self.database, writes=False) as reading:
            account = accounts.account_named(reading, self.name)
            assert account is not None
            self.owner = account.id
        return self

    def signed_in(self) -> "Person":
        """The same, on Today."""
        self.window.base = f"http://localhost:{self.wire.port}"
        self.window.open("/account/sign-in")
        self.window.type("#username", self.name)
        self.window.type("#password", PASSWORD)
        self.window.tap("main button.main")
        self.window.wait_for(TODAY_IS_THERE)
        return self

    def left(self) -> None:
        """Sign out, so that the next one may sign in."""
        self.wire.mend()
        self.window.open("/more")
        self.window.evaluate("document.querySelector('[data-sign-out]').submit() || true")
        self.window.wait_for("location.pathname === '/account/sign-in'")
        self.database.dispose()

    def records(self, slug: str) -> list[dict[str, str]]:
        """Every entry of a kind."""
        text = self.window.evaluate(f"fetch('/export/{slug}.csv').then(answer => answer.text())")
        return list(csv.DictReader(io.StringIO(str(text).lstrip("\ufeff"), newline="")))

    def had(self, *earlier: r.Record) -> None:
        """Records that were there before."""
        with session(self.database, writes=True) as writing:
            for record in earlier:
                submission = actions.Submission(row_writing.new_id(), "", self.server.now)
                actions.add(writing, self.owner, record, submission)
            writing.commit()

    def saved(self) -> int:
        """How often anything of the diary was changed, undone and dismissed things included."""
        with session(self.database, writes=False) as reading:
            changes = select(m.Account.revision).where(m.Account.id == self.owner)
            dismissed = select(func.count()).where(m.Dismissed.owner_id == self.owner)
            return (reading.scalar(changes) or 0) + (reading.scalar(dismissed) or 0)

    def changes(self) -> list[str]:
        """What was done to the diary, oldest first, for the message of a test that fails."""
        with session(self.database, writes=False) as reading:
            query = select(m.Change).where(m.Change.owner_id == self.owner)
            ordered = reading.scalars(query.order_by(m.Change.made_at))
            return [f"{change.kind} {change.action}" for change in ordered]

    def earlier(self, **ago: float) -> dict[str, Any]:  # fields of several types
        """What a record has that was made so long ago: its id, day and zone."""
        day = local_day(self.server.now - timedelta(**ago), self.zone)
        return {"id": row_writing.new_id(), "day": day, "zone": self.zone}


@pytest.fixture
def account(engine: Window, wire: Wire, server: Server) -> Iterator[Person]:
    """Somebody with an empty journal who is to sign in on a phone."""
    wire.mend()
    engine.size(390, 844)
    person = Person(engine, wire, server).joined()
    yield person
    person.left()


@pytest.fixture
def person(account: Person) -> Person:
    """Somebody with an empty journal, on a phone, on Today."""
    return account.signed_in()


TappedControls = dict[int, tuple[int, list[str]]]
"""By gap, how many controls were tapped twice, and the names of those that failed."""

GAPS = (0, 60, 150, 400, 700)
"""Milliseconds between two taps that are meant as one."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the whole table, which takes many minutes."""
    parser.addoption("--all", action="store_true", help="double taps: every control at every gap")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let the gaps take turns within one test, or give each of them a test of its own."""
    if "gaps" in metafunc.fixturenames:
        each = [(gap,) for gap in GAPS] if metafunc.config.getoption("--all") else [GAPS]
        metafunc.parametrize("gaps", each, ids=["-".join(map(str, gaps)) for gaps in each])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of double taps and what each task took, for whoever asks what was tried."""
    reports = [
        *terminalreporter.getreports("passed"),
        *terminalreporter.getreports("failed"),
    ]
    properties = [entry for report in reports for entry in report.user_properties]
    rows = [value for name, value in properties if name == DOUBLE_TAPS and isinstance(value, list)]
    if rows:
        terminalreporter.section("double taps: controls that saved one thing and nothing else")
        terminalreporter.write_line(table_of_pairs(rows))
    tasks = [value for name, value in properties if name == TASK and isinstance(value, list)]
    if tasks:
        terminalreporter.section("taps and seconds per task")
        terminalreporter.write_line(laid_out([["engine", "task", "taps", "seconds"], *tasks]))


def table_of_pairs(rows: list[list[Any]]) -> str:  # an engine, a network and controls by gap
    """Controls that are right of all, by engine, network and gap, and the names of the others."""
    lines: dict[str, dict[int, str]] = {}
    wrong = []
    for engine, network, controls in rows:
        for gap, (count_of_all, failed) in controls.items():
            right = f"{count_of_all - len(failed)}/{count_of_all}"
            lines.setdefault(f"{engine} {network}", {})[int(gap)] = right
            wrong += [f"{engine} {network} {gap} ms: {name}" for name in failed]
    gaps = sorted({gap for line in lines.values() for gap in line})
    table = [["", *(f"{gap} ms" for gap in gaps)]]
    table += [
        [name, *(line.get(gap, "-") for gap in gaps)] for name, line in sorted(lines.items())
    ]
    return "\n".join([laid_out(table), *(wrong or ["none failed"])])
