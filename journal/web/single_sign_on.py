"""Signing in by the provider that the host has set up: without one these doors are not there."""

from typing import Final, cast

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.access.identity_provider import IdentityProvider
from journal.access.single_sign_on import (
    Beginning,
    NotVouchedFor,
    address_to_ask,
    address_to_end,
    new_beginning,
    subject,
)
from journal.core.model.faults import fault
from journal.store.accounts import identities, second_factors
from journal.store.db.owner_wall import see
from journal.web.support import limits, tickets
from journal.web.support.account_forms import SignInForm
from journal.web.support.entering import code_page, let_in, ticket_for
from journal.web.support.flash import Message, flash
from journal.web.support.own_password import refusal
from journal.web.support.request import (
    account,
    db,
    now,
    owner,
    public_address,
    see_other,
    settings,
    way_back,
)
from journal.web.support.security_events import record
from journal.web.support.sign_in_page import sign_in_page
from journal.web.support.signing_in_page import ConfirmForm, signing_in_page
from journal.words.messages import message
from journal.words.problems import sentence

bp = Blueprint("single_sign_on", __name__, url_prefix="/account")

BEGUN: Final = "provider"
"""Where the signed cookie keeps what the browser must come back with."""
NAMED: Final = "provider has named"


def _provider() -> IdentityProvider:
    return cast("IdentityProvider", settings().identity_provider)


def _visitor() -> str:
    """The account that is signed in; empty where none is."""
    return owner() if current_user.is_authenticated else ""


def _back() -> str:
    """Where the provider sends browsers back to, as it was told when it was set up."""
    return public_address(url_for(".come_back"))


@bp.get("/sign-in/provider")
def begin() -> ResponseReturnValue:
    """Send the browser to the provider, which sends it back."""
    if limits.are_over(limits.provider_trips()):
        return _refused("too_many_from_here", 429)
    beginning = new_beginning()
    try:
        address = address_to_ask(_provider(), _back(), beginning)
    except NotVouchedFor:
        return _refused("provider_away")
    session[BEGUN] = [
        beginning.state, beginning.nonce, beginning.verifier, tickets.moment(),
        way_back(), _visitor(),
    ]  # fmt: skip
    return redirect(address)


@bp.get("/sign-in/provider/back")
def come_back() -> ResponseReturnValue:
    """Ask whether to go on, as whom the provider has named."""
    begun = session.pop(BEGUN, None)
    visitor = _visitor()
    match begun:
        case [str(state), str(nonce), str(verifier), int(then), str(path), str(asker)]:
            late = tickets.is_late(then)
        case _:
            return _refused("provider_refused")
    if late or asker != visitor or request.args.get("state") != state:
        return _refused("provider_refused")
    beginning, code = Beginning(state, nonce, verifier), request.args.get("code", "")
    db().commit()  # so that nothing of the database is held while the provider is asked
    try:
        name = subject(_provider(), _back(), beginning, code, now())
    except NotVouchedFor:
        return _refused("provider_refused")
    if not visitor and identities.account_of(db(), _provider().issuer, name) is None:
        return _refused("provider_unknown")
    return _confirmation(_sealed(name, visitor), path)


def _confirmation(ticket: str, path: str, confirm: ConfirmForm | None = None) -> str:
    return render_template(
        "accounts/provider.html",
        ticket=ticket,
        return_path=path,
        confirm=confirm or ConfirmForm(formdata=None),
    )


@bp.post("/sign-in/provider")
def enter() -> ResponseReturnValue:
    """Sign in to the account of the person the provider has named."""
    if current_user.is_authenticated:
        return see_other(way_back())
    name = _named_to(request.form.get("ticket", ""), "")
    entering = name and identities.account_of(db(), _provider().issuer, name)
    if not entering:
        return _refused("provider_refused")
    see(entering.id)
    record("signed_in_by_provider", entering.id)
    if second_factors.is_on(db(), entering.id):
        return code_page(entering, ticket_for(entering), request.form.get("next", ""))
    return let_in(entering)


@bp.post("/provider")
@login_required
def connect() -> ResponseReturnValue:
    """Let the person the provider has named sign in to this account."""
    ticket, form = request.form.get("ticket", ""), ConfirmForm()
    name = _named_to(ticket, owner())
    if name is None:
        return _refused("provider_refused")
    if not form.validate():
        return _confirmation(ticket, "", form), refusal(form)
    try:
        identities.connect(db(), owner(), _provider().issuer, name, now())
    except identities.Taken:
        return signing_in_page(problem=sentence(fault("provider_taken"))), 409
    db().commit()
    record("provider_connected", account().id)
    flash(Message(text=message("provider_connected", label=_provider().label)))
    return see_other(url_for("signing_in.show"))


@bp.post("/provider/end")
@login_required
def disconnect() -> ResponseReturnValue:
    """Let the provider sign nobody in to this account."""
    form = ConfirmForm()
    if not form.validate():
        return signing_in_page(problem=str(form.own_password.errors[0])), refusal(form)
    identities.disconnect(db(), owner(), _provider().issuer, now())
    db().commit()
    record("provider_disconnected", owner())
    return see_other(url_for("signing_in.show"))


@bp.get("/sign-in/provider/end")
def leave() -> ResponseReturnValue:
    """Send the browser to where it signs out at the provider."""
    back = public_address(url_for("accounts.sign_in"))
    try:
        return redirect(address_to_end(_provider(), back))
    except NotVouchedFor:
        return _refused("provider_away")


def _refused(reason: str, status: int = 422) -> ResponseReturnValue:
    """Say why, also of a provider that is away: a 502 would be taken for a journal that is."""
    visitor = _visitor()
    record("provider_refused", visitor)
    text = message(reason, label=_provider().label)
    if visitor:
        return signing_in_page(problem=text), status
    return sign_in_page(SignInForm(formdata=None), text), status


def _sealed(name: str, asker: str) -> str:
    return tickets.sealed(NAMED, _provider().issuer, name, asker)


def _named_to(ticket: str, asker: str) -> str | None:
    """Whom the provider has named to this asker some minutes ago; None: nobody."""
    match tickets.opened(NAMED, ticket):
        case [str(issuer), str(name), str(of)]:
            return name if (issuer, of) == (_provider().issuer, asker) else None
        case _:
            return None
