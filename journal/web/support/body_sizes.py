"""How large what is sent may be, by who sends it and what it is."""

from typing import Final

from journal.core.model.programme_template import LINES_MOST
from journal.core.model.vocabulary import NOTE_LENGTH
from journal.exchange.files.table import BYTES_MOST
from journal.exchange.own import archive

SMALL_BODY: Final = 64 * 1024
"""Enough to sign in, to register, and for what an app says at once."""

PICTURE_BODY: Final = 512 * 1024
"""Enough for a stored picture as an app sends it, in base64."""

LETTER_BYTES: Final = 12
"""So many bytes a letter has at most in JSON: an emoji as two escapes."""

TEMPLATE_BODY: Final = SMALL_BODY + LINES_MOST * NOTE_LENGTH * LETTER_BYTES
"""Enough for a template of as many lines as one can have, with as long instructions."""

STRANGERS_BODY: Final = 256 * 1024
"""Enough for what somebody typed who is signed out meanwhile, so that it can be shown again."""

LARGER_BODIES: Final = {"api.send_picture": PICTURE_BODY, "api.send_template": TEMPLATE_BODY}
"""What an app may send at once to the few endpoints that take more than a little."""

BODY_MOST: Final = BYTES_MOST + SMALL_BODY
ARCHIVE_BODY_MOST: Final = archive.BYTES_MOST + SMALL_BODY
