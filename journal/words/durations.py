"""What is said of how long spasms last; a description of those that were, never a forecast."""

from journal.core.diary.durations import HowLong
from journal.words.language import gettext as _
from journal.words.language import ngettext


def how_long_sentences(durations: HowLong, length: str | None) -> list[str]:
    """What earlier spasms were like; ``length``: the typical one, written for a person."""
    sentences = []
    if length is not None:
        sentences.append(
            _(
                "%(count)s spasms so far; half ended within %(length)s.",
                count=durations.count,
                length=length,
            )
        )
    if durations.as_long:
        sentences.append(
            ngettext(
                "%(count)s lasted at least as long as this one; %(over)s of them ended within a "
                "day more.",
                "%(count)s lasted at least as long as this one; %(over)s of them ended within a "
                "day more.",
                durations.as_long,
                over=durations.over_by_then,
            )
        )
    return sentences
