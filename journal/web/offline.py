"""The journal as an installed app: manifest, service worker, the page without a network.

Whatever waited for the network is sent with the header ``Journal-Account``: it names whose it
is, and asks for an answer that says what happened instead of leading somewhere else.
"""

import hashlib
import json
from functools import cache
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from journal.config import ROOT
from journal.web.support import scripts
from journal.web.support.csrf import masked_token
from journal.web.support.request import ACCOUNT, owner
from journal.web.support.security import A_YEAR
from journal.words.language import chosen
from journal.words.messages import message

bp = Blueprint("offline", __name__)

PAPER: Final = "#faf6ee"
PATIENCE: Final = 4_000
"""So many milliseconds a page may take before the one without a network stands in."""
WORKER: Final = "offline/worker.js"
IN_WORKER: Final = ("offline/background_sync.js", "offline/kept_today.js")
"""What the service worker imports where browsers know modules in it."""

SHELL: Final = (
    "journal.css",
    *scripts.graph(
        "pages/everywhere.js",
        "offline/page.js",
        "offline/panel.js",
        "offline/undo.js",
        "today/focus.js",
        "today/returning.js",
        "today/saved_once.js",
        "offline/standing_in.js",
        "offline/stand_in.js",
        "player/page.js",
        *IN_WORKER,
    ),
    "session.css",
    "figures.svg",
    "icons.svg",
    "icon.svg",
    "vendor/atkinson-latin.woff2",
    "vendor/atkinson-latin-ext.woff2",
)
"""The static files that the pages without a network need: all, with the words of scripts, that a
device may keep of us."""


@bp.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """What makes a page an app on a home screen."""
    values = {
        "id": url_for("today.show"),
        "name": "Spasm Journal",
        "short_name": "Spasms",
        "description": message("app_description"),
        "lang": chosen().code,
        "start_url": url_for("today.show"),
        "scope": url_for("today.show"),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon("icon.svg", "any", "any"),
            _icon("icons/icon-192.png", "192x192", "any"),
            _icon("icons/icon-512.png", "512x512", "any"),
            _icon("icons/maskable.svg", "any", "maskable"),
            _icon("icons/maskable-192.png", "192x192", "maskable"),
            _icon("icons/maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            {
                "name": message("spasm_now"),
                "url": url_for("episodes.at_once"),
                "icons": [_icon("icons/spasm-96.png", "96x96", "any")],
            }
        ],
    }
    return Response(json.dumps(values), content_type="application/manifest+json")


def _icon(filename: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = "image/svg+xml" if filename.endswith(".svg") else "image/png"
    address = url_for("static", filename=filename)
    return {"src": address, "sizes": sizes, "type": kind, "purpose": purpose}


@bp.get("/sw.js")
def worker() -> ResponseReturnValue:
    """The service worker, with the list of what it may keep and the version of that.

    ``?classic`` is for browsers that know no modules in it; they know no background sync either.
    """
    files = [url_for("static", filename=filename) for filename in SHELL]
    files.append(scripts.words_address())
    source = (scripts.STATIC / WORKER).read_text()
    listing = {
        "pages": {"safety": url_for("pages.safety"), "offline": url_for(".shell")},
        "files": files,
        "root": url_for("today.show"),
        "patience": PATIENCE,
        "here": url_for("today.show") if request.script_root else "",
        "version": _digest("\n".join([*files, source, _templates()])),
    }
    imported = "".join(
        f'import "{url_for("static", filename=filename)}";\n' for filename in IN_WORKER
    )
    return Response(
        f"{'' if 'classic' in request.args else imported}"
        f"const SHELL = {json.dumps(listing)};\n{source}",
        content_type="text/javascript; charset=utf-8",
    )


@bp.get("/words.js")
def script_words() -> ResponseReturnValue:
    """The words that scripts show; kept for ever by those who ask for this version of them."""
    answer = Response(scripts.words_module(), content_type="text/javascript; charset=utf-8")
    if request.args.get("v") == scripts.words_version():
        answer.headers["Cache-Control"] = f"max-age={A_YEAR}, public, immutable"
    return answer


@cache
def _templates() -> str:
    """What changes when any page may look different."""
    return "".join(
        _digest(file.read_text()) for file in sorted((ROOT / "templates").rglob("*.html"))
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@bp.get("/offline")
def shell() -> ResponseReturnValue:
    """Show the page that stands in where there is no network; it holds nothing of anybody."""
    return render_template("offline.html", patience=PATIENCE)


@bp.get("/offline/state")
def state() -> ResponseReturnValue:
    """Who is signed in, and a token to send under what waited for the network."""
    if not current_user.is_authenticated:
        return {"account": None}
    return {"account": owner(), "token": masked_token()}


@bp.before_app_request
def only_for_its_owner() -> None:
    """Refuse what waited for the network while somebody else, or nobody, is signed in."""
    whose = request.headers.get(ACCOUNT)
    if whose is not None and not (current_user.is_authenticated and owner() == whose):
        abort(401)


@bp.after_app_request
def say_what_happened(response: Response) -> Response:
    """Answer 204 instead of leading elsewhere; the way there stands in ``Location``."""
    if ACCOUNT in request.headers and response.status_code == 303:  # noqa: PLR2004
        response.status_code = 204
    return response
