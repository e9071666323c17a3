"""The signed cookie of a session: its name, where it is sent, and when it is set anew."""

import logging
from contextlib import suppress
from typing import Final, cast

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from journal.store.db.options import silence_limit
from journal.store.notices import OTHER_KEY, key_digest, notice
from journal.web.support.request import (
    UNREACHABLE,
    cookie_name,
    cookie_path,
    is_live,
    now,
    seen_again_after,
    settings,
)
from journal.words import hosting

SHARED: Final = "/shared"
"""Under it lies what a link shows: to be read, by nobody in particular."""

LOGIN: Final = "_user_id"
"""Where Flask-Login keeps the token of a login."""

log = logging.getLogger(__name__)
SIGNER: Final = "session_signer"
COOKIE_NAME: Final = "journal.cookie_name"
"""Where a request keeps the name of its cookie, found out once."""
COOKIE_CONTENT: Final = "journal.cookie_content"
"""Where it keeps what the cookie of that name says and since when, until its session is opened."""
COOKIE_SIGNED: Final = "journal.cookie_signed_at"


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
        try:  # how old it is does not matter: the row of a login decides, whatever the clocks say
            content, signed_at = request.environ.pop(COOKIE_CONTENT, None) or signer.loads(
                signed, return_timestamp=True
            )
        except BadSignature:
            return self.session_class()
        request.environ[COOKIE_SIGNED] = signed_at
        return self.session_class(content)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether an answer sets the cookie: it says something new, or is to last longer.

        A browser forgets it so long after it was set as a login may rest. Both are counted anew
        at the same times.
        """
        signed_at = request.environ.get(COOKIE_SIGNED)
        lasts_on = session.permanent and signed_at and abs(now() - signed_at) > seen_again_after()
        return session.modified or bool(lasts_on)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie where that is due; not with what anybody may keep, whoever asks."""
        if not response.cache_control.public:
            super().save_session(app, session, response)

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
            request.environ[COOKIE_CONTENT] = signer.loads(signed, return_timestamp=True)
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
