"""What the kinds of entry are called, each kind in one place."""

from dataclasses import dataclass
from typing import Final

from journal.words.language import gettext, marked


@dataclass(frozen=True, slots=True)
class KindWords:
    """The names of one kind."""

    title: str
    """One entry, as a heading."""
    entry: str
    """One entry, within a sentence."""
    row: str
    """What a row of a table holds, as the answer to a question."""


WORDS: Final = {
    "pain": KindWords(marked("Pain level"), marked("pain level"), marked("a pain level")),
    "episodes": KindWords(marked("Spasm"), marked("spasm"), marked("a spasm, or an attack")),
    "exercises": KindWords(marked("Exercise"), marked("exercise"), marked("an exercise I did")),
    "relief": KindWords(
        marked("Relief"), marked("relief"), marked("something I tried for relief")
    ),
    "programme": KindWords(
        marked("Programme"),
        marked("exercise of your programme"),
        marked("an exercise I plan to do"),
    ),
    "days": KindWords(marked("Day"), marked("note on a day"), marked("a note about a day")),
    "checkins": KindWords(marked("Check-in"), marked("check-in"), marked("a weekly check-in")),
}


def kind_title(slug: str) -> str:
    """What an entry of a kind is called in a heading."""
    return gettext(WORDS[slug].title)


def kind_name(slug: str) -> str:
    """What one entry of a kind is called in a sentence."""
    return gettext(WORDS[slug].entry)
