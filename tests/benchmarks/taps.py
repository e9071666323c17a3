"""A tap on the Today of ten years, beside another build of the journal: ``… --before FOLDER``.

The other build is a checkout with a virtual environment of its own in ``.venv``. A phone of 390 px
whose processor is slowed four times; a fast network, and one 300 ms away with 400 kbit/s, which
holds for the page itself and so without its service worker. Both builds in turns, the same taps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page

from tests.benchmarks.builds import PHONE, SLOWED, both, compared, signed_in, ten_years
from tests.benchmarks.results import KILOBYTE, Measure

SLOW: Final = {"latency": 300, "downloadThroughput": 5e4, "uploadThroughput": 5e4}
FAST: Final = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
SETTLE_SECONDS: Final = 4
"""After so long on the slow network everything that a tap asked for is there."""

WATCH: Final = """(level) => {
  const seen = () => document.querySelector(
    `form:has([value=day_average]) button[name=level][value="${level}"]`,
  )?.getAttribute("aria-pressed") === "true";
  window.painted = new Promise((resolve) => addEventListener("pointerdown", ({ timeStamp }) => {
    const look = () => (seen()
      ? requestAnimationFrame(() => resolve(performance.now() - timeStamp))
      : requestAnimationFrame(look));
    look();
  }, { capture: true, once: true }));
}"""
"""From then on: the milliseconds from a touch to the frame that shows the level as chosen."""

PLACE: Final = """(level) => {
  const button = document.querySelector(
    `form:has([value=day_average]) button[name=level][value="${level}"]`,
  );
  button.scrollIntoView({ block: "center", behavior: "instant" });
  const box = button.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
"""The middle of a level, in view."""

COMPLETE: Final = """() => {
  const { responseStart, responseEnd } = performance.getEntriesByType("navigation")[0];
  return [responseEnd, responseEnd - responseStart];
}"""
"""The milliseconds until the page's HTML is complete, and those of them after its first byte:
what comes before that is the line's own 300 ms and the server's work, and has no bytes to save."""


@dataclass
class Build:
    """A build of the journal with somebody signed in, and what was measured of it."""

    page: Page
    line: CDPSession
    url: str
    received: int = 0
    painted_slow: list[float] = field(default_factory=list)
    painted_fast: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    complete: list[float] = field(default_factory=list)
    arriving: list[float] = field(default_factory=list)

    def network(self, conditions: Mapping[str, float]) -> None:
        """Set the network."""
        self.line.send("Network.emulateNetworkConditions", {"offline": False, **conditions})

    def opened(self) -> None:
        """Open Today, and note when its HTML was complete."""
        self.page.goto(self.url + "/", wait_until="load")
        self.page.wait_for_timeout(500)

    def tapped(self, level: int) -> float:
        """The milliseconds from a touch on a level to the frame that shows it."""
        self.page.evaluate(WATCH, level)
        place = self.page.evaluate(PLACE, level)
        self.page.mouse.click(*place)
        return float(self.page.evaluate("painted"))

    def round(self, level: int) -> None:
        """One tap on the fast network and one on the slow one, and Today opened on that."""
        self.network(FAST)
        self.opened()
        self.painted_fast.append(self.tapped(level))
        self.page.wait_for_timeout(2_500)
        self.network(SLOW)
        before = self.received
        self.painted_slow.append(self.tapped((level + 1) % 11))
        self.page.wait_for_timeout(SETTLE_SECONDS * 1_000)
        self.sent.append((self.received - before) / KILOBYTE)
        self.opened()
        whole, after_first_byte = self.page.evaluate(COMPLETE)
        self.complete.append(float(whole))
        self.arriving.append(float(after_first_byte))
        self.network(FAST)

    def count(self, event: dict[str, Any]) -> None:
        """Count what has come over the network."""
        self.received += int(event["encodedDataLength"])


def _signed_in(browser: Browser, url: str) -> Build:
    """A phone on which somebody is signed in."""
    context = browser.new_context(viewport=PHONE, service_workers="block")  # type: ignore[arg-type]  # as Playwright documents it
    page = signed_in(context, url)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    build = Build(page, line, url)
    line.on("Network.loadingFinished", build.count)
    return build


def beside(before: Path, rounds: int) -> Iterator[Measure]:
    """What a tap takes, ours beside another build's, with the limits that were set for it."""
    with both(before, ten_years) as (browser, ours_at, theirs_at):
        ours, theirs = _signed_in(browser, ours_at), _signed_in(browser, theirs_at)
        for number in range(rounds):
            for build in (ours, theirs):
                build.round(2 * number % 10)
    for name, unit, limit, mine, other in (
        ("tap to paint, slow network", "ms", 0.4, ours.painted_slow, theirs.painted_slow),
        ("touch to paint, fast network", "ms", 0.5, ours.painted_fast, theirs.painted_fast),
        ("bytes of a tap", "kB", 0.15, ours.sent, theirs.sent),
        ("Today's HTML complete, slow network", "ms", 0.4, ours.complete, theirs.complete),
        ("of that, after its first byte", "ms", None, ours.arriving, theirs.arriving),
    ):
        yield compared(name, unit, limit, mine, other)
