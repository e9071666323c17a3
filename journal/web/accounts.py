"""Accounts: register, sign in and out, settings, sessions, and leaving for good."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.access.passwords import hashed_password, is_right
from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.faults import Problem
from journal.core.model.names import name_key
from journal.store.accounts import account_list, accounts, passkeys, second_factors
from journal.store.db.database_files import settle
from journal.store.db.owner_wall import see
from journal.store.diary import zone_rules
from journal.web.support import known_browsers, limits, registration, revision_cache
from journal.web.support.account_forms import (
    DeleteForm,
    PasswordForm,
    RegisterForm,
    SettingsForm,
    SignInForm,
)
from journal.web.support.entering import code_page, enter_browser, let_in, ticket_for
from journal.web.support.flash import Message, flash
from journal.web.support.own_password import refusal
from journal.web.support.registration import register_page
from journal.web.support.request import (
    account,
    db,
    engine,
    or_404,
    see_other,
    way_back,
)
from journal.web.support.revision_cache import cached
from journal.web.support.security_events import record
from journal.web.support.sign_in_page import registration_is_open, sign_in_page
from journal.web.support.signing_in_page import is_connected
from journal.words.messages import message

bp = Blueprint("accounts", __name__, url_prefix="/account")


@bp.get("/register")
def register() -> ResponseReturnValue:
    """Show the form of a new account."""
    if current_user.is_authenticated:
        return redirect(url_for("today.show"))
    if not registration_is_open() and not registration.is_invited():
        return render_template("accounts/closed.html"), 403
    return register_page(RegisterForm(data={"zone": "UTC"}))


@bp.post("/register")
def create() -> ResponseReturnValue:
    """Make an account and sign in to it."""
    form = RegisterForm()
    if not registration_is_open() and not registration.is_invited():
        return render_template("accounts/closed.html"), 403
    if not (registration.code_is_right(form) and registration.is_filled_in(form)):
        return register_page(form), refusal(form)
    if not registration.is_invited() and limits.are_over(limits.registrations()):
        return register_page(form, problem=message("too_many_from_here")), 429
    try:
        account = registration.made(form)
    except accounts.UsernameTaken:
        form.blame([Problem("username", "name_taken")])
        return register_page(form), 422
    if account is None:
        return render_template("accounts/closed.html"), 403
    enter_browser(account)
    record("registered", account.id)
    is_carer = account.clinician
    first = see_other(
        url_for("patients.index") if is_carer else url_for("welcome.show", step="exercises")
    )
    return known_browsers.remember(first, account)


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Show the form to sign in."""
    if current_user.is_authenticated:
        return redirect(way_back())
    return sign_in_page(SignInForm(data={"next": request.args.get("next", "")}))


@bp.post("/sign-in")
def enter() -> ResponseReturnValue:
    """Sign in, if name and password belong together."""
    form = SignInForm()
    typed = (form.username.data or "").strip()
    account = accounts.account_named(db(), typed)
    tries = limits.sign_ins(name_key(typed), known_browsers.known(account))
    refused = limits.are_over(tries)
    password_hash = account.password_hash if account else None
    db().commit()
    if refused:
        record("sign_in_limited", account.id if account else "")
        return sign_in_page(form, message("too_many_from_here")), 429
    right = is_right(password_hash, form.password.data or "")
    # Asked once more, as the password may have been changed while this one was hashed.
    if not (right and account and accounts.unchanged(db(), account.id, account.password_hash)):
        record("sign_in_failed", account.id if account else "")
        return sign_in_page(form, message("wrong_sign_in")), 422
    limits.refund(tries)
    see(account.id)
    if second_factors.is_on(db(), account.id):
        db().commit()
        return code_page(account, ticket_for(account), form.next.data or "")
    return let_in(account)


@bp.post("/sign-out")
@login_required
def sign_out() -> ResponseReturnValue:
    """End this login, for every copy of its cookie."""
    accounts.sign_out(db(), current_user.token)
    connected = is_connected()
    db().commit()
    record("signed_out", account().id)
    session.clear()
    flash(Message(slug="account", action="signed out"))
    response = see_other(url_for(".sign_in", left="yes" if connected else None))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show the settings; a zone that was asked for is there to be saved."""
    zone = request.args.get("zone", "")
    zone_shown = {"zone": zone} if moments.zone_exists(zone) else {}
    return _page(settings_form=SettingsForm(formdata=None, data=_settings() | zone_shown))


def _settings() -> dict[str, str]:
    """What somebody set, by its name."""
    return {name: getattr(account(), name) for name in v.SETTINGS}


def _page(**filled: Any) -> str:  # the form that was sent, under its template's name
    mine = account()
    forms = {
        "settings_form": SettingsForm(formdata=None, data=_settings()),
        "password_form": PasswordForm(formdata=None),
        "delete_form": DeleteForm(formdata=None),
    }
    return render_template(
        "accounts/settings.html",
        **(forms | filled),
        outdated=cached(lambda: len(zone_rules.concerns(db(), mine.id)), "zone rules"),
        zones=sorted(moments.zone_names()),
        logins=accounts.logins(db(), mine.id),
        has_app=second_factors.secret_of(db(), mine.id) is not None,
        passkeys=passkeys.count(db(), mine.id),
        codes_left=second_factors.codes_left(db(), mine.id),
        is_last_host=account_list.is_last_host(db(), mine),
        this_login=current_user.login.id,
    )


@bp.post("/")
@login_required
def save() -> ResponseReturnValue:
    """Save the settings that were changed: a page that stood open for long brings none back."""
    form = SettingsForm()
    if not form.validate():
        return _page(settings_form=form), 422
    for field in form:
        if request.form.get(f"shown_{field.name}") != field.data and field.name in v.SETTINGS:
            setattr(account(), field.name, field.data)
    db().commit()
    flash(Message(text=message("settings_saved")))
    return see_other(url_for(".show"))


@bp.post("/password")
@login_required
def change_password() -> ResponseReturnValue:
    """Change the password, and end every other login."""
    form, mine = PasswordForm(), account()
    if not form.validate():
        return _page(password_form=form), refusal(form)
    password_hash = hashed_password(form.password.data or "")
    if not accounts.unchanged(db(), mine.id, mine.password_hash):
        return see_other(url_for(".sign_in"))  # by another browser, which has ended this login
    accounts.set_password(db(), mine, password_hash)
    record("password_changed", mine.id)
    enter_browser(mine)  # under a new token: a copy of the old cookie ends too
    flash(Message(text=message("password_changed")))
    return known_browsers.remember(see_other(url_for(".show")), mine)


@bp.post("/sessions/<login_id>/end")
@login_required
def end_session(login_id: str) -> ResponseReturnValue:
    """Sign another browser out."""
    or_404(accounts.end_login(db(), account().id, login_id) or None)
    db().commit()
    record("device_signed_out", account().id)
    flash(Message(text=message("device_signed_out")))
    return see_other(url_for(".show"))


@bp.post("/delete")
@login_required
def delete() -> ResponseReturnValue:
    """Delete the account and everything in it."""
    form, mine = DeleteForm(), account()
    if not form.validate():
        return _page(delete_form=form), refusal(form)
    if not accounts.unchanged(db(), mine.id, mine.password_hash):
        return see_other(url_for(".sign_in"))
    _delete_for_good(mine.id)
    session.clear()
    flash(Message(slug="account", action="deleted"))
    response = see_other(url_for(".sign_in"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _delete_for_good(account_id: str) -> None:
    accounts.remove(db(), account_id)
    db().commit()
    record("account_deleted", account_id)
    revision_cache.forget(account_id)
    settle(engine())  # what was deleted leaves the disk at once
