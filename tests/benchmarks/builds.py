"""Two builds of the journal in one browser, ours and another: a checkout with its ``.venv``."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.benchmarks.diaries import NAME, PASSWORD
from tests.benchmarks.files import ROOT
from tests.benchmarks.results import Measure, Target
from tests.benchmarks.server import Command, running, serve, until_answered
from tests.benchmarks.timing import Sample
from tests.ports import free_port

PHONE: Final = {"width": 390, "height": 844}
SLOWED: Final = 4
"""So many times slower than this machine's is a phone's processor."""

YEARS: Final = 10
SEED: Final = """
import sys
from pathlib import Path
from tests.benchmarks.diaries import empty_diary, seeded, this_moment
now = this_moment()
seeded(empty_diary(Path(sys.argv[1], "empty.sqlite3"), now), int(sys.argv[2]), now)
"""
"""What fills a diary, in the words of both builds."""

Served = Callable[[Path, Path], AbstractContextManager[str]]
"""The address of the build in a folder, with its Python, while it runs."""


@contextmanager
def both(before: Path, served: Served) -> Iterator[tuple[Browser, str, str]]:
    """A browser, and the addresses of our build and of another one."""
    path = os.environ.get("JOURNAL_CHROMIUM", "/usr/bin/chromium")
    with ExitStack() as stack:
        ours = stack.enter_context(served(ROOT, Path(sys.executable)))
        theirs = stack.enter_context(served(before, before / ".venv" / "bin" / "python"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        stack.callback(browser.close)
        yield browser, ours, theirs


@contextmanager
def answering(command: Command) -> Iterator[str]:
    """The address of a server that answers, while it runs."""
    port = free_port()
    with running(command, port):
        until_answered(command, port, "/healthz")
        yield f"http://127.0.0.1:{port}"


@contextmanager
def ten_years(folder: Path, python: Path) -> Iterator[str]:
    """The address of a build that runs on a diary of ten years."""
    with TemporaryDirectory(prefix="journal-bench-builds-") as data_folder:
        seed = [str(python), "-c", SEED, data_folder, str(YEARS)]
        subprocess.run(seed, cwd=folder, check=True)
        command = serve(Path(data_folder, f"years-{YEARS}.sqlite3"))
        with answering(replace(command, folder=folder, python=python)) as url:
            yield url


def signed_in(context: BrowserContext, url: str) -> Page:
    """A page on which somebody has just signed in."""
    page = context.new_page()
    page.goto(url + "/account/sign-in")
    page.fill("#username", NAME)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(url + "/")
    return page


def compared(
    name: str, unit: str, limit: float | None, mine: Sequence[float], other: Sequence[float]
) -> Measure:
    """What was measured of our build beside the other one, which is its floor."""
    target = None if limit is None else Target(limit, of_floor=True)
    return Measure(name, unit, Sample(tuple(mine)), Sample(tuple(other)), target)
