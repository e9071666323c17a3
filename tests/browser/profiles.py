"""Browser profiles that one test after another opens its windows in, emptied in between.

Most of a new profile's work is to fetch, compile and keep the same files again. What was fetched
stays, as it does on a person's device; what a test did goes. None of them has a service worker:
that goes on by itself between two tests.
"""

from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser import clock

PHONE: Final = {"width": 390, "height": 844}
PATIENCE: Final = 60_000
"""Milliseconds until something that does not come is missed: a busy machine needs some of them."""

OF_A_WINDOW: Final = frozenset({"viewport", "color_scheme", "forced_colors"})
"""The options that each window of a profile has for itself."""


def new_context(browser: Browser, options: dict[str, object]) -> BrowserContext:
    """A new profile, in the time of these tests; options are those of a browser context."""
    usual = {"viewport": PHONE, "timezone_id": clock.ZONE}
    context = browser.new_context(**(usual | options))  # type: ignore[arg-type]  # Playwright's own many options
    context.set_default_timeout(PATIENCE)
    context.add_init_script(clock.script(clock.AHEAD))
    return context


@dataclass
class Profiles:
    """The profiles of a browser that nobody uses just now."""

    browser: Browser
    unused: list[BrowserContext] = field(default_factory=list)

    def page(self, options: dict[str, object]) -> Page:
        """A new window of an empty profile."""
        context = self.unused.pop() if self.unused else self._new()
        page = context.new_page()
        if "viewport" in options:
            page.set_viewport_size(options.pop("viewport"))  # type: ignore[arg-type]  # a width and a height
        if options:
            page.emulate_media(**options)  # type: ignore[arg-type]  # colours
        return page

    def _new(self) -> BrowserContext:
        context = new_context(self.browser, {"service_workers": "block"})
        context.new_page()  # which stays, and the process with it
        return context

    def give_back(self, page: Page, *origins: str) -> None:
        """Close the windows of a profile and empty it, or close it where its clock was set."""
        context = page.context
        context.set_offline(False)
        if not _keeps_the_clock(page):
            context.close()
            return
        context.unroute_all()
        first, *windows = context.pages
        for window in windows:
            window.close()
        context.clear_cookies()
        devtools = context.new_cdp_session(first)
        for origin in origins:
            kinds = {"origin": origin, "storageTypes": "local_storage,indexeddb"}
            devtools.send("Storage.clearDataForOrigin", kinds)
        devtools.detach()
        self.unused.append(context)

    def close(self) -> None:
        """Close them all."""
        for context in self.unused:
            context.close()


def _keeps_the_clock(page: Page) -> bool:
    """Whether a page lives by the clock of these tests, and not by one that its test has set."""
    try:
        return bool(page.evaluate(clock.IS_UNTOUCHED))
    except Error:  # it has no page, or was closed
        return False
