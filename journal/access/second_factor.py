"""The second factor: six digits that an app makes every 30 seconds (TOTP, RFC 6238), and codes.

Nothing here is loaded before somebody uses it.
"""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from journal.core.account.secret_texts import letters_from

STEP: Final = timedelta(seconds=30)
STEPS_ASIDE: Final = 1
"""How many steps the clock of a phone may be wrong by, either way (RFC 6238, 5.2)."""

CODES: Final = 10
CODE_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike."""
CODE_LENGTH: Final = 10
SECRET_SHAPE: Final = re.compile("[A-Z2-7]{32}")


def new_secret() -> str:
    """A fresh secret for an app, 160 bits in base32."""
    import pyotp  # noqa: PLC0415 (seldom used)

    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether a text can be such a secret."""
    return SECRET_SHAPE.fullmatch(text) is not None


def address(secret: str, name: str) -> str:
    """What an app reads from the picture: an otpauth address."""
    import pyotp  # noqa: PLC0415 (seldom used)

    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Spasm Journal")


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The step whose digits were typed, about ``now``; None: they are wrong."""
    import pyotp  # noqa: PLC0415 (seldom used)

    totp, digits = pyotp.TOTP(secret), "".join(typed.split())
    for aside in range(-STEPS_ASIDE, STEPS_ASIDE + 1):
        moment = now + aside * STEP
        if secrets.compare_digest(totp.at(moment).encode(), digits.encode()):
            return int(moment.timestamp() // STEP.total_seconds())
    return None


def codes_from(seeds: Iterable[bytes]) -> list[str]:
    """Codes for the day the phone is lost, one of each seed, each of about 49 bits."""
    codes = (letters_from(seed, CODE_LETTERS, CODE_LENGTH) for seed in seeds)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def code_typed(text: str) -> str:
    """A code as it is compared: however it was typed."""
    return "".join(text.split()).replace("-", "").lower()
