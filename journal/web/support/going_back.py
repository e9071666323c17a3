"""Where the browser's Back leads to from the page after one that answered a form."""

from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for

from journal.web.support.origins import own_names, page_name
from journal.web.support.request import own_path, safe_path


def install(app: Flask) -> None:
    """Let templates name the place of a page that answers a form."""
    app.jinja_env.globals["place_of_answer"] = place_of_answer


def place_of_answer() -> str:
    """What shows the page anew: its address, or the one it was sent from, else Today."""
    adapter = current_app.create_url_adapter(request)
    if adapter is not None and adapter.test(method="GET"):
        return own_path()
    sent_from = request.referrer or ""
    if page_name(sent_from) not in own_names():
        return url_for("today.show")
    path = urlsplit(sent_from)._replace(scheme="", netloc="").geturl()
    return safe_path(path) or url_for("today.show")
