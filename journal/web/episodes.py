"""The spasm that is on now: started in one tap, ended in one tap."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core import records as r
from journal.core.fields import Moment, Unreadable
from journal.core.moments import local_day
from journal.core.vocabulary import BEGAN_AGO, LEVEL_HIGHEST
from journal.store import actions, queries
from journal.store.models import Change
from journal.web.entries import announce, tap
from journal.web.request import (
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

STILL_TRUE: Final = timedelta(minutes=30)
STEP: Final = 2.5
"""How much lower each level stands in a curve that is a hundred wide."""


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
        running = queries.running_episode(db(), owner())
        begun = starting(sent.client_key, _began(), typed_zone())
        if running is not None and request.form.get("running") != "end":
            page = render_template("episodes/running.html", running=running, starting=begun)
            return page, 409
        if running is not None:
            ending = actions.Submission(actions.new_id(), sent.digest, sent.at)
            ended(running, ending, begun.started_at)
        made = actions.add(db(), owner(), begun, sent)
        db().commit()
    announce(made)
    return see_other(way_back())


@dataclass(frozen=True, slots=True)
class Running:
    """The spasm that is on: the record, and the levels noted since it began, in order."""

    episode: r.Episode
    levels: list[r.PainLevel]
    now: datetime

    @property
    def minutes(self) -> int:
        """How long it has lasted by now."""
        return int((self.now - self.episode.started_at).total_seconds() // 60)

    @property
    def latest(self) -> int | None:
        """The level noted last, if that is not long ago: what a relief tried now starts from."""
        if not self.levels or self.now - self.levels[-1].recorded_at > STILL_TRUE:
            return None
        return self.levels[-1].level

    @property
    def curve(self) -> list[tuple[float, float, int]]:
        """Each level as a point: across from the start (0) to now (100), height, and level."""
        whole = max((self.now - self.episode.started_at).total_seconds(), 60)
        return [
            (
                round(100 * (it.recorded_at - self.episode.started_at).total_seconds() / whole, 1),
                STEP * (LEVEL_HIGHEST - it.level),
                it.level,
            )
            for it in self.levels
        ]


def running_now() -> Running | None:
    """The spasm that is on, with its levels; None where none is."""
    episode = queries.running_episode(db(), owner())
    if episode is None:
        return None
    return Running(episode, queries.levels_of(db(), owner(), episode.id), now())


def starting(key: str, started_at: datetime, zone: str) -> r.Episode:
    """The episode that begins, where the last one was."""
    last = queries.latest_episodes(db(), owner(), 1)
    return r.Episode(
        id=key,
        day=local_day(started_at, zone),
        zone=zone,
        started_at=started_at,
        regions=last[0].regions if last else (),
    )


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
        made = ended(episode, sent, typed_at())
        db().commit()
    if made is not None:
        announce(made)
    return see_other(way_back())


def ended(episode: r.Episode, sent: actions.Submission, at: datetime) -> Change:
    """The change by which an episode ends."""
    row = or_404(queries.row(db(), r.Episode, owner(), episode.id))
    return actions.change(db(), row, episode.but(ended_at=max(at, episode.started_at)), sent)
