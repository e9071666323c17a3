"""The verdicts of a diary with all their numbers, for ``journal insight``."""

from dataclasses import asdict
from math import isfinite
from typing import Any

from journal.core.insight.comparison import Comparison
from journal.core.insight.questions import DAY_AFTER
from journal.core.insight.schedule import Insight, Verdict
from journal.core.insight.trend_question import Trend
from journal.core.statistics.regression import Fit
from journal.words.verdicts import checks_sentence, heading, sentence, what_counts


def as_dict(insight: Insight) -> dict[str, Any]:  # JSON
    """The verdicts with all their numbers, fit for JSON; what may not be shown is not there."""
    return {each.name: verdict_dict(each) for each in insight.verdicts}


def verdict_dict(judged: Verdict) -> dict[str, Any]:
    """One verdict as ``as_dict`` has it."""
    analysis = judged.analysis
    numbers = _counts(analysis) | (_estimates(analysis) if judged.looked_on else {})
    return {
        "status": judged.status,
        **numbers,
        "looked_on": str(judged.looked_on) if judged.looked_on else None,
        "next_look": str(judged.next_look) if judged.next_look else None,
        "missing": asdict(judged.missing) if judged.status == "not_enough" else None,
        "sentence": sentence(judged),
    }


def as_text(insight: Insight) -> str:
    """The verdicts as a person reads them, each with its numbers beneath."""
    return "\n\n".join("\n".join(_lines(each)) for each in insight.verdicts) + "\n"


def _lines(judged: Verdict) -> list[str]:
    fields = verdict_dict(judged)
    lines = [heading(judged.name), f"  {fields['sentence']}"]
    if fields["missing"] and not judged.waits:
        lines.append(f"  {what_counts(judged.name)}")
    if judged.next_look:
        lines.append(f"  {checks_sentence(judged.looked_on, judged.next_look)}")
    left_out = {"sentence", "missing", "looked_on", "next_look"}
    numbers = {name: value for name, value in fields.items() if name not in left_out}
    return [*lines, *(f"    {name}: {_written(value)}" for name, value in numbers.items())]


def _written(value: Any) -> str:  # of a dictionary fit for JSON
    if isinstance(value, dict):
        return ", ".join(f"{name} {_written(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "/".join(_written(each) for each in value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _counts(analysis: Comparison | Trend) -> dict[str, Any]:
    """What may be said of any number of days."""
    if isinstance(analysis, Trend):
        return {"weeks": analysis.weeks}
    counts = {"T": analysis.T, "n": analysis.n}
    if analysis.question is not DAY_AFTER:
        return counts
    means = {"mean_after": analysis.mean_after, "mean_other": analysis.mean_other}
    return counts | {"n1": analysis.n1, "n0": analysis.n0} | means


def _estimates(analysis: Comparison | Trend) -> dict[str, Any]:
    """The numbers of a look that had enough days."""
    if isinstance(analysis, Trend):
        test = analysis.test
        if test is None:
            return {}
        ends = {"low": test.low, "high": test.high, "smallest": analysis.smallest}
        return _finite(asdict(test) | ends)
    if not analysis.enough:
        return {}
    return {
        "E": _fit_dict(analysis.adjusted, "nu"),
        "L": _fit_dict(analysis.lagged, "df"),
        "G": _fit_dict(analysis.reverse, "nu"),
        "smallest": analysis.smallest,
    }


def _fit_dict(fit: Fit | None, degrees: str) -> dict[str, Any] | None:
    if fit is None:
        return None
    names = ("se", "t", "p", "low", "high", "T", "n")
    numbers = {"beta": list(fit.beta), degrees: fit.df}
    return _finite(numbers | {name: getattr(fit, name) for name in names})


def _finite(numbers: dict[str, Any]) -> dict[str, Any]:
    """The same with None for what JSON has no number for."""
    return {
        name: None if isinstance(value, float) and not isfinite(value) else value
        for name, value in numbers.items()
    }
