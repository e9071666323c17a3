"""A journal behind a wire, and a window of each engine with somebody signed in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.benchmarks.results import laid_out
from tests.browser.conftest import Server, started
from tests.browser.wire import Wire
from tests.engines.drivers import ENGINES, Window
from tests.engines.people import Person
from tests.engines.table import ENGINE, GAPS, PAGE, Results
from tests.ports import free_port

WHOLE = "whole_table"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The journal, served in the time of the machine, which is that of the engines."""
    running = started(tmp_path_factory.mktemp("engines"), free_port(), timedelta())
    yield running
    running.stop()


@pytest.fixture(scope="session")
def wire(server: Server) -> Iterator[Wire]:
    """What lies between the engines and the journal."""
    proxy = Wire(int(server.url.rpartition(":")[2]))
    yield proxy
    proxy.close()


class OneWorkerAnEngine(LoadScopeScheduling):  # type: ignore[misc]  # it ships no types
    """Gives all tests of an engine to one worker, so that each engine is started once."""

    def _split_scope(self, nodeid: str) -> str:
        return next((name for name in ENGINES if name in nodeid), "")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneWorkerAnEngine:
    """What deals out the tests: pytest-xdist 3.8 loses its own groups with pytest 9.2."""
    return OneWorkerAnEngine(config, log)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Window]:
    """A window of each engine, for all tests."""
    with ENGINES[request.param]() as window:
        yield window


@pytest.fixture
def account(
    engine: Window, wire: Wire, server: Server, request: pytest.FixtureRequest
) -> Iterator[Person]:
    """Somebody with an empty journal who is to sign in on a phone."""
    request.node.user_properties.append((ENGINE, [engine.name, engine.version]))
    wire.mend()
    engine.size(390, 844)
    person = Person(engine, wire, server).joined()
    yield person
    person.left()


@pytest.fixture
def person(account: Person) -> Person:
    """Somebody with an empty journal, on a phone, on Today."""
    return account.signed_in()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the whole table, which takes many minutes."""
    parser.addoption("--all", action="store_true", help="double taps: every control at every gap")
    parser.addoption("--page", action="store_true", help="write the tables to docs/engines.md")


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests for the whole table alone."""
    config.addinivalue_line("markers", f"{WHOLE}: runs with --all alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the whole table has."""
    if not config.getoption("--all"):
        items[:] = [item for item in items if item.get_closest_marker(WHOLE) is None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let the gaps take turns within one test, or give each of them a test of its own."""
    if "gaps" in metafunc.fixturenames:
        each = [(gap,) for gap in GAPS] if metafunc.config.getoption("--all") else [GAPS]
        metafunc.parametrize("gaps", each, ids=["-".join(map(str, gaps)) for gaps in each])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the run found; the whole table is written as a page of the documentation too."""
    results = Results()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if report.when == "call":
                    results.take(name, value)
    if results.pairs:
        terminalreporter.section("double taps: pairs that are right, of all")
        terminalreporter.write_line(results.text())
    if results.tasks:
        terminalreporter.section("taps and seconds per task")
        terminalreporter.write_line(laid_out(results.task_rows()))
    if results.is_whole or terminalreporter.config.getoption("--page"):
        PAGE.write_text(results.page(datetime.now(UTC).date()))
        terminalreporter.write_line(f"Written: {PAGE}")
