"""A shared page in a real browser: what is sent, what stays in the window, what is on paper."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.accessibility import COLOURS, EVERY_RULE, assert_accessible, assert_fits
from tests.browser.conftest import Look, Server, Visit, Visitor
from tests.browser.profiles import PHONE

Request = tuple[str, dict[str, str]]


@contextmanager
def listening_between(server: Server, requests: list[Request]) -> Iterator[str]:
    """The address of somebody between browser and journal, who hears what is asked."""

    class Between(BaseHTTPRequestHandler):
        timeout = 20

        def do_GET(self) -> None:
            requests.append((self.requestline, dict(self.headers)))
            onward = HTTPConnection(urlsplit(server.url).netloc)
            onward.request("GET", self.path, headers=dict(self.headers))
            answer = onward.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "transfer-encoding"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            onward.close()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Between) as between:
        thread = threading.Thread(target=between.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{between.server_address[1]}"
        finally:
            between.shutdown()
            thread.join()


def made(person: Visitor, query: str = "", **typed: str) -> str:
    """A new link of somebody."""
    person.open(f"/report/shares?{query}")
    for name, text in ({"label": "Dr Huber", "name": "Ada L."} | typed).items():
        person.page.fill(f"#{name}", text)
    person.tap_is_long_ago()
    person.page.click("main .main")
    return person.page.inner_text("code.secret")


def words(visitor: Visitor) -> str:
    return visitor.page.inner_text("main")


def test_the_token_is_in_no_address_that_is_asked_for(look: Look, visit: Visit) -> None:
    owner, reader = look(), visit()
    token = made(owner).partition("#")[2]
    requests: list[Request] = []
    with listening_between(reader.server, requests) as address:
        reader.server = replace(reader.server, url=address)
        reader.open(f"/shared#{token}")
        reader.page.locator(".sheet").first.wait_for()
    lines = [line for line, _ in requests]
    assert [line for line in lines if token in line] == []
    assert "GET /shared HTTP/1.1" in lines
    carried = {line for line, headers in requests if token in str(headers)}
    assert carried == {"GET /shared/page HTTP/1.1"}
    assert [line for line, headers in requests if "Cookie" in headers] == []


def test_the_token_leaves_the_address_bar_and_the_history(look: Look, visit: Visit) -> None:
    owner, reader = look(), visit()
    link = made(owner)
    reader.page.goto(link)
    reader.page.locator(".sheet").first.wait_for()
    assert reader.page.url == f"{reader.server.url}/shared"
    assert "Ada L. shares this with Dr Huber" in words(reader)
    reader.open("/safety")
    reader.page.go_back()
    reader.page.locator(".sheet").first.wait_for()
    assert reader.page.url == f"{reader.server.url}/shared"
    assert reader.context.cookies() == []


def test_a_reloaded_link_lives_on_in_its_tab_and_in_no_other(look: Look, visit: Visit) -> None:
    owner, reader = look(), visit()
    reader.page.goto(made(owner))
    reader.page.locator(".sheet").first.wait_for()
    reader.page.reload()
    reader.page.locator(".sheet").first.wait_for()
    other = reader.context.new_page()
    other.goto(f"{reader.server.url}/shared")
    other.locator("#bare").wait_for()
    assert other.locator(".sheet").count() == 0
    other.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_shared_page_is_accessible_fits_and_prints(
    look: Look, visit: Visit, scheme: str
) -> None:
    owner, reader = look(), visit(viewport=PHONE, color_scheme=scheme)
    reader.page.goto(made(owner, "range=12w&notes=on"))
    reader.page.locator(".sheet").first.wait_for()
    assert_accessible(reader.page, EVERY_RULE if scheme == "light" else COLOURS)
    assert_fits(reader.page)
    reader.page.emulate_media(media="print")
    elements = [
        element
        for element in reader.page.locator("main > *, main > div > *").all()
        if element.is_visible()
    ]
    kinds = {element.evaluate("it => it.tagName + '.' + it.className") for element in elements}
    assert {kind for kind in kinds if "sheet" not in kind} == {"DIV."}


def test_a_passcode_is_asked_for(look: Look, visit: Visit) -> None:
    owner, reader = look(), visit()
    reader.page.goto(made(owner, passcode="Zwölf Käfer 🐞"))
    for wrong in ("zwölf käfer", "nothing"):
        reader.page.locator("#passcode").fill(wrong)
        reader.page.click("#asking button")
        reader.page.locator("#wrong").wait_for()
    assert_accessible(reader.page)
    reader.page.fill("#passcode", "Zwölf Käfer 🐞")
    reader.page.keyboard.press("Enter")
    reader.page.locator(".sheet").first.wait_for()
    assert reader.page.url == f"{reader.server.url}/shared"
    reader.foresees("status of 401")


def test_an_ended_link_and_a_cut_one_open_nothing(look: Look, visit: Visit) -> None:
    owner, reader = look(), visit()
    link = made(owner, label="the one to end")
    owner.open("/report/shares")
    ends = owner.page.locator("button[aria-label='End the link for the one to end']")
    ends.click()
    ends.wait_for(state="detached")
    for address in (link, link[:-20], f"{link}%20more"):
        reader.page.goto("about:blank")
        reader.page.goto(address)
        reader.page.locator("#gone").wait_for()
    reader.foresees("status of 404")
    reader.page.goto(made(owner))
    reader.page.locator(".sheet").first.wait_for()


def test_what_was_shown_by_code_goes_once_the_code_was_ended(visit: Visit) -> None:
    visitor = visit()
    page, ended = visitor.page, threading.Event()
    page_text = '<p data-ends-in="900">Shown by code</p>'

    def answer(route: Route) -> None:
        if ended.is_set():
            route.fulfill(status=404)
        else:
            route.fulfill(status=200, content_type="text/html", body=page_text)

    page.clock.install()
    page.route("**/shared/page", answer)
    page.route("**/shared/open", answer)
    visitor.open("/shared#" + "a" * 43)
    expect(page.get_by_text("Shown by code")).to_be_visible()
    page.clock.run_for(11_000)
    expect(page.get_by_text("Shown by code")).to_be_visible()
    assert visitor.complaints == []
    ended.set()
    page.clock.run_for(11_000)
    expect(page.locator("#gone")).to_be_visible()
    visitor.foresees("status of 404")


def test_without_scripts_the_page_says_what_it_needs(visit: Visit) -> None:
    reader = visit(java_script_enabled=False)
    reader.open("/shared#" + "x" * 43)
    assert "needs JavaScript" in words(reader)
    assert reader.page.locator("form").first.is_hidden()
