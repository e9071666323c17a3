"""The page of how somebody signs in: their app, their passkeys and their recovery codes."""

from flask import render_template
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField

from journal.access import second_factor
from journal.qr_codes import qr_image
from journal.store.accounts import identities, passkeys, second_factors
from journal.store.diary.row_writing import new_id
from journal.web.support.forms import BlamedForm
from journal.web.support.own_password import is_current
from journal.web.support.request import account, db, owner, settings


class TurnOnForm(BlamedForm):
    """The digits of an app that has read the secret, and the password."""

    client_key = HiddenField()
    secret = HiddenField()
    digits = StringField()
    own_password = PasswordField(validators=[is_current])


class ConfirmForm(FlaskForm):
    """The password, and the key that makes sending it twice do it once."""

    client_key = HiddenField()
    own_password = PasswordField(validators=[is_current])


def is_connected() -> bool:
    """Whether the host's provider can sign somebody in to this account."""
    mine = settings().identity_provider
    return mine is not None and identities.is_connected(db(), owner(), mine.issuer)


def signing_in_page(
    form: TurnOnForm | None = None,
    confirm: ConfirmForm | None = None,
    problem: str = "",
) -> str:
    """The page, with a form that was not taken, or a problem."""
    if form is None or not second_factor.is_secret(form.secret.data or ""):
        fresh = {"secret": second_factor.new_secret(), "client_key": new_id()}
        form = TurnOnForm(formdata=None, data=fresh)
    has_app = second_factors.secret_of(db(), owner()) is not None
    uri = second_factor.address(form.secret.data or "", account().username)
    return render_template(
        "accounts/signing_in.html",
        form=form,
        confirm=confirm or ConfirmForm(formdata=None, data={"client_key": new_id()}),
        problem=problem,
        has_app=has_app,
        passkeys=passkeys.passkeys(db(), owner()),
        connected=is_connected(),
        left=second_factors.codes_left(db(), owner()),
        picture="" if has_app else qr_image(uri),
        required=settings().second_factor == "required",
    )
