"""What a link shows, to whoever has it.

The token stands behind the ``#`` of the link, which no browser sends: a script takes it from
there and asks for the page with it in a header. Only GET is answered, and no cookie is read.
"""

from typing import Final
from urllib.parse import unquote

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from journal.access.passwords import is_right
from journal.core.account.sharing import passcode_typed, shown_on
from journal.store.accounts import shares
from journal.store.db.models import Account, ShareRow
from journal.store.db.owner_wall import see
from journal.web.support import limits
from journal.web.support.cookie_session import SHARED
from journal.web.support.report_views import on_sheets, report_of
from journal.web.support.request import db, noted_if_free, now, or_404, today
from journal.web.support.security_events import record
from journal.words.messages import message

bp = Blueprint("shared", __name__, url_prefix=SHARED)

SCHEME: Final = "Share "
PASSCODE: Final = "Share-Passcode"
"""The header with the passcode, percent-encoded as UTF-8."""


@bp.get("", provide_automatic_options=False)
def show() -> ResponseReturnValue:
    """Show the page that asks for what a link stands for; it holds nothing of anybody."""
    return render_template("shared/show.html")


@bp.get("/page", provide_automatic_options=False)
def page() -> ResponseReturnValue:
    """Show what the link of a token shows; whatever opens nothing is one same 404."""
    account, share = or_404(shares.behind(db(), _token(), now()))
    if refusal := _refusal(share):
        return refusal
    see(account.id)
    since, by_code = share.last_opened_at, share.code_until is not None
    if since is None or now() - since >= shares.OPENED_AGAIN_AFTER:
        noted_if_free(
            lambda noting: shares.opened(noting, share.owner_id, share.id, now(), by_code=by_code)
        )
    record("link_opened", share.owner_id, share.id)
    return _sheets(account, share)


@bp.get("/open", provide_automatic_options=False)
def is_open() -> ResponseReturnValue:
    """204 while the link of a token opens its page, so that a page shown by code can go."""
    or_404(shares.behind(db(), _token(), now()))
    return "", 204


def _token() -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix(SCHEME) if header.startswith(SCHEME) else ""


def _refusal(share: ShareRow) -> ResponseReturnValue | None:
    """401 unless the right passcode was sent, 429 where too many were tried; else None."""
    if share.passcode_hash is None:
        return None
    passcode = request.headers.get(PASSCODE)
    if passcode is None:
        return _refused(401)
    tries = limits.passcodes(share.id)
    if limits.are_over(tries):
        return _refused(429)
    if not is_right(share.passcode_hash, passcode_typed(unquote(passcode))):
        record("passcode_failed", share.owner_id, share.id)
        return _refused(401)
    limits.refund(tries)
    return None


def _refused(status: int) -> ResponseReturnValue:
    answer = Response(f"{message('needs_passcode')}\n", status, mimetype="text/plain")
    answer.headers["WWW-Authenticate"] = SCHEME.strip()
    return answer


def _sheets(account: Account, share: ShareRow) -> str:
    """The sheets of what was chosen, under the name the person gave for this link."""
    options = shown_on(shares.chosen(share), today(account), rolling=share.rolling)
    report = report_of(account, options, share.name)
    return render_template(
        "shared/_page.html", share=share, zone=account.zone, **on_sheets(report, account.clock)
    )


@bp.after_request
def keep_out_of_indexes(response: Response) -> Response:
    """Let no search engine keep what a link shows."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
