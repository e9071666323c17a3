"""Choosing a new password by a link that the host has made; the password before is not needed."""

from functools import cache, partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from journal.access.passwords import hashed_password
from journal.core.model.faults import Problem
from journal.store.accounts import accounts, audit, entry_links
from journal.store.db.models import Account, EntryLink
from journal.store.db.owner_wall import see
from journal.web.support import limits
from journal.web.support.account_forms import NewPasswordForm
from journal.web.support.flash import Message, flash
from journal.web.support.own_password import refusal
from journal.web.support.request import db, now, see_other
from journal.web.support.security_events import record
from journal.web.support.typed_code import code_refused
from journal.words.messages import message

bp = Blueprint("entry", __name__, url_prefix="/account/new-password")


@bp.get("")
def show() -> ResponseReturnValue:
    """Show the form; the secret of the link stands behind its #, and a script fills it in."""
    return render_template("accounts/new_password.html", form=NewPasswordForm(formdata=None))


@bp.post("")
def save() -> ResponseReturnValue:
    """Set the password, end every login of the account, and go to sign in with it."""
    form = NewPasswordForm()
    typed_link = cache(partial(_link_and_account, form))
    status = code_refused(
        form,
        limits.entry_codes(),
        right=lambda: typed_link() is not None,
        wrong="entry_link_used",
    )
    typed = None if status else typed_link()
    if typed is None:
        return _page(form), status
    if not form.validate():
        return _page(form), refusal(form)
    return _set(form, *typed)


def _link_and_account(form: NewPasswordForm) -> tuple[EntryLink, Account] | None:
    """The link whose code was typed, and whose password it is about; None: there is none such."""
    link = entry_links.behind(db(), form.code.data or "", now())
    account = accounts.account_of_id(db(), link.account_id) if link and link.account_id else None
    if link is None or account is None:
        return None
    see(account.id)
    return link, account


def _set(form: NewPasswordForm, link: EntryLink, account: Account) -> ResponseReturnValue:
    password_hash = hashed_password(form.password.data or "")
    if not entry_links.use(db(), link, now()):
        form.blame([Problem("code", "entry_link_used")])
        return _page(form), 422
    accounts.set_password(db(), account, password_hash)
    accounts.forgive_guesses(db(), account, now())
    audit.add(db(), account.id, "password_link_used", now())
    db().commit()
    record("password_link_used", account.id, link.id)
    flash(Message(text=message("new_password_set", name=account.username)))
    return see_other(url_for("accounts.sign_in"))


def _page(form: NewPasswordForm) -> str:
    return render_template("accounts/new_password.html", form=form)
