"""Where the journal lies on its host: at its root, or under a path such as ``/journal``.

A proxy either passes that path on or takes it away; both are understood. Everything behind this
knows addresses from the journal's own root on, and ``url_for`` puts the path in front.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from journal.setting_values import PATH

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Mounted:
    """The application under a path of its host.

    ``SCRIPT_NAME`` is what a server, or a trusted proxy's ``X-Forwarded-Prefix``, says has been
    taken away; else the path of the public address counts.
    """

    def __init__(self, app: "WSGIApplication", public_path: str, own: set[str]) -> None:
        self.app = app
        self.public_path = public_path
        self.own = own
        """The first parts of the journal's own addresses."""

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, with the path in front of its address in ``SCRIPT_NAME`` alone."""
        name = environ.get("SCRIPT_NAME", "").rstrip("/")
        if name and not PATH.fullmatch(name):
            name = ""  # nobody's path: links to it could lead to another host
        prefix = name or self.public_path
        path = environ.get("PATH_INFO", "")
        is_stripped = name and prefix.split("/")[1] in self.own  # what is left may begin like it
        if prefix and not is_stripped and f"{path}/".startswith(f"{prefix}/"):
            path = path[len(prefix) :]
            if not path:
                return _to_root(prefix, environ.get("QUERY_STRING", ""), start_response)
        return self.app(environ | {"SCRIPT_NAME": prefix, "PATH_INFO": path}, start_response)


def _to_root(prefix: str, query: str, start_response: "StartResponse") -> Iterable[bytes]:
    """Lead to the address with a slash at its end, which the service worker's scope has."""
    location = quote(prefix) + "/" + (f"?{query}" if query else "")
    start_response("308 Permanent Redirect", [("Location", location), ("Content-Length", "0")])
    return [b""]
