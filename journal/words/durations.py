"""What is said of how long spasms last; a description of those that were, never a forecast.

Each sentence says of how many spasms it is, and together they tell of every one.
"""

from typing import Final

from journal.core.diary.durations import Between, HowLong
from journal.core.diary.episode_summary import Spells
from journal.words.dates import length_text
from journal.words.language import gettext as _
from journal.words.language import ngettext

PAIR: Final = 2
"""Of two lengths none is in the middle: nothing is typical yet."""


def spells_sentences(spells: Spells) -> str:
    """How many spasms started in a period, and how long they lasted."""
    if not spells.count:
        return _("No spasm started in this time.")
    count = ngettext(
        "%(count)s spasm started in this time.",
        "%(count)s spasms started in this time.",
        spells.count,
    )
    sentences = [count, _lasted(spells)]
    if spells.unmeasured:
        sentences.append(
            ngettext(
                "The length of %(count)s spasm is not known.",
                "The length of %(count)s spasms is not known.",
                spells.unmeasured,
            )
        )
    if spells.running:
        sentences.append(
            ngettext("%(count)s is still going.", "%(count)s are still going.", spells.running)
        )
    return " ".join(filter(None, sentences))


def _lasted(spells: Spells) -> str:
    if spells.median_minutes is None:
        return ""
    length = length_text(spells.median_minutes)
    if spells.count == 1:
        return _("It lasted %(length)s.", length=length)
    if spells.ended == PAIR:
        sentence = _("The length of %(count)s is known.", count=PAIR)
        return sentence if spells.count > PAIR else ""
    if spells.ended == spells.count:
        return _("Typical length: %(length)s (median).", length=length)
    return ngettext(
        "The length of %(count)s is known: %(length)s.",
        "The length of %(count)s is known: typically %(length)s (median).",
        spells.ended,
        length=length,
    )


def how_long_sentences(durations: HowLong) -> list[str]:
    """What earlier spasms were like, seen from the one that is going."""
    sentences = [half_sentence(durations)]
    if durations.as_long:
        sentences.append(
            ngettext(
                "Of the %(ended)s, %(count)s lasted at least as long as this one; %(over)s of "
                "these ended within a day more.",
                "Of the %(ended)s, %(count)s lasted at least as long as this one; %(over)s of "
                "these ended within a day more.",
                durations.as_long,
                ended=durations.ended,
                over=durations.over_by_then,
            )
        )
    return [sentence for sentence in sentences if sentence]


def half_sentence(durations: HowLong) -> str:
    """The length that half of all spasms had at most, and which of them it counts."""
    if durations.half_minutes is None:
        return ""
    half = _("Half ended within %(length)s.", length=length_text(durations.half_minutes))
    base = (
        ngettext(
            "This is of %(ended)s spasms whose length is known, and of %(count)s that is still "
            "going, for as long as it has lasted.",
            "This is of %(ended)s spasms whose length is known, and of %(count)s that are still "
            "going, for as long as they have lasted.",
            durations.running,
            ended=durations.ended,
        )
        if durations.running
        else _("This is of %(ended)s spasms whose length is known.", ended=durations.ended)
    )
    if not durations.unmeasured:
        return f"{half} {base}"
    unmeasured = ngettext(
        "%(count)s more is left out: its length is not known.",
        "%(count)s more are left out: their length is not known.",
        durations.unmeasured,
    )
    return f"{half} {base} {unmeasured}"


def between_sentence(gaps: Between) -> str:
    """The length that half of the gaps between spasms had at most, and which of them it counts."""
    if gaps.half_days is None:
        return ""
    half = ngettext(
        "Half of the gaps between two spasms were over within a day.",
        "Half of the gaps between two spasms were over within %(count)s days.",
        max(1, int(gaps.half_days + 0.5)),
    )
    base = (
        ngettext(
            "This is of %(ended)s that are over, and of %(count)s of which only a part is known.",
            "This is of %(ended)s that are over, and of %(count)s of which only a part is known.",
            gaps.cut,
            ended=gaps.ended,
        )
        if gaps.cut
        else _("This is of %(ended)s that are over.", ended=gaps.ended)
    )
    return f"{half} {base}"
