"""The server: how soon it answers, and how much memory its workers come to hold."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from journal.core.model.kinds import RECORDS
from tests.benchmarks.browser import Browser
from tests.benchmarks.diaries import SECRET_KEY, Diary
from tests.benchmarks.effort import Effort
from tests.benchmarks.files import ROOT
from tests.benchmarks.floor import FILE_VARIABLE
from tests.benchmarks.memory import of_children, shares_of_children
from tests.benchmarks.pages import Reader
from tests.benchmarks.results import MEGABYTE, Measure, Target
from tests.benchmarks.timing import Sample
from tests.benchmarks.weights import PATHS
from tests.ports import free_port

START_TARGET = Target(1.2)
WORKER_TARGET = Target(80)
PATIENCE_SECONDS = 180
"""A busy machine takes many times as long, and that must not end what has run for minutes."""

POLL_SECONDS = 0.005
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Command:
    """How a server is started."""

    words: tuple[str, ...]
    env: Mapping[str, str]
    port_option: str
    folder: Path = ROOT
    """The checkout that is served."""
    python: Path = Path(sys.executable)


def serve(file: Path) -> Command:
    """``python -m journal serve``."""
    env = {
        "JOURNAL_DATA_DIR": str(file.parent),
        "JOURNAL_DATABASE_URL": f"sqlite:///{file}",
        "JOURNAL_SECRET_KEY": SECRET_KEY,
    }
    return Command(("journal", "serve"), env, "--port={port}")


def serve_floor(file: Path) -> Command:
    """The floor under the same server with as many workers and threads."""
    words = ("gunicorn", "--workers=2", "--threads=8", "--no-control-socket", "--log-level=error")
    env = {FILE_VARIABLE: str(file)}
    return Command((*words, "tests.benchmarks.floor:served()"), env, "--bind=127.0.0.1:{port}")


@contextmanager
def running(command: Command, port: int) -> Iterator[int]:
    """A server while it runs; its process id."""
    option = command.port_option.format(port=port)
    process = subprocess.Popen(
        [str(command.python), "-m", *command.words, option],
        cwd=command.folder,
        env=os.environ | command.env,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def status(port: int, path: str, cookie: str = "") -> int:
    """The status a server answers with; 0 where it does not answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
    return answer.status


def first_answer(command: Command, path: str) -> float:
    """The seconds from the start of a server to its first 200."""
    port = free_port()
    began = time.perf_counter()
    with running(command, port):
        until_answered(command, port, path)
        return time.perf_counter() - began


def until_answered(command: Command, port: int, path: str) -> None:
    """Wait until a server that was just started answers with 200."""
    began = time.perf_counter()
    while status(port, path) != 200:
        if time.perf_counter() - began > PATIENCE_SECONDS:
            raise TimeoutError(f"No answer from {' '.join(command.words)}")
        time.sleep(POLL_SECONDS)


def cold_starts(diary: Diary, floor_file: Path, effort: Effort) -> Iterator[Measure]:
    """How long until the first answer, on a database that is there and on none."""
    ours, plain = serve(diary.file), serve_floor(floor_file)
    starts = {
        "/healthz": (ours, "/healthz"),
        "/account/sign-in": (ours, "/account/sign-in"),
        "floor": (plain, "/sign-in"),
    }
    times: dict[str, list[float]] = {name: [] for name in (*starts, "new")}
    for _ in range(effort.starts):
        for name, (command, path) in starts.items():
            times[name].append(first_answer(command, path))
        with tempfile.TemporaryDirectory(prefix="journal-bench-new-") as folder:
            new = Path(folder, "new.sqlite3")
            times["new"].append(first_answer(serve(new), "/healthz"))
    lowest = Sample(tuple(times["floor"]))
    for path in ("/healthz", "/account/sign-in"):
        sample = Sample(tuple(times[path]))
        yield Measure(f"cold start to {path}", "s", sample, lowest, START_TARGET)
    sample = Sample(tuple(times["new"]))
    yield Measure("cold start to /healthz, new database", "s", sample, lowest)


def workers(reader: Reader, floor: Browser, floor_file: Path, effort: Effort) -> Iterator[Measure]:
    """What the largest worker holds once every page was served, charts and files included."""
    diary, browser = reader
    paths = [*PATHS, *(f"/export/{slug}.csv" for slug in RECORDS)]
    ours = visited(serve(diary.file), paths, browser, effort.visits)
    plain = visited(serve_floor(floor_file), ["/", "/new"], floor, effort.visits)
    name = f"largest worker after every page, {diary.name}"
    for what, peaks, lowest, target in (
        (name, ours.whole, plain.whole, WORKER_TARGET),
        ("  of that, shared pages in parts", ours.shares, plain.shares, None),
    ):
        if peaks:
            most, least = (Sample.of(max(sizes) / MEGABYTE) for sizes in (peaks, lowest))
            yield Measure(what, "MB", most, least, target)


@dataclass(frozen=True, slots=True)
class Held:
    """The bytes each worker holds, and with pages that it shares with others in parts."""

    whole: list[int]
    shares: list[int]


def visited(command: Command, paths: Sequence[str], browser: Browser, times: int) -> Held:
    """What each worker holds after so many visits of each path, several at once."""
    port, cookie = free_port(), browser.cookie
    with running(command, port) as pid, ThreadPoolExecutor(AT_ONCE) as visitors:
        while not status(port, paths[0], cookie):
            time.sleep(POLL_SECONDS)
        answers = visitors.map(lambda path: status(port, path, cookie), [*paths] * times)
        if refused := set(answers) - {200}:
            raise RuntimeError(f"Answered with {refused}")
        return Held(of_children(pid), shares_of_children(pid))
