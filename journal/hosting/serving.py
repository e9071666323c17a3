"""``python -m journal serve``: gunicorn, with the database brought up to date first."""

import atexit
import ctypes
import errno
import fcntl
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from whitenoise.compress import Compressor

from journal import clock
from journal.app import create_app
from journal.config import Settings, WrongSetting
from journal.core.account.addresses import is_loopback
from journal.exchange.files import collector
from journal.hosting import background, nightly, reminder_job
from journal.hosting.connections import PacedWorker, give_deadlines
from journal.hosting.unused_accounts import look_after_unused
from journal.phone_address import address_for_phone
from journal.qr_codes import qr_terminal
from journal.store import notices
from journal.store.accounts import accounts, retention
from journal.store.db import reserve
from journal.store.db.database_files import settle
from journal.store.db.preparing import prepared, put_up_wall
from journal.store.db.sessions import session
from journal.store.db.upgrade import NewerDatabase, Unreachable
from journal.web.health import JOBS
from journal.web.support import full_disk, measures
from journal.web.support.compiled import compile_templates
from journal.web.support.measures import REMINDERS, series
from journal.web.support.readiness import READINESS
from journal.web.support.request import ENGINE, OWN_ENGINE
from journal.web.support.revision_cache import TEXTS
from journal.web.support.scripts import STATIC
from journal.web.support.shared_numbers import SharedNumbers
from journal.web.support.shared_texts import SharedTexts, forget_outdated
from journal.words.settings import setting_text

THREADS: Final = 96
"""Places for connections; how many are worked on at a time is said in ``web.support.turns``."""
FINISH_SECONDS: Final = 30
SERVED: Final = "served.lock"
"""Locked in the data folder as long as a server runs."""
BACKUPS: Final = "backups"
FORGET_SECONDS: Final = 3600
OUTDATED_SECONDS: Final = 60
NOT_WRITABLE: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
PORT_HIGHEST: Final = 65_535
MALLOC: Final = {-8: 1, -1: 64 * 1024}
"""GNU's M_ARENA_MAX and M_TRIM_THRESHOLD: one pool for all threads, given back when free."""
FONTS: Final = (".ttf", ".woff", ".woff2")
"""The browser's are compressed already, the others only printed with."""


def spare_memory() -> None:
    """Let the threads of a worker share one pool of memory, and give back what they leave."""
    c_library: Any = ctypes.CDLL(None)
    if hasattr(c_library, "mallopt"):  # GNU's has it
        for setting, value in MALLOC.items():
            c_library.mallopt(setting, value)


class Work(NamedTuple):
    """Something that a worker does by the clock."""

    name: str
    do: Callable[[], object]
    every_seconds: float


class Server(BaseApplication):
    """Gunicorn with our settings: threads, no control socket, requests finished on SIGTERM."""

    def __init__(self, settings: Settings, bind: str, workers: int) -> None:
        self.settings = settings
        self.numbers = SharedNumbers()
        self.texts = SharedTexts.in_memory()
        self.options = {
            "bind": bind,
            "workers": workers,
            "threads": THREADS,
            "worker_class": PacedWorker,
            "sendfile": False,  # which would go past the pace of a connection
            "control_socket_disable": True,
            "graceful_timeout": FINISH_SECONDS,
            "timeout": 120,
            "keepalive": 5,
            "proc_name": "spasm-journal",
            "loglevel": "warning",
            "forwarded_allow_ips": "",  # whose headers count is a setting of ours
            "secure_scheme_headers": {},
        }
        super().__init__()

    def load_config(self) -> None:
        """Take over our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", give_deadlines)

    def load(self) -> Flask:
        """The application, made anew in each worker: no connection is shared between them."""
        app = create_app(self.settings)
        collector.set_apart()  # what stays anyway is not looked through each time
        atexit.register(app.extensions[ENGINE].dispose)
        app.extensions[JOBS] = background.JOBS
        app.extensions[TEXTS] = self.texts
        database = self.settings.sqlite_file
        if database is not None:
            reserve.keep_if_there_is_room(database.parent)
            full_disk.install(app, database.parent)
        works = tuple(self._works(app))
        if self.settings.metrics_token:
            measures.share(app, self.numbers, [work.name for work in works])
        for name, do, every_seconds in works:
            turn = measures.job_counted(app, name, do)
            if name != BACKUPS:  # one that cannot be made is told
                turn = background.once_ready(app.extensions[READINESS], turn)
            background.start(name, turn, every_seconds)
        return app

    def _works(self, app: Flask) -> Iterator[Work]:
        """What is done by the clock, as the settings say."""
        engine: Engine = app.extensions[OWN_ENGINE]
        leftovers = partial(settle_and_forget, engine, self.settings.data_dir)
        yield Work("old leftovers", leftovers, FORGET_SECONDS)
        if self.texts is not None:
            outdated = partial(forget_outdated, engine, self.texts)
            yield Work("kept pages", outdated, OUTDATED_SECONDS)
        if self.settings.erase_unused is not None:
            unused = partial(look_after_unused, engine, self.settings)
            yield Work("unused accounts", unused, FORGET_SECONDS)
        if self.settings.backups and self.settings.sqlite_file is not None:
            backups = partial(nightly.back_up_when_due, engine, self.settings)
            yield Work(BACKUPS, backups, nightly.EVERY_SECONDS)
        if self.settings.reminders:
            due = partial(_remind, app, engine, self.settings)
            yield Work("reminders", due, reminder_job.EVERY_SECONDS)


def _remind(app: Flask, engine: Engine, settings: Settings) -> reminder_job.Sendings:
    """Send the reminders that are due, and count them."""
    sendings = reminder_job.send_due(engine, settings, clock.now)
    measures.count_in(
        app, {series(REMINDERS, outcome=name): n for name, n in asdict(sendings).items() if n}
    )
    return sendings


def forget(engine: Engine, folder: Path) -> None:
    """Forget what has had its time, on the database of ``engine``.

    Only what had it at the last look already, a day ago: a clock that is far ahead for a while
    takes nothing away.
    """
    at = notices.settled(folder, clock.now())
    if at is None:
        return
    with session(engine, writes=True) as forgetting:
        retention.forget(forgetting, at)
        forgetting.commit()


def settle_and_forget(engine: Engine, folder: Path) -> None:
    """Keep the database small: forget what has had its time, and empty the WAL."""
    forget(engine, folder)
    settle(engine)


class WholeCopies(Compressor):
    """Compressed copies, each put in the place of the old, which another server may be sending."""

    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        """Write a copy beside its place, then put it there; where it lies."""
        beside = super().write_data(path, data, f"{suffix}.{os.getpid()}", stat_result)
        return str(Path(beside).replace(path + suffix))


def compress_static() -> None:
    """Put a compressed copy beside each static file that changed since the last one was made.

    Vendored files come with theirs: making those takes seconds, which a first start has not.
    """
    compressor = WholeCopies(quiet=True)
    for file in STATIC.rglob("*"):
        copy = file.with_name(file.name + ".br")
        if not file.is_file() or not compressor.should_compress(file.name) or file.suffix in FONTS:
            continue
        vendored = file.parent == STATIC / "vendor"
        if not copy.exists() or (not vendored and copy.stat().st_mtime < file.stat().st_mtime):
            try:
                compressor.compress(str(file))
            except OSError as wrong:
                if wrong.errno not in NOT_WRITABLE:
                    raise
                return  # installed where nobody may write: served as it is


def _make_sure_free(host: str, port: int) -> None:
    """Raise WrongSetting where another program answers at this address already."""
    if not 0 < port <= PORT_HIGHEST:
        raise WrongSetting(setting_text("no_port", port=port, highest=PORT_HIGHEST))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as wrong:
        if wrong.errno == errno.EADDRINUSE:
            raise WrongSetting(setting_text("port_taken", port=port)) from wrong


def show_phone_address(address: str, otherwise: str = "") -> None:
    """Print the address for a phone and its QR code; ``otherwise`` where there is none."""
    if not address:
        print(otherwise, end="\n" if otherwise else "", flush=True)
        return
    print(setting_text("on_your_phone", address=address), flush=True)
    with suppress(UnicodeEncodeError):  # a terminal that knows no blocks has the address
        print(qr_terminal(address), flush=True)


def tell_of_another(folder: Path) -> int:
    """Say so where another server serves this journal; the lock that tells the next one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / SERVED, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(setting_text("served_already", folder=folder), file=sys.stderr, flush=True)
    return lock


def _anybody_there(settings: Settings) -> bool | None:
    """Whether there are accounts, once the database is ready; None: one on a server is not yet.

    Raises what ``prepared`` does.
    """
    try:
        engine = prepared(settings, clock.now(), check=True)
        with suppress(SQLAlchemyError):  # of a database that is away the workers tell
            put_up_wall(engine, settings)
    except (Unreachable, NewerDatabase) as wrong:
        if settings.sqlite_file is not None:
            raise
        print(wrong, setting_text("database_later"), sep="\n", file=sys.stderr, flush=True)
        return None
    with session(engine, writes=False) as opening:
        exist = accounts.any_account(opening)
    engine.dispose()
    settings.key(accounts_exist=exist)
    return exist


def serve(
    settings: Settings, host: str, port: int, workers: int, *, print_qr: bool = False
) -> None:
    """Serve until told to stop. Raises what ``prepared`` does before anything else.

    ``print_qr`` shows the address for a phone first, also where another server has the port.
    """
    exist = _anybody_there(settings)
    address = address_for_phone(settings.public_url, host, port)
    if print_qr:
        show_phone_address(address, otherwise=setting_text("no_phone_address"))
    _make_sure_free(host, port)
    tell_of_another(settings.data_dir)
    compress_static()
    compile_templates(partial(create_app, settings))
    if not exist and not is_loopback(host):
        settings = replace(settings, first_account_code=secrets.token_hex(8))
        name = "first_account_code" if exist is False else "first_account_code_if"
        print(setting_text(name, code=settings.first_account_code))
    shown_host = f"[{host}]" if ":" in host else host
    print(setting_text("serving_at", address=f"http://{shown_host}:{port}/"), flush=True)
    if not print_qr:
        show_phone_address(address)
    spare_memory()
    sys.argv = sys.argv[:1]  # gunicorn would read our arguments as its own
    Server(settings, f"{shown_host}:{port}", workers).run()
