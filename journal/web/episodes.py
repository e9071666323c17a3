"""The spasm that is on now: started in one tap, ended in one tap."""

from datetime import datetime, timedelta

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model import records as r
from journal.core.model.fields import Moment, Unreadable
from journal.core.model.vocabulary import BEGAN_AGO
from journal.store.diary import actions, episodes, queries
from journal.store.diary.running import AnotherIsOn
from journal.web.entries import announce, tap
from journal.web.support.request import (
    db,
    now,
    or_404,
    owner,
    see_other,
    typed_at,
    typed_zone,
    way_back,
)

bp = Blueprint("episodes", __name__, url_prefix="/episodes")


@bp.app_context_processor
def beginnings() -> dict[str, object]:
    """What every page with a way to start a spasm offers, the one without a network too."""
    return {"began_ago": BEGAN_AGO}


@bp.get("/now")
@login_required
def at_once() -> ResponseReturnValue:
    """Show nothing but the way to start a spasm, or to end the one that is on."""
    return render_template(
        "episodes/now.html",
        theme="dark",
        running=queries.running_episode(db(), owner()),
        now=now(),
    )


@bp.post("/start")
@login_required
def start() -> ResponseReturnValue:
    """Start an episode; where one is on, ask whether it is the same."""
    sent, made = tap()
    if made is None:
        begun = episodes.starting(db(), owner(), sent.client_key, _began(), typed_zone())
        try:
            made = episodes.add(db(), owner(), begun, sent, request.form.get("running", ""))
        except AnotherIsOn as other:
            running = other.running
            page = render_template("episodes/running.html", running=running, starting=begun)
            return page, 409
        db().commit()
    announce(made)
    return see_other(way_back())


def _began() -> datetime:
    """When it began: the moment that was sent, or so many minutes before it was typed."""
    if text := request.form.get("started_at"):
        try:
            return min(Moment().read(text), now())
        except Unreadable:
            abort(422)
    ago = request.form.get("ago", "0")
    if ago not in map(str, BEGAN_AGO):
        abort(422)
    return typed_at() - timedelta(minutes=int(ago))


@bp.post("/<key>/end")
@login_required
def end(key: str) -> ResponseReturnValue:
    """It eased: the episode ends now. One that has ended already is left alone."""
    row = or_404(queries.row(db(), r.Episode, owner(), key))
    episode = actions.stored(db(), r.Episode, row)
    sent, made = tap()
    if made is None and episode.ended_at is None:
        made = or_404(episodes.end(db(), owner(), episode, sent, typed_at()))
        db().commit()
    if made is not None:
        announce(made, None, episode)
    return see_other(way_back())
