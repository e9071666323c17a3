"""Which language a page is shown in: the first of the reader's that there is a catalogue for."""

from typing import Final, cast

from flask import Flask, Response, current_app, request
from flask.templating import Environment
from flask_babel import Babel, get_locale

from journal.web.support.compiled import compiled
from journal.words.catalogues import catalogues
from journal.words.language import ENGLISH, Catalogue, chosen, use
from journal.words.problems import sentence
from journal.words.templates import Languages

LANGUAGES: Final = "journal_languages"


class PageEnvironment(Languages, Environment):
    """Flask's environment of templates, one set for each language."""


def install(app: Flask) -> None:
    """Let each request choose its language, and templates be translated into it."""
    app.jinja_environment = PageEnvironment
    environment = cast("PageEnvironment", app.jinja_env)
    environment.learn()
    environment.bytecode_cache = compiled()
    environment.globals["language"] = chosen
    environment.filters["sentence"] = sentence
    app.extensions[LANGUAGES] = catalogues()
    Babel(app, configure_jinja=False, locale_selector=_best)
    app.before_request(_choose)
    app.after_request(_depends_on_language)
    app.teardown_request(_forget)


def languages() -> dict[str, Catalogue]:
    """The languages there are, by their codes."""
    return cast("dict[str, Catalogue]", current_app.extensions[LANGUAGES])


def _best() -> str:
    code = request.accept_languages.best_match(languages(), default=ENGLISH.code)
    return (code or ENGLISH.code).replace("-", "_")


def _choose() -> None:
    if len(languages()) > 1:
        use(languages()[str(get_locale()).replace("_", "-")])


def _depends_on_language(response: Response) -> Response:
    if len(languages()) > 1:
        response.vary.add("Accept-Language")
    return response


def _forget(_error: BaseException | None) -> None:
    use(ENGLISH)
