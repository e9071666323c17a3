"""The address that opens the journal on a phone."""

import socket
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

from journal.core.account.addresses import is_loopback

EVERY_ADDRESS: Final = ("0.0.0.0", "::", "")  # noqa: S104 (what a host may bind to, not bound here)
ELSEWHERE: Final = (("192.0.2.1", 9), ("2001:db8::1", 9))
"""Addresses kept for documentation, one of each family: nothing is sent there."""


HOME_NAMES: Final = (".local", ".lan", ".home", ".internal", ".home.arpa")
"""What names end with that only one network knows (RFC 6762, RFC 8375, and what routers use)."""

Reach = Literal["computer", "network", "anywhere"]
"""Who can open an address: this computer alone, its own network, or whoever has the address."""


def reach(url: str) -> Reach:
    """Who can open ``url``, as far as it tells; over plain HTTP no more than its own network."""
    name = urlsplit(url).hostname or "localhost"
    if is_loopback(name):
        return "computer"
    is_secure = urlsplit(url).scheme == "https"
    return "anywhere" if is_secure and not _is_of_one_network(name) else "network"


def _is_of_one_network(name: str) -> bool:
    """Whether a name or an address means something in one network alone."""
    try:
        return not ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith(HOME_NAMES)


def address_for_phone(public_url: str, host: str, port: int) -> str:
    """Where a phone finds a journal that is bound to ``host``; empty: nowhere that is known."""
    if public_url:
        return public_url + "/"
    reachable = _own_address() if host in EVERY_ADDRESS else host
    if not reachable or is_loopback(reachable):
        return ""
    return f"http://{f'[{reachable}]' if ':' in reachable else reachable}:{port}/"


def address_of_page(public_url: str, *page_urls: str) -> str:
    """Where a phone finds the journal whose page was opened; empty: not known.

    The first of ``page_urls`` that others can open: whoever reads the page got here by it, while
    the public address may be of a network that they are not in.
    """
    for url in page_urls:
        name = urlsplit(url).hostname or "localhost"
        if name == urlsplit(public_url).hostname:
            break
        if not is_loopback(name):
            return url
    return public_url and public_url + "/"


def _own_address() -> str:
    """This machine's address in its network, as the way to elsewhere begins; empty: none."""
    for family, elsewhere in zip((socket.AF_INET, socket.AF_INET6), ELSEWHERE, strict=True):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asking:
                asking.connect(elsewhere)  # chooses a way and sends nothing
                return str(asking.getsockname()[0])
        except OSError:
            continue
    return ""
