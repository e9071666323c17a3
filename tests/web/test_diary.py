"""The diary: every day, newest first, within the range one asks for."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask

from tests.people import Person
from tests.web.conftest import NOON, settled
from tests.web.reading import bring, listed, said, soup

pytestmark = pytest.mark.usefixtures("clock")


def days(person: Person, query: str = "") -> list[str]:
    """The days of a diary page that have something on them, by the notes they bear."""
    return re.findall(r"note-of-([\d-]+)", said(person.get(f"/diary?{query}")))


@pytest.fixture(scope="module")
def diary(app: Flask) -> Person:
    """Somebody to share, with a note on some days."""
    person = settled(app, "diary")
    days = ("2026-05-20", "2026-05-19", "2026-04-23", "2026-04-22", "2025-05-21")
    lines = [f"{day},day_average,4,note-of-{day}\n" for day in days]
    with time_machine.travel(NOON, tick=False):
        bring(person, ("pain.csv", "".join(["day,kind,level,note\n", *lines])))
    return person


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        ("", ["2026-05-20", "2026-05-19", "2026-04-23"]),
        ("range=4w", ["2026-05-20", "2026-05-19", "2026-04-23"]),
        ("range=4w&until=2026-05-19", ["2026-05-19", "2026-04-23"]),
        ("from=2026-04-22&to=2026-05-19", ["2026-05-19", "2026-04-23", "2026-04-22"]),
        ("from=2026-04-22&to=2026-04-22", ["2026-04-22"]),
        ("to=2025-06-01", ["2025-05-21"]),
        ("range=1y&until=2025-06-01", ["2025-05-21"]),
        ("from=2026-05-19", ["2026-05-20", "2026-05-19"]),
        ("kind=pain", ["2026-05-20", "2026-05-19", "2026-04-23"]),
        ("kind=relief", []),
    ],
)
def test_a_range_has_its_days_newest_first(diary: Person, query: str, dates: list[str]) -> None:
    assert days(diary, query) == dates


@pytest.mark.parametrize(
    "query",
    [
        "range=3w",
        "range=",
        "from=2026-05-21",
        "from=2026-05-10&to=2026-05-09",
        "from=x",
        "to=2026-02-30",
        "from=1899-12-31",
        "from=%00&to=%FF",
        "from=2026-05-10' OR 1=1",
    ],
)
def test_a_range_that_cannot_be_says_so_and_shows_the_usual(diary: Person, query: str) -> None:
    answer = diary.get(f"/diary?{query}")
    assert answer.status_code == (200 if query == "range=" else 422)
    assert days(diary, query) == ["2026-05-20", "2026-05-19", "2026-04-23"]
    if query != "range=":
        assert soup(answer).select("p.problem[role=alert]")


@pytest.mark.parametrize(
    "query",
    [
        "until=x",
        "until=2027-01-01",
        "until=%00",
        "kind=x",
        "kind=%FF",
        "day=1",
        "range=4w&range=all",
    ],
)
def test_what_makes_no_sense_is_left_aside(diary: Person, query: str) -> None:
    assert diary.get(f"/diary?{query}").status_code == 200


def test_older_days_are_one_tap_away_until_the_first(diary: Person) -> None:
    path, dates, pages = "/diary?range=1y", [], 0
    while path:
        page = diary.get(path)
        dates += re.findall(r"note-of-([\d-]+)", said(page))
        older = soup(page).find("a", string="Earlier days")
        path = str(older["href"]) if older else ""
        pages += 1
    assert dates == ["2026-05-20", "2026-05-19", "2026-04-23", "2026-04-22", "2025-05-21"]
    assert pages == 5


def test_beyond_a_year_it_tells_weeks_and_beyond_ten_months(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4", day="2025-05-01")
    ada.log("pain", kind="day_average", level="4")
    weeks = ada.get("/diary?range=all")
    assert "More than a year, so this shows weeks" in said(weeks)
    ada.log("pain", kind="day_average", level="4", day="2010-05-01")
    months = ada.get("/diary?range=all")
    assert "More than ten years, so this shows months" in said(months)
    assert ada.get("/diary?from=1900-01-01&to=2026-05-20").status_code == 200


def test_every_span_opens_to_its_days(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4", day="2025-05-01", note="note-of-2025-05-01")
    ada.log("pain", kind="day_average", level="4", note="note-of-2026-05-20")
    links = [str(a["href"]) for a in soup(ada.get("/diary?range=all")).select("th a")]
    assert len(links) == 56
    assert "note-of-2026-05-20" in said(ada.get(links[0]))
    assert "note-of-2025-05-01" in said(ada.get(links[-1]))


@pytest.mark.parametrize(
    ("slug", "fields"),
    [
        ("pain", {"kind": "now", "level": "3"}),
        ("episodes", {"started_at": "2026-05-20T09:00"}),
        ("exercises", {"exercise": "Bridge"}),
        ("relief", {"method": "cold"}),
        ("checkins", {"pain": "1", "enjoyment": "2", "activity": "3"}),
    ],
)
def test_every_kind_stands_in_the_diary_and_can_be_asked_for_alone(
    ada: Person, slug: str, fields: dict[str, str]
) -> None:
    ada.log(slug, **fields, note="a certain note")
    entry = listed(ada, slug)[0]["id"]
    for query in ("", f"?kind={slug}", "?range=all"):
        page = ada.get(f"/diary{query}")
        assert "a certain note" in said(page)
        assert f"/{slug}/{entry}/edit" in page.text
    other = "relief" if slug != "relief" else "pain"
    assert "a certain note" not in said(ada.get(f"/diary?kind={other}"))


def test_a_check_in_before_everything_else_is_in_the_diary(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="3")
    ada.log(
        "checkins", pain="1", enjoyment="2", activity="3", recorded_at="2026-05-13T09:00",
        note="a week before",
    )  # fmt: skip
    for query in ("", "?range=all", "?from=2026-05-01&to=2026-05-20", "?kind=checkins"):
        assert "a week before" in said(ada.get(f"/diary{query}"))


def test_a_note_on_a_day_stands_in_the_diary(ada: Person) -> None:
    ada.send("/days/2026-05-19/edit", note="a certain note", sleep="7")
    assert "a certain note" in said(ada.get("/diary"))
    assert "a certain note" in said(ada.get("/diary?kind=days"))


def test_an_episode_stands_on_every_day_of_the_page_that_it_touched(ada: Person) -> None:
    times = {"started_at": "2026-03-01T09:00", "ended_at": "2026-05-19T09:00"}
    ada.log("episodes", **times, so_long="yes")
    entry = listed(ada, "episodes")[0]["id"]
    page = ada.get("/diary?from=2026-05-17&to=2026-05-20&kind=episodes").text
    assert page.count(f"/episodes/{entry}/edit") == 3


def test_an_empty_diary_says_what_will_stand_there(ada: Person) -> None:
    for query in ("", "?range=all", "?kind=pain", "?from=2026-01-01"):
        answer = ada.get(f"/diary{query}")
        assert answer.status_code == 200
        assert "Your days show here" in said(answer)


@pytest.mark.usefixtures("diary")
def test_a_stranger_reads_none_of_it(charlie: Person) -> None:
    charlie.log("pain", kind="now", level="1")
    for query in ("range=all", "range=1y", "from=2025-01-01&to=2026-05-20", "kind=pain"):
        assert days(charlie, query) == []


def test_nobody_is_asked_to_sign_in_and_comes_back(nobody: Person) -> None:
    answer = nobody.get("/diary?range=all&kind=pain")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {"next": ["/diary?range=all&kind=pain"]}


def test_a_month_stands_on_top_with_its_shades_and_the_ways_to_its_neighbours(
    diary: Person,
) -> None:
    page = soup(diary.get("/diary"))
    table = page.select_one(".calendar.month table")
    assert table
    assert table.find("caption", string="May 2026")
    assert [cell["class"] for cell in table.select("td[class^=p]")] == [["p4"], ["p4"]]
    weekdays = [head.text for head in table.select("thead th")]
    assert weekdays == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [tag.text for tag in table.select("a .date")] == [str(day) for day in range(1, 21)]
    (link,) = table.select('a[href$="-05-20"]')
    (place,) = [at for at, cell in enumerate(table.select("td")) if cell is link.parent]
    assert place % 7 == weekdays.index("Wed")
    (link,) = page.select(".turn a")
    assert link["href"] == "/diary?from=2026-04-01&to=2026-04-30"
    april = soup(diary.get(str(link["href"])))
    assert [a.text for a in april.select(".turn a")] == ["Mar 2026", "May 2026"]
    assert not soup(diary.get("/diary?kind=pain")).select(".calendar")


def test_a_day_of_the_month_leads_to_its_place_in_the_list(diary: Person) -> None:
    page = soup(diary.get("/diary"))
    (first, second) = (a["href"] for a in page.select(".month td[class^=p] a"))
    assert (first, second) == ("#day-2026-05-19", "#day-2026-05-20")
    assert page.select_one("#day-2026-05-19")
    assert page.select_one("#day-2026-05-20")


def test_quiet_days_are_folded_and_their_levels_still_seen(ada: Person) -> None:
    rows = "".join(f"2026-05-{day},day_average,{day % 5}\n" for day in range(11, 16))
    bring(ada, ("pain.csv", "day,kind,level\n" + rows))
    page = soup(ada.get("/diary"))
    (quiet,) = page.select(".diary-day.quiet")
    assert "5 quiet days" in quiet.text
    assert [each.text for each in quiet.select(".shades i")] == ["1", "2", "3", "4", "0"]
    assert len(quiet.select("details li")) == 5


def found_notes(person: Person, words: str) -> list[str]:
    page = person.get("/diary/notes", query_string={"q": words})
    assert page.status_code == 200
    return re.findall(r"note-of-([\d-]+)", said(page))


def test_notes_are_found_whatever_their_capitals_and_kind(ada: Person) -> None:
    ada.log("pain", kind="now", level="3", note="Ärger beim HEBEN note-of-1")
    ada.log("relief", method="cold", note="after Heben, ärger gone note-of-2")
    ada.send("/days/2026-05-19/edit", note="100% _quiet_ note-of-3")
    assert sorted(found_notes(ada, "ÄRGER heben")) == ["1", "2"]
    assert found_notes(ada, "100%") == ["3"]
    assert found_notes(ada, "_quiet_") == ["3"]
    assert found_notes(ada, "%") == ["3"]
    assert found_notes(ada, "nothing like it") == found_notes(ada, "") == []
    nothing = ada.get("/diary/notes?q=nothing")
    assert "Nothing found for “nothing”." in said(nothing)
    assert soup(nothing).select('main a[href="/diary"]')
    assert ada.get("/diary/notes?q=<b>%00").status_code == 200


@pytest.mark.usefixtures("diary")
def test_a_stranger_finds_no_note(charlie: Person, nobody: Person) -> None:
    assert found_notes(charlie, "note") == []
    assert nobody.get("/diary/notes?q=note").status_code == 302


def test_a_diary_that_was_looked_at_shows_the_clock_that_is_chosen_then(ada: Person) -> None:
    ada.log("pain", kind="now", level="4", recorded_at="2026-05-19T14:05")
    assert "14:05" in said(ada.get("/diary"))
    ada.send("/account/", clock="12")
    assert "2:05 pm" in said(ada.get("/diary"))


def test_links_to_entries_lead_back_to_the_page_they_were_on(diary: Person) -> None:
    for query in ("", "?range=4w", "?kind=pain"):
        links = soup(diary.get(f"/diary{query}")).select("a.entry-link")
        ways_back = {parse_qs(urlsplit(str(link["href"])).query)["next"][0] for link in links}
        assert ways_back == {f"/diary{query}"}
