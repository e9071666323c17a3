"""The words of a chart that is downloaded by itself."""

from datetime import date

from journal.words.archive_readme import MADE_UP
from journal.words.language import gettext as _


def chart_title(first: date, last: date, *, made_up: bool) -> str:
    """What a downloaded chart is about; ``made_up``: the demonstration's, which it then says."""
    title = _("Spasm Journal, %(first)s to %(last)s", first=first, last=last)
    return f"{title}. {_(MADE_UP)}" if made_up else title
