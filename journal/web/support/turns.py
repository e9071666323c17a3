"""Turns: how many requests are worked on at a time, so that many slow ones keep nobody out.

A worker has more threads than turns. Whoever takes long to send or to be sent to holds a thread
only. Writers wait for each other here, in front of a limit that is smaller than the number of
connections to the database, so that pages can be read however long a write takes.
"""

import threading
from typing import Final

from flask import g, request

from journal.web.support.origins import SAFE_METHODS

READERS: Final = 8
WRITERS: Final = 4
WAITING_MOST: Final = 32
WAIT_SECONDS: Final = 20
FORMS: Final = {"multipart/form-data", "application/x-www-form-urlencoded"}
PRINTS: Final = "report.pdf"
PRINTS_WAITING: Final = 8
ASKS: Final = {"single_sign_on.begin", "single_sign_on.come_back", "single_sign_on.leave"}
"""What asks a provider before it answers."""
ASKING_MOST: Final = 4


class NoTurn(Exception):
    """Too many wait already, or one has waited too long."""


class Turns:
    """So many at a time; so many more may wait."""

    def __init__(
        self, most: int, waiting: int = WAITING_MOST, seconds: float = WAIT_SECONDS
    ) -> None:
        self._free = threading.Semaphore(most)
        self._places = threading.Semaphore(most + waiting)
        self._seconds = seconds

    def take(self) -> None:
        """Wait for a turn. Raises NoTurn."""
        if not self._places.acquire(blocking=False):
            raise NoTurn
        if not self._free.acquire(timeout=self._seconds):
            self._places.release()
            raise NoTurn

    def give_back(self) -> None:
        """End a turn."""
        self._free.release()
        self._places.release()


READING: Final = Turns(READERS)
WRITING: Final = Turns(WRITERS)
PRINTING: Final = Turns(1, PRINTS_WAITING)
"""A PDF takes 60 MB, and one of ten years a second: pages do not wait for it."""
ASKING: Final = Turns(ASKING_MOST)
"""A provider may take seconds to say who somebody is: pages do not wait for it either."""


def read_whole_body() -> None:
    """Read what is sent before anything is locked or counted: it may arrive slowly."""
    if request.method not in SAFE_METHODS:
        if request.mimetype in FORMS:
            _ = request.form
        else:
            request.get_data()


def take_turn() -> None:
    """Wait for this request's turn. Raises NoTurn."""
    turns = _turns()
    turns.take()
    g.turns = turns


def _turns() -> Turns:
    """The turns of which this request takes one."""
    if request.endpoint == PRINTS:
        return PRINTING
    if request.endpoint in ASKS:
        return ASKING
    return READING if request.method in SAFE_METHODS else WRITING


def end_turn(_error: BaseException | None = None) -> None:
    """Let the next one go on."""
    turns: Turns | None = g.pop("turns", None)
    if turns is not None:
        turns.give_back()
