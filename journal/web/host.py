"""The host's pages: who has an account, letting people in, and nothing of any diary."""

from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.core.model.faults import Problem
from journal.core.model.fields import is_id
from journal.phone_address import reach
from journal.qr_codes import qr_image
from journal.store.accounts import (
    accounts,
    audit,
    entry_links,
    handing_over,
    offered_templates,
    teams,
    ways_to_patients,
)
from journal.store.accounts.account_list import ListedAccount, listed_account, listed_accounts
from journal.store.accounts.entry_links import NOTHING_MORE, Welcome
from journal.store.accounts.handing_over import Carer
from journal.store.accounts.offered_templates import OfferedTemplate
from journal.store.accounts.one_time_secrets import TooMany, made_again
from journal.store.db.models import Account, EntryLink
from journal.web.support import confirmation, shown_once
from journal.web.support.account_forms import InviteForm
from journal.web.support.flash import Message, flash
from journal.web.support.host_access import only_hosts, other_account
from journal.web.support.once import content_id, submission
from journal.web.support.request import (
    db,
    now,
    or_404,
    owner,
    public_address,
    see_other,
    settings,
)
from journal.web.support.security_events import record
from journal.words.account_list import list_text
from journal.words.messages import message

bp = Blueprint("host", __name__, url_prefix="/host")

bp.app_template_filter("account_word")(list_text)

LISTED: Final = 50
"""Accounts on one page."""


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link that was made some minutes ago, and can still be shown."""

    url: str
    label: str
    qr: str
    reach: str
    role: str
    carer: str
    """As the form of an invitation calls who will see the diary; empty: nobody."""
    template: str
    """As it calls the programme that is proposed; empty: none."""


bp.before_request(only_hosts)


@bp.get("")
def show() -> ResponseReturnValue:
    """Show who has an account, and how to invite; for some minutes an invitation that was made."""
    return _page(InviteForm(formdata=None))


def _page(form: InviteForm, problem: str = "") -> str:
    text, first = request.args.get("q", "").strip(), request.args.get("first", "")
    number = int(first) if first.isdecimal() and len(first) < 7 else 0  # noqa: PLR2004 (digits)
    listed = listed_accounts(db(), text, number, LISTED + 1)
    carers = handing_over.carers(db())
    link, late = _link_to_show("accounts.register")
    if link is not None and request.method == "GET":
        form.role.data, form.carer.data = link.role, link.carer  # often the next is alike
        form.template.data = link.template
    return render_template(
        "host/show.html",
        form=form,
        problem=problem or late,
        accounts=listed[:LISTED],
        text=text,
        first=number,
        more=number + LISTED if len(listed) > LISTED else None,
        invitations=entry_links.open_links(db(), now()),
        carers=carers,
        templates=offered_templates.templates(db(), carers),
        lasts=entry_links.LASTS.days,
        link=link,
    )


def _link_to_show(endpoint: str) -> tuple[ShownLink | None, str]:
    """The link that this page is to show, or why it cannot."""
    row = shown_once.row_shown(partial(entry_links.one, db()))
    if row is None or row.used_at or (row.account_id is None) != (endpoint == "accounts.register"):
        return None, ""
    again = partial(made_again, secret_hash=row.secret_hash)
    secret = shown_once.secret_again("entry link", row.id, row.created_at, again)
    if not secret:
        return None, message("entry_link_shown_before")
    invited = row.id if row.account_id is None else None
    url = f"{public_address(url_for(endpoint, invited=invited))}#{secret}"
    carer = entry_links.carer_of(db(), row)
    token = carer.token if carer else ""
    template = offered_templates.token(row.template_owner_id, row.template_id)
    role = "clinician" if row.clinician else "person"
    return ShownLink(url, row.label, qr_image(url), reach(url), role, token, template), ""


@bp.post("/invitations")
def invite() -> ResponseReturnValue:
    """Make a link that creates an account, and go and show it."""
    form = InviteForm()
    if (welcome := _welcome(form)) is None:
        return _page(form), 422
    if status := confirmation.refused():
        return _page(form), status
    key, label = content_id(submission(form.client_key.data)), (form.label.data or "").strip()
    try:
        is_new = _make_link(key, label, welcome)
    except TooMany:
        return _page(form, message("too_many_entry_links", most=entry_links.MOST)), 422
    if is_new:
        db().commit()
        record("host_invited", owner(), key)
    return see_other(url_for(".show", made=key))


def _welcome(form: InviteForm) -> Welcome | None:
    """What the invited account will be; None: the form says what is wrong."""
    is_right, token = form.validate(), form.carer.data or ""
    carer = handing_over.carer_named(db(), token) if token else None
    if token and carer is None:
        form.blame([Problem("carer", "no_such_carer")])
    elif carer and not carer.is_team and form.role.data == "clinician":
        form.blame([Problem("carer", "joins_a_team")])
    elif is_right and (template := _template(form, carer)) is not False:
        return Welcome(form.role.data == "clinician", carer, template)
    return None


def _template(form: InviteForm, carer: Carer | None) -> OfferedTemplate | Literal[False] | None:
    """The template that is chosen; None: none is; False: the form says why it cannot be."""
    token = form.template.data or ""
    if not token:
        return None
    template = offered_templates.template_named(db(), token)
    if carer is None or form.role.data != "person":
        form.blame([Problem("template", "template_for_nobody")])
    elif template is None or not offered_templates.is_of(db(), template.owner, carer):
        form.blame([Problem("template", "template_of_other")])
    else:
        return template
    return False


def _make_link(key: str, whom: str | Account, welcome: Welcome = NOTHING_MORE) -> bool:
    """Make a link that lets somebody in; False where it was made before. Raises TooMany."""
    maker = partial(entry_links.make, db(), owner(), key, whom, now(), welcome=welcome)
    return shown_once.make("entry link", key, maker)


@bp.post("/invitations/<link_id>/end")
def end_invitation(link_id: str) -> ResponseReturnValue:
    """End an invitation that nobody used."""
    row: EntryLink = or_404(entry_links.one(db(), link_id) if is_id(link_id) else None)
    or_404(entry_links.end(db(), link_id) or None)
    db().commit()
    record("host_ended_invitation", owner(), link_id)
    flash(Message(text=message("invitation_ended", name=row.label)))
    return see_other(url_for(".show"))


@bp.get("/accounts/<account_id>")
def show_account(account_id: str) -> ResponseReturnValue:
    """Show what a host may know of an account, and do."""
    return _account_page(account_id)


def _account_page(account_id: str, problem: str = "") -> str:
    listed: ListedAccount = or_404(listed_account(db(), account_id))
    link, late = _link_to_show("entry.show")
    return render_template(
        "host/account.html",
        listed=listed,
        is_own=account_id == owner(),
        problem=problem or late,
        link=link,
        named=or_404(db().get(Account, account_id)).clinician,
        erased_on=listed.erased_on if settings().erase_unused else None,
        browsers=len(accounts.logins(db(), account_id)),
        alone=ways_to_patients.left_alone(
            ways_to_patients.of_clinician(db(), account_id), account_id
        ),
    )


@bp.post("/accounts/<account_id>/password-link")
def link_password(account_id: str) -> ResponseReturnValue:
    """Make a link by which the person chooses a new password, and go and show it."""
    person = other_account(account_id)
    if status := confirmation.refused():
        return _account_page(account_id), status
    key = content_id(submission(request.form.get("client_key")))
    if _make_link(key, person):
        _note("host_made_password_link", account_id)
    return see_other(url_for(".show_account", account_id=account_id, made=key))


def _note(what: str, account_id: str) -> None:
    """Let the person, and the security log, see what was done. Commits."""
    audit.add(db(), account_id, what, now())
    db().commit()
    record(what, owner(), account_id)


@bp.post("/accounts/<account_id>/sign-out")
def sign_out(account_id: str) -> ResponseReturnValue:
    """End every login of an account."""
    person = other_account(account_id)
    accounts.sign_out_everywhere(db(), account_id)
    _note("host_signed_out", account_id)
    return _announce(person, "all_signed_out")


@bp.post("/accounts/<account_id>/off")
def switch_off(account_id: str) -> ResponseReturnValue:
    """Let nobody use an account; everything in it stays."""
    person = other_account(account_id)
    if status := confirmation.refused():
        return _account_page(account_id), status
    accounts.switch_off(db(), person, now())
    _note("host_switched_off", account_id)
    return _announce(person, "account_switched_off")


@bp.post("/accounts/<account_id>/on")
def switch_on(account_id: str) -> ResponseReturnValue:
    """Let an account be used again."""
    person = other_account(account_id)
    accounts.switch_on(person)
    _note("host_switched_on", account_id)
    return _announce(person, "account_switched_on")


@bp.post("/accounts/<account_id>/clinician")
def name_clinician(account_id: str) -> ResponseReturnValue:
    """Let an account be given patients and be in teams; with ``end`` they leave these at once."""
    person, is_ending = other_account(account_id), "end" in request.form
    if is_ending and (status := confirmation.refused()):
        return _account_page(account_id), status
    person.clinician = not is_ending
    left = teams.leave_all(db(), person, now()) if is_ending else 0
    db().commit()
    for _ in range(left):
        record("host_removed_member", owner(), account_id)
    what = "named_clinician" if person.clinician else "named_no_clinician"
    record(f"host_{what}", owner(), account_id)
    return _announce(person, what)


def _announce(person: Account, what: str) -> ResponseReturnValue:
    flash(Message(text=message(what, name=person.username)))
    return see_other(url_for(".show_account", account_id=person.id))
