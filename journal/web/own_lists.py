"""What somebody put on lists of their own: what they use for relief, words of their own."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.store.diary.own_topics import topics
from journal.store.diary.relief import all_listed
from journal.web.support.request import db, owner

bp = Blueprint("own_lists", __name__, url_prefix="/own")


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show what somebody uses, and their own symptoms and questions."""
    return render_template(
        "own/show.html", methods=all_listed(db(), owner()), topics=topics(db(), owner())
    )
