"""Whose pages those of a host are, and whom they are about."""

from flask_login import login_required

from journal.core.model.fields import is_id
from journal.store.accounts import accounts, teams
from journal.store.db.models import Account, Team
from journal.store.db.owner_wall import see
from journal.web.support.request import account, db, or_404, owner


@login_required
def only_hosts() -> None:
    """For everybody else these pages are not there."""
    or_404(account().host or None)


def account_or_404(account_id: str) -> Account:
    """The account of that id, which a host may look after; else 404."""
    account = or_404(accounts.account_of_id(db(), account_id) if is_id(account_id) else None)
    see(account.id)
    return account


def other_account(account_id: str) -> Account:
    """The account that something is done to, which is somebody else's; else 404."""
    or_404(account_id != owner() or None)
    return account_or_404(account_id)


def team_or_404(team_id: str) -> Team:
    """The team of that id; else 404."""
    return or_404(teams.one(db(), team_id) if is_id(team_id) else None)
