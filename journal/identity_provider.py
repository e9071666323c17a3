"""Who else may say who somebody is: an OpenID provider, as the settings name it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from journal.core.account.addresses import PRINTABLE_ASCII, is_loopback


class WrongProvider(Exception):
    """Settings of a provider that cannot be used: the code of the sentence, and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """An OpenID provider, and as whom it knows this journal."""

    issuer: str
    client_id: str
    label: str
    """What people call it: it stands on the button."""
    client_secret: str = field(default="", repr=False)


def provider_from(env: Mapping[str, str]) -> IdentityProvider | None:
    """The provider of the ``JOURNAL_OIDC_…`` variables; None: there is none.

    Raises WrongProvider.
    """
    issuer, client_id, file, label = (
        env.get(f"JOURNAL_OIDC_{name}", "").strip()
        for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET_FILE", "LABEL")
    )
    if not issuer and not client_id and not file:
        return None
    if not (issuer and client_id and file and label):
        raise WrongProvider("oidc_incomplete")
    if not _is_issuer(issuer):
        raise WrongProvider("oidc_issuer", text=issuer)
    try:
        secret = Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise WrongProvider("oidc_secret", file=file)
    return IdentityProvider(issuer, client_id, label, secret)


def _is_issuer(text: str) -> bool:
    """Whether a text is the address of an issuer; without encryption only on this machine."""
    try:
        parts = urlsplit(text)
        name = parts.hostname
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(name or ""))
    clean = PRINTABLE_ASCII.fullmatch(text) is not None and not parts.query and not parts.fragment
    return bool(name) and safe and clean and "@" not in parts.netloc
