"""Passkeys with a real browser: its own virtual device, as its makers test with it."""

import re
from dataclasses import replace

from playwright.sync_api import CDPSession, expect

from tests.browser.accessibility import assert_accessible, assert_fits
from tests.browser.conftest import PASSWORD, Visit, Visitor
from tests.browser.test_large_text import enlarge

PAGE = "/account/signing-in"


def by_name(visitor: Visitor) -> Visitor:
    """The same, at the journal's name instead of its number: passkeys need a name."""
    url = visitor.server.url.replace("127.0.0.1", "localhost")
    visitor.server = replace(visitor.server, url=url)
    return visitor


def device(visitor: Visitor, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """A device with passkeys in this window; its holder shows a finger, or fails to."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    authenticator = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, str(authenticator["authenticatorId"])


def add(visitor: Visitor, name: str, password: str = PASSWORD) -> None:
    visitor.open(PAGE)
    visitor.page.fill("#passkey-name", name)
    visitor.page.fill("#passkey-password", password)
    if (agreed := visitor.page.locator("[name=agreed]")).count():
        agreed.check()
    visitor.page.get_by_role("button", name="Add a passkey").click()


def test_a_passkey_is_made_signs_in_and_is_removed(visit: Visit) -> None:
    visitor = by_name(visit()).registered("pia")
    page = visitor.page
    device(visitor)
    add(visitor, "Laptop")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    codes = page.locator(".secrets code").all_inner_texts()
    page.reload()
    assert page.locator(".secrets code").all_inner_texts() == codes
    expect(page.get_by_text("was not saved")).to_have_count(0)
    page.get_by_role("link", name="I have them").click()
    expect(page.locator(".names").get_by_text("Laptop")).to_be_visible()
    add(visitor, "Again")
    expect(page.get_by_text("This device already has a passkey")).to_be_visible()
    page.get_by_role("button", name=re.compile("Sign out")).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(visitor.server.url + "/")
    visitor.open("/account/")
    expect(page.get_by_text("Asked for: a passkey")).to_be_visible()
    visitor.open(PAGE)
    page.locator(".names summary").click()
    page.locator("#remove-1").fill(PASSWORD)
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_text("Removed: it doesn’t sign you in any more.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Sign out")).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("This passkey did not sign you in")).to_be_visible()
    visitor.foresees("status of 422")


def test_a_finger_that_is_not_known_signs_nobody_in(visit: Visit) -> None:
    visitor = by_name(visit()).registered("quin")
    page = visitor.page
    session, authenticator = device(visitor)
    add(visitor, "Phone")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("button", name=re.compile("Sign out")).click()
    session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used. You can try again.")).to_be_visible()
    visitor.page.fill("#username", "quin")
    visitor.page.fill("#password", PASSWORD)
    visitor.page.click("main .main")
    expect(page.get_by_label("Recovery code")).to_be_visible()
    session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True}
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(visitor.server.url + "/")


def test_a_wrong_password_makes_no_passkey(visit: Visit) -> None:
    visitor = by_name(visit()).registered("sam")
    device(visitor)
    add(visitor, "Phone", "not it")
    expect(visitor.page.get_by_text("This is not your password.")).to_be_visible()
    visitor.foresees("status of 422")


def test_at_an_address_of_numbers_the_page_says_what_passkeys_need(visit: Visit) -> None:
    visitor = visit().registered("rob")
    device(visitor)
    add(visitor, "Phone")
    expect(visitor.page.get_by_text("Passkeys need an address with a name")).to_be_visible()


def test_the_pages_of_passkeys_are_accessible_and_fit_with_large_text(visit: Visit) -> None:
    visitor = by_name(visit(viewport={"width": 375, "height": 603})).registered("tess")
    page = visitor.page
    device(visitor)
    add(visitor, "Phone")
    page.get_by_role("link", name="I have them").click()
    page.locator(".names summary").click()
    assert_accessible(page)
    assert_fits(page)
    enlarge(page, 200)
    assert_fits(page, "with large text")
    page.get_by_role("button", name=re.compile("Sign out")).click()
    page.fill("#username", "tess")
    page.fill("#password", PASSWORD)
    page.click("main .main")
    expect(page.get_by_label("Recovery code")).to_be_visible()
    assert_accessible(page)
    enlarge(page, 200)
    assert_fits(page, "with large text")
