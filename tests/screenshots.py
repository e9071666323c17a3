"""``python -m tests.screenshots``: take the README's pictures anew, of a made-up year."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import clock
from tests.browser.conftest import FLAGS, PASSWORD, ROOT, Server, started
from tests.browser.profiles import PHONE
from tests.ports import free_port

FOLDER = ROOT / "static" / "screenshots"
SCHEMES = ("light", "dark")


def main() -> None:
    """Serve a made-up year and take each picture by day and by night."""
    path = os.environ.get("JOURNAL_CHROMIUM", "/usr/bin/chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = started(Path(folder), free_port())
        try:
            server.command("demo", "--password-stdin", typed=PASSWORD + "\n")
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            for scheme in SCHEMES:
                take(server, opened(server, browser, scheme), scheme)
            take_spasm(server, opened(server, browser, "dark"))
        finally:
            server.stop()


def opened(server: Server, browser: Browser, scheme: str) -> Page:
    """A window of a phone, signed in, in one colour scheme."""
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, device_scale_factor=2)  # type: ignore[arg-type]  # one of SCHEMES
    context.add_init_script(clock.script(server.ahead))
    page = context.new_page()
    page.goto(server.url + "/account/sign-in")
    page.fill("#username", "demo")
    page.fill("#password", PASSWORD)
    page.click("main .main")
    page.wait_for_url(server.url + "/")
    return page


def take(server: Server, page: Page, scheme: str) -> None:
    """The pictures that are there by day and by night."""
    page.goto(server.url + "/session")
    page.click("[data-do=begin]")
    page.click("[data-do=main]")
    picture(page, f"session-{scheme}")
    page.goto(server.url + "/report")
    page.locator(".sheet").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.sheet').scrollIntoView()")
    picture(page, f"report-{scheme}")


def take_spasm(server: Server, page: Page) -> None:
    """A running spasm, which is dark by day as well."""
    page.goto(server.url + "/episodes/now")
    page.click("button:has-text('30 minutes ago')")
    page.locator("[data-since]").first.wait_for()
    page.goto(server.url + "/episodes/now")
    page.locator(".levels button").nth(6).click()
    page.locator("#toast p").first.wait_for()
    page.goto(server.url + "/episodes/now")
    picture(page, "spasm")


def picture(page: Page, name: str) -> None:
    """The window as it is now, as a PNG of its name."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
