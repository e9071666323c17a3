"""What an app is told when something does not work: details of problem documents."""

from typing import Final

from journal.core.diary.used_again import PerhapsSooner, Sooner
from journal.words.dates import day_text, length_text
from journal.words.language import gettext, marked

DETAILS: Final = {
    "not_read": marked("This could not be read. Send one JSON object, in UTF-8."),
    "not_found": marked("There is nothing here, or what was here has been deleted."),
    "wrong_method": marked("This address does not take that method."),
    "too_large": marked("This is more than the journal takes at once."),
    "busy": marked("The journal is busy. Nothing was saved; send it again in a moment."),
    "disk_full": marked(
        "The disk is full. Nothing was saved; the person who runs the journal must make room."
    ),
    "our_fault": marked("Something went wrong. This is our fault. Nothing was half-saved."),
    "not_json": marked("Send JSON in UTF-8: “Content-Type: application/json”."),
    "name_twice": marked("“%(name)s” is in this object twice."),
    "no_token": marked(
        "Send a token: “Authorization: Bearer …”. Create one under /account/tokens."
    ),
    "wrong_token": marked("This token is not valid, or no longer valid."),
    "too_many_tokens": marked(
        "Too many wrong tokens from this address. Wait an hour, then try again."
    ),
    "no_scope": marked("This token can’t do that: it needs the scope “%(scope)s”."),
    "other_entry": marked(
        "Something else was sent under this client_key. Give each entry its own."
    ),
    "some_fields": marked("Nothing was saved: please check some fields."),
    "spasm_running": marked("A spasm is already going. End it first."),
    "picture_there": marked("This exercise has a picture already. Replace it in the journal."),
    "deleted_since": marked("This was saved before and deleted since. It was not saved again."),
    "some_parameters": marked("Please check some parameters."),
}


def sooner_than_set(sooner: Sooner) -> str:
    """That a relief was used sooner than the person's own rule says, in a sentence."""
    values = {"time": length_text(sooner.minutes), "least": length_text(sooner.hours * 60)}
    if sooner.is_later:
        return gettext("Saved, %(time)s after the one before; you set %(least)s.", **values)
    return gettext("Saved, %(time)s before the next one; you set %(least)s.", **values)


def perhaps_sooner_than_set(sooner: PerhapsSooner) -> str:
    """That a relief may have been used sooner, as nobody gave the time of another use."""
    values = {"day": day_text(sooner.day), "least": length_text(sooner.hours * 60)}
    return gettext(
        "Saved; the one on %(day)s has no time, and you set %(least)s between two.", **values
    )


def detail(code: str, **values: object) -> str:
    """One of these sentences."""
    return gettext(DETAILS[code], **values)
