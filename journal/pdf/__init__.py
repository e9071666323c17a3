"""A printer: pages of a few plain elements in, a PDF out, from a process of its own.

What draws PDFs, and the typefaces it reads, would stay in the memory of a server for good; the
process that holds them ends with the file.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from journal.pdf.letters import drawable, unusual
from journal.pdf.web_fonts import sfnt

HERE: Final = Path(__file__).resolve().parent
PRINTER: Final = str(HERE / "typesetting.py")
TEMPLATE: Final = str(HERE / "report.typ")
UNIFONT: Final = "unifont.woff"
VENDOR: Final = HERE.parents[1] / "static" / "vendor"
SECONDS_MOST: Final = 60
WAIT_SECONDS: Final = 30
LOOK_AGAIN_SECONDS: Final = 0.05
MEMORY_MOST: Final = 1 << 30
"""In bytes. A year of the longest notes a day takes about this; most PDFs take 60 MB."""
POOL: Final = {"hugetlb": 1, "top_pad": 64 << 20, "arena_max": 1}
"""GNU's pool of memory: one, grown in large pieces. Small ones took a seventh of all the time."""
QUICK: Final = {
    "GLIBC_TUNABLES": ":".join(f"glibc.malloc.{name}={value}" for name, value in POOL.items()),
    "RAYON_NUM_THREADS": "1",  # more do more, and one page takes them no less time
}


class NotPrinted(Exception):
    """The printer failed; what it said is the text."""


class PrinterBusy(Exception):
    """Others print, and have for too long."""


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody on this machine prints for this journal: a printer takes 60 MB.

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
    text = drawable(page)
    with alone(), _typefaces(text) as folders:
        return _printed(text, TEMPLATE, folders)


@contextmanager
def _typefaces(page: str) -> Iterator[list[str]]:
    """Folders of the typefaces that a page needs. Unifont is large, and seldom one of them."""
    if not unusual(page):
        yield [str(VENDOR)]
        return
    with TemporaryDirectory() as folder:
        font = sfnt((VENDOR / UNIFONT).read_bytes())
        (Path(folder) / "unifont.ttf").write_bytes(font)
        yield [str(VENDOR), folder]


def _printed(page: str, template: str, folders: Sequence[str]) -> bytes:
    try:
        process = subprocess.run(  # noqa: S603 (the words are fixed, the paths its own)
            [sys.executable, "-sPS", PRINTER, str(MEMORY_MOST), template, *folders],
            env=_surroundings(),
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


@cache
def _surroundings() -> dict[str, str]:
    """The printer's environment: its Python looks for packages where Typst is, nowhere else."""
    spec = find_spec("typst")
    folder = Path(spec.origin).parents[1] if spec and spec.origin else HERE
    plain = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return plain | {"PYTHONPATH": str(folder)} | QUICK
