"""Teams of clinicians, as their host makes them: who is in one sees the patients of all of it."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.core.model.faults import Problem
from journal.core.model.vocabulary import TEAMS_MOST
from journal.store.accounts import handing_over, teams, ways_to_patients
from journal.store.accounts.one_time_secrets import MadeBefore, TooMany
from journal.store.db.models import Team
from journal.web.support import confirmation
from journal.web.support.account_forms import TeamForm
from journal.web.support.flash import Message, flash
from journal.web.support.host_access import account_or_404, only_hosts, team_or_404
from journal.web.support.once import content_id, submission
from journal.web.support.request import db, now, or_404, owner, see_other
from journal.web.support.security_events import record
from journal.words.messages import message

bp = Blueprint("host_teams", __name__, url_prefix="/host/teams")
bp.before_request(only_hosts)


@bp.get("")
def show() -> ResponseReturnValue:
    """Show the teams there are, and the form of a new one."""
    return _page(TeamForm(formdata=None))


def _page(form: TeamForm, problem: str = "") -> str:
    listed = teams.listed_teams(db())
    return render_template("host/teams.html", form=form, problem=problem, teams=listed)


@bp.post("")
def make() -> ResponseReturnValue:
    """Make a team, and go and fill it."""
    form = TeamForm()
    if not form.validate():
        return _page(form), 422
    key, name = content_id(submission(form.client_key.data)), (form.name.data or "").strip()
    try:
        teams.make(db(), key, name, now())
    except MadeBefore:
        return see_other(url_for(".show_team", team_id=key))
    except TooMany:
        return _page(form, message("too_many_teams", most=TEAMS_MOST)), 422
    except teams.TeamNameTaken:
        form.blame([Problem("name", "team_name_taken")])
        return _page(form), 422
    db().commit()
    record("host_made_team", owner(), key)
    return see_other(url_for(".show_team", team_id=key))


@bp.get("/<team_id>")
def show_team(team_id: str) -> ResponseReturnValue:
    """Show who is in a team, and what can be done with it."""
    return _team_page(team_or_404(team_id))


def _team_page(team: Team, problem: str = "") -> str:
    members = teams.members(db(), team.id)
    ids = {member.id for member in members}
    ways = ways_to_patients.of_team(db(), team.id)
    return render_template(
        "host/team.html",
        team=team,
        members=members,
        others=[each for each in handing_over.clinicians(db()) if each.id not in ids],
        patients=teams.patient_count(db(), team.id),
        alone={each: ways_to_patients.left_alone(ways, each, team.id) for each in ids},
        problem=problem,
    )


@bp.post("/<team_id>/members")
def add(team_id: str) -> ResponseReturnValue:
    """Put a clinician into a team: they see its patients, who are told."""
    team, account_id = team_or_404(team_id), request.form.get("account", "")
    clinicians = {each.id: each for each in handing_over.clinicians(db())}
    clinician = clinicians.get(account_id)
    if clinician is None:
        return _team_page(team, message("choose_clinician")), 422
    if status := confirmation.refused():
        return _team_page(team), status
    if teams.add_member(db(), team, clinician, now()):
        db().commit()
        record("host_added_member", owner(), clinician.id)
    flash(Message(text=message("member_added", name=clinician.username, team=team.name)))
    return see_other(url_for(".show_team", team_id=team_id))


@bp.post("/<team_id>/members/<account_id>/end")
def remove(team_id: str, account_id: str) -> ResponseReturnValue:
    """Take a clinician out of a team: the next request finds none of its patients."""
    team = team_or_404(team_id)
    clinician = account_or_404(account_id)
    or_404(teams.remove_member(db(), team, clinician, now()) or None)
    db().commit()
    record("host_removed_member", owner(), clinician.id)
    flash(Message(text=message("member_removed", name=clinician.username, team=team.name)))
    return see_other(url_for(".show_team", team_id=team_id))


@bp.post("/<team_id>/end")
def end(team_id: str) -> ResponseReturnValue:
    """End a team that has no patients."""
    team = team_or_404(team_id)
    name = team.name
    if not teams.end(db(), team):
        return _team_page(team, message("team_has_patients")), 422
    db().commit()
    record("host_ended_team", owner(), team_id)
    flash(Message(text=message("team_ended", name=name)))
    return see_other(url_for(".show"))
