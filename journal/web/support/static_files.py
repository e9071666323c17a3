"""Static files: served before the application, each at an address that changes with the file."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Flask
from whitenoise import WhiteNoise

from journal.web.support import scripts, security

FONT: Final = ".woff2"


def before(app: Flask) -> WhiteNoise:
    """The application behind its static files, which never change under one address."""
    files = WhiteNoise(
        app.wsgi_app,
        root=scripts.STATIC,
        prefix="static/",
        max_age=security.A_YEAR,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_guard,
    )
    versioned = f"/static/{scripts.version()}/"
    files.files |= {
        url.replace("/static/", versioned, 1): file for url, file in files.files.items()
    }
    return files


def _guard(headers: Any, path: str, _url: str) -> None:  # wsgiref's, which WhiteNoise hands
    for name, value in security.headers_of_file(path).items():
        headers[name] = value


@cache
def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]


def give_version(endpoint: str, values: dict[str, Any]) -> None:  # Flask's own arguments
    """Add to the address of a static file what changes when the file does.

    Not to a font's: the stylesheet names it without, and it should be fetched once. A script's
    stands in its folder, so that scripts find each other.
    """
    filename = values.get("filename", FONT)
    if endpoint != "static" or filename.endswith(FONT):
        return
    if scripts.is_module(filename):
        values["filename"] = scripts.address(filename)
    else:
        values["v"] = _fingerprint(scripts.STATIC / filename)
