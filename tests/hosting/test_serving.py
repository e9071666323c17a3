"""The server: it answers soon, finishes what it has begun, and loses nothing it acknowledged."""

import errno
import gzip
import hashlib
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

import brotli
import pytest
import time_machine
from gunicorn.workers.gthread import ThreadWorker
from whitenoise.compress import Compressor

from journal.config import ROOT, Settings, WrongSetting
from journal.core.account.addresses import is_loopback
from journal.core.account.reminders import FIRST_REMINDER
from journal.core.model.kinds import KINDS
from journal.core.model.vocabulary import WEEKDAYS
from journal.hosting import background, connections, serving
from journal.store.accounts import reminders
from journal.store.db import models as m
from journal.store.db import preparing
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.db.upgrade import current, revisions, upgrade
from tests.databases import lay_migrated
from tests.journals import METRICS_TOKEN
from tests.people import PASSWORD, forms
from tests.ports import free_port
from tests.posts import web_server
from tests.store.making import NOW, account, one_of_everything, rows_of
from tests.vendoring import is_vendored

PATIENCE = 30
"""Seconds after which something that should happen is said not to."""


@dataclass
class Running:
    """A server of a test's own, and a browser's cookie for it."""

    process: subprocess.Popen[str]
    port: int
    folder: Path
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, dict[str, str], str]:
        """The status, headers and text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, urlencode(fields) if fields else None, self.headers())
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, dict(answer.headers), text

    def headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

    def token(self, path: str) -> str:
        """A token of a page's first form."""
        return dict(forms(self.ask("GET", path)[2])[0].fields)["csrf_token"]

    def registered(self, **more: str) -> int:
        """The status of making an account."""
        return self.ask(
            "POST",
            "/account/register",
            csrf_token=self.token("/account/register"),
            username="ada",
            password=PASSWORD,
            password_again=PASSWORD,
            zone="Europe/Vienna",
            **more,
        )[0]

    def health(self, within: float = PATIENCE) -> int:
        """The status of the page that says how it is; 0 where nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=within)
        with suppress(OSError, HTTPException), closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        return 0

    def answers(self, within: float = PATIENCE) -> bool:
        """Whether anybody answers."""
        return self.health(within) == 200

    def speaks(self) -> bool:
        """Whether anything is answered, if only that people should come later."""
        return self.health() > 0


def waited_for(happened: Callable[[], bool], what: str) -> None:
    """Wait until something happened, and fail when it does not."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.01)


@contextmanager
def served(
    folder: Path, workers: int = 2, port: str = "", tree: str = "", **more: str
) -> Iterator[Running]:
    """A server of this test's own, in a process group of its own; ``tree``: of which source."""
    number = int(port or free_port())
    (folder / "run").mkdir(parents=True, exist_ok=True)
    env = {name: text for name, text in os.environ.items() if not name.startswith("JOURNAL_")}
    env |= {
        "JOURNAL_DATA_DIR": str(folder / "instance"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "HOME": str(folder),
        **more,
    }
    command = [
        sys.executable,
        "-m",
        "journal",
        "serve",
        "--port",
        str(number),
        "--workers",
        str(workers),
    ]
    process = subprocess.Popen(
        command, cwd=tree or ROOT, env=env, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    running = Running(process, number, folder)
    try:
        waited_for(running.speaks, "the first answer")
        yield running
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)


def notes(folder: Path) -> list[str]:
    """The notes that are in the database file, whoever opens it next."""
    engine = open_database(f"sqlite:///{folder / 'instance' / 'journal.sqlite3'}")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        rows = driver.cursor().execute("SELECT note FROM pain_levels ORDER BY note").fetchall()
    engine.dispose()
    return [note for (note,) in rows]


def test_it_sets_itself_up_answers_and_says_where_it_is(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        assert running.ask("GET", "/healthz")[2].startswith('{"status":')
        assert running.ask("GET", "/")[0] == 302
        assert running.registered() == 303
        status, headers, page = running.ask("GET", "/")
        assert status == 200
        assert "Sign out ada" in page
        assert headers.get("Server", "").lower() in ("", "gunicorn")
        style = re.findall(r'href="(/static/journal.css[^"]*)"', page)[0]
        assert running.ask("GET", style)[0] == 200
        os.killpg(running.process.pid, signal.SIGTERM)
        out, _ = running.process.communicate(timeout=PATIENCE)
        assert running.process.returncode == 0
        assert f"Spasm Journal is at http://127.0.0.1:{running.port}/" in out
        assert "code" not in out
        assert "Traceback" not in out
    instance = tmp_path / "instance"
    names = {"journal.sqlite3", "journal.sqlite3.lock", "noticed.json", "security.jsonl"}
    names |= {"reserve", "secret_key", "served.lock", "set-up"}
    beside = {"journal.sqlite3-wal", "journal.sqlite3-shm"}  # where a worker was at it to the last
    assert {file.name for file in instance.iterdir()} - beside == names
    assert {oct(file.stat().st_mode & 0o777) for file in instance.iterdir()} == {"0o600"}


@pytest.mark.usefixtures("migrated")
def test_headers_of_a_scheme_from_this_very_machine_are_believed_of_nobody(
    tmp_path: Path,
) -> None:
    with served(tmp_path, workers=1) as running:
        for more in (
            {"X-Forwarded-Proto": "https"},
            {"X-Forwarded-Ssl": "on"},
            {"X-Forwarded-Protocol": "ssl"},
            {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "off"},
        ):
            connection = HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
            connection.request("GET", "/account/sign-in", headers=more)
            with closing(connection):
                answer = connection.getresponse()
                assert answer.status == 200, more
                assert "Strict-Transport-Security" not in answer.headers
                assert "__Host-" not in str(answer.headers)


@pytest.mark.usefixtures("migrated")
def test_no_control_socket_is_left_anywhere(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        assert running.answers()
        sockets = [
            file for file in tmp_path.rglob("*") if file.is_socket() or "gunicorn" in file.name
        ]
        assert sockets == []
        listening = Path("/proc/net/unix")
        text = listening.read_text() if listening.exists() else ""
        assert str(tmp_path) not in text


@pytest.mark.usefixtures("migrated")
def test_a_request_that_has_begun_is_finished_when_the_server_is_told_to_stop(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as running:
        assert running.registered() == 303
        body = urlencode(
            {"csrf_token": running.token("/help"), "kind": "now", "level": "4", "note": "slow"}
        ).encode()
        head = [
            "POST /pain/new HTTP/1.1",
            "Host: 127.0.0.1",
            f"Content-Length: {len(body)}",
            "Expect: 100-continue",
            *(f"{name}: {text}" for name, text in running.headers().items()),
            "",
            "",
        ]
        with socket.create_connection(("127.0.0.1", running.port), PATIENCE) as slow:
            slow.sendall("\r\n".join(head).encode())
            assert slow.recv(100).startswith(b"HTTP/1.1 100")  # somebody reads on
            slow.sendall(body[:10])
            running.process.send_signal(signal.SIGTERM)
            waited_for(lambda: not running.answers(within=1), "the doors to close")
            assert running.process.poll() is None
            slow.sendall(body[10:])
            assert slow.recv(100).startswith(b"HTTP/1.1 303")
        assert running.process.wait(PATIENCE) == 0
    assert notes(tmp_path) == ["slow"]


@pytest.mark.usefixtures("migrated")
def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        assert running.registered() == 303
        token = running.token("/help")
        acknowledged = []
        for number in range(10):
            note = f"entry {number}"
            status, _, _ = running.ask(
                "POST", "/pain/new", csrf_token=token, client_key=str(uuid4()),
                kind="now", level="4", note=note,
            )  # fmt: skip
            assert status == 303
            acknowledged.append(note)
        os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait(PATIENCE)
    assert notes(tmp_path) == acknowledged
    with served(tmp_path) as again:
        again.cookies = running.cookies
        page = again.ask("GET", "/")[2]
        assert all(note in page for note in acknowledged)


@pytest.mark.usefixtures("migrated")
def test_every_worker_knows_who_is_signed_in_and_how_often_it_failed(tmp_path: Path) -> None:
    with served(tmp_path, workers=3) as running:
        assert running.registered() == 303
        assert {running.ask("GET", "/")[0] for _ in range(20)} == {200}
        stranger = Running(running.process, running.port, tmp_path)
        token = stranger.token("/account/sign-in")
        statuses = [
            stranger.ask(
                "POST", "/account/sign-in", csrf_token=token, username="ada", password="wrong"
            )[0]
            for _ in range(12)
        ]
        assert statuses == [422] * 10 + [429] * 2


def test_a_reminder_goes_out_once_however_many_workers_there_are(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'journal.sqlite3'}"
    engine = open_database(database)
    upgrade(engine, tmp_path, datetime.now(UTC))
    zone = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"  # where it is noon
    local = datetime.now(UTC).astimezone(ZoneInfo(zone))
    owner = account(engine, "ada")
    with web_server() as web:
        reminder = replace(
            FIRST_REMINDER, active=True, weekdays=WEEKDAYS, address=f"http://{web.at}/topic",
            at=local.time().replace(second=0, microsecond=0),
        )  # fmt: skip
        with session(engine, writes=True) as db:
            reminders.save(db, owner, reminder, datetime.now(UTC) - timedelta(days=1), zone)
            row = db.get(m.Account, owner)
            assert row is not None
            row.zone = zone
            db.commit()
        engine.dispose()
        settings = {"JOURNAL_DATABASE_URL": database, "JOURNAL_REMINDER_HOSTS": web.at,
                    "JOURNAL_SECRET_KEY": "0123456789abcdef0123456789abcdef"}  # fmt: skip
        with served(tmp_path, workers=3, **settings) as running:
            waited_for(lambda: bool(web.posts), "the reminder")
            time.sleep(1)  # in which the other workers have looked too
            begun = time.monotonic()
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(PATIENCE) == 0
            assert time.monotonic() - begun < 10
        assert [path for path, *_ in web.posts] == ["/topic"]


# In this process: beyond loopback nothing is bound here


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 (only asked about)
        ("::", False),
        ("192.168.1.7", False),
        ("journal.example", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@dataclass
class Bound:
    """What a server was started with."""

    settings: Settings
    bind: str


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Bound]:
    """The servers that would be started; none is."""
    servers: list[Bound] = []

    class Nowhere(serving.Server):
        def __init__(self, settings: Settings, bind: str, workers: int) -> None:
            servers.append(Bound(settings, bind))
            assert workers == 2

        def run(self) -> None:
            """Serve nobody."""

    monkeypatch.setattr(serving, "Server", Nowhere)
    monkeypatch.setattr(sys, "argv", ["journal", "serve"])
    return servers


@pytest.fixture
def new(tmp_path: Path) -> Settings:
    """Those of a journal that was never started."""
    return Settings.from_env({"JOURNAL_DATA_DIR": str(tmp_path / "instance")})


@pytest.fixture
def own(new: Settings, sqlite_template: Path) -> Settings:
    """Those of a journal with an empty database."""
    lay_migrated(sqlite_template, new.data_dir)
    return new


@pytest.mark.parametrize(
    ("host", "bind"),
    [
        ("0.0.0.0", "0.0.0.0:8000"),  # noqa: S104 (only asked about)
        ("::", "[::]:8000"),
        ("192.168.1.7", "192.168.1.7:8000"),
    ],
)
def test_beyond_loopback_the_first_account_needs_a_code_that_is_printed(
    own: Settings, started: list[Bound], capsys: pytest.CaptureFixture[str], host: str, bind: str
) -> None:
    serving.serve(own, host, 8000, 2)
    (bound,) = started
    out = capsys.readouterr().out
    code = bound.settings.first_account_code
    assert re.fullmatch("[0-9a-f]{16}", code)
    assert f"The first account needs this code: {code}\n" in out
    assert f"http://{bind}/" in out
    assert bound.bind == bind
    assert bound.settings == replace(own, first_account_code=code)
    serving.serve(own, host, 8000, 2)
    assert started[1].settings.first_account_code != code


def test_on_loopback_it_needs_none(
    own: Settings, started: list[Bound], capsys: pytest.CaptureFixture[str]
) -> None:
    serving.serve(own, "127.0.0.1", 8000, 2)
    assert started == [Bound(own, "127.0.0.1:8000")]
    assert "code" not in capsys.readouterr().out


def test_once_there_is_an_account_no_code_is_printed(
    own: Settings, started: list[Bound], capsys: pytest.CaptureFixture[str]
) -> None:
    assert own.sqlite_file is not None
    serving.serve(own, "127.0.0.1", 8000, 2)
    engine = open_database(own.database_url)
    account(engine, "ada")
    engine.dispose()
    serving.serve(own, "192.168.1.7", 8000, 2)
    assert started[1].settings.first_account_code == ""
    assert "code" not in capsys.readouterr().out


def test_where_it_cannot_be_known_the_code_is_printed_for_the_case_that_nobody_has_an_account(
    own: Settings, started: list[Bound], capsys: pytest.CaptureFixture[str]
) -> None:
    away = replace(own, database_url=f"postgresql+psycopg://ada@127.0.0.1:{free_port()}/journal")
    serving.serve(away, "192.168.1.7", 8000, 2)
    code = started[0].settings.first_account_code
    out = capsys.readouterr().out
    assert f"If nobody has an account here yet, the first one needs this code: {code}\n" in out
    assert "The first account needs" not in out


def test_asked_for_it_the_code_is_printed_also_where_the_port_is_taken(
    own: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    public = replace(own, public_url="https://example.org/journal")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(WrongSetting, match="taken"):
            serving.serve(public, "127.0.0.1", port, 2, print_qr=True)
    out = capsys.readouterr().out
    assert "On your phone: https://example.org/journal/" in out
    assert "█" in out


@pytest.mark.usefixtures("started")
def test_the_database_is_there_before_the_server_is(new: Settings) -> None:
    serving.serve(new, "127.0.0.1", 8000, 2)
    engine = open_database(new.database_url)
    assert current(engine) == revisions()[-1]
    engine.dispose()
    assert new.secret_key_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("reminders", [True, False])
def test_each_worker_forgets_and_sends_reminders_unless_they_are_off(
    own: Settings, monkeypatch: pytest.MonkeyPatch, reminders: bool
) -> None:
    begun: dict[str, float] = {}

    def start(name: str, do: Callable[[], object], every_seconds: float) -> None:
        begun[name] = every_seconds
        do()

    monkeypatch.setattr(background, "start", start)
    app = serving.Server(replace(own, reminders=reminders), "127.0.0.1:0", 2).load()
    app.extensions["journal_engine"].dispose()
    always = {"old leftovers": 3600, "backups": 600}
    if hasattr(os, "memfd_create"):  # where workers share what they have written
        always["kept pages"] = 60
    assert begun == always | ({"reminders": 60} if reminders else {})


def test_the_reserve_lies_on_the_disk_of_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "start", lambda *_: None)
    folder = tmp_path / "elsewhere"
    own = Settings.from_env(
        {
            "JOURNAL_DATA_DIR": str(tmp_path / "instance"),
            "JOURNAL_DATABASE_URL": f"sqlite:///{folder / 'journal.sqlite3'}",
        }
    )
    preparing.prepared(own, NOW).dispose()
    app = serving.Server(own, "127.0.0.1:0", 2).load()
    assert (folder / "reserve").exists()
    (folder / "reserve").unlink()
    app.test_client().post("/")
    app.extensions["journal_engine"].dispose()
    assert (folder / "reserve").exists()
    assert not (own.data_dir / "reserve").exists()


def test_what_has_had_its_time_is_forgotten_without_a_sign_in(own: Settings) -> None:
    prepared = preparing.prepared(own, NOW)
    owner = account(prepared, "ada")
    one_of_everything(prepared, owner)
    before = rows_of(prepared, owner)
    with time_machine.travel(NOW + timedelta(days=401), tick=False):
        serving.forget(prepared, own.data_dir)
    assert rows_of(prepared, owner) == before  # a clock may be wrong: a second look decides
    with time_machine.travel(NOW + timedelta(days=402, hours=1), tick=False):
        serving.forget(prepared, own.data_dir)
    after = rows_of(prepared, owner)
    prepared.dispose()
    assert (before["changes"], after["changes"]) == (
        len(KINDS) + 2,
        0,
    )  # and the import and a picture
    assert (before["uploads"], after["uploads"]) == (1, 0)
    assert after["pain_levels"] == before["pain_levels"] > 0


def test_it_runs_as_threads_without_a_control_socket(own: Settings) -> None:
    server = serving.Server(own, "127.0.0.1:0", 2)
    assert server.cfg.workers == 2
    assert server.cfg.threads == 96
    assert issubclass(server.cfg.worker_class, ThreadWorker)
    assert server.cfg.control_socket_disable is True
    assert server.cfg.graceful_timeout >= 30


VENDORED = sorted((ROOT / "static" / "vendor").glob("*.js"))


@pytest.mark.parametrize("file", VENDORED, ids=lambda file: file.name)
def test_vendored_scripts_come_with_whole_compressed_copies(file: Path) -> None:
    assert brotli.decompress(file.with_name(f"{file.name}.br").read_bytes()) == file.read_bytes()
    assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == file.read_bytes()


def test_static_files_are_compressed_once_and_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "STATIC", tmp_path)
    style = tmp_path / "style.css"
    style.write_text("body { margin: 0 } " * 500)
    serving.compress_static()
    copies = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert set(copies) == {"style.css", "style.css.br", "style.css.gz"}
    serving.compress_static()
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == copies
    os.utime(style, (time.time() + 10, time.time() + 10))
    style.write_text("body { margin: 1px } " * 500)
    os.utime(style, (time.time() + 10, time.time() + 10))
    serving.compress_static()
    assert (tmp_path / "style.css.br").stat().st_mtime_ns > copies["style.css.br"]


def test_a_copy_that_is_being_sent_stays_whole_when_another_server_makes_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "STATIC", tmp_path)
    style = tmp_path / "style.css"
    style.write_text(old := "body { margin: 0 } " * 500)
    serving.compress_static()
    with (tmp_path / "style.css.br").open("rb") as being_sent:
        style.write_text("body { margin: 1px } " * 900)
        os.utime(style, (time.time() + 10, time.time() + 10))
        serving.compress_static()
        assert brotli.decompress(being_sent.read()).decode() == old
    assert {file.name for file in tmp_path.iterdir()} == {
        style.name,
        "style.css.br",
        "style.css.gz",
    }


@pytest.mark.parametrize("kind", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_folder_of_code_that_is_read_only_is_served_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(kind, os.strerror(kind))

    monkeypatch.setattr(serving, "STATIC", tmp_path)
    monkeypatch.setattr(Compressor, "compress", refuse)
    (tmp_path / "style.css").write_text("body { margin: 0 } " * 500)
    serving.compress_static()
    monkeypatch.setattr(Compressor, "compress", lambda *_: refuse_for(errno.EIO))
    with pytest.raises(OSError, match="error"):
        serving.compress_static()


def refuse_for(kind: int) -> None:
    raise OSError(kind, os.strerror(kind))


def test_every_vendored_file_is_the_one_that_was_looked_at() -> None:
    """The lock file knows packages by their archives; this one knows the files beside it."""
    folder = ROOT / "static" / "vendor"
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    digests = {name: digest for digest, name in (line.split("  ") for line in lines)}
    locked = json.loads((folder / "vendor.lock.json").read_text())
    names = {name for entry in locked for name in entry["files"].values()}
    assert set(digests) >= names
    for name, digest in digests.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    assert {file.name for file in folder.iterdir() if is_vendored(file)} == set(digests)


@pytest.mark.usefixtures("migrated")
def test_a_database_left_by_a_killed_server_is_sound(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        assert running.registered() == 303
        os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait(PATIENCE)
    connection = sqlite3.connect(tmp_path / "instance" / "journal.sqlite3")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT username FROM accounts").fetchall() == [("ada",)]
    connection.close()


@pytest.mark.parametrize(
    ("port", "sentence"), [(99999, "There is no port 99999"), (None, "is taken. Choose another")]
)
def test_where_nobody_can_be_served_is_said_first(
    own: Settings, capsys: pytest.CaptureFixture[str], port: int | None, sentence: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bad_port = port or listener.getsockname()[1]
        with pytest.raises(WrongSetting, match=sentence):
            serving.serve(own, "127.0.0.1", bad_port, 2)
    assert capsys.readouterr().out == ""


def test_a_second_server_of_one_journal_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = serving.tell_of_another(tmp_path)
    assert capsys.readouterr().err == ""
    second = serving.tell_of_another(tmp_path)
    assert "Another serve has this journal open already" in capsys.readouterr().err
    os.close(first)
    os.close(second)
    os.close(serving.tell_of_another(tmp_path))
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("migrated")
def test_clients_that_do_not_close_their_connections_let_others_through(tmp_path: Path) -> None:
    with served(tmp_path, workers=1) as running, ExitStack() as clients:
        begun = time.monotonic()
        for _ in range(10):
            connection = socket.create_connection(("127.0.0.1", running.port))
            clients.enter_context(connection).sendall(
                b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert running.ask("GET", "/healthz")[0] == 200
        assert time.monotonic() - begun < PATIENCE / 3  # of each Gunicorn would wait two seconds


@pytest.mark.usefixtures("migrated")
def test_connections_that_stall_in_the_middle_let_others_through(tmp_path: Path) -> None:
    with served(tmp_path, workers=2) as running, ExitStack() as stalled:
        for number in range(20):
            half = (
                "GET / HTTP/1.1\r\nHost: x\r\n"
                if number % 2
                else ("POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\na=")
            )
            connection = socket.create_connection(("127.0.0.1", running.port))
            stalled.enter_context(connection).sendall(half.encode())
        time.sleep(connections.READ_SECONDS + 2)
        begun = time.monotonic()
        assert running.ask("GET", "/healthz")[0] == 200
        assert time.monotonic() - begun < PATIENCE / 2


@pytest.mark.usefixtures("migrated")
def test_the_numbers_of_all_workers_are_told_by_each_and_outlive_them(tmp_path: Path) -> None:
    line = 'journal_requests_total{page="pages.safety",status="200"} '
    with served(tmp_path, workers=3, JOURNAL_METRICS_TOKEN=METRICS_TOKEN) as running:

        def count() -> set[str]:
            """What several workers say, each asked by a connection of its own."""
            return {_numbers(running).partition(line)[2].split("\n")[0] for _ in range(12)}

        for _ in range(30):
            assert running.ask("GET", "/safety")[0] == 200
        assert count() == {"30"}
        for worker in _workers(running):
            os.kill(worker, signal.SIGKILL)
        waited_for(running.answers, "other workers")
        assert running.ask("GET", "/safety")[0] == 200
        assert count() == {"31"}
        assert 'journal_job_runs_total{job="old leftovers",outcome="ok"}' in _numbers(running)


def _workers(running: Running) -> list[int]:
    pid = running.process.pid
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _numbers(running: Running) -> str:
    connection = HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
    connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"})
    text = connection.getresponse().read().decode()
    connection.close()
    return text
