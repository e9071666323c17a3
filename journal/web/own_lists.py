"""What somebody put on lists of their own: what they use for relief, words of their own."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.store.diary.own_topics import topics
from journal.store.diary.relief import all_listed, offered
from journal.web.support.request import db, owner, today

bp = Blueprint("own_lists", __name__, url_prefix="/own")


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show what somebody uses, and their own symptoms and questions."""
    listed = all_listed(db(), owner())
    in_use = [item for item in listed if not item.retired_on]
    offers = offered(db(), owner(), in_use, today()) if in_use else []
    return render_template(
        "own/show.html",
        methods=[offer.item for offer in offers if offer.item],
        former_methods=[item for item in listed if item.retired_on],
        topics=topics(db(), owner()),
    )
