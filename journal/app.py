"""The application: the one place where all parts meet."""

import secrets
from contextlib import suppress
from typing import Any, Final

from flask import Flask, g, request
from flask_login import current_user
from jinja2 import StrictUndefined
from sqlalchemy import Engine

from journal import clock, zone_data
from journal.config import ROOT, Settings, WrongSetting
from journal.store.accounts import accounts
from journal.store.db import owner_wall
from journal.store.db.engine import pages_engine
from journal.store.db.options import silence_limit
from journal.store.db.preparing import bring_up_to_date, opened, put_up_wall
from journal.store.db.replica import replica_of
from journal.store.db.sessions import session
from journal.web import accounts as account_doors
from journal.web import (
    api,
    audit,
    care,
    charts,
    days,
    diary,
    entries,
    entry,
    episodes,
    exercise_pictures,
    experiment,
    exports,
    flare_plans,
    goals,
    handouts,
    health,
    host,
    host_patients,
    host_teams,
    imports,
    insight,
    ladders,
    metrics,
    off_ramp,
    offline,
    own_lists,
    pages,
    passkeys,
    patient_plans,
    patients,
    pauses,
    programme,
    programme_templates,
    recall,
    relief,
    reminders,
    report,
    rest_days,
    shared,
    shares,
    signing_in,
    single_sign_on,
    today,
    tokens,
    welcome,
    zone_rules,
)
from journal.web import session as session_doors
from journal.web.support import (
    access_log,
    compression,
    confirmation,
    cookie_session,
    error_pages,
    flash,
    formatting,
    going_back,
    languages,
    measures,
    mounting,
    once,
    readiness,
    revision_cache,
    scripts,
    security,
    shown_once,
    static_files,
)
from journal.web.support.form_request import FormRequest
from journal.web.support.replica_reading import REPLICA
from journal.web.support.request import ENGINE, OWN_ENGINE, SETTINGS, close_db

JINJA: Final = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "autoescape": True,
    "cache_size": -1,  # all are kept; a limit is a list that is looked through at each use
}


def create_app(settings: Settings | None = None) -> Flask:
    """The application of these settings (or the environment's), on a database that is up to date.

    One on PostgreSQL may come up later. Raises WrongSetting, WrongDatabase, InUse, NewerDatabase
    and RowsLost.
    """
    zone_data.use_newer()
    settings = settings or Settings.from_env()
    app = Flask("journal", template_folder=ROOT / "templates", static_folder=scripts.STATIC)
    app.request_class = FormRequest
    _observe(app, settings)
    app.extensions[OWN_ENGINE] = own = _ready_engine(app, settings)
    app.extensions[ENGINE] = pages_engine(own, settings)
    app.extensions[REPLICA] = replica_of(settings, own)
    app.extensions[SETTINGS] = settings
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts) or None
    app.config["PERMANENT_SESSION_LIFETIME"] = settings.idle_limit
    app.jinja_options = JINJA
    languages.install(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals |= {"new_key": once.next_key, "shown_minutes": shown_once.minutes}
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of Flask's own provider
    app.jinja_env.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    for part in (compression, confirmation, formatting, going_back, revision_cache, scripts):
        part.install(app)
    security.protect(app)
    for doors in DOORS:
        app.register_blueprint(doors.bp)
    if settings.identity_provider is not None:
        app.register_blueprint(single_sign_on.bp)
    app.jinja_env.globals["provider"] = settings.identity_provider
    app.teardown_appcontext(close_db)
    app.url_defaults(static_files.give_version)
    app.context_processor(_shared)
    error_pages.install(app)
    _surround(app, settings)
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
    exercise_pictures,
    experiment,
    session_doors,
    exports,
    flare_plans,
    goals,
    ladders,
    imports,
    account_doors,
    signing_in,
    host,
    host_patients,
    host_teams,
    entry,
    passkeys,
    patient_plans,
    programme_templates,
    handouts,
    audit,
    reminders,
    pauses,
    rest_days,
    recall,
    off_ramp,
    own_lists,
    tokens,
    welcome,
    zone_rules,
    pages,
    health,
    api,
    offline,
)


def _ready_engine(app: Flask, settings: Settings) -> Engine:
    """The engine of the database, which is ready or, on PostgreSQL, is as soon as it can be."""
    engine = opened(settings)

    def make_ready() -> None:
        with silence_limit(settings.database_silence):
            bring_up_to_date(engine, settings, clock.now())
            put_up_wall(engine, settings)
            with session(engine, writes=False) as reading:
                app.secret_key = settings.key(accounts_exist=accounts.any_account(reading))
        app.extensions.pop(cookie_session.SIGNER, None)

    app.before_request(owner_wall.see_nobody)
    waiting = readiness.Readiness(make_ready)
    readiness.install(app, waiting)
    app.secret_key = secrets.token_hex()  # where there is none yet, nobody is signed in either
    with suppress(WrongSetting):
        app.secret_key = settings.key(accounts_exist=True)
    if settings.sqlite_file is None:
        with suppress(readiness.NotReady):
            waiting.make_sure()
        return engine
    try:
        make_ready()
    except BaseException:
        engine.dispose()
        raise
    waiting.is_ready = True
    return engine


def _observe(app: Flask, settings: Settings) -> None:
    """Log and count requests, where the host wants it; first, so that all of one is timed."""
    if settings.access_log:
        access_log.install(app)
    if settings.metrics_token:
        measures.install(app)
        app.register_blueprint(metrics.bp)


def _surround(app: Flask, settings: Settings) -> None:
    """Put around an application what a request goes through before it."""
    if settings.trusted_hosts:
        app.wsgi_app = security.LoopbackHealth(app.wsgi_app, settings.trusted_hosts)  # type: ignore[method-assign]  # as Flask documents it
    mounted = mounting.Mounted(static_files.before(app), settings.public_path, _first_parts(app))
    app.wsgi_app = security.believe_proxies(mounted, settings.trusted_proxies)  # type: ignore[method-assign, assignment]  # as Flask documents it


def _first_parts(app: Flask) -> set[str]:
    """What the journal's own addresses begin with."""
    return {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}


def _shared() -> dict[str, Any]:  # names of any kind, for templates
    """What every page may use. On a page that stands alone nobody is asked who they are."""
    if g.get("failed") or cookie_session.is_shared(request.path):
        return {"bare": True}
    theme = current_user.account.theme if current_user.is_authenticated else "system"
    return {
        "bare": False,
        "theme": theme,
        "over_plain_http": security.over_plain_http,
        "pop_messages": flash.pop,
    }
