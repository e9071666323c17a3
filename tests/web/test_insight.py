"""Insight: fixed sentences with their numbers and figures, and that peeking changes nothing."""

import json
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import time_machine
from flask import Flask

from journal.core.insight.evidence import SituationRow, measured
from journal.core.insight.schedule import QUESTIONS, Days
from journal.words.verdicts import heading
from tests.evidence.families import Family, base
from tests.people import Person
from tests.web.conftest import NOON, joined, settled
from tests.web.reading import TOKEN, bring, csv_of, said, soup
from tests.words.test_verdicts import BANNED

pytestmark = pytest.mark.usefixtures("clock")

TODAY = NOON.date()
LOWER = Family("lower the day after", base(0.3, day_after=-2.0))
HIGHER = Family("higher the day after", base(0.3, day_after=2.0))
WEEKLY = Family("lower after weeks with more", base(0.3, week=-0.6))
FALLING = Family("falling", base(0.3, a_year=-6.0))
NOTHING = Family("nothing to find", base(0.6))


def a_diary(family: Family, length: int = 365, seed: int = 1) -> Days:
    """The first days of a family's year, set so that the last of them is yesterday."""
    year = family.days(1, seed).up_to(length)
    return Days(TODAY - timedelta(days=length), year.pain, year.exercise)


def files(days: Days, order: Random | None = None) -> list[tuple[str, str]]:
    """The days as files, in the order of the calendar or any other."""
    dates = [days.first + timedelta(days=number) for number in range(len(days.pain))]
    levels = zip(dates, days.pain, strict=True)
    rows = [f"{day},day_average,{level:.0f}" for day, level in levels if level is not None]
    exercise_days = zip(dates, days.exercise, strict=True)
    exercises = [f"{day}T06:30,Bridge" for day, did in exercise_days if did]
    none = [f"{day},yes" for day, did in zip(dates, days.exercise, strict=True) if did == 0]
    pairs = []
    for name, header, lines in (
        ("pain.csv", "day,kind,level", rows),
        ("exercises.csv", "completed_at,exercise", exercises),
        ("days.csv", "day,no_exercise", none),
    ):
        if order:
            order.shuffle(lines)
        pairs.append((name, "\n".join([header, *lines, ""])))
    return pairs


def with_diary(app: Flask, family: Family, length: int = 365) -> Person:
    person = settled(app, "insight")
    with time_machine.travel(NOON, tick=False):
        bring(person, *files(a_diary(family, length)))
    return person


def answers(person: Person) -> dict[str, str]:
    """What the page answers, by question: the sentence and what stands beneath it."""
    page = soup(person.get("/insight"))
    return {
        str(section["aria-labelledby"]).removesuffix("-title"): " ".join(section.text.split())
        for section in page.select("section.answer")
    }


def drawn(person: Person, name: str, path: str = "/insight") -> dict[str, dict[str, list[float]]]:
    """The traces of a figure by their role."""
    (tag,) = soup(person.get(path)).select(f'script[data-plot="{name}"]')
    return {trace["meta"]: trace for trace in json.loads(tag.text)["data"]}


@pytest.fixture(scope="module")
def lower(app: Flask) -> Person:
    """Somebody to share, whose pain is lower the day after exercise."""
    return with_diary(app, LOWER)


@pytest.fixture(scope="module")
def weekly(app: Flask) -> Person:
    """Somebody to share, whose pain is lower after weeks with more exercise."""
    return with_diary(app, WEEKLY)


# What is said


def test_an_empty_diary_is_told_exactly_what_is_missing(ada: Person) -> None:
    sentences = answers(ada)
    assert list(sentences) == ["day_after", "week_before", "trend"]
    assert "40 more days with an average needed" in sentences["day_after"]
    assert "60 more days with an average needed" in sentences["week_before"]
    assert "12 more weeks with 4 or more averages needed." in sentences["trend"]
    assert soup(ada.get("/insight")).select("script[data-plot]") == []


def test_before_the_first_look_the_page_says_when_it_is(app: Flask) -> None:
    person = with_diary(app, LOWER, 40)
    begun = TODAY - timedelta(days=40)
    first_look = begun + timedelta(days=63)
    assert f"First check {first_look.day} {first_look:%b %Y}." in answers(person)["day_after"]
    assert set(drawn(person, "day_after")) >= {"after", "other"}


@pytest.mark.parametrize(
    ("length", "badge"),
    [(5, "Not enough days yet"), (40, "Not enough days yet"), (60, "Ready for the next check")],
)
def test_a_page_does_not_say_that_days_are_missing_and_that_enough_is_logged(
    app: Flask, length: int, badge: str
) -> None:
    texts = answers(with_diary(app, LOWER, length))
    assert badge in texts["day_after"]
    for text in texts.values():
        enough = "Enough is logged for the next check." in text
        assert ("Not enough days yet" in text) is not enough
        assert enough is not bool(re.search(r"\d+ of \d+ (days|weeks)", text))


def test_a_difference_is_said_with_its_numbers_its_look_and_the_next(lower: Person) -> None:
    sentence = answers(lower)["day_after"]
    assert re.search(r"On the \d+ days after you exercised your pain averaged \d\.\d", sentence)
    assert re.search(r"the difference is -\d\.\d \(likely range -\d\.\d to -\d\.\d\)", sentence)
    assert "Other things may explain it: a diary cannot tell." in sentence
    # Day 1 is 365 days before today, so that today is day 366; looks are on 64, 92, ... 344.
    looked_on, following = (TODAY + timedelta(days=days) for days in (-22, 6))
    assert f"Checked {looked_on.day} {looked_on:%b %Y}; " in sentence
    assert f"next check {following.day} {following:%b %Y}." in sentence


def test_up_and_down_look_exactly_the_same(app: Flask, lower: Person) -> None:
    higher = with_diary(app, HIGHER)
    shapes = []
    for person in (lower, higher):
        (section,) = soup(person.get("/insight")).select(
            "section[aria-labelledby=day_after-title]"
        )
        for still in section.select(".still"):
            still.decompose()  # its bars and numbers are those of the diary
        tags = [(tag.name, tag.get("class")) for tag in section.find_all() if tag.name != "tr"]
        words = re.sub(r"[-+]?\d+(\.\d+)?", "#", section.select(".said")[0].text)
        roles = list(drawn(person, "day_after"))
        shapes.append((tags, words, roles))
    assert shapes[0] == shapes[1]


def test_the_figure_shows_the_days_of_the_sentence(lower: Person) -> None:
    traces = drawn(lower, "day_after")
    n1, mean_after, n0 = re.findall(
        r"On the (\d+) days after you exercised your pain averaged (\d\.\d); on the other (\d+)",
        answers(lower)["day_after"],
    )[0]
    assert sum(traces["after"]["customdata"]) == int(n1)
    assert sum(traces["other"]["customdata"]) == int(n0)
    assert traces["mean_after"]["x"][0] == pytest.approx(float(mean_after), abs=0.05)


def test_each_figure_has_its_table(lower: Person) -> None:
    page = soup(lower.get("/insight"))
    for section in page.select("section.answer"):
        assert len(section.select("script[data-plot]")) == len(section.select("table")) == 1
    days = page.select("section[aria-labelledby=day_after-title] tbody tr")[-2]
    counts = [int(cell.text) for cell in days.select("td")]
    assert sum(counts) == sum(
        sum(drawn(lower, "day_after")[name]["customdata"]) for name in ("after", "other")
    )


def test_a_line_needs_the_verdict(app: Flask, weekly: Person) -> None:
    nothing = with_diary(app, NOTHING)
    for person, presence in ((weekly, True), (nothing, False)):
        assert bool(drawn(person, "week_before")["line"]["x"]) is presence
        assert (
            bool(drawn(person, "by_frequency", "/charts/exercise?range=1y")["line"]["x"])
            is presence
        )
    falling = with_diary(app, FALLING)
    assert "your weekly average fell by about" in answers(falling)["trend"]
    assert drawn(falling, "trend")["line"]["x"]
    assert drawn(nothing, "trend")["line"]["x"] == []


def test_the_line_of_the_charts_is_that_of_the_sentence(weekly: Person) -> None:
    lower_by = re.findall(r"your pain was (\d\.\d) lower", answers(weekly)["week_before"])[0]
    ends = drawn(weekly, "by_frequency", "/charts/exercise?range=1y")["line"]
    assert (ends["y"][0] - ends["y"][1]) / 7 == pytest.approx(float(lower_by), abs=0.06)


@pytest.mark.parametrize("query", ["from=2025-06-01&to=2025-12-01", "range=4w"])
def test_a_period_has_the_line_only_with_the_day_of_its_look(weekly: Person, query: str) -> None:
    presence = query == "range=4w"  # the look was 22 days ago
    assert (
        bool(drawn(weekly, "by_frequency", f"/charts/exercise?{query}")["line"]["x"]) is presence
    )


def test_the_means_are_described_apart_from_the_verdicts(lower: Person) -> None:
    (section,) = soup(lower.get("/insight")).select("section[aria-labelledby=described-title]")
    first, second = (tag.text for tag in section.select(".said"))
    assert first.startswith("In the last 28 days your pain averaged")
    assert second.startswith("On the ")


def test_no_word_on_the_page_claims_too_much(lower: Person, weekly: Person, ada: Person) -> None:
    for person in (lower, weekly, ada):
        for path in ("/insight", "/insight/explore"):
            main = soup(person.get(path)).select("main")[0]
            assert BANNED.findall(main.text) == []


def rows_of(situation: str) -> list[SituationRow]:
    return [row for row in measured() if row.situation == situation]


def test_the_measured_table_is_shown_where_it_is_needed(ada: Person, nobody: Person) -> None:
    worst = max(row.any for row in measured() if row.kind == "ordinary")
    for page in (ada.get("/insight/method"), nobody.get("/help")):
        rows = soup(page).select("table.measured tbody tr")
        assert len(rows) == len(measured())
        assert f"{100 * worst:.1f} of 100 such diaries had a false alarm at most" in said(page)
        assert "In the situations of the first table" in said(page)
        for words, situation in (("half a point", "-0.5"), ("a whole point", "-1.0")):
            shares = [row.day_after for row in rows_of(f"{situation} the day after")]
            share = f"{100 * min(shares):.0f} to {100 * max(shares):.0f}"
            assert re.search(f"{words}[^:;]* in {share}", said(page))
        assert "phi" not in said(page)


def test_the_days_of_each_question_are_linked_under_its_heading(ada: Person) -> None:
    links = soup(ada.get("/insight/method")).select("a[download][href$='.csv']")
    days = [(str(link["href"]), link.text) for link in links]
    assert days == [
        (f"/insight/{name}.csv", f"{heading(name)} (days as CSV)") for name in QUESTIONS
    ]


def test_the_page_is_reached_from_the_charts_and_from_more(ada: Person) -> None:
    for path in ("/charts", "/more"):
        assert soup(ada.get(path)).select('main a[href="/insight"]')
    assert len(soup(ada.get("/insight")).select("nav.bar a")) == 4


# Three states of a day


def test_three_states_come_from_the_form_to_the_estimator(
    ada: Person, clock: time_machine.Traveller
) -> None:
    for number, state in enumerate(["done", "none", "unknown", "skipped", "none"], start=1):
        clock.move_to(NOON + timedelta(days=number))
        ada.log("pain", kind="day_average", level=str(number))
        day = TODAY + timedelta(days=number)
        if state == "none":
            path = f"/days/{day}/edit"
            assert ada.send(path, no_exercise="yes").status_code == 303
        elif state != "unknown":
            ada.log("exercises", exercise="Bridge", completed_at=f"{day}T08:00", outcome=state)
    # The days after: day 2 after exercise; day 3 after none; days 4 and 5 after who knows what.
    traces = drawn(ada, "day_after")
    assert traces["after"]["customdata"] == [0, 0, 1, *[0] * 8]
    assert traces["other"]["customdata"] == [0, 0, 0, 1, *[0] * 7]


# Peeking


@pytest.fixture
def other_clock() -> Iterator[None]:
    """The server in a zone where it is another day."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_opening_the_page_every_day_finds_what_one_look_finds(
    app: Flask, ada: Person, clock: time_machine.Traveller
) -> None:
    length = 125
    year = LOWER.days(1, 1)
    diary = Days(TODAY, year.pain[:length], year.exercise[:length])
    page, sections = ada.get("/insight").text, []
    for number in range(length):
        day = diary.first + timedelta(days=number)
        clock.move_to(datetime(day.year, day.month, day.day, 19, tzinfo=UTC))
        level, token = diary.pain[number], TOKEN.findall(page)[0]
        fields = {"kind": "day_average", "level": f"{level:.0f}", "csrf_token": token}
        assert ada.post("/pain/new", **fields).status_code == 303
        if diary.exercise[number]:
            fields = {"exercise": "Bridge", "completed_at": f"{day}T07:00", "csrf_token": token}
            assert ada.post("/exercises/new", **fields).status_code == 303
        else:
            fields = {"no_exercise": "yes", "csrf_token": token}
            assert ada.post(f"/days/{day}/edit", **fields).status_code == 303
        page = ada.get("/insight").text
        sections.append(
            page[page.index('id="day_after-title"') : page.index('id="week_before-title"')]
        )
    assert len(set(sections[63:91])) == 1
    assert len(set(sections[91:119])) == 1
    assert sections[62] != sections[63]
    assert sections[90] != sections[91] != sections[119]
    once = joined(app, "once")
    bring(once, *files(diary, Random(3)))  # noqa: S311 (a shuffle, not a secret)
    assert answers(once) == answers(ada)


@pytest.mark.usefixtures("other_clock")
def test_the_zone_of_the_server_changes_nothing(app: Flask, lower: Person) -> None:
    elsewhere = answers(lower)
    os.environ["TZ"] = "Pacific/Pago_Pago"
    time.tzset()
    assert answers(lower) == elsewhere
    fresh = with_diary(app, LOWER)
    assert answers(fresh) == elsewhere


def test_export_and_import_change_nothing(app: Flask, lower: Person) -> None:
    other = joined(app, "moved")
    words = ("pain", "exercises", "days")
    bring(other, *((f"{slug}.csv", csv_of(lower, slug)) for slug in words))
    assert answers(other) == answers(lower)


def test_a_change_of_the_diary_shows_at_once(ada: Person) -> None:
    bring(ada, *files(a_diary(NOTHING, 40)))
    before = answers(ada)["day_after"]
    ada.log("pain", kind="day_average", level="4")
    assert answers(ada)["day_after"] != before


def test_a_level_recalled_too_late_neither_counts_nor_begins_the_diary(ada: Person) -> None:
    bring(ada, *files(a_diary(NOTHING, 40)))
    before = answers(ada)
    long_ago = date(2025, 1, 1)
    bring(ada, ("old.csv", f"day,kind,level,recalled\n{long_ago},day_average,9,excluded\n"))
    assert answers(ada) == before


# Looking around


def test_looking_around_shows_everything_and_says_nothing_of_it(app: Flask) -> None:
    person = with_diary(app, LOWER)
    sleep = [f"{TODAY - timedelta(days=n)},{n % 11},yes" for n in range(1, 300)]
    bring(person, ("sleep.csv", "\n".join(["day,sleep,stress", *sleep, ""])))
    page = soup(person.get("/insight/explore"))
    rows = [
        [" ".join(c.text.split()) for c in row.select("th, td")] for row in page.select("tbody tr")
    ]
    assert [row[0].split(" ")[0] for row in rows] == ["Bridge", "Sleep,", "Sat", "Stress"]
    assert re.fullmatch(r"-\d\.\d -\d\.\d to -\d\.\d", rows[0][1])
    assert rows[0][2] in ("under 0.001", "0.001", "0.002")
    assert rows[2][1] == rows[3][1] == "not enough days"
    assert "No conclusions here." in page.text
    assert page.select(".said") == []


def test_looking_around_tells_a_regular_pattern_from_too_few_days(app: Flask) -> None:
    person = settled(app, "regular")
    dates = [TODAY - timedelta(days=number) for number in range(1, 200)]
    levels = [f"{day},day_average,{number * 7 % 5}" for number, day in enumerate(dates)]
    stress = [f"{day},{'yes' if day.weekday() < 3 else 'no'}" for day in dates]
    bring(person, ("pain.csv", "\n".join(["day,kind,level", *levels, ""])))
    bring(person, ("days.csv", "\n".join(["day,stress", *stress, ""])))
    rows = soup(person.get("/insight/explore")).select("tbody tr")
    (row,) = [row for row in rows if "Stress" in row.text]
    assert "too regular a pattern to compare" in row.text
    assert "not enough days" not in row.text


def test_an_empty_diary_has_nothing_to_explore(ada: Person) -> None:
    assert "Nothing to compare yet." in said(ada.get("/insight/explore"))


# Whose it is


def test_a_stranger_sees_their_own(lower: Person, charlie: Person) -> None:
    assert "averaged" in answers(lower)["day_after"]
    assert "averaged" not in answers(charlie)["day_after"]


@pytest.mark.parametrize("path", ["/insight", "/insight/explore", "/insight/method"])
@pytest.mark.usefixtures("ada")
def test_nobody_is_asked_to_sign_in(nobody: Person, path: str) -> None:
    assert nobody.get(path).location.startswith(f"/account/sign-in?next={path}")


# Rest days


def test_days_with_pain_and_no_exercise_are_confirmed_in_one_tap(app: Flask) -> None:
    person = joined(app, "resting")
    dates = [TODAY - timedelta(days=n) for n in range(1, 15)]
    pain = [f"{day},day_average,4" for day in dates]
    sessions = [f"{day}T09:00,Bridge" for day in dates[1::3]]
    bring(
        person,
        ("pain.csv", "\n".join(["day,kind,level", *pain])),
        ("done.csv", "\n".join(["completed_at,exercise", *sessions])),
    )
    page = person.get("/insight")
    form = next(each for each in person.forms_of(page) if each.action.endswith("/rest-days"))
    offered = [tag["value"] for tag in soup(page).select("input[name=day]")]
    assert len(offered) == 9
    answer = person.post(form.action, **dict(form.fields) | {"day": offered})
    assert answer.status_code == 303
    page = person.get("/insight")
    assert "Rest day: 9 days saved" in said(page)
    assert soup(page).select("input[name=day]") == []
    exported = person.get("/export/days.csv").text
    assert exported.count("yes") == 9


def test_a_day_that_was_not_offered_is_not_confirmed(app: Flask) -> None:
    person = joined(app, "strange")
    rested, exercise_day = (TODAY - timedelta(days=n) for n in (2, 3))
    bring(
        person,
        ("pain.csv", f"day,kind,level\n{rested},day_average,4\n"),
        ("done.csv", f"completed_at,exercise\n{exercise_day}T09:00,Bridge\n"),
    )
    forms = person.forms_of(person.get("/insight"))
    form = next(each for each in forms if each.action.endswith("/rest-days"))
    for day in (str(exercise_day), "2020-01-01", "x"):
        assert person.post(form.action, **dict(form.fields) | {"day": day}).status_code == 303
    assert "yes" not in person.get("/export/days.csv").text
