"""Real diaries of real people go in through the import page, are drawn, and come out the same."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from journal.config import Settings
from journal.core.insight.schedule import Days, Insight, insight
from journal.core.statistics.estimators import rolling_mean
from journal.exchange.out.verdict_text import as_dict
from journal.words.verdicts import sentence
from tests.conftest import REAL_DATA
from tests.people import Person
from tests.real.conversion import SPORTS, eight_years, rounded, three_gappy_years
from tests.web.reading import soup

pytestmark = pytest.mark.both_databases

DIARIES = {
    "eight years": (eight_years, {"pain": 2908, "exercises": 2222}),
    "three gappy years": (three_gappy_years, {"pain": 1787}),
}
PAGES = (
    "/",
    "/?day=2018-05-03",
    "/diary",
    "/diary?range=all",
    "/diary?from=2018-05-01&to=2018-05-28",
    "/diary?from=2018-01-01&to=2018-12-31&kind=pain",
    "/charts",
    "/charts?range=all",
    "/charts?from=2018-01-01&to=2018-12-31",
    "/charts?from=2018-05-03&to=2018-05-03",
    "/insight",
    "/insight/explore",
    "/programme",
    "/export",
)


def brought_in(app: Flask, files: dict[str, bytes]) -> Person:
    person = Person(app).registered("somebody")
    preview = person.send(
        "/import", file=[(io.BytesIO(content), name) for name, content in files.items()]
    )
    assert preview.status_code == 200, preview.text
    apply = next(form for form in person.forms_of(preview) if form.action.endswith("/apply"))
    answer = person.post(apply.action, **dict(apply.fields))
    assert answer.status_code == 303, answer.text
    return person


@pytest.mark.parametrize("name", DIARIES)
def test_a_real_diary_goes_in_is_shown_and_comes_out_the_same(app: Flask, name: str) -> None:
    convert, counts = DIARIES[name]
    files = convert(REAL_DATA)
    person = brought_in(app, files)
    for file, content in files.items():
        # Ids break ties of the order; lines are compared as a set beneath the header.
        out = person.get(f"/export/{file}").data
        assert out.split(b"\r\n", 1)[0] == content.split(b"\r\n", 1)[0]
        assert sorted(out.split(b"\r\n")) == sorted(content.split(b"\r\n"))
    page_text = person.get("/export").text
    for count in counts.values():
        assert f"{count:,} entries" in page_text
    for path in PAGES:
        answer = person.get(path)
        assert answer.status_code == 200, path
        assert len(answer.data) < 120_000, path


def test_the_trailing_means_are_those_of_the_reference() -> None:
    golden = json.loads((REAL_DATA / "golden_stats.json").read_text(encoding="utf-8"))
    for name, case in golden["diary_cases"].items():
        means = rolling_mean(case["pain"])
        expected = case["rolling_mean_7_min4"]
        assert len(means) == len(expected), name
        for mean, reference in zip(means, expected, strict=True):
            if reference is None:
                assert mean is None, name
            else:
                assert mean == pytest.approx(reference, abs=1e-9), name


ROOT = Path(__file__).resolve().parents[2]
ON = date(2019, 6, 30)
"""A day in the midst of the eight years."""


def days_without() -> bytes:
    """The days on which the record of eight years has no sport, as confirmed to be without."""
    with (REAL_DATA / "myaiguide_p1_daily.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row["date"] for row in csv.DictReader(stream) if row["sport_any"] == "0"]
    return "\n".join(["day,no_exercise", *(f"{day},yes" for day in rows), ""]).encode()


def by_the_estimators_alone(last: date) -> Insight:
    """What may be said of the eight years on a day, straight from the record."""
    with (REAL_DATA / "myaiguide_p1_daily.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["date"] <= str(last)]
    return insight(
        Days(
            date.fromisoformat(rows[0]["date"]),
            [float(rounded(row["knee_pain"])) if row["knee_pain"] else None for row in rows],
            [
                1.0
                if any(row[sport] == "1" for sport in SPORTS)
                else (0.0 if row["sport_any"] == "0" else None)
                for row in rows
            ],
        )
    )


def test_a_real_diary_is_judged_as_by_the_estimators_alone(app: Flask, settings: Settings) -> None:
    person = brought_in(app, eight_years(REAL_DATA) | {"days.csv": days_without()})
    expected = by_the_estimators_alone(ON)
    with time_machine.travel(datetime.combine(ON, time(12), UTC), tick=False):
        reader = Person(app)
        assert reader.signed_in(person.name).status_code == 303
        tags = soup(reader.get("/insight")).select("section.answer p.said")
    assert [tag.text for tag in tags] == [sentence(each) for each in expected.verdicts]
    printed = subprocess.run(
        [sys.executable, "-m", "journal", "insight", person.name, "--on", str(ON), "--json"],
        cwd=ROOT,
        env=os.environ
        | {
            "JOURNAL_DATA_DIR": str(settings.data_dir),
            "JOURNAL_DATABASE_URL": settings.database_url,
            "JOURNAL_SECRET_KEY": settings.secret_key or "",
            "TZ": "Pacific/Kiritimati",
        },
        capture_output=True,
        check=True,
    )
    assert json.loads(printed.stdout) == json.loads(json.dumps(as_dict(expected)))
    assert {each.status for each in expected.verdicts} != {"not_enough"}
