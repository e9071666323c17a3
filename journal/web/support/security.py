"""What guards every answer: headers, tokens, limits, and whose headers are believed."""

from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, abort, current_app, request, session
from flask_login import LoginManager
from werkzeug.middleware.proxy_fix import ProxyFix

from journal.core.account.addresses import TrustedProxies, is_loopback
from journal.web.support import origins, turns
from journal.web.support.body_sizes import (
    ARCHIVE_BODY_MOST,
    BODY_MOST,
    LARGER_BODIES,
    SMALL_BODY,
    STRANGERS_BODY,
)
from journal.web.support.cookie_session import LOGIN, CookieSession
from journal.web.support.csrf import MaskedCSRF
from journal.web.support.request import is_live, load_user
from journal.web.support.security_events import request_id

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NO_PAGES: Final = (".js", ".css", ".woff", ".woff2")
"""The ends of files that no browser shows as a page of their own."""
NO_PAGE_HEADERS: Final = {
    name: HEADERS[name] for name in ("Cross-Origin-Resource-Policy", "X-Content-Type-Options")
}
ALWAYS: Final = HEADERS | {"Cache-Control": "no-store"}
"""What every page of ours carries, unless its door says otherwise."""

HEALTH: Final = "/healthz"
A_YEAR: Final = 31_536_000
FIELDS_MOST: Final = 2_000
"""More than any form of ours has."""


CSRF: Final = MaskedCSRF()


class BelieveNetworks:
    """Takes the ``X-Forwarded-…`` headers of some networks' proxies, and nobody else's."""

    def __init__(self, app: "WSGIApplication", trusted: TrustedProxies) -> None:
        self.plain = app
        self.believing = ProxyFix(app, x_for=1, x_proto=1, x_host=1, x_prefix=1)
        self.networks = trusted.networks

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, as the proxy or the peer itself made it."""
        try:
            peer = ip_address(environ.get("REMOTE_ADDR", ""))
        except ValueError:
            return self.plain(environ, start_response)
        is_believed = any(peer in network for network in self.networks)
        return (self.believing if is_believed else self.plain)(environ, start_response)


def believe_proxies(app: "WSGIApplication", trusted: TrustedProxies) -> "WSGIApplication":
    """``app`` behind the proxies that the settings trust."""
    if trusted.hops:
        hops = trusted.hops
        return ProxyFix(app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=1)
    return BelieveNetworks(app, trusted) if trusted.networks else app


class LoopbackHealth:
    """Lets this very machine ask for ``/healthz`` by its address, whatever hosts are trusted.

    So do the checks of containers; nothing in that answer depends on the name.
    """

    def __init__(self, app: "WSGIApplication", hosts: tuple[str, ...]) -> None:
        self.app = app
        self.hosts = hosts

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, one of this machine for its health under a name that is trusted."""
        name = origins.host_name(environ.get("HTTP_HOST", ""))
        peer = environ.get("REMOTE_ADDR", "")
        if environ.get("PATH_INFO") == HEALTH and is_loopback(name) and is_loopback(peer):
            environ = environ | {"HTTP_HOST": self.hosts[0].removeprefix(".")}
        return self.app(environ, start_response)


def comes_from_here() -> bool:
    """Whether a request was made by a page of ours, as far as its browser lets us know.

    Over plain HTTP browsers say little; there a page of ours brings our cookie, or names our
    address as its origin.
    """
    if origins.foreign_name() is not None:
        return False
    if request.headers.get("Sec-Fetch-Site") is not None:
        return True
    name = current_app.session_interface.get_cookie_name(current_app)
    return name in request.cookies or request.origin is not None


def over_plain_http() -> bool:
    """Whether others on the way can read along; what never leaves this machine they cannot."""
    host = request.host.rpartition(":")[0] or request.host
    return not request.is_secure and host not in {"localhost", "127.0.0.1", "[::1]"}


def add_headers(response: Response) -> Response:
    """The headers every answer carries; what is private is kept nowhere."""
    present = {name for name, _ in response.headers}
    for name, value in ALWAYS.items():
        if name not in present:
            response.headers.add(name, value)
    response.headers["X-Request-Id"] = request_id()
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    return response


def headers_of_file(path: str) -> dict[str, str]:
    """What a static file carries; most of it is about pages, and a first one brings 30 scripts."""
    return NO_PAGE_HEADERS if path.endswith(NO_PAGES) else HEADERS


def limit_body() -> None:
    """Let only signed-in pages take more than a small form, and only one a whole archive."""
    if request.endpoint in {"accounts.enter", "accounts.create"} or request.blueprint == "api":
        request.max_content_length = LARGER_BODIES.get(str(request.endpoint), SMALL_BODY)
        return
    request.max_content_length = STRANGERS_BODY
    length = request.content_length  # None where it comes in chunks
    if request.method == "POST" and (length is None or length > STRANGERS_BODY):
        token = session.get(LOGIN)
        if token and is_live(token):
            archive = request.endpoint == "imports.look"
            request.max_content_length = ARCHIVE_BODY_MOST if archive else BODY_MOST


def refuse_nul() -> None:
    """Find nothing under an address with a NUL in it, which PostgreSQL cannot be asked for."""
    if "\0" in request.path:
        abort(404)


def protect(app: Flask) -> None:
    """Put all of it in place. Order matters: a body is limited before a token is looked for."""
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_MOST,
        MAX_FORM_MEMORY_SIZE=BODY_MOST,
        MAX_FORM_PARTS=FIELDS_MOST,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        WTF_I18N_ENABLED=False,  # words follow our catalogues; its own is read for each request
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer with name and port: see origins
    )
    app.session_interface = CookieSession()
    app.before_request(limit_body)
    app.before_request(refuse_nul)
    app.before_request(origins.warn_of_unnamed_proxies)
    app.before_request(origins.refuse_foreign_forms)
    app.before_request(turns.read_whole_body)
    app.before_request(turns.take_turn)
    app.teardown_request(turns.end_turn)
    app.after_request(add_headers)
    CSRF.init_app(app)
    logins = LoginManager(app)
    logins.session_protection = None
    logins.user_loader(load_user)
