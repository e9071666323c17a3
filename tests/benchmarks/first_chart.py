"""The first chart of ten years in a browser, beside another build: ``… --before FOLDER``.

A phone of 390 px whose processor is slowed four times and which has nothing of the journal yet. A
chart is visible once something of it is drawn, by the server or by Plotly; a script is needed for
it where it was there before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser

from tests.benchmarks.builds import PHONE, SLOWED, both, compared, signed_in, ten_years
from tests.benchmarks.results import KILOBYTE, Measure

PATH: Final = "/charts?range=all"
SETTLE_MILLISECONDS: Final = 8_000
"""After so long nothing more is drawn, or fetched to draw, unless somebody touches a chart."""

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


def _signed_in(browser: Browser, url: str) -> Build:
    context = browser.new_context(service_workers="block")
    build = Build(url, signed_in(context, url).context.storage_state())
    context.close()
    return build


def beside(before: Path, rounds: int) -> Iterator[Measure]:
    """The first chart, ours beside another build's, with the limits that were set for it."""
    with both(before, ten_years) as (browser, ours_at, theirs_at):
        ours, theirs = _signed_in(browser, ours_at), _signed_in(browser, theirs_at)
        for _ in range(rounds):
            for build in (ours, theirs):
                build.opened(browser)
    for name, unit, limit, mine, other in (
        ("first chart visible, ten years", "ms", 0.35, ours.visible, theirs.visible),
        ("main thread blocked, ten years", "ms", 0.35, ours.blocked, theirs.blocked),
        ("scripts before the first chart", "kB", 0.1, ours.scripts, theirs.scripts),
    ):
        yield compared(name, unit, limit, mine, other)
