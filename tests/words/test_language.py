"""Texts in Python: in English without further ado, in another language where one was chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.words.catalogues import Translated, catalogues
from journal.words.language import ENGLISH, chosen, gettext, marked, ngettext, pgettext, use
from tests.words.pseudo import Pseudo

GERMAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Sign out %(name)s"
msgstr "%(name)s abmelden"

msgctxt "a verb"
msgid "Log"
msgstr "Eintragen"

msgid "Pain"
msgstr ""

#, fuzzy
msgid "Rest day"
msgstr "Restetag"

msgid "%(count)s day"
msgid_plural "%(count)s days"
msgstr[0] "%(count)s Tag"
msgstr[1] "%(count)s Tage"
"""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use(ENGLISH)


@pytest.fixture
def german(tmp_path: Path) -> Translated:
    file = tmp_path / "de.po"
    file.write_text(GERMAN.lstrip(), encoding="utf-8")
    return Translated(file)


def test_without_a_choice_texts_are_english() -> None:
    assert chosen() is ENGLISH
    assert gettext("Sign out %(name)s", name="Ada") == "Sign out Ada"
    assert gettext("100 %") == marked("100 %") == "100 %"
    assert ngettext("%(count)s day", "%(count)s days", 1) == "1 day"
    assert ngettext(
        "%(count)s day of %(year)s", "%(count)s days of %(year)s", 1200, year=2026
    ) == ("1,200 days of 2026")


def test_a_catalogue_takes_the_place_of_english(german: Translated) -> None:
    use(german)
    assert gettext("Sign out %(name)s", name="Ada") == "Ada abmelden"
    assert pgettext("a verb", "Log") == "Eintragen"
    assert ngettext("%(count)s day", "%(count)s days", 1) == "1 Tag"
    assert ngettext("%(count)s day", "%(count)s days", 0) == "0 Tage"


def test_what_a_catalogue_lacks_or_doubts_is_said_in_english(german: Translated) -> None:
    use(german)
    assert gettext("Pain") == "Pain"
    assert gettext("Rest day") == "Rest day"
    assert gettext("Never translated") == "Never translated"
    assert pgettext("a noun", "Log") == "Log"
    assert ngettext("%(count)s week", "%(count)s weeks", 2) == "2 weeks"


def test_the_made_up_language_keeps_what_is_put_in() -> None:
    use(Pseudo())
    assert gettext("Sign out <b>%(name)s</b> &amp; go", name="Ada") == (
        "⟦Šîĝñ öûţ <b>Ada</b> &amp; ĝö···········⟧"
    )


def test_english_is_always_among_the_languages() -> None:
    assert catalogues()["en"] is ENGLISH
