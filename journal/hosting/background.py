"""What a worker does by itself, beside answering."""

import atexit
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from journal.store.db.error_logging import log_fault

END_SECONDS: Final = 1
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """How the latest turn of work by the clock went; waiting: it was left out."""

    word: Literal["waiting", "ok", "failed"] = "waiting"


JOBS: Final[dict[str, Job]] = {}
"""Those of this process, by name."""


class Ready(Protocol):
    """What says whether the database is ready."""

    @property
    def is_ready(self) -> bool:
        """Whether it is."""


class TurnLeftOut(Exception):
    """A turn is left out, as the database cannot be used yet."""


def once_ready(database: Ready, do: Callable[[], object]) -> Callable[[], None]:
    """A turn of something that needs the database; it raises TurnLeftOut until that is ready."""

    def turn() -> None:
        if not database.is_ready:
            raise TurnLeftOut
        do()

    return turn


def start(name: str, do: Callable[[], object], every_seconds: float) -> threading.Event:
    """Do something now and every so many seconds, in a thread that delays no end.

    A fault is logged, and the next turn comes all the same. The event that is returned ends it
    sooner.
    """
    stopped = threading.Event()
    job = JOBS[name] = Job()

    def keep_doing() -> None:
        while not stopped.is_set():
            try:
                do()
                job.word = "ok"
            except TurnLeftOut:
                job.word = "waiting"
            except Exception as error:
                job.word = "failed"
                log_fault(
                    log, error, "The %s could not be looked after; they will be again.", name
                )
            stopped.wait(every_seconds)

    thread = threading.Thread(target=keep_doing, name=name, daemon=True)

    def end() -> None:
        stopped.set()
        thread.join(END_SECONDS)  # idle, it lets go of the database, which is then closed well

    thread.start()
    atexit.register(end)
    return stopped
