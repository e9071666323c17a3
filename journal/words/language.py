"""Texts in the language of the reader: English as it is in the code, or a catalogue's.

Works with and without a request: a door chooses the language of its reader with ``use``;
a command and a test that choose none get English.
"""

from contextvars import ContextVar
from functools import cache
from typing import Final, Protocol

from babel import Locale


class Catalogue(Protocol):
    """The texts of one language, found by the English ones."""

    code: str
    """The language as a page names it: ``en``, ``de``, ``pt-BR``."""

    def text(self, message: str, context: str = "") -> str:
        """The translation of a text; the text itself where there is none."""

    def plural(self, singular: str, plural: str, count: int) -> str:
        """The translation for so many things."""

    def category(self, count: int) -> str:
        """The plural category of a number, as ``Intl.PluralRules`` names it."""


class English:
    """The texts as they are written in templates and code."""

    code = "en"

    def text(self, message: str, context: str = "") -> str:
        """The text itself."""
        return message

    def plural(self, singular: str, plural: str, count: int) -> str:
        """The first text for one thing, the second for any other number."""
        return singular if count == 1 else plural

    def category(self, count: int) -> str:
        """One, or any other number: known without Babel, whose tables are 4 MB in each worker."""
        return "one" if count == 1 else "other"


ENGLISH: Final = English()
_CHOSEN: Final = ContextVar[Catalogue]("language", default=ENGLISH)


def use(catalogue: Catalogue) -> None:
    """Choose the language of everything said from now on, in this thread."""
    _CHOSEN.set(catalogue)


def chosen() -> Catalogue:
    """The language that was chosen; English where none was."""
    return _CHOSEN.get()


def gettext(message: str, **values: object) -> str:
    """The translation of ``message``, with each ``%(name)s`` in it replaced by its value."""
    text = _CHOSEN.get().text(message)
    return text % values if values else text


def pgettext(context: str, message: str) -> str:
    """The translation of ``message`` where one English word has several meanings."""
    return _CHOSEN.get().text(message, context)


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """The translation for ``count`` things; ``%(count)s`` is replaced by the number, ``1,234``."""
    return _CHOSEN.get().plural(singular, plural, count) % {"count": readable(count), **values}


def readable(value: object) -> object:
    """A whole number as ``1,234``; anything else as it is."""
    return numerals(f"{value:,}") if type(value) is int else value


def numerals(text: str) -> str:
    """A number as English writes it, ``1,234.5``, with the signs of the language of the reader."""
    language = _CHOSEN.get()
    return text if language is ENGLISH else text.translate(_signs(language.code))


@cache
def _signs(code: str) -> dict[int, str]:
    symbols = Locale.parse(code, sep="-").number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"]})


def marked(message: str) -> str:
    """``message`` itself, marked for translation: ``gettext`` is called where it is shown.

    For tables that are built when a module is loaded, before a language is chosen.
    """
    return message
