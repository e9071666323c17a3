"""Signing in with a second factor: turned on and off, its codes, and asked for."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.access import second_factor
from journal.core.model.faults import Problem, fault
from journal.store.accounts import accounts, second_factors
from journal.web.support import known_browsers, limits, recovery_codes
from journal.web.support.entering import account_behind, code_page, let_in
from journal.web.support.flash import Message, flash
from journal.web.support.once import submission
from journal.web.support.own_password import refusal
from journal.web.support.request import db, now, or_404, owner, see_other, settings
from journal.web.support.security_events import record
from journal.web.support.signing_in_page import ConfirmForm, TurnOnForm, signing_in_page
from journal.words.messages import message
from journal.words.problems import sentence
from journal.words.recovery_codes import codes_text

bp = Blueprint("signing_in", __name__, url_prefix="/account")

WITHOUT = (
    "signing_in.", "passkeys.", "pages.", "offline.", "shared.", "api.", "accounts.sign_out",
    "static",
)  # fmt: skip
"""What is open to somebody who must turn a second factor on first."""


@bp.before_app_request
def ask_for_a_second_factor() -> ResponseReturnValue | None:
    """Where the host requires one, show nothing else to somebody who has none."""
    if settings().second_factor != "required" or (request.endpoint or "").startswith(WITHOUT):
        return None
    if not current_user.is_authenticated or second_factors.is_on(db(), owner()):
        return None
    return redirect(url_for("signing_in.show")) if request.method == "GET" else abort(403)


@bp.get("/signing-in")
@login_required
def show() -> ResponseReturnValue:
    """Show whether a second factor is on, and how to turn it on or off."""
    return signing_in_page()


@bp.post("/signing-in")
@login_required
def turn_on() -> ResponseReturnValue:
    """Ask for digits from now on, if the app has made the right ones; then show the codes."""
    form = TurnOnForm()
    if not form.validate():
        return signing_in_page(form), refusal(form)
    secret, step = form.secret.data or "", _step(form)
    if step is None:
        form.blame([Problem("digits", "wrong_digits")])
        return signing_in_page(form), 422
    key = _key(form)
    if second_factors.secret_of(db(), owner()) != secret:
        second_factors.turn_on(db(), owner(), secret, step, recovery_codes.codes(key), now())
        db().commit()
        record("second_factor_on", owner())
    return recovery_codes.page_of(key)


def _key(form: TurnOnForm | ConfirmForm) -> str:
    """Under which key the codes of a form are made; sent twice, it makes the same ones."""
    return submission(form.client_key.data).client_key


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
        return signing_in_page(confirm=form), refusal(form)
    if not second_factors.is_on(db(), owner()):
        return see_other(url_for(".show"))
    key = _key(form)
    if not recovery_codes.are_kept(key):
        second_factors.keep_codes(db(), owner(), recovery_codes.codes(key))
        db().commit()
        record("recovery_codes_made", owner())
    return recovery_codes.page_of(key)


@bp.get("/signing-in/codes")
@login_required
def show_codes() -> ResponseReturnValue:
    """Show recovery codes that were made some minutes ago."""
    return render_template("accounts/codes.html", codes=recovery_codes.shown())


@bp.get("/signing-in/recovery-codes.txt")
@login_required
def save_codes() -> ResponseReturnValue:
    """Send them as a text file."""
    codes = or_404(recovery_codes.shown() or None)
    address = settings().public_url or request.url_root.rstrip("/")
    text = codes_text(codes, address=address, name=current_user.account.username)
    answer = Response(text, content_type="text/plain; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="recovery-codes.txt")
    return answer


@bp.post("/signing-in/off")
@login_required
def turn_off() -> ResponseReturnValue:
    """Ask for the password only."""
    form = ConfirmForm()
    if not form.validate():
        return signing_in_page(confirm=form), refusal(form)
    second_factors.forget_app(db(), owner())
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
        return code_page(account, ticket, back, sentence(fault("too_often"))), 429
    if not (
        accounts.unchanged(db(), account.id, account.password_hash)
        and _is_right(account.id, typed)
    ):
        record("second_factor_failed", account.id)
        return code_page(account, ticket, back, sentence(fault("wrong_digits"))), 422
    limits.refund(tries)
    return let_in(account)


def _is_right(account_id: str, typed: str) -> bool:
    """Whether these are the digits of now, or a code; used up if so."""
    return second_factors.enter_digits(db(), account_id, typed, now()) or (
        second_factors.use_code(db(), account_id, typed)
    )
