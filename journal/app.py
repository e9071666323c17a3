"""The application: the one place where all parts meet."""

import hashlib
import logging
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError
from jinja2 import StrictUndefined
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from whitenoise import WhiteNoise

from journal import clock, zone_data
from journal.config import ROOT, Settings, WrongSetting
from journal.pdf import PrinterBusy
from journal.store.accounts import accounts
from journal.store.db import failures
from journal.store.db.error_logging import log_fault
from journal.store.db.preparing import prepared
from journal.store.db.sessions import session
from journal.store.diary import actions
from journal.web import accounts as account_doors
from journal.web import (
    api,
    care,
    charts,
    days,
    diary,
    entries,
    episodes,
    experiment,
    exports,
    imports,
    insight,
    offline,
    pages,
    patients,
    programme,
    relief,
    reminders,
    report,
    shared,
    shares,
    signing_in,
    today,
    tokens,
    welcome,
)
from journal.web import session as session_doors
from journal.web.support import (
    compression,
    flash,
    formatting,
    languages,
    problems,
    revision_cache,
    scripts,
    security,
)
from journal.web.support.forms import NOT_CONTENT
from journal.web.support.request import ENGINE, SETTINGS, FormRequest, close_db, db, safe_path
from journal.web.support.turns import NoTurn

STATIC: Final = ROOT / "static"
FONT: Final = ".woff2"
A_YEAR: Final = 31_536_000
RETRY_SECONDS: Final = 10
SHOWN_MOST: Final = 300
"""How many fields are shown again; what a person types by hand has far fewer."""

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> Flask:
    """The application of these settings (or the environment's), on a database that is up to date.

    Raises WrongSetting, WrongDatabase, InUse, NewerDatabase and RowsLost.
    """
    zone_data.use_newer()
    settings = settings or Settings.from_env()
    app = Flask("journal", template_folder=ROOT / "templates", static_folder=STATIC)
    app.request_class = FormRequest
    engine = prepared(settings, clock.now())
    app.secret_key = _key(settings, engine)
    app.extensions[ENGINE] = engine
    app.extensions[SETTINGS] = settings
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    app.config["PERMANENT_SESSION_LIFETIME"] = accounts.LOGIN_LASTS
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    languages.install(app)
    app.jinja_env.undefined = StrictUndefined
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of Flask's own provider
    app.jinja_env.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    compression.install(app)
    formatting.install(app)
    revision_cache.install(app)
    scripts.install(app)
    security.protect(app)
    for doors in DOORS:
        app.register_blueprint(doors.bp)
    app.teardown_appcontext(close_db)
    app.url_defaults(_versioned)
    app.context_processor(_shared)
    _answer_errors(app)
    if settings.trusted_hosts:
        app.wsgi_app = security.LoopbackHealth(app.wsgi_app, settings.trusted_hosts)  # type: ignore[method-assign]  # as Flask documents it
    app.wsgi_app = security.believe_proxies(_static_files(app), settings.trusted_proxies)  # type: ignore[method-assign, assignment]  # as Flask documents it
    return app


DOORS: Final = (
    today,
    entries,
    episodes,
    relief,
    days,
    diary,
    charts,
    report,
    shares,
    shared,
    care,
    patients,
    insight,
    programme,
    experiment,
    session_doors,
    exports,
    imports,
    account_doors,
    signing_in,
    reminders,
    tokens,
    welcome,
    pages,
    api,
    offline,
)


def _key(settings: Settings, engine: Engine) -> str:
    """The secret key; lets go of the database where there is none. Raises WrongSetting."""
    try:
        with session(engine, writes=False) as reading:
            return settings.key(accounts_exist=accounts.any_account(reading))
    except WrongSetting:
        engine.dispose()
        raise


def _static_files(app: Flask) -> WhiteNoise:
    """The application behind its static files, which never change under one address."""
    files = WhiteNoise(
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        max_age=A_YEAR,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_guard_file,
    )
    files.add_files(STATIC, prefix=f"static/{scripts.version()}/")
    return files


def _guard_file(headers: Any, _path: str, _url: str) -> None:  # wsgiref's, which WhiteNoise hands
    for name, value in security.HEADERS.items():
        headers[name] = value


@cache
def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]


def _versioned(endpoint: str, values: dict[str, Any]) -> None:  # Flask's own arguments
    """Add to the address of a static file what changes when the file does.

    Not to a font's: the stylesheet names it without, and it should be fetched once. A script's
    stands in its folder, so that scripts find each other.
    """
    filename = values.get("filename", FONT)
    if endpoint != "static" or filename.endswith(FONT):
        return
    if scripts.is_module(filename):
        values["filename"] = scripts.address(filename)
    else:
        values["v"] = _fingerprint(STATIC / filename)


def _shared() -> dict[str, Any]:  # names of any kind, for templates
    """What every page may use. On a page that stands alone nobody is asked who they are."""
    if g.get("failed") or security.is_shared(request.path):
        return {"bare": True}
    theme = current_user.account.theme if current_user.is_authenticated else "system"
    return {
        "bare": False,
        "theme": theme,
        "over_plain_http": security.over_plain_http,
        "take_messages": flash.take,
        "new_key": actions.new_id,
    }


def _answer_errors(app: Flask) -> None:
    app.register_error_handler(CSRFError, _token_missing)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_failed)
    app.register_error_handler(OSError, _system_failed)
    app.register_error_handler(NoTurn, _too_many_wait)
    app.register_error_handler(PrinterBusy, _too_many_wait)
    app.register_error_handler(Exception, _broken)
    logins: LoginManager = app.login_manager  # type: ignore[attr-defined]  # Flask-Login's own
    logins.unauthorized_handler(_signed_out)


def _typed() -> list[tuple[str, str]]:
    """What was sent, but for how: to be shown again, and sent again."""
    hidden = NOT_CONTENT | {"password", "password_again", "current", "own_password"}
    return [(name, text) for name, text in request.form.items(multi=True) if name not in hidden]


def _resend(status: int) -> ResponseReturnValue:
    """Show what was typed, to be sent again under a fresh token."""
    typed = _typed()
    if len(typed) > SHOWN_MOST:
        return _failed(status)
    try:
        page = render_template(
            "errors/resend.html",
            status=status,
            typed=typed,
            client_key=request.form.get("client_key", ""),
            version=request.form.get("version", ""),
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
    path = request.full_path.rstrip("?") if request.method == "GET" else url_for("today.show")
    if not accounts.any_account(db()):
        return redirect(url_for("accounts.register"))  # the first screen of an empty journal
    return redirect(url_for("accounts.sign_in", next=safe_path(path)))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:  # noqa: PLR2004 (Werkzeug raises redirects too)
        return error.get_response()
    if isinstance(error, SecurityError):  # under a name that is none of ours no page can be built
        return Response(
            "The journal does not answer under this name.\n", code, mimetype="text/plain"
        )
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
    answer = _not_saved(503)
    answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _too_many_wait(_error: Exception) -> ResponseReturnValue:
    """More is asked than can be answered; nothing was saved, and what was typed is shown."""
    log.warning("More is asked than can be answered: %s %s", request.method, request.path)
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


def _failed(code: int) -> ResponseReturnValue:
    """Say so on a page that stands alone: it asks neither the database nor the session."""
    g.failed = True
    if problems.are_wanted():
        return problems.problem(code)
    return render_template("errors/error.html", code=code), code
