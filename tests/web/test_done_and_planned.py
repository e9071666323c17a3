"""Done and planned: each page that tells of it says the same of the same week."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from tests.people import Person
from tests.web.reading import bring, said, soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

MONDAY, WEEK = "2026-05-11", "from=2026-05-11&to=2026-05-17"
SUMMARY = "section[aria-labelledby=sheet-programme]"


@dataclass(frozen=True)
class Week:
    """What was planned and logged on the Monday of a week, and what is told of it."""

    done: str
    """Of the week, on every page that tells of weeks."""
    tile: str | None
    """Of the Monday, on Today; None: it is not asked for."""
    outcomes: tuple[str, ...] = ()
    times: int = 1
    days: int = 7
    rest: str = ""
    plan: bool = False


AGAIN, OPEN = "done; tap to log once more", "tap to log as done"
TWICE = ("done", "done")
WEEKS = {
    "planned once and done": Week("1 of 7", AGAIN, ("done",)),
    "planned once and done twice": Week("1 of 7, 1 extra", f"done 2 times {AGAIN}", TWICE),
    "planned twice and done once": Week("1 of 14", f"1 of 2 done {OPEN}", ("done",), times=2),
    "planned twice and done": Week("2 of 14", f"2 of 2 done {AGAIN}", TWICE, times=2),
    "planned on three days and done twice on one": Week(
        "1 of 3, 1 extra", f"done 2 times {AGAIN}", TWICE, days=3
    ),
    "planned twice and done three times": Week(
        "2 of 14, 1 extra", f"done 3 times {AGAIN}", (*TWICE, "done"), times=2
    ),
    "done twice and partly": Week(
        "1 done, 1 in part, of 7, 1 extra", f"done 2 times {AGAIN}", (*TWICE, "partly")
    ),
    "more than the week": Week("1 of 1, 1 extra", f"done 2 times {AGAIN}", TWICE, days=1),
    "partly": Week("0 done, 1 in part, of 7", f"partly done {OPEN}", ("partly",)),
    "done and partly": Week("1 done, 1 in part, of 7", AGAIN, ("done", "partly")),
    "skipped": Week("0 of 7", OPEN, ("skipped",)),
    "a flare-up": Week("1 of 6", AGAIN, ("done",), rest="no_exercise,rest_reason\n%s,,flare"),
    "a day off": Week("0 of 7", OPEN, rest="no_exercise\n%s,yes"),
    "a flare plan": Week("1 of 4", None, ("done",), plan=True),
    "a week that asks for nothing": Week("1 extra", None, ("done",), plan=True, days=1),
}


def cells(person: Person, path: str, table: str) -> list[str]:
    """What the row of the exercise says in a table of a page."""
    rows = soup(person.get(path)).select(f"{table} tbody tr")
    (row,) = (row for row in rows if row.th and row.th.text.strip() == "Bridge")
    return [" ".join(cell.get_text().split()) for cell in row.select("td")]


NUMBERS = {
    "done": r"(\d+) (?:done|of)",
    "partly": r"(\d+) in part",
    "planned": r"of (\d+)",
    "extra": r"(\d+) extra",
}


def numbers(text: str) -> Counter[str]:
    """What a page tells of a week or a day, as numbers; what it does not name is 0."""
    matches = {name: re.search(pattern, text) for name, pattern in NUMBERS.items()}
    return Counter({name: int(match[1]) for name, match in matches.items() if match})


def logged(person: Person, week: Week) -> None:
    """The plan of a week and what was logged of it, as files bring them."""
    lines = [f"{MONDAY}T0{7 + at}:00,Bridge,{outcome}" for at, outcome in enumerate(week.outcomes)]
    files = [
        (
            "p.csv",
            "exercise,times_per_day,days_per_week,starts_on,ends_on\n"
            f"Bridge,{week.times},{week.days},2026-05-11,2026-05-17\n",
        ),
        ("e.csv", "\n".join(["completed_at,exercise,outcome", *lines, ""])),
    ]
    if week.rest:
        files.append(("d.csv", f"day,{week.rest % MONDAY}\n"))
    if week.plan:
        files.append(
            (
                "f.csv",
                "written_at,state,leave,first_days,first_percent\n"
                f"{MONDAY}T06:00,begun,Bridge,3,50\n",
            )
        )
    bring(person, *files)


@pytest.mark.parametrize("week", WEEKS.values(), ids=WEEKS)
def test_every_page_tells_the_same_of_a_week(ada: Person, week: Week) -> None:
    logged(ada, week)
    of_week = week.done.replace(", 1 extra", " 1 extra")  # on a line of its own in such a table
    assert cells(ada, f"/charts/exercise?{WEEK}", "table.adherence") == [of_week]
    assert cells(ada, f"/report?{WEEK}", SUMMARY) == [week.done]
    assert cells(ada, "/programme", "table.adherence")[1] == of_week
    tiles = [words_of(tile) for tile in soup(ada.get(f"/?day={MONDAY}")).select("button.tap")]
    assert tiles == ([] if week.tile is None else [f"Bridge {week.tile}"])
    counts = numbers(week.done)
    outcomes = Counter(week.outcomes)
    assert counts["done"] + counts["extra"] == outcomes["done"]
    assert counts["partly"] == outcomes["partly"]
    assert counts["done"] <= min(week.times, counts["planned"])  # all of it was on one day


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("days", [1, 3, 7])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_pages_count_as_done_the_same_of_a_programme_that_began_today(
    ada: Person, count: int, days: int, times: int
) -> None:
    """Of the days to come the summary knows nothing, and the week asks for them already."""
    plan = f"exercise,times_per_day,days_per_week,starts_on\nBridge,{times},{days},2026-05-20\n"
    sessions = [f"2026-05-20T0{at}:00,Bridge" for at in range(count)]
    bring(ada, ("p.csv", plan), ("e.csv", "\n".join(["completed_at,exercise", *sessions, ""])))
    pages = (("/charts/exercise", "table.adherence"), ("/programme", "table.adherence"))
    counts = [
        numbers(cells(ada, path, table)[0]) for path, table in (*pages, ("/report", SUMMARY))
    ]
    assert {(each["done"], each["extra"]) for each in counts} == {
        (min(count, times), max(0, count - times))
    }
    for path, _ in pages:
        assert "The newest week is planned up to Sun 24 May" in said(ada.get(path))
    assert "The newest week" not in said(ada.get(f"/charts/exercise?{WEEK}"))


def test_what_was_not_planned_is_told_alike_on_every_page(ada: Person) -> None:
    ada.send("/programme", "/programme/exercises", name="Swimming")
    for at, outcome in enumerate(("done", "done", "partly")):
        ada.log(
            "exercises", exercise="Swimming", outcome=outcome, completed_at=f"{MONDAY}T1{at}:00"
        )
    sentence = "Done without being planned: Swimming 2 times and 1 time in part."
    for path in (f"/charts/exercise?{WEEK}", f"/report?{WEEK}", "/programme"):
        assert sentence in said(ada.get(path))


def test_the_summary_and_the_weeks_name_the_days_of_a_flare_plan(ada: Person) -> None:
    logged(ada, WEEKS["a flare plan"])
    sentence = "A flare plan asked for less: 11 May 2026 to 13 May 2026. Only what it asked for"
    assert sentence in said(ada.get(f"/report?{WEEK}"))
    assert "flare plan" not in said(ada.get("/report?from=2026-05-14&to=2026-05-17"))
    for path in (f"/charts/exercise?{WEEK}", "/programme"):
        assert "Days of a flare plan" in said(ada.get(path))
