"""Done and planned: each page that tells of it says the same of the same week."""

from dataclasses import dataclass

import pytest

from tests.people import Person
from tests.web.reading import bring, said, soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

MONDAY, WEEK = "2026-05-11", "from=2026-05-11&to=2026-05-17"


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
    "planned once and done twice": Week("2 of 7", f"done 2 times {AGAIN}", TWICE),
    "planned twice and done once": Week("1 of 14", f"1 of 2 done {OPEN}", ("done",), times=2),
    "planned twice and done": Week("2 of 14", f"2 of 2 done {AGAIN}", TWICE, times=2),
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
    assert cells(ada, f"/report?{WEEK}", "section[aria-labelledby=sheet-programme]") == [week.done]
    assert cells(ada, "/programme", "table.adherence")[1] == of_week
    tiles = [words_of(tile) for tile in soup(ada.get(f"/?day={MONDAY}")).select("button.tap")]
    assert tiles == ([] if week.tile is None else [f"Bridge {week.tile}"])


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
