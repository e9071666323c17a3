"""A new account: who may make one, by which code, and who will see its diary from the start."""

from secrets import compare_digest

from flask import render_template, request
from sqlalchemy.orm import Session

from journal.access.passwords import hashed_password
from journal.core.model import moments
from journal.core.model.faults import Problem
from journal.core.model.fields import is_id
from journal.store.accounts import accounts, entry_links, teams
from journal.store.accounts.handing_over import Carer
from journal.store.db.models import Account, EntryLink
from journal.store.db.sessions import advisory_lock
from journal.web.support import limits
from journal.web.support.account_forms import RegisterForm
from journal.web.support.request import db, now, settings
from journal.web.support.sign_in_page import registration_is_open
from journal.web.support.typed_code import code_refused


def is_invited() -> bool:
    """Whether somebody came by the link of an invitation."""
    return "invited" in request.args


def _invitation(form: RegisterForm) -> EntryLink | None:
    """The invitation whose code was typed; None: there is none such, or nobody was asked."""
    link = entry_links.behind(db(), form.code.data or "", now())
    return link if link and link.account_id is None and is_invited() else None


def _invitation_shown() -> EntryLink | None:
    """The invitation that the page is about, as its address names it.

    Who has the address alone learns which clinician or team would see the diary, not who is in it.
    """
    link_id = request.args.get("invited", "")
    link = entry_links.one(db(), link_id) if is_id(link_id) else None
    is_open = link is not None and link.account_id is None and entry_links.is_open(link, now())
    return link if is_open else None


def code_is_right(form: RegisterForm) -> bool:
    """Whether the code fits, where one is needed; else the form says what is wrong with it."""
    if is_invited():
        right, tries = _invitation(form) is not None, limits.entry_codes()
        return not code_refused(form, tries, right=right, wrong="entry_link_used")
    code = settings().first_account_code
    if not code or accounts.any_account(db()):
        return True
    right = compare_digest(code.encode(), (form.code.data or "").encode())
    return not code_refused(form, limits.first_account_codes(), right=right, wrong="wrong_code")


def is_filled_in(form: RegisterForm) -> bool:
    """Whether a form can be saved: who would see the diary is agreed to, or declined."""
    right: bool = form.validate()
    if form.agreed.data in ("yes", "no") or not _sees_diary(_invitation(form)):
        return right
    form.blame([Problem("agreed", "agree_or_not")])
    return False


def _sees_diary(link: EntryLink | None) -> Carer | None:
    """Who would see the diary of a patient who is invited; None: nobody, or they may no more."""
    if link is None or link.clinician:
        return None
    return entry_links.carer_of(db(), link)


def made(form: RegisterForm) -> Account | None:
    """The new account; None where another became the first meanwhile. Raises UsernameTaken."""
    password_hash = hashed_password(form.password.data or "")
    advisory_lock(db().connection())
    invitation = _invitation(form)
    if not registration_is_open() and not invitation:
        return None
    account = accounts.create(
        db(),
        username=form.username.data or "",
        password_hash=password_hash,
        zone=form.zone.data or "",
        now=now(),
    )
    if invitation is None:
        return account
    if not entry_links.use(db(), invitation, now()):
        db().rollback()
        return None
    name = (form.known_as.data or "").strip() or account.username
    agreed = form.agreed.data == "yes"
    entry_links.accept(db(), invitation, account, now(), name if agreed else None)
    return account


def register_page(form: RegisterForm, problem: str = "") -> str:
    """The page of a new account, which names who will see its diary."""
    link_of_code = _invitation(form)
    link = link_of_code or _invitation_shown()
    carer = entry_links.carer_of(db(), link) if link else None
    return render_template(
        "accounts/register.html",
        form=form,
        problem=problem,
        zones=sorted(moments.zone_names()),
        invited=request.args.get("invited"),
        joins=link is not None and link.clinician,
        carer=carer,
        members=_members(db(), carer) if link_of_code else None,
        needs_code=bool(settings().first_account_code) and not accounts.any_account(db()),
    )


def _members(session: Session, carer: Carer | None) -> list[str]:
    """Who is in a team, by name; of a clinician nobody."""
    if carer is None or not carer.is_team:
        return []
    return teams.member_names(session, [carer.id])[carer.id]
