"""The language of a page is the first of the reader's that there is a catalogue for."""

import pytest
from flask import Flask

from journal.web.support.languages import LANGUAGES
from journal.words.language import ENGLISH, chosen
from tests.words.pseudo import Pseudo

SIGN_IN = "/account/sign-in"


@pytest.fixture
def english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A journal with English alone, whatever catalogues there are."""
    monkeypatch.setitem(app.extensions, LANGUAGES, {ENGLISH.code: ENGLISH})
    return app


@pytest.fixture
def two_languages(english: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A journal with English and the made-up language."""
    monkeypatch.setitem(english.extensions[LANGUAGES], "eo", Pseudo())
    return english


@pytest.mark.parametrize(
    ("header", "language"),
    [("eo", "eo"), ("de, eo;q=0.5", "eo"), ("en, eo;q=0.5", "en"), ("de", "en"), ("", "en")],
)
def test_the_first_language_that_there_is_is_chosen(
    two_languages: Flask, header: str, language: str
) -> None:
    browser = two_languages.test_client()
    answer = browser.get(SIGN_IN, headers={"Accept-Language": header})
    assert f'<html lang="{language}"' in answer.text
    assert "Accept-Language" in answer.vary
    assert chosen() is ENGLISH, "the next request in this thread begins in English"


def test_with_one_language_there_is_nothing_to_choose(english: Flask) -> None:
    answer = english.test_client().get(SIGN_IN, headers={"Accept-Language": "eo"})
    assert '<html lang="en"' in answer.text
    assert "Accept-Language" not in answer.vary
