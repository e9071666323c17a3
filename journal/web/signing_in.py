"""Signing in with a second factor: turned on and off, its codes, and asked for."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from journal import second_factor
from journal.core.model.faults import Problem, fault
from journal.qr_codes import qr_image
from journal.store.accounts import accounts, second_factors
from journal.web.support import known_browsers, limits
from journal.web.support.entering import account_behind, code_page, let_in
from journal.web.support.flash import Message, flash
from journal.web.support.forms import BlamedForm
from journal.web.support.own_password import is_current, refusal
from journal.web.support.request import account, db, now, owner, see_other, settings
from journal.web.support.security_events import record
from journal.words.messages import message
from journal.words.problems import sentence

bp = Blueprint("signing_in", __name__, url_prefix="/account")

WITHOUT = ("signing_in.", "pages.", "offline.", "shared.", "api.", "accounts.sign_out", "static")
"""What is open to somebody who must turn a second factor on first."""


class TurnOnForm(BlamedForm):
    """The digits of an app that has read the secret, and the password."""

    secret = HiddenField()
    digits = StringField()
    own_password = PasswordField(validators=[is_current])


class ConfirmForm(FlaskForm):
    """The password."""

    own_password = PasswordField(validators=[is_current])


@bp.before_app_request
def ask_for_a_second_factor() -> ResponseReturnValue | None:
    """Where the host requires one, show nothing else to somebody who has none."""
    if settings().second_factor != "required" or (request.endpoint or "").startswith(WITHOUT):
        return None
    if not current_user.is_authenticated or second_factors.secret_of(db(), owner()):
        return None
    return redirect(url_for("signing_in.show")) if request.method == "GET" else abort(403)


@bp.get("/signing-in")
@login_required
def show() -> ResponseReturnValue:
    """Show whether a second factor is on, and how to turn it on or off."""
    return _page()


def _page(
    form: TurnOnForm | None = None,
    confirm: ConfirmForm | None = None,
    codes: list[str] | None = None,
) -> str:
    is_on = second_factors.secret_of(db(), owner()) is not None
    if form is None or not second_factor.is_secret(form.secret.data or ""):
        form = TurnOnForm(formdata=None, data={"secret": second_factor.new_secret()})
    uri = second_factor.address(form.secret.data or "", account().username)
    return render_template(
        "accounts/signing_in.html",
        form=form,
        confirm=confirm or ConfirmForm(formdata=None),
        codes=codes or [],
        is_on=is_on,
        left=second_factors.codes_left(db(), owner()),
        picture="" if is_on else qr_image(uri),
        required=settings().second_factor == "required",
    )


@bp.post("/signing-in")
@login_required
def turn_on() -> ResponseReturnValue:
    """Ask for digits from now on, if the app has made the right ones; show the codes once."""
    form = TurnOnForm()
    if not form.validate():
        return _page(form), refusal(form)
    secret, step = form.secret.data or "", _step(form)
    if step is None:
        form.blame([Problem("digits", "wrong_digits")])
        return _page(form), 422
    codes = second_factor.new_codes()
    second_factors.turn_on(db(), owner(), secret, step, codes, now())
    db().commit()
    record("second_factor_on", owner())
    return _page(codes=codes)


def _step(form: TurnOnForm) -> int | None:
    secret, digits = form.secret.data or "", form.digits.data or ""
    return (
        second_factor.step_of(secret, digits, now()) if second_factor.is_secret(secret) else None
    )


@bp.post("/signing-in/codes")
@login_required
def renew_codes() -> ResponseReturnValue:
    """Make new codes; the earlier ones work no more."""
    form = ConfirmForm()
    if not form.validate():
        return _page(confirm=form), refusal(form)
    if second_factors.secret_of(db(), owner()) is None:
        return see_other(url_for(".show"))
    codes = second_factor.new_codes()
    second_factors.keep_codes(db(), owner(), codes)
    db().commit()
    record("recovery_codes_made", owner())
    return _page(codes=codes)


@bp.post("/signing-in/off")
@login_required
def turn_off() -> ResponseReturnValue:
    """Ask for the password only."""
    form = ConfirmForm()
    if not form.validate():
        return _page(confirm=form), refusal(form)
    second_factors.turn_off(db(), owner())
    db().commit()
    record("second_factor_off", owner())
    flash(Message(text=message("second_factor_off")))
    return see_other(url_for(".show"))


@bp.post("/sign-in/code")
def enter_code() -> ResponseReturnValue:
    """Sign in, if the password was right and now the digits or a code are."""
    ticket, typed = request.form.get("ticket", ""), request.form.get("digits", "")
    account = account_behind(ticket)
    if account is None:
        flash(Message(text=message("sign_in_again")))
        return see_other(url_for("accounts.sign_in"))
    tries = limits.second_factors(account.id, known_browsers.known(account))
    back = request.form.get("next", "")
    if limits.are_over(tries):
        return code_page(ticket, back, sentence(fault("too_often"))), 429
    if not (
        accounts.unchanged(db(), account.id, account.password_hash)
        and _is_right(account.id, typed)
    ):
        record("second_factor_failed", account.id)
        return code_page(ticket, back, sentence(fault("wrong_digits"))), 422
    limits.refund(tries)
    return let_in(account)


def _is_right(account_id: str, typed: str) -> bool:
    """Whether these are the digits of now, or a code; used up if so."""
    return second_factors.enter_digits(db(), account_id, typed, now()) or (
        second_factors.use_code(db(), account_id, typed)
    )
