"""A real server and a real browser."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright
from sqlalchemy import func, select

from journal.access.passwords import hashed_password
from journal.core.model.records import Prescription
from journal.store.accounts import accounts
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import demo
from journal.store.diary.rows import ROWS
from tests.browser import clock
from tests.browser.outside import Outside
from tests.browser.profiles import PATIENCE, PHONE, new_context
from tests.browser.wire import Wire
from tests.databases import lay_migrated
from tests.ports import free_port
from tests.shared_by_workers import folder_of_run, shared

ROOT = Path(__file__).resolve().parents[2]
JOURNAL = [sys.executable, "-W", "error", "-m", "tests.browser.journal_ahead"]
"""What a command of the journal begins with; by which clock comes next."""

PASSWORD = "a long enough password"
STARTING = 180
"""Seconds until a server that does not answer is missed; where nothing else runs it takes one."""

expect.set_options(timeout=PATIENCE)

DESKTOP = {"width": 1280, "height": 800}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Server:
    """A journal that runs in a process of its own."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    """None where another worker of the run has started it."""
    ahead: timedelta = clock.AHEAD
    """By how much its clock is ahead of the machine's."""

    @property
    def now(self) -> datetime:
        """This moment, by its clock."""
        return datetime.now(UTC).replace(microsecond=0) + self.ahead

    def kill(self) -> None:
        """End it as a power cut would, in the middle of whatever it does."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def stop(self) -> None:
        """End it as a host does, and wait until it is gone."""
        assert self.process
        self.process.terminate()
        self.process.wait(timeout=60)

    def add_user(self, name: str, zone: str) -> None:
        """Make an account as the host's command does, without a process for it."""
        engine = open_database(f"sqlite:///{self.folder / 'journal.sqlite3'}")
        with session(engine, writes=True) as writing:
            accounts.create(
                writing,
                username=name,
                password_hash=hashed_password(PASSWORD),
                zone=zone,
                now=self.now,
            )
            writing.commit()
        engine.dispose()

    def add_demo(self, name: str = "demo") -> None:
        """Make an account with a made-up year as the host's command does, without a process."""
        engine = open_database(f"sqlite:///{self.folder / 'journal.sqlite3'}")
        with session(engine, writes=True) as writing:
            demo.make(writing, name, hashed_password(PASSWORD), self.now)
            writing.commit()
        engine.dispose()

    def logged(self, name: str) -> int:
        """How many entries the account of a name holds, of any kind but its programme."""
        engine = open_database(f"sqlite:///{self.folder / 'journal.sqlite3'}")
        with session(engine, writes=False) as reading:
            account = accounts.account_named(reading, name)
            assert account is not None
            tables = [table for kind, table in ROWS.items() if kind is not Prescription]
            counts = [
                reading.scalar(select(func.count()).where(table.owner_id == account.id))
                for table in tables
            ]
        engine.dispose()
        return sum(count or 0 for count in counts)

    def command(self, *arguments: str, typed: str = "") -> str:
        """Carry out a command of the journal on the same folder; what it printed."""
        process = subprocess.run(
            [*JOURNAL, seconds(self.ahead), *arguments],
            cwd=ROOT,
            env=os.environ | {"JOURNAL_DATA_DIR": str(self.folder)},
            input=typed,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        return process.stdout


def seconds(ahead: timedelta) -> str:
    """How a command of the journal is told of its clock."""
    return str(ahead // timedelta(seconds=1))


def started(
    folder: Path,
    port: int,
    ahead: timedelta = clock.AHEAD,
    env: Mapping[str, str] | None = None,
) -> Server:
    """A server that answers; ``env``: settings of its own."""
    process = subprocess.Popen(
        [*JOURNAL, seconds(ahead), "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ
        | {"JOURNAL_DATA_DIR": str(folder), "JOURNAL_REGISTRATION": "open"}
        | dict(env or {}),
        start_new_session=True,  # so that all its processes can be killed at once
    )
    server = Server(f"http://127.0.0.1:{port}", folder, process, ahead)
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(server.url + "/healthz", timeout=5).close()  # noqa: S310 (our own server)
        except OSError:
            assert process.poll() is None, "the server stopped before it answered"
            time.sleep(0.05)
        else:
            return server
    server.kill()
    raise AssertionError("the server did not answer")


@contextmanager
def serving(folder: Path, template: Path) -> Iterator[str]:
    """The address of a journal with a made-up year in the account “demo”."""
    lay_migrated(template, folder)
    running = started(folder, free_port())
    running.add_demo()
    yield running.url
    running.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Server]:
    """The journal, served, with a made-up year in the account “demo”; one for all workers."""
    folder = folder_of_run(tmp_path_factory, "served")
    with shared(folder, serving(folder, sqlite_template)) as url:
        yield Server(url, folder)


@pytest.fixture(scope="session")
def outside() -> Iterator[Outside]:
    """What is asked of any other machine."""
    outside = Outside()
    yield outside
    outside.close()


@pytest.fixture(scope="session")
def browser(outside: Outside) -> Iterator[Browser]:
    """Chromium."""
    path = os.environ.get("JOURNAL_CHROMIUM", "/usr/bin/chromium")
    assert Path(path).exists(), (
        f"The browser tests need Chromium, and {path} is not there. Run `python3 run.py test`, "
        "which finds one, or name it in JOURNAL_CHROMIUM."
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, outside.flag])
        yield chromium
        chromium.close()


NO_WORKER = "Service Worker registration blocked by Playwright"
"""What Playwright writes to the console of a page that may start no worker."""


@dataclass
class Visitor:
    """A browser window of its own, which notes whatever goes wrong in it."""

    server: Server
    context: BrowserContext
    page: Page
    heard: list[str] = field(default_factory=list)
    foreseen: list[str] = field(default_factory=lambda: [NO_WORKER])
    taps: int = 0

    @property
    def complaints(self) -> list[str]:
        """What went wrong in this window and was not foreseen."""
        return [line for line in self.heard if not any(text in line for text in self.foreseen)]

    def foresees(self, text: str) -> None:
        """Let complaints that hold a text be no fault, whenever the browser writes them.

        It may write what it says of an answer only after the page that came of it is there.
        """
        self.foreseen.append(text)

    def listen(self) -> None:
        """Note what the console says."""
        self.page.on(
            "console",
            lambda message: (
                self.heard.append(f"{message.text} {message.location['url']}")
                if message.type in ("error", "warning")
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))

    def open(self, path: str) -> None:
        """Open a page and wait for it, also where the one before comes back just then."""
        try:
            self.page.goto(self.server.url + path)
        except Error as error:
            if "interrupted by another navigation" not in error.message:
                raise
            self.page.wait_for_load_state()
            self.page.goto(self.server.url + path)

    def tap(self, selector: str) -> None:
        """Tap something, and count it."""
        self.taps += 1
        self.page.locator(selector).click()

    def tap_is_long_ago(self) -> None:
        """Let what is tapped next count as the first tap at its place of the screen."""
        self.page.evaluate("sessionStorage.clear()")

    def registered(self, name: str, then: str = "/") -> "Visitor":
        """The same, signed in to a new account; from one address only twenty may register."""
        zone = self.page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
        self.server.add_user(name, str(zone))
        return self.signed_in(name, then)

    def signed_in(self, name: str, then: str = "/") -> "Visitor":
        """The same, signed in to an account that is there; its form is sent without a page."""
        address, request = self.server.url + "/account/sign-in", self.context.request
        token = re.findall('name="csrf_token" value="([^"]+)"', request.get(address).text())[0]
        typed = {"csrf_token": token, "username": name, "password": PASSWORD}
        assert request.post(address, form=typed, max_redirects=0).status == 303
        self.open(then)
        return self

    def sends(self, path: str, **typed: str) -> None:
        """Fill in the form of a page and send it, without opening it."""
        request = self.context.request
        page = request.get(self.server.url + path).text()
        token = re.findall('name="csrf_token" value="([^"]+)"', page)[0]
        answer = request.post(
            self.server.url + path, form={"csrf_token": token, **typed}, max_redirects=0
        )
        assert answer.status == 303, answer.text()

    def signs_in(self, name: str) -> None:
        """Sign in by the page, as people do."""
        self.open("/account/sign-in")
        self.page.fill("#username", name)
        self.page.fill("#password", PASSWORD)
        self.page.click("main .main")
        self.page.wait_for_url(self.server.url + "/")


def window(server: Server, browser: Browser, **options: object) -> Visitor:
    """A new window of a new profile; options are those of a browser context."""
    context = new_context(browser, options)
    return Visitor(server, context, context.new_page())


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, server: Server, browser: Browser, outside: Outside
) -> Iterator[Visit]:
    """Makes windows; options are those of a browser context.

    Only where a test is marked so do its pages start the service worker: that is a third of the
    work of a new window.
    """
    windows: list[Visitor] = []
    worker = "allow" if request.node.get_closest_marker("service_worker") else "block"

    def opened(**options: object) -> Visitor:
        visitor = window(server, browser, **({"service_workers": worker} | options))
        visitor.listen()
        windows.append(visitor)
        return visitor

    yield opened
    for visitor in windows:
        visitor.context.close()
        assert visitor.complaints == []
    assert outside.taken() == []


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Server]:
    """A journal that tests may kill."""
    folder = tmp_path_factory.mktemp("mortal")
    lay_migrated(sqlite_template, folder)
    server = started(folder, free_port())
    yield server
    server.stop()


@pytest.fixture
def wired(mortal: Server, browser: Browser) -> Iterator[tuple[Visitor, Wire]]:
    """A window on that journal, over a wire."""
    port = int(mortal.url.rpartition(":")[2])
    assert mortal.process
    if mortal.process.poll() is not None:  # a test that failed has killed it
        mortal.process = started(mortal.folder, port).process
    wire = Wire(port)
    visitor = window(replace(mortal, url=f"http://127.0.0.1:{wire.port}"), browser)
    yield visitor, wire
    visitor.context.close()
    wire.close()
    mortal.process = visitor.server.process  # which may be another by now


@pytest.fixture(scope="session")
def reader(server: Server, browser: Browser) -> Iterator[Visitor]:
    """A window of somebody who is signed in to the account “demo”, and keeps it open."""
    visitor = window(server, browser)
    visitor.listen()
    yield visitor.signed_in("demo")
    visitor.context.close()


Look = Callable[..., Visitor]


@pytest.fixture
def look(reader: Visitor, outside: Outside) -> Iterator[Look]:
    """That window in a size and in colours, for tests that only look at the demonstration."""

    def looking(viewport: dict[str, int] = PHONE, color_scheme: str = "light") -> Visitor:
        reader.page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a width and a height
        reader.page.emulate_media(color_scheme=color_scheme)  # type: ignore[arg-type]  # light or dark
        return reader

    yield looking
    complaints = reader.complaints
    reader.heard.clear()
    assert (complaints, outside.taken()) == ([], [])
