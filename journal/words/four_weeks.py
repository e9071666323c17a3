"""The sentences about the last four weeks beside the four before: descriptions, no findings."""

from typing import Final

from journal.core.statistics.windows import WindowComparison
from journal.words.language import gettext as _
from journal.words.numbers import decimal

SHOWN_FROM: Final = 0.05
"""A difference below this is written as 0.0, and left out."""


def windows_sentence(windows: WindowComparison) -> str:
    """The last 28 days beside the 28 before them: a description, no finding."""
    parts = [
        _(
            "In the last 28 days your pain averaged %(mean)s (%(n)s days with an average), in the "
            "28 days before %(earlier)s (%(earlier_n)s days with an average).",
            mean=decimal(windows.mean),
            n=windows.n,
            earlier=decimal(windows.earlier_mean),
            earlier_n=windows.earlier_n,
        )
    ]
    if swing := _swing(windows):
        parts.append(swing)
    if windows.noticeable:
        parts.append(_("A difference this size is one people usually notice."))
    return " ".join(parts)


def going_sentence(windows: WindowComparison) -> str:
    """The last four weeks against the four before, and against one's own usual swing."""
    size, usual = decimal(abs(windows.difference)), windows.usual
    if abs(windows.difference) < SHOWN_FROM:
        return _("About as before.")
    if not windows.clear:
        return _unclear(size, None if usual is None else decimal(usual), windows)
    return " ".join(filter(None, (_changed(windows, size), _swing(windows))))


def _unclear(size: str, usual: str | None, windows: WindowComparison) -> str:
    """Of a difference that its own error does not exclude, however much is usual."""
    if usual is not None and (size == usual or abs(windows.difference) <= (windows.usual or 0)):
        return _(
            "About as before: your four-week averages usually differ by about %(usual)s.",
            usual=usual,
        )
    if _swing(windows) is None:
        return _(
            "The two differ by %(size)s. Pain varies so much from day to day that this can be "
            "chance.",
            size=size,
        )
    return _(
        "The two differ by %(size)s, more than your four-week averages usually do (about "
        "%(usual)s). But your pain went up and down so much in these eight weeks that this can "
        "still be chance.",
        size=size,
        usual=usual,
    )


def _changed(windows: WindowComparison, size: str) -> str:
    if windows.difference < 0:
        return _("%(size)s lower than in the four weeks before.", size=size)
    return _("%(size)s higher than in the four weeks before.", size=size)


def _swing(windows: WindowComparison) -> str | None:
    """What such averages usually differ by; None where too few are known, or it is nothing."""
    if windows.usual is None or windows.usual < SHOWN_FROM:
        return None
    return _(
        "Your four-week averages usually differ by about %(usual)s.",
        usual=decimal(windows.usual),
    )
