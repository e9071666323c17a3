"""Entries that newer rules of their time zone make wrong: shown, and corrected."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.zone_rules import GROUPS, MOST, Correction
from journal.store.db.models import Change
from journal.store.diary import actions, zone_rules
from journal.store.diary.zone_rules import CORRECTION, Concern, Outdated
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.once import KeyTaken, made_before
from journal.web.support.request import db, owner, see_other, way_back

bp = Blueprint("zone_rules", __name__, url_prefix="/account/zone-rules")


@dataclass(frozen=True, slots=True)
class ZoneRulesPage:
    """What is asked: one group of entries at a time; empty: nothing is to be corrected."""

    group: str
    entries: list[Outdated]
    more: int
    """How many are asked about later."""


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show the entries of the first group, and ask what is right of them."""
    page = _page()
    names = [entry.concern.name for entry in page.entries]
    return _rendered(page, form_for(Correction, {"entries": names}))


@bp.post("")
@login_required
def save() -> ResponseReturnValue:
    """Correct the entries that were chosen; the next question follows."""
    form = form_for(Correction, {})
    try:
        change = made_before(form.submission())
    except KeyTaken:
        return see_other(way_back())
    if change is None:
        correction = form.read(Correction).record
        if correction is None:
            return _rendered(_page(), form), 422
        corrected = zone_rules.correct(
            db(), owner(), correction.entries, correction.right, form.submission()
        )
        db().commit()
        _announce(corrected.change, corrected.left)
    else:
        _announce(change)
    return see_other(way_back())


def _announce(change: Change | None, left: int = 0) -> None:
    count = actions.extent(change) if change else 0
    key = change.id if change and change.before else ""
    flash(
        Message(
            slug=CORRECTION, action="changed", values={"count": count, "left": left}, change=key
        )
    )


def _page() -> ZoneRulesPage:
    concerns = zone_rules.concerns(db(), owner())
    group = next((group for group in GROUPS if _of(concerns, group)), "")
    some = _of(concerns, group)[:MOST]
    entries = zone_rules.outdated(db(), owner(), some)
    return ZoneRulesPage(group, entries, len(concerns) - len(some))


def _of(concerns: list[Concern], group: str) -> list[Concern]:
    return [concern for concern in concerns if concern.group == group]


def _rendered(page: ZoneRulesPage, form: InputForm) -> str:
    return render_template("accounts/zone_rules.html", page=page, form=form)
