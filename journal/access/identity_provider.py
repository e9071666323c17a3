"""Who else may say who somebody is: an OpenID provider, as the settings name it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from journal.core.account.addresses import guarded_parts


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
    parts = guarded_parts(issuer)  # without encryption only on this machine
    if parts is None or parts.query:
        raise WrongProvider("oidc_issuer", text=issuer)
    try:
        secret = Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise WrongProvider("oidc_secret", file=file)
    return IdentityProvider(issuer, client_id, label, secret)
