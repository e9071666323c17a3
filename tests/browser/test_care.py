"""A clinician and a patient, each in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit, Visitor


def check(visitor: Visitor) -> None:
    """No violation on the page as it is, and nothing wider than the window."""
    found = Axe().run(visitor.page)
    assert found.violations_count == 0, found.generate_report()
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visitor.page.evaluate(wider) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_invited_clinician_looks_writes_and_prescribes(visit: Visit, scheme: str) -> None:
    patient = visit(color_scheme=scheme).signed_in("demo")
    clinician = visit(color_scheme=scheme).registered(f"physio {scheme}")
    patient.open("/care")
    patient.page.fill("#label", "Maria")
    patient.page.fill("#name", "Ada L.")
    patient.page.click("main form .main")
    code = patient.page.inner_text("code.secret")
    check(patient)
    clinician.open("/patients")
    clinician.page.fill("#code", code)
    clinician.page.click("main .main")
    clinician.page.locator(".sheet").first.wait_for()
    check(clinician)
    clinician.page.fill("#words", "Well done.")
    clinician.page.click("main .save .main")
    clinician.page.locator(".note", has_text="Well done.").wait_for()
    clinician.page.click("text=Add an exercise")
    clinician.page.select_option("#exercise", label="Walking")
    check(clinician)
    clinician.page.click("main .main")
    clinician.page.locator(".sheet").first.wait_for()
    patient.open("/care")
    check(patient)
    words = patient.page.inner_text("main")
    for part in ("Well done.", "viewed your summary", "changed your programme: Walking"):
        assert part in words
