"""What axe finds on a page: by every rule once, by its colours alone in another light or size."""

from typing import Any, Final

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Rules = dict[str, Any]  # options of axe, which have many types

VIOLATIONS: Final[Rules] = {"reporter": "no-passes", "resultTypes": ["violations"]}
"""What passes need not be described, nor handed over."""

EVERY_RULE: Final[Rules] = VIOLATIONS | {"rules": {"target-size": {"enabled": True}}}
"""All that axe runs by itself, and the one rule of WCAG 2.2 AA that it leaves off."""

COLOURS: Final[Rules] = VIOLATIONS | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

WIDER: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

AXE: Final = Axe()
IS_THERE: Final = "'axe' in window"


def _found(page: Page, rules: Rules) -> AxeResults:
    """What axe finds; its script is read once for all that is asked of one page."""
    if not page.evaluate(IS_THERE):
        page.evaluate(AXE.axe_script)
    return AxeResults(page.evaluate("(rules) => axe.run(document, rules)", rules))


def violations(page: Page, rules: Rules = EVERY_RULE) -> list[str]:
    """The rules that a page breaks, by axe's name of each."""
    return [str(violation["id"]) for violation in _found(page, rules).response["violations"]]


def assert_accessible(page: Page, rules: Rules = EVERY_RULE, where: str = "") -> None:
    """Fail with axe's own report where a page breaks one of the rules."""
    results = _found(page, rules)
    assert results.violations_count == 0, f"{where}: {results.generate_report()}"


def assert_fits(page: Page, where: str = "") -> None:
    """Fail where a page is wider than its window."""
    wider = page.evaluate(WIDER)
    assert wider <= 0, f"{where} is {wider} pixels wider than its window"
