"""What the journal is for, done in each engine."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import axe_playwright_python
import pytest

from tests.engines.pairs import refused_when_all_arrived
from tests.engines.people import Person
from tests.engines.table import TASK

SAVED = "document.querySelector('#toast').textContent.includes({text!r})"
LOGGED = """!document.querySelector('#stand-in')
  && document.querySelector('#today-logged')?.textContent.includes({text!r})"""
"""Whether Today of the journal shows an entry. Where a busy machine answers late, a page stands in
for it, and the message of what was done is gone."""

NOW_IS_THERE = """location.pathname === '/episodes/now' && !!document.querySelector('#now-7')
  && document.readyState === 'complete'"""
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
LOOKED_AT = ("/", "/diary", "/charts", "/episodes/now", "/pain/new", "/more")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CURRENT = "[...document.querySelectorAll('.segments li')].findIndex((it) => it.matches('.now'))"
"""The place of the exercise that a session is at, among all."""


Record = Callable[[str, object], None]
Timed = Callable[[str], AbstractContextManager[None]]


def timed(person: Person, record: Record) -> Timed:
    """Measures tasks: how many taps, and how many seconds until the page shows what was saved."""

    @contextmanager
    def task(name: str) -> Iterator[None]:
        window = person.window
        taps, began = window.taps, time.monotonic()
        yield
        seconds = f"{time.monotonic() - began:.1f}"
        record(TASK, [window.name, name, str(window.taps - taps), seconds])

    return task


def test_a_spasm_a_level_and_an_exercise_are_logged_drawn_and_exported(
    person: Person, record_property: Record
) -> None:
    window, task = person.window, timed(person, record_property)
    with task("pain of the day"):
        window.tap("#pain-6")
        window.wait_for(SAVED.format(text="Pain 6 saved"))
    assert window.evaluate("document.querySelector('#pain-6').ariaPressed") == "true"
    with task("an exercise"):
        window.tap("#today-exercises .tap")
        window.wait_for(SAVED.format(text="done"))
    with task("a spasm begins"):
        window.tap("#start-0")
        window.wait_for(NOW_IS_THERE)
    with task("its level"):
        window.tap("#now-7")
        window.wait_for(SAVED.format(text="7"))
    with task("it ended"):
        window.tap("#end-spasm")
        window.wait_for("location.pathname.endsWith('/ended')")
    (spasm,) = person.records("episodes")
    assert spasm["ended_at"]
    assert spasm["peak_level"] == "7"
    levels = {(row["kind"], row["level"]) for row in person.records("pain")}
    assert levels == {("day_average", "6"), ("now", "7")}
    assert [row["outcome"] for row in person.records("exercises")] == ["done"]
    window.open("/charts")
    window.place("#over_time")
    window.wait_for("document.querySelectorAll('#over_time svg').length > 0")
    window.wait_for("document.querySelectorAll('#over_time .main-svg').length > 0")


def test_nothing_moves_when_something_is_tapped(person: Person) -> None:
    window = person.window
    where = "JSON.stringify([scrollY, document.querySelector('#pain-3').getBoundingClientRect()])"
    window.place("#pain-3")
    before = window.evaluate(where)
    window.tap("#pain-3")
    window.wait_for(SAVED.format(text="Pain 3 saved"))
    assert window.evaluate(where) == before


def test_what_is_logged_without_a_network_is_shown_and_arrives_once(person: Person) -> None:
    window = person.window
    person.knows_offline().wire.cut()
    window.tap("#pain-4")
    window.wait_for(SAVED.format(text="saved on this phone"))
    window.tap("#start-0")
    window.wait_for("document.querySelector('.running') !== null")
    window.open("/")
    assert window.wait_for("document.querySelector('#pain-4')?.ariaPressed") == "true"
    assert window.evaluate("document.querySelectorAll('#today-logged .waiting').length") == 2
    person.wire.mend()
    window.open("/")
    assert refused_when_all_arrived(person) == 0
    assert [row["level"] for row in person.records("pain")] == ["4"]
    (spasm,) = person.records("episodes")
    assert not spasm["ended_at"]


def test_large_text_makes_no_page_wider_than_the_window(person: Person) -> None:
    window = person.window
    for width in (360, 390):
        window.size(width, 780)
        for path in LOOKED_AT:
            window.open(path)
            for percent in (100, 130, 200):
                window.evaluate(f"(document.documentElement.style.fontSize = '{percent}%', true)")
                wide = window.evaluate(TOO_WIDE)
                assert wide <= 0, (path, width, percent, wide)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_told_from_what_is_behind_it(person: Person, theme: str) -> None:
    window = person.window
    window.tap("#pain-6")
    window.wait_for(SAVED.format(text="Pain 6 saved"))
    window.tap("#today-exercises .tap")
    window.wait_for(SAVED.format(text="done"))
    rules = json.dumps({"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    grounds = set()
    for path in LOOKED_AT:
        window.open(path)
        window.evaluate(f"(document.documentElement.dataset.theme = {theme!r}, true)")
        window.evaluate(f"new Promise((done) => {{ {AXE.read_text()}\n; done(true); }})")
        faults = window.evaluate(
            f"axe.run(document, {rules}).then(({{ violations }}) => violations.flatMap("
            "({ nodes }) => nodes.map(({ target }) => target.join(' '))))"
        )
        assert faults == [], (path, theme)
        grounds.add(window.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 1, grounds


def test_a_press_in_a_session_counts_however_long_it_is(person: Person) -> None:
    """The player writes its time five times a second; nothing of a control may go with that."""
    window = person.window
    window.open("/session")
    window.wait_for("document.querySelectorAll('.plan [data-include]:checked').length")
    window.tap("[data-do=begin]", length=300)
    window.tap("[data-do=main]", length=300)  # a countdown begins
    window.wait_for(f"{CURRENT} === 0")
    window.tap("[data-do=leave]", length=500)
    window.wait_for("document.querySelector('dialog.leave').open")
    window.tap("[data-sore]", length=300)
    window.wait_for(f"{CURRENT} === 1")


def test_a_guided_session_is_begun_followed_and_saved(
    person: Person, record_property: Record
) -> None:
    window, task = person.window, timed(person, record_property)
    window.open("/session")
    planned = window.wait_for("document.querySelectorAll('.plan [data-include]:checked').length")
    with task("a session, three skipped, a short walk"):
        window.tap("[data-do=begin]")
        for place in range(planned - 1):
            window.wait_for(f"{CURRENT} === {place}")
            window.tap("[data-do=leave]")
            window.tap("[data-sore]")
        window.wait_for(f"{CURRENT} === {planned - 1}")
        window.tap("[data-do=main]")
        window.tap("[data-do=done]")
        window.wait_for("document.querySelector('.session').dataset.view === 'end'")
        window.tap(".save.in-end button.main")
        window.wait_for("location.pathname === '/'")
        window.wait_for(LOGGED.format(text="Walking"))
    outcomes = Counter(row["outcome"] for row in person.records("exercises"))
    assert outcomes == {"skipped": planned - 1, "partly": 1}
