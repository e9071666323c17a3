"""How often something may be tried in an hour: every limit of the doors, and how it is counted.

A limit is counted before it is known whether what is tried fails, at once and for every process,
so that parallel guesses all count; what did not fail is given back by ``refund``.
"""

from collections.abc import Mapping
from typing import Final

from flask import request

from journal.core.account.addresses import is_in
from journal.store.accounts import accounts, rate_limit
from journal.web.support.request import db, noted, now, origin, origin_network, owner, settings

Limits = Mapping[str, int]
"""How many tries an hour, by what is counted."""

OF_A_CLINIC: Final = 20
"""How many times as often something may be tried from an address that many people share."""


def _of_address(most: int) -> int:
    """How often something may be tried from this request's address.

    Where a clinic's people share it, they are told apart by account and device instead.
    """
    return most * OF_A_CLINIC if _is_of_a_clinic() else most


def _is_of_a_clinic() -> bool:
    networks = settings().clinic_networks
    return bool(networks) and is_in(request.remote_addr or "", networks)


def registrations() -> Limits:
    """New accounts from one address."""
    return {f"register {origin()}": _of_address(20)}


def first_account_codes() -> Limits:
    """Codes of the first account, from one address."""
    return {f"first account {origin()}": 10}


def entry_codes() -> Limits:
    """Codes of the host's links, from one address; right ones are given back."""
    return {f"entry link {origin()}": 20}


def sign_ins(name_key: str, known_browser: str | None) -> Limits:
    """Passwords from one address, and of one name from anywhere.

    A browser that was signed in before is counted for itself: so nobody can lock the owner of an
    account out by guessing at it. After ``set-password`` the name is counted anew from every
    address, as the host wants somebody to get in now.
    """
    if known_browser is not None:
        return {f"sign in of known browser {known_browser}": 10}
    pardon = noted(lambda session: rate_limit.total(session, accounts.pardon(name_key), now()))
    by_name = pardon or _is_of_a_clinic()
    own_limit = {f"sign in {origin()} as {name_key}, pardoned {pardon}": 10} if by_name else {}
    address_limit = {} if pardon else {f"sign in {origin()}": _of_address(10)}
    return {**own_limit, **address_limit, accounts.guesses(name_key): 50}


def second_factors(account_id: str, known_browser: str | None) -> Limits:
    """Digits and codes of an account, after its password was right."""
    return {f"digits of {account_id} {known_browser or ''}": 10}


def passkeys() -> Limits:
    """Passkeys that sign nobody in, from one address."""
    return {f"passkey {origin()}": _of_address(20)}


def provider_trips() -> Limits:
    """Trips to the provider that signs people in, from one address."""
    return {f"provider {origin()}": _of_address(60)}


def answers(challenge: str) -> Limits:
    """Answers to one question to a passkey: it counts once."""
    return {f"answer {challenge}": 1}


def own_passwords() -> Limits:
    """Passwords that somebody who is signed in types to confirm something."""
    return {f"password of {owner()}": 10}


def invitation_codes() -> Limits:
    """Codes of invitations, by one account and from one address."""
    return {f"code {owner()}": 10, f"code {origin()}": _of_address(10)}


PASSCODES_FROM_ANYWHERE: Final = 1_000
"""An hour: at 20 from each, fifty networks would have to guess at one link to close it."""


def passcodes(share_id: str) -> Limits:
    """Passcodes of one link, from one address, from its network and from anywhere.

    Visitors have nothing to be known by before they type the passcode, so what comes from
    elsewhere must not count against them. Whoever guesses needs the link, which is no guess.
    """
    return {
        f"share {share_id} {origin()}": 10,
        f"share {share_id} {origin_network()}": 20,
        f"share {share_id}": PASSCODES_FROM_ANYWHERE,
    }


def wrong_tokens() -> Limits:
    """Tokens of other apps that open nothing, from one address."""
    return {f"token {origin()}": _of_address(10)}


TEST_REMINDERS_AN_HOUR: Final = 5


def test_reminders() -> Limits:
    """Test messages of one account."""
    return {f"test reminder {owner()}": TEST_REMINDERS_AN_HOUR}


def sign_in_notices(account_id: str) -> Limits:
    """Notices of a new browser in one account."""
    return {f"sign-in notice {account_id}": 5}


def are_over(limits: Limits) -> bool:
    """Count one more try; whether one of the limits is exceeded.

    It is committed at once, as what follows may take its time and nobody should wait for it.
    """
    over = noted(lambda session: rate_limit.too_many(session, limits, now()))
    db().commit()
    return over


def refund(limits: Limits) -> None:
    """Give back one try that did not fail; kept with the request's next commit."""
    noted(lambda session: rate_limit.refund(session, limits, now()))
