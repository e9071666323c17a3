"""A device with passkeys, in software: it answers as the standard says (WebAuthn, level 2)."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40
KEY_TYPE, ALGORITHM, CURVE, X, Y = 1, 3, -1, -2, -3


def text(binary: bytes) -> str:
    return urlsafe_b64encode(binary).decode().rstrip("=")


def binary(encoded: str) -> bytes:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


@dataclass
class Authenticator:
    """One passkey, credential by a device that looks at its holder's finger."""

    origin: str
    host: str
    flags: int = USER_PRESENT | USER_VERIFIED
    signed: int = 0
    credential: bytes = field(default_factory=lambda: token_bytes(32))
    user: str = ""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """The answer to a question for a new passkey."""
        self.user = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public_key = cbor2.dumps(
            {
                KEY_TYPE: 2,
                ALGORITHM: -7,
                CURVE: 1,
                X: numbers.x.to_bytes(32, "big"),
                Y: numbers.y.to_bytes(32, "big"),
            }
        )
        length = len(self.credential).to_bytes(2, "big")
        credential = bytes(16) + length + self.credential + public_key
        state = self._state(HAS_CREDENTIAL) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": state})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def sign(self, options: dict[str, Any]) -> str:
        """The answer to a question for any passkey."""
        self.signed += 1
        client, state = self._client("webauthn.get", options["challenge"]), self._state()
        signature = self.key.sign(state + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=client,
            authenticatorData=state,
            signature=signature,
            userHandle=binary(self.user),
        )

    def _state(self, more: int = 0) -> bytes:
        flags = bytes([self.flags | more])
        return hashlib.sha256(self.host.encode()).digest() + flags + self.signed.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: bytes) -> str:
        name = text(self.credential)
        parts = {part: text(value) for part, value in response.items()}
        answer = {"id": name, "rawId": name, "type": "public-key", "response": parts}
        return json.dumps(answer)
