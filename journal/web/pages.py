"""Pages that hold no records: safety, help, more."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.insight.evidence import measured, summary

bp = Blueprint("pages", __name__)


@bp.get("/safety")
def safety() -> ResponseReturnValue:
    """When to see a doctor; for everybody, signed in or not."""
    return render_template("pages/safety.html")


@bp.get("/help")
def help_page() -> ResponseReturnValue:
    """How to use the journal, and what it rests on."""
    return render_template("pages/help.html", measured=measured(), summed=summary(measured()))


@bp.get("/more")
@login_required
def more() -> ResponseReturnValue:
    """Everything that has no place in the bar."""
    return render_template("pages/more.html")
