"""What all workers of a run use: whoever needs it first makes it, and ends it after the others."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest


def folder_of_run(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder by that name, the same for all workers of this run."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def shared(folder: Path, making: AbstractContextManager[str]) -> Iterator[str]:
    """What ``making`` tells of what it makes: it is made once, and ended when all have done.

    Each that uses it holds a lock, which the system takes from a worker that dies.
    """
    note = folder / "made"
    with ExitStack() as own, (folder / "users").open("a") as users:
        with _turn(folder):
            if is_first := not note.exists():
                note.write_text(own.enter_context(making))
            text = note.read_text()
            fcntl.flock(users, fcntl.LOCK_SH)
        yield text
        if is_first:
            with _turn(folder):
                fcntl.flock(users, fcntl.LOCK_EX)
                note.unlink()


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """While no other worker begins or ends to use it."""
    with (folder / "turn").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
