"""Two journals under two paths of one host, behind nginx: none touches the other."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server, Visitor, started, window
from tests.browser.test_offline import becomes, ready, rows
from tests.databases import lay_migrated
from tests.ports import free_port
from tests.proxies import Proxied, snippet
from tests.test_proxies import answering

KEPT = """async () => [
    ...await caches.keys(), ...(await indexedDB.databases()).map(({ name }) => name),
]"""


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[tuple[Server, Server]]:
    """Two journals at /journal/ and /other/ of one host, by the snippet of the document."""
    port = free_port()
    folder = tmp_path_factory.mktemp("nginx")
    servers, locations = [], ""
    for name in ("journal", "other"):
        behind = free_port()
        url = f"http://localhost:{port}/{name}"
        settings = {"JOURNAL_PUBLIC_URL": url, "JOURNAL_TRUSTED_PROXIES": "127.0.0.1"}
        data = tmp_path_factory.mktemp(name)
        lay_migrated(sqlite_template, data)
        running = started(data, behind, env=settings)
        servers.append(replace(running, url=url))
        path = snippet("## Under a path", "location").replace("/journal", f"/{name}")
        locations += Proxied(folder, behind, port).filled(path)
    block = f"server {{\nlisten 127.0.0.1:{port};\n{locations}\n}}"
    process = subprocess.Popen(Proxied(folder, 0, port).nginx(block), stderr=subprocess.DEVNULL)
    answering(port, process)
    yield servers[0], servers[1]
    process.terminate()
    process.wait(timeout=60)
    for server in servers:
        server.stop()


def entered(server: Server, visitor: Visitor, name: str) -> Visitor:
    """The window, signed in by the page to a new account of a journal."""
    server.add_user(name, "Europe/Vienna")
    browsing = replace(visitor, server=server)
    browsing.signs_in(name)
    return ready(browsing)


def test_two_journals_of_one_host_do_not_touch_each_other(
    pair: tuple[Server, Server], browser: Browser
) -> None:
    first, second = pair
    visitor = window(first, browser)
    ada, bob = entered(first, visitor, "ada"), entered(second, visitor, "bob")
    names = visitor.page.evaluate(KEPT)
    for path in ("/journal/", "/other/"):
        assert f"{path}journal" in names
        assert len([name for name in names if name.startswith("shell-") and path in name]) == 1
    paths = {cookie["path"] for cookie in visitor.context.cookies()}
    assert paths == {"/journal", "/other"}
    ada.open("/")
    expect(ada.page.locator("footer")).to_contain_text("Sign out ada")
    bob.open("/")
    ada.page.locator("footer [data-sign-out] button").click()
    ada.page.wait_for_url(second.url + "/account/sign-in*")
    ada.open("/")
    expect(ada.page.locator("footer")).to_contain_text("Sign out ada")

    visitor.context.close()


def test_what_is_logged_without_a_network_arrives_under_the_path(
    pair: tuple[Server, Server], browser: Browser
) -> None:
    first, _ = pair
    visitor = window(first, browser)
    eve = entered(first, visitor, "eve")
    eve.listen()
    addresses: list[str] = []
    eve.page.on("request", lambda request: addresses.append(request.url))
    eve.open("/")
    becomes(eve.page, "navigator.serviceWorker.controller !== null")
    eve.context.set_offline(True)
    eve.open("/")  # the page that stands in
    eve.page.locator("#today-spasm .big, .spasm-now .big").first.click()
    expect(eve.page.locator("#waiting summary")).to_have_text("1 saved on this phone")
    eve.open("/episodes/now")
    assert eve.page.url == first.url + "/episodes/now"
    expect(eve.page.locator("#waiting summary")).to_have_text("1 saved on this phone")
    eve.context.set_offline(False)
    becomes(eve.page, "document.querySelector('#waiting').hidden")
    (spasm,) = rows(eve, "episodes")
    assert spasm["ended_at"] == ""
    assert [url for url in addresses if not url.startswith((first.url, "data:"))] == []
    visitor.context.close()


def test_every_link_of_today_stays_under_the_path(
    pair: tuple[Server, Server], browser: Browser
) -> None:
    first, _ = pair
    visitor = window(first, browser)
    mia = entered(first, visitor, "mia")
    script = "[...document.querySelectorAll('a[href], form')].map((it) => it.href ?? it.action)"
    for path in ("/", "/diary", "/charts", "/more", "/account/"):
        mia.open(path)
        addresses = mia.page.evaluate(script)
        assert len(addresses) > 5, path
        for address in addresses:
            assert str(address).startswith(first.url), (path, address)
    visitor.context.close()
