"""The token that an app brings: whose it is, and what it may do."""

from typing import Final

from flask import g, request

from journal.store.accounts import accounts, tokens
from journal.store.db.models import TokenRow
from journal.web.support import limits
from journal.web.support.problems import RequestRefused
from journal.web.support.request import db, noted_if_free, now
from journal.web.support.security_events import record
from journal.words.api import detail

PUBLIC: Final = "api.openapi"
ANY_SCOPE: Final = "api.index"


def let_in() -> None:
    """Let only a token's bearer in, and only to what the token may do."""
    if request.endpoint == PUBLIC:
        return
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer" or not authorization.token:
        raise RequestRefused(401, detail("no_token"), headers={"WWW-Authenticate": "Bearer"})
    row = tokens.bearer(db(), authorization.token, now(), lock=request.method == "POST")
    if row is None:
        raise _wrong_token()
    g.account, token = row
    g.scopes = token.scopes
    needed = "log" if request.method == "POST" else "read"
    if needed not in token.scopes and request.endpoint != ANY_SCOPE:
        challenge = f'Bearer error="insufficient_scope", scope="{needed}"'
        raise RequestRefused(
            403, detail("no_scope", scope=needed), headers={"WWW-Authenticate": challenge}
        )
    _note_use(token)


def _wrong_token() -> RequestRefused:
    record("token_refused")
    if limits.are_over(limits.wrong_tokens()):
        return RequestRefused(429, detail("too_many_tokens"))
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return RequestRefused(401, detail("wrong_token"), headers=headers)


def _note_use(token: TokenRow) -> None:
    if token.last_used_at is None or now() - token.last_used_at > accounts.SEEN_AGAIN_AFTER:
        record("token_used", token.owner_id, token.id)
        noted_if_free(lambda noting: tokens.used(noting, token.owner_id, token.id, now()))
