"""The words in the list of accounts that a host is shown."""

from typing import Final

from journal.words.language import gettext, marked, ngettext

TEXTS: Final = {
    "name": marked("Name"),
    "role": marked("Role"),
    "created_on": marked("Created"),
    "seen_on": marked("Last seen"),
    "second_factors": marked("Second factor"),
    "person": marked("person"),
    "clinician": marked("clinician"),
    "demo": marked("demonstration"),
    "host": marked("host"),
    "switched_off": marked("switched off"),
    "passkey": marked("passkey"),
    "app": marked("app"),
    "none": marked("none"),
    "signed_out": marked("signed out"),
    "never_signed_in": marked("never signed in"),
}


def list_text(code: str) -> str:
    """A heading or a word of the list."""
    return gettext(TEXTS[code])


def handed_over_text(count: int, name: str) -> str:
    """How many patients somebody was given."""
    return ngettext(
        "%(count)s patient handed over to %(name)s.",
        "%(count)s patients handed over to %(name)s.",
        count,
        name=name,
    )
