"""A small OpenID provider of a test's own: it says of anybody what the test wants."""

import hashlib
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwk, jwt

from tests.posts import listening

CLIENT, SECRET = "journal", "a secret that both know"


@cache
def one_key() -> jwk.RSAKey:
    """The key of every provider: making one takes longer than most tests."""
    return jwk.RSAKey.generate_key(2048, {"kid": "one"}, private=True)


@dataclass
class Provider:
    """What a provider answers; a test may spoil each part of it."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    """What its next token says beside, or instead of, what it should."""
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    places: dict[str, Any] = field(default_factory=dict)
    key: jwk.RSAKey = field(default_factory=one_key)
    signer: jwk.RSAKey | jwk.OctKey | None = None
    """What signs in the place of its key."""
    moment: int = 0
    asked: dict[str, str] = field(default_factory=dict)
    """What the browser was sent away with."""
    is_away: bool = False
    refuses: bool = False
    """Whether the person says no on its page."""

    def sent_back(self, address: str) -> dict[str, str]:
        """What a browser comes back with that was sent to ``address``."""
        self.asked = {
            name: values[0] for name, values in parse_qs(urlsplit(address).query).items()
        }
        return {"state": self.asked["state"], "code": "a code"}

    def discovery(self) -> dict[str, Any]:
        addresses = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "end_session_endpoint": "end",
        }
        own = {name: f"{self.issuer}/{path}" for name, path in addresses.items()}
        return {"issuer": self.issuer} | own | self.places

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The answer to a code; None where it is not what this browser was asked for."""
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        client = b64decode(authorization.removeprefix("Basic ")).decode()
        right = (
            form.get("code") == "a code"
            and form.get("redirect_uri") == self.asked["redirect_uri"]
            and self.asked["code_challenge_method"] == "S256"
            and challenge == self.asked["code_challenge"]
            and client == f"{CLIENT}:{SECRET.replace(' ', '+')}".replace("+", " ")
        )
        if not right:
            return None
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "248289761001",
            "nonce": self.asked["nonce"],
            "iat": self.moment,
            "exp": self.moment + 300,
        } | self.claims
        usual = {name: value for name, value in claims.items() if value is not None}
        algorithms = [str(self.header["alg"])]
        signed = jwt.encode(self.header, usual, self.signer or self.key, algorithms=algorithms)
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


@contextmanager
def openid_provider() -> Iterator[Provider]:
    """A provider that listens until the block ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {
                "/.well-known/openid-configuration": provider.discovery(),
                "/keys": {"keys": [provider.key.as_dict(private=False)]},
            }
            if self.path.startswith("/authorize?"):
                self.send_back()
            else:
                self.answer(pages.get(self.path))

        def send_back(self) -> None:
            """Send a browser back as a provider does that knows it, or that it has refused."""
            words = provider.sent_back(self.path)
            if provider.refuses:
                words = {"state": words["state"], "error": "access_denied"}
            self.send_response(302)
            self.send_header("Location", f"{provider.asked['redirect_uri']}?{urlencode(words)}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            text = self.rfile.read(length).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            self.answer(provider.token(form, self.headers.get("Authorization", "")))

        def answer(self, parts: dict[str, Any] | None) -> None:
            content = json.dumps(parts or {"error": "invalid_grant"}).encode()
            self.send_response(503 if provider.is_away else 200 if parts else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        with listening(server):
            yield provider
