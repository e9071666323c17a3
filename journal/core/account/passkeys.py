"""Passkeys: what their owner calls them."""

from dataclasses import dataclass

from journal.core.model.inputs import Input, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyName(Input):
    """What somebody calls a passkey, to tell their devices apart."""

    name: Name
