"""A journal behind a wire, and a window of each engine with somebody signed in."""

import csv
import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD, Server, free_port, started
from tests.browser.wire import Wire
from tests.engines.drivers import ENGINES, Window

NAMES = count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The journal, served."""
    running = started(tmp_path_factory.mktemp("engines"), free_port())
    yield running
    running.process.terminate()
    running.process.wait(timeout=30)


@pytest.fixture(scope="session")
def wire(server: Server) -> Iterator[Wire]:
    """What lies between the engines and the journal."""
    made = Wire(int(server.url.rpartition(":")[2]))
    yield made
    made.close()


@pytest.fixture(scope="session", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Window]:
    """A window of each engine, for all tests."""
    with ENGINES[request.param]() as opened:
        yield opened


class Person:
    """Somebody signed in, in the window of an engine."""

    def __init__(self, window: Window, wire: Wire, server: Server) -> None:
        self.window = window
        self.wire = wire
        self.server = server
        self.name = f"engine {next(NAMES)}"

    def joined(self) -> "Person":
        """The same, with a new account."""
        options = ("--zone", "Europe/Vienna", "--password-stdin")
        self.server.command("add-user", self.name, *options, typed=PASSWORD + "\n")
        self.window.base = f"http://localhost:{self.wire.port}"
        self.window.open("/account/sign-in")
        self.window.type("#username", self.name)
        self.window.type("#password", PASSWORD)
        self.window.tap("main button.main")
        self.window.wait_for("document.querySelector('#today-pain') && true")
        return self

    def left(self) -> None:
        """Sign out, so that the next one may sign in."""
        self.window.evaluate("caches.keys().then(k => Promise.all(k.map(n => caches.delete(n))))")
        self.window.open("/more")
        self.window.evaluate("document.querySelector('[data-sign-out]').submit() || true")
        self.window.wait_for("location.pathname === '/account/sign-in'")

    def records(self, slug: str) -> list[dict[str, str]]:
        """Every entry of a kind."""
        text = self.window.evaluate(f"fetch('/export/{slug}.csv').then(answer => answer.text())")
        return list(csv.DictReader(io.StringIO(str(text).lstrip("\ufeff"), newline="")))


@pytest.fixture
def person(engine: Window, wire: Wire, server: Server) -> Iterator[Person]:
    """Somebody with an empty journal, on a phone."""
    wire.losing, wire.delay = False, 0
    engine.size(390, 844)
    made = Person(engine, wire, server).joined()
    yield made
    wire.losing, wire.delay = False, 0
    made.left()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures may be left."""
    return tmp_path
