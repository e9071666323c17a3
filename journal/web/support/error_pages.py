"""What is answered when a request fails: a page that keeps what was typed, or JSON."""

import logging
from typing import Final

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, SecurityError

from journal.core.model.kinds import SLUGS
from journal.core.model.records import Record
from journal.pdf import NotPrinted, PrinterBusy
from journal.store.accounts import accounts
from journal.store.db import failures
from journal.store.db.error_logging import log_fault
from journal.store.diary.later_answers import GivenLater
from journal.web.support import problems, security
from journal.web.support.once import NOT_CONTENT
from journal.web.support.readiness import NotReady
from journal.web.support.request import db, own_path, safe_path, way_back
from journal.web.support.turns import NoTurn
from journal.words.messages import message

RETRY_SECONDS: Final = 10

DELETES: Final = "entries.delete"

SHOWN_MOST: Final = 300
"""How many fields are shown again; what a person types by hand has far fewer."""

log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Let an application answer its errors by these pages."""
    app.register_error_handler(CSRFError, _token_missing)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_failed)
    app.register_error_handler(OSError, _system_failed)
    app.register_error_handler(GivenLater, _given_later)
    app.register_error_handler(NotReady, _not_ready)
    app.register_error_handler(NoTurn, _too_many_wait)
    app.register_error_handler(NoConnection, _too_many_wait)
    app.register_error_handler(PrinterBusy, _too_many_wait)
    app.register_error_handler(NotPrinted, _not_printed)
    app.register_error_handler(Exception, _broken)
    logins: LoginManager = app.login_manager  # type: ignore[attr-defined]  # Flask-Login's own
    logins.unauthorized_handler(_signed_out)


def _typed() -> list[tuple[str, str]]:
    """What was sent, but for how: to be shown again, and sent again."""
    hidden = NOT_CONTENT | {"password", "password_again", "current", "own_password"}
    return [(name, text) for name, text in request.form.items(multi=True) if name not in hidden]


def _given_later(later: GivenLater) -> ResponseReturnValue:
    """Show a tap that waited beside what was said later on another device, to choose from."""
    return _resend(409, later.record)


def _resend(status: int, meanwhile: Record | None = None) -> ResponseReturnValue:
    """Show what was typed, to be sent again under a fresh token."""
    typed = _typed()
    if len(typed) > SHOWN_MOST:
        return _failed(status)
    try:
        page = render_template(
            "errors/resend.html",
            status=status,
            typed=typed,
            slug=SLUGS[type(meanwhile)] if meanwhile else "",
            meanwhile=meanwhile,
            deletes=request.endpoint == DELETES,
            return_path=way_back(),
            client_key=request.form.get("client_key", ""),
            version=request.form.get("version", ""),
            opened=request.form.get("opened", ""),
            next=request.form.get("next", ""),
        )
    except OperationalError as wrong:  # the page asks who is signed in
        return _database_failed(wrong)
    return page, status


def _token_missing(_error: Exception) -> ResponseReturnValue:
    """The form was open for too long: what was typed is shown. One of another site shows nothing.

    Its request carries no cookie of ours, and a fresh one would take the place of the person's.
    """
    return _resend(400) if security.comes_from_here() else _failed(400)


def _signed_out() -> ResponseReturnValue:
    """Ask to sign in; what was typed is shown, to be sent again afterwards."""
    if request.method == "POST" and _typed():
        return _resend(401)
    path = own_path() if request.method == "GET" else url_for("today.show")
    if not accounts.any_account(db()):
        return redirect(url_for("accounts.register"))  # the first screen of an empty journal
    return redirect(url_for("accounts.sign_in", next=safe_path(path)))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:  # noqa: PLR2004 (Werkzeug raises redirects too)
        return error.get_response()
    if isinstance(error, SecurityError):  # under a name that is none of ours no page can be built
        return Response(f"{message('another_host')}\n", code, mimetype="text/plain")
    headers = [
        (name, value)
        for name, value in error.get_headers()
        if name.lower() not in {"content-type", "content-length"}
    ]
    if problems.are_wanted():
        return problems.problem(code, headers=dict(headers))
    try:
        return render_template("errors/error.html", code=code), code, headers
    except OperationalError as wrong:  # the page asks who is signed in
        return _database_failed(wrong)


def _database_failed(error: DBAPIError) -> ResponseReturnValue:
    """An error of the database, each kind by its own name."""
    match failures.kind_of(error):
        case "busy":
            return _busy(error)
        case "full":
            return _full(error)
        case "misfit" | "damaged" as kind:
            log.error("The database is %s: %s", kind, failures.reason(error))
            return _failed(500)
    return _broken(error)


def _system_failed(error: OSError) -> ResponseReturnValue:
    return _full(error) if failures.disk_is_full(error) else _broken(error)


def _busy(error: DBAPIError) -> ResponseReturnValue:
    """The database did not answer in time; nothing was saved, and what was typed is shown."""
    log.error("The database did not answer: %s", failures.reason(error))
    return _not_now()


def _not_ready(_error: NotReady) -> ResponseReturnValue:
    """The database cannot be used yet, which was logged; what was typed is shown."""
    return _not_now()


def _too_many_wait(_error: Exception) -> ResponseReturnValue:
    """More is asked than can be answered; nothing was saved, and what was typed is shown."""
    log.warning("More is asked than can be answered: %s %s", request.method, request.path)
    return _not_now()


def _not_now() -> Response:
    answer = _not_saved(503)
    answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _full(error: Exception) -> ResponseReturnValue:
    """The disk is full; nothing was saved, and what was typed is shown."""
    log.error("The disk is full: %s", failures.reason(error))
    return _not_saved(507)


def _not_saved(status: int) -> Response:
    g.failed = True
    return current_app.make_response(_resend(status) if _may_resend() else _failed(status))


def _may_resend() -> bool:
    """Whether something was typed that can be shown."""
    try:
        return request.method == "POST" and not problems.are_wanted() and bool(_typed())
    except HTTPException:  # more than is taken, or not to be read
        return False


def _broken(error: Exception) -> ResponseReturnValue:
    """A fault of ours. It is logged without what was typed."""
    log_fault(log, error, "A request failed: %s %s", request.method, request.path)
    return _failed(500)


def _not_printed(error: Exception) -> ResponseReturnValue:
    """No PDF could be made, and would not be a second time; the page can be printed instead."""
    log_fault(log, error, "No PDF was made: %s", request.path)
    return _failed(500, "no_pdf")


def _failed(code: int, reason: str = "") -> ResponseReturnValue:
    """Say so on a page that stands alone: it asks neither the database nor the session."""
    g.failed = True
    if problems.are_wanted():
        return problems.problem(code)
    return render_template("errors/error.html", code=code, reason=reason or code), code
