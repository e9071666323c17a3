"""Whatever takes something away leads back with Undo, or asks before; a new address too."""

import inspect
import re
import sys

import pytest
from flask import Flask

from journal.config import ROOT

TAKING = {
    "decline", "delete", "end", "ended", "leave", "off", "refuse", "remove", "revoke", "sign-out",
    "stop", "withdraw",
}  # fmt: skip
"""How the address of what takes something away ends."""

VERBS = ("Delete", "End ", "Remove", "Revoke", "Withdraw")
"""How what such an address does begins, where its own end does not say it."""

UNDO = {
    "entries.delete",
    "episodes.end",
    "episodes.tell",
    "exercise_pictures.delete",
    "flare_plans.end",
    "pauses.delete",
    "programme.decline",
    "programme.delete",
    "programme_templates.delete",
    "programme_templates.delete_line",
    "relief.stop",
}
"""What offers Undo."""

ASKS = {
    "accounts.delete",
    "care.end",
    "experiment.stop",
    "host.switch_off",
    "passkeys.remove",
    "signing_in.turn_off",
}
"""What is asked about first: its button stands in what has to be opened, or wants a password."""

EXCEPTIONS = {
    "accounts.end_session": "that device can sign in again",
    "accounts.sign_out": "whoever signed out can sign in again; what waits is asked about first",
    "api.end": "an app ends a spasm; the entry is edited in the diary",
    "host.end_invitation": "it lets nobody in at once; another one is made on the same page",
    "host.sign_out": "a lost device is out at once; its owner can sign in again",
    "host_teams.end": "only a team without patients can end; another one is made on the same page",
    "host_teams.remove": "who alone looks after patients is asked about; any can be added again",
    "off_ramp.stop": "the diary is paused, and taken up again on Today as it was",
    "recall.end": "it can be turned on again on the same page; guesses stay",
    "recall.refuse": "it can be turned on in the settings",
    "reminders.resume": "paused again on that day, the pause goes on as if it had not ended",
    "rest_days.end": "it can be turned on again from any day; its page says what is forgotten",
    "shares.end": "a link is closed at once; another one is made on the same page",
    "tokens.revoke": "an app is out at once; another token is made on the same page",
}
"""What does neither, and why."""


def taking_away(app: Flask) -> set[str]:
    """The addresses that take something away, by how they end or what they say they do."""
    names = set()
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            does = inspect.getdoc(app.view_functions[rule.endpoint]) or ""
            if rule.rule.rpartition("/")[2] in TAKING or does.startswith(VERBS):
                names.add(rule.endpoint)
    return names


def test_whatever_takes_something_away_says_how_it_is_taken_back(app: Flask) -> None:
    assert taking_away(app) == UNDO | ASKS | set(EXCEPTIONS)


def sources(app: Flask, endpoint: str) -> str:
    """The text of what answers an address, and of the functions beside it that it calls."""
    view = inspect.unwrap(app.view_functions[endpoint])
    text = inspect.getsource(view)
    beside = vars(sys.modules[view.__module__])
    for name in re.findall(r"\b(_\w+)\(", text):
        text += inspect.getsource(beside[name])
    return text


@pytest.mark.parametrize("endpoint", sorted(UNDO))
def test_what_leads_back_says_so_with_the_change_that_undo_takes_back(
    app: Flask, endpoint: str
) -> None:
    assert re.search(r"\b(announce|answered)\(|change=", sources(app, endpoint))


@pytest.mark.parametrize("endpoint", sorted(ASKS))
def test_what_asks_first_stands_in_what_is_opened_or_wants_a_password(endpoint: str) -> None:
    texts = [file.read_text() for file in (ROOT / "templates").rglob("*.html")]
    forms = [
        (text[: match.start()], text[match.start() : text.index("</form>", match.start())])
        for text in texts
        for match in re.finditer(rf"url_for\(.{re.escape(endpoint)}.", text)
    ]
    assert forms
    for before, form in forms:
        is_folded = before.rfind("<details") > before.rfind("</details>")
        assert is_folded or "password" in form or "confirmed(" in form
