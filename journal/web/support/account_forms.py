"""The forms of an account: what each asks for, and when that is accepted."""

from collections.abc import Callable, Sequence

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.faults import fault
from journal.core.model.fields import text_fault
from journal.core.model.names import name_key
from journal.store.accounts import accounts
from journal.web.support.forms import BlamedForm
from journal.web.support.own_password import is_current
from journal.web.support.request import account
from journal.words.messages import message
from journal.words.problems import sentence


def name_is_right(_form: FlaskForm, field: Field) -> None:
    """A name somebody can be told apart by."""
    if wrong := accounts.name_fault(field.data or ""):
        raise ValidationError(sentence(wrong))


def password_is_right(form: FlaskForm, field: Field) -> None:
    """A password that is long enough and typed the same twice."""
    password = field.data or ""
    if wrong := accounts.password_fault(password):
        raise ValidationError(sentence(wrong))
    if password != form.password_again.data:
        raise ValidationError(message("passwords_differ"))
    name = form.username.data or "" if "username" in form else ""
    if wrong := accounts.password_weakness(password, name):
        raise ValidationError(sentence(wrong))


def zone_is_right(_form: FlaskForm, field: Field) -> None:
    """A zone that exists."""
    if not moments.zone_exists(field.data or ""):
        raise ValidationError(message("no_zone"))


def one_of(choices: Sequence[str]) -> Callable[[FlaskForm, Field], None]:
    """A check that one of ``choices`` was chosen."""

    def check(_form: FlaskForm, field: Field) -> None:
        if field.data not in choices:
            raise ValidationError(message("choose_one"))

    return check


def is_own_name(_form: FlaskForm, field: Field) -> None:
    """The account's own name, typed to confirm."""
    if name_key((field.data or "").strip()) != account().username_key:
        raise ValidationError(message("not_your_name"))


def known_as_is_right(_form: FlaskForm, field: Field) -> None:
    """A name, where one is given."""
    if wrong := text_fault((field.data or "").strip(), v.NAME_LENGTH):
        raise ValidationError(sentence(wrong))


def name_needed(code: str) -> Callable[[FlaskForm, Field], None]:
    """A check that a name was given; ``code`` says what it is of."""

    def check(_form: FlaskForm, field: Field) -> None:
        name = (field.data or "").strip()
        if not name or text_fault(name, v.NAME_LENGTH):
            raise ValidationError(sentence(fault(code, most=v.NAME_LENGTH)))

    return check


class SignInForm(FlaskForm):
    """Name and password."""

    username = StringField()
    password = PasswordField()
    next = HiddenField()


class RegisterForm(BlamedForm):
    """What a new account needs."""

    username = StringField(validators=[name_is_right])
    password = PasswordField(validators=[password_is_right])
    password_again = PasswordField()
    zone = StringField(validators=[zone_is_right])
    code = StringField()
    agreed = StringField()
    known_as = StringField(validators=[known_as_is_right])


class NewPasswordForm(BlamedForm):
    """A new password, and the code of the link that lets somebody choose it."""

    code = StringField()
    password = PasswordField(validators=[password_is_right])
    password_again = PasswordField()


class InviteForm(BlamedForm):
    """Whom an invitation is for, what they will be, and who will see their diary."""

    label = StringField(validators=[name_needed("label_needed")])
    role = StringField(default="person", validators=[one_of(v.INVITED_ROLES)])
    carer = StringField()
    template = StringField()
    client_key = HiddenField()


class TeamForm(BlamedForm):
    """What a team is called."""

    name = StringField(validators=[name_needed("team_name_needed")])
    client_key = HiddenField()


class SettingsForm(FlaskForm):
    """How somebody wants to see their journal."""

    zone = StringField(validators=[zone_is_right])
    clock = StringField(validators=[one_of(v.CLOCKS)])
    first_weekday = StringField(validators=[one_of(v.FIRST_WEEKDAYS)])
    theme = StringField(validators=[one_of(v.THEMES)])


class PasswordForm(FlaskForm):
    """A new password, confirmed with the old one."""

    current = PasswordField(validators=[is_current])
    password = PasswordField(validators=[password_is_right])
    password_again = PasswordField()


class DeleteForm(FlaskForm):
    """The end of an account, confirmed by its name and password."""

    confirm = StringField(validators=[is_own_name])
    own_password = PasswordField(validators=[is_current])
