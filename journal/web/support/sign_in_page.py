"""The page that signs in, with a problem where there was one."""

from flask import render_template

from journal.store.accounts import accounts
from journal.web.support.account_forms import SignInForm
from journal.web.support.request import db, settings


def registration_is_open() -> bool:
    """Whether somebody may make an account now."""
    allowed = settings().registration
    return allowed == "open" or (allowed == "first" and not accounts.any_account(db()))


def sign_in_page(form: SignInForm, problem: str = "") -> str:
    """The page, with what was typed into ``form``."""
    return render_template(
        "accounts/sign_in.html", form=form, problem=problem, may_register=registration_is_open()
    )
