"""What is counted of requests and of the work by the clock, for a host's monitoring.

Pages are named as in the access log: nothing says who asked, for which day, or what for.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import product
from typing import Final, cast

from flask import Flask, Response, current_app, g, request

from journal import clock
from journal.web.support import access_log
from journal.web.support.shared_numbers import SharedNumbers

MEASURES: Final = "journal_measures"
REQUESTS: Final = "journal_requests_total"
SECONDS: Final = "journal_request_seconds"
JOBS: Final = "journal_job_runs_total"
REMINDERS: Final = "journal_reminders_total"
LIMITS: Final = ("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10")
"""Seconds; at each are counted the answers that took no longer, but longer than the one before."""
BUCKET: Final = f"{SECONDS}_bucket"

STATUSES: Final = (
    *("200", "204", "206", "302", "303", "304", "308", "400", "401", "403", "404", "405", "409"),
    *("410", "413", "415", "422", "429", "500", "503", "507", "other"),
)
NO_PAGE: Final = "none"
OUTCOMES: Final = ("ok", "failed")
REMINDER_ENDS: Final = ("sent", "not_needed", "failed")


def series(name: str, **labels: str) -> str:
    """The name of one number, as Prometheus has it."""
    pairs = ",".join(f'{label}="{text}"' for label, text in labels.items())
    return f"{name}{{{pairs}}}"


def _histogram(page: str) -> Iterator[str]:
    for limit in (*LIMITS, "+Inf"):
        yield series(BUCKET, page=page, le=limit)
    yield series(f"{SECONDS}_sum", page=page)
    yield series(f"{SECONDS}_count", page=page)


def _all_series(pages: Collection[str], jobs: Iterable[str]) -> Iterator[str]:
    for page, status in product(pages, STATUSES):
        yield series(REQUESTS, page=page, status=status)
    for page in pages:
        yield from _histogram(page)
    for job, outcome in product(jobs, OUTCOMES):
        yield series(JOBS, job=job, outcome=outcome)
    for outcome in REMINDER_ENDS:
        yield series(REMINDERS, outcome=outcome)


class Measures:
    """Numbers by the names of their series; every worker gives them the same places."""

    def __init__(
        self, numbers: SharedNumbers, pages: Iterable[str], jobs: Iterable[str] = ()
    ) -> None:
        self._numbers = numbers
        self._pages = (*sorted(pages), NO_PAGE)
        every = _all_series(self._pages, jobs)
        self.places = {name: place for place, name in enumerate(every)}

    def add(self, amounts: dict[str, float]) -> None:
        """Add to some of them."""
        self._numbers.add({self.places[name]: amount for name, amount in amounts.items()})

    def counted(self) -> dict[str, float]:
        """Those that are not 0, and all of a histogram that has any: no bucket may be missing."""
        numbers = {name: self._numbers.at(place) for name, place in self.places.items()}
        used = (page for page in self._pages if numbers[series(f"{SECONDS}_count", page=page)])
        whole = {name for page in used for name in _histogram(page)}
        return {name: number for name, number in numbers.items() if number or name in whole}


def accumulated(numbers: dict[str, float]) -> dict[str, float]:
    """The same as Prometheus reads them: a bucket counts what is in those before it too."""
    sums, total = {}, 0.0
    for name, number in numbers.items():
        total = total + number if name.startswith(BUCKET) else 0.0
        sums[name] = total or number
    return sums


def install(app: Flask) -> None:
    """Let an application count its requests."""
    app.before_request(access_log.note_beginning)
    app.after_request(_count)


def share(app: Flask, numbers: SharedNumbers, jobs: Iterable[str] = ()) -> None:
    """Count together with all that have these numbers; called once all pages are known.

    ``jobs``: the names of the work by the clock, the same in each of them.
    """
    app.extensions[MEASURES] = Measures(numbers, app.view_functions, jobs)


def measures() -> Measures:
    """Those of the application; one that shares none has its own."""
    if MEASURES not in current_app.extensions:
        share(current_app, SharedNumbers())
    return cast("Measures", current_app.extensions[MEASURES])


def _count(response: Response) -> Response:
    page, status = request.endpoint or NO_PAGE, str(response.status_code)
    seconds = clock.seconds() - g.get("begun_at", clock.seconds())
    limit = next((limit for limit in LIMITS if seconds <= float(limit)), "+Inf")
    amounts = {
        series(REQUESTS, page=page, status=status if status in STATUSES else "other"): 1,
        series(BUCKET, page=page, le=limit): 1,
        series(f"{SECONDS}_sum", page=page): seconds,
        series(f"{SECONDS}_count", page=page): 1,
    }
    measures().add(amounts)
    return response


def job_counted(app: Flask, name: str, do: Callable[[], object]) -> Callable[[], object]:
    """The same work, counted by how it ends."""

    def counting() -> object:
        outcome = "failed"
        try:
            answer = do()
            outcome = "ok"
        finally:
            count_in(app, {series(JOBS, job=name, outcome=outcome): 1})
        return answer

    return counting


def count_in(app: Flask, amounts: dict[str, float]) -> None:
    """Add to some numbers outside of a request, where an application counts together."""
    shared: Measures | None = app.extensions.get(MEASURES)
    if shared is not None:
        shared.add(amounts)
