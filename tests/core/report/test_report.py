"""The facts of the page for a doctor: counted, compared, cut to what was chosen."""

from datetime import UTC, date, datetime, timedelta

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from journal.charts.report_chart import FOOT, HEIGHT, WIDTH, dates, pain_drawing
from journal.core.diary.adherence import Done
from journal.core.diary.summary import Facts, Rating
from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.periods import Period
from journal.core.report.options import SECTIONS, PatientInfo, ReportData, ReportOptions
from journal.core.report.relief_uses import ReliefUse
from journal.core.report.report import Report, beginning, report
from journal.core.statistics.estimators import Quartiles, quartiles, rolling_quartiles

MAY = Period(date(2026, 5, 1), date(2026, 5, 28))
NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)


def moment(day: int) -> dict[str, object]:
    return {"id": f"{day}", "day": date(2026, 5, day), "zone": "UTC"}


def relief(day: int, method: str = "medicine", note: str | None = None) -> r.Relief:
    return r.Relief(applied_at=NOON, method=method, note=note, **moment(day))  # type: ignore[arg-type]


def a_diary() -> ReportData:
    facts = Facts()
    for day in MAY:
        if day.day not in (7, 8, 9, 10, 11):
            facts.averages[day] = Rating(day.day % 5)
    facts.averages[date(2026, 4, 20)] = Rating(6)
    facts.highest[date(2026, 5, 3)] = 8
    facts.episodes = [
        (date(2026, 5, 2), date(2026, 5, 4)),
        (date(2026, 4, 30), date(2026, 4, 30)),
    ]
    episode = r.Episode(
        started_at=NOON, ended_at=NOON + timedelta(hours=2), peak_level=9, note="private",
        **moment(2),  # type: ignore[arg-type]
    )  # fmt: skip
    kinds: dict[type[r.Record], list[r.Record]] = {
        r.Episode: [episode],
        r.Relief: [relief(1, note="Ibuprofen"), relief(2, note="Ibuprofen"), relief(3, "cold")],
        CheckIn: [
            CheckIn(recorded_at=NOON, pain=1, enjoyment=2, activity=3, **moment(4))  # type: ignore[arg-type]
        ],
        r.DayNote: [r.DayNote(day=date(2026, 5, 5), note="private")],
    }
    lines = [r.Prescription(id="p", exercise="Bridge", days_per_week=3, starts_on=MAY.first)]
    outcomes = {("Bridge", day): [("done", None)] for day in MAY if day.day % 2}
    logged = {*facts.averages, date(2026, 5, 8), date(2026, 4, 21)}
    return ReportData(facts, logged, kinds, lines, outcomes, ())


def made(*sections: str, notes: bool = False, period: Period = MAY) -> Report:
    options = ReportOptions(period, frozenset(sections or SECTIONS), notes)
    return report(PatientInfo("Ada", "Why?"), options, a_diary(), date(2026, 5, 29), 0)


def test_a_period_stands_beside_the_one_before() -> None:
    report = made()
    assert report.before.period == Period(date(2026, 4, 3), date(2026, 4, 30))
    assert (report.extent.rated_days, report.extent.spasm_days, report.extent.peak) == (23, 3, 9)
    assert (report.before.rated_days, report.before.spasm_days, report.before.peak) == (1, 1, 6)


def compared_of(began: int, logged_before: int, logged_now: int) -> str | None:
    """Why it is not compared, where the diary began so many days before the period."""
    material = ReportData(Facts(), set(), begun_on=MAY.first - timedelta(days=began))
    material.logged = {MAY.first - timedelta(days=day) for day in range(1, logged_before + 1)}
    material.logged |= {MAY.first + timedelta(days=day) for day in range(logged_now)}
    material.facts.averages = {day: Rating(3) for day in material.logged}
    return report(PatientInfo("Ada"), ReportOptions(MAY), material, MAY.last, 0).uncompared


def test_two_times_are_compared_where_the_diary_holds_both() -> None:
    assert compared_of(28, 28, 28) is None
    assert compared_of(28, 14, 14) is None
    assert compared_of(400, 28, 28) is None
    assert compared_of(7, 7, 28) == compared_of(27, 27, 28) == "begun_later"
    assert compared_of(400, 7, 28) == compared_of(400, 28, 13) == "few_days"
    assert compared_of(400, 6, 28) == compared_of(400, 28, 6) == "few_averages"


def test_a_day_without_an_average_is_logged_all_the_same() -> None:
    for sections in (SECTIONS, ("pain",)):
        report = made(*sections)
        assert (report.extent.rated_days, report.extent.logged_days) == (23, 24)
        assert (report.before.rated_days, report.before.logged_days) == (1, 2)


def test_a_median_needs_seven_days() -> None:
    report = made()
    assert report.extent.pain == Quartiles(1.0, 2.0, 3.0)
    assert report.before.pain is None


def test_a_gap_has_no_median_and_is_not_bridged() -> None:
    report = made()
    assert report.points is not None
    missing = [point.period.first.day for point in report.points if point.pain is None]
    assert missing == [1, 2, 3, 10, 11, 12, 13, 14]
    lines = [mark for mark in pain_drawing(report.points, MAY).marks if mark.tag == "polyline"]
    assert len(lines) == 2


def test_prescribed_is_counted_by_the_week() -> None:
    assert made().programme == {"Bridge": Done(12, 12, 2)}


def test_the_whole_weeks_that_are_counted_are_named_where_they_are_not_all() -> None:
    assert made().counted_in is None
    ten_days = made(period=Period(date(2026, 5, 1), date(2026, 5, 10)))
    assert ten_days.counted_in == Period(date(2026, 5, 4), date(2026, 5, 10))
    assert made(period=Period(date(2026, 5, 1), date(2026, 5, 3))).counted_in is None


def test_relief_is_counted_as_listed() -> None:
    assert made().relief == [ReliefUse("cold", 1), ReliefUse("medicine", 2)]


def test_what_was_noted_of_a_medicine_needs_notes() -> None:
    (without,) = made().medicines or []
    (with_notes,) = made(notes=True).medicines or []
    assert (without.times, without.noted) == (2, [])
    assert (with_notes.times, with_notes.noted) == (2, [("Ibuprofen", 2)])


def test_no_note_is_in_a_report_without_notes() -> None:
    assert "private" not in repr(made())
    assert "Ibuprofen" not in repr(made())
    assert repr(made(notes=True)).count("private") == 2


@pytest.mark.parametrize("section", SECTIONS)
def test_what_was_not_chosen_is_not_there(section: str) -> None:
    attributes = {"spasms": "spells", "questions": "who", "pain": "points"}
    other_sections = [name for name in SECTIONS if name != section]
    report = made(*other_sections)
    if section == "questions":
        assert report.who == PatientInfo("Ada")
    else:
        assert getattr(report, attributes.get(section, section)) is None


def test_the_highest_level_of_a_day_is_also_that_of_a_spasm_where_spasms_are_shown() -> None:
    def highest(*sections: str) -> dict[int, int | None]:
        return {entry.day.day: entry.highest for entry in made(*sections).entries or []}

    assert highest("entries", "pain", "spasms")[2] == 9
    assert highest("entries", "pain", "relief")[2] is None


def test_the_appendix_holds_only_what_was_chosen() -> None:
    entries = made("entries", "spasms").entries or []
    assert [(entry.day.day, [type(kind[0]) for kind in entry.records]) for entry in entries] == [
        (2, [r.Episode])
    ]
    assert {entry.average for entry in entries} == {None}


def test_medicines_alone_print_no_other_relief() -> None:
    entries = made("entries", "medicines").entries or []
    assert [entry.day.day for entry in entries] == [1, 2]


def test_beyond_a_year_weeks_stand_for_days_and_beyond_ten_months() -> None:
    for years, count in ((2, 105), (11, 132)):
        first = date(2026 - years, 6, 1)
        report = made(period=Period(first, date(2026, 5, 28)))
        assert report.entries is None
        assert report.spans is not None
        assert len(report.spans) == count
        assert report.points == report.spans


@given(st.lists(st.integers(0, 10), min_size=2, max_size=60))
def test_no_more_than_a_quarter_lies_beyond_either_edge_of_the_band(values: list[int]) -> None:
    band = quartiles([float(value) for value in values])
    assert min(values) <= band.low <= band.median <= band.high <= max(values)
    outside = -(-(len(values) - 1) // 4)
    assert sum(value < band.low for value in values) <= outside
    assert sum(value > band.high for value in values) <= outside
    oracle = scipy.stats.scoreatpercentile(values, [25, 50, 75])
    assert (band.low, band.median, band.high) == pytest.approx(tuple(oracle))


LEVEL = st.one_of(st.none(), st.integers(0, 10).map(float))


@given(st.lists(LEVEL, max_size=60))
def test_the_trailing_quartiles_of_a_day_are_those_of_its_seven_days(
    series: list[float | None],
) -> None:
    bands = rolling_quartiles(series)
    assert len(bands) == len(series)
    for at, pain in enumerate(bands):
        values = [value for value in series[max(0, at - 6) : at + 1] if value is not None]
        assert pain == (quartiles(values) if len(values) >= 4 else None)


@given(st.lists(LEVEL, min_size=1, max_size=60))
def test_everything_is_drawn_on_the_sheet(series: list[float | None]) -> None:
    period = Period.ending(date(2026, 5, 28), len(series))
    facts = Facts({day: Rating(int(level)) for day, level in zip(period, series, strict=True)
                   if level is not None})  # fmt: skip
    sheet = report(
        PatientInfo("Ada"), ReportOptions(period), ReportData(facts, ()), period.last, 0
    )
    marks = pain_drawing(sheet.points or [], period).marks
    assert marks
    for mark in marks:
        corners = [part.split(",") for part in str(mark.attributes.get("points", "")).split()]
        for name, limit in (("x", WIDTH), ("y", HEIGHT), ("cx", WIDTH), ("cy", FOOT)):
            assert 0 <= float(mark.attributes.get(name, 0)) <= limit
        assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in corners)


@pytest.mark.parametrize("days", [1, 7, 28, 84, 200, 365, 800, 3650, 12000])
def test_a_dozen_dates_at_most_are_named(days: int) -> None:
    labels = dates(Period.ending(date(2026, 5, 28), days))
    assert 1 <= len(labels) <= 12
    assert len({day for day, _ in labels}) == len(labels)


@given(st.text(alphabet="ab \n", max_size=2000))
def test_a_beginning_is_what_a_text_begins_with_and_fits(text: str) -> None:
    text = text.strip()
    excerpt = beginning(text)
    assert text.startswith(excerpt)
    assert sum(1 + len(line) // 90 for line in excerpt.splitlines()) <= 7
    if len(text) < 90 and text.count("\n") < 6:
        assert excerpt == text
