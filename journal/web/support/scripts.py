"""The addresses of our scripts, and which modules a page needs.

Scripts import each other by relative paths, so the version stands in their folder, not behind a
question mark: ``/static/1a2b3c4d5e/player/page.js`` is never changed and may be kept for ever.
"""

import hashlib
import json
import posixpath
import re
from functools import cache
from typing import Final

from flask import Flask, current_app, url_for

from journal.config import ROOT
from journal.words.language import chosen
from journal.words.scripts import script_words

APART: Final = "vendor/plotly-basic.min.js"
"""A large script that no other imports and that changes seldom: versioned by itself."""

STATIC: Final = ROOT / "static"
IMPORT: Final = re.compile(r"""^import\s+(?:[^"';]*?\sfrom\s+)?"(\.[^"]+)";""", re.MULTILINE)


def install(app: Flask) -> None:
    """Let templates name scripts and their words."""
    app.jinja_env.globals |= {"modules": modules, "words_address": words_address}


def words_address() -> str:
    """Where the words of all scripts lie; another address once any of them changes."""
    return url_for("offline.script_words", v=words_version())


def words_version() -> str:
    """What changes when any word of a script does, or the language of the reader."""
    return _words_version(chosen().code)


def words_module() -> str:
    """The words of all scripts in the language of the reader: a module that hands them over."""
    return _words_module(chosen().code)


@cache
def _words_version(code: str) -> str:
    return hashlib.sha256(_words_module(code).encode()).hexdigest()[:10]


@cache
def _words_module(_code: str) -> str:
    templates = current_app.jinja_env
    methods = templates.get_template("_words.html").module.RELIEF_METHODS  # type: ignore[attr-defined]  # set there
    texts = script_words() | {f"relief_{method}": name for method, name in methods.items()}
    table = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return f'import {{ learn }} from "./static/{address("words.js")}";\nlearn({table});\n'


@cache
def version() -> str:
    """What changes when any script does."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*.js")):
        name = str(file.relative_to(STATIC))
        if is_module(name):
            digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:10]


def is_module(filename: str) -> bool:
    """Whether a static file is a script that others may import."""
    return filename.endswith(".js") and filename != APART


def address(filename: str) -> str:
    """The name of a module under ``static``, with the version in front."""
    return f"{version()}/{filename}"


def imports(filename: str) -> list[str]:
    """The modules that a module imports itself, by their names under ``static``."""
    folder = posixpath.dirname(filename)
    paths = IMPORT.findall((STATIC / filename).read_text())
    return [posixpath.normpath(posixpath.join(folder, path)) for path in paths]


@cache
def graph(*filenames: str) -> tuple[str, ...]:
    """Modules and all that they need, each once."""
    modules = list(dict.fromkeys(filenames))
    for name in modules:  # the list grows while it is walked
        modules += [needed for needed in imports(name) if needed not in modules]
    return tuple(modules)


def modules(*filenames: str) -> list[str]:
    """The addresses of modules and all that they need, for a browser to fetch them at once."""
    names = graph(*filenames)
    folder = url_for("static", filename=names[0]).removesuffix(names[0])
    return [folder + name for name in names]
