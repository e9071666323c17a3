"""What of a page in the made-up language is English still."""

from babel import Locale
from bs4 import BeautifulSoup

from journal.core.diary import demo as made_up
from journal.core.diary.programme import STARTING_EXERCISES
from tests.words.pseudo import Pseudo, untranslated

WIDTHS = ("wide", "abbreviated")
LOCALE = Locale.parse(Pseudo.code)
DATA = (
    *made_up.NOTES,
    *(exercise.name for exercise in STARTING_EXERCISES),
    *("demo", "dose", "Europe/Vienna", "TOKEN", "spasm-journal"),
    *(name for width in WIDTHS for name in LOCALE.months["format"][width].values()),
    *(name for width in WIDTHS for name in LOCALE.days["format"][width].values()),
)
"""What is no text of the journal; the names of months and days come in the language asked for."""

READ_OUT = ("alt", "title", "aria-label", "placeholder")
FOR_COMPUTERS = ("script", "style", "cite", "code", "pre", "kbd", "datalist")


def english_in(page: str) -> list[str]:
    """The words of a page that were never given to be translated."""
    soup = BeautifulSoup(page, "html.parser")
    for tag in [*soup.find_all(FOR_COMPUTERS), *soup.select("body [lang=en]")]:
        tag.decompose()
    texts = [soup.get_text(" ")]
    texts += [str(tag[name]) for tag in soup.find_all() for name in READ_OUT if tag.get(name)]
    zones = {option.text for option in soup.select("select[name=zone] option")}
    return [word for text in texts for word in untranslated(text, {*DATA, *zones})]
