"""A clinician and a patient, each in a real browser."""

import pytest

from tests.browser.accessibility import (
    COLOURS,
    EVERY_RULE,
    Rules,
    assert_accessible,
    assert_fits,
)
from tests.browser.conftest import Visit, Visitor

LIGHTS = {"light": EVERY_RULE, "dark": COLOURS}
"""In the dark a page has the same parts in other colours."""


def check(visitor: Visitor, rules: Rules) -> None:
    """No violation on the page as it is, and nothing wider than the window."""
    assert_accessible(visitor.page, rules)
    assert_fits(visitor.page)


@pytest.mark.parametrize("scheme", LIGHTS)
def test_an_invited_clinician_looks_writes_and_prescribes(visit: Visit, scheme: str) -> None:
    patient = visit(color_scheme=scheme).signed_in("demo")
    clinician = visit(color_scheme=scheme).registered(f"physio {scheme}")
    patient.open("/care")
    patient.page.fill("#label", "Maria")
    patient.page.fill("#name", "Ada L.")
    patient.page.click("main form .main")
    code = patient.page.inner_text("code.secret")
    check(patient, LIGHTS[scheme])
    clinician.open("/patients")
    clinician.page.fill("#code", code)
    clinician.page.click("main .main")
    clinician.page.locator(".sheet").first.wait_for()
    check(clinician, LIGHTS[scheme])
    clinician.page.fill("#words", "Well done.")
    clinician.page.click("main .save .main")
    clinician.page.locator(".note", has_text="Well done.").wait_for()
    clinician.page.click("text=Add an exercise")
    clinician.page.select_option("#exercise", label="Walking")
    check(clinician, LIGHTS[scheme])
    clinician.page.click("main .main")
    clinician.page.locator(".summary", has_text="is planned already").wait_for()
    check(clinician, LIGHTS[scheme])
    clinician.foresees("status of 422")
    clinician.tap_is_long_ago()
    clinician.page.click("main .main")
    clinician.page.locator(".sheet").first.wait_for()
    patient.open("/care")
    check(patient, LIGHTS[scheme])
    words = patient.page.inner_text("main")
    for part in ("Well done.", "viewed your summary", "Maria added Walking: "):
        assert part in words
