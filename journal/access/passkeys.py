"""Passkeys (WebAuthn, level 2): what a browser is asked, and whether its answer proves anything.

A passkey always asks its holder for a finger, a face or a PIN, so it stands for password and
second factor together. The library is loaded when the first passkey is used.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

CHALLENGE_BYTES: Final = 32
ANSWER_LONGEST: Final = 20_000
"""Characters of an answer; most have about a thousand."""

SERVICE_NAME: Final = "Spasm Journal"


class NotProven(Exception):
    """An answer that proves nothing: unreadable, of another journal, or with a wrong signature."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What an answer must belong to: the challenge in hexadecimal, and the name of the journal."""

    text: str
    host: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is kept of a passkey: its id and public key in hexadecimal, and how often it signed."""

    credential: str
    public_key: str
    sign_count: int


def new_challenge() -> str:
    """A fresh challenge, in hexadecimal."""
    return secrets.token_hex(CHALLENGE_BYTES)


def creation_options(
    challenge: Challenge, account_id: str, username: str, credentials: list[str]
) -> dict[str, Any]:  # JSON
    """What a browser needs to make a passkey, on a device without the ``credentials``."""
    import webauthn  # noqa: PLC0415 (seldom used)
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_registration_options(
        rp_id=challenge.host,
        rp_name=SERVICE_NAME,
        user_name=username,
        user_id=UUID(account_id).bytes,
        challenge=bytes.fromhex(challenge.text),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=bytes.fromhex(credential))
            for credential in credentials
        ],
    )
    return _as_dict(webauthn.options_to_json(options))


def request_options(challenge: Challenge) -> dict[str, Any]:  # JSON
    """What a browser needs to ask for any passkey of this journal."""
    import webauthn  # noqa: PLC0415 (seldom used)
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=challenge.host,
        challenge=bytes.fromhex(challenge.text),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return _as_dict(webauthn.options_to_json(options))


def _as_dict(text: str) -> dict[str, Any]:
    options: dict[str, Any] = json.loads(text)
    return options


def made(answer: str, challenge: Challenge, origin: str) -> NewPasskey:
    """The passkey a browser has made for ``challenge`` on a page of ``origin``.

    Raises NotProven.
    """
    import webauthn  # noqa: PLC0415 (seldom used)

    try:
        passkey = webauthn.verify_registration_response(
            credential=_answer(answer),
            expected_challenge=bytes.fromhex(challenge.text),
            expected_rp_id=challenge.host,
            expected_origin=origin,
            require_user_verification=True,
        )
    except Exception as wrong:  # the library lets what it stumbles over in odd bytes pass
        raise NotProven from wrong
    return NewPasskey(
        passkey.credential_id.hex(), passkey.credential_public_key.hex(), passkey.sign_count
    )


def credential_of(answer: str) -> str:
    """The credential, in hexadecimal, that an answer says it is of; empty where it says none."""
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 (seldom used)

    try:
        return base64url_to_bytes(_answer(answer)["rawId"]).hex()
    except (NotProven, KeyError, TypeError, ValueError, AttributeError):
        return ""


def named_by(answer: str) -> tuple[str, str]:
    """The account and the credential, in hexadecimal, that an answer says it is of.

    Raises NotProven. Nothing is proven yet.
    """
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 (seldom used)

    parts = _answer(answer)
    try:
        account = UUID(bytes=base64url_to_bytes(parts["response"]["userHandle"]))
        return str(account), base64url_to_bytes(parts["rawId"]).hex()
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NotProven from wrong


def sign_count(answer: str, challenge: Challenge, origin: str, passkey: NewPasskey) -> int:
    """How often a passkey has signed now that it has answered ``challenge``. Raises NotProven."""
    import webauthn  # noqa: PLC0415 (seldom used)

    try:
        proven = webauthn.verify_authentication_response(
            credential=_answer(answer),
            expected_challenge=bytes.fromhex(challenge.text),
            expected_rp_id=challenge.host,
            expected_origin=origin,
            credential_public_key=bytes.fromhex(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception as wrong:  # as above
        raise NotProven from wrong
    return proven.new_sign_count


def page_of(answer: str) -> str:
    """The origin of the page an answer was made on, as the browser has signed it.

    Raises NotProven.
    """
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 (seldom used)

    try:
        client = json.loads(base64url_to_bytes(_answer(answer)["response"]["clientDataJSON"]))
        return str(client["origin"])
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NotProven from wrong


def _answer(text: str) -> dict[str, Any]:
    try:
        parts = json.loads(text) if len(text) <= ANSWER_LONGEST else None
    except (ValueError, RecursionError) as wrong:
        raise NotProven from wrong
    if not isinstance(parts, dict):
        raise NotProven
    return parts
