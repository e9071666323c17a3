"""The token of forms, masked anew on every page.

Pages are compressed, and the length of a compressed page tells whether something in it occurs
twice. A token that looks different on every page cannot be found out from lengths (BREACH).
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from flask import Flask, current_app, g, request, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf

SECRET_BYTES: Final = 20
"""The secret of a session is so long (Flask-WTF writes it as hexadecimal)."""

MASKED_LENGTH: Final = 56
"""The length of a masked token: twice the secret, in base64."""


def masked_token() -> str:
    """The token of this session behind a fresh mask; the same on all of one page."""
    token: str | None = g.get("masked_token")
    if token is None:
        if "csrf_token" not in session:
            generate_csrf()  # makes the secret; the token it also signs is of no use here
        token = g.masked_token = mask(bytes.fromhex(session["csrf_token"]))
    return token


def mask(secret: bytes) -> str:
    """A secret behind a random mask of its length."""
    random = secrets.token_bytes(len(secret))
    hidden = bytes(byte ^ other for byte, other in zip(random, secret, strict=True))
    return urlsafe_b64encode(random + hidden).decode()


def unmask(token: str) -> bytes | None:
    """The secret behind a masked token; None where it is none."""
    try:
        halves = urlsafe_b64decode(token)
    except ValueError:
        return None
    if len(halves) != 2 * SECRET_BYTES:
        return None
    random, hidden = halves[:SECRET_BYTES], halves[SECRET_BYTES:]
    return bytes(byte ^ other for byte, other in zip(random, hidden, strict=True))


class MaskedCSRF(CSRFProtect):
    """Flask-WTF's protection for tokens that come masked."""

    def init_app(self, app: Flask) -> None:
        """Protect an application, and let its pages show masked tokens."""
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = masked_token
        app.context_processor(lambda: {"csrf_token": masked_token})

    def protect(self, apply_exemptions: bool = False) -> None:
        """Let through what brings a masked token of its session; Flask-WTF judges all else."""
        checks = request.method in current_app.config["WTF_CSRF_METHODS"]
        if checks and _is_of_session(self._get_csrf_token()):
            g.csrf_valid = True  # as Flask-WTF tells its forms
        else:
            super().protect(apply_exemptions=apply_exemptions)


def _is_of_session(token: str | None) -> bool:
    secret = unmask(token) if token and len(token) == MASKED_LENGTH else None
    own = session.get("csrf_token", "")
    return secret is not None and secrets.compare_digest(secret.hex(), own)
