"""The first chart of ten years in a browser, beside another build: ``… --before FOLDER``.

A phone of 390 px whose processor is slowed four times and which has nothing of the journal yet. A
chart is visible once something of it is drawn, by the server or by Plotly; a script is needed for
it where it was there before.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.diaries import NAME, PASSWORD, SECRET_KEY
from tests.benchmarks.files import ROOT
from tests.benchmarks.results import KILOBYTE, Measure, Target
from tests.benchmarks.server import status
from tests.benchmarks.taps import PHONE, SLOWED
from tests.benchmarks.timing import Sample
from tests.ports import free_port

YEARS: Final = 10
PATH: Final = "/charts?range=all"
SETTLE_MILLISECONDS: Final = 8_000
"""After so long nothing more is drawn, or fetched to draw, unless somebody touches a chart."""

SEED: Final = """
import sys
from pathlib import Path
from tests.benchmarks.diaries import empty_diary, seeded, this_moment
now = this_moment()
seeded(empty_diary(Path(sys.argv[1], "empty.sqlite3"), now), int(sys.argv[2]), now)
"""
"""What fills a diary, in the words of both builds."""

WATCH: Final = """
window.blocked = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.blocked += duration - 50;
}).observe({ type: "longtask", buffered: true });
const look = () => {
  const marks = ".plot svg circle, .plot svg path[d], .plot svg polyline, .plot svg rect";
  if (document.querySelector(marks)) {
    requestAnimationFrame(() => { window.visible = performance.now(); });
  } else requestAnimationFrame(look);
};
look();
"""
"""From then on: when a chart is visible, and how long tasks kept the page from answering."""

RESULT: Final = """() => {
  const before = performance.getEntriesByType("resource").filter(
    ({ name, responseEnd }) => new URL(name).pathname.endsWith(".js") && responseEnd <= visible,
  );
  return [visible, blocked, before.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)];
}"""


@dataclass
class Build:
    """A build of the journal on ten years, and what was measured of it."""

    url: str
    state: Any
    """The cookies of whoever is signed in, as Playwright has them."""
    visible: list[float] = field(default_factory=list)
    blocked: list[float] = field(default_factory=list)
    scripts: list[float] = field(default_factory=list)

    def opened(self, browser: Browser) -> None:
        """Open the charts with nothing kept from before, and note how that went."""
        context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]  # as Playwright documents it
            service_workers="block",
            storage_state=self.state,
        )
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.add_init_script(WATCH)
        page.goto(self.url + PATH, wait_until="load")
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        visible, blocked, scripts = page.evaluate(RESULT)
        self.visible.append(visible)
        self.blocked.append(blocked)
        self.scripts.append(scripts / KILOBYTE)
        context.close()


@contextmanager
def _served(folder: Path, python: Path) -> Iterator[str]:
    """The address of a build that runs on a diary of ten years."""
    with TemporaryDirectory(prefix="journal-bench-chart-") as data_folder:
        seed = [str(python), "-c", SEED, data_folder, str(YEARS)]
        subprocess.run(seed, cwd=folder, check=True)
        env = os.environ | {
            "JOURNAL_DATA_DIR": data_folder,
            "JOURNAL_DATABASE_URL": f"sqlite:///{data_folder}/years-{YEARS}.sqlite3",
            "JOURNAL_SECRET_KEY": SECRET_KEY,
        }
        port = free_port()
        serve = [str(python), "-m", "journal", "serve", f"--port={port}"]
        process = subprocess.Popen(serve, cwd=folder, env=env, stdout=subprocess.DEVNULL)
        try:
            while status(port, "/healthz") != 200:
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _signed_in(browser: Browser, url: str) -> Build:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(url + "/account/sign-in")
    page.fill("#username", NAME)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(url + "/")
    build = Build(url, context.storage_state())
    context.close()
    return build


def beside(before: Path, rounds: int) -> Iterator[Measure]:
    """The first chart, ours beside another build's, with the limits that were set for it."""
    path = os.environ.get("JOURNAL_CHROMIUM", "/usr/bin/chromium")
    with ExitStack() as stack:
        ours_at = stack.enter_context(_served(ROOT, Path(sys.executable)))
        theirs_at = stack.enter_context(_served(before, before / ".venv" / "bin" / "python"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        stack.callback(browser.close)
        ours, theirs = _signed_in(browser, ours_at), _signed_in(browser, theirs_at)
        for _ in range(rounds):
            for build in (ours, theirs):
                build.opened(browser)
    for name, unit, limit, mine, other in (
        ("first chart visible, ten years", "ms", 0.35, ours.visible, theirs.visible),
        ("main thread blocked, ten years", "ms", 0.35, ours.blocked, theirs.blocked),
        ("scripts before the first chart", "kB", 0.1, ours.scripts, theirs.scripts),
    ):
        target = Target(limit, of_floor=True)
        yield Measure(name, unit, Sample(tuple(mine)), Sample(tuple(other)), target)
