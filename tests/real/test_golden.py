"""Golden values: every estimator against the reference on real, simulated and published series."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from time import process_time
from typing import Any

import pytest

from journal.core.insight.questions import DAY_AFTER, WEEK_BEFORE, Comparison, Question, Trend
from journal.core.insight.schedule import Days, insight, statuses
from journal.core.statistics.distributions import t_quantile
from journal.core.statistics.estimators import holm, wilson
from journal.core.statistics.regression import Design, cosines, design, equal_weighted, ordinary
from journal.core.statistics.trend import theil_sen, weekly_means
from journal.exchange.out.verdict_text import as_dict
from tests.conftest import REAL_DATA

GOLDEN = json.loads((REAL_DATA / "golden_stats.json").read_text(encoding="utf-8"))
CASES: dict[str, Any] = GOLDEN["diary_cases"]
PUBLISHED: dict[str, Any] = GOLDEN["published"]
FIT = {"beta", "se", "t", "nu", "df", "p", "low", "high", "T", "n"}
LINE = ("slope", "intercept", "low", "high")


def near(expected: Any) -> Any:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def same(found: object, expected: dict[str, Any], names: Sequence[str]) -> None:
    for name in names:
        value = getattr(found, "df" if name == "nu" else name)
        assert value == near(expected[name]), name


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("question", [DAY_AFTER, WEEK_BEFORE], ids=lambda each: each.name)
def test_a_comparison_is_that_of_the_reference(case: str, question: Question) -> None:
    expected = CASES[case][question.name]
    found = Comparison(question, CASES[case]["pain"], CASES[case]["ex"])
    assert found.status == expected["status"]
    same(found, expected, [name for name in expected if name not in {"status", "E", "L", "G"}])
    for fit in {"E", "L", "G"} & set(expected):
        assert set(expected[fit]) <= FIT
        same(getattr(found, fit), expected[fit], list(expected[fit]))


@pytest.mark.parametrize("case", CASES)
def test_a_trend_is_that_of_the_reference(case: str) -> None:
    expected = CASES[case]["weekly_trend"]
    found = Trend(CASES[case]["pain"])
    assert (found.status, found.weeks) == (expected["status"], expected["weeks"])
    for mean, reference in zip(found.means, CASES[case]["weekly_means"], strict=True):
        assert mean is reference is None or mean == near(reference)
    if found.status != "not_enough":
        names = ("slope_per_week", "r1", "r1_corrected", "n_eff", "se", "t", "df", "p")
        same(found.test, expected, names)
        same(found.line, expected["theil_sen"], LINE)


@pytest.mark.parametrize("case", CASES)
def test_the_line_through_any_number_of_weeks_is_that_of_the_reference(case: str) -> None:
    means = weekly_means(CASES[case]["pain"])
    weeks = [week for week, mean in enumerate(means) if mean is not None]
    line = theil_sen(weeks, [mean for mean in means if mean is not None])
    same(line, CASES[case]["theil_sen_weekly"], LINE)


def test_published_slopes_are_those_of_the_reference() -> None:
    sen = PUBLISHED["sen1968"]
    same(theil_sen(sen["x"], sen["y"], sen["conf"]), sen["theil_sen"], LINE)
    for series, reference in (("nile", "theil_sen_scipy"), ("sunspots_last60", "theil_sen")):
        y = PUBLISHED[series]["y"]
        same(theil_sen(range(len(y)), y), PUBLISHED[series][reference], LINE)


def test_the_cosine_errors_of_the_nile_are_those_of_the_reference() -> None:
    expected = PUBLISHED["nile"]["ewc_linear_time"]
    same(equal_weighted(design(0, 99, PUBLISHED["nile"]["y"])), expected, list(expected))


def test_ordinary_least_squares_are_those_of_the_reference() -> None:
    greene = PUBLISHED["greene_investment"]
    real = Design(
        19, list(range(19)), greene["RealInv"], [[1.0] * 19, greene["RealGNP"], greene["RealInt"]]
    )
    fit = ordinary(real)
    assert fit is not None
    assert fit.beta == near(tuple(greene["coef"]))
    assert fit.se == near(greene["se_ols"][1])


def test_quantiles_cosines_shares_and_corrections_are_those_of_the_reference() -> None:
    quantiles = GOLDEN["t_quantiles"]
    for df, q975, q995 in zip(quantiles["df"], quantiles["q975"], quantiles["q995"], strict=True):
        assert (t_quantile(df), t_quantile(df, 0.99)) == near((q975, q995))
    for days, nu in quantiles["ewc_nu_by_T"].items():
        assert cosines(int(days)) == nu
    assert holm(GOLDEN["holm_bh"]["p"]) == near(GOLDEN["holm_bh"]["holm"])
    for each in GOLDEN["adherence_wilson"]:
        share = wilson(each["done"], each["prescribed"])
        assert (share.value, share.low, share.high) == near(
            (each["share"], each["low"], each["high"])
        )


def eight_years(column: str) -> Days:
    """One person's days; their record calls a day without a sport one without exercise."""
    with (REAL_DATA / "myaiguide_p1_daily.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return Days(
        date.fromisoformat(rows[0]["date"]),
        [float(row["knee_pain"]) if row["knee_pain"] else None for row in rows],
        [float(row[column]) if row[column] else None for row in rows],
    )


def test_eight_real_years_are_judged_at_every_look_and_quickly() -> None:
    there = eight_years("sport_any")
    reached = statuses(there)
    assert {name: len(verdicts) for name, verdicts in reached.items()} == {
        "day_after": 102,
        "week_before": 102,
        "trend": 34,
    }
    began = process_time()
    said = as_dict(insight(there))
    assert process_time() - began < 0.05
    assert [each["status"] for each in said.values()] == [
        verdicts[-1] for verdicts in reached.values()
    ]
