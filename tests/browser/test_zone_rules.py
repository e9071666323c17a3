"""The page that asks about entries which newer rules of their time zone make wrong."""

from datetime import timedelta

from playwright.sync_api import expect

from journal.store.accounts import accounts
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import actions
from tests.browser.conftest import Server, Visit
from tests.browser.test_pages import check_everywhere
from tests.store.making import episode, exercise, pain, sent
from tests.zone_rules import older_rules

PAGE = "/account/zone-rules"


def logged_under_older_rules(server: Server, name: str) -> None:
    """Give an account entries of both groups: one by a tap at night, others typed later."""
    night = (server.now - timedelta(days=4)).replace(hour=22, minute=30, second=0)
    noon = night - timedelta(hours=10)
    engine = open_database(f"sqlite:///{server.folder / 'journal.sqlite3'}")
    with older_rules(), session(engine, writes=True) as db:
        owner = accounts.account_named(db, name)
        assert owner
        level = pain(night.date(), recorded_at=night, kind="now")
        actions.add(db, owner.id, level, sent(at=night))
        spasm = episode(noon, noon + timedelta(minutes=50), day=noon.date())
        bridge = exercise(noon.date(), completed_at=noon - timedelta(hours=3))
        for typed in (spasm, bridge):
            actions.add(db, owner.id, typed, sent(at=server.now))
        db.commit()
    engine.dispose()


def test_both_questions_are_asked_readably_and_answered(visit: Visit, server: Server) -> None:
    visitor = visit().registered("of old rules")
    logged_under_older_rules(server, "of old rules")
    page = visitor.page
    for label in ("Move them to the new day", "The time then"):
        check_everywhere(visitor, PAGE)
        page.locator("label", has_text=label).click()
        page.locator("main .main").click()
        expect(page.locator("#toast")).to_contain_text("saved")
    expect(page.locator("main")).to_contain_text("No entry needs a correction.")
    check_everywhere(visitor, PAGE)
