"""The spasm that is on now: started in one tap, ended in one tap."""

from datetime import datetime, timedelta
from typing import Any, Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.core.diary.durations import how_long
from journal.core.diary.relief_offers import use_key
from journal.core.model import records as r
from journal.core.model.amounts import dose_key
from journal.core.model.faults import Unreadable
from journal.core.model.fields import OwnWords, Several
from journal.core.model.inputs import columns
from journal.core.model.kinds import SLUGS
from journal.core.model.names import named_once
from journal.core.model.periods import Period
from journal.core.model.time_fields import Moment
from journal.core.model.vocabulary import BEGAN_AGO
from journal.store.diary import actions, episodes, queries, row_writing
from journal.store.diary.own_topics import symptoms
from journal.store.diary.relief import in_use, offered
from journal.store.diary.running import MERGE, PART, AnotherIsOn
from journal.store.diary.spasm_keys import episode_id
from journal.store.diary.spasm_screen import all_episodes
from journal.web.support import in_place
from journal.web.support.announcing import announce
from journal.web.support.flare_plan_views import plan_day_of, plan_to_begin
from journal.web.support.flash import Message, flash
from journal.web.support.formatting import time_text
from journal.web.support.off_ramp import plan_of_spasm
from journal.web.support.once import submit_once
from journal.web.support.overlap_questions import KEEP, after_answer, announce_answer, pair_of
from journal.web.support.request import (
    db,
    now,
    or_404,
    owner,
    read_again,
    see_other,
    today,
    way_back,
)
from journal.web.support.revision_cache import cached
from journal.web.support.stored_records import row_and_record
from journal.web.support.typed_moments import ended_at, typed_at, typed_zone, waited_since
from journal.words.durations import how_long_sentences
from journal.words.messages import message

QUESTIONS: Final = ("triggers", "symptoms")
"""What is asked after a spasm, one a screen; each may be skipped."""

TILES: Final = 6
"""So many methods of relief are offered at once while a spasm is on; the others unfold."""

ROUNDED: Final = timedelta(seconds=2)
"""So far apart is one moment that two requests tell in whole seconds before they came."""

bp = Blueprint("episodes", __name__, url_prefix="/episodes")


@bp.app_context_processor
def beginnings() -> dict[str, object]:
    """What every page with a way to start a spasm offers, the one without a network too."""
    return {"began_ago": BEGAN_AGO}


@bp.get("/now")
@login_required
def at_once() -> ResponseReturnValue:
    """Show the spasm that is on and nothing else, or the ways to start one."""
    return render_template("episodes/now.html", theme="dark", **_spasm(), relapse=plan_of_spasm())


@bp.after_app_request
def answer_in_place(response: Response) -> Response:
    """Answer a tap on that page with what changed on it, while the spasm goes on."""
    arguments = in_place.leads_to(response, "episodes.at_once")
    whole = request.endpoint in {"episodes.start", "episodes.end"}
    if arguments is None or whole or not current_user.is_authenticated:
        return response
    read_again()
    page = _spasm()
    if page["running"] is None:
        return response
    return in_place.put_in(response, render_template("episodes/changed.html", **page))


def _spasm() -> dict[str, Any]:  # what the templates name, of any type
    running = episodes.running_at(db(), owner(), now())
    if running is None:
        return {"running": None}
    spasm = running.episode
    period = Period(spasm.day, max(spasm.day, today()))
    reliefs = queries.of_period(db(), r.Relief, owner(), period)
    return {
        "running": running,
        "level": running.levels[-1].level if running.levels else None,
        "offered": offered(db(), owner(), in_use(db(), owner()), spasm.day),
        "tiles": TILES,
        "used": [relief for relief in reliefs if relief.episode_id == spasm.id],
        "ask_at": running.ask_at,
        "lasting": lasting(),
        "plan": plan_to_begin(),
        "plan_day": plan_day_of(today()),
        "now": now(),
        "today": today(),
    }


def lasting() -> list[str]:
    """What earlier spasms were like, seen from now; nothing before five of them ended."""
    lengths = how_long(cached(lambda: all_episodes(db(), owner()), "episodes"), now())
    return [] if lengths is None else how_long_sentences(lengths)


@bp.get("/<key>/ended")
@login_required
def ended(key: str) -> ResponseReturnValue:
    """Show what a spasm was, and one of the questions that may be answered or skipped.

    Of one that goes on, as after an undo, what is tapped while it does.
    """
    _, episode = row_and_record(r.Episode, key)
    question = request.args.get("question", QUESTIONS[0])
    if episode.ended_at is None:
        return redirect(url_for("episodes.at_once"))
    if question not in QUESTIONS:
        return redirect(url_for("today.show"))
    period = Period(episode.day, episode.last_day or episode.day)
    reliefs = queries.of_period(db(), r.Relief, owner(), period)
    return render_template(
        "episodes/ended.html",
        theme="dark",
        episode=episode,
        levels=queries.levels_of(db(), owner(), key),
        used={
            (use_key(relief.method, relief.name), dose_key(relief.dose, relief.unit)): relief
            for relief in reliefs
            if relief.episode_id == key
        }.values(),
        question=question,
        after=_after(question, key),
        answered=getattr(episode, question),
        own=named_once([*episode.own_symptoms, *own_symptoms()]) if question == "symptoms" else [],
        own_answered=episode.own_symptoms,
    )


def own_symptoms() -> list[str]:
    """The names of the person's own symptoms that are still asked."""
    return [topic.name for topic in symptoms(db(), owner()) if topic.is_asked]


@bp.post("/<key>/ended")
@login_required
def tell(key: str) -> ResponseReturnValue:
    """Keep the answer to one of the questions, and go on to the next."""
    row, before = row_and_record(r.Episode, key)
    question = request.form.get("question", "")
    if question not in QUESTIONS:
        abort(422)
    submission, change = submit_once()
    if change is None:
        answered = before.with_(**{name: _answer(name) for name in _fields_of(question)})
        record = actions.linked(db(), owner(), answered, before, submission.waited_since)
        change = actions.change(db(), row, record, submission)
        db().commit()
    announce(change)
    return see_other(_after(question, key))


def _fields_of(question: str) -> list[str]:
    """The fields that a question is about: with the symptoms those of the person's own."""
    own = question == "symptoms" and "own_asked" in request.form
    return [question, "own_symptoms"] if own else [question]


def _answer(question: str) -> Any:  # the field's own type
    field = next(column.field for column in columns(r.Episode) if column.name == question)
    assert isinstance(field, Several | OwnWords)  # noqa: S101 (both questions are lists)
    try:
        value = field.read_all(request.form.getlist(question))
    except Unreadable:
        abort(422)
    if field.fault(value):
        abort(422)
    return value


def _after(question: str, key: str) -> str:
    """Where to go after a question: to the next one, or to Today."""
    later = QUESTIONS[QUESTIONS.index(question) + 1 :]
    return (
        url_for("episodes.ended", key=key, question=later[0]) if later else url_for("today.show")
    )


@bp.post("/start")
@login_required
def start() -> ResponseReturnValue:
    """Start an episode; where one is on, ask whether it is the same."""
    submission, change = submit_once()
    if change is None:
        begun = _starting(submission.client_key)
        try:
            change = episodes.add(
                db(), owner(), begun, submission, request.form.get("running", "")
            )
        except AnotherIsOn as reason:
            page = render_template("episodes/running.html", another=reason, starting=begun)
            return page, 409
        db().commit()
    announce(change)
    return see_other(way_back())


def _starting(key: str) -> r.Episode:
    """The episode that begins; one that waited may have ended since."""
    begun = episodes.starting(key, _began(), typed_zone())
    end = ended_at()
    return begun if end is None else begun.with_(ended_at=max(end, begun.started_at))


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


@bp.post("/<key>/overlap")
@login_required
def answer_overlap(key: str) -> ResponseReturnValue:
    """Make one of two spasms that overlap, or keep them as the two that they are."""
    submission, change = submit_once()
    if change is None:
        pair = pair_of(key, request.form.get("other", ""))
        choice = request.form.get("running", "")
        if choice not in (MERGE, PART, KEEP):
            abort(422)
        change = after_answer(pair, choice, submission)
        db().commit()
    if change is not None:
        announce_answer(change, request.form.get("running", ""))
    return see_other(way_back())


@bp.post("/<key>/end")
@login_required
def end(key: str) -> ResponseReturnValue:
    """It eased: the episode ends now. Of one that has ended already it is said when."""
    row = queries.row(db(), r.Episode, owner(), key)
    if row is None:  # the key of one that was begun on a device
        key = or_404(episode_id(db(), owner(), key))
        row = or_404(queries.row(db(), r.Episode, owner(), key))
    episode = row_writing.stored(db(), r.Episode, row)
    submission, change = submit_once()
    if change is None and episode.ended_at is None:
        change = or_404(episodes.end(db(), owner(), episode, submission, typed_at()))
        db().commit()
    if change is not None:
        announce(change, None, episode)
    elif episode.ended_at is not None and not _came_with_start(episode):
        time = time_text(episode.ended_at, episode.zone)
        flash(Message(text=message("had_ended", time=time), slug=SLUGS[r.Episode]))
    return see_other(way_back())


def _came_with_start(episode: r.Episode) -> bool:
    """Whether an end that waited is the one with which its spasm came, to the second or two."""
    if waited_since() is None or episode.ended_at is None:
        return False
    return abs(max(typed_at(), episode.started_at) - episode.ended_at) <= ROUNDED
