"""How many statements each page takes: a fixed number, however long the diary is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine

from journal.core.model.kinds import KINDS, Kind
from journal.web.support.revision_cache import CACHE, SCREENS, STEADY
from tests.core.written import written
from tests.people import Person
from tests.store.making import of_example, statements
from tests.web.conftest import NOON, settled
from tests.web.reading import bring, listed
from tests.web.test_care import accepted
from tests.web.test_shared import look, shared

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.both_databases]

LISTED = sum(kind.listed for kind in KINDS.values())
"""How many kinds the diary lists; it asks once for each."""
PAGES = {
    "/": 27,
    "/?day=2026-05-19": 19,
    "/diary": 10 + LISTED,
    "/diary/notes?q=any": 1 + LISTED,
    "/diary?kind=pain": 3,
    "/charts": 12,
    "/charts?range=4w": 12,
    "/charts/spasms": 6,
    "/charts/exercise": 18,
    "/charts/relief": 4,
    "/charts/where": 4,
    "/charts/year": 8,
    "/report": 31,
    "/report?range=12w&notes=on": 31,
    "/report.pdf?sections=pain": 11,
    "/report/shares": 4,
    "/care": 5,
    "/patients": 3,
    "/templates": 2,
    "/shared": 0,
    "/programme": 16,
    "/insight/experiment": 3,
    "/session": 8,
    "/insight": 11,
    "/insight/explore": 6,
    "/pain/new": 2,
    "/episodes/new": 2,
    "/exercises/new": 2,
    "/relief/new": 4,
    "/methods/new": 1,
    "/own/": 4,
    "/topics/new": 1,
    "/programme/new": 2,
    "/checkins/new": 1,
    "/events/new": 3,
    "/flareplans/new": 2,
    "/ladders/new": 2,
    "/laddersteps/new": 2,
    "/guides/new": 2,
    "/goals/new": 1,
    "/abilities/new": 2,
    "/days/2026-05-19/edit": 3,
    "/export": 3,  # the entries of each kind, and the pauses
    "/export/pain.csv": 4,
    "/export/exercises.csv": 6,
    "/export/journal.zip": 21 + len(KINDS),
    "/export/fhir.json": 3 + len(KINDS),
    "/import": 2,
    "/account/": 6,
    "/account/reminders": 4,
    "/account/rest-days": 2,
    "/account/tokens": 2,
    "/account/zone-rules": 2,
    "/more": 1,
    "/episodes/now": 2,
    "/offline": 1,
    "/offline/state": 1,
    "/help": 1,
    "/safety": 1,
}
"""Each page and its statements, the one that asks who is signed in among them.
"""
AGAIN = {"/": 1, "/diary": 1, "/charts": 1, "/insight": 4, "/account/": 5}
"""What is kept until the diary changes is not asked for again."""

LONG = 200
"""Days of a long diary."""

YEARS = {"/diary?range=all": 5, "/charts?range=all": 11, "/report?range=all": 25}


def diary_of(days: int) -> list[tuple[str, str]]:
    """Files of a diary of the latest so many days, with everything on each of them."""
    dates = [f"{2026 - n // 360}-{12 - n % 360 // 30:02}-{1 + n % 30 % 28:02}" for n in range(900)]
    dates = sorted({date for date in dates if date <= "2026-05-20"}, reverse=True)[:days]
    assert len(dates) == days
    return [
        ("pain.csv", table("day,kind,level", [f"{date},day_average,4" for date in dates])),
        ("exercises.csv", table("completed_at,exercise", [f"{d}T06:00,Bridge" for d in dates])),
        ("relief.csv", table("applied_at,method", [f"{date}T07:00,cold" for date in dates])),
        ("days.csv", table("day,sleep", [f"{date},7" for date in dates])),
        (
            "episodes.csv",
            table("started_at,ended_at", [f"{date}T05:00,{date}T06:00" for date in dates]),
        ),
        (
            "checkins.csv",
            table(
                "recorded_at,pain,enjoyment,activity", [f"{date}T08:00,1,2,3" for date in dates]
            ),
        ),
        *((f"{slug}.csv", days_of(KINDS[slug], dates)) for slug in KINDS if slug not in SPELLED),
    ]


SPELLED = ("pain", "exercises", "relief", "days", "episodes", "checkins", "programme")
"""The kinds whose files stand above, and the programme, which every account begins with."""


def days_of(kind: Kind, dates: list[str]) -> str:
    """The file of a kind with its example on each of the days."""
    example = of_example(kind)
    return written(
        *(
            example.with_(
                **{
                    "id": str(uuid4()),
                    "day": date.fromisoformat(day),
                    kind.record.MOMENT: datetime.fromisoformat(f"{day}T09:00Z"),
                }
            )
            for day in dates
        )
    ).decode()


def table(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows, ""])


@dataclass
class Diaries:
    """A short diary and a long one: whatever tests add, what is asked of them stays the same."""

    short: Person
    long: Person

    def of(self, days: int) -> Person:
        """The one of so many days."""
        return {1: self.short, LONG: self.long}[days]


@pytest.fixture(scope="module")
def diaries(app: Flask) -> Diaries:
    """Filled once, as filling the long one takes longer than any test of it."""
    return Diaries(*(filled(app, days) for days in (1, LONG)))


def filled(app: Flask, days: int) -> Person:
    """Somebody with a diary of so many days."""
    person = settled(app, f"{days} days")
    with time_machine.travel(NOON, tick=False):
        bring(person, *diary_of(days))
    return person


def counted(engine: Engine, person: Person, path: str) -> int:
    """The statements of a page when nothing of the diary is kept from another one."""
    for name in (CACHE, STEADY, SCREENS):
        person.app.extensions[name].clear()
    return counted_again(engine, person, path)


def counted_again(engine: Engine, person: Person, path: str) -> int:
    with statements(engine) as ran, person.get(path) as answer:
        assert answer.status_code == 200
        assert answer.data
    return len(ran)


def test_no_page_asks_more_of_a_longer_diary(app: Flask, engine: Engine) -> None:
    short, long = filled(app, 1), filled(app, LONG)
    # Before its first check a diary has nothing to explore, and is not asked for more; where
    # Today has a question, it does not look for one about ladders and goals.
    # The time of the longer one begins with a visit: what was edited since is asked for.
    # Of the day before its first, the short one is asked for hardly anything.
    for person, today, before, explore, report in ((short, 28, 12, 2, 31), (long, 22, 20, 7, 32)):
        plan = {"one_way": "walking", "other_way": "rest", "starts_on": "2026-05-20"}
        assert person.post("/insight/experiment", **plan, pairs="6").status_code == 303
        person.get("/")
        person.get("/insight/experiment")
        reports = dict.fromkeys(("/report", "/report?range=12w&notes=on"), report)
        days = {"/": today, "/?day=2026-05-19": before}
        expected = PAGES | reports | days | {"/insight/explore": explore}
        assert {path: counted(engine, person, path) for path in PAGES} == expected


def test_a_page_of_a_diary_that_is_as_it_was_asks_hardly_anything(
    engine: Engine, diaries: Diaries
) -> None:
    for path in AGAIN:
        diaries.long.get(path)
    assert {path: counted_again(engine, diaries.long, path) for path in AGAIN} == AGAIN


@pytest.mark.parametrize(("days", "before"), [(1, 4), (LONG, 0)])
def test_after_a_level_today_asks_again_only_for_what_is_logged_every_day(
    engine: Engine, diaries: Diaries, days: int, before: int
) -> None:
    person = diaries.of(days)
    counts = {}
    for path in ("/", "/pain/new"):
        person.get(path)
        person.log("pain", kind="now", level="4")
        person.get("/more")  # which shows the message
        counts[path] = counted_again(engine, person, path)
    # who asks, what is held, and of the day and the week what is logged day by day; where the
    # week does not tell whether exercise had begun, the days before it do
    assert counts == {"/": 10 + before, "/pain/new": 1}


def test_no_page_of_years_asks_more_of_a_fuller_diary(app: Flask, engine: Engine) -> None:
    for days in (1, LONG):
        person = filled(app, days)
        for begun in ("2024-05-01", "2010-05-01"):  # shown by weeks, and by months
            bring(person, ("first.csv", f"day,kind,level\n{begun},day_average,4\n"))
            person.get("/")
            assert {path: counted(engine, person, path) for path in YEARS} == YEARS


def test_a_diary_is_not_asked_for_what_it_holds_none_of(engine: Engine, ada: Person) -> None:
    bring(ada, ("pain.csv", table("day,kind,level", ["2026-05-19,day_average,4"])))
    pages = {path: counted(engine, ada, path) for path in ("/", "/diary")}
    # who asks, what is held, the week, the programme, relief used and an experiment, but no levels
    # of today; of the month what days hold, and on which anything was logged
    assert pages == {"/": 11, "/diary": 9}


@pytest.mark.parametrize(("days", "visits"), [(1, 0), (LONG, 1)])
def test_a_shared_page_asks_as_much_of_any_diary(
    engine: Engine, diaries: Diaries, nobody: Person, days: int, visits: int
) -> None:
    ada = diaries.of(days)
    plain, guarded = shared(ada), shared(ada, passcode="open sesame")
    counts = []
    for _ in range(2):  # the second opening of a minute is not noted
        for token, passcode in ((plain, None), (guarded, "open%20sesame")):
            with statements(engine) as ran:
                assert look(nobody, token, passcode).status_code == 200
            counts.append(len(ran))
    # two more counts of wrong passcodes, each asked and kept; what was edited since a visit on the
    # first day
    assert counts == [count + visits for count in (30, 42, 27, 39)]


@pytest.mark.parametrize(("days", "visits"), [(1, 0), (LONG, 1)])
def test_a_patients_page_asks_as_much_of_any_diary(
    engine: Engine, diaries: Diaries, charlie: Person, days: int, visits: int
) -> None:
    path = accepted(diaries.of(days), charlie)
    # the second look of a minute is not noted again; one more where the time begins with a visit
    assert [counted(engine, charlie, path) for _ in range(2)] == [46 + visits, 42 + visits]


@pytest.mark.parametrize("days", [1, LONG])
def test_an_edit_page_asks_as_much_of_any_diary(
    engine: Engine, diaries: Diaries, days: int
) -> None:
    ada = diaries.of(days)
    ada.get("/")
    counts = {
        slug: counted(engine, ada, f"/{slug}/{listed(ada, slug)[-1]['id']}/edit")
        for slug in ("pain", "episodes", "exercises", "relief", "programme", "checkins", "events")
    }
    assert counts == {
        "pain": 3,
        "episodes": 3,
        "exercises": 4,
        "relief": 5,
        "programme": 4,
        "checkins": 2,
        "events": 2,
    }


def test_saving_takes_a_fixed_number_of_statements(
    engine: Engine, ada: Person, diaries: Diaries
) -> None:
    counts = []
    for person in (ada, diaries.long):
        token = person.token()
        fields = {"csrf_token": token, "kind": "now", "level": "4"}
        with statements(engine) as ran:
            assert person.post("/pain/new", **fields).status_code == 303
        counts.append(len(ran))
    assert counts == [6, 6]
