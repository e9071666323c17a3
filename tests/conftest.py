"""What tests stand on: a fresh journal on either database, and people who use it."""

import gc
import importlib.util
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.engine.interfaces import Compiled
from werkzeug.routing import Rule

from journal.access import passwords
from journal.config import Settings
from journal.exchange.files import collector
from journal.store.db.engine import open_database
from run import SERVERS_LIE_IN
from tests.databases import fresh_database, lay_migrated, migrated_file, postgresql_server
from tests.journals import journal
from tests.middlemen import PGBOUNCER
from tests.people import Person
from tests.posts import Received, mail_server, web_server
from tests.shared_by_workers import folder_of_run
from tests.shared_by_workers import shared as shared_by_workers

# What tests write is gone after them: in memory they wait for no disk, often half of their time.
# A whole run takes a third of a gigabyte.
MEMORY, ROOM = Path("/dev/shm"), 2 << 30  # noqa: S108 (where Linux has it)
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

REAL_DATA = Path(
    os.environ.get("JOURNAL_REAL_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
)

os.environ["PATH"] += SERVERS_LIE_IN
HAS_R = shutil.which("Rscript") is not None
HAS_SPREADSHEET = shutil.which("soffice") is not None
HAS_CSVKIT = importlib.util.find_spec("csvkit") is not None
HAS_PROXIES = all(shutil.which(name) for name in ("nginx", "caddy", "apache2", "openssl"))
HAS_PGBOUNCER = Path(PGBOUNCER).exists()
HAS_SHARED_MEMORY = sys.platform == "linux"  # of a kind without a name
HAS_SYSTEMD = shutil.which("systemd-analyze") is not None

collect_ignore = [] if REAL_DATA.is_dir() else ["real"]
collect_ignore += [] if HAS_SYSTEMD else ["test_service.py"]
collect_ignore += [] if HAS_SHARED_MEMORY else ["web/test_shared_texts.py"]
collect_ignore += [] if HAS_PROXIES else ["test_proxies.py", "browser/test_mounting.py"]
collect_ignore += [] if HAS_R else ["exchange/own/test_recipe_r.py"]
collect_ignore += [] if HAS_SPREADSHEET else ["exchange/own/test_recipe_spreadsheet.py"]
collect_ignore += [] if HAS_CSVKIT else ["exchange/own/test_recipe_csvkit.py"]

# Properties try the same examples every time, so that what one machine saw another sees too;
# `--hypothesis-profile fresh` tries others. They take as long as the machine needs.
UNHURRIED = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("same", UNHURRIED, derandomize=True)
hypothesis_settings.register_profile("fresh", UNHURRIED, derandomize=False, print_blob=True)
hypothesis_settings.register_profile("few", UNHURRIED, derandomize=True, max_examples=20)
hypothesis_settings.load_profile("same")

DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what ``run.py test --quick`` asks for."""
    text = "no browser, SQLite alone, and a fifth of the examples of each property"
    parser.addoption("--quick", action="store_true", help=text)


def pytest_configure(config: pytest.Config) -> None:
    """Begin, and try fewer examples where a quick run is asked for, unless a profile is named."""
    os.environ.setdefault("JOURNAL_TESTS_BEGAN_AT", str(time.time()))  # workers inherit it
    if config.getoption("--quick") and not config.getoption("--hypothesis-profile"):
        hypothesis_settings.load_profile("few")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser out where a quick run is asked for."""
    quick: bool = config.getoption("--quick")
    return True if quick and collection_path.name == "browser" else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that is marked ``both_databases`` once on each."""
    if metafunc.definition.get_closest_marker("both_databases") is None:
        return
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", DATABASES, indirect=True)
    if "shared" in metafunc.fixturenames:
        metafunc.parametrize("shared", DATABASES, indirect=True, scope="module")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out PostgreSQL where a quick run is asked for, and PgBouncer where it is missing."""
    quick: bool = config.getoption("--quick")
    left_out = {item for item in items if (quick and _on_postgresql(item)) or _lacks_pooler(item)}
    config.hook.pytest_deselected(items=[*left_out])
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for nothing that is used no more while tests are collected, a third of that time.

    Then what is loaded once is left alone when it is looked for.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.set_threshold(100_000, 50, 100)  # a tenth of the time of all tests went into looking
        collector.set_apart()
        gc.enable()


def _on_postgresql(item: pytest.Item) -> bool:
    params = getattr(getattr(item, "callspec", None), "params", {})
    return "postgresql" in [*params.values(), *getattr(item, "fixturenames", ())]


def _lacks_pooler(item: pytest.Item) -> bool:
    return not HAS_PGBOUNCER and item.get_closest_marker("pgbouncer") is not None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so when the tests on real diaries, or those that R runs, were not there to run."""
    if not HAS_R:
        terminalreporter.write_line("Not collected: the recipe for R, as R is not installed.")
    if not HAS_PROXIES:
        terminalreporter.write_line(
            "Not collected: proxies, as nginx, Caddy or Apache is missing."
        )
    if not HAS_PGBOUNCER:
        terminalreporter.write_line("Not collected: PgBouncer, which is not installed.")
    if not HAS_SHARED_MEMORY:
        terminalreporter.write_line("Not collected: texts that workers share, on Linux alone.")
    if not HAS_SYSTEMD:
        terminalreporter.write_line("Not collected: the unit of systemd, which is not here.")
    if not REAL_DATA.is_dir():
        terminalreporter.write_line(
            f"Not collected: tests/real, as there are no real diaries in {REAL_DATA} "
            "(name their folder in JOURNAL_REAL_DATA)."
        )


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords hashed as cheaply as argon2id can be; what they cost is a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))
        yield


@pytest.fixture(scope="session", autouse=True)
def _addresses_compiled_once() -> Iterator[None]:
    """What Werkzeug compiles an address to, once for all journals of a process.

    That is two thirds of making one, and depends on nothing but the address.
    """
    compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
    compile_builder = Rule._compile_builder  # noqa: SLF001 (there is no other way to it)

    def compiled_builder(
        rule: Rule, append_unknown: bool = True
    ) -> Callable[..., tuple[str, str]]:
        address = (*rule._trace, str(rule.defaults), append_unknown)  # noqa: SLF001 (as above)
        if address not in compiled:
            compiled[address] = compile_builder(rule, append_unknown)
        return compiled[address]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled_builder)
        yield


@pytest.fixture(scope="session", autouse=True)
def _statements_compiled_once() -> Iterator[None]:
    """What SQLAlchemy compiles a statement to, once for all databases of a process.

    That depends on nothing but the statement, the driver and the version of the database.
    """
    compiled: dict[object, Compiled] = {}

    def lend(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", lend)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "__eq__", _speaks_like)
        patch.setattr(DefaultDialect, "__hash__", lambda dialect: hash(type(dialect)))
        yield
    event.remove(Engine, "engine_connect", lend)


def _speaks_like(dialect: DefaultDialect, other: object) -> bool:
    """Whether two engines would send the same text for a statement."""
    return type(dialect) is type(other) and all(
        getattr(dialect, name, None) == getattr(other, name, None)
        for name in ("dbapi", "server_version_info", "paramstyle", "insert_returning")
    )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of this run's own; its address, with a migrated template database."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated SQLite file to copy, the same for all workers of a run."""
    folder = folder_of_run(tmp_path_factory, "template")
    with shared_by_workers(folder, migrated_file(folder / "journal.sqlite3")) as file:
        yield Path(file)


@pytest.fixture
def migrated(tmp_path: Path, sqlite_template: Path) -> None:
    """Lay an empty database into ``instance``, for tests of what comes after it was made."""
    lay_migrated(sqlite_template, tmp_path / "instance")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own, migrated and empty: SQLite, and both in turn where marked."""
    with fresh_database(request, tmp_path) as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A journal where anybody may register."""
    return replace(
        Settings.from_env({"JOURNAL_DATA_DIR": str(tmp_path / "instance")}),
        database_url=database_url,
        registration="open",
        secret_key="a secret key for tests, long enough",
    )


@pytest.fixture
def mail() -> Iterator[Received]:
    """A mail server of the test's own, and what it was sent."""
    with mail_server() as received:
        yield received


@pytest.fixture
def web() -> Iterator[Received]:
    """A web server of the test's own, and what it was sent."""
    with web_server() as received:
        yield received


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The engine of the test's database, for looking into it directly."""
    database = open_database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application."""
    application = journal(settings)
    yield application
    application.extensions["journal_engine"].dispose()


@pytest.fixture
def ada(app: Flask) -> Person:
    """Somebody with a journal."""
    return Person(app).registered("ada")


@pytest.fixture
def charlie(app: Flask) -> Person:
    """Somebody else, who has no business in Ada's."""
    return Person(app).registered("charlie")


@pytest.fixture
def nobody(app: Flask) -> Person:
    """Somebody who is not signed in."""
    return Person(app)
