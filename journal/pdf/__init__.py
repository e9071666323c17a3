"""A printer: pages of a few plain elements in, a PDF out, from a process of its own.

What draws PDFs, and the typefaces it reads, would stay in the memory of a server for good; the
process that holds them ends with the file.
"""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from journal.config import ROOT

SECONDS_MOST: Final = 60
WAIT_SECONDS: Final = 30
LOOK_AGAIN_SECONDS: Final = 0.05


class NotPrinted(Exception):
    """The printer failed; what it said is the text."""


class PrinterBusy(Exception):
    """Others print, and have for too long."""


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody on this machine prints for this journal: a printer takes 50 MB.

    Raises PrinterBusy. The lock is on this very file, as that needs no place to write.
    """
    with Path(__file__).open("rb") as own:
        for _ in range(int(WAIT_SECONDS / LOOK_AGAIN_SECONDS)):
            try:
                fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(LOOK_AGAIN_SECONDS)
        else:
            raise PrinterBusy
        yield


def printed(page: str) -> bytes:
    """The PDF of a page, one at a time. Raises NotPrinted and PrinterBusy."""
    with alone():
        return _printed(page)


def _printed(page: str) -> bytes:
    try:
        process = subprocess.run(
            [sys.executable, "-m", "journal.pdf"],
            cwd=ROOT,
            input=page.encode("utf-8"),
            capture_output=True,
            timeout=SECONDS_MOST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted(f"no PDF within {SECONDS_MOST} s") from None
    if process.returncode:
        raise NotPrinted(process.stderr.decode("utf-8", "replace")[-2000:])
    return process.stdout
