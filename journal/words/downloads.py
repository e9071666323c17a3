"""The words of a chart that is downloaded by itself."""

from datetime import date

from journal.words.archive_readme import MADE_UP
from journal.words.language import gettext as _


def chart_title(first: date, last: date) -> str:
    """What a downloaded chart is about."""
    return _("Spasm Journal, %(first)s to %(last)s", first=first, last=last)


def made_up() -> str:
    """What a chart of the demonstration says of itself."""
    return _(MADE_UP)
