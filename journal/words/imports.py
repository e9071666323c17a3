"""What is said about files that are imported: by the codes that reading them gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from journal.words import problems
from journal.words.import_problems import PROBLEMS
from journal.words.import_words import CHOICES, FIELDS, METHODS, QUESTIONS
from journal.words.language import gettext as _
from journal.words.language import marked, ngettext, readable
from journal.words.left_words import LEFT_SORTS


class Coded(Protocol):
    """A text by its code and its values."""

    @property
    def code(self) -> str:
        """What is to be said."""

    @property
    def values(self) -> tuple[tuple[str, object], ...]:
        """What stands in it."""


SENTENCES: Final = QUESTIONS | CHOICES | PROBLEMS
OF_FIELD: Final = "field:"
"""What codes of the fields themselves begin with."""


@dataclass(frozen=True, slots=True)
class _Named:
    code: str
    values: dict[str, object]


AS_WRITTEN: Final = {"said": "sentence", "as_written": "words"}
"""The texts that are shown as they are, and the name of the value that holds them."""


def sentence(text: Coded) -> str:
    """The words of a text."""
    values = dict(text.values)
    if text.code.startswith(OF_FIELD):
        return problems.sentence(_Named(text.code.removeprefix(OF_FIELD), values))
    if text.code in AS_WRITTEN:
        return str(values[AS_WRITTEN[text.code]])
    if text.code in ("field", "token"):
        return word(str(values[text.code]))
    placeholders = {name: _value(name, value) for name, value in values.items()}
    return _(SENTENCES[text.code], **placeholders) if placeholders else _(SENTENCES[text.code])


def _value(name: str, value: object) -> object:
    if name == "field":
        return word(str(value)).lower()
    if name == "method":
        return _(METHODS[str(value)])
    return readable(value)


def word(token: str) -> str:
    """A field or a stored token in words."""
    return _(FIELDS[token]) if token in FIELDS else token.replace("_", " ").capitalize()


def days_marked(habit: str) -> str:
    """Days of a habit that are not imported; what they are marked with comes after it."""
    return _("%(habit)s, days marked", habit=habit)


def left_out(sort: str, name: str, count: int, lines: Sequence[object] = ()) -> str:
    """What is not imported: its sort, its name, how often it was there, and on which lines."""
    phrase = _left_out(sort, name, count)
    if not lines:
        return phrase
    numbers = ", ".join(map(str, lines))
    if count > len(lines):
        more = readable(count - len(lines))
        return _(
            "%(what)s (lines %(numbers)s and %(more)s more)",
            what=phrase,
            numbers=numbers,
            more=more,
        )
    single, several = marked("%(what)s (line %(numbers)s)"), marked("%(what)s (lines %(numbers)s)")
    return ngettext(single, several, len(lines), what=phrase, numbers=numbers)


def _left_out(sort: str, name: str, count: int) -> str:
    if (sort, name) in LEFT_SORTS:
        singular, plural = LEFT_SORTS[sort, name]
        return ngettext(singular, plural, count)
    if sort in LEFT_SORTS:
        singular, _plural = LEFT_SORTS[sort]
        phrase = _(singular, name=name)
    else:
        phrase = _("%(sort)s “%(name)s”", sort=sort.replace("_", " "), name=name)
    return phrase if count == 1 else _("%(what)s (%(count)s)", what=phrase, count=readable(count))


def at_same_time(count: int, lines: Sequence[object]) -> str:
    """That new entries are at the time of entries that the diary has."""
    numbers = ", ".join(map(str, lines)) + ("…" if count > len(lines) else "")
    return ngettext(
        "%(count)s new entry is at the same time as one in your diary, and comes in beside it"
        " (line %(numbers)s).",
        "%(count)s new entries are at the same time as ones in your diary, and come in beside them"
        " (lines %(numbers)s).",
        count,
        numbers=numbers,
    )


def levels_alone(count: int) -> str:
    """That the pain levels of an import give no day its average."""
    return ngettext(
        "The %(count)s new pain level is not the average of a day. Charts by day and Insight use "
        "averages of days only.",
        "None of the %(count)s new pain levels is the average of a day. Charts by day and Insight "
        "use averages of days only.",
        count,
    )


HOLDINGS: Final = {
    "account": marked("your settings"),
    "reminders": marked("your reminders"),
    "waved": marked("the questions you don’t want to see again"),
    "mappings": marked("your answers about files of other apps"),
    "experiments": marked("your experiments"),
    "rest_days": marked("from when on days without exercise are rest days"),
    "pauses": marked("when you had paused the diary"),
    "former_names": marked("names that were changed"),
    "recall": marked("whether you want the recall check"),
    "programme_templates": marked("programme templates"),
    "programme_proposals": marked("programmes that were proposed to you"),
    "exercise_pictures": marked("the pictures of your exercises"),
    "agreed_end": marked("when you want to stop the diary"),
    "introduction": marked("your name and questions for the doctor"),
}


def holding(name: str) -> str:
    """What an account holds besides entries, within a sentence."""
    return _(HOLDINGS[name])
