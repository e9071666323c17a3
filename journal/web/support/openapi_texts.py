"""The sentences of the description of the API, and which refusals each address may answer."""

from typing import Final

INTRODUCTION: Final = (
    "The same records and the same rules as in the journal's pages. Make a token under "
    "/account/tokens and send it as `Authorization: Bearer …`. With the scope `read` everything "
    "may be read, with `log` entries may be added and a spasm ended; nothing is edited or "
    "deleted here. An average or worst level of a day that has one already, and what is said of "
    "a day, update what is there; what they leave out stays. An exercise that has a picture "
    "keeps it. Send a `client_key`, a UUID of your own, with what you log: sent again, it is "
    "saved once. A token without `read` is told only the key of what it logged. Moments come "
    "with the offset of the record's zone; without one they are taken as local time of the "
    "`zone` you name, or else of the account's; in the hour that clocks show twice that is the "
    "earlier one. A relief that comes sooner than the person's own rule says is saved, and "
    "`sooner_than_set` tells it; `perhaps_sooner_than_set` where another use has no time. What a "
    "page would say of other entries beside it, `told` says. "
    "Numbers, yes and no, and lists may also come as the texts that "
    'forms and CSV files take (`"4"`, `"yes"`, `"neck_left|tailbone"`). A name that is not '
    "known is refused, and so is one that stands twice."
)
REFUSALS: Final = {
    "400": "What was sent is no JSON object, or holds a name twice.",
    "401": "The token is missing, revoked, over or wrong.",
    "403": "The token lacks the scope.",
    "404": "There is nothing of that key in this journal.",
    "405": "The address does not take that method.",
    "409": (
        "Something else was sent under this client_key, a spasm is still going (for a start), or "
        "the exercise has a picture."
    ),
    "410": "What this client_key saved was deleted since; it was not saved again.",
    "413": "More than 64 KiB were sent, 512 KiB with a picture, or 1.8 MiB with a template.",
    "415": "What was sent is not said to be JSON.",
    "422": "Some fields or parameters need another look; `errors` says which, in sentences.",
    "429": "Too many wrong tokens came from this address in the last hour.",
    "503": "The journal is busy; nothing was saved.",
    "507": "The disk is full; nothing was saved.",
}
TOLD: Final = "told"
"""The field that says of what was logged what a page says of it, if that is more than saved."""
SAYS: Final = "What a page says of what was logged, where that tells of other entries too."
SOONER: Final = "How near it is to another use of the same: nearer than the person set."
PERHAPS_SOONER: Final = "A use of the same whose time nobody gave, which may be nearer than that."
READING: Final = ("401", "403", "405", "429", "503")
LOGGING: Final = (*READING, "400", "409", "410", "413", "415", "422", "507")
