"""What the kinds of entry are called, each kind in one place."""

from dataclasses import dataclass
from typing import Final

from journal.words.language import gettext, marked


@dataclass(frozen=True, slots=True)
class KindWords:
    """The names of one kind."""

    title: str
    """One entry, as a heading."""
    many: str
    """All of them, as a heading."""
    entry: str
    """One entry, within a sentence."""
    row: str
    """What a row of a table holds, as the answer to a question."""
    file: str
    """What its file in an archive holds."""


WORDS: Final = {
    "pain": KindWords(
        title=marked("Pain level"),
        many=marked("Pain levels"),
        entry=marked("pain level"),
        row=marked("a day with its pain, or one pain level"),
        file=marked("pain levels, 0 (none) to 10"),
    ),
    "episodes": KindWords(
        title=marked("Spasm"),
        many=marked("Spasms"),
        entry=marked("spasm"),
        row=marked("a spasm, or an attack"),
        file=marked("spasms: when they started and ended"),
    ),
    "exercises": KindWords(
        title=marked("Exercise"),
        many=marked("Exercises"),
        entry=marked("exercise"),
        row=marked("an exercise I did"),
        file=marked("exercises you did"),
    ),
    "relief": KindWords(
        title=marked("Relief"),
        many=marked("Relief"),
        entry=marked("relief"),
        row=marked("something I tried for relief"),
        file=marked("what you tried for relief, and the pain before and after"),
    ),
    "programme": KindWords(
        title=marked("Programme"),
        many=marked("Programme"),
        entry=marked("exercise of your programme"),
        row=marked("an exercise I plan to do"),
        file=marked("the exercises of your programme"),
    ),
    "flareplans": KindWords(
        title=marked("Flare plan"),
        many=marked("Flare plans"),
        entry=marked("flare plan"),
        row=marked("a flare plan"),
        file=marked("flare plans: what you do in a flare-up, and when one began"),
    ),
    "ladders": KindWords(
        title=marked("Ladder"),
        many=marked("Ladders"),
        entry=marked("ladder"),
        row=marked("a ladder for an exercise"),
        file=marked("ladders: how an exercise may go up in small steps"),
    ),
    "laddersteps": KindWords(
        title=marked("Step of a ladder"),
        many=marked("Steps of ladders"),
        entry=marked("step of a ladder"),
        row=marked("an answer to a proposed step up"),
        file=marked("what you answered to steps up, and what each rested on"),
    ),
    "guides": KindWords(
        title=marked("How an exercise is done"),
        many=marked("How exercises are done"),
        entry=marked("instructions for an exercise"),
        row=marked("how an exercise is done"),
        file=marked("how you do your exercises, in your own words or by a link"),
    ),
    "goals": KindWords(
        title=marked("Goal"),
        many=marked("Goals"),
        entry=marked("goal for a week"),
        row=marked("a goal for a week"),
        file=marked("goals for a week, and whether they happened"),
    ),
    "abilities": KindWords(
        title=marked("What you can do"),
        many=marked("What you can do"),
        entry=marked("rating of what you can do"),
        row=marked("how well some activities go"),
        file=marked("how well activities go that you named, 0 (not at all) to 10 (as before)"),
    ),
    "days": KindWords(
        title=marked("Day"),
        many=marked("Days"),
        entry=marked("note on a day"),
        row=marked("a day with its sleep or a note, without pain"),
        file=marked("notes about whole days"),
    ),
    "checkins": KindWords(
        title=marked("Check-in"),
        many=marked("Check-ins"),
        entry=marked("check-in"),
        row=marked("a weekly check-in"),
        file=marked("weekly check-ins"),
    ),
    "recall": KindWords(
        title=marked("Guess of a week"),
        many=marked("Guesses of weeks"),
        entry=marked("guess of a week"),
        row=marked("a guess of last week’s pain"),
        file=marked("what you thought last week’s average pain was"),
    ),
    "events": KindWords(
        title=marked("Event"),
        many=marked("Events"),
        entry=marked("event"),
        row=marked("an event, such as a visit"),
        file=marked("visits and other events, some of them planned"),
    ),
    "methods": KindWords(
        title=marked("What I use"),
        many=marked("What I use"),
        entry=marked("line of “What I use”"),
        row=marked("a medicine or a method I use"),
        file=marked("the medicines and methods you use"),
    ),
    "topics": KindWords(
        title=marked("My own words"),
        many=marked("My own words"),
        entry=marked("line of “My own words”"),
        row=marked("a symptom or a question of my own"),
        file=marked("your own symptoms and your own questions about a day"),
    ),
}
"""By the slug of the kind."""


def kind_title(slug: str) -> str:
    """What an entry of a kind is called in a heading."""
    return gettext(WORDS[slug].title)


def kind_name(slug: str) -> str:
    """What one entry of a kind is called in a sentence."""
    return gettext(WORDS[slug].entry)


def kind_plural(slug: str) -> str:
    """What the entries of a kind are called in a heading."""
    return gettext(WORDS[slug].many)
