"""Where a form comes from: a page of ours or another site's, as far as its browser tells."""

import logging
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, g, request
from flask_wtf.csrf import CSRFError

from journal.store.notices import FOREIGN_NAME, UNNAMED_PROXY, notice
from journal.web.support.request import settings
from journal.web.support.security_events import record
from journal.words import hosting

SAFE_METHODS: Final = {"GET", "HEAD", "OPTIONS", "TRACE"}
FORWARDED: Final = (
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Prefix",
    "X-Forwarded-Proto",
    "Forwarded",
)

log = logging.getLogger(__name__)


def host_name(netloc: str) -> str:
    """The name in the host of an address, without its port: proxies drop that."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def page_name(url: str) -> str:
    """The host name in the address of a page; empty where it has none."""
    try:
        return host_name(urlsplit(url).netloc)
    except ValueError:
        return ""


def own_names() -> set[str]:
    """The host names a page of ours may have: the one that was asked, and the public one."""
    return {host_name(request.host), page_name(settings().public_url)} - {""}


def foreign_name() -> str | None:
    """The host name of the other site that a form comes from; None where nothing says so.

    A browser that says ``Sec-Fetch-Site`` knows best. Else its ``Origin``, else its ``Referer``
    names a page; the token in the form is asked for in any case.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site in {"same-origin", "none"}:
        return None
    page = request.origin or request.referrer
    if site is None and not page:
        return None
    name = page_name(page or "") or page or site
    return None if site is None and name in own_names() else name


def refuse_foreign_forms() -> None:
    """Refuse what another site's page sends, and tell of a proxy that hides our own name."""
    if request.method in SAFE_METHODS or request.blueprint == "api":
        return
    name = foreign_name()
    if name is None:
        return
    g.foreign_name = name
    record("foreign_form_refused")
    if request.headers.get("Sec-Fetch-Site") is None:  # it may be ours, under a name unknown here
        hosts = f"{name} {host_name(request.host)}"
        log.warning(hosting.names_differ(name, host_name(request.host)))
        notice(settings().data_dir, FOREIGN_NAME, hosts)
    raise CSRFError


def warn_of_unnamed_proxies() -> None:
    """Tell the host, once, of a proxy whose headers nobody was told to believe."""
    app = current_app
    if app.extensions.get(UNNAMED_PROXY) or settings().trusted_proxies.any:
        return
    if any(name in request.headers for name in FORWARDED):
        app.extensions[UNNAMED_PROXY] = True
        peer = request.remote_addr or ""
        log.warning(hosting.proxy_unnamed(peer))
        notice(settings().data_dir, UNNAMED_PROXY, peer)
