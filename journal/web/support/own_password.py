"""The password of whoever is signed in, typed once more to confirm something."""

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from journal.access.passwords import is_right
from journal.core.model.faults import fault
from journal.web.support import limits
from journal.web.support.request import account, db
from journal.words.messages import message
from journal.words.problems import sentence


def is_current(_form: FlaskForm, field: Field) -> None:
    """The password of whoever is signed in, guessed only so often."""
    mine, tries = account(), limits.own_passwords()
    if limits.are_over(tries):
        raise ValidationError(sentence(fault("too_often")))
    if not is_right(mine.password_hash, field.data or ""):
        raise ValidationError(message("not_your_password"))
    limits.refund(tries)
    db().commit()


def refusal(form: FlaskForm) -> int:
    """The status of a form that was not taken: 429 where something in it was tried too often."""
    return 429 if any(sentence(fault("too_often")) in field.errors for field in form) else 422
