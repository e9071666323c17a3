"""Months, weekdays and the signs of numbers as Plotly writes them, in the reader's language."""

from journal.charts.chart import Figure
from journal.words.dates import names
from journal.words.language import ENGLISH, chosen, numerals


def plotly_locale() -> Figure | None:
    """A locale as Plotly takes it; None for English, which it knows."""
    if chosen().code == ENGLISH.code:
        return None
    words = names()
    sunday_first = (-1, *range(6))
    return {
        "name": chosen().code,
        "format": {
            "months": list(words.months),
            "shortMonths": list(words.short_months),
            "days": [words.weekdays[at] for at in sunday_first],
            "shortDays": [words.short_weekdays[at] for at in sunday_first],
            "decimal": numerals("."),
            "thousands": numerals(","),
        },
    }
