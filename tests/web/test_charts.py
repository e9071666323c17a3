"""The charts page: a sentence, an n, a picture and a table for each, of the range asked for."""

import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from journal.access.passwords import hashed_password
from journal.store.db.sessions import session
from journal.store.diary import demo
from journal.web import charts
from journal.web.support.formatting import chart_functions
from tests.people import PASSWORD, Person
from tests.test_house import ROOT
from tests.web.conftest import NOON, settled
from tests.web.reading import bring, said, soup

pytestmark = pytest.mark.usefixtures("clock")


DAYS = [f"2026-05-{day:02}" for day in range(1, 21)]
THREE_WEEKS = (
    (
        "pain.csv",
        "\n".join(["day,kind,level", *(f"{d},day_average,{n % 7}" for n, d in enumerate(DAYS))]),
    ),
    (
        "exercises.csv",
        "\n".join(["completed_at,exercise", *(f"{d}T09:00,Bridge" for d in DAYS[::3])]),
    ),
    ("episodes.csv", "started_at,ended_at\n2026-05-10T09:00,2026-05-12T09:00\n"),
)
EMPTY = "Your pain, day by day, with exercise below."
CELL = re.compile("<t[hd][^>]*>")


SCREENS = {
    "episodes": "/charts/spasms",
    "by_frequency": "/charts/exercise",
    "day_after": "/charts/exercise",
}
"""Where a figure is, if not on the first screen."""


def figure(person: Person, name: str, query: str = "") -> dict[str, Any]:
    """A figure as the page hands it to the browser."""
    tag = soup(person.get(f"{SCREENS.get(name, '/charts')}?{query}")).select_one(
        f'script[data-plot="{name}"]'
    )
    assert tag is not None
    assert tag["type"] == "application/json"
    chart: dict[str, Any] = json.loads(tag.text)
    return chart


@pytest.fixture(scope="module")
def diary(app: Flask) -> Person:
    """Somebody to share, with three weeks of pain, some exercise and a spasm."""
    person = settled(app, "charts")
    with time_machine.travel(NOON, tick=False):
        bring(person, *THREE_WEEKS)
    return person


@pytest.fixture(scope="module")
def demonstration(app: Flask) -> Person:
    """The made-up year, to share."""
    with session(app.extensions["journal_engine"], writes=True) as writing:
        demo.make(writing, "demo", hashed_password(PASSWORD), NOON)
        writing.commit()
    visitor = Person(app)
    visitor.signed_in("demo")
    return visitor


def test_an_empty_diary_says_what_will_be_drawn(ada: Person) -> None:
    for query in ("", "range=all", "range=1y", "from=2026-01-01"):
        answer = ada.get(f"/charts?{query}")
        assert answer.status_code == 200
        assert EMPTY in said(answer)
        assert soup(answer).select("script[data-plot]") == []


def test_a_diary_of_one_day_is_drawn(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="0")
    for query in ("", "range=4w", "range=all"):
        answer = ada.get(f"/charts?{query}")
        assert answer.status_code == 200
        assert re.search("1 of [0-9]+ days have an average", said(answer))
        assert figure(ada, "over_time", query)["data"]


def test_each_chart_says_how_much_it_rests_on(diary: Person) -> None:
    text = said(diary.get("/charts?range=4w"))
    assert (
        "20 of 28 days have an average; your pain averaged 2.9. Exercise on 7 days. "
        "A spasm on 3 days." in text
    )
    year = said(diary.get("/charts/year"))
    assert "20 days have an average. A spasm on 3 days. Days you didn’t log stay empty." in year


def test_days_with_other_entries_have_a_mark_and_no_shade_in_both_calendars(ada: Person) -> None:
    ada.log("pain", kind="now", level="6", recorded_at="2026-05-12T09:00")
    ada.log("episodes", started_at="2026-05-14T09:00", ended_at="2026-05-14T11:00")
    ada.send("/days/2026-05-16/edit", note="Long drive.")
    year = ada.get("/charts/year")
    assert "0 days have an average. Dots mark 3 days with other entries only." in said(year)
    for page in (year, ada.get("/diary")):
        days = {
            link["aria-label"]: link.get_text(" ", strip=True).split(" ")[-1]
            for link in soup(page).select(".calendar td a")
            if "/?day=2026-05" in str(link["href"]) or str(link["href"]).startswith("#day-2026-05")
        }
        marked = [label for label, text in days.items() if text == "•"]
        assert marked == [
            "12: logged, but no average",
            "14: logged, but no average, spasm",
            "16: logged, but no average",
        ]
        assert "13: nothing logged" in days
    assert not soup(year).select(".calendar [class*=p6]")


def test_exercises_done_before_they_were_planned_stand_apart(diary: Person) -> None:
    page = said(diary.get("/charts/exercise?range=4w"))
    assert "Done before it was planned, and not counted above: Bridge 7 times." in page


def test_a_diary_of_levels_of_moments_has_a_chart_and_no_average(ada: Person) -> None:
    ada.log("pain", kind="now", level="6")
    page = ada.get("/charts?range=4w")
    assert "0 of 28 days have an average." in said(page)
    highest = next(data for data in figure(ada, "over_time")["data"] if data["meta"] == "highest")
    assert highest["y"] == [6]


def tables(person: Person, query: str) -> list[list[list[str]]]:
    """The tables of the page, their rows cell by cell; HTML lets cells and rows go unclosed."""
    page = person.get(f"/charts?{query}").text
    bodies = re.findall(r'<table class="figures">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    return [
        [
            [html.unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in CELL.split(row)[1:]]
            for row in body.split("<tr>")[1:]
        ]
        for body in bodies
    ]


def test_each_chart_has_its_table(diary: Person) -> None:
    by_day, *_ = tables(diary, "range=4w")
    assert len(by_day) == 28
    assert ["2026-05-10", "2", "", "1", "yes"] in by_day
    assert ["2026-04-30", "", "", "", ""] in by_day


def every_day_known(person: Person) -> None:
    """Three weeks of pain; exercise on every third day, and a confirmed rest day on the others."""
    bring(person, *THREE_WEEKS)
    rest_days = [day for n, day in enumerate(DAYS) if n % 3]
    bring(
        person, ("days.csv", "\n".join(["day,no_exercise", *(f"{day},yes" for day in rest_days)]))
    )


def weeks_compared(person: Person) -> list[str]:
    """The weeks in the table of the frequency chart."""
    page = soup(person.get("/charts/exercise?range=4w"))
    section = page.select_one("section[aria-labelledby=frequency-title]")
    assert section is not None
    return [tag.text[:10] for tag in section.select("tbody tr > th")]


def test_a_week_is_a_dot_only_when_each_of_its_days_is_known(ada: Person, charlie: Person) -> None:
    bring(ada, *THREE_WEEKS)
    assert weeks_compared(ada) == []
    every_day_known(charlie)
    assert weeks_compared(charlie) == ["2026-05-11", "2026-05-04"]


def with_days(person: Person, factor: str = "") -> None:
    """Twenty days of pain; exercise on the first ten of them, none confirmed on the others."""
    rows = [f"{day},{'yes' if n >= 10 else ''},{factor or 'no'}" for n, day in enumerate(DAYS)]
    bring(
        person,
        THREE_WEEKS[0],
        (
            "done.csv",
            "\n".join(["completed_at,exercise", *(f"{d}T09:00,Bridge" for d in DAYS[:10])]),
        ),
        ("days.csv", "\n".join(["day,no_exercise,stress", *rows])),
    )


def test_the_day_after_is_two_distributions_with_n_and_means(ada: Person) -> None:
    with_days(ada)
    traces = {trace["meta"]: trace for trace in figure(ada, "day_after", "range=4w")["data"]}
    assert sum(traces["after"]["customdata"]) == 10
    assert sum(traces["other"]["customdata"]) == 9
    assert traces["mean_after"]["x"] == [2.7, 2.7]
    page = said(ada.get("/charts/exercise?range=4w"))
    assert "10 days after exercise, average pain 2.7; 9 other days, 3.3." in page
    assert "Other things may explain what differs here: a diary cannot tell." in page


def test_a_pair_of_means_needs_five_days_of_each(ada: Person) -> None:
    with_days(ada)
    page = said(ada.get("/charts/exercise?from=2026-05-08&to=2026-05-20"))
    assert "3 days after exercise; 9 other days." in page
    traces = figure(ada, "day_after", "from=2026-05-08&to=2026-05-20")["data"]
    assert [trace["x"] for trace in traces if trace["meta"].startswith("mean_")] == [[], []]


def test_days_of_one_kind_only_are_no_comparison(diary: Person) -> None:
    assert "will show side by side, once there are some of both" in said(
        diary.get("/charts/exercise?range=4w")
    )


def test_factors_of_days_are_means_with_their_n_or_none(ada: Person, charlie: Person) -> None:
    with_days(ada)
    assert "Stress \N{EN DASH} of 0 \N{EN DASH} of 20" in said(ada.get("/charts?range=4w"))
    rows = [f"{day},{'yes' if n % 4 else 'no'}" for n, day in enumerate(DAYS)]
    bring(charlie, THREE_WEEKS[0], ("days.csv", "\n".join(["day,stress", *rows])))
    page = said(charlie.get("/charts?range=4w"))
    assert "Stress 3.0 of 15 2.4 of 5" in page
    assert "Pain can change what we do as much as what we do can change pain." in page


def test_check_ins_are_dots_of_their_mean(ada: Person) -> None:
    assert soup(ada.get("/charts")).select('script[data-plot="check_ins"]') == []
    ada.log("checkins", pain="3", enjoyment="4", activity="6")
    assert figure(ada, "check_ins")["data"][0]["y"] == [4.33]
    assert "1 check-in." in said(ada.get("/charts"))


@pytest.mark.parametrize(
    ("query", "length"),
    [("range=4w", 28), ("range=12w", 84), ("", 84), ("from=2026-05-01&to=2026-05-10", 10)],
)
def test_a_range_is_as_long_as_it_says(diary: Person, query: str, length: int) -> None:
    assert len(tables(diary, query)[0]) == length


@pytest.mark.parametrize("query", ["range=5w", "from=x", "from=2026-06-01", "from=%00", "to=1"])
def test_a_range_that_cannot_be_says_so(diary: Person, query: str) -> None:
    answer = diary.get(f"/charts?{query}")
    assert answer.status_code == 422
    assert soup(answer).select("p.problem[role=alert]")


def test_missing_days_are_neither_zero_nor_filled_in(ada: Person) -> None:
    for day in ("2026-05-01", "2026-05-20"):
        ada.log("pain", kind="day_average", level="6", day=day)
    text = json.dumps(figure(ada, "over_time", "range=4w")["data"])
    assert '"y": [6, 6]' in text or '"y": [6.0, 6.0]' in text


def test_a_level_recalled_too_late_is_outside_the_mean(ada: Person) -> None:
    bring(ada, *THREE_WEEKS)
    sentence = "20 of 28 days have an average; your pain averaged 2.9."
    ada.log("pain", kind="day_average", level="10", day="2026-04-29")
    assert sentence in said(ada.get("/charts?range=4w"))
    ada.log("pain", kind="day_average", level="10", day="2026-05-18")
    assert sentence not in said(ada.get("/charts?range=4w"))


def test_beyond_a_year_it_is_drawn_by_weeks_and_beyond_ten_by_months(ada: Person) -> None:
    ada.log("pain", kind="day_average", level="4")
    ada.log("pain", kind="day_average", level="4", day="2025-01-01")
    assert "average of a week" in said(ada.get("/charts?range=all"))
    ada.log("pain", kind="day_average", level="4", day="2012-01-01")
    page = ada.get("/charts?range=all")
    assert "average of a month" in said(page)
    assert len(page.data) < 120_000


def test_a_figure_is_plain_and_sends_nothing(diary: Person) -> None:
    page = diary.get("/charts").text
    assert "plot.ly" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    for name in ("over_time", "episodes"):
        assert set(figure(diary, name)) >= {"data", "layout", "tones"}


def test_the_first_weekday_is_the_accounts(ada: Person) -> None:
    every_day_known(ada)
    monday = weeks_compared(ada)
    ada.send("/account/", first_weekday="sunday")
    assert monday == ["2026-05-11", "2026-05-04"]
    assert weeks_compared(ada) == ["2026-05-10", "2026-05-03"]


@pytest.mark.usefixtures("diary")
def test_a_stranger_sees_an_empty_page(charlie: Person) -> None:
    assert EMPTY in said(charlie.get("/charts?range=all"))


def test_nobody_is_asked_to_sign_in(nobody: Person) -> None:
    assert nobody.get("/charts").location.startswith("/account/sign-in?next=/charts")


def test_each_figure_is_in_the_page_before_any_script_runs(diary: Person) -> None:
    page = soup(diary.get("/charts?range=4w"))
    for plot in page.select(".plot"):
        assert plot.select_one(".still svg") is not None
    dots = page.select("#over_time .still circle")
    assert len(dots) == 20
    assert not [tag for tag in page.select("script[src]") if "plotly" in tag["src"]]


def test_a_chart_is_downloaded_as_one_file(diary: Person, nobody: Person) -> None:
    answer = diary.get("/charts/download?figure=over_time&range=4w")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=spasm-journal-")
    assert answer.data.startswith(b"<!doctype html>")
    assert diary.get("/charts/download?figure=nothing").status_code == 404
    assert nobody.get("/charts/download").status_code == 302


def test_a_downloaded_chart_of_the_demonstration_says_that_all_is_made_up(
    demonstration: Person, diary: Person
) -> None:
    address = "/charts/download?figure=over_time&range=4w"
    label = "This is a demonstration: all entries are made up."
    assert label not in diary.get(address).text
    page = demonstration.get(address).text
    title = "Spasm Journal, 2026-04-23 to 2026-05-20"
    assert f"<title>{title}</title>" in page
    (lines,) = re.findall(f'"text":"({title}[^"]*{label})"', page)
    assert lines.removeprefix(title).removesuffix(label) in ("<br>", r"\u003cbr\u003e")


@pytest.mark.parametrize("screen", charts.SCREENS)
def test_every_chart_has_a_heading_and_a_table_and_is_downloaded_by_its_name(
    demonstration: Person, screen: str
) -> None:
    address = "/charts" if screen == "pain" else f"/charts/{screen}"
    scripts = soup(demonstration.get(f"{address}?range=12w")).select("script[data-plot]")
    names = [template.partition("0_")[2].removesuffix(".html") for template in templates(screen)]
    with_charts = dict(chart_functions())
    assert [script["data-plot"] for script in scripts] == [n for n in names if n in with_charts]
    for script in scripts:
        section = script.find_parent("section")
        assert section is not None
        assert section.select("h2 ~ p.sentence ~ .plot ~ details table.figures")
        figure = json.loads(script.text)
        page = demonstration.get(f"/charts/download?figure={script['data-plot']}&range=12w")
        assert page.status_code == 200
        for trace in figure["data"]:
            assert not trace.get("name") or escaped(trace["name"]) in page.text
        for axis in ("xaxis", "yaxis"):
            title = figure["layout"][axis].get("title", {"text": ""})["text"]
            assert escaped(title) in page.text


def escaped(text: str) -> str:
    """A text as Plotly writes it into a page."""
    return json.dumps(text)[1:-1].replace("<", "\\u003c")


def templates(screen: str) -> list[str]:
    """The names of what stands on a screen, from top to bottom."""
    return sorted(file.name for file in (ROOT / "templates/charts" / screen).iterdir())


def test_what_stands_on_a_screen_is_each_template_of_its_folder_in_the_order_of_numbers(
    demonstration: Person,
) -> None:
    for screen in charts.SCREENS:
        for name in templates(screen):
            assert re.fullmatch(r"[1-9]0_[a-z_]+\.html", name), name
    sections = soup(demonstration.get("/charts/exercise?range=12w")).select("section.chart h2")
    assert [str(heading["id"]) for heading in sections] == [
        *("programme-title", "frequency-title", "after-title", "by-pain-title")
    ]


def test_the_last_four_weeks_are_two_numbers_and_a_sentence(ada: Person) -> None:
    assert soup(ada.get("/charts")).select(".going") == []
    days = [NOON.date() - timedelta(days=n) for n in range(56)]
    rows = [f"{day},day_average,{(3 if n < 28 else 5) + n % 2}" for n, day in enumerate(days)]
    bring(ada, ("pain.csv", "\n".join(["day,kind,level", *rows])))
    page = ada.get("/charts")
    assert [tag.text for tag in soup(page).select(".going .big")] == ["3.5", "5.5"]
    assert "2.0 lower than in the four weeks before." in said(page)


@pytest.mark.parametrize("screen", ["", "/spasms", "/exercise", "/relief", "/where", "/year"])
def test_every_screen_leads_to_the_others_and_says_which_it_is(diary: Person, screen: str) -> None:
    page = soup(diary.get(f"/charts{screen}?range=4w"))
    ways = page.select("nav.screens a")
    assert [way.text for way in ways] == [
        "Pain", "Spasms", "Exercise", "Relief", "Where", "Year", "Insight",
    ]  # fmt: skip
    (link,) = page.select('nav.screens [aria-current="page"]')
    assert link["href"] == f"/charts{screen}?range=4w"
    (tab,) = page.select(".bar [aria-current]")
    assert tab["href"] == "/charts"


def with_exercise(person: Person, first: int, last: int, *, rest: int = 0) -> str:
    """The screen of exercise: pain on 20 days, exercise on some, and then so many rest days."""
    sessions = [f"{day}T09:00,Bridge" for day in DAYS[first:last]]
    rests = [f"{day},yes" for day in DAYS[last : last + rest]]
    bring(
        person,
        THREE_WEEKS[0],
        ("exercises.csv", "\n".join(["completed_at,exercise", *sessions, ""])),
        ("days.csv", "\n".join(["day,no_exercise", *rests, ""])),
    )
    return said(person.get("/charts/exercise"))


def test_days_with_exercise_alone_are_compared_with_nothing(ada: Person) -> None:
    page = with_exercise(ada, 0, 20)
    assert "19 days with exercise count so far. This needs days on which you rested too" in page
    assert "So far: 19 after exercise, 0 after a rest day." in page
    assert "19 of 19" not in page
    assert "4 of 4" not in page


def test_rest_days_alone_are_compared_with_nothing(ada: Person) -> None:
    page = with_exercise(ada, 0, 0, rest=20)
    assert "19 rest days count so far. This needs days with exercise too." in page
    assert "So far: 0 after exercise, 19 after a rest day." in page


def test_days_of_both_are_told_beside_each_other(ada: Person) -> None:
    page = with_exercise(ada, 0, 10, rest=10)
    assert "On how many days you exercised, by the pain of the day before." in page
    assert "so far. This needs" not in page


def test_weeks_that_are_all_alike_say_that_there_is_nothing_to_compare(ada: Person) -> None:
    sentence = "You exercised equally often in all of them, so there is nothing to compare yet."
    assert sentence in with_exercise(ada, 0, 20)


def test_sleep_has_one_scale_in_one_wording(ada: Person) -> None:
    assert "Sleep: 0 not at all, 10 very well" in said(ada.get("/"))
    form = said(ada.get("/days/2026-05-20/edit"))
    assert "not at all" in form
    assert "very well" in form


def test_no_table_is_said_to_rank_and_it_says_of_how_many_uses_it_is(ada: Person) -> None:
    uses = ("17T08:00,cold,5,4", "16T08:00,cold,0,0", "15T08:00,cold,,", "14T08:00,warmth,,3")
    lines = [f"2026-05-{use}" for use in uses]
    columns = "applied_at,method,pain_before,pain_after_20"
    bring(ada, ("r.csv", "\n".join([columns, *lines, ""])))
    page = said(ada.get("/charts/relief"))
    assert "So this table can’t tell which relief is best." in page
    assert "Of 4 uses, 1 had a level of 1 or more before it and is in the table." in page
    assert "26 Feb 2026 to 20 May 2026. Cold: 3 times Warmth: 1 time" in page


def test_the_sides_add_up_to_all_that_has_a_place(ada: Person) -> None:
    places = (
        "neck_left",
        "neck_left|neck_right",
        "neck_right",
        "tailbone",
        "tailbone|neck_left",
        "",
    )
    lines = [f"2026-05-{day}T08:00,now,5,{place}" for day, place in enumerate(places, 10)]
    bring(ada, ("p.csv", "\n".join(["recorded_at,kind,level,regions", *lines, ""])))
    assert (
        "5 spasms and levels have a place. Only left: 2, only right: 1, both sides: 1, only the "
        "middle: 1." in said(ada.get("/charts/where"))
    )
