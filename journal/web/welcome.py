"""A first minute: three optional screens after registering, each shown once."""

from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model import records as r
from journal.phone_address import address_of_page
from journal.qr_codes import qr_image
from journal.store.db.models import PrescriptionRow
from journal.store.diary import actions, programme_templates, queries
from journal.web.support import origins
from journal.web.support.once import submission
from journal.web.support.request import db, owner, see_other, settings, today

bp = Blueprint("welcome", __name__, url_prefix="/welcome")

SCREENS: Final = ("exercises", "pain", "phone")
"""The screens, in their order."""


@bp.get("/<any(exercises, pain, phone):step>")
@login_required
def show(step: str) -> ResponseReturnValue:
    """Show one of the screens."""
    number = SCREENS.index(step)
    address = address_of_page(settings().public_url, *_pages())
    return render_template(
        f"welcome/{step}.html",
        number=number + 1,
        count=len(SCREENS),
        after=_after(number),
        lines=_lines() if step == "exercises" else [],
        proposals=programme_templates.proposals(db(), owner()) if step == "exercises" else [],
        day=today(),
        address=address if step == "phone" else "",
        qr=qr_image(address) if step == "phone" and address else "",
    )


def _pages() -> list[str]:
    """Where this page lies: as its browser says, as a proxy may hide it; then as we were asked."""
    before = request.referrer or ""
    site = request.headers.get("Sec-Fetch-Site")
    if site != "same-origin" and origins.page_name(before) not in origins.own_names():
        return [request.url_root]
    page = urlsplit(before)
    return [f"{page.scheme}://{page.netloc}{request.script_root}/", request.url_root]


def _after(number: int) -> str:
    """Where to go after a screen: to the next one, or to Today."""
    later = SCREENS[number + 1 :]
    return url_for("welcome.show", step=later[0]) if later else url_for("today.show")


def _lines() -> list[r.Prescription]:
    return queries.programme(db(), owner())


@bp.post("/exercises")
@login_required
def choose() -> ResponseReturnValue:
    """Keep the exercises that are ticked in the programme, and take the others off it."""
    kept_ids, lines = set(request.form.getlist("keep")), _lines()
    if not kept_ids <= {line.id for line in lines}:
        abort(422)
    for line in lines:
        row = queries.row(db(), r.Prescription, owner(), line.id)
        if line.id not in kept_ids and isinstance(row, PrescriptionRow):
            actions.remove(db(), r.Prescription, row, submission(None))
    db().commit()
    return see_other(_after(SCREENS.index("exercises")))
