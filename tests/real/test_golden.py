"""Golden values: every estimator against the reference on real, simulated and published series."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from time import process_time
from typing import Any

import pytest

from journal.core.insight.comparison import Comparison
from journal.core.insight.questions import DAY_AFTER, WEEK_BEFORE, InsightQuestion
from journal.core.insight.schedule import Days, insight, statuses
from journal.core.insight.trend_question import Trend
from journal.core.statistics.distributions import t_quantile
from journal.core.statistics.estimators import holm, wilson
from journal.core.statistics.regression import (
    Design,
    calendar,
    cosines,
    equal_weighted,
    ordinary,
)
from journal.exchange.out.verdict_text import as_dict
from tests.conftest import REAL_DATA

GOLDEN = json.loads((REAL_DATA / "golden_stats.json").read_text(encoding="utf-8"))
CASES: dict[str, Any] = GOLDEN["diary_cases"]
PUBLISHED: dict[str, Any] = GOLDEN["published"]
SETTLED: list[dict[str, Any]] = json.loads(
    (REAL_DATA / "golden_rule2.json").read_text(encoding="utf-8")
)["cases"]


def near(expected: Any) -> Any:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def same(estimate: object, expected: dict[str, Any], names: Sequence[str]) -> None:
    for name in names:
        value = getattr(estimate, "df" if name == "nu" else name)
        assert value == near(expected[name]), name


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("question", [DAY_AFTER, WEEK_BEFORE], ids=lambda each: each.name)
def test_the_days_of_a_comparison_are_those_of_the_reference(
    case: str, question: InsightQuestion
) -> None:
    # Its fits are of the rule of 22 November; those that are used are in golden_rule2.json.
    expected = CASES[case][question.name]
    comparison = Comparison(question, CASES[case]["pain"], CASES[case]["ex"])
    assert (comparison.status == "not_enough") is (expected["status"] == "not_enough")
    same(
        comparison, expected, [name for name in expected if name not in {"status", "E", "L", "G"}]
    )


@pytest.mark.parametrize("number", range(len(SETTLED)))
@pytest.mark.parametrize("question", [DAY_AFTER, WEEK_BEFORE], ids=lambda each: each.name)
def test_the_settled_fits_are_those_of_the_reference(
    number: int, question: InsightQuestion
) -> None:
    case = SETTLED[number]
    expected = case[question.name]
    comparison = Comparison(question, case["pain"], case["exercise"])
    assert (comparison.status, comparison.T, comparison.n) == tuple(
        expected[name] for name in ("status", "T", "n")
    )
    for fit, letter in (
        (comparison.adjusted, "E"),
        (comparison.lagged, "L"),
        (comparison.reverse, "G"),
    ):
        reference = {name: value for name, value in expected[letter].items() if value is not None}
        same(fit, reference, list(reference))


@pytest.mark.parametrize("case", CASES)
def test_a_trend_is_that_of_the_reference(case: str) -> None:
    expected = CASES[case]["weekly_trend"]
    trend = Trend(CASES[case]["pain"])
    assert (trend.status, trend.weeks) == (expected["status"], expected["weeks"])
    for mean, reference in zip(trend.means, CASES[case]["weekly_means"], strict=True):
        assert mean is reference is None or mean == near(reference)
    if trend.status != "not_enough":
        names = ("slope_per_week", "r1", "r1_corrected", "n_eff", "se", "t", "df", "p")
        same(trend.test, expected, names)


def test_the_cosine_errors_of_the_nile_are_those_of_the_reference() -> None:
    expected, levels = PUBLISHED["nile"]["ewc_linear_time"], PUBLISHED["nile"]["y"]
    line = [(year - 49.5) / 100 for year in range(100)]
    fit = equal_weighted(Design(100, range(100), levels, [line], calendar([[1.0] * 100])))
    same(fit, expected, list(expected))


def test_ordinary_least_squares_are_those_of_the_reference() -> None:
    greene = PUBLISHED["greene_investment"]
    real = Design(
        19,
        range(19),
        greene["RealInv"],
        [greene["RealGNP"], greene["RealInt"]],
        calendar([[1.0] * 19]),
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
    with (REAL_DATA / "myaiguide_p1_daily.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Days(
        date.fromisoformat(rows[0]["date"]),
        [float(row["knee_pain"]) if row["knee_pain"] else None for row in rows],
        [float(row[column]) if row[column] else None for row in rows],
    )


def test_eight_real_years_are_judged_at_every_look_and_quickly() -> None:
    diary = eight_years("sport_any")
    reached = statuses(diary)
    assert {name: len(verdicts) for name, verdicts in reached.items()} == {
        "day_after": 102,
        "week_before": 102,
        "trend": 34,
    }
    began = process_time()
    overview = as_dict(insight(diary))
    assert process_time() - began < 0.05
    assert [each["status"] for each in overview.values()] == [
        verdicts[-1] for verdicts in reached.values()
    ]
