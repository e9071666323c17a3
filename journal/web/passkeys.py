"""Passkeys: made, named, removed, and used to sign in."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.access import passkeys as passkey_answers
from journal.access.passkeys import NewPasskey, NotProven
from journal.core.account.passkeys import PasskeyName
from journal.core.model.faults import fault
from journal.core.model.vocabulary import PASSKEYS_MOST
from journal.store.accounts import accounts, passkeys, second_factors
from journal.store.accounts.one_time_secrets import TooMany
from journal.store.db.models import Account, PasskeyRow
from journal.store.db.owner_wall import see
from journal.web.support import limits, recovery_codes, shown_once
from journal.web.support.account_forms import SignInForm
from journal.web.support.entering import let_in
from journal.web.support.flash import Message, flash
from journal.web.support.forms import form_for
from journal.web.support.own_password import refusal
from journal.web.support.passkey_challenges import (
    challenge_of,
    new_challenge,
    own_page,
    ticket_for,
)
from journal.web.support.request import account, db, now, or_404, owner, see_other, way_back
from journal.web.support.security_events import record
from journal.web.support.sign_in_page import sign_in_page
from journal.web.support.signing_in_page import ConfirmForm, signing_in_page
from journal.words.messages import message
from journal.words.problems import sentence

bp = Blueprint("passkeys", __name__, url_prefix="/account")


@bp.post("/passkeys/question")
@login_required
def ask_to_make() -> ResponseReturnValue:
    """Say what a browser needs to make a passkey, once name and password are right."""
    form = form_for(PasskeyName, {})
    new_name = form.read(PasskeyName, zone=account().zone).record
    if new_name is None:
        return {"problem": form["name"].errors[0]}, 422
    if not (request.form.get("agreed") or second_factors.is_on(db(), owner())):
        return {"problem": sentence(fault("not_agreed"))}, 422
    confirm = ConfirmForm()
    if not confirm.validate():
        return {"problem": confirm.own_password.errors[0]}, refusal(confirm)
    credentials = [row.credential for row in passkeys.passkeys(db(), owner())]
    if len(credentials) >= PASSKEYS_MOST:
        return {"problem": sentence(fault("too_many_passkeys", most=PASSKEYS_MOST))}, 422
    challenge = new_challenge()
    options = passkey_answers.creation_options(challenge, owner(), account().username, credentials)
    return {"ticket": ticket_for(challenge, owner()), "options": options}


@bp.post("/passkeys")
@login_required
def make() -> ResponseReturnValue:
    """Keep the passkey a browser has made; with the first second factor go and show the codes."""
    new_name = form_for(PasskeyName, {}).read(PasskeyName, zone=account().zone).record
    row = _made_before()
    if row is None:
        try:
            if new_name is None:
                raise NotProven
            row = _keep(new_name.name, _new_passkey())
        except (NotProven, TooMany):
            return signing_in_page(problem=message("passkey_not_made")), 422
        flash(Message(text=message("passkey_added", name=row.name)))
    if not shown_once.is_late(row.created_at) and recovery_codes.are_kept(row.id):
        return recovery_codes.page_of(row.id)
    return see_other(url_for("signing_in.show"))


def _made_before() -> PasskeyRow | None:
    """The account's passkey of this answer, where it is sent once more: a tap too many."""
    credential = passkey_answers.credential_of(request.form.get("answer", ""))
    return passkeys.with_credential(db(), owner(), credential)


def _new_passkey() -> NewPasskey:
    answer = request.form.get("answer", "")
    challenge = challenge_of(request.form.get("ticket", ""), owner())
    return passkey_answers.made(answer, challenge, own_page(answer))


def _keep(name: str, passkey: NewPasskey) -> PasskeyRow:
    """The new passkey; with recovery codes where only the password was asked for until now."""
    is_first = not second_factors.is_on(db(), owner())
    row = passkeys.add(db(), owner(), name, passkey, now())
    if is_first:
        second_factors.keep_codes(db(), owner(), recovery_codes.codes(row.id))
    db().commit()
    record("passkey_added", owner(), row.id)
    return row


@bp.post("/passkeys/<passkey_id>/name")
@login_required
def rename(passkey_id: str) -> ResponseReturnValue:
    """Call a passkey something else."""
    row = or_404(passkeys.one(db(), owner(), passkey_id))
    form = form_for(PasskeyName, {})
    new_name = form.read(PasskeyName, zone=account().zone).record
    if new_name is None:
        return signing_in_page(problem=str(form["name"].errors[0])), 422
    row.name = new_name.name
    db().commit()
    record("passkey_renamed", owner(), passkey_id)
    return see_other(url_for("signing_in.show"))


@bp.post("/passkeys/<passkey_id>/remove")
@login_required
def remove(passkey_id: str) -> ResponseReturnValue:
    """Let a passkey sign in no more."""
    or_404(passkeys.one(db(), owner(), passkey_id))
    form = ConfirmForm()
    if not form.validate():
        return signing_in_page(problem=str(form.own_password.errors[0])), refusal(form)
    # Asked once more: nothing was locked while the password was checked.
    or_404(passkeys.remove(db(), owner(), passkey_id, now()) or None)
    second_factors.drop_needless_codes(db(), owner())
    db().commit()
    record("passkey_removed", owner(), passkey_id)
    flash(Message(text=message("passkey_removed")))
    return see_other(url_for("signing_in.show"))


@bp.post("/sign-in/passkey/question")
def ask_to_sign_in() -> ResponseReturnValue:
    """Say what a browser needs to ask its person for a passkey."""
    challenge = new_challenge()
    options = passkey_answers.request_options(challenge)
    return {"ticket": ticket_for(challenge), "options": options}


@bp.post("/sign-in/passkey")
def enter() -> ResponseReturnValue:
    """Sign in, if a passkey of some account has answered our question."""
    if current_user.is_authenticated:
        return see_other(way_back())
    tries = limits.passkeys()
    if limits.are_over(tries):
        record("sign_in_limited")
        return sign_in_page(SignInForm(), message("too_many_from_here")), 429
    account_id = ""
    try:
        answer = request.form.get("answer", "")
        account_id, credential = passkey_answers.named_by(answer)
        entering = _proven(answer, account_id, credential)
    except NotProven:
        record("passkey_refused", account_id)
        return sign_in_page(SignInForm(), message("passkey_refused")), 422
    limits.refund(tries)
    record("signed_in_by_passkey", entering.id)
    return let_in(entering)


def _proven(answer: str, account_id: str, credential: str) -> Account:
    """The account whose passkey has answered. Raises NotProven."""
    challenge = challenge_of(request.form.get("ticket", ""))
    entering = accounts.account_of_id(db(), account_id)
    row = passkeys.with_credential(db(), account_id, credential)
    if entering is None or row is None:
        raise NotProven
    passkey = NewPasskey(row.credential, row.public_key, row.sign_count)
    signed = passkey_answers.sign_count(answer, challenge, own_page(answer), passkey)
    see(account_id)
    if not passkeys.used(db(), account_id, row.id, passkey.sign_count, signed, now()):
        raise NotProven
    return entering
