"""Anybody can work a verdict out again: the days as CSV, and one script without a library."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from journal.core.insight.comparison import Comparison
from journal.core.insight.schedule import Days, insight
from journal.core.insight.trend_question import Trend
from journal.exchange.out.verdict_days import as_csv
from tests.evidence.families import Family, base

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "recompute.py"
FIRST = date(2025, 3, 1)
LOWER = Family("lower the day after", base(0.3, day_after=-2.0))
GAPS = Family("nothing to find", base(0.6))


def printed(text: str, folder: Path) -> dict[str, list[str]]:
    """What the script prints of a file, by the first word of each line."""
    file = folder / "days.csv"
    file.write_text(text, encoding="utf-8", newline="")
    process = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(file)], capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in process.stdout.splitlines()]
    return {name: numbers for name, *numbers in lines}


def diary(family: Family, length: int, *, holes: int) -> Days:
    days = family.days(1, 1)
    pain = [None if at % 11 < holes else level for at, level in enumerate(days.pain)]
    return Days(FIRST, pain[:length], days.exercise[:length])


def six(*numbers: float) -> list[str]:
    return [f"{number:.6f}" for number in numbers]


@pytest.mark.parametrize("holes", [0, 3])
@pytest.mark.parametrize("length", [130, 365])
@pytest.mark.parametrize("family", [LOWER, GAPS], ids=["lower", "nothing"])
def test_the_script_prints_the_digits_of_every_verdict(
    family: Family, length: int, holes: int, tmp_path: Path
) -> None:
    days = diary(family, length, holes=holes)
    for verdict in insight(days).verdicts:
        assert verdict.looked_on is not None
        digits = printed(as_csv(verdict, verdict.looked_on), tmp_path)
        analysis = verdict.analysis
        if isinstance(analysis, Trend):
            assert analysis.test is not None
            line = analysis.test
            assert digits["weeks"] == [str(line.weeks)]
            numbers = six(line.slope_per_week, line.low, line.high, line.p)
            assert digits["slope_per_week"] == numbers
            continue
        assert isinstance(analysis, Comparison)
        assert digits["days"] == [str(analysis.n)]
        for name, fit in (
            ("difference", analysis.adjusted),
            ("allowing_for_the_day_before", analysis.lagged),
            ("pain_before_exercise", analysis.reverse),
        ):
            if fit is not None:
                assert digits[name] == six(fit.value, fit.low, fit.high, fit.p)


def test_of_a_diary_without_chance_the_script_tells_no_rounding_as_a_finding(
    tmp_path: Path,
) -> None:
    exercise = LOWER.days(1, 1).exercise
    pain = [5.0 - 2 * (exercise[day - 1] or 0) for day in range(len(exercise))]
    verdict = insight(Days(FIRST, pain, exercise)).day_after
    assert verdict.looked_on is not None
    digits = printed(as_csv(verdict, verdict.looked_on), tmp_path)
    assert digits["difference"] == six(-2, -2, -2, 0)
    assert digits["pain_before_exercise"] == six(0, 0, 0, 1)


def test_a_diary_that_has_not_begun_has_no_days(tmp_path: Path) -> None:
    verdict = insight(Days(FIRST, [None] * 5, [1.0] * 5)).day_after
    assert printed(as_csv(verdict, FIRST), tmp_path) == {"days": ["0"]}


def test_what_is_not_known_stays_empty() -> None:
    days = Days(FIRST, [4.0, None, 0.0], [1.0, 0.0, None])
    last = FIRST + timedelta(days=2)
    assert as_csv(insight(days).day_after, last).splitlines() == [
        "question,day,pain,exercise",
        "day_after,2025-03-01,4,1",
        "day_after,2025-03-02,,0",
        "day_after,2025-03-03,0,",
    ]
