"""The bytes of each page and of what it loads, as they are sent to a browser that takes brotli."""

from collections.abc import Iterator
from urllib.parse import urldefrag

from bs4 import BeautifulSoup

from tests.benchmarks.browser import Browser
from tests.benchmarks.results import Weight

PATHS = (
    "/",
    "/diary",
    "/diary?range=all",
    "/charts",
    "/charts?range=1y",
    "/charts?range=all",
    "/pain/new",
    "/episodes/new",
    "/exercises/new",
    "/relief/new",
    "/checkins/new",
    "/programme",
    "/export",
    "/import",
    "/account/",
    "/more",
    "/safety",
    "/help",
)
LOADED = {
    "scripts": ("script[src]", "src"),
    "styles": ("link[rel=stylesheet]", "href"),
    "fonts": ("link[rel=preload][as=font]", "href"),
    "icons": ("use[href], link[rel=icon]", "href"),
}


def weights(browser: Browser) -> Iterator[Weight]:
    """What each page weighs to somebody who is signed in, and the page to sign in on."""
    for path in PATHS:
        yield weight(browser, path)
    yield weight(Browser(browser.app), "/account/sign-in")


def weight(browser: Browser, path: str) -> Weight:
    html = sent(browser, path)
    page = BeautifulSoup(browser.get(path).body, "html.parser")
    sizes = {}
    for name, (selector, attribute) in LOADED.items():
        links = {urldefrag(str(tag[attribute])).url for tag in page.select(selector)}
        sizes[name] = sum(sent(browser, link) for link in links)
    return Weight(path, html, **sizes)


def sent(browser: Browser, path: str) -> int:
    return len(browser.get(path, HTTP_ACCEPT_ENCODING="gzip, deflate, br").body)
