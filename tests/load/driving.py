"""Patients who look at their pages and log, all at once, and how long each answer took."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException
from statistics import quantiles
from typing import Final
from urllib.parse import urlencode
from uuid import uuid4

from tests.benchmarks.diaries import PASSWORD
from tests.people import forms

PAGES: Final = {
    "Today": ("/", 40),
    "diary": ("/diary", 15),
    "charts": ("/charts", 10),
    "insight": ("/insight", 5),
    "report": ("/report", 5),
}
"""What is looked at, and how often of a hundred requests; the others log."""

LOG: Final = "log a level"
SENT: Final = "sent as "
"""With what the note of a level begins that is sent; its key follows."""
ANSWER_SECONDS: Final = 30
ANSWERED: Final = (200, 303)


@dataclass(slots=True)
class Timed:
    """How long the answers of one page took, in milliseconds, and how many were none."""

    milliseconds: list[float] = field(default_factory=list)
    refused: int = 0

    def percentiles(self) -> tuple[float, float, float]:
        """The 50th, 95th and 99th."""
        if len(self.milliseconds) < 2:
            return (0.0, 0.0, 0.0)
        cuts = quantiles(self.milliseconds, n=100)
        return cuts[49], cuts[94], cuts[98]


@dataclass(slots=True)
class Tally:
    """What all patients met."""

    pages: dict[str, Timed] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    """The keys of the levels that were answered as saved."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, milliseconds: float, *, fine: bool) -> None:
        """Keep one answer."""
        with self.lock:
            timed = self.pages.setdefault(page, Timed())
            if fine:
                timed.milliseconds.append(milliseconds)
            else:
                timed.refused += 1


class Patient:
    """A browser of a patient, signed in by way of the proxy."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name = port, name
        self.cookies: dict[str, str] = {}
        self.token = ""
        self._connection: HTTPConnection | None = None

    def sign_in(self) -> None:
        """Sign in. Raises AssertionError where that fails."""
        self._learn_token(self.ask("GET", "/account/sign-in")[1])
        typed = {"username": self.name, "password": PASSWORD, "next": ""}
        status, _ = self.ask("POST", "/account/sign-in", **typed)
        assert status == 303, (self.name, status)
        self._learn_token(self.ask("GET", "/pain/new")[1])

    def _learn_token(self, page: str) -> None:
        self.token = dict(forms(page)[0].fields)["csrf_token"]

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        """The status and text of an answer; 0 where there was none."""
        typed = urlencode(fields | {"csrf_token": self.token}) if method == "POST" else None
        try:
            if self._connection is None:
                self._connection = HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
            self._connection.request(method, path, typed, self._headers())
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            self.leave()
            return 0, ""
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

    def leave(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def drive(patients: list[Patient], tally: Tally, seconds: float) -> list[threading.Thread]:
    """Have each patient ask one thing after another for so long; the threads that do."""
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_keep_asking, args=(patient, tally, until), daemon=True)
        for patient in patients
    ]
    for thread in threads:
        thread.start()
    return threads


def _keep_asking(patient: Patient, tally: Tally, until: float) -> None:
    chance = random.Random(patient.name)  # noqa: S311 (which page is looked at next)
    names, weights = [*PAGES, LOG], [weight for _, weight in PAGES.values()]
    weights.append(100 - sum(weights))
    while time.monotonic() < until:
        page = chance.choices(names, weights)[0]
        if page == LOG:
            _log(patient, tally, until, chance.randrange(11))
        else:
            _timed(tally, page, partial(_look, patient, PAGES[page][0]))
    patient.leave()


def _look(patient: Patient, path: str) -> int:
    return patient.ask("GET", path)[0]


def _send(patient: Patient, key: str, level: int) -> int:
    fields = {"client_key": key, "kind": "now", "level": str(level), "note": SENT + key}
    return patient.ask("POST", "/pain/new", **fields)[0]


def _log(patient: Patient, tally: Tally, until: float, level: int) -> None:
    """Log a level, and send it again until it is acknowledged, as a phone does."""
    key = str(uuid4())
    while time.monotonic() < until:
        status = _timed(tally, LOG, partial(_send, patient, key, level))
        if status in ANSWERED:
            with tally.lock:
                tally.acknowledged.add(key)
            return
        time.sleep(0.5)


def _timed(tally: Tally, page: str, ask: Callable[[], int]) -> int:
    began = time.perf_counter()
    status = ask()
    tally.note(page, 1000 * (time.perf_counter() - began), fine=status in ANSWERED)
    return status


def table(tally: Tally, seconds: float) -> Iterator[str]:
    """The lines of the table, in Markdown."""
    yield "| page | answers | a second | p50 ms | p95 ms | p99 ms | refused |"
    yield "|---|---|---|---|---|---|---|"
    every = Timed()
    for page, timed in [*sorted(tally.pages.items()), ("all", every)]:
        p50, p95, p99 = timed.percentiles()
        count = len(timed.milliseconds)
        yield (
            f"| {page} | {count} | {count / seconds:.1f} | {p50:.0f} | {p95:.0f} | {p99:.0f}"
            f" | {timed.refused} |"
        )
        every.milliseconds += timed.milliseconds
        every.refused += timed.refused
