"""The languages of the journal beside English: one ``<language>.po`` each, read as it is."""

from gettext import c2py
from pathlib import Path
from typing import Final

from journal.words.language import ENGLISH, Catalogue

FOLDER: Final = Path(__file__).parent
TEMPLATE: Final = FOLDER / "messages.pot"


class Translated:
    """The texts of one ``.po`` file."""

    def __init__(self, file: Path) -> None:
        from babel import Locale  # noqa: PLC0415 (only where it is needed)
        from babel.messages.pofile import read_po  # noqa: PLC0415 (only where it is needed)

        self.code = file.stem
        self._category = Locale.parse(file.stem, sep="-").plural_form
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=file.stem.replace("-", "_"))
        self._index = c2py(catalogue.plural_expr)
        self._texts = {
            (message.context or "", _first(message.id)): _forms(message.string)
            for message in catalogue
            if message.id and not message.fuzzy
        }

    def text(self, message: str, context: str = "") -> str:
        """The translation of a text; the text itself where there is none."""
        forms = self._texts.get((context, message))
        return (forms and forms[0]) or message

    def plural(self, singular: str, plural: str, count: int) -> str:
        """The translation for so many things."""
        forms = self._texts.get(("", singular), ())
        index = self._index(count)
        translation = forms[index] if index < len(forms) else ""
        return translation or ENGLISH.plural(singular, plural, count)

    def category(self, count: int) -> str:
        """The plural category of a number, as ``Intl.PluralRules`` names it."""
        return self._category(count)


def _first(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def catalogues() -> dict[str, Catalogue]:
    """Every language there is, by its code; English always."""
    languages: dict[str, Catalogue] = {ENGLISH.code: ENGLISH}
    for file in sorted(FOLDER.glob("*.po")):
        languages[file.stem] = Translated(file)
    return languages
