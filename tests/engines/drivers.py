"""One way to drive three engines: Chromium, Firefox and WebKit, each with real taps."""

import json
import os
import re
import subprocess
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright
from selenium import webdriver
from selenium.webdriver.remote.command import Command
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService
from websocket import create_connection

from tests.browser.wire import Wire

PATIENCE = 60.0
"""Seconds until something that does not come is missed: a busy machine needs some of them."""

STARTING = 180_000
"""Milliseconds until an engine that does not start is missed."""

WHILE_IT_CHANGES = 20
"""So often something is tried while one page gives way to another."""

GAVE_WAY = re.compile("ERR_ABORTED|interrupted by another navigation|NS_BINDING_ABORTED")
"""What engines say where another page was asked for before the one that is opened came."""

FIREFOX = "/usr/bin/firefox-esr"
WEBKIT_DRIVER = "/usr/bin/WebKitWebDriver"
FIREFOX_PREFERENCES = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.safebrowsing.downloads.remote.enabled", false);
user_pref("dom.input_events.security.minNumTicks", 0);
user_pref("dom.input_events.security.minTimeElapsedInMS", 0);
"""
"""The last two: Firefox drops taps on a page that was drawn only just now; here they arrive."""


DOWN, UP = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}


def presses_at(x: float, y: float, *gaps: int, length: int = 0) -> dict[str, Any]:
    """Presses at a point, ``gaps`` milliseconds apart, as WebDriver classic and BiDi say it.

    ``length``: so many milliseconds each.
    """
    move = {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}
    press = [DOWN, {"type": "pause", "duration": length}, UP] if length else [DOWN, UP]
    more = [step for gap in gaps for step in ({"type": "pause", "duration": gap}, *press)]
    return {
        "type": "pointer",
        "id": "finger",
        "parameters": {"pointerType": "mouse"},
        "actions": [move, *press, *more],
    }


PLACE = """(selector, height = 0.5) => {
  const it = document.querySelector(selector);
  if (!it?.getClientRects().length) return null;
  it.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const off = () => it.getBoundingClientRect().y - innerHeight * height;
  scrollBy({ top: off(), behavior: "instant" });
  const box = it.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
"""The middle of an element, at a height of the window; null while it is not shown."""


class Window(ABC):
    """A window of one engine."""

    name: str
    version: str
    base: str = ""
    taps: int = 0
    wire: Wire | None = None
    """What lies between it and the journal."""

    @abstractmethod
    def go(self, url: str) -> None:
        """Open an address and wait until it is there."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:  # whatever JSON can say
        """The value of an expression on the page."""

    @abstractmethod
    def tap_at(self, x: float, y: float, *gaps: int, length: int = 0) -> None:
        """Press and release at a point of the window, once more after each gap in milliseconds.

        ``length``: the milliseconds from each press to its release.
        """

    def tap_twice_at(self, x: float, y: float, gap: int) -> float:
        """Tap twice at a point; the milliseconds that may have been between the taps at most."""
        began = time.monotonic()
        self.tap_at(x, y, gap)
        return (time.monotonic() - began) * 1_000

    @abstractmethod
    def size(self, width: int, height: int) -> None:
        """Make the page so large."""

    def open(self, path: str) -> None:
        """Open a page of the journal, once more where the page before went elsewhere by itself.

        After four seconds a page of the device stands in for one that does not come. A busy
        machine needs longer: then it is asked again, and waited for.
        """
        self._go_on_to(self.base + path)
        while self._is_stood_in_for():
            self.evaluate("(setTimeout(() => location.reload()), true)")
            time.sleep(1)
            self.wait_for("document.readyState === 'complete'")

    def _go_on_to(self, url: str) -> None:
        for _ in range(WHILE_IT_CHANGES):
            try:
                return self.go(url)
            except Exception as problem:
                if not GAVE_WAY.search(str(problem)):
                    raise
        return self.go(url)

    def _is_stood_in_for(self) -> bool:
        """Whether the device shows a page of its own although the journal is there."""
        if self.wire is None or self.wire.is_cut:
            return False
        return bool(self.wait_for("({ is: !!document.querySelector('#stand-in') })")["is"])

    def reload(self) -> None:
        """Open the page again."""
        self.go(self.evaluate("location.href"))

    def place(self, selector: str) -> tuple[float, float]:
        """The middle of an element, brought into view, once it lies still."""
        expression = f"({PLACE})({json.dumps(selector)})"
        point, before = self.wait_for(expression), None
        while point != before:
            point, before = self.wait_for(expression), point
        return float(point[0]), float(point[1])

    def tap(self, selector: str, length: int = 0) -> None:
        """Tap an element, and count it; ``length``: so many milliseconds."""
        self.taps += 1
        self.tap_at(*self.place(selector), length=length)

    def type(self, selector: str, text: str) -> None:
        """Let a field hold a text."""
        self.evaluate(
            f"(document.querySelector({json.dumps(selector)}).value = {json.dumps(text)}, true)"
        )

    def wait_for(self, expression: str, seconds: float = PATIENCE) -> Any:
        """What an expression says once it is true of the page."""
        until = time.monotonic() + seconds
        while True:
            try:
                value = self.evaluate(expression)
            except Exception:
                value = None
            if value:
                return value
            assert time.monotonic() < until, f"{self.name}: never true: {expression}"
            time.sleep(0.1)


class Chromium(Window):
    """Chromium, by Playwright."""

    name = "chromium"

    def __init__(self, page: Any) -> None:  # Playwright's own page
        self.page = page
        self.finger = page.context.new_cdp_session(page)
        self.version = page.context.browser.version

    def go(self, url: str) -> None:
        self.page.goto(url)

    def evaluate(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def tap_at(self, x: float, y: float, *gaps: int, length: int = 0) -> None:
        moment = time.time()
        for gap in (0, *gaps):
            self.page.wait_for_timeout(gap)
            moment += gap / 1_000
            self._press(x, y, moment, length)

    def _press(self, x: float, y: float, moment: float, length: int) -> None:
        """Press and release at moments that the page is told, however busy the machine is."""
        for kind, after in (("mousePressed", 0), ("mouseReleased", length)):
            self.page.wait_for_timeout(after)
            event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            when = {"timestamp": moment + after / 1_000}
            self.finger.send("Input.dispatchMouseEvent", event | when)

    def size(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})


class Firefox(Window):
    """Firefox, by the WebDriver BiDi it speaks itself."""

    name = "firefox"

    def __init__(self, address: str) -> None:
        self.socket = create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self.numbers = count(1)
        session = self.send("session.new", capabilities={})
        self.version = session["capabilities"]["browserVersion"]
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **params: Any) -> Any:
        """The result of a command."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def go(self, url: str) -> None:
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        answer = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression}) ?? null))()",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def tap_at(self, x: float, y: float, *gaps: int, length: int = 0) -> None:
        pointer = presses_at(x, y, *gaps, length=length)
        self.send("input.performActions", context=self.context, actions=[pointer])

    def tap_twice_at(self, x: float, y: float, gap: int) -> float:
        began = time.monotonic()
        gaps: tuple[int, ...] = (gap,)  # in one command, so that a busy machine draws none apart
        for _ in range(WHILE_IT_CHANGES):
            try:
                self.tap_at(x, y, *gaps)
            except AssertionError:  # one page gives way to another, and no tap reaches either
                gaps = ()
                time.sleep(max(0.02, began + gap / 1_000 - time.monotonic()))
            else:
                break
        return (time.monotonic() - began) * 1_000

    def size(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.context, viewport=viewport)


class WebKit(Window):
    """WebKitGTK, by its own driver."""

    name = "webkit"

    def __init__(self, driver: Any) -> None:  # Selenium's own driver
        self.driver = driver
        self.version = driver.capabilities["browserVersion"]

    def go(self, url: str) -> None:
        self.driver.get(url)

    def evaluate(self, expression: str) -> Any:
        return self.driver.execute_async_script(
            f"const done = arguments[0]; (async () => await ({expression}))().then(done)"
        )

    def tap_at(self, x: float, y: float, *gaps: int, length: int = 0) -> None:
        pointer = presses_at(x, y, *gaps, length=length)
        self.driver.execute(Command.W3C_ACTIONS, {"actions": [pointer]})

    def size(self, width: int, height: int) -> None:
        inner = "[outerWidth - innerWidth, outerHeight - innerHeight]"
        for _ in range(2):  # the frame is known once the window has been sized
            wide, high = self.evaluate(inner)
            self.driver.set_window_size(width + max(0, wide), height + max(0, high))
            time.sleep(0.3)


@contextmanager
def chromium() -> Iterator[Window]:
    """A window of Chromium."""
    path = os.environ.get("JOURNAL_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"], timeout=STARTING
        )
        yield Chromium(browser.new_context().new_page())
        browser.close()


@contextmanager
def firefox() -> Iterator[Window]:
    """A window of Firefox, with a profile of its own."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, "user.js").write_text(FIREFOX_PREFERENCES)
        process = subprocess.Popen(
            [
                FIREFOX,
                "--headless",
                "--profile",
                folder,
                "--remote-debugging-port",
                "0",
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            window = Firefox(_listening(process))
            yield window
            window.socket.close()
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _listening(process: subprocess.Popen[str]) -> str:
    """The address Firefox says that it listens on."""
    assert process.stderr is not None
    for line in process.stderr:
        if match := re.search(r"BiDi listening on (ws://\S+)", line):
            return match[1]
    raise AssertionError("Firefox did not say where it listens")


@contextmanager
def webkit() -> Iterator[Window]:
    """A window of WebKit, on a screen that nobody sees."""
    screen = subprocess.Popen(
        ["/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "1400x1200x24"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert screen.stdout is not None
    os.environ["DISPLAY"] = f":{screen.stdout.readline().strip()}"  # a free one, once it is there
    options = WebKitOptions()
    options.binary_location = next(
        str(file) for file in Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")
    )
    options.add_argument("--automation")
    try:
        with warnings.catch_warnings():
            # Selenium 4.51 warns of a way to connect that its own driver for WebKitGTK takes.
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = webdriver.WebKitGTK(
                options=options, service=WebKitService(executable_path=WEBKIT_DRIVER)
            )
        driver.set_script_timeout(30)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()
    finally:
        screen.terminate()
        screen.communicate(timeout=10)


ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}
"""Every engine: a way to open a window of it."""
