"""What the text of a setting means: its value, or why it is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

from journal.core.account.addresses import PRINTABLE_ASCII, TrustedProxies, web_parts

SECRET_SHORTEST: Final = 32
CONNECTIONS: Final = 4
"""To PostgreSQL, of one worker."""

CONNECTIONS_MOST: Final = 100
UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}
DURATION_MOST: Final = timedelta(days=180)
PATH: Final = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
"""A path that a journal may lie under; empty: at the root. None of its parts begins with a dot."""


class WrongValue(Exception):
    """A text that no setting has: the code of the sentence about it, and the sentence's values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of an environment, each read as what it is; a wrong one raises WrongValue."""

    env: Mapping[str, str]

    def text(self, name: str, otherwise: str = "") -> str:
        """A text as it is; an empty one is none."""
        return self.env.get(name) or otherwise

    def is_on(self, name: str, otherwise: str) -> bool:
        """Whether it is ``on`` or ``off``."""
        text = self.text(name, otherwise)
        if text not in ("on", "off"):
            raise WrongValue("on_or_off", name=name, text=text)
        return text == "on"

    def choice(self, code: str, choices: tuple[str, ...]) -> str:
        """One of these, by default the first."""
        text = self.text(f"JOURNAL_{code.upper()}", choices[0])
        if text not in choices:
            raise WrongValue(code, text=text)
        return text

    def connections(self, name: str) -> int:
        """How many connections there may be to a database."""
        text = self.text(name, str(CONNECTIONS))
        if not (text.isdecimal() and 0 < int(text) <= CONNECTIONS_MOST):
            raise WrongValue("database_connections", text=text, highest=CONNECTIONS_MOST)
        return int(text)

    def duration(self, name: str, otherwise: str) -> timedelta | None:
        """Such as 30m, 12h or 90d; None where it is ``off``."""
        text = self.text(name, otherwise)
        length = None if text == "off" else _length(text)
        if text != "off" and (length is None or length > DURATION_MOST):
            raise WrongValue("duration", name=name, text=text)
        return length

    def long_duration(self, name: str, otherwise: str, least: timedelta) -> timedelta | None:
        """Such as 730d; None where it is ``off``."""
        text = self.text(name, otherwise)
        length = None if text == "off" else _length(text)
        if text != "off" and (length is None or length < least):
            raise WrongValue("long_duration", name=name, text=text, least=least.days)
        return length

    def secret(self, name: str) -> str:
        """A secret that is long enough, or none."""
        text = self.text(name)
        return long_enough(text, name) if text else ""

    def trusted_proxies(self, name: str) -> TrustedProxies:
        """How many proxies stand in front, or which."""
        words = self.text(name).replace(",", " ").split()
        if len(words) == 1 and words[0].isdecimal():
            return TrustedProxies(hops=int(words[0]))
        return TrustedProxies(networks=self.networks(name, "proxies"))

    def networks(self, name: str, code: str) -> tuple[IPv4Network | IPv6Network, ...]:
        """Addresses and networks."""
        try:
            return tuple(ip_network(word) for word in self.text(name).replace(",", " ").split())
        except ValueError as wrong:
            raise WrongValue(code, why=wrong) from None

    def trusted_hosts(self, name: str) -> tuple[str, ...]:
        """Host names as they are compared: without a scheme, a path and capitals."""
        words = self.text(name).lower().replace(",", " ").split()
        return tuple(word.partition("://")[2].partition("/")[0] or word for word in words)

    def public_url(self, name: str) -> str:
        """The address that people open, without a slash at the end."""
        text = self.text(name)
        parts = web_parts(text)
        if text and (parts is None or parts.query or not PATH.fullmatch(parts.path.rstrip("/"))):
            raise WrongValue("public_url", text=text)
        return text.rstrip("/")

    def reminder_hosts(self, name: str, otherwise: str) -> tuple[str, ...]:
        """Hosts, with ports where unusual, or ``none``."""
        text = self.text(name, otherwise)
        hosts = tuple(text.lower().replace(",", " ").split())
        if hosts == ("none",):
            return ()
        if not all(_is_host(host) for host in hosts):
            raise WrongValue("reminder_hosts", text=text)
        return hosts


def long_enough(secret: str, where: str) -> str:
    """A secret that is long enough; raises WrongValue, which says where it stands."""
    if len(secret) < SECRET_SHORTEST:
        raise WrongValue("key_too_short", where=where, shortest=SECRET_SHORTEST)
    return secret


def _is_host(text: str) -> bool:
    return PRINTABLE_ASCII.fullmatch(text) is not None and set(text).isdisjoint("/@?#*")


def _length(text: str) -> timedelta | None:
    match = re.fullmatch("([1-9][0-9]{0,3})([mhd])", text)
    return timedelta(**{UNITS[match[2]]: int(match[1])}) if match else None
