"""Who looked at a diary: the list for its owner."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.store.accounts import audit
from journal.web.support.request import db, owner

bp = Blueprint("audit", __name__, url_prefix="/account")


@bp.get("/looks")
@login_required
def show() -> ResponseReturnValue:
    """Show who looked at the diary, the latest first."""
    return render_template(
        "accounts/looks.html",
        looks=audit.looks(db(), owner()),
        labels=audit.labels(db(), owner()),
    )
