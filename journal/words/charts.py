"""The words of charts: of their axes, series and marks, by the code that a chart gives."""

from typing import Final

from journal.words.language import gettext as _
from journal.words.language import marked

_TEXTS: Final = {
    "pain_title": marked("Pain"),
    "days": marked("days"),
    "days_after_exercise": marked("days after exercise"),
    "other_days": marked("other days"),
    "days_after_exercise_counted": marked("Days after exercise: %(count)s"),
    "other_days_counted": marked("Other days: %(count)s"),
    "pain_of_the_day": marked("Pain of the day"),
    "average_value": marked("average %(value)s"),
    "logged_later": marked("logged later"),
    "seven_day_average": marked("7-day average"),
    "highest": marked("highest"),
    "highest_logged": marked("highest logged"),
    "spasm": marked("spasm"),
    "day_average": marked("a day’s average; a stronger colour is more pain"),
    "exercises_title": marked("Exercises"),
    "exercises": marked("exercises"),
    "week_around": marked("Week around"),
    "event": marked("event, by its number in your list"),
    "days_with_average": marked("days with an average"),
    "days_with_spasm": marked("days with a spasm"),
    "week_average": marked("a week’s average; a stronger colour is more pain"),
    "month_average": marked("a month’s average; a stronger colour is more pain"),
    "median": marked("median"),
    "middle_half": marked("middle half"),
    "average_pain_of_the_week": marked("Average pain of the week"),
    "exercise_days": marked("exercise days"),
    "pain": marked("pain"),
    "average": marked("average"),
    "exercise_days_before": marked("Exercise days in the seven days before"),
}


def chart_text(code: str, **values: object) -> str:
    """A word or heading of a chart, with its values."""
    return _(_TEXTS[code], **values)
