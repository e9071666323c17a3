"""Patients handed over by their host, from a clinician or a team to another one."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.store.accounts import handing_over, teams
from journal.store.accounts.handing_over import Carer, Patient
from journal.web.support import confirmation
from journal.web.support.flash import Message, flash
from journal.web.support.host_access import only_hosts, other_account, team_or_404
from journal.web.support.request import account, db, now, owner, see_other
from journal.web.support.security_events import record
from journal.words.account_list import handed_over_text
from journal.words.messages import message

bp = Blueprint("host_patients", __name__, url_prefix="/host")
bp.before_request(only_hosts)


@bp.get("/accounts/<account_id>/patients")
def of_clinician(account_id: str) -> ResponseReturnValue:
    """Show whom a clinician looks after, and to whom these can be handed over."""
    return _page(_clinician(account_id))


@bp.post("/accounts/<account_id>/patients")
def from_clinician(account_id: str) -> ResponseReturnValue:
    """Ask who of a clinician's patients moves; agreed to, hand over whom the question named."""
    back = url_for("host.show_account", account_id=account_id)
    return _handed_over(_clinician(account_id), back)


@bp.get("/teams/<team_id>/patients")
def of_team(team_id: str) -> ResponseReturnValue:
    """Show whom a team looks after, and to whom these can be handed over."""
    return _page(_team(team_id))


@bp.post("/teams/<team_id>/patients")
def from_team(team_id: str) -> ResponseReturnValue:
    """Ask who of a team's patients moves; agreed to, hand over whom the question named."""
    return _handed_over(_team(team_id), url_for("host_teams.show_team", team_id=team_id))


def _clinician(account_id: str) -> Carer:
    person = other_account(account_id)
    return Carer(person.id, person.username)


def _team(team_id: str) -> Carer:
    team = team_or_404(team_id)
    return Carer(team.id, team.name, is_team=True)


class NoChoice(Exception):
    """Why what was chosen cannot happen, in a sentence."""


def _page(former: Carer, problem: str = "") -> str:
    return render_template(
        "host/patients.html",
        former=former,
        patients=handing_over.patients(db(), former),
        carers=[each for each in handing_over.carers(db()) if each != former],
        to=request.form.get("to", ""),
        everybody=request.form.get("who", "all") == "all",
        chosen=request.form.getlist("patient"),
        problem=problem,
        teams=[] if former.is_team else teams.names_of_member(db(), former.id),
    )


def _question(former: Carer, latter: Carer, patients: Sequence[Patient]) -> str:
    """Ask, naming them, whether these patients move: whatever was ticked is shown before."""
    return render_template("host/hand_over.html", former=former, latter=latter, patients=patients)


def _chosen(former: Carer) -> tuple[Carer, list[Patient]]:
    """Who gets which patients, as it was chosen. Raises NoChoice.

    All of them can be asked about, but only those move whom the question has named.
    """
    latter = handing_over.carer_named(db(), request.form.get("to", ""))
    if latter is None or latter == former:
        raise NoChoice(message("choose_carer"))
    ticked, everybody = request.form.getlist("patient"), request.form.get("who") == "all"
    if everybody and ticked:
        raise NoChoice(message("all_or_some"))
    movers = [
        each
        for each in handing_over.patients(db(), former)
        if (each.id in ticked or (everybody and "sure" not in request.form))
        and each.id != latter.id
    ]
    if not movers:
        raise NoChoice(message("choose_patient"))
    return latter, movers


def _handed_over(former: Carer, back: str) -> ResponseReturnValue:
    """Ask about what was chosen; agreed to, hand over the patients that the question has named."""
    try:
        latter, movers = _chosen(former)
    except NoChoice as reason:
        return _page(former, str(reason)), 422
    if "sure" not in request.form:
        return _question(former, latter, movers)
    if status := confirmation.refused():
        return _question(former, latter, movers), status
    ids = [each.id for each in movers]
    owners = handing_over.hand_over(db(), account(), former, latter, now(), ids)
    db().commit()
    for patient in owners:
        record("host_handed_over", owner(), patient)
    flash(Message(text=handed_over_text(len(owners), latter.name)))
    return see_other(back)
