"""What is said of how long spasms last; a description of those that were, never a forecast."""

from journal.core.diary.durations import HowLong
from journal.words.language import gettext as _
from journal.words.language import ngettext


def how_long_sentences(found: HowLong, length: str | None) -> list[str]:
    """What earlier spasms were like; ``length``: the typical one, written for a person."""
    said = []
    if length is not None:
        said.append(
            _(
                "%(count)s spasms so far; half ended within %(length)s.",
                count=found.count,
                length=length,
            )
        )
    if found.as_long:
        said.append(
            ngettext(
                "%(count)s lasted at least as long as this one; %(over)s of them ended within a "
                "day more.",
                "%(count)s lasted at least as long as this one; %(over)s of them ended within a "
                "day more.",
                found.as_long,
                over=found.over_by_then,
            )
        )
    return said
