"""Two taps on a control: made at the gap they are meant to have, and what they saved."""

import json
import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.engines.controls import SPASM, TODAY, Control
from tests.engines.drivers import PLACE
from tests.engines.people import CONTROLLED, Person
from tests.engines.table import FAILED, GAPS, RIGHT, UNTRIED

QUICK = 800
"""From so many milliseconds on, two taps may be meant as two."""

EARLY = 5
"""Milliseconds by which clocks of pages are coarse."""

TRIES = 10
"""So often a pair is made again that a busy machine has drawn apart."""

STEP = 0.25
"""By so much of what a pair came late is the next one asked for earlier."""

SLOW = 0.35
"""Seconds by which a slow network delays each piece of an answer."""

STEADY = 0.12
"""Seconds after which a second tap would have been saved, had it acted."""

NEAR = 60
"""Pixels within which a tap may be meant for what was tapped just before."""

HEIGHTS = (0.3, 0.6)
"""Where in the window controls are tapped, in turns, so that one is not taken for the last one."""

PATIENT = 30
"""Seconds in which a page comes to rest, or one more entry arrives."""

LITTLE = 2
"""Seconds in which a page shows what was done on it; then a control is not there."""

KNOW = """(async (selector, height) => {
  if (!window.asking) {
    window.asking = { open: 0 };
    const real = window.fetch;
    window.fetch = async (...asked) => {
      window.asking.open += 1;
      const done = () => setTimeout(() => { window.asking.open -= 1; }, 30);
      try {
        const answer = await real(...asked);
        answer.clone().arrayBuffer().then(done, done);
        return answer;
      } catch (problem) {
        done();
        throw problem;
      }
    };
    addEventListener("click", ({ timeStamp }) => {
      const taps = JSON.parse(sessionStorage.getItem("engine-taps") ?? "[]");
      taps.push(performance.timeOrigin + timeStamp);
      sessionStorage.setItem("engine-taps", JSON.stringify(taps));
    }, true);
  }
  sessionStorage.setItem("engine-taps", "[]");
  return (%s)(selector, height);
})"""
"""Where a control is; from then on the page counts what it asks, and notes when it is tapped."""

TIMES = """(() => {
  const taps = JSON.parse(sessionStorage.getItem("engine-taps") ?? "[]");
  const last = JSON.parse(sessionStorage.getItem("last-tap") ?? "null")?.time;
  return { taps: taps.length === 1 && last > taps[0] ? [taps[0], last] : taps };
})()"""
"""When the page was tapped; a second tap on the page after is known to the journal itself."""

STILL = """(async () => {
  if (document.readyState !== "complete" || (window.asking?.open ?? 0) > 0) return null;
  const queue = await import(document.querySelector('link[href$="/offline/queue.js"]').href);
  const entries = await queue.waitingEntries(%s);
  const coming = entries.filter(({ problem }) => !problem).length;
  return { coming, kept: entries.length, path: location.pathname };
})()"""
"""How many entries are coming, refused ones apart, and where, once the page asks for no more."""

JOINED = """(async () => {
  const queue = await import(document.querySelector('link[href$="/offline/queue.js"]').href);
  const entries = await queue.waitingEntries(%s);
  const ends = entries.map(({ key }) => `/episodes/${key}/end`);
  return { count: entries.filter(({ path }) => ends.includes(path)).length };
})()"""
"""How many ends wait for a spasm that waits: they arrive with it, as one change."""

KEPT = """(async (selector) => {
  const queue = await import(document.querySelector('link[href$="/offline/queue.js"]').href);
  const page = new DOMParser().parseFromString((await queue.readPage("today")).main, "text/html");
  return page.querySelector(selector) !== null;
})(%s)"""
"""Whether the Today that this device keeps has a control."""

SHOWN = {
    TODAY: "document.querySelector('#today-pain') !== null",
    SPASM: "document.querySelector('#now-7, #start-15') !== null",
}
"""Whether a page shows what it is for."""

WAITING = """(async () => {
  const queue = await import(document.querySelector('link[href$="/offline/queue.js"]').href);
  const { account } = document.body.dataset;
  const entries = await queue.waitingEntries(account);
  const refused = entries.filter(({ problem }) => problem);
  const names = refused.map(({ key }) => key);
  const held = entries.filter(({ problem, path, fields }) => !problem
    && names.some((name) => JSON.stringify([path, fields]).includes(name)));
  const ends = entries.map(({ key }) => `/episodes/${key}/end`);
  const alone = held.filter(({ path }) => !ends.includes(path));
  const coming = entries.length - refused.length - held.length;
  const told = JSON.stringify(entries).slice(0, 600);
  return [account ? coming : -1, refused.length + alone.length, location.href, told];
})()"""
"""How many entries wait, and how many were refused, or belong to one that was, but for an end that
would have come with its spasm; for messages, on which page, and which."""


def refused_when_all_arrived(person: Person) -> int:
    """Wait for entries on the device as long as they arrive; how many the journal refused."""
    queue, until = None, time.monotonic() + PATIENT
    while queue is None or queue[0]:
        assert time.monotonic() < until, f"{person.window.name}: these do not arrive: {queue}"
        time.sleep(0.1)
        try:
            state = person.window.evaluate(WAITING)
        except Exception as problem:  # while one page gives way to another
            state = [-1, 0, "", str(problem)]
        if queue is None or state[0] != queue[0]:
            until = time.monotonic() + PATIENT
        queue = state
    return int(queue[1])


def is_at(gap: int, measured: float) -> bool:
    """Whether taps so many milliseconds apart count for a gap: from it on, before the next one."""
    next_one = min((other for other in GAPS if other > gap), default=QUICK)
    return gap - EARLY <= measured < next_one - EARLY


@dataclass
class Pairs:
    """Pairs of taps on the controls of somebody's pages, and what they saved in all."""

    person: Person
    network: str
    tell: Callable[[Control, int, str, str], None]
    """Is told the control, the gap, the verdict, and what was seen instead."""
    saved: int = 0
    """What all pairs saved, and what was made ready for them."""
    kinds: Counter[str] = field(default_factory=Counter)
    """The changes of each kind that are known to be among them."""
    unnamed: int = 0
    """How many of them are of a kind that is known once they arrive."""
    apart: int = 0
    """How many pairs were so far apart that they may be two."""
    number: int = 0
    last: tuple[float, float, float] = (0, 0, 0)
    """Where and when the last pair was made."""

    @property
    def is_offline(self) -> bool:
        return self.network == "offline"

    def online(self) -> None:
        """Let the journal answer."""
        self.person.wire.mend()

    def as_meant(self) -> None:
        """The network as it is meant to be."""
        self.person.wire.delay = SLOW if self.network == "slow" else 0
        if self.is_offline:
            self.person.wire.cut()

    def make(self, control: Control, gap: int) -> None:
        """Tap a control twice, again until the page saw the gap; tell what became of it."""
        measurements: list[float] = []
        pause = float(gap)
        for _ in range(TRIES):
            self._show(control, tried=bool(measurements))
            measured, more = self._tapped_twice(control, round(pause))
            measurements.append(measured)
            if measured < QUICK and more != control.counts:
                detail = f"{more} things, {measured:.0f} ms apart: {self.person.changes()[-3:]}"
                self.tell(control, gap, FAILED, detail)
                return
            if is_at(gap, measured):
                self.tell(control, gap, RIGHT, "")
                return
            late = measured - gap
            pause = gap + EARLY if late < 0 else max(0, pause - late * STEP)
        self.tell(control, gap, UNTRIED, f"{[round(each) for each in measurements]} ms apart")

    def _show(self, control: Control, *, tried: bool) -> None:
        """Have the control on the page, whatever the last pair left there."""
        window = self.person.window
        if window.wait_for("location.pathname") != control.page:
            self._open(control.page)
        elif not tried:
            self._wait_to_show(control, LITTLE)
        if self._shows(control) and not control.anew:
            return
        self.online()
        self._open(TODAY)
        refused_when_all_arrived(self.person)
        before, kinds = self.person.saved(), self.person.kinds()
        control.needs(self.person)
        self.saved += self.person.saved() - before
        self.kinds += self.person.kinds() - kinds
        self._open(TODAY)
        if control.selector == "#undo":
            self._save_something()
        self._settled()
        if self.is_offline:
            window.wait_for(CONTROLLED)
            window.wait_for(KEPT % json.dumps(control.selector))
        self.as_meant()
        if self.is_offline or control.page != TODAY:
            self._open(control.page)
        self._wait_to_show(control)

    def _save_something(self) -> None:
        """One tap that can be undone."""
        before = self.person.saved()
        self.person.window.tap("#pain-3")
        self.saved += self._settled(1, before) - before
        self.kinds["pain"] += 1

    def _open(self, path: str) -> None:
        """A page, complete."""
        self.person.window.open(path)
        self.person.window.wait_for(f"document.readyState === 'complete' && {SHOWN[path]}")

    def _wait_to_show(self, control: Control, seconds: float = PATIENT) -> None:
        """Wait until a control is on the page, at most so long."""
        until = time.monotonic() + seconds
        while not self._shows(control) and time.monotonic() < until:
            time.sleep(0.05)

    def _shows(self, control: Control) -> bool:
        """Whether a control is on the page."""
        expression = f"({{ is: document.querySelector({json.dumps(control.selector)}) !== null }})"
        return bool(self.person.window.wait_for(expression)["is"])

    def _tapped_twice(self, control: Control, gap: int) -> tuple[float, int]:
        """Tap twice: the milliseconds between, as the page saw them, and how much was saved."""
        before, joined = self._settled(), self._joined()
        place = self._place(control)
        kinds = self.person.kinds()
        at_most = self.person.window.tap_twice_at(*place, gap)
        self.last = (*place, time.monotonic())
        after = self._settled(control.counts, before, control.page if control.leads else "")
        joined = self._joined() - joined
        self.saved += after - before - joined
        times = self.person.window.wait_for(TIMES)["taps"]
        measured = at_most if len(times) < 2 else times[1] - times[0]
        if measured >= QUICK:
            self.apart += 1
        elif control.saves and after == before + control.counts:
            self.kinds[control.saves] += 1 - joined
        elif self.is_offline:
            self.unnamed += after - before
        else:
            self.kinds += self.person.kinds() - kinds
        return measured, after - before

    def _joined(self) -> int:
        """How many ends arrive with the spasm they end; only without a network does one wait."""
        if not self.is_offline:
            return 0
        return int(self.person.window.wait_for(JOINED % json.dumps(self.person.owner))["count"])

    def _place(self, control: Control) -> tuple[float, float]:
        """Where a control is, once a tap there is not taken for the last one."""
        self.number += 1
        height = HEIGHTS[self.number % len(HEIGHTS)]
        expression = f"{KNOW % PLACE}({json.dumps(control.selector)}, {height})"
        x, y = self.person.window.wait_for(expression)
        if math.hypot(x - self.last[0], y - self.last[1]) < NEAR:
            time.sleep(max(0, self.last[2] + QUICK / 1_000 - time.monotonic()))
        return x, y

    def _settled(self, more: int = 0, before: int | None = None, last_page: str = "") -> int:
        """What is saved and waiting, once so much more is and a page but the one left is still."""
        until = time.monotonic() + PATIENT
        while time.monotonic() < until:
            count = self._at_rest(last_page)
            if count is not None and count >= (before or 0) + more:
                break
            time.sleep(0.03)
        if before is not None:
            time.sleep(STEADY)
        while (count := self._at_rest("")) is None:
            assert time.monotonic() < until, f"never at rest: {self._still()}"
            time.sleep(0.03)
        return count

    def _at_rest(self, last_page: str) -> int | None:
        """What is saved and waiting where nothing is on its way, on a page but the one left."""
        saved, still = self.person.saved(), self._still()
        if still is None or still["path"] == last_page:
            return None
        if still["coming"] and not self.is_offline:
            return None
        return None if self.person.saved() != saved else saved + int(still["kept"])

    def _still(self) -> dict[str, Any] | None:  # as the page says it
        expression = STILL % json.dumps(self.person.owner)
        try:
            state: dict[str, Any] | None = self.person.window.evaluate(expression)
        except Exception:  # while one page gives way to another
            return None
        return state
