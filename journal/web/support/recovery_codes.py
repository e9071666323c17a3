"""The recovery codes of an account: made, and for some minutes shown on a page of their own."""

from typing import Final

from flask import url_for
from werkzeug.wrappers import Response

from journal.access import second_factor
from journal.store.accounts import second_factors
from journal.web.support import shown_once, tickets
from journal.web.support.request import db, owner, see_other

MADE: Final = "recovery codes"


def codes(key: str) -> list[str]:
    """The codes of a key, made new or once more; by this browser alone."""
    seeds = (shown_once.seed("codes", key, number) for number in range(second_factor.CODES))
    return second_factor.codes_from(seeds)


def are_kept(key: str) -> bool:
    """Whether the codes of a key were made before."""
    return bool(second_factors.held(db(), owner(), codes(key)))


def page_of(key: str) -> Response:
    """The answer after codes were made: go and look at them."""
    ticket = tickets.sealed(MADE, owner(), key)
    return see_other(url_for("signing_in.show_codes", made=ticket))


def shown() -> list[str]:
    """The codes this page is to show, as far as they still work; none after some minutes."""
    match tickets.opened(MADE, shown_once.key_shown()):
        case [str(of_account), str(key)] if of_account == owner():
            return second_factors.held(db(), owner(), codes(key))
        case _:
            return []
