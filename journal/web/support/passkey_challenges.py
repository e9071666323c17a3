"""What a passkey is asked on a page of ours: made, sent to the browser, and answered once."""

from typing import Final

from flask import request

from journal.access import passkeys
from journal.access.passkeys import Challenge, NotProven
from journal.web.support import limits, origins, tickets
from journal.web.support.request import settings

QUESTION: Final = "passkey question"

LOCAL: Final = "localhost"
"""The one name under which browsers have passkeys without HTTPS."""


def new_challenge() -> Challenge:
    """A fresh question for a page of this request's."""
    return Challenge(passkeys.new_challenge(), _host())


def _host() -> str:
    """The name passkeys are bound to: the public one where the page lies there, else the page's.

    The page's own name is what its browser says; a proxy may have put another into the request.
    """
    name = origins.page_name(request.origin or "") or origins.host_name(request.host)
    public = origins.page_name(settings().public_url)
    return public if public and f".{name}".endswith(f".{public}") else name


def ticket_for(challenge: Challenge, account_id: str = "") -> str:
    """What says that a question was asked, of that account where it is to make a passkey."""
    return tickets.sealed(QUESTION, challenge.text, challenge.host, account_id)


def challenge_of(ticket: str, account_id: str = "") -> Challenge:
    """The question of a ticket, which is used up. Raises NotProven."""
    match tickets.opened(QUESTION, ticket):
        case [str(text), str(host), str(of_account)] if of_account == account_id:
            challenge = Challenge(text, host)
        case _:
            raise NotProven
    if limits.are_over(limits.answers(challenge.text)):
        raise NotProven
    return challenge


def own_page(answer: str) -> str:
    """The origin of an answer, if it is of a page of ours. Raises NotProven.

    Its port may be any, as proxies change that; a browser gives passkeys to HTTPS alone.
    """
    origin = passkeys.page_of(answer)
    name = origins.page_name(origin)
    ours = origins.own_names() | {origins.page_name(request.origin or "")} - {""}
    if name not in ours or not (origin.startswith("https://") or name == LOCAL):
        raise NotProven
    return origin
