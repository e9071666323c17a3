"""Two taps at one place are one entry, whatever lies under the finger by then.

Every control of Today, in every engine, at five gaps, with three kinds of network.
"""

import json
import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from journal.core.diary.programme import STARTING
from journal.core.model import records as r
from journal.core.model.vocabulary import BEGAN_AGO
from tests.engines.conftest import DOUBLE_TAPS, Person
from tests.engines.drivers import PLACE

GAPS = (0, 60, 150, 400, 700)
"""Milliseconds between two taps that are meant as one."""

QUICK = 800
"""From so many milliseconds on, two taps may be meant as two."""

TRIES = 5
"""So often a pair is made again that a busy machine has drawn apart."""

SLOW = 0.35
"""Seconds by which a slow network delays each piece of an answer."""

STEADY = 0.12
"""Seconds after which a second tap would have been saved, had it acted."""

NEAR = 60
"""Pixels within which a tap may be meant for what was tapped just before."""

HEIGHTS = (0.3, 0.6)
"""Where in the window controls are tapped, in turns, so that one is not taken for the last one."""

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
  }
  if (!window.taps) addEventListener("click", ({ timeStamp }) => taps.push(timeStamp), true);
  window.taps = [];
  const queue = await import(document.querySelector('link[href$="/offline/queue.js"]').href);
  return { place: (%s)(selector, height), waiting: await queue.countEntries() };
})"""
"""Where a control is, and how many entries wait; from then on the page counts what it asks,
and notes when it is tapped."""

STILL = """(async () => {
  if (document.readyState !== "complete" || (window.asking?.open ?? 0) > 0) return null;
  const queue = await import(document.querySelector('link[href$="/offline/queue.js"]').href);
  return { waiting: await queue.countEntries() };
})()"""
"""How many entries wait, once the page asks for nothing more."""

NOTHING_WAITS = f"{STILL}.then((it) => it?.waiting === 0)"


@dataclass
class Taps:
    """Pairs of taps on the controls of a page, and what each of them saved."""

    person: Person
    gap: int
    network: str
    pairs: Counter[str] = field(default_factory=Counter)
    last: tuple[float, float, float] = (0, 0, 0)
    """Where and when the last pair was made."""
    extra: int = 0
    """What pairs saved that a busy machine had drawn apart."""

    def on(self, selector: str, kind: str) -> None:
        """Tap a control twice, which saves one thing and nothing else."""
        window = self.person.window
        for _ in range(TRIES):
            place, waiting = self._found(selector)
            before = self.person.saved() + waiting
            at_most = window.tap_twice_at(*place, self.gap)
            self.last = (*place, time.monotonic())
            after = self._settled(before)
            passed = self._passed() or at_most
            if passed < QUICK:
                assert after == before + 1, (selector, passed, self.person.changes())
                self.pairs[kind] += 1
                return
            self.extra += after - before
            if not window.evaluate(f"document.querySelector({json.dumps(selector)}) !== null"):
                return
        raise AssertionError(f"never less than {QUICK} ms between two taps")

    def _passed(self) -> float | None:
        """The milliseconds between the two taps, where both were on the page that is shown."""
        times = self.person.window.evaluate("window.taps ?? []")
        return None if len(times) < 2 else times[1] - times[0]

    def _found(self, selector: str) -> tuple[tuple[float, float], int]:
        """Where a control is, once a tap there is not taken for the last one; what waits."""
        height = HEIGHTS[self.pairs.total() % len(HEIGHTS)]
        known = self.person.window.evaluate(f"{KNOW % PLACE}({json.dumps(selector)}, {height})")
        assert known["place"], (
            f"{selector} is not on {self.person.window.evaluate('location.href')}"
        )
        x, y = known["place"]
        if math.hypot(x - self.last[0], y - self.last[1]) < NEAR:
            time.sleep(max(0, self.last[2] + QUICK / 1_000 - time.monotonic()))
        return (x, y), known["waiting"]

    def _settled(self, before: int) -> int:
        """What is saved and waiting, once the page is still."""
        until = time.monotonic() + 15
        still = None
        while time.monotonic() < until:
            still = self._waiting()
            if still is not None and self.person.saved() + still > before:
                break
            time.sleep(0.03)
        time.sleep(STEADY)
        while (still := self._waiting()) is None and time.monotonic() < until:
            time.sleep(0.03)
        assert still is not None, "the page never came to rest"
        return self.person.saved() + int(still)

    def _waiting(self) -> int | None:
        try:
            found = self.person.window.evaluate(STILL)
        except Exception:  # while one page gives way to another
            return None
        return None if found is None else int(found["waiting"])


def _lived(person: Person) -> None:
    """Yesterday's pain, a spasm without details, and two reliefs that are asked about."""
    now = person.server.now
    person.had(
        r.PainLevel(
            **person.earlier(days=1),
            recorded_at=now - timedelta(days=1),
            kind="day_average",
            level=3,
        ),
        r.Episode(
            **person.earlier(days=1),
            started_at=now - timedelta(days=1, hours=1),
            ended_at=now - timedelta(days=1),
        ),
        r.Relief(
            **person.earlier(minutes=24), applied_at=now - timedelta(minutes=24), method="warmth"
        ),
        r.Relief(
            **person.earlier(minutes=4), applied_at=now - timedelta(minutes=4), method="cold"
        ),
    )


def _all_of(person: Person, selector: str) -> list[str]:
    """A selector for each of the controls that are there."""
    listed = f"[...document.querySelectorAll({json.dumps(selector)})].map((it) => it.id)"
    return [f"#{name}" for name in person.window.evaluate(listed)]


def _tap_everything(taps: Taps, *, offline: bool) -> None:
    """Every control of Today that saves something, each tapped twice."""
    person = taps.person
    taps.on("#after-20-4", "level after relief")
    taps.on("#cold-off", "cold is off")
    taps.on("[id^=dismiss-]", "skip a question")
    taps.on("#none-yesterday", "no exercise yesterday")
    taps.on("#no-exercise", "no exercise today")
    for tile in _all_of(person, "button[id^=do-]"):
        taps.on(tile, "exercise")
    for level in range(11):
        taps.on(f"#pain-{level}", "pain level")
    for chip in _all_of(person, "button[id^=relief-]"):
        taps.on(chip, "relief")
    if not offline:  # without a network the journal has said nothing that could be undone
        taps.on("#undo", "undo")
    taps.on("#today-logged button[id^=delete-]", "delete")
    for ago in BEGAN_AGO:
        _tap_through_a_spasm(taps, ago, whole=ago == 0 and not offline)


def _tap_through_a_spasm(taps: Taps, ago: int, *, whole: bool) -> None:
    taps.on(f".spasm-now button[value='{ago}']", "spasm began")
    window, without = taps.person.window, taps.person.wire.is_cut
    if not without:
        window.wait_for(
            "location.pathname === '/episodes/now' && !!document.querySelector('#now-7')"
        )
    if whole:
        taps.on("#now-7", "level of a spasm")
        taps.on("button[id^=try-]", "relief in a spasm")
    elif not without:
        window.open("/")
    taps.on("#end-spasm, .running button.main", "spasm ended")
    if whole:
        window.wait_for("location.pathname.endsWith('/ended')")
        window.open("/")


def _expected(reliefs: int, *, offline: bool) -> dict[str, int]:
    """How many entries of each kind there are in the end."""
    return {
        "pain": 1 if offline else 2,  # yesterday, and in the spasm; that of today was deleted
        "exercises": len(STARTING),
        "relief": 2 + reliefs,  # but for the last one, undone; and one more in the spasm
        "days": 2,
        "episodes": 1 + len(BEGAN_AGO),
    }


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("network", ["online", "slow", "offline"])
def test_two_taps_at_one_place_save_one_thing_and_nothing_else(
    account: Person, network: str, gap: int, record_property: Callable[[str, object], None]
) -> None:
    _lived(account)
    person = account.signed_in()
    offline = network == "offline"
    reliefs = len(_all_of(person, "button[id^=relief-]"))
    before = person.saved()
    if offline:
        person.wire.cut()
    person.wire.delay = SLOW if network == "slow" else 0
    taps = Taps(person, gap, network)
    _tap_everything(taps, offline=offline)
    person.wire.mend()
    person.window.open("/")
    person.window.wait_for(NOTHING_WAITS, seconds=40)
    assert person.saved() == before + taps.pairs.total() + taps.extra
    found = {kind: len(person.records(kind)) for kind in _expected(0, offline=offline)}
    assert found == _expected(reliefs, offline=offline)
    record_property(DOUBLE_TAPS, [person.window.name, network, gap, dict(taps.pairs)])
