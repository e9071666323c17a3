"""Signing in by an OpenID provider (OpenID Connect Core 1.0, code flow with PKCE).

What the provider says counts after its signature, issuer, audience, times and nonce were checked.
The libraries are loaded when somebody signs in that way.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from journal.access.identity_provider import IdentityProvider

SECONDS: Final = 10
"""How long the provider may take for each of its answers."""

SCOPE: Final = "openid"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures by a key that the provider alone has; so never ``none`` or a shared secret."""

LEEWAY_SECONDS: Final = 120
"""By how much the clocks of the provider and of this machine may differ."""

SUBJECT_LONGEST: Final = 255
DISCOVERY: Final = "/.well-known/openid-configuration"


class NotVouchedFor(Exception):
    """The provider did not say who somebody is, or what it said does not hold."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a browser is sent away with, and must come back with."""

    state: str
    nonce: str
    verifier: str


def new_beginning() -> Beginning:
    """Fresh secrets, each of 256 bits or more."""
    return Beginning(*(secrets.token_urlsafe(48) for _ in range(3)))


def address_to_ask(provider: IdentityProvider, back: str, beginning: Beginning) -> str:
    """Where to send a browser, which comes back to ``back``. Raises NotVouchedFor."""
    session, places = _session(provider, back), _places(provider)
    try:
        address, _ = session.create_authorization_url(
            places["authorization_endpoint"],
            state=beginning.state,
            nonce=beginning.nonce,
            code_verifier=beginning.verifier,
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise NotVouchedFor(str(wrong)) from wrong
    return str(address)


def subject(
    provider: IdentityProvider, back: str, beginning: Beginning, code: str, now: datetime
) -> str:
    """Whom the provider names for the ``code`` it has sent back. Raises NotVouchedFor."""
    session, places = _session(provider, back), _places(provider)
    try:
        token = session.fetch_token(
            places["token_endpoint"],
            code=code,
            code_verifier=beginning.verifier,
            timeout=SECONDS,
            allow_redirects=False,
        )
        keys = _answer(str(places["jwks_uri"]))
        claims = _claims(provider, token["id_token"], keys, beginning.nonce, now)
        name = claims["sub"]
    except NotVouchedFor:
        raise
    except Exception as wrong:  # of three libraries, and of whatever the provider answers
        raise NotVouchedFor(type(wrong).__name__) from wrong
    if not isinstance(name, str) or not 0 < len(name) <= SUBJECT_LONGEST or "\0" in name:
        raise NotVouchedFor("sub")
    return name


def address_to_end(provider: IdentityProvider, back: str) -> str:
    """Where a browser ends its sign-in at the provider, or ``back``. Raises NotVouchedFor."""
    place = _places(provider).get("end_session_endpoint")
    if not isinstance(place, str):
        return back
    parameters = {"client_id": provider.client_id, "post_logout_redirect_uri": back}
    return f"{place}{'&' if '?' in place else '?'}{urlencode(parameters)}"


def _session(provider: IdentityProvider, back: str) -> Any:  # Authlib's, which has no types
    from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 (seldom used)

    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope=SCOPE,
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _places(provider: IdentityProvider) -> dict[str, Any]:  # JSON
    """The addresses of a provider, as it tells them itself."""
    places = _answer(provider.issuer.rstrip("/") + DISCOVERY)
    if places.get("issuer") != provider.issuer:
        raise NotVouchedFor("issuer")
    return places


def _answer(address: str) -> dict[str, Any]:  # JSON
    import requests  # noqa: PLC0415 (seldom used)

    try:
        answer = requests.get(address, timeout=SECONDS, allow_redirects=False)
        answer.raise_for_status()
        parts = answer.json()
    except (requests.RequestException, ValueError) as wrong:
        raise NotVouchedFor(type(wrong).__name__) from wrong
    if not isinstance(parts, dict):
        raise NotVouchedFor("JSON")
    return parts


def _claims(
    provider: IdentityProvider, token: str, keys: dict[str, Any], nonce: str, now: datetime
) -> dict[str, Any]:  # JSON
    """What a signed token says, once every part of it was looked at. Raises what joserfc does."""
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 (seldom used)
    from joserfc import jwk, jwt  # noqa: PLC0415 (seldom used)

    signed = jwt.decode(token, jwk.KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]  # JSON of the provider
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        options={
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "nonce": {"essential": True, "value": nonce},
            "sub": {"essential": True},
        },
        params={"nonce": nonce, "client_id": provider.client_id},
    )
    claims.validate(now=int(now.timestamp()), leeway=LEEWAY_SECONDS)
    return dict(claims)
