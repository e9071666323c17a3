"""Browser profiles, in the time of these tests."""

from typing import Final

from playwright.sync_api import Browser, BrowserContext

from tests.browser import clock

PHONE: Final = {"width": 390, "height": 844}
PATIENCE: Final = 60_000
"""Milliseconds until something that does not come is missed: a busy machine needs some of them."""

PAGES_SEND: Final = "delete globalThis.ServiceWorkerRegistration?.prototype.sync"
"""What waits is sent by pages: a whole Chromium, unlike its shell, also does so by itself."""


def new_context(browser: Browser, options: dict[str, object]) -> BrowserContext:
    """A new profile, in the time of these tests; options are those of a browser context."""
    usual = {"viewport": PHONE, "timezone_id": clock.ZONE}
    context = browser.new_context(**(usual | options))  # type: ignore[arg-type]  # Playwright's own many options
    context.set_default_timeout(PATIENCE)
    context.add_init_script(clock.script(clock.AHEAD))
    context.add_init_script(PAGES_SEND)
    return context
