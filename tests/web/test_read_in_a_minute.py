"""What a doctor reads in one minute is true: what stands beside each other is of the same days."""

import re
from datetime import date, timedelta

import pytest

from tests.people import Person
from tests.web.reading import bring, said, soup, words_of

pytestmark = pytest.mark.usefixtures("clock")

NUMB = {"started_at": "2026-05-10T09:00", "ended_at": "2026-05-10T10:00", "symptoms": "numb"}
STARS = "* logged more than a day later"


def part_of(person: Person, name: str, query: str = "") -> str:
    """The words of one section of the summary."""
    (section,) = soup(person.get(f"/report?{query}")).select(f"[aria-labelledby=sheet-{name}]")
    return words_of(section)


def rated(first: date, days: int) -> tuple[str, str]:
    """A file of averages on so many days in a row."""
    rows = [f"{first + timedelta(days=at)},day_average,4" for at in range(days)]
    return "pain.csv", "\n".join(["day,kind,level", *rows])


FEW_AVERAGES = "Its numbers are shown only where both have an average on 7 days or more."
FEW_DAYS = "Its numbers are shown only where both have an entry on at least half of their days."
BEGUN_LATER = "Its numbers are not shown, as the diary began later than that."


@pytest.mark.parametrize(
    ("first_day", "days_before", "reason"),
    [
        (7, 1, FEW_AVERAGES),
        (7, 6, FEW_AVERAGES),
        (7, 7, FEW_DAYS),
        (8, 21, BEGUN_LATER),
        (7, 11, None),
    ],
)
def test_all_numbers_stand_beside_those_before_or_none(
    ada: Person, first_day: int, days_before: int, reason: str | None
) -> None:
    bring(ada, rated(date(2026, 4, first_day), days_before))
    bring(ada, rated(date(2026, 4, 29), 11))
    ada.log("episodes", started_at="2026-04-12T09:00", ended_at="2026-04-12T10:00", peak_level="9")
    page = soup(ada.get("/report?from=2026-04-29&to=2026-05-20"))
    tiles = [words_of(tile) for tile in page.select(".tiles div")]
    assert len(tiles) == 3
    assert [" before: " in tile for tile in tiles] == [reason is None] * 3
    words = words_of(page.select("article.sheet")[0])
    assert f"Before: {days_before} of 22" in words
    assert [each for each in (FEW_AVERAGES, FEW_DAYS, BEGUN_LATER) if each in words] == (
        [reason] if reason else []
    )


def test_what_a_spasm_felt_like_is_on_the_first_page_without_entries_too(ada: Person) -> None:
    ada.log("episodes", **NUMB)
    (row,) = soup(ada.get("/report?sections=spasms")).select(
        "section[aria-labelledby=sheet-spasms] tbody tr"
    )
    assert words_of(row) == "10 May 2026 1 h \u2013 numb"


def test_words_of_spasms_that_are_not_listed_are_told_too(ada: Person) -> None:
    ada.log("episodes", **NUMB)
    for day in range(11, 19):
        times = {"started_at": f"2026-05-{day}T09:00", "ended_at": f"2026-05-{day}T10:00"}
        ada.log("episodes", **times, symptoms=["tight", "weak"] if day == 12 else "tight")
    words = part_of(ada, "spasms")
    assert "The latest 6 of 9. The others felt like: tight (2), weak leg, numb." in words


def test_without_words_the_table_has_no_column_for_them(ada: Person) -> None:
    ada.log("episodes", **NUMB | {"symptoms": ""})
    assert "Felt like" not in part_of(ada, "spasms")


def test_a_star_is_explained_where_there_is_one(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4", day="2026-05-20")
    assert STARS not in said(ada.get("/report"))
    ada.log("pain", kind="day_average", level="4", day="2026-05-17")
    page = said(ada.get("/report"))
    assert "17 May 2026 4*" in page
    assert STARS in page


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("08:12:50", "08:35:10", "08:12 to 08:35, 23 min"),
        ("08:12:10", "08:35:50", "08:12 to 08:35, 23 min"),
        ("08:12:50", "08:13:10", "08:12 to 08:13, 1 min"),
        ("08:12:10", "08:12:50", "08:12 to 08:12, less than a minute"),
    ],
)
def test_two_times_and_the_length_between_them_add_up(
    ada: Person, start: str, end: str, words: str
) -> None:
    times = f"2026-05-10T{start},2026-05-10T{end}"
    bring(ada, ("episodes.csv", f"started_at,ended_at\n{times}\n"))
    assert words in said(ada.get("/report"))


def test_one_day_is_a_day(ada: Person) -> None:
    bring(ada, rated(date(2026, 5, 1), 9))
    for day in range(1, 8):
        ada.log("exercises", exercise="Bridge", completed_at=f"2026-05-{day:02}T09:00")
    ada.send("/days/2026-05-08/edit", no_exercise="yes")
    page = said(ada.get("/charts/exercise?range=all"))
    assert "7 days after exercise; 1 other day." in page
    assert not re.search(r"\b1 other days", page)


def test_a_rest_day_reads_as_one(ada: Person) -> None:
    ada.send("/days/2026-05-08/edit", no_exercise="yes")
    assert "The day: rest day" in said(ada.get("/diary"))
