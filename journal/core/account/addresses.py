"""Where a message may go, to an e-mail or a web address; and who shares a network address."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from journal.core.model.faults import Fault, fault

MAIL_SHAPE: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
"""One address, as the HTML standard has it for ``<input type=email>``, and nothing around it."""

PRINTABLE_ASCII: Final = re.compile(r"[!-~]+")
"""What a web address is written in: ASCII that can be seen."""


@dataclass(frozen=True, slots=True)
class TrustedProxies:
    """Whose ``X-Forwarded-…`` headers are believed: so many hops, or these networks' one."""

    hops: int = 0
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anybody is believed."""
        return self.hops > 0 or bool(self.networks)


NO_PROXIES: Final = TrustedProxies()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def without_port(address: str) -> str:
    """A network address without the port that some proxies put behind it."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    host, colon, port = address.rpartition(":")
    return host if colon and ":" not in host and port.isdecimal() else address


def ip_prefix(address: str) -> str:
    """What stands for everybody behind one network address: itself, of IPv6 its ``/64``.

    A single line is given a whole ``/64`` at least (RFC 6177), to change its address at will.
    """
    try:
        ip = ip_address(without_port(address))
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or IPv6Network((int(ip), 64), strict=False))


def is_in(address: str, networks: Collection[IPv4Network | IPv6Network]) -> bool:
    """Whether a network address lies in one of some networks."""
    try:
        ip = ip_address(without_port(address))
    except ValueError:
        return False
    plain = (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip
    return any(plain in network for network in networks)


def network_prefix(address: str) -> str:
    """What stands for everybody in one network: the ``/24`` of IPv4, the ``/48`` of IPv6.

    Somebody who rents many addresses mostly gets neighbours (RFC 6177 gives a site a ``/48``).
    """
    try:
        ip = ip_address(without_port(address))
    except ValueError:
        return address
    plain = (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip
    if isinstance(plain, IPv6Address):
        return str(IPv6Network((int(plain), 48), strict=False))
    return str(IPv4Network((int(plain), 24), strict=False))


def is_mail(address: str) -> bool:
    """Whether an address is one for e-mail, right or wrong."""
    return "@" in address and "://" not in address


def web_parts(address: str) -> SplitResult | None:
    """The parts of a web address: one with a host, without a name, a password or a fragment.

    None where it is none.
    """
    if not PRINTABLE_ASCII.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    clean = parts.scheme in ("http", "https") and "@" not in parts.netloc and not parts.fragment
    return parts if host and clean else None


def guarded_parts(address: str) -> SplitResult | None:
    """The parts of a web address over HTTPS, or on this very machine; None where it is none."""
    parts = web_parts(address)
    if parts is None or (parts.scheme == "http" and not is_loopback(parts.hostname or "")):
        return None
    return parts


def parts_to_post(address: str) -> SplitResult | None:
    """The parts of such an address that could be sent to: it has a path; None where it is none."""
    parts = guarded_parts(address)
    return parts if parts is not None and len(parts.path) > 1 else None


def address_fault(address: str, *, mail: bool, hosts: Collection[str]) -> Fault | None:
    """Why nothing can be sent to ``address``; None: it can.

    ``mail``: whether e-mail can be sent at all; ``hosts``: the hosts that web addresses may
    name, each with its port where that is not the usual one.
    """
    if is_mail(address):
        if not mail:
            return fault("no_mail")
        return None if MAIL_SHAPE.fullmatch(address) else fault("mail_address")
    if not hosts:
        return fault("only_mail")
    parts = parts_to_post(address)
    if parts is None:
        return fault("web_address")
    if parts.netloc.lower() not in hosts:
        return fault("other_host", hosts=sorted(hosts))
    return None
