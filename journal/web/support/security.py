"""What guards every answer: headers, cookies, tokens, limits, and whose headers are believed."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, cast

from flask import Flask, Request, Response, abort, current_app, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from journal.core.account.addresses import TrustedProxies, is_loopback
from journal.store.db.options import silence_limit
from journal.store.notices import OTHER_KEY, key_digest, notice
from journal.web.support import origins, turns
from journal.web.support.body_sizes import (
    ARCHIVE_BODY_MOST,
    BODY_MOST,
    LARGER_BODIES,
    SMALL_BODY,
    STRANGERS_BODY,
)
from journal.web.support.csrf import MaskedCSRF
from journal.web.support.request import (
    UNREACHABLE,
    cookie_name,
    cookie_path,
    is_live,
    load_user,
    settings,
)
from journal.web.support.security_events import request_id
from journal.words import hosting

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
ALWAYS: Final = HEADERS | {"Cache-Control": "no-store"}
"""What every page of ours carries, unless its door says otherwise."""
SHARED: Final = "/shared"
"""Under it lies what a link shows: to be read, by nobody in particular."""

HEALTH: Final = "/healthz"
LOGIN: Final = "_user_id"
"""Where Flask-Login keeps the token of a login."""

log = logging.getLogger(__name__)
SIGNER: Final = "session_signer"
COOKIE_NAME: Final = "journal.cookie_name"
"""Where a request keeps the name of its cookie, found out once."""
COOKIE_CONTENT: Final = "journal.cookie_content"
"""Where it keeps what the cookie of that name says, until its session is opened."""

A_YEAR: Final = 31_536_000
FIELDS_MOST: Final = 2_000
"""More than any form of ours has."""


CSRF: Final = MaskedCSRF()


def is_shared(path: str) -> bool:
    """Whether an address is one of those that are read without a cookie."""
    return path == SHARED or path.startswith(f"{SHARED}/")


class CookieSession(SecureCookieSessionInterface):
    """Flask's signed cookie; over HTTPS it is ``Secure`` and bound to this host by its name."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookies of an application, made once: a page asks for it often."""
        if SIGNER not in app.extensions:
            app.extensions[SIGNER] = super().get_signing_serializer(app)
        return cast("URLSafeTimedSerializer | None", app.extensions[SIGNER])

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a browser; what is shared by a link has none, whoever looks at it."""
        if is_shared(request.path):
            return None
        signer = self.get_signing_serializer(app)
        signed = request.cookies.get(self.get_cookie_name(app))
        if signer is None or not signed:
            return self.session_class() if signer else None
        if COOKIE_CONTENT in request.environ:
            return self.session_class(request.environ.pop(COOKIE_CONTENT))
        try:  # how old it is does not matter: the row of a login decides, whatever the clocks say
            return self.session_class(signer.loads(signed))
        except BadSignature:
            return self.session_class()

    def get_cookie_name(self, app: Flask) -> str:
        """``__Host-journal`` over HTTPS, else ``journal``; more where another journal has that.

        Cookies of one host are sent to all its ports, whichever of them has set them. Under a
        path of a host the cookie is sent to that path alone, which ``__Host-`` does not allow.
        """
        if COOKIE_NAME not in request.environ:
            request.environ[COOKIE_NAME] = self._cookie_name(app)
        return cast("str", request.environ[COOKIE_NAME])

    def _cookie_name(self, app: Flask) -> str:
        name = cookie_name("journal")
        own = f"{name}-{key_digest(str(app.secret_key))}"
        if own in request.cookies:
            return own
        signer, signed = self.get_signing_serializer(app), request.cookies.get(name)
        if signer is None or not signed:
            return name
        try:
            request.environ[COOKIE_CONTENT] = signer.loads(signed)
        except BadSignature:
            _tell_of_another_key(app, signer.loads_unsafe(signed)[1])
            return own
        return name

    def get_cookie_path(self, app: Flask) -> str:
        """Where the cookie is sent: to the journal, and to nothing else of its host."""
        return cookie_path()

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether the cookie is only ever sent over HTTPS: when it came so."""
        return request.is_secure


def _tell_of_another_key(app: Flask, content: object) -> None:
    """Tell the host, once, of a node that signs the cookies of our people with another key.

    A cookie of another journal on this host is no such thing: nobody is signed in here by it.
    """
    token = content.get(LOGIN) if isinstance(content, dict) else None
    if app.extensions.get(OTHER_KEY) or not isinstance(token, str):
        return
    with suppress(*UNREACHABLE), silence_limit(settings().database_silence):
        if is_live(token):
            app.extensions[OTHER_KEY] = True
            log.error(hosting.key_differs())
            notice(settings().data_dir, OTHER_KEY, key_digest(str(app.secret_key)))


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
