"""What is kept of pages is never old: after any writes a worker shows what a new one would."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from journal.config import Settings
from journal.web.support.revision_cache import (
    CACHE,
    CLOSED,
    MISSING,
    PARTS,
    SCREENS,
    STEADY,
    TEXTS,
    Latest,
)
from journal.web.support.shared_texts import SharedTexts
from tests.journals import journal
from tests.people import Person
from tests.store.making import statements
from tests.web.conftest import joined
from tests.web.reading import bring, soup, without_token

PAGES = (
    "/",
    "/?day=2026-05-19",
    "/diary",
    "/diary?kind=pain",
    "/diary?range=all",
    "/charts",
    "/charts?range=all",
    "/charts/spasms",
    "/charts/exercise",
    "/charts/exercise?range=all",
    "/charts/year",
    "/insight",
    "/programme",
    "/report",
)
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
DAYS = [f"2026-05-{day}" for day in range(10, 20)] + ["2024-02-29", "2023-11-05", "2013-06-01"]
"""Three of them are of years that are closed."""
WRITES = 20

Answer = TestResponse | None
"""What a write answered; None: visitor was nothing to write about."""

Write = Callable[[Person, Random], Answer]


def level(person: Person, random: Random) -> Answer:
    return person.log("pain", kind="now", level=str(random.randint(0, 10)))


def average(person: Person, random: Random) -> Answer:
    fields = {"day": random.choice(DAYS), "level": str(random.randint(0, 10))}
    return person.log("pain", kind="day_average", note=random.choice(("", "stiff")), **fields)


def spasm(person: Person, random: Random) -> Answer:
    day = random.choice(DAYS)
    times = {"started_at": f"{day}T05:00", "ended_at": f"{day}T06:00"}
    return person.post(
        "/episodes/new", **times, peak_level="7"
    )  # a second one of that time is refused


def exercise(person: Person, random: Random) -> Answer:
    return person.log("exercises", exercise="Bridge", outcome=random.choice(("done", "partly")))


def sleep(person: Person, random: Random) -> Answer:
    return person.send(f"/days/{random.choice(DAYS)}/edit", sleep=str(random.randint(0, 10)))


def goal(person: Person, random: Random) -> Answer:
    day = random.choice(DAYS)
    return person.log("goals", goal="walk to the shop", written_at=f"{day}T09:00")


def check_in(person: Person, random: Random) -> Answer:
    answers = {name: str(random.randint(0, 10)) for name in ("pain", "enjoyment", "activity")}
    return person.log("checkins", recorded_at=f"{random.choice(DAYS)}T09:00", **answers)


def own_question(person: Person, random: Random) -> Answer:
    return person.log("topics", name=f"Coffee {random.random()}", kind="yes_no")


def experiment(person: Person, _random: Random) -> Answer:
    plan = {"one_way": "walking", "other_way": "rest", "starts_on": "2026-05-21", "pairs": "6"}
    return person.post("/insight/experiment", **plan)


def running(person: Person, _random: Random) -> Answer:
    return person.post("/episodes/start")


def relief(person: Person, random: Random) -> Answer:
    return person.log("relief", method=random.choice(("cold", "massage")), pain_before="5")


def own_method(person: Person, random: Random) -> Answer:
    method = {"name": "Ibuprofen", "method": "medicine", "dose": "400", "unit": "mg"}
    person.log("methods", **method | {"name": f"Ibuprofen {random.random()}"})
    person.post("/methods/new", **method, not_before_hours="6")  # a second one is refused
    return person.log("relief", **method)


def flare_plan(person: Person, _random: Random) -> Answer:
    steps = {"first_days": "3", "first_percent": "50", "second_days": "3", "second_percent": "75"}
    return person.send("/flareplans/new", leave="Curl-up", note="Warmth", **steps)


def plan_begun(person: Person, random: Random) -> Answer:
    flare_plan(person, random)
    return person.post("/flareplans/begin")


def other_name(person: Person, random: Random) -> Answer:
    renaming = next(
        form
        for form in person.forms_of(person.get("/programme"))
        if "/exercises/" in form.action and ("name", "Curl-up") in form.fields
    )
    person.post(renaming.action, name=f"Curl {random.random()}")
    return person.post(renaming.action, name="Curl-up")


def dismissal(person: Person, _random: Random) -> Answer:
    person.log("relief", method="cold", applied_at="2026-05-20T13:30")
    questions = [form for form in person.forms_of(person.get("/")) if "wave" in form.action]
    about = dict(questions[0].fields)["about"] if questions else f"goal:{uuid4()}"
    return person.post("/prompts/wave", about=about)


def entries(person: Person) -> list[str]:
    """The addresses of the forms of all that stands in the diary."""
    links = soup(person.get("/diary")).select("ol.diary a[href*='/edit']")
    return [str(link["href"]) for link in links if "/days/" not in str(link["href"])]


def edit(person: Person, random: Random) -> Answer:
    if addresses := entries(person):
        return person.send(random.choice(addresses), note=f"Seen again {random.random()}")
    return None


def deletion(person: Person, random: Random) -> Answer:
    if addresses := entries(person):
        path = random.choice(addresses).partition("?")[0]
        return person.post(path.replace("/edit", "/delete"))
    return None


def undo(person: Person, _random: Random) -> Answer:
    person.log("relief", method="cold")
    undos = [form for form in person.forms_of(person.get("/")) if "/changes/" in form.action]
    return person.post(undos[0].action)


def file(person: Person, random: Random) -> Answer:
    rows = [f"{day},day_average,{random.randint(0, 10)}" for day in DAYS]
    return bring(person, ("pain.csv", "\n".join(["day,kind,level", *rows])))


def settings(person: Person, random: Random) -> Answer:
    return person.send(
        "/account/",
        clock=random.choice(("12", "24")),
        first_weekday=random.choice(("monday", "sunday")),
        zone=random.choice(("Europe/Vienna", "Pacific/Auckland")),
    )


def pause(person: Person, _random: Random) -> Answer:
    return person.post("/account/pause")


def going_on(person: Person, _random: Random) -> Answer:
    return person.post("/account/pause/end")


ALL: tuple[Write, ...] = (
    level,
    average,
    spasm,
    exercise,
    sleep,
    goal,
    check_in,
    own_question,
    experiment,
    running,
    edit,
    deletion,
    undo,
    file,
    settings,
    pause,
    going_on,
    relief,
    own_method,
    flare_plan,
    plan_begun,
    other_name,
    dismissal,
)


REFUSED = (409, 422)
"""As where a spasm of that time is visitor already; a write alone is taken."""


@pytest.mark.parametrize("write", ALL)
def test_each_of_the_writes_is_taken(app: Flask, write: Write) -> None:
    random = Random(1)  # noqa: S311 (what is written, not a secret)
    with time_machine.travel(NOON, tick=False):
        ada = joined(app, "taken")
        level(ada, random)
        answer = write(ada, random)
    assert answer is not None
    assert answer.status_code == 303, answer.text


@pytest.fixture
def workers(app: Flask, shared: Settings) -> Iterator[tuple[Flask, Flask, Flask]]:
    """Two workers that share what they write, and a third one that keeps nothing."""
    beside, other = journal(shared), journal(shared)
    app.extensions[TEXTS] = beside.extensions[TEXTS] = SharedTexts.in_memory()
    yield app, beside, other
    app.extensions[TEXTS] = None
    for worker in (beside, other):
        worker.extensions["journal_engine"].dispose()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_workers_that_keep_pages_show_what_one_that_keeps_none_shows(
    workers: tuple[Flask, Flask, Flask], seed: int
) -> None:
    random = Random(seed)  # noqa: S311 (what is written, not a secret)
    app, beside, other_worker = workers
    with time_machine.travel(NOON, tick=False) as clock:
        ada, visitor, again = joined(app, "kept"), Person(beside), Person(other_worker)
        for person in (visitor, again):
            assert person.signed_in(ada.name).status_code == 303
        for _ in range(WRITES):
            write = random.choice(ALL)
            answer = write(random.choice((ada, visitor, again)), random)
            assert answer is None or answer.status_code in (303, *REFUSED), write
            clock.shift(timedelta(hours=random.choice((0, 0, 1, 13))))
            for person in (ada, visitor, again):
                person.get("/more")  # which shows what was to be said of it
            for path in random.sample(PAGES, 4):
                for name in (CACHE, STEADY, CLOSED, SCREENS, PARTS):
                    other_worker.extensions[name].clear()
                page = without_token(again.get(path))
                for person in random.sample((ada, visitor), 2):
                    assert without_token(person.get(path)) == page, write


def test_the_one_that_was_used_longest_ago_gives_way() -> None:
    latest = Latest(2)
    latest.put("a", 1)
    latest.put("b", 2)
    assert latest.get("a") == 1
    latest.put("c", 3)
    assert [latest.get(key) for key in "abc"] == [1, MISSING, 3]


def test_nothing_kept_of_one_diary_is_shown_in_another(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        people = [joined(app, name) for name in ("first", "second")]
        for person in people:
            person.log("pain", kind="day_average", day=DAYS[0], level="6")
        first, second = ({*entries(person)} for person in people)
        assert (len(first), len(second), len(first | second)) == (1, 1, 2)


def test_another_clock_is_seen_on_every_day_of_the_diary(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        ada = joined(app, "clock")
        for day in DAYS[:2]:
            ada.log("pain", kind="now", level="6", recorded_at=f"{day}T17:05")
        assert ada.get("/diary").text.count("17:05") == 2
        ada.send("/account/", clock="12")
        page = ada.get("/diary").text
        assert (page.count("17:05"), page.count("5:05 pm")) == (0, 2)


def test_what_is_kept_of_one_person_stays_while_others_come(app: Flask, engine: Engine) -> None:
    with time_machine.travel(NOON, tick=False):
        ada, *visitors = [joined(app, f"kept {number}") for number in range(9)]
        for person in (ada, *visitors):
            level(person, Random(1))  # noqa: S311 (what is written, not a secret)
        ada.get("/")
        with statements(engine) as at_once:
            ada.get("/")
        for person in visitors:
            person.get("/")
        with statements(engine) as later:
            ada.get("/")
    assert len(later) == len(at_once)
