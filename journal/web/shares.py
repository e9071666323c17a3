"""Links that share the page for a doctor: listed, made, and ended."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.access.passwords import hashed_password
from journal.core.account.sharing import NewShare, expiry_fault
from journal.core.model import moments
from journal.core.model.vocabulary import CODE_MINUTES, SHARES_MOST
from journal.core.report.options import ReportOptions
from journal.phone_address import reach
from journal.qr_codes import qr_image
from journal.store.accounts import shares
from journal.store.accounts.one_time_secrets import TooMany, made_again
from journal.store.db.models import ShareRow
from journal.store.diary import report
from journal.web.support import confirmation, shown_once
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, defaults, form_for
from journal.web.support.once import content_id, submission
from journal.web.support.report_views import question
from journal.web.support.request import (
    account,
    db,
    now,
    or_404,
    owner,
    public_address,
    see_other,
    today,
    way_back,
)
from journal.web.support.security_events import record
from journal.words.messages import message

bp = Blueprint("shares", __name__, url_prefix="/report/shares")

LASTS: Final = timedelta(days=14)
"""How long a link is offered to last."""


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show the links there are, and how to make one of what was chosen."""
    begins = defaults(NewShare) | {
        "name": report.given_name(db(), owner()),
        "expires_on": (today() + LASTS).isoformat(),
    }
    return _page_with_link(form_for(NewShare, begins))


def _page_with_link(form: InputForm) -> str:
    """The page; for some minutes with a link that was made."""
    row = shown_once.row_shown(partial(shares.one, db(), owner()))
    if row is None or row.revoked_at:
        return _page(form)
    again = partial(made_again, secret_hash=row.token_hash)
    token = shown_once.secret_again("link", row.id, row.created_at, again)
    if not token:
        return _page(form, problem=message("link_shown_before"))
    return _page(form, row=row, link=f"{_address()}#{token}")


@bp.post("")
@login_required
def make() -> ResponseReturnValue:
    """Make a link, and go and show it."""
    form, report_request = form_for(NewShare, {}), question()
    new_share = form.read(NewShare, zone=account().zone).record
    if new_share is not None and (fault := expiry_fault(new_share.expires_on, today())):
        form.blame([fault.at("expires_on")])
    if new_share is None or form.errors or report_request.problems:
        return _page(form), 422
    if status := confirmation.refused():
        return _page(form), status
    db().commit()  # hashing takes its time, and nobody else should wait for it
    passcode_hash = hashed_password(new_share.passcode) if new_share.passcode else None
    key = content_id(form.submission())
    try:
        _make(key, new_share, report_request.chosen, passcode_hash)
    except TooMany:
        return _page(form, problem=message("too_many_links", most=SHARES_MOST)), 422
    return see_other(url_for(".show", made=key))


def _make(
    key: str,
    new_share: NewShare,
    options: ReportOptions,
    passcode_hash: str | None = None,
    code_until: datetime | None = None,
) -> None:
    """Make a link, unless it was made before. Commits. Raises TooMany."""
    about = (key, new_share, options, passcode_hash, now())
    maker = partial(shares.make, db(), owner(), *about, code_until=code_until)
    if shown_once.make("link", key, maker):
        db().commit()
        record("link_made", owner(), key)


def _address() -> str:
    """Where shared pages are opened, for somebody elsewhere."""
    return public_address(url_for("shared.show"))


@bp.post("/code")
@login_required
def make_code() -> ResponseReturnValue:
    """Make a code that opens the page for some minutes, without private notes, and show it."""
    report_request = question()
    if report_request.problems:
        return see_other(url_for("report.show"))
    end = now() + timedelta(minutes=CODE_MINUTES)
    new_share = NewShare(
        label=message("shown_by_code"),
        name=report.given_name(db(), owner()) or account().username,
        expires_on=moments.local_day(end, account().zone),
    )
    key = _key_of_code()
    options = replace(report_request.chosen, notes=False)
    try:
        _make(key, new_share, options, code_until=end)
    except TooMany:
        flash(Message(text=message("too_many_links", most=SHARES_MOST)))
        return see_other(url_for(".show"))
    return see_other(url_for(".show_code", made=key))


def _key_of_code() -> str:
    """The key that a code is made under: another one once that of the form has ended.

    Whoever comes back to the page and taps again wants one that opens something.
    """
    key = content_id(submission(request.form.get("client_key")))
    former = shares.one(db(), owner(), key)
    is_over = former is not None and shares.is_over(former, today(), now())
    return content_id(submission(None)) if is_over else key


@bp.get("/code")
@login_required
def show_code() -> ResponseReturnValue:
    """Show a code while it opens the page; once it is over, that it is."""
    row = shown_once.row_shown(partial(shares.one, db(), owner()))
    link = ""
    if row is not None and row.code_until and not shares.is_over(row, today(), now()):
        token = made_again(shown_once.seed("link", row.id), row.token_hash)
        link = f"{_address()}#{token}" if token else ""
    return render_template(
        "shares/code.html",
        row=row,
        qr=qr_image(link) if link else "",
        address=_address(),
        reach=reach(_address()),
    )


@bp.post("/<share_id>/end")
@login_required
def end(share_id: str) -> ResponseReturnValue:
    """End a link: its next request finds nothing."""
    or_404(shares.end(db(), owner(), share_id, now()) or None)
    db().commit()
    record("link_ended", owner(), share_id)
    flash(Message(text=message("link_ended")))
    return see_other(way_back(url_for(".show")))


def _page(
    form: InputForm, *, row: ShareRow | None = None, link: str = "", problem: str = ""
) -> str:
    return render_template(
        "shares/show.html",
        form=form,
        wanted=question(),
        row=row,
        link=link,
        problem=problem,
        shares=shares.shares(db(), owner()),
        chosen=shares.chosen,
        is_over=partial(shares.is_over, now=now()),
        today=today(),
    )
